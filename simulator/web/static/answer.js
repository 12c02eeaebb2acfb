/* The answer: one sentence, how far it is worked out, the norms, the cost, the measures. */

import { byId, element, table } from "./elements.js";
import { word } from "./words.js";

const MET = new Map([[true, ["✓", "met"]], [false, ["✗", "missed"]], [null, ["?", "unclear"]]]);

/** What a plan has other than today; nothing is said of today itself. */
export function showChanges({ changed }) {
  byId("changed").hidden = !changed.length;
  byId("changed").replaceChildren(
    element("h3", {}, word("changed")),
    element("ul", {}, changed.map(change => element("li", {}, change))));
}

export function showAnswer(answer) {
  byId("sentence").textContent = answer.sentence;
  byId("more").textContent = [...answer.more, ...(answer.warnings ?? [])].join(" ");
  showProgress(answer);
  byId("norms").hidden = !answer.norms.length;
  byId("norms").replaceChildren(
    element("h3", {}, word("norms")),
    element("ul", {}, answer.norms.map(norm)));
  byId("cost").replaceChildren(
    element("h3", {}, word("cost")),
    answer.cost
      ? element("dl", {}, ["today", "plan", "difference"].map(key =>
        element("div", {}, element("dt", {}, word(key)), element("dd", {}, answer.cost[key]))))
      : element("p", { class: "note" }, word("no_cost")));
  byId("all-measures").replaceChildren(table(word("all_measures"),
    ["measure", "today", "plan", "difference", "verdict"].map(key => word(key)),
    answer.measures.map(measure => [
      measure.label, measure.today, measure.plan, measure.text,
      element("span", { class: measure.verdict }, word(measure.verdict)),
    ])));
}

function showProgress({ replications, of, is_preliminary }) {
  byId("progress").textContent =
    word(is_preliminary ? "preliminary" : "settled", { n: replications, of });
  byId("headline").classList.toggle("preliminary", is_preliminary);
}

function norm({ label, met, text }) {
  const [sign, said] = MET.get(met);
  return element("li", {},
    element("span", { class: `sign ${said}`, "aria-hidden": "true" }, sign),
    element("span", {}, element("strong", { class: said }, word(said)), ` · ${label}: ${text}`));
}
