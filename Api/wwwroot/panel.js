// Shown instead of pictures: how to begin, or what went wrong and what to do.
import { button, counted, element } from "./dom.js";
import { wordsFor } from "./words.js";

export class Panel {
  #section;
  #actions;

  /** `actions`: retry, add, create, choose(collection). */
  constructor(section, actions) {
    this.#section = section;
    this.#actions = actions;
  }

  get isShown() {
    return !this.#section.hidden;
  }

  hide() {
    this.#section.hidden = true;
  }

  /** A collection without pictures. */
  empty(collection) {
    this.#show(
      element("h2", "", `${collection} has no pictures yet`),
      element("p", "", "Drop pictures or a folder anywhere on this page, paste one, or choose them."),
      this.#choices(button("Add pictures", this.#actions.add, "go")));
  }

  /** A server without collections. */
  none() {
    this.#show(
      element("h2", "", "There are no collections yet"),
      element("p", "", "A collection holds pictures that you search together. Make the first one, then add pictures to it."),
      this.#choices(button("New collection", this.#actions.create, "go")));
  }

  filling(collection) {
    this.#show(element("h2", "", "Nothing yet"), element("p", "", `${collection} is being filled. Its pictures appear when it is ready.`));
  }

  /** The answer to a search has no pictures, although the collection may have some. `choices` are ways to more of them. */
  nothing({ isCutOff = false, choices = [] } = {}) {
    this.#show(
      element("h2", "", isCutOff ? "Nothing here matches" : "No pictures"),
      element("p", "", isCutOff
        ? "No picture fits these words better than it would fit unrelated ones. Try other words, or look at the nearest pictures."
        : "Nothing here matches. Try other words."),
      this.#choices(...choices));
  }

  /** The collection in the address is not there. */
  unknown(name, collections) {
    const list = element("ul", "choose");
    list.append(...collections.map(collection => {
      const item = element("li");
      item.append(button(`${collection.name} · ${counted(collection.images, "picture")}`, () => this.#actions.choose(collection.name)));
      return item;
    }));
    this.#show(
      element("h2", "", `There is no collection “${name}”`),
      element("p", "", collections.length ? "It may have been deleted or renamed. Choose one of these:" : "There are no collections yet."),
      list,
      this.#choices(button("New collection", this.#actions.create)));
    this.#section.role = "alert";
  }

  /** A picture was dropped on the search box, but the page was loaded again since. */
  lostPicture() {
    this.#show(
      element("h2", "", "The picture that you searched with is gone"),
      element("p", "", "A page forgets it when it is loaded again. Drop it on the search box once more."));
  }

  failure(error) {
    const { title, text } = wordsFor(error);
    const shown = [element("h2", "", title), element("p", "", text)];
    if (error.traceId) shown.push(element("p", "trace", `Trace ${error.traceId}`));
    this.#show(...shown, this.#choices(button("Try again", this.#actions.retry)));
    this.#section.role = "alert";
  }

  #choices(...buttons) {
    const choices = element("p", "choices centred");
    choices.append(...buttons);
    return choices;
  }

  #show(...children) {
    this.#section.role = null;
    this.#section.replaceChildren(...children);
    this.#section.hidden = false;
  }
}
