// What a reader of the results should know besides them.
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
  if (answer.truncated) notes.push("The text is longer than the model reads: its end was left out.");
  if (status.knowsOnlyItsWorld && answer.collection !== "demo") {
    notes.push("The model in use knows only the drawings of its own world: photographs and other pictures are not found by meaning.");
  }
  return notes.map(text => element("p", "note", text));
}
