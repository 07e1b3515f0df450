// The element that shows one picture in the grid.
import { button, counted, element } from "./dom.js";
import { titleOf } from "./feeds.js";
import { chanceText, strength } from "./strength.js";
import { blurOf } from "./thumbhash.js";

/**
 * A list item with the picture at its place in the grid.
 * `place`: { index, box: { x, width }, y, height }; `isSelected`; `isCurrent`: Tab reaches it; `href`; `select(isRange)`; `unfold()`.
 */
export function cardOf(picture, { index, box, y, height }, { isSelected, isCurrent, href, select, unfold }) {
  const item = element("li");
  Object.assign(item.style, { left: `${box.x}px`, top: `${y}px`, width: `${box.width}px`, height: `${height}px` });
  const link = element("a", "card");
  link.href = href;
  link.dataset.index = index;
  link.tabIndex = isCurrent ? 0 : -1;

  const caption = element("span", "caption", titleOf(picture));
  caption.ariaHidden = "true"; // it is the picture's name already
  link.append(thumbnailOf(picture, box.width, height, link), caption, ...placeholderOf(picture, link));
  item.append(link, checkOf(picture, isSelected, select));
  if (Number.isFinite(picture.chance)) link.append(strengthOf(picture));
  if (picture.folded.length) item.append(badgeOf(picture, unfold));
  return item;
}

function thumbnailOf(picture, width, height, link) {
  const image = element("img");
  image.decoding = "async";
  image.width = width;
  image.height = height;
  image.alt = titleOf(picture);
  image.addEventListener("load", () => link.classList.add("loaded"), { once: true });
  image.addEventListener("error", () => link.classList.add("broken"), { once: true });
  image.src = picture.thumbnail;
  return image;
}

// Until the picture has loaded, its place has the picture blurred, or soft colours of its own if there is none.
function placeholderOf(picture, link) {
  const blur = picture.thumbHash && blurOf(picture.thumbHash, picture.width, picture.height);
  if (blur) return [blur];
  link.style.setProperty("--hue", parseInt(picture.id.slice(0, 4), 16) % 360 || 0);
  return [];
}

// On the keyboard, Space does the same.
function checkOf(picture, isSelected, select) {
  const check = button("", event => select(event.shiftKey), "check");
  return Object.assign(check, { tabIndex: -1, role: "checkbox", ariaLabel: `Select ${titleOf(picture)}`, ariaChecked: String(isSelected) });
}

// The viewer has the same for the keyboard: the grid is one stop of the Tab key.
function badgeOf(picture, unfold) {
  const words = `Show ${counted(picture.folded.length, "look-alike")}`;
  return Object.assign(button(`+${picture.folded.length}`, unfold, "more-like"), { tabIndex: -1, title: words, ariaLabel: words });
}

function strengthOf(picture) {
  const bar = element("span", "strength");
  bar.style.setProperty("--strength", `${Math.round(strength(picture.chance) * 100)}%`);
  bar.title = chanceText(picture.chance);
  return bar;
}
