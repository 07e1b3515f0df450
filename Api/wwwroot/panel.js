// Shown instead of results: a welcome, how to begin, or what went wrong and what to do.
import { element } from "./gallery.js";
import { someSurprises } from "./surprises.js";

export class Panel {
  #section;
  #search;
  #retry;

  constructor(section, { search, retry }) {
    this.#section = section;
    this.#search = search;
    this.#retry = retry;
  }

  hide() {
    this.#section.hidden = true;
  }

  welcome() {
    const chips = element("ul", "chips");
    chips.append(...someSurprises(6).map(text => {
      const chip = this.#button(text, () => this.#search(text));
      const item = element("li");
      item.append(chip);
      return item;
    }));
    this.#show(element("p", "", "Try one of these:"), chips);
  }

  empty(collection) {
    this.#show(
      element("h2", "", collection ? `${collection} has no images yet` : "There are no collections yet"),
      element("p", "", "To add a folder of pictures, run this in the project’s folder:"),
      element("pre", "", `./txt2image ingest PATH -c ${collection || "NAME"}`),
      this.#button("Look again", this.#retry));
  }

  nothing(collection, indexing) {
    if (!indexing) return this.empty(collection);
    this.#show(element("h2", "", "Nothing yet"), element("p", "", `${collection} is being filled. Results appear when it is ready.`));
  }

  failure(error) {
    const shown = [element("h2", "", error.title), element("p", "", error.detail)];
    if (error.traceId) shown.push(element("p", "trace", `Trace ${error.traceId}`));
    this.#show(...shown, this.#button("Try again", this.#retry));
    this.#section.role = "alert";
  }

  #button(text, action) {
    const button = element("button", "quiet", text);
    button.type = "button";
    button.addEventListener("click", action);
    return button;
  }

  #show(...children) {
    this.#section.role = null;
    this.#section.replaceChildren(...children);
    this.#section.hidden = false;
  }
}
