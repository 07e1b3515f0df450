// What can be done with several selected pictures: search with them, save what is known about them, delete them.
import { deleteImage } from "./api.js";
import { announce, byId, counted } from "./dom.js";
import { wordsFor } from "./words.js";

const AT_ONCE = 4;
const MOST_EXAMPLES = 16; // terms of a search

export class Selection {
  #grid;
  #actions;
  #dialog = byId("deleting");

  /** `actions`: collection(), like(pictures), saveZip(button, pictures), saveJson(pictures), saveCsv(pictures), deleted(). */
  constructor(grid, actions) {
    this.#grid = grid;
    this.#actions = actions;
    const does = {
      like: () => actions.like(grid.selected),
      zip: () => actions.saveZip(byId("selection-zip"), grid.selected),
      json: () => actions.saveJson(grid.selected),
      csv: () => actions.saveCsv(grid.selected),
      delete: () => this.#ask(),
      clear: () => grid.clearSelection(),
    };
    for (const [name, action] of Object.entries(does)) byId(`selection-${name}`).addEventListener("click", action);
    byId("deleting-keep").addEventListener("click", () => this.#dialog.close());
    byId("deleting-form").addEventListener("submit", event => {
      event.preventDefault();
      this.#delete();
    });
  }

  show() {
    const count = this.#grid.selected.length;
    byId("selection").hidden = count === 0;
    byId("selection-count").textContent = `${count.toLocaleString("en")} selected`;
    byId("selection-like").disabled = count > MOST_EXAMPLES;
    byId("selection-like").title = count > MOST_EXAMPLES ? `A search takes at most ${MOST_EXAMPLES} pictures` : "";
  }

  #ask() {
    const count = this.#grid.selected.length, collection = this.#actions.collection();
    byId("deleting-title").textContent = `Delete ${counted(count, "picture")}?`;
    byId("deleting-text").textContent = count === 1
      ? `It is deleted from ${collection} for good, under all its names.`
      : `They are deleted from ${collection} for good, under all their names.`;
    byId("deleting-wrong").textContent = "";
    this.#busy(false);
    this.#dialog.showModal();
  }

  async #delete() {
    const left = this.#grid.selected, all = left.length, collection = this.#actions.collection();
    let reason = "", failed = 0;
    this.#busy(true);
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
      for (let picture = left.shift(); picture; picture = left.shift()) {
        try {
          await deleteImage(collection, picture.id);
        } catch (error) {
          if (error.status === 404) continue; // somebody else was quicker
          reason = wordsFor(error).text;
          failed++;
        }
      }
    }));
    this.#busy(false);
    if (failed) byId("deleting-wrong").textContent = `${counted(failed, "picture was", "pictures were")} not deleted. ${reason}`;
    else this.#dialog.close();
    announce(`${counted(all - failed, "picture")} deleted`);
    if (failed < all) await this.#actions.deleted();
  }

  #busy(is) {
    byId("deleting-go").disabled = byId("deleting-keep").disabled = is;
    byId("deleting-go").textContent = is ? "Deleting…" : "Delete";
  }
}
