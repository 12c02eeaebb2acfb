"""Take the pictures of the page: on a desk, on a phone, one day, the form; one in Vietnamese; and
the first screen of a comparison, in both languages.

Usage: python docs/screenshots.py

It runs the shipped scenario, compares another one with two changes of it, and opens the pages in
Debian's Chromium. The pictures go to docs/images, each with the texts that it shows.
"""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from pictures import ROOT, keep
from playwright.sync_api import Browser, FloatRect, sync_playwright

from simulator.cli import main as run_command_line
from simulator.language import LANGUAGES

DESKTOP, PHONE = 1280, 390
"""Widths in pixels."""

HEIGHT = 1500

MARGIN = 12
"""Pixels around a part of the page."""

PICTURES = {
    "page-1280": ("en", DESKTOP, None),
    "page-390": ("en", PHONE, None),
    "day": ("en", DESKTOP, "#day"),
    "form": ("en", DESKTOP, "#form .form"),
    "page-vi": ("vi", DESKTOP, None),
    "compare-en": ("compare-en", DESKTOP, ".across"),
    "compare-vi": ("compare-vi", DESKTOP, ".across"),
}
"""Name of each picture: the page, the width of the screen, and what of the page it shows, by
CSS; None for the top of it."""

COMPARED = (
    *("compare", str(ROOT / "scenarios" / "hoa-xuan-2025.yaml"), "--seed", "2025"),
    *("--with", "staff.land-specialists.officers=4"),
    "--with",
    "name={vi: Mọi quầy tiếp nhận mọi lĩnh vực, en: Every counter serves everybody}; "
    "staff.other-counters.serves=[receive/all]",
)
"""The comparison whose page is shown."""


TEXTS = """
part => {
  const texts = [], walker = document.createTreeWalker(
    part ? document.querySelector(part) : document.body, NodeFilter.SHOW_TEXT)
  let seen = 0
  while (walker.nextNode()) {
    const node = walker.currentNode, text = node.textContent.replace(/\\s+/g, " ").trim()
    if (!text || node.parentElement.closest("style, script")) continue
    texts.push(text)
    const range = document.createRange()
    range.selectNodeContents(node)
    const box = range.getBoundingClientRect()
    if (box.height && box.top < innerHeight) seen = texts.length
  }
  return part ? texts : texts.slice(0, seen)
}
"""
"""Returns the texts of a part of the page; of the page itself, those up to the last on screen."""


def onestop(*arguments: str) -> None:
    """Run the command line."""
    try:
        run_command_line(arguments)
    except SystemExit as left:
        if left.code:
            raise


def pages(folder: Path) -> dict[str, Path]:
    """Make the pages of a run and of a comparison, in both languages."""
    result, page = folder / "result", folder / "result" / "report.html"
    scenario = str(ROOT / "scenarios" / "van-don-2021.yaml")
    onestop("run", scenario, "--seed", "2021", "--quiet", "--lang", "en", "--out", str(result))
    made = {"en": folder / "en.html", "vi": page}
    shutil.copy(page, made["en"])
    onestop("report", str(result), "--quiet", "--lang", "vi")
    for language in LANGUAGES:
        compared = folder / f"compare-{language}"
        onestop(*COMPARED, "--quiet", "--lang", language, "--out", str(compared))
        made[compared.name] = compared / "compare.html"
    return made


def take(browser: Browser, page: Path, width: int, part: str | None) -> tuple[bytes, list[str]]:
    """Return a picture of a page, or of a part of it, and its texts."""
    opened = browser.new_page(viewport={"width": width, "height": HEIGHT})
    opened.goto(page.as_uri())
    texts: list[str] = opened.evaluate(TEXTS, part)
    shown = opened.locator(part).bounding_box() if part else None
    if shown:
        around: FloatRect = {
            "x": shown["x"] - MARGIN,
            "y": shown["y"] - MARGIN,
            "width": shown["width"] + 2 * MARGIN,
            "height": shown["height"] + 2 * MARGIN,
        }
        taken = opened.screenshot(full_page=True, clip=around)
    else:
        taken = opened.screenshot()
    opened.close()
    return taken, texts


def main() -> None:
    """Take all pictures."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
            args=["--no-sandbox"],
        )
        made = pages(Path(folder))
        for name, (language, width, part) in PICTURES.items():
            picture, texts = take(browser, made[language], width, part)
            keep(name, picture, {"texts": texts})
        browser.close()


if __name__ == "__main__":
    main()
