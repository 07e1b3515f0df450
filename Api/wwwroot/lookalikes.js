// Pictures that look the same as a better one, which has their ids: they are put behind it, and can be selected all at once.
import { announce, counted } from "./dom.js";
import { readPicture } from "./feeds.js";

const MOST_OF_ONE = 50; // that are shown behind one picture at once
const MOST = 300; // that are selected at once

export class LookAlikes {
  #grid;
  #collection;

  /** `collection()` is the name of the one that is shown. */
  constructor(grid, collection) {
    this.#grid = grid;
    this.#collection = collection;
  }

  /** Puts those of one picture behind it. Returns its index; negative if it is not there any more. */
  async unfold(picture) {
    const shown = await this.#show([picture], MOST_OF_ONE);
    announce(`${counted(shown.length, "look-alike")} shown`);
    return this.#grid.indexOf(picture.id);
  }

  /** Puts all behind their pictures and selects them. Returns how many there are. */
  async select() {
    const shown = await this.#show(this.#grid.all.filter(picture => picture.folded.length), MOST);
    this.#grid.select(shown.map(picture => picture.id));
    if (shown.length) {
      this.#grid.focus(this.#grid.indexOf(shown[0].id));
      scrollBy({ top: innerHeight / 3, behavior: "instant" }); // the selection's bar covers what is below
    } else {
      announce("No two of these pictures look the same.");
    }

    return shown.length;
  }

  async #show(pictures, most) {
    const behind = new Map();
    let left = most;
    for (const picture of pictures) {
      const ids = picture.folded.slice(0, left);
      left -= ids.length;
      if (!ids.length) break;
      const found = await Promise.all(ids.map(id => readPicture(this.#collection(), id).catch(() => null)));
      behind.set(picture.id, found.filter(one => one && this.#grid.indexOf(one.id) < 0));
      picture.folded = picture.folded.slice(ids.length);
    }

    this.#grid.replace(this.#grid.all.flatMap(picture => [picture, ...(behind.get(picture.id) ?? [])]));
    return [...behind.values()].flat();
  }
}
