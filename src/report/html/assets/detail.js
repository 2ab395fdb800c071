// Draws all that is known of one file: the answer, its reasons, the lines of both sides, what the container needs, what was left out.

/** The details of a row, built from the data in the page. */
function detailsElement(row) {
  const details = detailsOf(row);
  const sections = [
    answer(details),
    ...(details.reasons ?? []).map(finding),
    ...(details.warnings ?? []).map(finding),
    dockerfile(row, details),
    facts(details),
  ];
  return el("div", { class: "details", role: "region", "aria-label": row.path }, ...sections.filter(Boolean));
}

function answer(details) {
  const block = el("div", { class: "answer" });
  if (details.message) block.append(el("p", {}, ...visible(sentence(details.message))));
  if (details.write) block.append(el("p", { class: "hint" }, "Write it: ", el("code", {}, ...visible(details.write))));
  if (details.context) block.append(el("p", { class: "remark" }, "Build context ", ...visible(details.context)));
  for (const remark of details.remarks ?? []) block.append(el("p", { class: "remark" }, ...visible(sentence(remark))));
  return block.hasChildNodes() ? block : null;
}

/** What the messages say behind a file's name, as a sentence of its own. */
const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");

/** What the kinds of a finding's notes are called here. */
const NOTES = { reason: "Reason", note: "Note", changes: "Changes", do: "What to do", "not written": "Not written" };

/** A finding as rustc would say it: code, message, place, reason, way out; and the manual's entry. */
function finding({ level, code, message, place, related, notes }) {
  const list = el("dl");
  const say = (word, ...what) => list.append(el("dt", {}, word), el("dd", {}, ...what));
  for (const [i, spot] of [place, ...(related ?? [])].filter(Boolean).entries()) {
    say(i === 0 && place ? "Place" : "See also", `line ${spot.line}, column ${spot.column}`, ...(spot.text ? [": ", ...visible(spot.text)] : []));
  }
  for (const { kind, text } of notes ?? []) say(NOTES[kind] ?? kind, ...visible(text));
  const block = el("section", { class: `finding ${level}` }, el("h3", {}, el("span", { class: "tag" }, `${level}: ${code}`), " ", ...visible(message)), list);
  const entry = manual.get(code);
  if (entry) block.append(el("details", {}, el("summary", {}, `What ${code} means`), ...entryParts(entry)));
  return block;
}

/** The manual's entry of a code, as `dfsplit explain` prints it. */
function entryParts(entry) {
  return [
    el("p", {}, entry.summary),
    el("h4", {}, "Why it matters"),
    el("p", {}, entry.why),
    el("h4", {}, "Example"),
    el("pre", {}, entry.example),
    el("h4", {}, "What to do"),
    el("p", {}, entry.way_out),
  ];
}

/** The lines of the file, with a head that says what is seen. */
function dockerfile(row, details) {
  const table = linesTable(details);
  if (!table) return null;
  const head = el("div", { class: "toolbar" }, el("h3", {}, details.pieces ? "The Dockerfile, now and split" : "The Dockerfile"));
  if (details.old.includes("\r\n")) head.append(el("span", { class: "remark" }, "CRLF line endings"));
  const block = el("section", { class: "dockerfile" }, head, table);
  if (table.querySelector(".because, .note")) {
    const box = el("input", { type: "checkbox" });
    box.checked = true;
    box.addEventListener("change", () => block.classList.toggle("bare", !box.checked));
    head.append(el("label", {}, box, " Reasons"));
  }
  if (table.querySelector(".fold")) {
    const all = el("button", { type: "button" }, "Unfold all lines");
    all.addEventListener("click", () => {
      for (const fold of table.querySelectorAll(".fold button")) fold.click();
      all.hidden = !table.querySelector(".fold");
    });
    head.append(all);
  }
  return block;
}

/** What the container needs, what was left out, what was weighed. */
function facts(details) {
  const lists = [
    ["What the container needs", details.needs],
    ["Left out", details.left_out],
    ["Weighed", details.weighed],
  ].filter(([, pairs]) => pairs?.length > 0);
  if (lists.length === 0) return null;
  return el("div", { class: "facts" }, ...lists.map(([title, pairs]) => el("section", {}, el("h3", {}, title), pairTable(pairs))));
}

function pairTable(pairs) {
  const row = ({ what, why }) => el("tr", {}, el("th", { scope: "row" }, ...visible(what)), el("td", {}, ...visible(why)));
  return el("table", { class: "pairs" }, el("tbody", {}, ...pairs.map(row)));
}
