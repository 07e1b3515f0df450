// Pictures that are dropped or pasted: on the search box they are searched with, anywhere else they are added.
import { byId } from "./dom.js";
import { hasFiles, picturesOf, picturesOfDrop } from "./files.js";

/** `actions`: isAdding(), search(file), add(found). */
export function listenForPictures({ isAdding, search, add }) {
  const box = byId("box");
  const isOver = event => !isAdding() && box.contains(event.target);
  let depth = 0; // of dragenter and dragleave, which come for every element
  const end = () => {
    depth = 0;
    document.body.classList.remove("dragging");
    box.classList.remove("target");
  };

  document.addEventListener("dragenter", event => {
    if (!hasFiles(event.dataTransfer)) return;
    depth++;
    document.body.classList.add("dragging");
  });
  document.addEventListener("dragleave", () => depth > 0 && --depth === 0 && end());
  document.addEventListener("dragover", event => {
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    box.classList.toggle("target", isOver(event));
  });
  document.addEventListener("drop", async event => {
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    const searches = isOver(event);
    end();
    const found = await picturesOfDrop(event.dataTransfer);
    if (searches && found.pictures.length) search(found.pictures[0].file);
    else if (!searches) add(found);
  });
  document.addEventListener("paste", event => {
    if (!hasFiles(event.clipboardData)) return;
    event.preventDefault();
    const found = picturesOf(event.clipboardData.files);
    if (isOver(event) && found.pictures.length) search(found.pictures[0].file);
    else add(found);
  });
}
