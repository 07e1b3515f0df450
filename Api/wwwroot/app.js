// Controls the page: the address says what is asked, and the grid shows the pictures that answer it.
import { Adding } from "./adding.js";
import { addressOf, isAsked, isSame, keptOf, readAddress } from "./address.js";
import { ServerError } from "./api.js";
import { Collections } from "./collections.js";
import { dayOf, takenOf } from "./days.js";
import { announce, button, byId, counted, element } from "./dom.js";
import { listenForPictures } from "./dropping.js";
import { expectFacets, facetFields, showFacets, showFilters } from "./facets.js";
import { Answer, readPicture, Timeline } from "./feeds.js";
import { Grid } from "./grid.js";
import { Indexing } from "./indexing.js";
import { countText, notesFor } from "./notes.js";
import { listenForOptions, showOptions } from "./options.js";
import { Panel } from "./panel.js";
import { Position } from "./position.js";
import { Recent } from "./recent.js";
import { saveCsv, saveJson } from "./saving.js";
import { Selection } from "./selection.js";
import { showSignOut } from "./session.js";
import { someSurprises, surprise } from "./surprises.js";
import { showTerms } from "./terms.js";
import { Viewer } from "./viewer.js";
import { showWeights } from "./weights.js";
import { wordsFor } from "./words.js";

const AHEAD = 2500; // pixels below the window that are to be filled
const UNFOLDED = 50; // look-alikes that are shown at once
const PATIENCE = 4000; // milliseconds after which a slow server is mentioned

const box = byId("q"), select = byId("collection"), end = byId("end");
const files = new Map(); // pictures that were dropped on the search box, by their key in the address

const grid = new Grid(byId("pictures"), {
  open: index => look(grid.at(index)),
  unfold: index => unfold(grid.at(index)),
  selected: () => selection.show(),
  hrefOf: picture => addressOf({ ...state, image: picture.id }),
});
const position = new Position(grid);
const recent = new Recent(q => change({ q }));
const selection = new Selection(grid, {
  collection: current,
  like: pictures => go({ ...keptOf(state), collection: current(), like: pictures.map(picture => picture.id) }),
  saveJson: pictures => saveJson(question(), pictures),
  saveCsv,
  deleted: () => restart(),
});
const indexing = new Indexing(byId("indexing"), { finished: () => restart() });
const viewer = new Viewer({ step, close: leaveViewer, like, unlike, share, unfold });
const adding = new Adding((collection, hasAdded) => afterAdding(collection, hasAdded));
const manager = new Collections({ changed: () => restart(), choose, create: choose });
const panel = new Panel(byId("panel"), { retry: () => restart(), add: () => openAdding(), create: () => manager.open({ toCreate: true }), choose });

let state = readAddress(location.search);
let shown = null; // the state whose pictures the grid shows
let feed = null;
let loading = null; // the AbortController of the page that is being loaded

const collections = () => indexing.status.collections ?? [];

/** The collection that is shown: the one in the address, else the server's default, else the first. */
function current() {
  const names = collections().map(one => one.name);
  const preferred = indexing.status.defaultCollection;
  return state.collection || (names.includes(preferred) || indexing.active ? preferred : names[0]) || "";
}

const counts = name => collections().find(one => one.name === name || one.aliases?.includes(name))?.images;

/** Goes to another state, as a link does. What is not given is empty. */
function go(next) {
  position.keep();
  const address = addressOf(isAsked(next) ? next : { collection: next.collection, image: next.image });
  if (address !== addressOf(state)) history.pushState(null, "", address);
  return show();
}

/** The same search, except for what is given. */
const change = different => go({ ...state, image: "", ...different });

// The button that was clicked goes away, so the focus moves on to what it changes.
function filterBy(filters) {
  byId("pictures").focus({ preventScroll: true });
  return change({ filters });
}

/** Shows what the address says. */
async function show() {
  state = readAddress(location.search);
  reflect();
  if (!shown || !isSame(shown, state)) await load();
  await showViewer();
}

/** Reads everything anew. */
async function restart() {
  shown = null;
  try {
    await indexing.refresh();
  } catch (error) {
    return fail(error);
  }

  await show();
}

function reflect() {
  box.value = state.q;
  const names = collections().map(one => one.name);
  const chosen = current();
  if (chosen && !names.includes(chosen)) names.unshift(chosen);
  select.replaceChildren(...names.map(name => new Option(name, name, false, name === chosen)));
  select.disabled = names.length === 0;
  byId("brand").href = addressOf({ collection: state.collection });
  const title = !isAsked(state) ? (chosen ? `Pictures in ${chosen}` : "Txt2Image") : state.q ? `“${state.q}”` : "Pictures like this one";
  byId("title").textContent = title;
  document.title = isAsked(state) ? `${state.q || "Pictures like this one"} – Txt2Image` : "Txt2Image";
  document.body.classList.toggle("asked", isAsked(state));
  showTerms(state, chosen, files, next => go({ ...next, image: "" }));
  showWeights(state, chosen, change);
  showOptions(state);
  showFilters(state.filters, filterBy);
  showIntro();
}

// The examples are of the world that the first model knows.
function showIntro() {
  const fits = !isAsked(state) && indexing.status.knowsOnlyItsWorld && counts(current()) > 0;
  byId("intro").hidden = !fits;
  if (!fits || byId("examples").childElementCount) return;
  byId("examples").replaceChildren(...someSurprises(5).map(text => {
    const item = element("li");
    item.append(button(text, () => go({ collection: state.collection, q: text }), "example"));
    return item;
  }));
}

/** Empties the grid and loads the pictures of the state; back and reload return to where the reader was. */
async function load() {
  loading?.abort();
  const at = position.kept;
  position.paused = true;
  shown = state;
  panel.hide();
  grid.clear(isAsked(state) ? null : headingOf);
  byId("count").textContent = "";
  byId("notes").replaceChildren();
  byId("saving").hidden = true;
  expectFacets(false);
  end.replaceChildren();
  scrollTo({ top: 0, behavior: "instant" });
  feed = feedOf();
  if (!feed) return;
  let ok = await more(at?.count);
  while (ok && at && grid.length <= at.index && !feed.done) ok = await more(at.count - grid.length);
  if (at && grid.length) grid.restore(at);
  if (!ok) return;
  position.paused = false;
  fill();
}

// Pictures without a date come last. Where none has one, days say nothing.
const headingOf = picture => (takenOf(grid.at(0)) === null ? "" : dayOf(picture));

function feedOf() {
  if (state.by && !files.has(state.by)) return void panel.lostPicture();
  const collection = current();
  if (isAsked(state)) return new Answer({ ...state, collection, file: files.get(state.by) });
  if (collection) return new Timeline(collection);
  panel.none();
  return null;
}

/** Loads the next pictures. Returns whether that worked. */
async function more(wanted = 0) {
  if (!feed || feed.done) return false;
  const mine = (loading = new AbortController()), source = feed;
  const slow = setTimeout(() => mine === loading && (byId("count").textContent = "The server is slow. Still waiting…"), PATIENCE);
  setBusy(true);
  try {
    const pictures = await source.next(mine.signal, wanted);
    if (mine !== loading) return false;
    render(source, pictures);
  } catch (error) {
    if (mine === loading && error.name !== "AbortError") fail(error);
    return false;
  } finally {
    clearTimeout(slow);
    if (mine === loading) {
      loading = null;
      setBusy(false);
    }
  }

  return true;
}

function setBusy(is) {
  byId("pictures").ariaBusy = String(is);
  document.body.classList.toggle("busy", is);
}

function render(source, pictures) {
  const isFirst = grid.length === 0;
  grid.append(pictures);
  if (source instanceof Answer) {
    showAnswer();
    if (isFirst) showCounts(source, pictures);
  } else {
    byId("count").textContent = counted(Math.max(counts(source.collection) ?? 0, grid.length), "picture");
  }

  byId("saving").hidden = !isAsked(state) || grid.length === 0;
  end.replaceChildren(...(source.isCut ? [element("p", "soft", limitText(source.most))] : []));
  if (!isFirst) announce(`${counted(pictures.length, "more picture", "more pictures")}, ${grid.length.toLocaleString("en")} so far`);
  if (grid.length === 0) showNothing();
}

const limitText = most => `These are the best ${most.toLocaleString("en")}. Ask more precisely to see others.`;

// The number of pictures in the collection may be known later than the answer.
function showAnswer() {
  if (!feed?.answer) return;
  byId("count").textContent = grid.length ? countText(feed.answer, grid.length, feed.done && !feed.isCut, counts(current())) : "";
  byId("notes").replaceChildren(...notesFor(feed.answer, indexing.status));
}

/** Shows the most frequent values of the hits' fields. The page works without them. A picture that was dropped is not sent again for them. */
async function showCounts(source, pictures) {
  const fields = state.by ? [] : facetFields(pictures);
  expectFacets(fields.length > 0);
  if (fields.length === 0) return;
  const facets = await source.facets(fields).catch(() => null);
  if (source !== feed) return;
  if (facets) showFacets(facets, state.filters, filter => filterBy([...state.filters, filter]));
  else expectFacets(false);
}

/** Puts the pictures that were folded into one behind it. */
async function unfold(picture) {
  const [ids, later] = [picture.folded.slice(0, UNFOLDED), picture.folded.slice(UNFOLDED)];
  const found = await Promise.all(ids.map(id => readPicture(current(), id).catch(() => null)));
  const index = grid.indexOf(picture.id);
  if (index < 0) return;
  const others = found.filter(one => one && grid.indexOf(one.id) < 0);
  picture.folded = later;
  grid.replace(grid.all.toSpliced(index + 1, 0, ...others));
  announce(`${counted(others.length, "look-alike")} shown`);
  if (!viewer.isOpen) return grid.focus(index);
  await showViewer();
}

function showNothing() {
  const collection = current();
  byId("count").textContent = "";
  if (indexing.active) panel.filling(collection);
  else if (isAsked(state) && counts(collection) !== 0) panel.nothing({ isCutOff: Boolean(feed.answer.cutoff?.nothing), choices: waysOut() });
  else panel.empty(collection);
}

function waysOut() {
  return [
    ...(feed.answer.cutoff?.nothing ? [button("Show the nearest anyway", () => change({ good: false }))] : []),
    ...(state.filters.length ? [button("Remove the filters", () => change({ filters: [] }))] : []),
  ];
}

async function fail(error) {
  const known = error instanceof ServerError ? error : new ServerError("Something went wrong on this page.", String(error));
  position.paused = true;
  byId("count").textContent = "";

  // What is there stays: the rest can be asked for again.
  if (grid.length) {
    const { title, text } = wordsFor(known);
    end.replaceChildren(element("p", "", `${title} ${text}`), button("Try again", () => retry()));
    return announce(title);
  }

  // A search may be answered before the list of collections.
  const failed = shown;
  if (known.code === "NotFound" && !indexing.status.collections) await indexing.refresh().catch(() => {});
  if (failed !== shown) return;
  const collection = current();
  if (known.code === "NotFound" && collections().length && counts(collection) === undefined) {
    byId("title").textContent = "Txt2Image";
    panel.unknown(collection, collections());
  } else {
    panel.failure(known);
  }
}

async function retry() {
  end.replaceChildren();
  if (await more()) position.paused = false;
}

/** Fills the page below the window while the reader scrolls. */
function fill() {
  if (!loading && feed && !feed.done && grid.length && !end.childElementCount && end.getBoundingClientRect().top < innerHeight + AHEAD) {
    more().then(worked => worked && fill());
  }
}

// The viewer.

function look(picture) {
  position.keep();
  history.pushState({ at: position.kept, isViewer: true }, "", addressOf({ ...state, image: picture.id }));
  show();
}

async function showViewer() {
  if (!state.image) {
    const index = viewer.isOpen ? grid.indexOf(viewer.id) : -1;
    viewer.close();
    if (index >= 0) grid.focus(index);
    return;
  }

  const index = grid.indexOf(state.image);
  const picture = grid.at(index) ?? await readPicture(current(), state.image).catch(() => null);
  if (!picture) return leaveViewer("That picture is not there any more.");
  viewer.show(picture, { hasPrevious: index > 0, hasNext: index >= 0 && (index + 1 < grid.length || !feed?.done), isAsked: isAsked(state) });
}

async function step(by) {
  const index = grid.indexOf(state.image);
  if (index < 0) return;
  if (index + by >= grid.length && !loading) await more();
  const next = grid.at(index + by);
  if (!next) return;
  history.replaceState(history.state, "", addressOf({ ...state, image: next.id }));
  await show();
  if (index + 10 > grid.length) fill();
}

function leaveViewer(reason = "") {
  if (reason) announce(reason);
  if (history.state?.isViewer) return history.back();
  history.replaceState(history.state, "", addressOf({ ...state, image: "" }));
  show();
}

function like(picture) {
  go({ ...keptOf(state), collection: current(), like: [picture.id] });
}

function unlike(picture) {
  go({ ...state, image: "", unlike: [...new Set([...state.unlike, picture.id])] });
}

function share(picture) {
  return new URL(addressOf({ ...state, by: "", collection: current(), image: picture.id }), location.href).href;
}

// Adding pictures and searching with one.

function openAdding(found) {
  viewer.close();
  adding.open(collections(), current(), found);
}

async function afterAdding(collection, hasAdded) {
  if (!hasAdded) return;
  const isShown = !isAsked(state) && collection === current();
  await indexing.refresh().catch(() => {});
  if (isShown) {
    history.replaceState(null, "");
    await restart();
  } else {
    await go({ collection });
  }
}

function searchWith(file) {
  const key = `picture-${Date.now().toString(36)}`;
  files.set(key, file);
  go({ ...keptOf(state), collection: state.collection, by: key });
}

/** What is asked, as it is saved with the pictures. */
const question = () => ({ ...state, image: undefined, by: undefined, collection: current() });

function choose(collection) {
  go({ collection });
}

byId("search").addEventListener("submit", event => {
  event.preventDefault();
  box.blur();
  recent.remember(box.value.trim());
  go({ ...state, q: box.value.trim(), image: "" });
});
select.addEventListener("change", () => go({ ...keptOf(state), q: state.q, collection: select.value }));
byId("brand").addEventListener("click", event => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go({ collection: state.collection });
});
byId("surprise").addEventListener("click", () => go({ collection: state.collection, q: surprise(box.value) }));
byId("add").addEventListener("click", () => openAdding());
byId("manage").addEventListener("click", () => manager.open());
byId("by-image").addEventListener("click", () => byId("by-image-file").click());
byId("by-image-file").addEventListener("change", event => {
  const [file] = event.target.files;
  event.target.value = "";
  if (file) searchWith(file);
});
listenForOptions(change);
byId("save-json").addEventListener("click", () => saveJson(question(), grid.all));
byId("save-csv").addEventListener("click", () => saveCsv(grid.all));
listenForPictures({ isAdding: () => adding.isOpen, search: searchWith, add: openAdding });
addEventListener("scroll", fill, { passive: true });
addEventListener("resize", fill);
addEventListener("popstate", () => show());
showSignOut();

document.addEventListener("keydown", event => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const typing = event.target.matches("input, select, textarea");
  if (event.key === "/" && !typing) {
    event.preventDefault();
    box.focus();
    box.select();
  } else if (event.key === "Escape") {
    grid.clearSelection();
  } else if (event.key === "ArrowDown" && event.target === box && grid.length) {
    event.preventDefault();
    grid.focus(0);
  }
});

/** A search whose collection is known does not wait for the status. */
async function start() {
  if (state.collection && isAsked(state)) {
    const status = indexing.refresh().then(() => {
      reflect();
      showAnswer();
    }, () => {});
    await Promise.all([show(), status]);
  } else {
    await restart();
  }
}

start();
