// The options beside a search: only good matches, look-alikes folded, another order.
import { isAsked, isText } from "./address.js";
import { byId } from "./dom.js";

/** Listens to them; `change(options)` is called with what is to be different. */
export function listenForOptions(change) {
  byId("good").addEventListener("change", event => change({ good: event.target.checked }));
  byId("fold").addEventListener("change", event => change({ fold: event.target.checked }));
  byId("sort").addEventListener("change", event => change({ sort: event.target.value }));
}

export function showOptions(state) {
  byId("options").hidden = !isAsked(state);
  byId("good").disabled = !isText(state);
  byId("good").checked = state.good && isText(state);
  byId("good").parentElement.title = isText(state)
    ? "Leave out pictures that match no better than they would match any other words"
    : "This works for words alone, not for pictures to search with";
  byId("fold").checked = state.fold;
  byId("sort").value = state.sort;
}
