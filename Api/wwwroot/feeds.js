// Where the pictures come from, page by page: a collection from its latest picture on, or the answer to a search. Both give pictures of one form.
import { isText, optionsOf, examplesOf } from "./address.js";
import { imageAddresses, readFacets, readImage, readImages, search } from "./api.js";
import { joined } from "./filters.js";

const MOST_HITS = 1000; // k + offset
const BEST_HITS = 100; // what another order than the best first is made of, because the thousandth hit has little to do with the question
const HIT_PAGES = [100, 300, 600]; // the server finds hits in steps of 25, 100, 400 and 1,000
const FIRST_IMAGES = 100;
const MORE_IMAGES = 500;
const MOST_IMAGES = 1000; // of one page

/** A collection, or what passes the filters, the picture taken last first. */
export class Timeline {
  #after = "";
  #filter;

  done = false;

  constructor(collection, filters) {
    this.collection = collection;
    this.#filter = joined(filters);
  }

  /** Whether it is the whole collection. */
  get isWhole() {
    return !this.#filter;
  }

  /** Reads at least some more pictures, or about as many as are wanted. */
  async next(signal, wanted = 0) {
    const limit = Math.min(MOST_IMAGES, Math.max(wanted, this.#after ? MORE_IMAGES : FIRST_IMAGES));
    const page = await readImages({ collection: this.collection, after: this.#after, limit, order: "newest", filter: this.#filter }, signal);
    this.#after = page.next;
    this.done = !page.next;
    return page.images.map(image => pictureOf(image, imageAddresses(this.collection, image.id)));
  }

  /** Counts the values of fields: { counted, sample, facets }. */
  facets(fields, signal) {
    return readFacets({ collection: this.collection, filter: this.#filter }, signal);
  }
}

/** The hits of a search, in the order of its options. */
export class Answer {
  #question;
  #options;
  #most;
  #offset = 0;

  done = false;
  answer = null;

  constructor(question) {
    this.collection = question.collection;
    const options = optionsOf({ ...question, good: question.good && isText(question) });
    this.#most = options.sort && !options.cutoff ? BEST_HITS : MOST_HITS;
    const filter = joined(question.filters);
    this.#options = { ...options, ...(filter && { filter }), ...((options.sort || options.collapse) && { within: this.#most }) };
    this.#question = { ...question, pictures: examplesOf(question) };
  }

  async next(signal, wanted = 0) {
    const page = HIT_PAGES.find((_, i) => HIT_PAGES.slice(0, i).reduce((sum, k) => sum + k, 0) === this.#offset) ?? MOST_HITS;
    const k = Math.min(Math.max(page, wanted), this.#most - this.#offset);
    // A part cannot be gone on with, and later hits would not fit to it.
    const options = { ...this.#options, ...(this.#offset === 0 && { partial: "allow" }) };
    const answer = await search({ ...this.#question, k, offset: this.#offset, options }, signal);
    this.answer ??= answer;
    this.#offset += k;
    this.isCut = this.#offset >= this.#most && answer.hits.length === k;
    this.done = this.isCut || Boolean(answer.partial) || answer.hits.length < k;
    return answer.hits.map(hit => pictureOf(hit, { image: hit.imageUrl, thumbnail: hit.thumbnailUrl, preview: `${hit.imageUrl}/preview` }));
  }

  /** Counts the values of fields over the hits: { facets }. */
  async facets(fields, signal) {
    const options = { ...this.#options, facets: fields.join(","), within: this.#options.cutoff ? MOST_HITS : BEST_HITS };
    return search({ ...this.#question, k: 1, options }, signal);
  }

  /** How many hits there can be; another order has fewer. */
  get most() {
    return this.#most;
  }

  /** Whether there may be more hits than can be shown. */
  isCut = false;
}

/** One picture of a collection; null if it is not there. */
export async function readPicture(collection, id) {
  try {
    return pictureOf(await readImage(collection, id), imageAddresses(collection, id));
  } catch (error) {
    if (error.status === 404 || error.status === 400) return null; // 400: what the address has is no id
    throw error;
  }
}

const pictureOf = (data, addresses) => ({
  id: data.id,
  names: data.names?.length ? data.names : [data.name ?? data.id],
  caption: data.caption ?? "",
  fields: data.fields ?? {},
  width: data.width || 1,
  height: data.height || 1,
  score: data.score,
  chance: data.chance,
  folded: data.folded ?? [],
  bytes: data.bytes,
  thumbHash: data.thumbHash ?? "",
  ...addresses,
});

/** What a picture is called: its caption, or the last part of its name. */
export const titleOf = picture => picture.caption || picture.names[0].split(/[\\/]/).pop() || picture.names[0];
