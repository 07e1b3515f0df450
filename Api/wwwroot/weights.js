// The terms of a query under the search box, each with its weight. The text in the box is the truth: a change here writes it anew.
import { examplesOf, withExamples } from "./address.js";
import { byId, button, element } from "./dom.js";
import { readTerms, stepped, writeTerms } from "./query.js";
import { thumbnailOf } from "./terms.js";

const PICTURE_STEP = 0.2; // pictures need smaller weights than texts

/** Shows the texts and stored pictures that a state searches with, if there are several; `change(parts)` is called with what is to be different. */
export function showWeights(state, collection, change) {
  const terms = readTerms(state.q), pictures = examplesOf(state), list = byId("weights");
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.does : "";
  list.hidden = terms.length + pictures.length + (state.by ? 1 : 0) < 2;
  const chips = list.hidden ? [] : [
    ...terms.map((term, i) => chip(element("span", "word", term.text), term, `text${i}`, 0.5, next => change({ q: writeTerms(put(terms, i, next)) }))),
    ...pictures.map((picture, i) => chip(
      thumbnail(thumbnailOf(collection, picture.id)), { ...picture, text: `picture ${i + 1}` }, picture.id, PICTURE_STEP,
      next => change(withExamples(put(pictures, i, next))))),
  ];
  list.replaceChildren(...chips);
  if (focused) (list.querySelector(`[data-does="${CSS.escape(focused)}"]`) ?? byId("q")).focus();
}

const put = (all, index, next) => all.flatMap((one, i) => (i !== index ? [one] : next ? [next] : []));

function thumbnail(address) {
  const image = element("img");
  image.alt = "";
  image.src = address;
  return image;
}

function chip(shown, { text, ...term }, key, step, replace) {
  const item = element("li", term.weight < 0 ? "weight less" : "weight");
  const to = direction => () => replace({ text, ...term, weight: stepped(term.weight, direction, step) });
  item.append(
    act("−", `Less of ${text}`, `less-${key}`, to(-1)),
    element("span", "amount", term.weight.toLocaleString("en").replace("-", "−")),
    act("+", `More of ${text}`, `more-${key}`, to(1)),
    shown,
    act("×", `Remove ${text}`, `remove-${key}`, () => replace(null)));
  return item;
}

function act(label, words, does, action) {
  const made = button(label, action, "step");
  made.ariaLabel = made.title = words;
  made.dataset.does = does;
  return made;
}
