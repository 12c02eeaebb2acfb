/* What is worked out while nobody moves anything: what would help most, and which assumptions
   decide. Each goes on where it stopped. */

import { byId, element } from "./elements.js";
import { listen } from "./server.js";
import { word } from "./words.js";

let finished = new Set();

/** Begin anew, for another scenario. */
export function forget() {
  finished = new Set();
  for (const name of ["ranking", "assumptions"])
    byId(`${name}-body`).replaceChildren(element("p", { class: "note" }, word("in_a_while")));
}

/** Work on what is not finished, until it is or the signal says stop. */
export async function work(signal, tryOut) {
  const tasks = {
    ranking: said => showRanking(said, tryOut),
    assumptions: showAssumptions,
  };
  for (const [name, show] of Object.entries(tasks)) {
    if (finished.has(name)) continue;
    if (!await listen(`/api/${name}`, signal, show)) return;
    finished.add(name);
  }
}

function showRanking(said, tryOut) {
  show("ranking", said, "nothing_helps", said.levers.map(({ label, changes, gain, worse }) => [
    element("div", { class: "title" },
      element("strong", {}, label),
      element("button", { type: "button", class: "quiet", onclick: () => tryOut(changes),
        "aria-label": `${word("try")}: ${label}` }, word("try"))),
    element("p", {}, gain),
    worse ? element("p", { class: "worse" }, worse) : null,
  ]));
}

function showAssumptions(said) {
  show("assumptions", said, "none_decides", said.assumptions.map(({ label, value, range, effect }) => [
    element("strong", {}, label),
    element("p", { class: "note" }, word("may_be", { value, range })),
    element("p", {}, effect),
  ]));
}

/** Show what is found so far, and how far that is; at the end how many replications it rests on. */
function show(name, { done, of, rests_on }, none, items) {
  const isDone = done >= of;
  byId(`${name}-body`).replaceChildren(
    ...(isDone ? [] : [element("p", { class: "note" }, word("so_far", { n: done, of }))]),
    ...(isDone ? [element("p", { class: "note" }, items.length ? rests_on : word(none))] : []),
    element("ol", {}, items.map(item => element("li", {}, item))));
}
