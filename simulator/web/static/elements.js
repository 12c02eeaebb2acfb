/* Elements of the page, made in one line each; texts go in as texts, never as HTML. */

export const byId = id => document.getElementById(id);

/** An element with attributes (`on…`: listeners; false, null: left out) and with children. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value == null) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter(child => child != null));
  return made;
}

/** A text of the server, with what it has in backticks as it is typed. */
export const marked = text =>
  text.split("`").map((part, place) => place % 2 ? element("code", {}, part) : part);

/** A table that scrolls in its own box where the screen is narrow. Of each row, the first cell is
    its heading; a cell is a text or an element. */
export function table(caption, headings, rows, shown = {}) {
  const cells = row => row.map((cell, place) =>
    element(place ? "td" : "th", place ? {} : { scope: "row" }, cell));
  return element("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption },
    element("table", shown,
      element("caption", { class: "unseen" }, caption),
      element("thead", {}, element("tr", {}, headings.map(heading =>
        element("th", { scope: "col" }, heading)))),
      element("tbody", {}, rows.map(row => element("tr", {}, cells(row))))));
}
