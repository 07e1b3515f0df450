// Reads the pictures of a feed into the grid, page by page, as the reader scrolls. Back and reload return to where the reader was.
import { byId } from "./dom.js";

const AHEAD = 2500; // pixels below the window that are to be filled
const PATIENCE = 4000; // milliseconds after which a slow server is mentioned

export class Reading {
  #grid;
  #position;
  #does;
  #controller = null; // of the page that is being read
  #running = null;

  feed = null;

  /** `does`: rendered(feed, pictures, isFirst), failed(error), slow(). */
  constructor(grid, position, does) {
    this.#grid = grid;
    this.#position = position;
    this.#does = does;
  }

  get hasMore() {
    return Boolean(this.feed) && !this.feed.done;
  }

  /** Stops reading. `position` is where the reader was. */
  stop() {
    this.#controller?.abort();
    this.#controller = this.#running = this.feed = null;
    this.#position.paused = true;
    setBusy(false);
  }

  /** Reads a feed from its beginning, to the place `at` where the reader was, if there is one. */
  async begin(feed, at) {
    this.feed = feed;
    let ok = await this.more(at?.count);
    while (ok && at && this.#grid.length <= at.index && this.hasMore) ok = await this.more(at.count - this.#grid.length);
    if (feed !== this.feed) return;
    if (at && this.#grid.length) this.#grid.restore(at);
    if (!ok) return;
    this.#position.paused = false;
    this.fill();
  }

  /** Reads the next pictures, if they are not being read already. Returns whether that worked. */
  async more(wanted = 0) {
    if (!this.hasMore) return false;
    return await (this.#running ??= this.#read(wanted));
  }

  /** Reads all that there are. */
  async all() {
    while (await this.more());
  }

  /** Reads again what failed. */
  async retry() {
    byId("end").replaceChildren();
    if (await this.more()) this.#position.paused = false;
  }

  /** Fills the page below the window. */
  fill() {
    const end = byId("end");
    if (this.#running || !this.hasMore || !this.#grid.length || end.childElementCount) return;
    if (end.getBoundingClientRect().top < innerHeight + AHEAD) this.more().then(worked => worked && this.fill());
  }

  async #read(wanted) {
    const mine = (this.#controller = new AbortController()), feed = this.feed;
    const slow = setTimeout(() => mine === this.#controller && this.#does.slow(), PATIENCE);
    setBusy(true);
    try {
      const pictures = await feed.next(mine.signal, wanted);
      if (mine !== this.#controller) return false;
      const isFirst = this.#grid.length === 0;
      this.#grid.append(pictures);
      this.#does.rendered(feed, pictures, isFirst);
      return true;
    } catch (error) {
      if (mine === this.#controller && error.name !== "AbortError") this.#does.failed(error);
      return false;
    } finally {
      clearTimeout(slow);
      if (mine === this.#controller) {
        this.#controller = this.#running = null;
        setBusy(false);
      }
    }
  }
}

function setBusy(is) {
  byId("pictures").ariaBusy = String(is);
  document.body.classList.toggle("busy", is);
}
