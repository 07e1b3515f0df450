// Shows any number of pictures in justified rows. Their sizes are known, so the whole layout is too, before a picture has loaded: nothing moves
// afterwards. Only the blocks of rows near the window are in the document; the others keep their height.
import { cardOf } from "./card.js";
import { element } from "./dom.js";
import { justify } from "./justify.js";

const ROWS = 6; // of a block
const HEADING = 56; // pixels; style.css has it too
const NEAR = "500px 0px"; // pictures farther away would delay those that are seen
const SMALL = 700;

export class Grid {
  #root;
  #open;
  #unfold;
  #selects;
  #selected = new Set(); // ids
  #anchor = 0; // where a range begins
  #pictures = [];
  #blocks = [];
  #tail = null; // the last row while it is not full: { heading, from }
  #headingOf = null;
  #hrefOf;
  #width = 0;
  #current = 0; // the picture that Tab reaches
  #observer;

  /** `open(index)`, `unfold(index)`, `selected()` after a change of the selection, `hrefOf(picture)`. */
  constructor(root, { open, unfold, selected, hrefOf }) {
    this.#root = root;
    this.#open = open;
    this.#unfold = unfold;
    this.#selects = selected;
    this.#hrefOf = hrefOf;
    this.#observer = new IntersectionObserver(entries => entries.forEach(entry => this.#seen(entry)), { rootMargin: NEAR });
    new ResizeObserver(() => this.#resized()).observe(root);
    root.addEventListener("click", event => this.#clicked(event));
    root.addEventListener("keydown", event => this.#keyed(event));
    root.addEventListener("focusin", event => this.#focused(event));
  }

  get length() {
    return this.#pictures.length;
  }

  get all() {
    return [...this.#pictures];
  }

  /** The selected pictures, in their order. */
  get selected() {
    return this.#pictures.filter(picture => this.#selected.has(picture.id));
  }

  /** Selects these pictures too. */
  select(ids) {
    ids.forEach(id => this.#selected.add(id));
    this.#showSelection();
  }

  clearSelection() {
    if (this.#selected.size === 0) return;
    this.#selected.clear();
    this.#showSelection();
  }

  at(index) {
    return this.#pictures[index];
  }

  indexOf(id) {
    return this.#pictures.findIndex(picture => picture.id === id);
  }

  /** Empties the grid. `headingOf` gives a picture's heading, if pictures are to be grouped. */
  clear(headingOf = null) {
    this.clearSelection();
    this.#empty(headingOf);
  }

  #empty(headingOf) {
    this.#blocks.forEach(block => this.#observer.unobserve(block.element));
    this.#root.replaceChildren();
    this.#pictures = [];
    this.#blocks = [];
    this.#tail = null;
    this.#current = 0;
    this.#headingOf = headingOf;
    this.#width = this.#root.clientWidth;
  }

  append(pictures) {
    const focused = this.#root.contains(document.activeElement) ? document.activeElement.dataset.index : undefined;
    const from = this.#tail ? this.#reopen() : this.#pictures.length;
    this.#pictures.push(...pictures);
    this.#layOut(from);

    // The picture with the focus may have been in the last row, which was laid out anew.
    const row = focused && !this.#root.contains(document.activeElement) ? this.#rowOf(Number(focused)) : null;
    if (row) this.#mount(row.block);
    if (row) this.#linkAt(focused)?.focus({ preventScroll: true });
  }

  /** Replaces the pictures by others, which are laid out anew. The topmost picture stays where it is. */
  replace(pictures) {
    const [position, current] = [this.#pictures.length && scrollY > 0 ? this.position : null, this.#current];
    this.#empty(this.#headingOf);
    this.#current = current;
    this.append(pictures);
    if (position) this.restore(position);
  }

  /** The topmost picture in the window, and how far its top is below the window's; null if there is none. */
  get position() {
    const block = this.#blocks.find(one => one.element.getBoundingClientRect().bottom > this.#top);
    if (!block) return null;
    const top = block.element.getBoundingClientRect().top;
    const row = block.rows.find(one => top + one.y + one.height > this.#top) ?? block.rows.at(-1);
    return { index: row.from, top: Math.round(top + row.y) };
  }

  /** Brings a picture to where it was. */
  restore({ index, top }) {
    const found = this.#rowOf(index);
    if (found) scrollTo({ top: scrollY + found.block.element.getBoundingClientRect().top + found.row.y - top, behavior: "instant" });
  }

  /** Brings a picture into the window and focuses it. */
  focus(index) {
    const found = this.#rowOf(index);
    if (!found) return;
    const top = found.block.element.getBoundingClientRect().top + found.row.y;
    if (top < this.#top) scrollBy({ top: top - this.#top, behavior: "instant" });
    else if (top + found.row.height > innerHeight) scrollBy({ top: top + found.row.height - innerHeight + 8, behavior: "instant" });
    this.#mount(found.block);
    this.#linkAt(index)?.focus({ preventScroll: true });
  }

  // The window's top for pictures: the header covers what is above.
  get #top() {
    return document.querySelector(".top").getBoundingClientRect().bottom;
  }

  get #measures() {
    const small = this.#width < SMALL;
    return { target: small ? Math.max(110, this.#width / 2.9) : Math.min(260, Math.max(190, this.#width / 6)), gap: small ? 4 : 8 };
  }

  /** Removes the last row, which is not full, and returns the index of its first picture. */
  #reopen() {
    const block = this.#blocks.at(-1);
    const row = block.rows.pop();
    if (block.rows.length === 0) {
      this.#blocks.pop();
      this.#observer.unobserve(block.element);
      block.element.remove();
    } else {
      const last = block.rows.at(-1);
      block.to = row.from;
      this.#setHeight(block, last.y + last.height + this.#measures.gap);
      this.#refresh(block);
    }

    return row.from;
  }

  #layOut(from) {
    const { target, gap } = this.#measures;
    this.#tail = null;
    for (let start = from; start < this.#pictures.length;) {
      const heading = this.#headingOf?.(this.#pictures[start]) ?? "";
      let end = start + 1;
      while (end < this.#pictures.length && (!this.#headingOf || this.#headingOf(this.#pictures[end]) === heading)) end++;
      const { rows, open } = justify(this.#pictures.slice(start, end), this.#width, target, gap);
      this.#addRows(rows, start, heading, gap);
      this.#tail = open && end === this.#pictures.length ? { heading } : null;
      start = end;
    }
  }

  #addRows(rows, start, heading, gap) {
    let index = start, block = this.#blocks.at(-1);
    const isNew = !block || block.heading !== heading;
    rows.forEach((row, i) => {
      if ((isNew && i === 0) || block.rows.length >= ROWS) block = this.#addBlock(heading, isNew && i === 0, index);
      const last = block.rows.at(-1);
      const y = last ? last.y + last.height + gap : block.hasTitle ? HEADING : 0;
      block.rows.push({ ...row, y, from: index });
      index += row.boxes.length;
      block.to = index;
      this.#setHeight(block, y + row.height + gap);
      if (i === rows.length - 1 || block.rows.length === ROWS) this.#refresh(block);
    });
  }

  #addBlock(heading, isFirst, from) {
    const hasTitle = isFirst && heading !== "";
    const block = { element: element("section", "block"), list: element("ul", "rows"), heading, hasTitle, rows: [], from, to: from, mounted: false };
    if (hasTitle) block.element.append(element("h2", "day", heading));
    block.element.append(block.list);
    this.#blocks.push(block);
    this.#root.append(block.element);
    this.#observer.observe(block.element);
    return block;
  }

  #setHeight(block, height) {
    block.element.style.height = `${height}px`;
  }

  #seen({ target, isIntersecting }) {
    const block = this.#blocks.find(one => one.element === target);
    if (!block) return;
    if (isIntersecting) this.#mount(block);
    else if (!block.element.contains(document.activeElement)) this.#unmount(block);
  }

  #mount(block) {
    if (block.mounted) return;
    block.mounted = true;
    const cards = block.rows.flatMap(row => row.boxes.map((box, i) => this.#card(row.from + i, box, row)));
    block.list.replaceChildren(...cards);
    this.#keepOneTabStop();
  }

  #unmount(block) {
    block.mounted = false;
    block.list.replaceChildren();
  }

  /** Shows a block's rows anew after they have changed. */
  #refresh(block) {
    if (!block.mounted) return;
    block.mounted = false;
    this.#mount(block);
  }

  #linkAt(index) {
    return this.#root.querySelector(`[data-index="${index}"]`);
  }

  #card(index, box, row) {
    const picture = this.#pictures[index];
    return cardOf(picture, { index, box, y: row.y, height: row.height }, {
      isSelected: this.#selected.has(picture.id),
      isCurrent: index === this.#current,
      href: this.#hrefOf(picture),
      select: isRange => this.#select(index, isRange),
      unfold: () => this.#unfold(index),
    });
  }

  /** Selects a picture, or no longer; with `isRange`, all from the one before to this one. */
  #select(index, isRange) {
    const [from, to] = isRange ? [Math.min(this.#anchor, index), Math.max(this.#anchor, index)] : [index, index];
    const adds = isRange || !this.#selected.has(this.#pictures[index].id);
    for (const { id } of this.#pictures.slice(from, to + 1)) this.#selected[adds ? "add" : "delete"](id);
    this.#anchor = index;
    this.#showSelection();
  }

  #showSelection() {
    this.#root.classList.toggle("selecting", this.#selected.size > 0);
    for (const check of this.#root.querySelectorAll(".check")) {
      const { index } = check.parentElement.querySelector("a.card").dataset;
      check.ariaChecked = String(this.#selected.has(this.#pictures[index].id));
    }

    this.#selects();
  }

  #rowOf(index) {
    const block = this.#blocks.find(one => index >= one.from && index < one.to);
    const row = block?.rows.findLast(one => one.from <= index);
    return row && { block, row };
  }

  // Tab reaches one picture, the arrow keys all others: nobody has to pass thousands to leave the grid.
  #keepOneTabStop() {
    const links = [...this.#root.querySelectorAll("a.card")];
    if (links.some(link => link.tabIndex === 0) || links.length === 0) return;
    (links.find(link => link.getBoundingClientRect().top >= this.#top) ?? links[0]).tabIndex = 0;
  }

  #focused(event) {
    const link = event.target.closest("a.card");
    if (!link) return;
    this.#root.querySelectorAll('a.card[tabindex="0"]').forEach(one => (one.tabIndex = -1));
    link.tabIndex = 0;
    this.#current = Number(link.dataset.index);
  }

  #clicked(event) {
    const link = event.target.closest("a.card");
    const isSelecting = this.#selected.size > 0;
    if (!link || event.ctrlKey || event.metaKey || (event.shiftKey && !isSelecting)) return;
    event.preventDefault();
    if (isSelecting) this.#select(Number(link.dataset.index), event.shiftKey);
    else this.#open(Number(link.dataset.index));
  }

  #keyed(event) {
    const link = event.target.closest("a.card");
    if (!link || event.ctrlKey || event.metaKey || event.altKey) return;
    const here = Number(link.dataset.index);
    if (event.key === " ") {
      event.preventDefault();
      return this.#select(here, event.shiftKey);
    }

    if (event.shiftKey) return;
    const goal = {
      ArrowLeft: () => here - 1,
      ArrowRight: () => here + 1,
      ArrowUp: () => this.#beside(here, -1),
      ArrowDown: () => this.#beside(here, 1),
      Home: () => 0,
      End: () => this.length - 1,
    }[event.key]?.();
    if (goal === undefined) return;
    event.preventDefault();
    if (this.#pictures[goal]) this.focus(goal);
  }

  /** The picture above or below one: the one whose middle is nearest. */
  #beside(index, step) {
    const { row } = this.#rowOf(index);
    const target = this.#rowOf(step < 0 ? row.from - 1 : row.from + row.boxes.length)?.row;
    if (!target) return index;
    const middleOf = box => box.x + box.width / 2;
    const middle = middleOf(row.boxes[index - row.from]);
    const distances = target.boxes.map(box => Math.abs(middleOf(box) - middle));
    return target.from + distances.indexOf(Math.min(...distances));
  }

  #resized() {
    const width = this.#root.clientWidth;
    if (width === this.#width || width === 0) return;
    this.replace(this.#pictures);
  }
}
