"""Looking at a page in a browser: what is said, asked for, too wide, cut off, or without a glyph.

In: a browser and the file of a page. Out: faults as texts, none where all is well. It knows
nothing of what the page is about.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page

DESKTOP, PHONE = 1280, 390
"""Widths of screens, in pixels."""

PORTRAIT = 703
"""Width of what is printed on A4, without its margins, in pixels of 1/96 inch."""

TOO_WIDE = """() => {
  const faults = [], width = document.documentElement.clientWidth;
  const name = each => `${each.tagName.toLowerCase()} "${each.textContent.trim().slice(0, 50)}"`;
  if (document.documentElement.scrollWidth > width)
    faults.push(`the page is ${document.documentElement.scrollWidth} px wide`);
  for (const each of document.querySelectorAll("body *")) {
    if (each.ownerSVGElement) continue;
    const box = each.getBoundingClientRect();
    let scrolls = false;
    for (let up = each.parentElement; up !== document.body && up; up = up.parentElement)
      scrolls ||= getComputedStyle(up).overflowX === "auto";
    if (!scrolls && box.width && (box.right > width + 1 || box.left < -1))
      faults.push(`${name(each)} reaches from ${box.left} to ${box.right}`);
    const style = getComputedStyle(each);
    if (style.display !== "inline" && style.overflowX === "visible" && each.tagName !== "svg"
        && each.scrollWidth > each.clientWidth + 1 && each.clientWidth)
      faults.push(`${name(each)} is ${each.clientWidth} px wide, in it are ${each.scrollWidth}`);
  }
  return faults;
}"""
"""What is wider than the screen, or than what it stands in, unless it can be scrolled."""

_FIGURES = """() => {
  const faults = [];
  for (const svg of document.querySelectorAll("figure svg")) {
    const figure = svg.closest("figure").id, whole = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")].filter(each => each.textContent.trim());
    const boxes = texts.map(each => each.getBoundingClientRect());
    boxes.forEach((box, i) => {
      const said = texts[i].textContent;
      if (box.left < whole.left - 1 || box.right > whole.right + 1
          || box.top < whole.top - 2 || box.bottom > whole.bottom + 2)
        faults.push(`${figure}: "${said}" reaches out of the figure`);
      for (let j = 0; j < i; j++) {
        const across = Math.min(box.right, boxes[j].right) - Math.max(box.left, boxes[j].left);
        const down = Math.min(box.bottom, boxes[j].bottom) - Math.max(box.top, boxes[j].top);
        if (across > 1 && down > 0.35 * Math.min(box.height, boxes[j].height))
          faults.push(`${figure}: "${said}" lies over "${texts[j].textContent}"`);
      }
    });
  }
  return faults;
}"""
"""Texts of figures that are cut off by its edge, or lie over each other by more than their leading:
a box is higher than its letters."""

_GLYPHS = """text => {
  const missing = new Set(), canvas = document.createElement("canvas");
  canvas.width = canvas.height = 40;
  const context = canvas.getContext("2d", {willReadFrequently: true});
  const drawn = letter => {
    context.clearRect(0, 0, 40, 40);
    context.fillText(letter, 8, 28);
    return context.getImageData(0, 0, 40, 40).data.join();
  };
  for (const where of ["body", "h2", "figure text"]) {
    const style = getComputedStyle(document.querySelector(where) ?? document.body);
    context.font = `${style.fontWeight} 20px ${style.fontFamily}`;
    const none = drawn("\\uffff");
    for (const letter of text)
      if (letter.trim() && drawn(letter) === none) missing.add(letter);
  }
  return [...missing];
}"""
"""Letters drawn as U+FFFF is, which no font has."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A page that is open, and what was heard while it opened."""

    page: Page
    heard: list[str] = field(default_factory=list)
    """Messages, errors, and requests but that for the page itself."""

    def faults(self) -> list[str]:
        """Return what can be seen and heard to be wrong."""
        return [*self.heard, *self.page.evaluate(TOO_WIDE), *self.page.evaluate(_FIGURES)]

    def missing_glyphs(self, text: str | None = None) -> set[str]:
        """Return the letters of a text, or of the page, that no font has."""
        if text is None:
            text = self.page.evaluate("document.body.textContent")
        return set(self.page.evaluate(_GLYPHS, "".join(sorted(set(text)))))


@contextmanager
def opened(browser: Browser, file: Path, width: int, *, printed: bool = False) -> Iterator[Looked]:
    """Open the file of a page on a screen of a width, or as it is printed on paper of one."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    looked = Looked(page)
    page.on("console", lambda message: looked.heard.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: looked.heard.append(f"error: {error}"))
    page.on("dialog", lambda dialog: looked.heard.append(f"dialog: {dialog.message}"))
    page.on(
        "request",
        lambda request: request.url != file.as_uri() and looked.heard.append(request.url),
    )
    if printed:
        page.emulate_media(media="print")
    page.goto(file.as_uri())
    try:
        yield looked
    finally:
        page.close()
