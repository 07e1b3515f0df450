// The page's state is in its address, so that it can be shared, revisited and reloaded.

/** Reads a state from a query string. `by` is the key of a picture that was dropped on the search box. */
export function readAddress(search) {
  const query = new URLSearchParams(search);
  return {
    q: (query.get("q") ?? "").trim(),
    collection: query.get("collection") ?? "",
    like: query.getAll("like").filter(Boolean),
    unlike: query.getAll("unlike").filter(Boolean),
    by: query.get("by") ?? "",
    image: query.get("image") ?? "",
  };
}

/** The address of a state, relative to the page. */
export function addressOf({ q = "", collection = "", like = [], unlike = [], by = "", image = "" }) {
  const query = new URLSearchParams();
  if (q) query.set("q", q);
  for (const id of like) query.append("like", id);
  for (const id of unlike) query.append("unlike", id);
  if (by) query.set("by", by);
  if (collection) query.set("collection", collection);
  if (image) query.set("image", image);
  return query.size ? `./?${query}` : "./";
}

/** Whether a state asks something; otherwise the whole collection is shown. */
export const isAsked = state => Boolean(state.q || state.like?.length || state.by);

/** Whether two states show the same pictures. */
export const isSame = (one, other) => addressOf({ ...one, image: "" }) === addressOf({ ...other, image: "" });
