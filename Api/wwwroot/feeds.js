// Where the pictures come from, page by page: a collection from its latest picture on, or the answer to a search. Both give pictures of one form.
import { imageAddresses, readImages, search } from "./api.js";

const MOST_HITS = 1000; // k + offset
const HIT_PAGES = [100, 300, 600]; // the server finds hits in steps of 25, 100, 400 and 1,000
const FIRST_IMAGES = 100;
const MORE_IMAGES = 500;
const MOST_IMAGES = 1000; // of one page

/** A collection, the picture taken last first. */
export class Timeline {
  #after = "";

  done = false;

  constructor(collection) {
    this.collection = collection;
  }

  /** Reads at least some more pictures, or about as many as are wanted. */
  async next(signal, wanted = 0) {
    const limit = Math.min(MOST_IMAGES, Math.max(wanted, this.#after ? MORE_IMAGES : FIRST_IMAGES));
    const page = await readImages({ collection: this.collection, after: this.#after, limit, order: "newest" }, signal);
    this.#after = page.next;
    this.done = !page.next;
    return page.images.map(image => pictureOf(image, imageAddresses(this.collection, image.id)));
  }
}

/** The hits of a search, the best first. */
export class Answer {
  #question;
  #offset = 0;

  done = false;
  answer = null;

  constructor(question) {
    this.#question = question;
  }

  async next(signal, wanted = 0) {
    const page = HIT_PAGES.find((_, i) => HIT_PAGES.slice(0, i).reduce((sum, k) => sum + k, 0) === this.#offset) ?? MOST_HITS;
    const k = Math.min(Math.max(page, wanted), MOST_HITS - this.#offset);
    const answer = await search({ ...this.#question, k, offset: this.#offset }, signal);
    this.answer ??= answer;
    this.#offset += k;
    this.done = answer.hits.length < k || this.#offset >= MOST_HITS;
    return answer.hits.map(hit => pictureOf(hit, { image: hit.imageUrl, thumbnail: hit.thumbnailUrl, preview: `${hit.imageUrl}/preview` }));
  }

  get isCut() {
    return this.#offset >= MOST_HITS;
  }
}

/** One picture of a collection; null if it is not there. The list starts after an id, so it is read from just before this one. */
export async function readPicture(collection, id) {
  const hex = id.replaceAll("-", "").toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(hex)) return null;
  const number = BigInt(`0x${hex}`);
  const before = number > 0n ? (number - 1n).toString(16).padStart(32, "0") : "";
  const page = await readImages({ collection, after: before, limit: 1, order: "id" });
  const [image] = page.images;
  return image?.id === id.toLowerCase() ? pictureOf(image, imageAddresses(collection, image.id)) : null;
}

const pictureOf = (data, addresses) => ({
  id: data.id,
  names: data.names?.length ? data.names : [data.name ?? data.id],
  caption: data.caption ?? "",
  fields: data.fields ?? {},
  width: data.width || 1,
  height: data.height || 1,
  score: data.score,
  bytes: data.bytes,
  ...addresses,
});

/** What a picture is called: its caption, or the last part of its name. */
export const titleOf = picture => picture.caption || picture.names[0].split(/[\\/]/).pop() || picture.names[0];
