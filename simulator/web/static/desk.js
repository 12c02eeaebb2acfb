/* The desk: what is moved goes to the server, and what the server answers is shown. One plan is
   worked on at a time; a move stops whatever ran for the plan before. */

import { showAnswer, showChanges } from "./answer.js";
import * as background from "./background.js";
import { showDay } from "./day.js";
import { byId, element } from "./elements.js";
import { showDownloads, takeFiles } from "./files.js";
import { drawForm } from "./form.js";
import { drawLevers } from "./levers.js";
import { offerKeeping, showKept } from "./plans.js";
import { get, isStopped, language, listen, post, Refused, remove, told } from "./server.js";
import { learn, word } from "./words.js";

let levers = null, form = null, plan = null, changes = {}, stand = {};
/* What is moved, and what the server made of it. */

let running = new AbortController();
let moving = null;
/* The move that waits until the one before is on its way. */

const MOST_SAID = 3;
/* Problems, at the top of the page. */

let place = "";
/* Where the browser remembers what was moved of this scenario. */

/** Do what a planner asked for; what is wrong with it is said. */
async function attempt(action) {
  try {
    return await action();
  } catch (error) {
    if (!isStopped(error)) say(error instanceof Refused ? error.problems : [{ message: word("no_server") }]);
    if (error.isCleared) byId("problems").append(element("a", { href: location.href }, word("anew")));
  }
}

/** The same with what was pressed: what was wrong before is wrong no more. */
function press(action) {
  say([]);
  return attempt(action);
}

/** Say what is wrong where it is always seen; of much, how much more. */
function say(problems) {
  const lines = problems.flatMap(problem => told(problem).split("\n"));
  const more = lines.length - MOST_SAID;
  byId("problems").replaceChildren(
    ...lines.slice(0, MOST_SAID).map(line => element("p", {}, line)),
    ...(more > 0 ? [element("p", {}, word("more_problems", { n: more }))] : []));
}

/** Move some levers on from where they stand. Moves that come faster than the server answers are
    one: the last. */
function move(more) {
  change({ ...(moving ?? changes), ...more });
}

async function change(all) {
  const isFirst = !moving;
  moving = all;
  if (!isFirst) return;
  busy(true);
  while (moving) {
    const now = moving;
    await attempt(async () => {
      try {
        const said = await post("/api/plan", { changes: now });
        if (moving === now) take(said, now);
      } catch (error) {
        refuse(error);
        throw error;
      }
    });
    if (moving === now) moving = null;
  }
}

/** A plan is taken: its levers, then its answer, its day, and what is worked out behind. */
function take(said, its) {
  say([]);
  changes = its;
  plan = said.plan;
  stand = said;
  remember();
  levers.update(said.levers);
  form?.update(said.values);
  showChanges(said);
  background.follow();
  byId("reset-all").hidden = !said.changed.length;
  offerKeeping(said);
  work();
}

/** Work at the plan, from where it was left. */
function work() {
  running.abort();
  running = new AbortController();
  busy(true);
  const { signal } = running;
  attempt(() => follow(plan, signal).catch(error => {
    if (!isStopped(error)) stalled();
    throw error;
  }));
}

/** Nothing is worked at, and the plan has no answer that could be kept. */
function stalled() {
  byId("answer").setAttribute("aria-busy", false);
  byId("progress").textContent = "";
}

/** What is not worked out is not kept: plans are compared by as much as each has. */
function busy(is) {
  byId("answer").setAttribute("aria-busy", is);
  byId("keep-it").disabled = is;
  if (is) byId("progress").textContent = word("working");
}

async function follow(id, signal) {
  let isFirst = true;
  const isDone = await listen(`/api/plan/${id}/answer`, signal, answer => {
    showAnswer(answer);
    if (isFirst || !answer.is_preliminary)
      byId("spoken").textContent = `${answer.sentence} ${byId("progress").textContent}`;
    if (isFirst) showDayOf(id, signal);
    isFirst = false;
  });
  if (!moving) busy(false);
  if (isDone) await background.work(id, signal, move);
}

async function showDayOf(id, signal) {
  const chosen = () => document.querySelector("[name=which]:checked").value;
  const which = chosen();
  byId("day-body").setAttribute("aria-busy", "true");
  await attempt(async () => {
    const day = await get(`/api/plan/${id}/day?which=${which}`, signal);
    if (which !== chosen()) return;
    showDay(day);
    byId("day-body").setAttribute("aria-busy", "false");
  });
}

/** A move that cannot be: its levers go back, and say why; the plan goes on. */
function refuse(error) {
  levers.update(stand.levers);
  if (plan) work();
  for (const { path, message } of error.problems ?? []) levers.problem(path, message);
}

/* A page that is opened again, in the other language for one, stands where it was left. */
const remember = () => sessionStorage.setItem(place, JSON.stringify(changes));

/** Take a scenario as today's, with what was moved of it before. */
async function open(desk, before) {
  byId("title").textContent = desk.title;
  document.title = `${desk.title} · ${word("desk")}`;
  const chances = word("chances", { seed: desk.seed, n: desk.replications });
  byId("facts").textContent = [desk.file, desk.period, chances].filter(Boolean).join(" · ");
  byId("before").hidden = !desk.before;
  byId("before").textContent = word("back_to_before", { title: desk.before });
  place = `${desk.file} ${desk.seed}`;
  plan = null;
  levers = drawLevers(desk, move);
  stand = desk;
  form = null;
  byId("form").open = false;
  background.forget();
  /* At once, so that what is moved while the page is being filled is moved from there. */
  const changed = change(before ?? JSON.parse(sessionStorage.getItem(place) ?? "{}"));
  await attempt(kept);
  await changed;
  if (!plan) await change({});
}

/** Do what may clear the desk while nothing is at work; a scenario that comes of it is opened. */
async function alone(action) {
  running.abort();
  let said = {};
  try {
    said = await action();
    return said;
  } finally {
    if (said.desk) await open(said.desk, said.changes);
    else work();
  }
}

async function openForm() {
  if (form || !byId("form").open) return;
  await attempt(async () => {
    form = drawForm(await get("/api/form"), stand.values, apply);
  });
}

/** Take what was typed, or return what is wrong with it. */
async function apply(typed) {
  const all = { ...changes, ...typed };
  busy(true);
  try {
    take(await post("/api/plan", { changes: all }), all);
    return [];
  } catch (error) {
    work();
    if (error.problems && !error.isCleared) return error.problems;
    attempt(() => Promise.reject(error));
    return error.problems ?? [{ path: "", message: word("no_server") }];
  }
}

async function kept() {
  const again = async () => showKept(await get("/api/kept"), takeUp, letGo);
  const takeUp = it => change(it.changes);
  const letGo = it => press(async () => {
    await remove(`/api/kept/${it.plan}`);
    await again();
    byId("plans-title").focus();
  });
  await again();
}

function wire() {
  byId("reset-all").addEventListener("click", () => {
    change({});
    byId("levers").focus();
  });
  byId("form").addEventListener("toggle", openForm);
  for (const which of document.querySelectorAll("[name=which]"))
    which.addEventListener("change", () => plan && showDayOf(plan, running.signal));
  byId("keep").addEventListener("submit", event => {
    event.preventDefault();
    press(async () => {
      await post("/api/kept", { plan, name: byId("plan-name").value });
      await kept();
    });
  });
  showDownloads(() => plan, press);
  takeFiles({ plan: () => plan, press, alone });
}

/* What scrolls beneath the headline begins where it ends. */
new ResizeObserver(([headline]) => document.documentElement.style.setProperty(
  "--headline", `${headline.borderBoxSize[0].blockSize}px`)).observe(byId("headline"));

/* Where the levers stand below the answer, it grows upwards for who is at them: none moves away from
   under a finger. */
const root = document.documentElement;
for (const kind of ["pointerdown", "focusin"])
  addEventListener(kind, event => root.classList.toggle("at-levers", byId("levers").contains(event.target)));
const heights = new Map();
const above = new ResizeObserver(entries => {
  const place = byId("levers").getBoundingClientRect();
  const isHeld = root.classList.contains("at-levers") && place.top < innerHeight && place.bottom > 0
    && getComputedStyle(byId("levers")).position === "static";
  for (const { target, borderBoxSize: [{ blockSize }] } of entries) {
    if (isHeld) scrollBy(0, blockSize - heights.get(target));
    heights.set(target, blockSize);
  }
});
for (const id of ["headline", "answer"]) above.observe(byId(id));

document.documentElement.lang = language;
document.querySelector(`#languages [hreflang=${language}]`).setAttribute("aria-current", "true");
await learn();
wire();
await attempt(async () => open(await get("/api/desk")));
