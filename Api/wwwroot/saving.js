// Saves what is known about pictures as a file, for a table or a program.
import { element } from "./dom.js";

const COLUMNS = ["rank", "score", "id", "name", "caption", "width", "height", "fields", "url"];

export const saveJson = (question, pictures) =>
  save(JSON.stringify({ question, hits: pictures.map(rowOf) }, null, 2), "application/json", "txt2image.json");

export const saveCsv = pictures => save(asCsv(pictures), "text/csv;charset=utf-8", "txt2image.csv");

const asCsv = pictures => [COLUMNS, ...pictures.map((picture, i) => {
  const row = rowOf(picture, i);
  return COLUMNS.map(column => (column === "fields" ? JSON.stringify(row.fields) : row[column]));
})].map(cells => cells.map(cellOf).join(",")).join("\r\n");

const rowOf = (picture, i) => ({
  rank: i + 1,
  score: picture.score,
  id: picture.id,
  name: picture.names[0],
  caption: picture.caption,
  width: picture.width,
  height: picture.height,
  fields: picture.fields,
  url: new URL(picture.image, location.href).href,
});

// A table program runs a text that begins like a formula, so an apostrophe goes before it.
function cellOf(value) {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function save(text, type, name) {
  const link = element("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
