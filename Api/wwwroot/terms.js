// The pictures that a search is made with, beside the text in the search box: ones to be like, ones to be unlike, and one that was dropped.
import { examplesOf, withExamples } from "./address.js";
import { imageAddresses } from "./api.js";
import { byId, element } from "./dom.js";

/** Shows the pictures of a state; `without(state)` is called with the state that lacks the one that was taken away. */
export function showTerms(state, collection, files, without) {
  const pictures = examplesOf(state);
  const chips = [
    ...(state.by ? [chip("", "this picture", fileAddress(files.get(state.by)), () => without({ ...state, by: "" }))] : []),
    ...pictures.map(picture => {
      const [sign, label] = picture.weight < 0 ? ["−", "without this picture"] : ["", "like this picture"];
      const remove = () => without({ ...state, ...withExamples(pictures.filter(one => one !== picture)) });
      return chip(sign, label, thumbnailOf(collection, picture.id), remove);
    }),
  ];
  byId("terms").replaceChildren(...chips);
  byId("terms").hidden = chips.length === 0;
}

const fileAddress = file => (file && URL.createObjectURL(file));

export function thumbnailOf(collection, reference) {
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
