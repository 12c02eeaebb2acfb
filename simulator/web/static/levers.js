/* The levers: what a planner may move, in groups, each with what it is today and a way back.

   A lever is drawn once and then brought up to date in place, so that nobody loses the key they are
   on. It walks the positions that the server gave; all arithmetic is the server's. */

import { byId, element } from "./elements.js";
import { word } from "./words.js";

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const place = (lever, value) => lever.choices.findIndex(choice => same(choice.value, value));

/** Draw the levers of a desk; `move` is told of what is moved, by path, which shows at once. Returns
    how to bring them up to date with what the server made of it. */
export function drawLevers(desk, move) {
  const views = new Map();
  const groups = desk.groups.map(group => {
    const levers = desk.levers.filter(lever => lever.group === group.key);
    for (const lever of levers) views.set(lever.path, view(lever, value => move({ [lever.path]: value })));
    return { group, levers, count: element("span", { class: "count" }) };
  }).filter(({ levers }) => levers.length);
  byId("lever-groups").replaceChildren(...groups.map(({ group, levers, count }, number) =>
    element("details", { open: !number, id: `group-${group.key}` },
      element("summary", {}, group.label, count),
      levers.map(lever => views.get(lever.path).node))));
  const update = moved => {
    const changed = new Set(moved.filter(lever => !same(lever.value, lever.today)).map(lever => lever.path));
    for (const lever of moved) views.get(lever.path)?.update(lever);
    for (const { levers, count } of groups) {
      const here = levers.filter(lever => changed.has(lever.path)).length;
      count.textContent = here ? word("moved", { n: here }) : "";
    }
  };
  update(desk.levers);
  return { update, problem: (path, message) => views.get(path)?.problem(message) };
}

/* Whole things are stepped through, anything else is slid along. */
const isCounted = lever => lever.choices.every(choice => /^\d+$/.test(choice.label));

function view(lever, moved) {
  const id = `lever-${lever.path}`;
  const move = value => {
    update({ ...lever, value });
    moved(value);
  };
  const control = (lever.kind === "switch" ? toggle
    : lever.kind === "choice" ? select
    : isCounted(lever) ? stepper : slider)(lever, id, move);
  const back = element("button", { type: "button", class: "back", onclick: () => {
    move(lever.today);
    control.focus();
  } });
  const problem = element("p", { class: "problem", id: `${id}-problem` });
  const node = element("div", { class: `lever ${control.kind}`, "data-path": lever.path },
    control.nodes, back, problem);
  const update = now => {
    lever = now;
    const today = lever.choices[place(lever, lever.today)].label;
    const changed = !same(lever.value, lever.today);
    node.classList.toggle("changed", changed);
    back.textContent = word(changed ? "back_to_today" : "today_is", { value: today });
    back.setAttribute("aria-label", `${lever.label}: ${back.textContent}`);
    back.disabled = !changed;
    problem.textContent = "";
    control.update(lever);
  };
  return {
    node,
    update,
    problem(message) {
      problem.textContent = message;
    },
  };
}

/** One less, one more. */
function stepper(lever, id, move) {
  const shown = element("output", { "aria-labelledby": id });
  const step = by => () => {
    const next = lever.choices[place(lever, lever.value) + by];
    if (next) move(next.value);
  };
  const button = (sign, by, name) => element("button", { type: "button", class: "step",
    "aria-label": word(name, { lever: lever.label }), onclick: step(by) }, sign);
  const less = button("−", -1, "less"), more = button("+", 1, "more");
  return {
    kind: "stepper",
    nodes: [
      element("span", { class: "label", id }, lever.label),
      element("span", { class: "steps", role: "group", "aria-labelledby": id }, less, shown, more),
    ],
    focus: () => more.focus(),
    update(now) {
      lever = now;
      const at = place(lever, lever.value);
      shown.textContent = lever.choices[at].label;
      less.setAttribute("aria-disabled", at === 0);
      more.setAttribute("aria-disabled", at === lever.choices.length - 1);
    },
  };
}

/** Along many positions, with a mark at today's. */
function slider(lever, id, move) {
  const shown = element("output", { for: id, "aria-live": "off" });
  const input = element("input", { type: "range", id, min: 0, step: 1,
    oninput: () => move(lever.choices[input.value].value) });
  const mark = element("span", { class: "mark", "aria-hidden": "true" });
  return {
    kind: "slider",
    nodes: [
      element("label", { class: "label", for: id }, lever.label),
      shown,
      element("span", { class: "track" }, input, mark),
    ],
    focus: () => input.focus(),
    update(now) {
      lever = now;
      const last = lever.choices.length - 1;
      input.max = last;
      mark.style.setProperty("--at", place(lever, lever.today) / last);
      input.value = place(lever, lever.value);
      shown.textContent = lever.choices[input.value].label;
      input.setAttribute("aria-valuetext", shown.textContent);
    },
  };
}

function select(lever, id, move) {
  const input = element("select", { id, onchange: () => move(lever.choices[input.value].value) });
  return {
    kind: "choice",
    nodes: [element("label", { class: "label", for: id }, lever.label), input],
    focus: () => input.focus(),
    update(now) {
      lever = now;
      input.replaceChildren(...lever.choices.map((choice, at) =>
        element("option", { value: at, selected: same(choice.value, lever.value) }, choice.label)));
    },
  };
}

/** On or off: the second of its choices is on. */
function toggle(lever, id, move) {
  const input = element("input", { type: "checkbox", role: "switch", id,
    onchange: () => move(lever.choices[Number(input.checked)].value) });
  return {
    kind: "switch",
    nodes: [element("label", { class: "label", for: id }, input, element("span", {}, lever.label))],
    focus: () => input.focus(),
    update(now) {
      lever = now;
      input.checked = place(lever, lever.value) === 1;
    },
  };
}
