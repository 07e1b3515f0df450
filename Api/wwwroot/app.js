// Controls the page: the address says what is asked, and the grid shows the pictures that answer it.
import { Adding } from "./adding.js";
import { addressOf, isAsked, isSame, keptOf, readAddress } from "./address.js";
import { ServerError } from "./api.js";
import { Collections } from "./collections.js";
import { dayOf, takenOf } from "./days.js";
import { announce, button, byId, counted, element } from "./dom.js";
import { listenForPictures } from "./dropping.js";
import { showFilters } from "./facets.js";
import { Answer, Timeline } from "./feeds.js";
import { Grid } from "./grid.js";
import { showExamples, showTitle } from "./heading.js";
import { Indexing } from "./indexing.js";
import { listen } from "./listening.js";
import { LookAlikes } from "./lookalikes.js";
import { Looking } from "./looking.js";
import { listenForOptions, showOptions } from "./options.js";
import { Panel } from "./panel.js";
import { Position } from "./position.js";
import { Reading } from "./reading.js";
import { Recent } from "./recent.js";
import { saveCsv, saveJson, saveZip } from "./saving.js";
import { Selection } from "./selection.js";
import { showSignOut } from "./session.js";
import { Summary } from "./summary.js";
import { surprise } from "./surprises.js";
import { showTerms } from "./terms.js";
import { showWeights } from "./weights.js";
import { wordsFor } from "./words.js";

const box = byId("q"), select = byId("collection");
const files = new Map(); // pictures that were dropped on the search box, by their key in the address

const grid = new Grid(byId("pictures"), {
  open: index => looking.open(grid.at(index)),
  unfold: index => unfold(grid.at(index)),
  selected: () => selection.show(),
  hrefOf: picture => addressOf({ ...state, image: picture.id }),
});
const lookAlikes = new LookAlikes(grid, current);
const position = new Position(grid);
const recent = new Recent(q => change({ q }));
const selection = new Selection(grid, {
  collection: current,
  like: pictures => go({ ...keptOf(state), collection: current(), like: pictures.map(picture => picture.id) }),
  saveZip: (button, pictures) => saveZip(button, current(), pictures),
  saveJson: pictures => saveJson(question(), pictures),
  saveCsv,
  deleted: () => restart(),
});
const indexing = new Indexing(byId("indexing"), { finished: () => restart() });
const page = {
  get state() { return state; },
  get collection() { return current(); },
  get feed() { return reading.feed; },
  get hasMore() { return reading.hasMore; },
  get status() { return indexing.status; },
  position,
  amountOf,
  more: () => reading.more(),
  fill: () => reading.fill(),
  show: () => show(),
  go: next => go(next),
  unfold: picture => unfold(picture),
  filterBy: filters => filterBy(filters),
};
const summary = new Summary(page, grid);
const looking = new Looking(page, grid);
const reading = new Reading(grid, position, { rendered, failed: error => fail(error), slow: () => summary.slow() });
const adding = new Adding((collection, hasAdded) => afterAdding(collection, hasAdded));
const manager = new Collections({ changed: () => restart(), choose, create: choose });
const panel = new Panel(byId("panel"), { retry: () => restart(), add: () => openAdding(), create: () => manager.open({ toCreate: true }), choose });

let state = readAddress(location.search);
let shown = null; // the state whose pictures the grid shows

const collections = () => indexing.status.collections ?? [];

/** The collection that is shown: the one in the address, else the server's default, else the first. */
function current() {
  const names = collections().map(one => one.name);
  const preferred = indexing.status.defaultCollection;
  return state.collection || (names.includes(preferred) || indexing.active ? preferred : names[0]) || "";
}

/** How many pictures a collection has; undefined if it is not there. */
function amountOf(name) {
  return collections().find(one => one.name === name || one.aliases?.includes(name))?.images;
}

/** Goes to another state, as a link does. What is not given is empty. */
function go(next) {
  position.keep();
  const { collection, image, filters } = next;
  const address = addressOf(isAsked(next) ? next : { collection, image, filters });
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
  await looking.show();
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
  showTitle(state, chosen);
  showTerms(state, chosen, files, next => go({ ...next, image: "" }));
  showWeights(state, chosen, change);
  showOptions(state);
  showFilters(state.filters, filterBy);
  showIntro();
}

// The examples are of the world that the first model knows.
function showIntro() {
  const fits = !isAsked(state) && !state.filters.length && indexing.status.knowsOnlyItsWorld && amountOf(current()) > 0;
  showExamples(fits, q => go({ collection: state.collection, q }));
}

/** Empties the grid and loads the pictures of the state; back and reload return to where the reader was. */
async function load() {
  reading.stop();
  const at = position.kept;
  shown = state;
  panel.hide();
  grid.clear(isAsked(state) ? null : headingOf);
  summary.clear();
  scrollTo({ top: 0, behavior: "instant" });
  const feed = feedOf();
  if (feed) await reading.begin(feed, at);
}

// Pictures without a date come last. Where none has one, days say nothing.
const headingOf = picture => (takenOf(grid.at(0)) === null ? "" : dayOf(picture));

function feedOf() {
  if (state.by && !files.has(state.by)) return void panel.lostPicture();
  const collection = current();
  if (isAsked(state)) return new Answer({ ...state, collection, file: files.get(state.by) });
  if (collection) return new Timeline(collection, state.filters);
  panel.none();
  return null;
}

function rendered(feed, pictures, isFirst) {
  summary.show(feed, pictures, isFirst);
  if (!isFirst) announce(`${counted(pictures.length, "more picture", "more pictures")}, ${grid.length.toLocaleString("en")} so far`);
  if (grid.length === 0) showNothing();
}

async function unfold(picture) {
  const index = await lookAlikes.unfold(picture);
  if (index < 0) return;
  if (!looking.isOpen) return grid.focus(index);
  await looking.show();
}

/** Folds the look-alikes of all results, and selects them, so that they can be looked at and deleted. */
async function selectLookAlikes() {
  await change({ fold: true });
  await reading.all();
  if (!await lookAlikes.select()) summary.note("No two of these pictures look the same.");
}

function showNothing() {
  const collection = current();
  byId("count").textContent = "";
  if (indexing.active) panel.filling(collection);
  else if ((isAsked(state) || state.filters.length) && amountOf(collection) !== 0) {
    panel.nothing({ isCutOff: Boolean(reading.feed.answer?.cutoff?.nothing), choices: waysOut() });
  }
  else panel.empty(collection);
}

function waysOut() {
  return [
    ...(reading.feed.answer?.cutoff?.nothing ? [button("Show the nearest anyway", () => change({ good: false }))] : []),
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
    byId("end").replaceChildren(element("p", "", `${title} ${text}`), button("Try again", () => reading.retry()));
    return announce(title);
  }

  // A search may be answered before the list of collections.
  const failed = shown;
  if (known.code === "NotFound" && !indexing.status.collections) await indexing.refresh().catch(() => {});
  if (failed !== shown) return;
  const collection = current();
  if (known.code === "NotFound" && collections().length && amountOf(collection) === undefined) {
    byId("title").textContent = "Txt2Image";
    panel.unknown(collection, collections());
  } else {
    panel.failure(known);
  }
}

// Adding pictures and searching with one.

function openAdding(found) {
  looking.close();
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

listen({
  search: q => {
    recent.remember(q);
    go({ ...state, q, image: "" });
  },
  choose: collection => go({ ...keptOf(state), q: state.q, collection }),
  home: () => go({ collection: state.collection }),
  lookAlikes: selectLookAlikes,
  surprise: () => go({ collection: state.collection, q: surprise(box.value) }),
  add: () => openAdding(),
  manage: () => manager.open(),
  searchWith,
  save: {
    zip: button => saveZip(button, current(), grid.all),
    json: () => saveJson(question(), grid.all),
    csv: () => saveCsv(grid.all),
  },
  focusPictures: () => {
    if (grid.length) grid.focus(0);
    return grid.length > 0;
  },
  selectNone: () => grid.clearSelection(),
  fill: () => reading.fill(),
  show,
});
listenForOptions(change);
listenForPictures({ isAdding: () => adding.isOpen, search: searchWith, add: openAdding });
showSignOut();

/** A search whose collection is known does not wait for the status. */
async function start() {
  if (state.collection && isAsked(state)) {
    const status = indexing.refresh().then(() => {
      reflect();
      summary.showAnswer();
    }, () => {});
    await Promise.all([show(), status]);
  } else {
    await restart();
  }
}

start();
