// What is written above the pictures: what they are, and examples of what to ask.
import { isAsked } from "./address.js";
import { button, byId, element } from "./dom.js";
import { someSurprises } from "./surprises.js";

const LIKE_A_PICTURE = "Pictures like this one";

/** Shows what the pictures of a state are. */
export function showTitle(state, collection) {
  const browsed = collection ? `Pictures in ${collection}` : "Txt2Image";
  byId("title").textContent = !isAsked(state) ? browsed : state.q ? `“${state.q}”` : LIKE_A_PICTURE;
  document.title = isAsked(state) ? `${state.q || LIKE_A_PICTURE} – Txt2Image` : "Txt2Image";
  document.body.classList.toggle("asked", isAsked(state));
}

/** Shows examples of what can be asked, or hides them. */
export function showExamples(fit, ask) {
  byId("intro").hidden = !fit;
  if (!fit || byId("examples").childElementCount) return;
  byId("examples").replaceChildren(...someSurprises(5).map(text => {
    const item = element("li");
    item.append(button(text, () => ask(text), "example"));
    return item;
  }));
}
