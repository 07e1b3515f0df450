// Shows one result enlarged, with all its data. Arrow keys move to its neighbours; Escape returns to the gallery.
import { searchAddress } from "./api.js";
import { element } from "./gallery.js";

const byId = id => document.getElementById(`lightbox-${id}`);

export class Lightbox {
  #dialog;
  #gallery;
  #index = 0;

  constructor(dialog) {
    this.#dialog = dialog;
    dialog.addEventListener("close", () => this.#gallery.focus(this.#index));
    dialog.addEventListener("click", event => event.target === dialog && dialog.close());
    dialog.addEventListener("keydown", event => this.#keyed(event));
    byId("close").addEventListener("click", () => dialog.close());
    byId("previous").addEventListener("click", () => this.#step(-1));
    byId("next").addEventListener("click", () => this.#step(1));
  }

  get isOpen() {
    return this.#dialog.open;
  }

  open(gallery, index) {
    this.#gallery = gallery;
    this.#show(index);
    this.#dialog.showModal();
  }

  close() {
    if (this.isOpen) this.#dialog.close();
  }

  #keyed(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) this.#step(step);
  }

  #step(step) {
    if (this.#gallery.at(this.#index + step)) this.#show(this.#index + step);
  }

  #show(index) {
    const { hit, question } = this.#gallery.at(index);
    this.#index = index;
    const image = byId("image");
    image.removeAttribute("src"); // so that the previous image is never shown with the next one's caption
    image.width = hit.width || 512;
    image.height = hit.height || 512;
    image.alt = hit.caption || hit.name;
    image.src = hit.imageUrl;
    byId("caption").textContent = hit.caption || hit.name;
    byId("facts").replaceChildren(...facts(hit).flatMap(([name, value]) => [element("dt", "", name), element("dd", "", value)]));
    byId("original").href = hit.imageUrl;
    byId("json").href = searchAddress(question);
    byId("previous").disabled = !this.#gallery.at(index - 1);
    byId("next").disabled = !this.#gallery.at(index + 1);
  }
}

function facts(hit) {
  const names = hit.names?.length ? hit.names : [hit.name];
  const fields = Object.entries(hit.fields ?? {}).map(([name, value]) => [name, String(value)]);
  return [
    ["Score", hit.score.toFixed(3)],
    [names.length > 1 ? "Names" : "Name", names.join("\n")],
    ...(hit.width && hit.height ? [["Size", `${hit.width} × ${hit.height}`]] : []),
    ...fields,
  ];
}
