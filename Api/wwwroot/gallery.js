// Shows the results as a grid of links. A plain click opens the image on this page; other clicks work as on any link.

export class Gallery {
  #list;
  #open;
  #hits = [];

  constructor(list, open) {
    this.#list = list;
    this.#open = open;
    list.addEventListener("click", event => this.#clicked(event));
    list.addEventListener("keydown", event => this.#keyed(event));
  }

  get length() {
    return this.#hits.length;
  }

  /** The hit at an index, with the query that found it. */
  at(index) {
    return this.#hits[index];
  }

  clear() {
    this.#hits = [];
    this.#list.replaceChildren();
  }

  add(hits, question) {
    const first = this.#hits.length;
    this.#hits.push(...hits.map(hit => ({ hit, question })));
    this.#list.append(...hits.map((hit, i) => card(hit, first + i)));
  }

  focus(index) {
    this.#links()[index]?.focus();
  }

  #links() {
    return this.#list.querySelectorAll("a");
  }

  #clicked(event) {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#open(Number(link.dataset.index));
  }

  #keyed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const links = [...this.#links()];
    const here = links.indexOf(event.target.closest("a"));
    const top = links[0]?.offsetTop;
    const columns = links.filter(link => link.offsetTop === top).length;
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns, Home: -here, End: links.length - 1 - here };
    if (here < 0 || !(event.key in steps)) return;
    event.preventDefault();
    links[here + steps[event.key]]?.focus();
  }
}

function card(hit, index) {
  const link = element("a", "card");
  link.href = hit.imageUrl;
  link.dataset.index = index;

  const image = element("img");
  image.loading = "lazy";
  image.decoding = "async";
  image.width = hit.width || 512;
  image.height = hit.height || 512;
  image.alt = "";
  image.addEventListener("error", () => link.classList.add("broken"));
  image.src = hit.thumbnailUrl;

  const text = element("span", "text");
  text.append(element("span", "caption", hit.caption || hit.name), element("span", "score", hit.score.toFixed(3)));
  text.lastChild.title = "cosine of the text and the image, from -1 to 1";
  link.append(image, text);

  const item = element("li");
  item.append(link);
  return item;
}

export function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}
