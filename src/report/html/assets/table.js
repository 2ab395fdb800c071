// Draws the table's rows, each once and a portion at a time, and opens and closes their details.

/** Rows that are drawn at a time: more than a screen, few enough to be there at once. */
const PORTION = 200;

const body = document.querySelector("#files tbody");

/** Rows that were drawn, by number. */
const drawnRows = new Map();

/** The rows that are asked for, and how many of them are in the table. */
let asked = [];
let shown = 0;

/** Shows other rows, from the first. */
function showRows(rows) {
  asked = rows;
  shown = 0;
  body.replaceChildren();
  showUpTo(PORTION);
}

/** Shows rows up to a place among those that are asked for. */
function showUpTo(end) {
  body.append(...asked.slice(shown, end).flatMap(tableRows));
  shown = Math.max(shown, Math.min(end, asked.length));
  const left = asked.length - shown;
  byId("more").hidden = left === 0;
  byId("more").textContent = `Show more: ${counted(left, "file")} below`;
}

/** Shows a row, if it is asked for, and goes to it. */
function goTo(number) {
  const place = asked.findIndex((row) => row.number === number);
  if (place < 0) return;
  showUpTo(place + 1);
  drawnRows.get(number).line.scrollIntoView();
}

/** Opens or closes the details of a row that is in the table. */
function showDetails(row, isOpen) {
  const [line, below] = tableRows(row);
  if (isOpen) line.after(below);
  else drawnRows.get(row.number).below?.remove();
}

/** The table rows of a file: one line, and its details below it where they are open. */
function tableRows(row) {
  if (!drawnRows.has(row.number)) drawnRows.set(row.number, { line: tableRow(row), below: null });
  const drawn = drawnRows.get(row.number);
  const isOpen = state.open.has(row.path);
  if (isOpen) drawn.below ??= el("tr", { class: "below" }, el("td", { colspan: 7 }, detailsElement(row)));
  drawn.line.classList.toggle("open", isOpen);
  drawn.line.querySelector("button").setAttribute("aria-expanded", String(isOpen));
  return isOpen ? [drawn.line, drawn.below] : [drawn.line];
}

function tableRow(row) {
  const words = answers.get(row.answer);
  const path = el("button", { type: "button", "aria-expanded": "false", "data-number": row.number }, ...pathNodes(row.path));
  return el(
    "tr",
    { class: "file" },
    el("td", { class: "path" }, path),
    el("td", { class: "language" }, row.language),
    el("td", { class: "outcome" }, el("span", { class: `sign ${row.answer}`, "aria-hidden": "true" }, words.sign), ` ${words.outcome}`),
    el("td", { class: "safety" }, words.safety),
    el("td", { class: "code" }, row.codes.join(", ")),
    el("td", { class: "lines" }, ...(row.size ? lines(row.size) : [])),
    el("td", { class: "images" }, ...(row.images.length > 0 ? images(row.images) : [])),
  );
}

const lines = ({ added, removed }) => [el("span", { class: "plus" }, `+${added}`), " ", el("span", { class: "minus" }, `\u2212${removed}`)];

const images = ([build, runtime]) => [...visible(build), " ", el("span", { class: "arrow" }, "\u2192"), " ", ...visible(runtime)];

byId("more").addEventListener("click", () => showUpTo(shown + PORTION));

// Scrolling to the end of the table asks for more as the button does; a print has all.
new IntersectionObserver((entries) => {
  if (entries.some((entry) => entry.isIntersecting)) showUpTo(shown + PORTION);
}, { rootMargin: "600px" }).observe(byId("more"));
window.addEventListener("beforeprint", () => showUpTo(asked.length));
