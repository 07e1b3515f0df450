// Small helpers for the document. Texts are always set as text, never as markup, because names and captions are not trusted.

export const byId = id => document.getElementById(id);

export function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== "") made.textContent = text;
  return made;
}

export function button(text, action, className = "quiet") {
  const made = element("button", className, text);
  made.type = "button";
  made.addEventListener("click", action);
  return made;
}

/** Says something to a screen reader. */
export function announce(text) {
  byId("announcement").textContent = text;
}

/** "1 picture", "1,200 pictures" */
export const counted = (count, one, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** "48 KB", "3.1 MB" */
export function sizeText(bytes) {
  if (!(bytes >= 0)) return "unknown";
  const [unit, size] = bytes < 1e6 ? ["KB", 1e3] : bytes < 1e9 ? ["MB", 1e6] : ["GB", 1e9];
  return `${(bytes / size).toLocaleString("en", { maximumFractionDigits: bytes / size < 10 && size > 1e3 ? 1 : 0 })} ${unit}`;
}
