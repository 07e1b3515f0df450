// The terms of a query under the search box, each with its weight. The text in the box is the truth: a change here writes it anew.
import { byId, button, element } from "./dom.js";
import { readTerms, stepped, writeTerms } from "./query.js";

/** Shows the terms of a text if there are several, with `others` terms that are no words; `change(text)` is called with the new text. */
export function showWeights(text, others, change) {
  const terms = readTerms(text), list = byId("weights");
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.does : "";
  list.hidden = terms.length + others < 2 || terms.length === 0;
  const replace = (index, next) => change(writeTerms(terms.flatMap((one, i) => (i === index ? next : [one]))));
  list.replaceChildren(...(list.hidden ? [] : terms.map((term, i) => chip(term, i, next => replace(i, next)))));
  if (focused) (list.querySelector(`[data-does="${focused}"]`) ?? byId("q")).focus();
}

function chip({ weight, text }, index, replace) {
  const item = element("li", weight < 0 ? "weight less" : "weight");
  const step = (label, words, direction) => act(label, `${words} of ${text}`, `${label}${index}`, () => replace([{ weight: stepped(weight, direction), text }]));
  item.append(
    step("−", "Less", -1),
    element("span", "amount", weight.toLocaleString("en").replace("-", "−")),
    step("+", "More", 1),
    element("span", "word", text),
    act("×", `Remove ${text}`, `×${index}`, () => replace([])));
  return item;
}

function act(label, words, does, action) {
  const made = button(label, action, "step");
  made.ariaLabel = made.title = words;
  made.dataset.does = does;
  return made;
}
