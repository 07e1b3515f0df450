// Controls the page: the address contains the query, and the gallery shows its answer.
import { ask, readCollections, ServerError } from "./api.js";
import { Gallery } from "./gallery.js";
import { Indexing } from "./indexing.js";
import { Lightbox } from "./lightbox.js";
import { countText, notesFor } from "./notes.js";
import { Panel } from "./panel.js";
import { showSignOut } from "./session.js";
import { surprise } from "./surprises.js";

const MOST = 1000; // k + offset
const byId = id => document.getElementById(id);
const form = byId("search"), box = byId("q"), kSelect = byId("k"), collectionSelect = byId("collection"), more = byId("more");

const lightbox = new Lightbox(byId("lightbox"));
const gallery = new Gallery(byId("gallery"), index => lightbox.open(gallery, index));
const panel = new Panel(byId("panel"), { search: text => go(text), retry: () => start() });
const indexing = new Indexing(byId("indexing"), { finished: () => start() });

let collections = [];
let pending = null; // the AbortController of the running query

function stateOfAddress() {
  const query = new URLSearchParams(location.search);
  return { q: (query.get("q") ?? "").trim(), k: Number(query.get("k")) || 10, collection: query.get("collection") ?? "" };
}

function addressOf(state) {
  const query = new URLSearchParams();
  if (state.q) query.set("q", state.q);
  if (state.k !== 10) query.set("k", state.k);
  if (state.collection) query.set("collection", state.collection);
  return query.size ? `./?${query}` : "./";
}

/** Searches for a text with the selected options, and puts it into the address, so that it can be shared and revisited. */
function go(text) {
  box.value = text;
  const address = new URL(addressOf({ q: text.trim(), k: Number(kSelect.value), collection: collectionSelect.value }), location.href);
  if (address.pathname + address.search !== location.pathname + location.search) history.pushState(null, "", address);
  show();
}

async function start() {
  try {
    collections = await readCollections();
    await indexing.refresh();
    fillCollections();
    await show();
  } catch (error) {
    if (error.name !== "AbortError") fail(error);
  }
}

function fillCollections() {
  const wanted = stateOfAddress().collection;
  const names = collections.map(c => c.name);
  const chosen = wanted || indexing.status.defaultCollection || (names.includes("demo") ? "demo" : names[0] ?? "");
  if (chosen && !names.includes(chosen)) names.unshift(chosen);
  collectionSelect.replaceChildren(...names.map(name => new Option(name, name, false, name === chosen)));
  collectionSelect.disabled = names.length === 0;
}

function select(element, value) {
  if (![...element.options].some(o => o.value === String(value))) element.add(new Option(value, value));
  element.value = value;
}

/** Shows what the address says. */
async function show() {
  const state = stateOfAddress();
  box.value = state.q;
  select(kSelect, state.k);
  if (state.collection) select(collectionSelect, state.collection);
  document.title = state.q ? `${state.q} – Txt2Image` : "Txt2Image";
  document.body.classList.toggle("asked", state.q !== "");
  lightbox.close();
  panel.hide();
  pending?.abort();
  if (state.q) await search(questionOf(state, 0));
  else welcome();
}

const questionOf = (state, offset) => ({
  q: state.q,
  k: Math.min(state.k, MOST - offset),
  offset,
  collection: collectionSelect.value,
});

function welcome() {
  gallery.clear();
  more.hidden = true;
  byId("count").textContent = "";
  byId("notes").replaceChildren();
  const collection = collections.find(c => c.name === collectionSelect.value);
  if (!indexing.active && (collections.length === 0 || collection?.images === 0)) panel.empty(collectionSelect.value);
  else panel.welcome();
}

async function search(question) {
  const mine = (pending = new AbortController());
  byId("gallery").ariaBusy = "true";
  try {
    const answer = await ask(question, mine.signal);
    if (mine !== pending) return;
    render(question, answer);
    indexing.refresh();
  } catch (error) {
    if (mine === pending && error.name !== "AbortError") fail(error);
  } finally {
    if (mine === pending) byId("gallery").ariaBusy = "false";
  }
}

function render(question, answer) {
  const first = gallery.length;
  if (question.offset === 0) gallery.clear();
  gallery.add(answer.hits, question);
  select(collectionSelect, answer.collection);
  byId("count").textContent = countText(answer, gallery.length);
  byId("notes").replaceChildren(...notesFor(answer, indexing.status));
  more.hidden = answer.hits.length < question.k || gallery.length >= MOST;
  if (question.offset > 0) gallery.focus(first);
  else if (answer.hits.length === 0) panel.nothing(answer.collection, indexing.active);
}

function fail(error) {
  gallery.clear();
  more.hidden = true;
  byId("count").textContent = "";
  byId("notes").replaceChildren();
  panel.failure(error instanceof ServerError ? error : new ServerError("Something went wrong on this page.", String(error)));
}

form.addEventListener("submit", event => {
  event.preventDefault();
  if (box.value.trim()) go(box.value);
});
for (const element of [kSelect, collectionSelect]) element.addEventListener("change", () => go(stateOfAddress().q || box.value));
byId("surprise").addEventListener("click", () => go(surprise(box.value)));
more.addEventListener("click", () => search(questionOf(stateOfAddress(), gallery.length)));
window.addEventListener("popstate", () => show());
showSignOut();

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || lightbox.isOpen) return;
  const typing = event.target.matches("input, select, textarea");
  if (event.key === "/" && !typing) {
    event.preventDefault();
    box.focus();
    box.select();
  } else if (event.key === "ArrowDown" && event.target === box && gallery.length) {
    event.preventDefault();
    gallery.focus(0);
  }
});

if (stateOfAddress().q) {
  box.value = stateOfAddress().q;
  document.body.classList.add("asked");
}
start();
