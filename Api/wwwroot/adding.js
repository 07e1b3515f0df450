// The dialog that adds pictures: which collection, how far it is, what failed and why.
import { createCollection } from "./api.js";
import { announce, byId, counted, element } from "./dom.js";
import { picturesOf } from "./files.js";
import { Uploads } from "./uploads.js";
import { wordsFor } from "./words.js";

const NEW = "\n"; // no collection has this name
const MOST_SHOWN = 200;

export class Adding {
  #dialog = byId("adding");
  #finished;
  #pictures = [];
  #others = 0;
  #uploads = null;

  /** `finished(collection, hasAdded)` is called when the pictures of a run have been sent. */
  constructor(finished) {
    this.#finished = finished;
    byId("adding-form").addEventListener("submit", event => {
      event.preventDefault();
      this.#begin();
    });
    byId("adding-collection").addEventListener("change", () => this.#showName());
    for (const id of ["adding-files", "adding-folder", "adding-camera"]) {
      byId(id).addEventListener("change", event => {
        this.#take(picturesOf(event.target.files));
        event.target.value = ""; // so that the same file can be chosen again
      });
      byId(`${id}-button`).addEventListener("click", () => byId(id).click());
    }

    byId("adding-again").addEventListener("click", () => this.#send(this.#uploads.collection, this.#uploads.takeFailed()));
    byId("adding-cancel").addEventListener("click", () => this.#uploads.cancel());
    byId("adding-close").addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("cancel", event => this.#uploads?.isRunning && event.preventDefault());
  }

  get isOpen() {
    return this.#dialog.open;
  }

  /** Opens the dialog, with pictures if there are some. */
  open(collections, chosen, found = { pictures: [], others: 0 }) {
    if (!this.#dialog.open) {
      this.#fill(collections, chosen);
      this.#pictures = [];
      this.#others = 0;
      if (!this.#uploads?.isRunning) this.#uploads = null;
      this.#dialog.showModal();
    }

    this.#take(found);
  }

  #fill(collections, chosen) {
    const select = byId("adding-collection");
    select.replaceChildren(
      ...collections.map(({ name }) => new Option(name, name, false, name === chosen)),
      new Option("New collection…", NEW, false, collections.length === 0));
    byId("adding-name").value = "";
    byId("adding-wrong").textContent = "";
    this.#showName();
  }

  #showName() {
    const isNew = byId("adding-collection").value === NEW;
    byId("adding-name-row").hidden = !isNew;
    byId("adding-name").required = isNew;
    if (isNew) byId("adding-name").focus();
  }

  #take({ pictures, others }) {
    if (this.#uploads?.isRunning) return announce("Wait until these pictures are added, then add more.");
    this.#uploads = null;
    this.#pictures.push(...pictures);
    this.#others += others;
    this.#show();
  }

  async #begin() {
    const select = byId("adding-collection");
    let name = select.value;
    if (this.#pictures.length === 0) return;
    if (name === NEW) {
      name = byId("adding-name").value.trim();
      try {
        await createCollection(name);
      } catch (error) {
        byId("adding-wrong").textContent = wordsFor(error).text;
        return byId("adding-name").focus();
      }
    }

    await this.#send(name, this.#pictures.splice(0));
  }

  async #send(collection, pictures) {
    const uploads = new Uploads(collection, pictures, () => this.#show());
    this.#uploads = uploads;
    this.#show();
    byId("adding-cancel").focus();
    await uploads.run();
    if (this.#uploads === uploads) this.#show();
    (byId("adding-again").hidden ? byId("adding-close") : byId("adding-again")).focus();
    announce(this.#summary());
    this.#finished(collection, uploads.added > 0);
  }

  #summary() {
    const { added, there, failed, isCancelled, total, done } = this.#uploads;
    const parts = [`${counted(added, "picture")} added`];
    if (there) parts.push(`${there} there already`);
    if (failed.length) parts.push(`${failed.length} not added`);
    if (isCancelled && done < total) parts.push(`${total - done} cancelled`);
    return `${parts.join(", ")}.`;
  }

  #show() {
    const uploads = this.#uploads;
    const isRunning = uploads?.isRunning ?? false;
    byId("adding-choose").hidden = isRunning;
    byId("adding-progress").hidden = !uploads;
    byId("adding-cancel").hidden = !isRunning;
    byId("adding-close").hidden = isRunning;
    byId("adding-again").hidden = isRunning || !uploads?.failed.length;
    byId("adding-begin").hidden = this.#pictures.length === 0 || isRunning;
    byId("adding-begin").textContent = `Add ${counted(this.#pictures.length, "picture")}`;
    byId("adding-found").textContent = this.#found();
    if (!uploads) return byId("adding-failed").replaceChildren();
    byId("adding-bar").value = uploads.progress;
    byId("adding-count").textContent = isRunning ? `${uploads.done} of ${counted(uploads.total, "picture")}` : this.#summary();
    const list = byId("adding-failed");
    if (list.childElementCount === Math.min(uploads.failed.length, MOST_SHOWN)) return;
    list.replaceChildren(...uploads.failed.slice(0, MOST_SHOWN).map(({ item, reason }) => {
      const line = element("li");
      line.append(element("b", "", item.path), ` ${reason}`);
      return line;
    }));
  }

  #found() {
    const others = this.#others ? ` ${counted(this.#others, "other file")} left out.` : "";
    if (this.#pictures.length === 0) return others.trim() || "Drop pictures or a folder here, paste one, or choose them:";
    return `${counted(this.#pictures.length, "picture")} chosen.${others}`;
  }
}
