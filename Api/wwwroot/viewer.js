// Shows one picture as large as the window, over its thumbnail until it has loaded, with what is known about it. The address names it.
import { announce, byId, counted, element } from "./dom.js";
import { factsOf } from "./facts.js";
import { titleOf } from "./feeds.js";
import { Zoom } from "./zoom.js";

const PAN = 80; // pixels
const MOST_ENLARGED = 2; // a small picture does not become a large blur

export class Viewer {
  #dialog = byId("viewer");
  #stage = byId("viewer-stage");
  #zoom;
  #actions;
  #picture = null;

  /** `actions`: step(step), close(), like(picture), unlike(picture), share(picture) which returns an address, unfold(picture). */
  constructor(actions) {
    this.#actions = actions;
    this.#zoom = new Zoom(this.#stage, byId("viewer-pictures"), {
      zoomed: scale => this.#zoomed(scale), swiped: step => actions.step(step), closed: () => actions.close(),
    });
    this.#dialog.addEventListener("cancel", event => {
      event.preventDefault(); // the address changes first, and closes it
      actions.close();
    });
    this.#dialog.addEventListener("keydown", event => this.#keyed(event));
    this.#stage.addEventListener("click", event => event.target === this.#stage && this.#zoom.scale === 1 && actions.close());
    const does = {
      close: () => actions.close(),
      previous: () => actions.step(-1),
      next: () => actions.step(1),
      in: () => this.#zoom.by(1.5),
      out: () => this.#zoom.by(1 / 1.5),
      like: () => actions.like(this.#picture),
      unlike: () => actions.unlike(this.#picture),
      copy: () => this.#copy(),
      unfold: () => this.#actions.unfold(this.#picture),
    };
    for (const [name, action] of Object.entries(does)) byId(`viewer-${name}`).addEventListener("click", action);
  }

  /** The id of the picture that it shows. */
  get id() {
    return this.#picture?.id;
  }

  get isOpen() {
    return this.#dialog.open;
  }

  /** `place`: { index, count, hasPrevious, hasNext, isAsked }. */
  show(picture, place) {
    const isNew = picture.id !== this.#picture?.id || !this.isOpen;
    this.#picture = picture;
    if (isNew) this.#load(picture);
    this.#describe(picture);
    byId("viewer-previous").disabled = !place.hasPrevious;
    byId("viewer-next").disabled = !place.hasNext;
    byId("viewer-unlike").hidden = !place.isAsked;
    if (!this.isOpen) this.#dialog.showModal();
    else if (isNew) announce(titleOf(picture));
  }

  close() {
    if (!this.isOpen) return;
    this.#dialog.close();
    this.#picture = null;
    for (const layer of byId("viewer-pictures").children) layer.removeAttribute("src");
  }

  #load(picture) {
    const [thumbnail, preview] = byId("viewer-pictures").children;
    this.#zoom.reset();
    for (const layer of [thumbnail, preview]) {
      layer.removeAttribute("src"); // so that the picture before is never shown with this one's words
      layer.width = picture.width;
      layer.height = picture.height;
      Object.assign(layer.style, { maxWidth: `${MOST_ENLARGED * picture.width}px`, maxHeight: `${MOST_ENLARGED * picture.height}px` });
    }

    byId("viewer-failed").hidden = true;
    preview.classList.remove("loaded");
    delete preview.dataset.whole;
    preview.alt = titleOf(picture);
    preview.onload = () => preview.classList.add("loaded");
    preview.onerror = () => this.#failed(picture, preview);
    thumbnail.src = picture.thumbnail;
    preview.src = picture.preview;
  }

  // A server may not be able to make a preview, for example while it is busy. The original is then the next best.
  #failed(picture, preview) {
    if (this.#picture !== picture) return;
    if (preview.src === new URL(picture.preview, location.href).href) preview.src = picture.image;
    else byId("viewer-failed").hidden = false;
  }

  // A preview is enough until somebody looks closely.
  #zoomed(scale) {
    byId("viewer-out").disabled = scale <= 1;
    const preview = byId("viewer-pictures").children[1];
    const picture = this.#picture;
    if (scale < 1.6 || !picture || Math.max(picture.width, picture.height) <= 1440 || preview.dataset.whole === picture.id) return;
    preview.dataset.whole = picture.id;
    const whole = new Image();
    whole.onload = () => this.#picture === picture && (preview.src = picture.image);
    whole.src = picture.image;
  }

  #describe(picture) {
    const { facts, tags } = factsOf(picture);
    byId("viewer-title").textContent = titleOf(picture);
    byId("viewer-facts").replaceChildren(...facts.flatMap(([name, value]) => [element("dt", "", name), element("dd", "", value)]));
    byId("viewer-tags").replaceChildren(...tags.map(tag => element("li", "tag", tag)));
    byId("viewer-tags").hidden = tags.length === 0;
    byId("viewer-download").href = picture.image;
    byId("viewer-download").download = picture.names[0].split(/[\\/]/).pop();
    byId("viewer-copy-label").textContent = "Copy link";
    byId("viewer-unfold").hidden = picture.folded.length === 0;
    byId("viewer-unfold-label").textContent = `Show ${counted(picture.folded.length, "look-alike")}`;
  }

  async #copy() {
    const address = this.#actions.share(this.#picture);
    const copied = await copyText(address);
    byId("viewer-copy-label").textContent = copied ? "Copied" : "Not copied";
    announce(copied ? "Link copied" : `The browser did not allow copying. The link is ${address}`);
  }

  #keyed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const pans = { ArrowLeft: [PAN, 0], ArrowRight: [-PAN, 0], ArrowUp: [0, PAN], ArrowDown: [0, -PAN] };
    if (this.#zoom.scale > 1 && event.key in pans) {
      event.preventDefault();
      return this.#zoom.pan(...pans[event.key]);
    }

    const action = {
      ArrowLeft: () => this.#actions.step(-1),
      ArrowRight: () => this.#actions.step(1),
      "+": () => this.#zoom.by(1.5),
      "=": () => this.#zoom.by(1.5),
      "-": () => this.#zoom.by(1 / 1.5),
      0: () => this.#zoom.reset(),
    }[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }
}

// The clipboard's own interface exists only on encrypted pages and on this machine.
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = Object.assign(element("textarea", "visually-hidden"), { value: text });
    (document.querySelector("dialog[open]") ?? document.body).append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    return copied;
  }
}
