/* All of the scenario, as a form: what is typed is handed over by a button, all at once,
   and checked as a file is; what is wrong is said at its field. */

import { byId, element, marked } from "./elements.js";
import { told } from "./server.js";
import { word } from "./words.js";

/* Letters without their marks: they are not always typed, nor are words in their order. */
const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "d").toLowerCase();

/** Draw the form, with the values of the plan that are other than today's. `apply` is told of what
    was typed, by path, and answers the problems. */
export function drawForm(form, values, apply) {
  const fields = new Map();
  const sections = form.sections.map(section => element("details", {},
    element("summary", {}, section.label),
    section.fields.map(field => {
      const view = fieldView(field, values[field.path] ?? field.value);
      fields.set(field.path, view);
      return view.node;
    })));
  const none = element("p", { role: "status", class: "note" });
  const found = element("input", { type: "search", id: "find", autocomplete: "off", onkeydown: event => {
    if (event.key === "Enter") event.preventDefault();
  }, oninput: () => {
    const sought = plain(found.value).split(/\s+/).filter(Boolean);
    for (const section of sections) {
      const rows = [...section.querySelectorAll(".field")];
      for (const row of rows) {
        const text = plain(`${section.firstChild.textContent} ${row.textContent} ${row.querySelector("input").value}`);
        row.hidden = !sought.every(part => text.includes(part));
      }
      section.hidden = rows.every(row => row.hidden);
      section.open = sought.length > 0 && !section.hidden;
    }
    none.textContent = sections.every(section => section.hidden) ? word("none_found") : "";
  } });
  const summary = element("div", { role: "alert" });
  const show = problems => {
    for (const [path, view] of fields) {
      const here = problems.filter(problem => problem.path === path);
      view.problem(here.map(problem => problem.message).join(" "));
    }
    summary.replaceChildren(...problems.map(problem => element("p", { class: "problem" },
      fields.get(problem.path)?.link(problem.message) ?? told(problem))));
  };
  byId("form-body").replaceChildren(element("form", {
    novalidate: true,
    onsubmit: async event => {
      event.preventDefault();
      const typed = [...fields].filter(([, view]) => view.isTyped());
      const wanted = Object.fromEntries(typed.map(([path, view]) => [path, view.value()]));
      const problems = typed.length ? await apply(wanted) : [];
      show(problems);
      if (!problems.length) for (const [, view] of typed) view.accept();
    },
    onreset: event => {
      event.preventDefault();
      for (const view of fields.values()) view.undo();
      show([]);
    },
  },
    element("p", { class: "note" }, word("form_note")),
    element("label", { for: "find" }, word("find")), found, none,
    sections, summary,
    element("div", { class: "row" },
      element("button", { type: "submit" }, word("apply")),
      element("button", { type: "reset", class: "quiet" }, word("undo")))));
  return { update: now => {
    for (const [path, view] of fields) if (!view.isTyped()) view.put(now[path]);
  } };
}

function fieldView(field, value) {
  const id = `field-${field.path}`;
  let accepted = value;
  const input = element("input", { type: "text", id, value, autocomplete: "off",
    spellcheck: "false", "aria-describedby": `${id}-help ${id}-problem` });
  const problem = element("p", { class: "problem", id: `${id}-problem` });
  return {
    node: element("div", { class: "field" },
      element("label", { for: id }, field.label),
      element("p", { class: "note", id: `${id}-help` },
        marked(field.help), element("br"), word("written"), " ", marked(field.written),
        element("br"), element("code", {}, field.path)),
      input, problem),
    value: () => input.value,
    isTyped: () => input.value !== accepted,
    accept() {
      accepted = input.value;
    },
    put(now) {
      accepted = now ?? field.value;
      input.value = accepted;
    },
    undo() {
      input.value = accepted;
    },
    /** A way from what is wrong to where it is mended. */
    link: message => element("a", { href: `#${id}`, onclick: event => {
      event.preventDefault();
      input.closest("details").open = true;
      input.focus();
    } }, `${field.label}: ${message}`),
    problem(message) {
      problem.textContent = message;
      input.setAttribute("aria-invalid", Boolean(message));
    },
  };
}
