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
  for (const [name, show] of Object.entries(tasks))
    if (!finished.has(name) && await listen(`/api/${name}`, signal, show)) finished.add(name);
}

const soFar = ({ done, of }) =>
  done < of ? element("p", { class: "note" }, word("so_far", { n: done, of })) : null;

function showRanking(said, tryOut) {
  byId("ranking-body").replaceChildren(
    ...[soFar(said)].filter(Boolean),
    said.levers.length
      ? element("ol", {}, said.levers.map(lever => element("li", {},
        element("div", { class: "title" },
          element("strong", {}, lever.label),
          element("button", { type: "button", class: "quiet", onclick: () => tryOut(lever.changes),
            "aria-label": `${word("try")}: ${lever.label}` }, word("try"))),
        element("p", {}, [lever.gain, lever.interval].filter(Boolean).join(" ")),
        lever.worse ? element("p", { class: "worse" }, lever.worse) : null)))
      : element("p", { class: "note" }, word("nothing_helps")));
}

function showAssumptions(said) {
  byId("assumptions-body").replaceChildren(
    ...[soFar(said)].filter(Boolean),
    said.assumptions.length
      ? element("ol", {}, said.assumptions.map(({ label, value, range, effect }) => element("li", {},
        element("strong", {}, label),
        element("p", { class: "note" }, word("may_be", { value, range })),
        element("p", {}, effect))))
      : element("p", { class: "note" }, word("none_decides")));
}
