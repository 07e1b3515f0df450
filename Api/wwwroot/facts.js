// What is known about a picture, as people read it.
import { takenOf, timeText } from "./days.js";
import { sizeText } from "./dom.js";
import { chanceText } from "./strength.js";

/** Pairs of a label and a text, and the picture's tags. */
export function factsOf(picture) {
  const facts = [], tags = [];
  const taken = takenOf(picture);
  if (taken !== null) facts.push(["Taken", timeText(taken)]);
  for (const [name, value] of Object.entries(picture.fields)) {
    if (name === "taken" && taken !== null) continue;
    if (name === "previewOnly") facts.push(["Original", "not kept; this is a smaller copy"]);
    else if (name === "rawPreview") facts.push(["Picture", "the camera's preview in a RAW file"]);
    else if (/^tags?$/i.test(name)) tags.push(...String(value).split(",").map(tag => tag.trim()).filter(Boolean));
    else if (value === true) tags.push(labelOf(name));
    else facts.push([labelOf(name), value === false ? "no" : typeof value === "number" ? numberText(name, value) : String(value)]);
  }

  facts.push([picture.names.length > 1 ? "Names" : "Name", picture.names.join("\n")]);
  facts.push(["Size", `${picture.width} × ${picture.height}${picture.bytes ? ` · ${sizeText(picture.bytes)}` : ""}`]);
  if (Number.isFinite(picture.score)) facts.push(["Match", picture.score.toFixed(3)]);
  if (Number.isFinite(picture.chance)) facts.push(["Chance", chanceText(picture.chance)]);
  return { facts, tags };
}

const labelOf = name => {
  const words = name.replace(/[_:-]+/g, " ").trim() || name;
  return words[0].toUpperCase() + words.slice(1);
};

// A year is not counted in thousands.
const numberText = (name, value) => (/year/i.test(name) ? String(value) : value.toLocaleString("en", { maximumFractionDigits: 6 }));
