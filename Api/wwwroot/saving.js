// Saves pictures as files, and what is known about them, for a table or a program.
import { readZip } from "./api.js";
import { announce, counted, element } from "./dom.js";
import { wordsFor } from "./words.js";

const MOST_PICTURES = 1000; // of an archive

const COLUMNS = ["rank", "score", "id", "name", "caption", "width", "height", "fields", "url"];

export const saveJson = (question, pictures) =>
  save(JSON.stringify({ question, hits: pictures.map(rowOf) }, null, 2), "application/json", "txt2image.json");

export const saveCsv = pictures => save(asCsv(pictures), "text/csv;charset=utf-8", "txt2image.csv");

/** Saves the pictures themselves. The button says how that goes. */
export async function saveZip(button, collection, pictures) {
  const label = [...button.childNodes], ids = pictures.slice(0, MOST_PICTURES).map(picture => picture.id);
  button.disabled = true;
  button.textContent = "Packing…";
  button.title = "";
  try {
    save(await readZip(collection, ids), "application/zip", `${collection}.zip`);
    const cut = ids.length < pictures.length ? ` An archive has at most ${MOST_PICTURES.toLocaleString("en")}.` : "";
    announce(`${counted(ids.length, "picture")} saved.${cut}`);
    button.replaceChildren(...label);
  } catch (error) {
    const { title, text } = wordsFor(error);
    announce(`Not saved. ${title}. ${text}`);
    button.textContent = "Not saved: try again";
    button.title = `${title}. ${text}`;
    setTimeout(() => button.replaceChildren(...label), 10_000);
  } finally {
    button.disabled = false;
  }
}

const asCsv = pictures => [COLUMNS, ...pictures.map((picture, i) => {
  const row = rowOf(picture, i);
  return COLUMNS.map(column => (column === "fields" ? JSON.stringify(row.fields) : row[column]));
})].map(cells => cells.map(cellOf).join(",")).join("\r\n");

const rowOf = (picture, i) => ({
  rank: i + 1,
  score: picture.score,
  id: picture.id,
  name: picture.names[0],
  caption: picture.caption,
  width: picture.width,
  height: picture.height,
  fields: picture.fields,
  url: new URL(picture.image, location.href).href,
});

// A table program runs a text that begins like a formula, so an apostrophe goes before it.
function cellOf(value) {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function save(content, type, name) {
  const link = element("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
