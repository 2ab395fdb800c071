// What the reader has asked for, as a value and as the fragment of the page's address, so that a view can be shared.

/** The ways to choose rows by a value; a row has one or several of each. */
const DIMENSIONS = ["answer", "language", "code"];

/** Nothing asked for: all rows, in the order of the run. */
const nothing = () => ({ q: "", answer: new Set(), language: new Set(), code: new Set(), sort: "", open: new Set() });

/** Reads a fragment, with or without its `#`. What it does not know it leaves out. */
function fromFragment(fragment) {
  const asked = new URLSearchParams(fragment.replace(/^#/, ""));
  const state = nothing();
  state.q = asked.get("q") ?? "";
  for (const dimension of DIMENSIONS) state[dimension] = new Set(asked.getAll(dimension));
  const sort = asked.get("sort") ?? "";
  if (Object.hasOwn(ORDERS, sort.replace(/^-/, ""))) state.sort = sort;
  state.open = new Set(asked.getAll("open"));
  return state;
}

/** Writes a fragment; empty where nothing is asked for. Slashes stay readable. */
function toFragment(state) {
  const asked = new URLSearchParams();
  if (state.q) asked.set("q", state.q);
  for (const dimension of DIMENSIONS) {
    for (const value of state[dimension]) asked.append(dimension, value);
  }
  if (state.sort) asked.set("sort", state.sort);
  for (const path of state.open) asked.append("open", path);
  return asked.toString().replaceAll("%2F", "/");
}

/** True where some rows are left out. */
const isFiltered = (state) => state.q.trim() !== "" || DIMENSIONS.some((dimension) => state[dimension].size > 0);
