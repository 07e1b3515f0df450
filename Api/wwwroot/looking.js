// Looking at one picture: the address names it, the viewer shows it, and what can be done from there.
import { addressOf, isAsked, keptOf } from "./address.js";
import { announce } from "./dom.js";
import { readPicture } from "./feeds.js";
import { Viewer } from "./viewer.js";

export class Looking {
  #page;
  #grid;
  #viewer;

  /**
   * `page`: state, collection, hasMore, position; more(), fill(), show(), go(state) as the page has them; unfold(picture).
   */
  constructor(page, grid) {
    this.#page = page;
    this.#grid = grid;
    this.#viewer = new Viewer({
      step: by => this.#step(by),
      close: () => this.#leave(),
      like: picture => page.go({ ...keptOf(page.state), collection: page.collection, like: [picture.id] }),
      unlike: picture => page.go({ ...page.state, image: "", unlike: [...new Set([...page.state.unlike, picture.id])] }),
      share: picture => new URL(addressOf({ ...page.state, by: "", collection: page.collection, image: picture.id }), location.href).href,
      unfold: page.unfold,
    });
  }

  get isOpen() {
    return this.#viewer.isOpen;
  }

  close() {
    this.#viewer.close();
  }

  /** Goes to a picture's address. */
  open(picture) {
    const { position, state } = this.#page;
    position.keep();
    history.pushState({ at: position.kept, isViewer: true }, "", addressOf({ ...state, image: picture.id }));
    this.#page.show();
  }

  /** Shows the picture that the address names, or none. */
  async show() {
    const { state } = this.#page;
    if (!state.image) {
      const index = this.#viewer.isOpen ? this.#grid.indexOf(this.#viewer.id) : -1;
      this.#viewer.close();
      if (index >= 0) this.#grid.focus(index);
      return;
    }

    const index = this.#grid.indexOf(state.image);
    const picture = this.#grid.at(index) ?? await readPicture(this.#page.collection, state.image).catch(() => null);
    if (!picture) return this.#leave("That picture is not there any more.");
    this.#viewer.show(picture, {
      hasPrevious: index > 0, hasNext: index >= 0 && (index + 1 < this.#grid.length || this.#page.hasMore), isAsked: isAsked(state),
    });
  }

  async #step(by) {
    const { state } = this.#page, index = this.#grid.indexOf(state.image);
    if (index < 0) return;
    if (index + by >= this.#grid.length) await this.#page.more();
    const next = this.#grid.at(index + by);
    if (!next) return;
    history.replaceState(history.state, "", addressOf({ ...state, image: next.id }));
    await this.#page.show();
    if (index + 10 > this.#grid.length) this.#page.fill();
  }

  #leave(reason = "") {
    if (reason) announce(reason);
    if (history.state?.isViewer) return history.back();
    history.replaceState(history.state, "", addressOf({ ...this.#page.state, image: "" }));
    this.#page.show();
  }
}
