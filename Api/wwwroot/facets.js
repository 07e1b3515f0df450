// The most frequent values of the hits' fields, to filter by, and the filters that hold.
import { announce, byId, button, element } from "./dom.js";
import { filterOf, labelOf } from "./filters.js";

const NOT_FACETS = ["taken", "previewOnly", "rawPreview", "width", "height", "bytes"];
const MOST_FIELDS = 5;
const MOST_VALUES = 4; // of a field
const LONGEST = 32; // characters of a value that is a label rather than a text

/** The fields of pictures that tell them apart: some pictures share a value that others do not have. The ones that most pictures have come first. */
export function facetFields(pictures) {
  const values = new Map();
  for (const { fields } of pictures) {
    for (const [name, value] of Object.entries(fields)) {
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

/** Shows how many hits have which values. */
export function showFacets(facets, filters, add) {
  const chips = Object.entries(facets).flatMap(([field, { values }]) => values
    .map(({ value, count }) => ({ filter: filterOf(field, value), value, count }))
    .filter(({ filter, value }) => !filters.includes(filter) && String(value).length <= LONGEST)
    .slice(0, MOST_VALUES)
    .map(({ filter, count }) => {
      const chip = button(labelOf(filter), () => {
        announce(`Only ${labelOf(filter)}`);
        add(filter);
      }, "pill");
      chip.append(" ", element("span", "soft", `(${count.toLocaleString("en")})`));
      return item(chip);
    }));
  byId("facets").replaceChildren(...chips);
}

function item(child) {
  const made = element("li");
  made.append(child);
  return made;
}
