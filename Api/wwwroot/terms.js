// The pictures that a search is made with, beside the text in the search box: ones to be like, ones to be unlike, and one that was dropped.
import { imageAddresses } from "./api.js";
import { byId, element } from "./dom.js";

/** Shows the pictures of a state; `without(state)` is called with the state that lacks the one that was taken away. */
export function showTerms(state, collection, files, without) {
  const chips = [
    ...(state.by ? [chip("", "this picture", fileAddress(files.get(state.by)), () => without({ ...state, by: "" }))] : []),
    ...state.like.map(id => chip("", "like this picture", thumbnailOf(collection, id), () => without({ ...state, like: except(state.like, id) }))),
    ...state.unlike.map(
      id => chip("−", "without this picture", thumbnailOf(collection, id), () => without({ ...state, unlike: except(state.unlike, id) }))),
  ];
  byId("terms").replaceChildren(...chips);
  byId("terms").hidden = chips.length === 0;
}

const except = (ids, id) => ids.filter(one => one !== id);

const fileAddress = file => (file && URL.createObjectURL(file));

function thumbnailOf(collection, reference) {
  const [id, other] = reference.split("/").reverse();
  return imageAddresses(other ?? collection, id).thumbnail;
}

function chip(sign, label, address, remove) {
  const item = element("li", sign ? "term unlike" : "term");
  const image = element("img");
  image.alt = label;
  image.addEventListener("load", () => address.startsWith("blob:") && URL.revokeObjectURL(address));
  if (address) image.src = address;
  const close = element("button", "term-remove", "×");
  close.type = "button";
  close.ariaLabel = `Search again, not ${label}`;
  close.addEventListener("click", remove);
  if (sign) item.append(element("span", "sign", sign));
  item.append(image, close);
  return item;
}
