// Notes about the results as a whole.
import { counted, element } from "./dom.js";

const SOURCES = { memory: ", from memory", distributed: ", from the shared cache" };

/** "100 pictures · 12 ms, from memory" */
export function countText(answer, shown, done) {
  const total = answer.timings?.total;
  const time = Number.isFinite(total) ? ` · ${milliseconds(total)}${SOURCES[answer.cache] ?? ""}` : "";
  return `${done ? counted(shown, "picture") : `The best ${counted(shown, "picture")}`}${time}`;
}

const milliseconds = ms => (ms < 1 ? "under 1 ms" : `${Math.round(ms)} ms`);

export function notesFor(answer, status) {
  const notes = [];
  if (answer.unknownWords?.length) notes.push(`This model does not know: ${answer.unknownWords.join(", ")}.`);
  if (answer.truncated) notes.push("The text is longer than the model reads, so its end was ignored.");
  if (status.knowsOnlyItsWorld && answer.collection !== "demo") {
    notes.push(
      "This server still has its small first model. It knows only the drawings that it was trained on, so it cannot find photographs by what they "
        + "show. The person who runs the server can give it a model that can.");
  }
  return notes.map(text => element("p", "note", text));
}
