// How well a picture matches, where the server knows it: the share of unrelated texts whose best hit is at least as good.

const LOWEST = 0.005; // the server compares with some hundred texts, so lower shares are not known

/** From 0 to 1: the logarithm of the chance, because 1 in 100 is as much better than 1 in 10 as that is than 1 in 1. */
export const strength = chance => Math.min(1, Math.log(Math.max(chance, LOWEST)) / Math.log(LOWEST));

/** "3.2 % of unrelated texts find something as good" */
export const chanceText = chance =>
  `${chance < LOWEST ? "under 0.5" : (100 * chance).toLocaleString("en", { maximumFractionDigits: 1 })} % of unrelated texts find something as good`;
