// The page's state is in its address, so that it can be shared, revisited and reloaded.

const FOLD = 0.95; // the cosine from which two pictures look alike
const ORDERS = ["taken", "name"];
const LIKE = 1;

// A picture is about as far from any text as from any other picture, so a small weight is enough to push it away.
const UNLIKE = 0.4;

/**
 * Reads a state from a query string. `by` is the key of a picture that was dropped on the search box. `good`: only good matches; `fold`: look-alikes
 * are folded; `sort`: empty for the best first; `filters`: the filters that all have to hold, as text. A picture in `like` and `unlike` may have a
 * weight, as in `2*ID`.
 */
export function readAddress(search) {
  const query = new URLSearchParams(search);
  const sort = query.get("sort") ?? "";
  return {
    q: (query.get("q") ?? "").trim(),
    collection: query.get("collection") ?? "",
    like: query.getAll("like").filter(Boolean),
    unlike: query.getAll("unlike").filter(Boolean),
    by: query.get("by") ?? "",
    image: query.get("image") ?? "",
    good: query.get("cutoff") === "auto",
    fold: query.has("collapse"),
    sort: ORDERS.includes(sort) ? sort : "",
    filters: query.getAll("filter").filter(Boolean),
  };
}

/** The address of a state, relative to the page. */
export function addressOf(state) {
  const { q = "", collection = "", like = [], unlike = [], by = "", image = "", filters = [] } = state;
  const query = new URLSearchParams();
  if (q) query.set("q", q);
  for (const id of like) query.append("like", id);
  for (const id of unlike) query.append("unlike", id);
  if (by) query.set("by", by);
  if (collection) query.set("collection", collection);
  for (const [name, value] of Object.entries(optionsOf(state))) query.set(name, value);
  for (const filter of filters) query.append("filter", filter);
  if (image) query.set("image", image);
  return query.size ? `./?${query}` : "./";
}

/** The options of a state, as the server has them. */
export const optionsOf = ({ good, fold, sort }) => ({ ...(good && { cutoff: "auto" }), ...(fold && { collapse: FOLD }), ...(sort && { sort }) });

/** The options that a new search keeps; filters are of one question. */
export const keptOf = ({ good, fold, sort }) => ({ good, fold, sort });

const readExample = (text, usual) => {
  const [, weight, id] = /^(\d{1,2}(?:\.\d{1,2})?)\*(.+)$/.exec(text) ?? [];
  return { id: id ?? text, weight: Number(weight) || usual };
};

/** The stored pictures that a state searches with, as { id, weight }; those to be unlike have negative weights. */
export const examplesOf = ({ like = [], unlike = [] }) => [
  ...like.map(text => readExample(text, LIKE)),
  ...unlike.map(text => readExample(text, UNLIKE)).map(({ id, weight }) => ({ id, weight: -weight })),
];

/** What a state has of such pictures. */
export function withExamples(pictures) {
  const write = (id, weight, usual) => (weight === usual ? id : `${weight}*${id}`);
  return {
    like: pictures.filter(({ weight }) => weight > 0).map(({ id, weight }) => write(id, weight, LIKE)),
    unlike: pictures.filter(({ weight }) => weight < 0).map(({ id, weight }) => write(id, -weight, UNLIKE)),
  };
}

/** Whether a state asks something; otherwise the whole collection is shown. */
export const isAsked = state => Boolean(state.q || state.like?.length || state.by);

/** Whether a state searches by words alone. Only such searches can be compared with unrelated ones. */
export const isText = state => Boolean(state.q) && !state.like?.length && !state.unlike?.length && !state.by;

/** Whether two states show the same pictures. */
export const isSame = (one, other) => addressOf({ ...one, image: "" }) === addressOf({ ...other, image: "" });
