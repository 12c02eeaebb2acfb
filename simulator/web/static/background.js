/* What is worked out while nobody moves anything: what would help most, and which assumptions
   decide. Each goes on where it stopped. */

import { byId, element } from "./elements.js";
import { listen } from "./server.js";
import { word } from "./words.js";

let finished = new Map();
/* The address at which each was worked out. */

const soon = name => put(name, element("p", { class: "note" }, word("in_a_while")));

/** Begin anew, for another scenario. */
export function forget() {
  finished = new Map();
  for (const name of ["ranking", "assumptions"]) soon(name);
}

/** Begin anew with what depends on the plan: it is another one. */
export function follow() {
  soon("ranking");
}

/** Work on what is not finished of a plan, until it is or the signal says stop. */
export async function work(plan, signal, tryOut) {
  const tasks = {
    ranking: [`/api/plan/${plan}/ranking`, said => showRanking(said, tryOut)],
    assumptions: ["/api/assumptions", showAssumptions],
  };
  for (const [name, [address, show]] of Object.entries(tasks)) {
    if (finished.get(name) === address) continue;
    if (!await listen(address, signal, show)) return;
    finished.set(name, address);
  }
}

/** Put something there; who was on a button of it stays on it, or comes to its heading. */
function put(name, ...shown) {
  const body = byId(`${name}-body`);
  const focused = body.contains(document.activeElement) && document.activeElement.getAttribute("aria-label");
  body.replaceChildren(...shown);
  if (focused === false) return;
  const again = [...body.querySelectorAll("button")].find(button => button.getAttribute("aria-label") === focused);
  (again ?? byId(`${name}-title`)).focus();
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
  put(name,
    ...(isDone ? [] : [element("p", { class: "note" }, word("so_far", { n: done, of }))]),
    ...(isDone ? [element("p", { class: "note" }, items.length ? rests_on : word(none))] : []),
    ...(items.length ? [element("ol", {}, items.map(item => element("li", {}, item)))] : []));
}
