// Listens to what a person does on the page outside the grid, the viewer and the dialogs.
import { byId } from "./dom.js";

/**
 * `does`: search(text), choose(collection), home(), lookAlikes(), surprise(), add(), manage(), searchWith(file), save.zip/json/csv(button),
 * focusPictures(), selectNone(), fill(), show().
 */
export function listen(does) {
  const box = byId("q");
  byId("search").addEventListener("submit", event => {
    event.preventDefault();
    box.blur();
    does.search(box.value.trim());
  });
  byId("collection").addEventListener("change", event => does.choose(event.target.value));
  byId("brand").addEventListener("click", event => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    does.home();
  });
  byId("surprise").addEventListener("click", () => does.surprise());
  byId("look-alikes").addEventListener("click", () => does.lookAlikes());
  byId("add").addEventListener("click", () => does.add());
  byId("manage").addEventListener("click", () => does.manage());
  byId("by-image").addEventListener("click", () => byId("by-image-file").click());
  byId("by-image-file").addEventListener("change", event => {
    const [file] = event.target.files;
    event.target.value = "";
    if (file) does.searchWith(file);
  });
  for (const [kind, save] of Object.entries(does.save)) byId(`save-${kind}`).addEventListener("click", event => save(event.currentTarget));
  addEventListener("scroll", does.fill, { passive: true });
  addEventListener("resize", does.fill);
  addEventListener("popstate", () => does.show());
  document.addEventListener("keydown", event => keyed(event, box, does));
}

function keyed(event, box, does) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const typing = event.target.matches("input, select, textarea");
  if (event.key === "/" && !typing) {
    event.preventDefault();
    box.focus();
    box.select();
  } else if (event.key === "Escape") {
    does.selectNone();
  } else if (event.key === "ArrowDown" && event.target === box && does.focusPictures()) {
    event.preventDefault();
  }
}
