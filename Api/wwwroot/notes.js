// Notes about the results as a whole.
import { counted, element } from "./dom.js";

const SOURCES = { memory: ", from memory", distributed: ", from the shared cache" };

/** "Top 100 of 600 · 12 ms, from memory"; `total` is how many pictures the collection has, if that is known. */
export function countText(answer, shown, isAll, total) {
  const time = answer.timings?.total;
  const took = Number.isFinite(time) ? ` · ${milliseconds(time)}${SOURCES[answer.cache] ?? ""}` : "";
  return `${amount(shown, isAll, total)}${took}`;
}

function amount(shown, isAll, total) {
  if (!(total >= shown)) return isAll ? counted(shown, "picture") : `The best ${counted(shown, "picture")}`;
  if (total === shown) return counted(shown, "picture");
  return `${isAll ? "" : "Top "}${shown.toLocaleString("en")} of ${counted(total, "picture")}`;
}

const milliseconds = ms => (ms < 1 ? "under 1 ms" : `${Math.round(ms)} ms`);

/** `suggested(text)` gives what a link to a search for it needs: { href, go }. */
export function notesFor(answer, status, suggested) {
  const notes = [];
  const isCorrected = word => answer.suggestion && !answer.suggestion.toLowerCase().includes(word);
  const unknown = (answer.unknownWords ?? []).filter(word => !isCorrected(word));
  if (unknown.length) notes.push(`This model does not know: ${unknown.join(", ")}.`);
  if (answer.partial) notes.push(answer.partial.note);
  if (answer.cutoff && !answer.cutoff.known && answer.cutoff.note) notes.push(answer.cutoff.note);
  if (answer.truncated) notes.push("The text is longer than the model reads, so its end was ignored.");
  const shown = notes.map(text => element("p", "note", text));
  if (answer.suggestion) shown.unshift(suggestionNote(answer.suggestion, suggested(answer.suggestion)));
  if (status.knowsOnlyItsWorld && answer.collection !== "demo") shown.push(betterModel());
  return shown;
}

function suggestionNote(text, { href, go }) {
  const note = element("div", "note"), words = element("p"), link = element("a", "", text);
  link.href = href;
  link.addEventListener("click", event => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go();
  });
  words.append("Did you mean ", link, "?");
  note.append(words);
  return note;
}

// Folded away, because only one of the readers can do something about it.
function betterModel() {
  const note = element("div", "note"), details = element("details");
  details.append(
    element("summary", "", "For the person who runs the server"),
    element("p", "", "Get a model that knows photographs:"),
    element("pre", "", "./txt2image models pull clip-vit-base-patch32"),
    element("p", "", "Then start the server with it, and reindex the collection:"),
    element("pre", "", "--Txt2Image:Model=clip-vit-base-patch32"));
  note.append(
    element("p", "", "This server still has its small first model. It knows only the drawings that it was trained on, so it cannot find photographs by "
      + "what they show. There are models that can."),
    details);
  return note;
}
