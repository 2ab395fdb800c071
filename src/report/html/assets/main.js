// Joins the parts: what the reader does changes the state, and the state draws the page.

let state = fromFragment(location.hash);

/** Draws all that depends on the state. */
function draw() {
  const found = chosen(state);
  showRows(found);
  byId("none").hidden = found.length > 0;
  byId("shown").textContent = isFiltered(state) ? `${grouped(found.length)} of ${counted(rows.length, "file")}` : counted(rows.length, "file");
  byId("clear").hidden = !isFiltered(state);
  byId("copy").hidden = found.length === 0;
  if (byId("search").value !== state.q) byId("search").value = state.q;
  drawBars();
  drawHeads();
  drawMeaning();
}

/** The bars show how many rows each of them would leave in the table. */
function drawBars() {
  const found = new Map(DIMENSIONS.map((dimension) => [dimension, counts(state, dimension)]));
  for (const bar of document.querySelectorAll(".bar")) {
    const { dimension, value, count } = bar.dataset;
    const part = found.get(dimension).get(value) ?? 0;
    bar.setAttribute("aria-pressed", String(state[dimension].has(value)));
    bar.classList.toggle("other", state[dimension].size > 0 && !state[dimension].has(value));
    bar.classList.toggle("empty", part === 0);
    bar.querySelector(".count").textContent = part === Number(count) ? grouped(part) : `${grouped(part)} of ${grouped(Number(count))}`;
    bar.querySelector(".part").setAttribute("width", `${(parseFloat(bar.querySelector(".all").getAttribute("width")) * part) / count}%`);
  }
}

function drawHeads() {
  for (const head of document.querySelectorAll("#files th")) {
    const { column } = head.dataset;
    head.setAttribute("aria-sort", state.sort === column ? "ascending" : state.sort === `-${column}` ? "descending" : "none");
  }
}

/** Where the reader asks for one code, what it means. */
function drawMeaning() {
  const entry = state.code.size === 1 ? manual.get([...state.code][0]) : undefined;
  const box = byId("meaning");
  box.hidden = !entry;
  box.replaceChildren(...(entry ? [el("h2", {}, el("span", { class: "tag" }, entry.name), ` ${entry.kind}`), ...entryParts(entry)] : []));
}

/** Changes what is asked for. */
function change(next) {
  state = { ...state, ...next };
  draw();
}

/** A choice is a step that "back" undoes. */
function choose(next) {
  change(next);
  history.pushState(null, "", address());
}

/** The address of the page as it is shown. */
function address() {
  const fragment = toFragment(state);
  return fragment ? `#${fragment}` : location.pathname + location.search;
}

/** A set with the value put in or taken out. */
const toggled = (set, value) => (set.has(value) ? new Set([...set].filter((other) => other !== value)) : new Set([...set, value]));

document.querySelector(".charts").addEventListener("click", (event) => {
  const bar = event.target.closest(".bar");
  if (!bar) return;
  const { dimension, value } = bar.dataset;
  choose({ [dimension]: toggled(state[dimension], value) });
});

document.querySelector("#files thead").addEventListener("click", (event) => {
  const column = event.target.closest("th")?.dataset.column;
  if (!column) return;
  // Up, down, and back to the order of the run.
  choose({ sort: state.sort === column ? `-${column}` : state.sort === `-${column}` ? "" : column });
});

body.addEventListener("click", (event) => {
  const line = event.target.closest("tr.file");
  if (!line || isMarking(line, event.target)) return;
  const row = rows[Number(line.querySelector("button").dataset.number)];
  state = { ...state, open: toggled(state.open, row.path) };
  showDetails(row, state.open.has(row.path));
  history.pushState(null, "", address());
});

/** Who marks text of a line to copy it does not want to open the file. */
function isMarking(line, target) {
  const selection = getSelection();
  return !target.closest("button") && !selection.isCollapsed && line.contains(selection.anchorNode);
}

/** The keys that go from file to file; all else is the browser's own. */
body.addEventListener("keydown", (event) => {
  const here = event.target.closest("tr.file");
  if (!here || event.altKey || event.ctrlKey || event.metaKey) return;
  const files = [...body.querySelectorAll("tr.file")];
  const at = files.indexOf(here);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: files.length - 1 }[event.key];
  if (to === undefined || !files[to]) return;
  event.preventDefault();
  files[to].querySelector("button").focus();
});

byId("search").addEventListener("input", (event) => {
  change({ q: event.target.value });
  history.replaceState(null, "", address());
});

document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.target.closest("input")) {
    event.preventDefault();
    byId("search").select();
  }
});

byId("clear").addEventListener("click", () => choose({ ...nothing(), sort: state.sort, open: state.open }));

byId("copy").addEventListener("click", async (event) => {
  const button = event.currentTarget;
  const paths = chosen(state).map((row) => `${row.path}\n`);
  try {
    await navigator.clipboard.writeText(paths.join(""));
    button.textContent = `Copied ${counted(paths.length, "path")}`;
  } catch {
    button.textContent = "The browser does not let this page copy";
  }
  setTimeout(() => (button.textContent = "Copy paths"), 2000);
});

const THEME = "dfsplit-theme";

/** Dark or light as the reader's system has it, until the reader says otherwise. A page that may keep nothing forgets it. */
function theme(wish) {
  const dark = wish ? wish === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  if (wish) document.documentElement.dataset.theme = wish;
  byId("theme").textContent = dark ? "Light" : "Dark";
  byId("theme").title = `Switch to ${dark ? "light" : "dark"} colours`;
  byId("theme").onclick = () => {
    const next = dark ? "light" : "dark";
    try {
      localStorage.setItem(THEME, next);
    } catch {
      // Storage is switched off: the wish holds for this visit.
    }
    theme(next);
  };
}

function storedTheme() {
  try {
    const wish = localStorage.getItem(THEME);
    return wish === "dark" || wish === "light" ? wish : null;
  } catch {
    return null;
  }
}

window.addEventListener("popstate", () => {
  state = fromFragment(location.hash);
  draw();
});

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => theme(storedTheme()));
theme(storedTheme());
draw();
const first = [...state.open].map(numberOf).find((number) => number !== undefined);
if (first !== undefined) goTo(first);
