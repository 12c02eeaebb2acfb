/* Files: what can be downloaded, a file that is dropped on the page or chosen, and the way back from
   what it brought. */

import { byId, element } from "./elements.js";
import { download, post, told, upload } from "./server.js";
import { word } from "./words.js";

const NAMES = ["scenario.yaml", "scenario.xlsx", "report.html", "brief.html", "brief.docx"];

/** Buttons that download what is made of a plan. */
export function showDownloads(plan, press) {
  const said = status();
  const save = name => press(async () => {
    said.textContent = word("making", { file: name });
    try {
      await download(`/api/plan/${plan()}/download/${name}`, name);
    } finally {
      said.textContent = "";
    }
  });
  byId("downloads").replaceChildren(
    element("ul", { class: "downloads" }, NAMES.map(name => element("li", {},
      element("button", { type: "button", onclick: () => save(name) }, word(name.replace(".", "_"))),
      element("span", { class: "note" }, name)))),
    said);
}

/** Take files that are chosen or dropped. `desk` has the plan, does what was pressed, opens a
    scenario, and alone does what may clear it: with nothing else at work. */
export function takeFiles(desk) {
  const show = (...shown) => byId("opened").replaceChildren(...shown);
  let before = Promise.resolve();
  /* One file after the other: of two that follow each other fast, the last is what is told. */
  const take = file => before = before.then(() => file && desk.press(async () => {
    show(status(word("reading", { file: file.name })));
    try {
      const said = await desk.alone(() => upload(file));
      if (said.kind === "scenario") show(status(word("is_today", { file: file.name }), "now"));
      else show(...log(file, said, desk));
    } catch (error) {
      show(...wrong(error));
      throw error;
    }
  }));
  byId("file").addEventListener("change", event => {
    take(event.target.files[0]);
    event.target.value = "";
  });
  byId("before").addEventListener("click", () => desk.press(async () => {
    await desk.alone(() => post("/api/back", {}));
    for (const said of document.querySelectorAll("#opened .now")) said.textContent = "";
  }));
  const drop = byId("drop");
  const listen = (kind, act) => addEventListener(kind, event => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    act(event);
  });
  listen("dragover", () => drop.hidden = false);
  listen("dragleave", event => drop.hidden = !event.relatedTarget);
  listen("drop", event => {
    drop.hidden = true;
    take(event.dataTransfer.files[0]);
  });
}

/* All that is wrong with a file, of which the top of the page says the beginning. */
const wrong = error => (error.problems ?? []).flatMap(each => told(each).split("\n"))
  .map(line => element("p", { class: "problem" }, line));

/* What is said of today alone is of the class now. */
const status = (said = "", kind) => element("p", { role: "status", class: kind }, said);

/** A ticket log: fit the scenario to it, or see one of its days again under the plan. */
function log(file, { tickets, days, offices, excluded }, desk) {
  const said = element("div", { role: "status", class: "now" });
  const day = element("select", { id: "log-day" },
    days.map(each => element("option", { value: each.date }, each.label)));
  const office = element("select", { id: "log-office" },
    offices.map(each => element("option", {}, each)));
  const chosen = offices.length > 1 ? () => `?office=${encodeURIComponent(office.value)}` : () => "";
  const button = (name, act) => element("button", { type: "button", onclick: () => desk.press(async () => {
    said.textContent = word("working");
    said.textContent = await act().catch(error => {
      said.replaceChildren(...wrong(error));
      throw error;
    });
  }) }, word(name));
  return [
    status(word("is_log", { file: file.name, tickets, days: days.length, excluded })),
    ...(chosen() ? [element("label", { for: "log-office" }, word("office_of_log")), office] : []),
    element("p", {}, button("fit", async () => {
      await desk.alone(() => post(`/api/fit${chosen()}`, {}));
      return word("is_fitted", { file: file.name });
    })),
    element("label", { for: "log-day" }, word("replay_day")),
    element("div", { class: "row" }, day,
      button("replay", async () => {
        const { sentence, more, warnings } = await post(
          `/api/plan/${desk.plan()}/replay${chosen()}`, { day: day.value });
        return [sentence, ...more, ...warnings].join(" ");
      })),
    said,
  ];
}
