// Reads what the page carries: the index at once, the details of a file when they are asked for.

const index = JSON.parse(byId("index").textContent);

/** The rows; each knows its place, which is the number of its details. */
const rows = index.rows;
rows.forEach((row, number) => {
  row.number = number;
  row.codes ??= [];
  row.images ??= [];
});

/** What an answer is called, and its rank. */
const answers = new Map(index.answers.map((words, rank) => [words.answer, { ...words, rank }]));

/** The manual's entries, by code. */
const manual = new Map(index.codes.map((entry) => [entry.name, entry]));

const numbers = new Map(rows.map((row) => [row.path, row.number]).reverse());

/** The number of the first row with this path; undefined where there is none. */
const numberOf = (path) => numbers.get(path);

/** All that is known of a file. */
const detailsOf = (row) => JSON.parse(byId(`file-${row.number}`).textContent);
