// Chooses, counts and orders rows. Knows nothing of the document.

/** The values that a row has in a dimension. */
function valuesOf(row, dimension) {
  switch (dimension) {
    case "answer":
      return [row.answer];
    case "language":
      return [row.language];
    case "code":
      return row.codes;
  }
}

/** The words that a search goes through, in lower case; made once a row. */
function haystack(row) {
  row.haystack ??= [row.path, row.language, answers.get(row.answer).outcome, answers.get(row.answer).safety, ...row.codes, ...row.images]
    .join("\n")
    .toLowerCase();
  return row.haystack;
}

/** A test for rows: all words of the search, and one of the chosen values in each dimension but `except`. */
function test(state, except) {
  const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
  const dimensions = DIMENSIONS.filter((dimension) => dimension !== except && state[dimension].size > 0);
  return (row) =>
    dimensions.every((dimension) => valuesOf(row, dimension).some((value) => state[dimension].has(value))) &&
    words.every((word) => haystack(row).includes(word));
}

/** How many rows each value of a dimension would show, with all else that is asked for. */
function counts(state, dimension) {
  const found = new Map();
  for (const row of rows.filter(test(state, dimension))) {
    for (const value of valuesOf(row, dimension)) found.set(value, (found.get(value) ?? 0) + 1);
  }
  return found;
}

const compare = new Intl.Collator("en", { numeric: true }).compare;
const rank = (row) => answers.get(row.answer).rank;
const size = (row) => (row.size ? row.size.added + row.size.removed : -1);

/** The orders that a column's head gives. What a row lacks comes last, either way. */
const ORDERS = {
  path: { lacks: () => false, compare: (a, b) => compare(a.path, b.path) },
  language: { lacks: (row) => !row.language, compare: (a, b) => compare(a.language, b.language) },
  outcome: { lacks: () => false, compare: (a, b) => rank(a) - rank(b) },
  safety: { lacks: (row) => !answers.get(row.answer).safety, compare: (a, b) => rank(a) - rank(b) },
  code: { lacks: (row) => row.codes.length === 0, compare: (a, b) => compare(a.codes.join(), b.codes.join()) },
  lines: { lacks: (row) => !row.size, compare: (a, b) => size(a) - size(b) },
  images: { lacks: (row) => row.images.length === 0, compare: (a, b) => compare(a.images.join(), b.images.join()) },
};

/** The rows that are asked for, in the order that is asked for. */
function chosen(state) {
  const found = rows.filter(test(state));
  if (!state.sort) return found;
  const { lacks, compare } = ORDERS[state.sort.replace(/^-/, "")];
  const sign = state.sort.startsWith("-") ? -1 : 1;
  return found.sort((a, b) => lacks(a) - lacks(b) || sign * compare(a, b) || a.number - b.number);
}
