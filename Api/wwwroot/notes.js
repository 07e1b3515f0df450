// Notes about the results as a whole.
import { element } from "./gallery.js";

const SOURCES = { memory: ", from memory", distributed: ", from the shared cache" };

/** "10 images in demo · 12 ms, from memory" */
export function countText(answer, shown) {
  const images = shown === 1 ? "1 image" : `${shown} images`;
  const total = answer.timings?.total;
  const time = Number.isFinite(total) ? ` · ${milliseconds(total)}${SOURCES[answer.cache] ?? ""}` : "";
  return `${images} in ${answer.collection}${time}`;
}

const milliseconds = ms => (ms < 1 ? "under 1 ms" : `${Math.round(ms)} ms`);

export function notesFor(answer, status) {
  const notes = [];
  if (answer.unknownWords?.length) notes.push(`This model does not know: ${answer.unknownWords.join(", ")}.`);
  if (answer.truncated) notes.push("The text is longer than the model reads, so its end was ignored.");
  if (status.knowsOnlyItsWorld && answer.collection !== "demo") {
    notes.push(
      "The model knows only the drawings it was trained on. It cannot find photographs and other pictures by meaning. " +
        "Get a model that does, where the server runs, with: ./txt2image models pull clip-vit-base-patch32. " +
        "Then start the server with: --Txt2Image:Model=clip-vit-base-patch32");
  }
  return notes.map(text => element("p", "note", text));
}
