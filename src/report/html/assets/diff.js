// Draws a Dockerfile with what becomes of it: old and new side by side, or alone where it stays as it is.
// Unchanged stretches are folded; reasons stand below the lines that they are about.

/** Lines around a change, or around a place that a finding names, that are not folded. */
const AROUND = 3;
/** Lines of a text without either that are shown before the fold. */
const BEGINNING = 40;
/** Lines that are not worth a fold. */
const FEW = 8;
/** Lines that one click unfolds. */
const UNFOLDED = 500;

/** The lines of a text, each with its line feed; the last may lack it. */
const linesOf = (text) => text.match(/[^\n]*\n|[^\n]+/g) ?? [];

/** The rows of both sides, in order: a line of the original, a new one, or both. Numbers count from 1. */
function pairsOf(before, pieces) {
  const pairs = [];
  let [old, fresh] = [0, 0];
  for (const { keep = 0, drop = 0, add = [] } of pieces) {
    for (let i = 0; i < keep; i += 1) {
      const text = before[old];
      pairs.push({ same: true, old: { number: ++old, text }, fresh: { number: ++fresh, text } });
    }
    for (let i = 0; i < Math.max(drop, add.length); i += 1) {
      const pair = { same: false };
      if (i < drop) pair.old = { number: old + 1, text: before[old++] };
      if (i < add.length) pair.fresh = { number: ++fresh, text: add[i] };
      pairs.push(pair);
    }
  }
  return pairs;
}

/** The table of a file's lines; `null` where the page does not have them. */
function linesTable(details) {
  if (details.old === undefined) return null;
  const before = linesOf(details.old);
  const changed = details.pieces !== undefined;
  const pairs = pairsOf(before, details.pieces ?? [{ keep: before.length }]);
  const scene = {
    changed,
    crlf: before.length > 0 && before.every((line) => line.endsWith("\r\n") || !line.endsWith("\n")) && details.old.includes("\r\n"),
    fates: fatesByLine(details.fates ?? []),
    because: new Map((details.because ?? []).map(({ line, because }) => [line, because])),
    findings: findingsByLine([...(details.reasons ?? []), ...(details.warnings ?? [])]),
  };
  const body = el("tbody");
  for (const stretch of stretches(pairs, scene)) {
    for (const row of (stretch.folded ? fold : drawn)(stretch.pairs, scene)) body.append(row);
  }
  const table = el("table", { class: scene.fates.size > 0 ? "sides" : "sides fateless" });
  const columns = changed ? ["fate", "number", "text", "number", "text"] : ["fate", "number", "text"];
  table.append(el("colgroup", {}, ...columns.map((column) => el("col", { class: column }))));
  if (changed) table.append(head());
  table.append(body);
  return table;
}

function head() {
  const cell = (text, span) => el("th", { scope: "col", colspan: span }, text);
  return el("thead", {}, el("tr", {}, cell("Fate", 1), cell("Now", 2), cell("Split", 2)));
}

/** Cuts the rows into what is shown and what is folded. */
function stretches(pairs, scene) {
  const near = pairs.map(() => false);
  pairs.forEach((pair, i) => {
    if (!pair.same || scene.findings.has(pair.old.number)) near.fill(true, Math.max(0, i - AROUND), i + AROUND + 1);
  });
  if (!near.includes(true)) near.fill(true, 0, BEGINNING);
  const cut = [];
  pairs.forEach((pair, i) => {
    const last = cut.at(-1);
    if (last && last.folded === !near[i]) last.pairs.push(pair);
    else cut.push({ folded: !near[i], pairs: [pair] });
  });
  for (const stretch of cut) stretch.folded &&= stretch.pairs.length > FEW;
  return cut;
}

/** A row that stands for folded ones, and gives way to them. */
function fold(pairs, scene) {
  const [first, last] = [pairs[0].old.number, pairs.at(-1).old.number];
  const button = el("button", { type: "button" }, `${counted(pairs.length, "unchanged line")}: ${first} to ${last}`);
  const row = el("tr", { class: "fold" }, el("td", { colspan: scene.changed ? 5 : 3 }, button));
  button.addEventListener("click", () => {
    const [now, later] = [pairs.slice(0, UNFOLDED), pairs.slice(UNFOLDED)];
    row.replaceWith(...drawn(now, scene), ...(later.length > 0 ? fold(later, scene) : []));
  });
  return [row];
}

function drawn(pairs, scene) {
  return pairs.map((pair) => {
    const fate = pair.old && scene.fates.get(pair.old.number);
    const need = pair.same ? undefined : scene.because.get(pair.fresh?.number);
    const kind = pair.same ? "same" : pair.old && pair.fresh ? "changed" : pair.old ? "gone" : "added";
    const row = el("tr", { class: kind }, el("td", { class: "fate" }, fate?.word ? el("span", { class: fate.word }, fate.word) : ""));
    const [lost, gained] = kind === "changed" ? apart(pair.old.text, pair.fresh.text) : [];
    row.append(...side(pair.old, "old", lost, scene, [fate?.because, ...(scene.findings.get(pair.old?.number) ?? [])]));
    if (scene.changed) row.append(...side(pair.fresh, "new", gained, scene, need === fate?.because ? [] : [need]));
    return row;
  });
}

/** Number and text of one side; `part` is what differs from the other side, `notes` are reasons and findings. */
function side(line, which, part, scene, notes) {
  if (!line) return [el("td", { class: "number" }), el("td", { class: `text ${which} none` })];
  const finding = notes.find((note) => note?.place);
  const text = el("code", {}, ...marked(line.text, finding ? rangeOf(finding.place) : part, finding ? "place" : "part", scene.crlf));
  const cell = el("td", { class: `text ${which}` }, text);
  for (const note of notes.filter(Boolean)) {
    cell.append(note.place ? findingNote(note) : el("span", { class: "because" }, ...visible(note)));
  }
  return [el("td", { class: "number" }, String(line.number)), cell];
}

function findingNote({ finding, place }) {
  return el("span", { class: `note ${finding.level}` }, el("b", {}, finding.code), " ", ...visible(place.text ?? ""));
}

/** Characters of the line that a place covers; of a place of several lines those on the first. */
function rangeOf(place) {
  return [place.column - 1, place.end_line === place.line ? place.end_column - 1 : Infinity];
}

/** The text of a line, without its line feed, with a part of it marked. */
function marked(line, range, mark, crlf) {
  const ends = line.endsWith("\n");
  let text = ends ? line.slice(0, -1) : line;
  if (crlf && ends) text = text.slice(0, -1);
  const nodes = [];
  if (range) {
    const characters = Array.from(text);
    const [from, to] = range;
    const [head, middle, tail] = [characters.slice(0, from), characters.slice(from, to), characters.slice(to)].map((part) => part.join(""));
    nodes.push(...visible(head));
    if (middle) nodes.push(el("mark", { class: mark }, ...visible(middle)));
    nodes.push(...visible(tail));
  } else {
    nodes.push(...visible(text));
  }
  if (!ends) nodes.push(el("span", { class: "unseen end" }, "no line feed at the end"));
  return nodes;
}

/** Where two lines differ: from and to on either side, in characters; nothing where they have little in common. */
function apart(old, fresh) {
  const [a, b] = [old, fresh].map((line) => Array.from(line.replace(/\r?\n$/, "")));
  const most = Math.min(a.length, b.length);
  let [head, tail] = [0, 0];
  while (head < most && a[head] === b[head]) head += 1;
  while (tail < most - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  if ((head + tail) * 3 < most) return [];
  return [[head, a.length - tail], [head, b.length - tail]];
}

/** The fate of each original line; the reason goes with the last line that it is about. */
function fatesByLine(fates) {
  const found = new Map();
  for (const { lines, fate, because } of fates) {
    for (let line = lines[0]; line <= lines[1]; line += 1) {
      found.set(line, { word: fate === "untouched" ? "" : fate, because: line === lines[1] ? because : "" });
    }
  }
  return found;
}

/** The findings that name a place on each line. */
function findingsByLine(findings) {
  const found = new Map();
  for (const finding of findings) {
    for (const place of [finding.place, ...(finding.related ?? [])]) {
      if (place) found.set(place.line, [...(found.get(place.line) ?? []), { finding, place }]);
    }
  }
  return found;
}
