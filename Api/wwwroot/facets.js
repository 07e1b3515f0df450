// The most frequent values of the pictures' fields, to filter by, and the filters that hold.
import { announce, byId, button, element } from "./dom.js";
import { filterOf, labelOf } from "./filters.js";

const YEARS = "taken"; // of which the server counts the years
const NOT_FACETS = ["previewOnly", "rawPreview", "width", "height", "bytes"];
const MOST_FIELDS = 5;
const MOST_VALUES = 4; // of a field
const LONGEST = 32; // characters of a value that is a label rather than a text

/** The fields of pictures that tell them apart: some pictures share a value that others do not have. The ones that most pictures have come first. */
export function facetFields(pictures) {
  const values = new Map();
  for (const { fields } of pictures) {
    for (const [name, own] of Object.entries(fields)) {
      const value = name === YEARS && Number.isFinite(own) ? new Date(own * 1000).getUTCFullYear() : own;
      if (NOT_FACETS.includes(name) || name.includes(",") || String(value).length > LONGEST) continue;
      const counts = values.get(name) ?? values.set(name, new Map()).get(name);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }

  const sizeOf = counts => [...counts.values()].reduce((sum, count) => sum + count, 0);
  return [...values]
    .filter(([, counts]) => [...counts.values()].some(count => count > 1 && count < pictures.length))
    .sort(([, one], [, other]) => sizeOf(other) - sizeOf(one))
    .slice(0, MOST_FIELDS)
    .map(([name]) => name);
}

/** Shows the filters that hold; `change(filters)` is called with those that are to hold instead. */
export function showFilters(filters, change) {
  byId("filters").replaceChildren(...filters.map(filter => {
    const remove = button("", () => change(filters.filter(one => one !== filter)), "pill on");
    remove.append(labelOf(filter), element("span", "times", "×"));
    remove.ariaLabel = `Remove the filter ${labelOf(filter)}`;
    return item(remove);
  }));
}

/** Keeps the place of the values free, so that nothing moves when they come. */
export function expectFacets(expected) {
  byId("facets").replaceChildren();
  byId("facets").parentElement.classList.toggle("expecting", expected);
}

/** Shows how many pictures have which values; of a sample it is known that there are at least so many. */
export function showFacets({ facets = {}, sample = false }, filters, add) {
  const chips = Object.entries(facets).sort(yearsFirst).flatMap(([field, { values }]) => inOrder(field, values)
    .map(({ value, count }) => ({ filter: filterOf(field, value), value, count }))
    .filter(({ filter, value }) => !filters.includes(filter) && String(value).length <= LONGEST)
    .slice(0, MOST_VALUES)
    .map(({ filter, count }) => {
      const chip = button(labelOf(filter), () => {
        announce(`Only ${labelOf(filter)}`);
        add(filter);
      }, "pill");
      chip.append(" ", element("span", "soft", `(${count.toLocaleString("en")}${sample ? "+" : ""})`));
      return item(chip);
    }));
  byId("facets").replaceChildren(...chips);
}

const yearsFirst = ([one], [other]) => (other === YEARS) - (one === YEARS);

/** The latest year first; other values stay in the order of their counts. */
const inOrder = (field, values) => (field === YEARS ? values.slice(0, MOST_VALUES).sort((one, other) => other.value - one.value) : values);

function item(child) {
  const made = element("li");
  made.append(child);
  return made;
}
