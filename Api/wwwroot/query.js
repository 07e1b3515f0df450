// The weighted terms of a query, such as `2 * golden retriever + pool - people`: read from a text and written as one. docs/api.md has the grammar.

const MOST = 100;

const isOperator = (text, at) => "+-*".includes(text[at]) && /^\s?$/.test(text[at - 1] ?? "") && /^\s?$/.test(text[at + 1] ?? "");

const hasOperators = text => text.split("").some((_, i) => isOperator(text, i));

/** The terms of a text as { weight, text }; empty if the text is not a query, which the server then explains. */
export function readTerms(text) {
  if (!text.trim()) return [];
  if (!hasOperators(text)) return [{ weight: 1, text }];
  const terms = [];
  let parts = partsOf(text);
  if (!parts) return [];
  if (parts[0].operator) parts = parts[0].operator === "*" ? [] : parts;
  else parts = [{ operator: "+" }, ...parts];
  while (parts.length) {
    const [sign, first, times, second] = parts;
    if (!"+-".includes(sign.operator ?? "*") || first?.text === undefined) return [];
    const isWeighted = times?.operator === "*";
    if (isWeighted && (second?.text === undefined || first.isQuoted || !/^[+-]?(\d+\.?\d*|\.\d+)$/.test(first.text))) return [];
    const weight = (sign.operator === "-" ? -1 : 1) * (isWeighted ? Number(first.text) : 1);
    if (!weight || Math.abs(weight) > MOST) return [];
    terms.push({ weight, text: (isWeighted ? second : first).text });
    parts = parts.slice(isWeighted ? 4 : 2);
  }

  return terms;
}

/** Splits a text into operators and texts in turn; null if a quoted text has no end. */
function partsOf(text) {
  const parts = [];
  for (let at = 0; at < text.length;) {
    if (/\s/.test(text[at])) {
      at++;
    } else if (isOperator(text, at)) {
      parts.push({ operator: text[at++] });
    } else if (text[at] === '"') {
      const [whole, quoted] = /^"((?:[^"]|"")*)"/.exec(text.slice(at)) ?? [];
      if (!quoted?.trim()) return null;
      parts.push({ text: quoted.replaceAll('""', '"'), isQuoted: true });
      at += whole.length;
    } else {
      const begun = at;
      while (at < text.length && !isOperator(text, at)) at++;
      parts.push({ text: text.slice(begun, at).trim() });
    }
  }

  return parts;
}

/** The text of terms. A weight of a single term says nothing, unless it is negative. */
export function writeTerms(terms) {
  const isAlone = terms.length === 1 && terms[0].weight > 0;
  return terms.map(({ weight, text }, i) => {
    const sign = weight < 0 ? "- " : i > 0 ? "+ " : "";
    const size = Math.abs(weight);
    const needsQuotes = hasOperators(text) || (text.startsWith('"') && !isAlone);
    return `${sign}${size === 1 || isAlone ? "" : `${size} * `}${needsQuotes ? `"${text.replaceAll('"', '""')}"` : text}`;
  }).join(" ");
}

/** The next weight up or down. None is 0, which would be no term. */
export function stepped(weight, direction, step = 0.5) {
  const steps = Math.round(weight / step) + direction || direction;
  return Math.max(-MOST, Math.min(MOST, Number((steps * step).toFixed(2))));
}
