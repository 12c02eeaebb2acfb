/* Plans that were kept, beside today and each other. */

import { byId, element } from "./elements.js";
import { word } from "./words.js";

const MOST = 4;
const SAID = new Set(["better", "worse"]);
/* Verdicts that are worth a word in a narrow column. */

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
    compared(columns, rows));
}

/** Measure by measure, the plans beneath each other: so that it fits a narrow column. */
function compared(columns, rows) {
  const plans = row => columns.map((column, place) => element("tr", {},
    element("th", { scope: "row" }, column.name),
    element("td", {}, row.cells[place], said(row.verdicts[place]))));
  return element("table", { class: "compared" },
    element("caption", {}, word("compared")),
    rows.map(row => element("tbody", {},
      element("tr", {}, element("th", { colspan: 2, scope: "rowgroup" }, row.label)), plans(row))));
}

const said = verdict => SAID.has(verdict)
  ? element("span", { class: verdict }, ` (${word(verdict)})`) : null;
