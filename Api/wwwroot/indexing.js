// Reads the server's status, and polls it every second while the server fills a collection.
import { readStatus } from "./api.js";
import { counted } from "./dom.js";

const INTERVAL = 1000;

export class Indexing {
  #section;
  #finished;
  #timer = 0;

  /** The last answer of /status; empty if there was none, which counts as not indexing. */
  status = {};

  constructor(section, { finished }) {
    this.#section = section;
    this.#finished = finished;
  }

  get active() {
    return Boolean(this.status.indexing);
  }

  /** Reads the status. Throws if it cannot be read and never could. */
  async refresh() {
    clearTimeout(this.#timer);
    const before = this.active;
    try {
      this.status = await readStatus();
    } catch (error) {
      if (!this.status.collections) throw error;
      this.status = error.unreachable ? this.status : { ...this.status, indexing: null };
    }

    this.#show(this.status.indexing);
    clearTimeout(this.#timer);
    if (this.active) this.#timer = setTimeout(() => this.refresh(), INTERVAL);
    else if (before) this.#finished();
  }

  #show(work) {
    this.#section.hidden = !work;
    if (!work) return;
    const [text, bar] = this.#section.children;
    text.textContent = `${work.done.toLocaleString("en")} of ${counted(work.total, "picture")} indexed in ${work.collection}`;
    bar.max = work.total || 1;
    bar.value = work.done;
  }
}
