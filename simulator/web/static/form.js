/* Everything else of the scenario, as a form: what is typed is handed over by a button, all at once,
   and checked as a file is; what is wrong is said at its field. */

import { byId, element } from "./elements.js";
import { word } from "./words.js";

/** Draw the form. `apply` is told of what was typed, by path, and answers the problems. */
export function drawForm(form, changes, apply) {
  const fields = new Map();
  const sections = form.sections.map(section => element("details", {},
    element("summary", {}, section.label),
    section.fields.map(field => {
      const view = fieldView(field, changes[field.path] ?? field.value);
      fields.set(field.path, view);
      return view.node;
    })));
  const found = element("input", { type: "search", id: "find", autocomplete: "off", oninput: () => {
    const sought = found.value.trim().toLocaleLowerCase();
    for (const section of sections) {
      const rows = [...section.querySelectorAll(".field")];
      for (const row of rows) row.hidden = !row.textContent.toLocaleLowerCase().includes(sought);
      section.hidden = rows.every(row => row.hidden);
      section.open = Boolean(sought) && !section.hidden;
    }
  } });
  const summary = element("div", { role: "alert" });
  const show = problems => {
    for (const [path, view] of fields)
      view.problem(problems.filter(problem => problem.path === path).map(problem => problem.message).join(" "));
    summary.replaceChildren(...problems.map(({ path, message }) => element("p", { class: "problem" },
      fields.has(path)
        ? element("a", { href: `#field-${path}`, onclick: event => {
          event.preventDefault();
          fields.get(path).focus();
        } }, `${fields.get(path).label}: ${message}`)
        : [path, message].filter(Boolean).join(": "))));
  };
  byId("form-body").replaceChildren(element("form", {
    novalidate: true,
    onsubmit: async event => {
      event.preventDefault();
      const typed = [...fields].filter(([, view]) => view.isTyped());
      const problems = typed.length ? await apply(Object.fromEntries(typed.map(([path, view]) => [path, view.value()]))) : [];
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
    element("label", { for: "find" }, word("find")), found,
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
  const input = element("input", { type: "text", id, value, autocomplete: "off", spellcheck: "false",
    "aria-describedby": `${id}-help ${id}-problem` });
  const problem = element("p", { class: "problem", id: `${id}-problem` });
  return {
    label: field.label,
    node: element("div", { class: "field" },
      element("label", { for: id }, field.label, field.unit ? element("span", { class: "note" }, ` (${field.unit})`) : null),
      element("p", { class: "note", id: `${id}-help` }, field.help, " ", element("code", {}, field.path)),
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
    focus() {
      for (let up = input.parentElement; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
      input.focus();
    },
    problem(message) {
      problem.textContent = message;
      input.setAttribute("aria-invalid", Boolean(message));
    },
  };
}
