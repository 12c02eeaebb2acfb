/* Files: what can be downloaded, and a file that is dropped on the page or chosen. */

import { byId, element } from "./elements.js";
import { download, get, post, upload } from "./server.js";
import { word } from "./words.js";

const NAMES = ["scenario.yaml", "scenario.xlsx", "report.html", "brief.html", "brief.docx"];

/** Buttons that download what is made of a plan. */
export function showDownloads(plan, attempt) {
  byId("downloads").replaceChildren(element("ul", { class: "downloads" }, NAMES.map(name =>
    element("li", {}, element("button", { type: "button",
      onclick: () => attempt(() => download(`/api/plan/${plan()}/download/${name}`, name)) },
    word(name.replace(".", "_"))), element("span", { class: "note" }, name)))));
}

/** Take files that are chosen or dropped. `opened` is told of a scenario. */
export function takeFiles(plan, attempt, opened) {
  const take = file => file && attempt(async () => {
    byId("opened").replaceChildren(element("p", { role: "status" }, word("reading", { file: file.name })));
    try {
      const said = await upload(file);
      if (said.kind === "scenario") {
        byId("opened").replaceChildren(element("p", { role: "status" }, word("is_today", { file: file.name })));
        await opened(said.desk);
      } else showLog(file, said, plan, attempt, opened);
    } catch (error) {
      byId("opened").replaceChildren(...(error.problems ?? []).map(({ path, message }) =>
        element("p", { class: "problem" }, [path, message].filter(Boolean).join(": "))));
      throw error;
    }
  });
  byId("file").addEventListener("change", event => {
    take(event.target.files[0]);
    event.target.value = "";
  });
  const drop = byId("drop");
  const hasFiles = event => event.dataTransfer?.types.includes("Files");
  addEventListener("dragover", event => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    drop.hidden = false;
  });
  addEventListener("dragleave", event => {
    if (!event.relatedTarget) drop.hidden = true;
  });
  addEventListener("drop", event => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    drop.hidden = true;
    take(event.dataTransfer.files[0]);
  });
}

/** A ticket log: fit the scenario to it, or see one of its days again under the plan. */
function showLog(file, said, plan, attempt, opened) {
  const replayed = element("div", { role: "status" });
  const day = element("select", { id: "log-day" }, said.days.map(each => element("option", { value: each.date ?? each }, each.label ?? each)));
  byId("opened").replaceChildren(
    element("p", { role: "status" }, word("is_log", { file: file.name, tickets: said.tickets, days: said.days.length, excluded: said.excluded })),
    element("div", { class: "row" },
      element("button", { type: "button", onclick: () => attempt(async () => opened((await post("/api/fit", {})).desk)) }, word("fit"))),
    element("label", { for: "log-day" }, word("replay_day")),
    element("div", { class: "row" }, day,
      element("button", { type: "button", onclick: () => attempt(async () => {
        const answer = await post(`/api/plan/${plan()}/replay`, { day: day.value });
        replayed.replaceChildren(element("p", {}, answer.sentence));
      }) }, word("replay"))),
    replayed);
}
