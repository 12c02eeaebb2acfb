/* Plans that were kept, beside today and each other. */

import { byId, element, table } from "./elements.js";
import { word } from "./words.js";

export const MOST = 4;

/** Show what is kept; a plan can be taken up again, or let go. */
export function showKept({ columns, rows }, takeUp, letGo) {
  const plans = columns.filter(column => column.plan);
  byId("keep").hidden = plans.length >= MOST;
  if (!plans.length) return byId("kept").replaceChildren(element("p", { class: "note" }, word("none_kept")));
  byId("kept").replaceChildren(
    ...(plans.length >= MOST ? [element("p", { class: "note" }, word("four_kept"))] : []),
    element("ul", { class: "kept" }, plans.map(plan => element("li", {},
      element("strong", {}, plan.name),
      element("span", { class: "row" },
        element("button", { type: "button", class: "quiet", onclick: () => takeUp(plan),
          "aria-label": `${word("take_up")}: ${plan.name}` }, word("take_up")),
        element("button", { type: "button", class: "quiet", onclick: () => letGo(plan),
          "aria-label": `${word("let_go")}: ${plan.name}` }, word("let_go")))))),
    table(word("compared"), [word("measure"), ...columns.map(column => column.name)],
      rows.map(({ label, cells, verdicts }) => [label, ...cells.map((cell, place) =>
        element("span", { class: verdicts?.[place] }, cell))])));
}
