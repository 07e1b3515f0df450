// Calls the server's endpoints that this page uses, and throws one type of error for all failures.
// The addresses are relative, because the page may be served under any path.
import { signIn } from "./session.js";

const PATIENCE = 30_000;
const DOWNLOAD_PATIENCE = 1_800_000;

export class ServerError extends Error {
  constructor(title, detail, { status = 0, code = "", traceId = "", retryAfter = 0 } = {}) {
    super(detail);
    Object.assign(this, { title, detail, status, code, traceId, retryAfter });
  }

  get unreachable() {
    return this.status === 0;
  }
}

const path = text => encodeURIComponent(text);

/** The addresses of an image's bytes. */
export const imageAddresses = (collection, id) => {
  const image = `collections/${path(collection)}/images/${path(id)}`;
  return { image, thumbnail: `${image}/thumbnail`, preview: `${image}/preview` };
};

/** What is known about one image. */
export const readImage = (collection, id, signal) => call(`${imageAddresses(collection, id).image}/metadata`, { signal });

export const deleteImage = (collection, id) => call(imageAddresses(collection, id).image, { method: "DELETE" });

export const readStatus = signal => call("status", { signal });

export const readCollections = async () => (await call("collections")).collections ?? [];

export const readImages = ({ collection, after, limit, order, filter }, signal) => {
  const query = new URLSearchParams({ order, limit });
  if (filter) query.set("filter", filter);
  if (after) query.set("after", after);
  return call(`collections/${path(collection)}/images?${query}`, { signal });
};

/** How often the images of a collection that pass a filter have which values in their fields. */
export const readFacets = ({ collection, filter }, signal) =>
  call(`collections/${path(collection)}/facets${filter ? `?${new URLSearchParams({ filter })}` : ""}`, { signal });

/** The bytes of images as a zip archive. */
export const readZip = (collection, ids) => call(`collections/${path(collection)}/images/zip`, {
  method: "POST", ...json({ ids }), patience: DOWNLOAD_PATIENCE, read: response => response.blob(),
});

/**
 * Searches by a text and stored images: `pictures` are { id, weight }; `file` is a picture to search with; `options` are the others of a search, by the
 * server's own names.
 */
export async function search({ q, pictures = [], file, collection, k, offset, options = {} }, signal) {
  const like = pictures.filter(({ weight }) => weight === 1).map(({ id }) => id);
  const weighted = pictures.filter(({ weight }) => weight !== 1);
  const asked = { ...(q && { q }), ...(like.length && { like }), k, ...(offset && { offset }), ...(collection && { collection }), ...options };
  if (weighted.length) {
    const terms = weighted.map(({ id, weight }) => ({ like: id, weight }));
    if (file) terms.push({ image: await dataUrl(file) });
    return call("search", { signal, method: "POST", ...json({ ...asked, terms }) });
  }

  const query = new URLSearchParams(Object.entries(asked).flatMap(([name, value]) => [value].flat().map(one => [name, one])));
  if (!file) return call(`search?${query}`, { signal });
  return call(`search/image?${query}`, { signal, method: "POST", body: file, headers: { "content-type": typeOf(file) } });
}

export const createCollection = name => call(`collections/${path(name)}`, { method: "PUT" });

export const deleteCollection = name => call(`collections/${path(name)}`, { method: "DELETE" });

export const setAlias = (collection, alias) => call(`collections/${path(collection)}/aliases/${path(alias)}`, { method: "PUT" });

export const removeAlias = (collection, alias) => call(`collections/${path(collection)}/aliases/${path(alias)}`, { method: "DELETE" });

/** Adds one image. `progress` gets the number of bytes that were sent. fetch reports none, so this uses XMLHttpRequest. */
export function addImage(collection, file, name, { signal, progress }) {
  const address = `collections/${path(collection)}/images?${new URLSearchParams({ name })}`;
  return withSession(() => new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    request.open("POST", address);
    request.responseType = "json";
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("content-type", typeOf(file));
    request.upload.onprogress = event => progress(event.loaded);
    request.onabort = () => reject(new DOMException("Cancelled.", "AbortError"));
    request.onerror = () => reject(unreachable());
    request.onload = () => {
      const after = Number(request.getResponseHeader("retry-after")) || 0;
      if (request.status < 300) resolve(request.response);
      else reject(refusal(request.status, request.response ?? {}, after));
    };
    request.onloadend = () => signal.removeEventListener("abort", abort);
    signal.addEventListener("abort", abort);
    request.send(file);
  }));
}

const typeOf = file => (file.type.startsWith("image/") ? file.type : "application/octet-stream");

const json = body => ({ body: JSON.stringify(body), headers: { "content-type": "application/json" } });

const dataUrl = file => new Promise((resolve, reject) => {
  const reader = new FileReader();
  reader.onload = () => resolve(reader.result);
  reader.onerror = () => reject(new ServerError("The picture cannot be read.", "Choose it again: it may have been moved or changed."));
  reader.readAsDataURL(file);
});

const asJson = response => response.json();

const call = (address, { signal, headers, patience = PATIENCE, read = asJson, ...options } = {}) => withSession(async () => {
  const limit = AbortSignal.timeout(patience);
  let response;
  try {
    response = await fetch(address, {
      ...options, signal: signal ? AbortSignal.any([signal, limit]) : limit, headers: { accept: "application/json", ...headers },
    });
    if (response.ok) return response.status === 204 ? null : await read(response);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw unreachable(error.name === "TimeoutError");
  }

  throw refusal(response.status, await response.json().catch(() => ({})), Number(response.headers.get("retry-after")) || 0);
});

/** Asks for the key if the server requires one, and then sends the request again. */
async function withSession(send) {
  try {
    return await send();
  } catch (error) {
    if (error.status === 401 && await signIn()) return await send();
    throw error;
  }
}

const unreachable = (late = false) => new ServerError(
  late ? "The server takes too long." : "The server does not answer.",
  late
    ? "It may have too much to do. Wait a moment, then try again."
    : "It may be starting, or this device may be offline. If it stays so, ask the person who runs the server.");

const refusal = (status, problem, retryAfter) => new ServerError(
  problem.title ?? "The server could not answer.",
  problem.detail ?? `It answered with the status ${status}.`,
  { status, code: problem.code, traceId: problem.traceId, retryAfter });
