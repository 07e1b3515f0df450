// The texts that were searched for in this browser. They are kept in it alone, and offered while the search box is empty.
import { byId, button, element } from "./dom.js";

const KEY = "txt2image.recent";
const MOST = 8;

export class Recent {
  #box = byId("q");
  #form = byId("search");
  #list = byId("recent");
  #choose;

  /** `choose(text)` is called with a text that was chosen. */
  constructor(choose) {
    this.#choose = choose;

    // A page that has just been opened has the focus in the box, and nobody asked for anything yet.
    this.#box.addEventListener("focus", () => navigator.userActivation?.hasBeenActive && this.#offer());
    for (const event of ["click", "input"]) this.#box.addEventListener(event, () => this.#offer());
    byId("sign-out").addEventListener("click", () => write([]));
    this.#form.addEventListener("submit", () => this.#hide());
    this.#form.addEventListener("focusout", event => this.#form.contains(event.relatedTarget) || this.#hide());
    this.#form.addEventListener("keydown", event => this.#keyed(event));
  }

  remember(text) {
    if (text) write([text, ...read().filter(one => one !== text)].slice(0, MOST));
  }

  #offer() {
    const texts = this.#box.value ? [] : read();
    this.#list.hidden = texts.length === 0;
    this.#list.replaceChildren();
    if (texts.length === 0) return;
    const items = element("ul");
    items.append(...texts.map(text => {
      const item = element("li");
      item.append(button(text, () => {
        this.#hide();
        this.#choose(text);
      }, "past"));
      return item;
    }));
    this.#list.append(element("p", "soft", "Recent"), items, button("Clear", () => {
      write([]);
      this.#hide();
      this.#box.focus();
    }, "link"));
  }

  #hide() {
    this.#list.hidden = true;
  }

  #keyed(event) {
    if (this.#list.hidden) return;
    const places = [this.#box, ...this.#list.querySelectorAll("button")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      this.#box.focus();
      this.#hide();
    }

    const next = step && places[places.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

// A browser may forbid local storage. Then nothing is remembered.
function read() {
  try {
    const texts = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(texts) ? texts.filter(text => typeof text === "string") : [];
  } catch {
    return [];
  }
}

function write(texts) {
  try {
    if (texts.length) localStorage.setItem(KEY, JSON.stringify(texts));
    else localStorage.removeItem(KEY);
  } catch { /* see above */ }
}
