// What is said about the pictures as a whole: how many there are, notes about the answer, and the values of their fields.
import { addressOf, isAsked } from "./address.js";
import { byId, counted, element } from "./dom.js";
import { expectFacets, facetFields, showFacets } from "./facets.js";
import { Answer } from "./feeds.js";
import { countText, notesFor } from "./notes.js";

export class Summary {
  #page;
  #grid;

  /** `page`: state, feed, status; amountOf(collection), go(state), filterBy(filters). */
  constructor(page, grid) {
    this.#page = page;
    this.#grid = grid;
  }

  clear() {
    byId("count").textContent = "";
    byId("notes").replaceChildren();
    byId("saving").hidden = true;
    byId("end").replaceChildren();
    expectFacets(false);
  }

  slow() {
    byId("count").textContent = "The server is slow. Still waiting…";
  }

  note(text) {
    byId("notes").append(element("p", "note", text));
  }

  show(feed, pictures, isFirst) {
    if (feed instanceof Answer) this.showAnswer();
    else this.#showAmount(feed);
    if (isFirst) this.#showFacets(feed, pictures);
    byId("saving").hidden = !isAsked(this.#page.state) || this.#grid.length === 0;
    byId("end").replaceChildren(...(feed.isCut ? [element("p", "soft", limitText(feed.most))] : []));
  }

  // The number of pictures in the collection may be known later than the answer.
  showAnswer() {
    const { feed, status } = this.#page;
    if (!feed?.answer) return;
    const total = this.#page.amountOf(feed.collection);
    const isAll = feed.done && !feed.isCut && !feed.answer.partial;
    byId("count").textContent = this.#grid.length ? countText(feed.answer, this.#grid.length, isAll, total) : "";
    byId("notes").replaceChildren(...notesFor(feed.answer, status, q => this.#linkTo(q)));
  }

  /** How many pictures a collection has. How many pass its filters is known at the end, or when they are counted. */
  #showAmount(feed, known = feed.isWhole ? this.#page.amountOf(feed.collection) ?? 0 : feed.done ? this.#grid.length : undefined) {
    if (known !== undefined) byId("count").textContent = counted(Math.max(known, this.#grid.length), "picture");
  }

  #linkTo(q) {
    const next = { ...this.#page.state, q, image: "" };
    return { href: addressOf(next), go: () => this.#page.go(next) };
  }

  // The page works without them. A picture that was dropped is not sent again for them.
  async #showFacets(feed, pictures) {
    const { state } = this.#page, fields = state.by ? [] : facetFields(pictures);
    expectFacets(fields.length > 0);
    if (fields.length === 0) return;
    const found = await feed.facets(fields).catch(() => null);
    if (feed !== this.#page.feed) return;
    if (!found) return expectFacets(false);
    showFacets(found, state.filters, filter => this.#page.filterBy([...state.filters, filter]));
    if (!(feed instanceof Answer) && !feed.isWhole && !found.sample) this.#showAmount(feed, found.counted);
  }
}

const limitText = most => `These are the best ${most.toLocaleString("en")}. Ask more precisely to see others.`;
