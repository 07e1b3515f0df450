// Sends pictures to a collection, a few at a time. A server that is busy is asked again when it says; a picture that fails is listed with its reason.
import { addImage } from "./api.js";
import { reasonFor } from "./words.js";

const AT_ONCE = 3;
const MOST_TRIES = 6;
const TRANSIENT = ["Overloaded", "Unavailable", "Timeout"];

export class Uploads {
  #folder;
  #changed;
  #waiting;
  #sending = new Map(); // bytes sent, by item
  #stop = new AbortController();

  added = 0;
  there = 0; // were in the collection already
  failed = []; // { item, reason }

  /**
   * @param pictures Each as { file, path }.
   * @param changed Called whenever something has changed.
   */
  constructor(collection, pictures, changed) {
    this.collection = collection;
    this.#waiting = withOwnPaths(pictures);
    this.#changed = changed;
    this.total = pictures.length;
    this.bytes = pictures.reduce((sum, { file }) => sum + file.size, 0);
    this.sent = 0;

    // A name that exists already would be taken from the picture that has it. So each run has a folder of its own.
    this.#folder = `added ${new Date().toISOString().slice(0, 23).replace("T", " ").replaceAll(":", ".")}`;
  }

  get done() {
    return this.added + this.there + this.failed.length;
  }

  get isRunning() {
    return this.#sending.size > 0 || (this.#waiting.length > 0 && !this.#stop.signal.aborted);
  }

  get isCancelled() {
    return this.#stop.signal.aborted;
  }

  /** From 0 to 1. Waiting for the answer to a picture's last byte is a part of it. */
  get progress() {
    const sending = [...this.#sending.values()].reduce((sum, bytes) => sum + bytes, 0);
    const byBytes = this.bytes ? (this.sent + sending) / this.bytes : 1;
    return this.total ? (0.5 * byBytes) + (0.5 * this.done) / this.total : 1;
  }

  /** Sends until everything is sent, or it is cancelled. */
  async run() {
    await Promise.all(Array.from({ length: AT_ONCE }, () => this.#work()));
    this.#changed();
  }

  cancel() {
    this.#stop.abort();
  }

  /** The pictures that failed, to be sent again. */
  takeFailed() {
    return this.failed.splice(0).map(({ item }) => item);
  }

  async #work() {
    while (this.#waiting.length && !this.isCancelled) {
      const item = this.#waiting.shift();
      try {
        await this.#send(item);
      } catch (error) {
        if (error.name === "AbortError") return;
        this.failed.push({ item, reason: reasonFor(error) });
      } finally {
        this.#sending.delete(item);
        this.sent += item.file.size;
        this.#changed();
      }
    }
  }

  async #send(item) {
    for (let tries = 1; ; tries++) {
      this.#sending.set(item, 0);
      try {
        const answer = await addImage(this.collection, item.file, `${this.#folder}/${item.path}`, {
          signal: this.#stop.signal,
          progress: bytes => {
            this.#sending.set(item, bytes);
            this.#changed();
          },
        });
        if (answer.images[0].status === "added") this.added++;
        else this.there++;
        return;
      } catch (error) {
        if (!TRANSIENT.includes(error.code) || tries === MOST_TRIES) throw error;
        await this.#wait(Math.max(1, error.retryAfter) * 1000);
      }
    }
  }

  #wait(milliseconds) {
    const { signal } = this.#stop;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, milliseconds);
      signal.addEventListener("abort", () => {
        clearTimeout(timer);
        reject(signal.reason);
      }, { once: true });
    });
  }
}

/** Two pictures of a run never have one path: pasted ones are all called image.png. */
function withOwnPaths(pictures) {
  const taken = new Set();
  return pictures.map(({ file, path }) => {
    let own = path;
    for (let i = 2; taken.has(own); i++) own = path.replace(/(\.[^./]*)?$/, ` (${i})$1`);
    taken.add(own);
    return { file, path: own };
  });
}
