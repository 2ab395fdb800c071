// Makes elements of text. All text goes in as text nodes: nothing here, or in the other parts, ever reads text as markup.

/** An element. Attributes that are false are left out; strings among the children become text. */
function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value !== false) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** The element of an id that the page has. */
const byId = (id) => document.getElementById(id);

// Characters that cannot be seen, or that change the order of what can.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;
const UNSEEN_ALL = new RegExp(UNSEEN.source, "gu");

/** Text for people: what could not be seen is named. */
function visible(text) {
  if (!UNSEEN.test(text)) return [text];
  const nodes = [];
  let from = 0;
  for (const { 0: character, index } of text.matchAll(UNSEEN_ALL)) {
    nodes.push(text.slice(from, index), unseen(character));
    from = index + character.length;
  }
  nodes.push(text.slice(from));
  return nodes;
}

function unseen(character) {
  const number = character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
  return el("span", { class: "unseen" }, `U+${number}`);
}

/** A path, which may be broken behind each slash. */
function pathNodes(path) {
  return path.split(/(?<=\/)/).flatMap((part, i) => (i === 0 ? visible(part) : [el("wbr"), ...visible(part)]));
}


/** `1,471`. */
const grouped = (number) => number.toLocaleString("en");

/** `3 files`, `1 file`. */
const counted = (count, noun) => `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;
