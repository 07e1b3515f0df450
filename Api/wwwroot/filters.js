// Filters in the server's text language, as the page makes them: one field has one value.

const SIMPLE = /^"((?:[^"]|"")*)":("(?:[^"]|"")*"|[^"\s()]+)$/;

const YEAR = /^taken>=(\d{4})-01-01 and taken<=\1-12-31$/;

const quoted = text => `"${text.replaceAll('"', '""')}"`;

/**
 * The filter that keeps pictures whose field has this value. A text is always quoted, so that it is never read as a number, a date or a word. Of the
 * time when a picture was taken, the value is the year.
 */
export const filterOf = (field, value) => (field === "taken" && Number.isInteger(value)
  ? `taken>=${yearText(value)}-01-01 and taken<=${yearText(value)}-12-31`
  : `${quoted(field)}:${typeof value === "string" ? quoted(value) : value}`);

const yearText = year => String(year).padStart(4, "0");

/** One filter that holds where all hold; empty if there are none. */
export const joined = (filters = []) => (filters.length > 1 ? filters.map(one => `(${one})`).join(" and ") : filters[0] ?? "");

/** What a filter is called: "year 2024"; one that was not made here is shown as it is. */
export function labelOf(filter) {
  const [, year] = YEAR.exec(filter) ?? [];
  if (year) return String(Number(year));
  const [, field, value] = SIMPLE.exec(filter) ?? [];
  if (field === undefined) return filter;
  return `${plain(field)} ${value[0] === '"' ? plain(value.slice(1, -1)) : value}`;
}

const plain = text => text.replaceAll('""', '"');
