/* Plans that were kept, beside today and each other. */

import { byId, element } from "./elements.js";
import { word } from "./words.js";

const MOST = 4;
const SAID = new Set(["better", "worse"]);
/* Verdicts that are worth a word in a narrow column. */

let isFull = false, isOther = false;

/** Offer to keep the plan, where it is other than today and there is room. */
export function offerKeeping(plan) {
  isOther = plan.changed.length > 0;
  byId("plan-name").value = plan.name;
  byId("keep").hidden = isFull || !isOther;
}

/** Show what is kept; a plan can be taken up again, or let go. */
export function showKept({ columns, rows }, takeUp, letGo) {
  const plans = columns.filter(column => column.plan);
  isFull = plans.length >= MOST;
  byId("keep").hidden = isFull || !isOther;
  if (!plans.length) return byId("kept").replaceChildren(element("p", { class: "note" }, word("none_kept")));
  byId("kept").replaceChildren(
    ...(isFull ? [element("p", { class: "note" }, word("four_kept"))] : []),
    element("ul", { class: "kept" }, plans.map(plan => element("li", {},
      element("strong", {}, plan.name),
      element("span", { class: "row" },
        element("button", { type: "button", class: "quiet", onclick: () => takeUp(plan),
          "aria-label": `${word("take_up")}: ${plan.name}` }, word("take_up")),
        element("button", { type: "button", class: "quiet", onclick: () => letGo(plan),
          "aria-label": `${word("let_go")}: ${plan.name}` }, word("let_go")))))),
    ...(rows.some(isMoved) ? [compared(word("compared"), columns, rows.filter(isMoved))] : []),
    element("details", {},
      element("summary", {}, word("others_compared")),
      compared(word("others_compared"), columns, rows.filter(row => !isMoved(row)))));
}

/** Whether a plan is better or worse than today in it. */
const isMoved = row => row.verdicts.some(verdict => SAID.has(verdict));

/** Measure by measure, the plans beneath each other: so that it fits a narrow column. */
function compared(caption, columns, rows) {
  const plans = row => columns.map((column, place) => element("tr", {},
    element("th", { scope: "row" }, column.name),
    element("td", {}, row.cells[place], said(row.verdicts[place]))));
  return element("table", { class: "compared" },
    element("caption", {}, caption),
    rows.map(row => element("tbody", {},
      element("tr", {}, element("th", { colspan: 2, scope: "rowgroup" }, row.label)), plans(row))));
}

const said = verdict => SAID.has(verdict)
  ? element("span", { class: verdict }, ` (${word(verdict)})`) : null;
