"""Take the pictures of a report's page, a comparison's and its brief, a sweep's, and of the desk.

Usage: python docs/screenshots.py

It runs the shipped scenario, compares another one with two changes of it, sweeps a small plan (for
minutes), and opens the pages in Debian's Chromium; it serves the desk and moves a lever there. The
pictures go to docs/images, each with the texts that it shows; those of the desk with such of the
page's own words.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pictures import ROOT, keep
from playwright.sync_api import Browser, FloatRect, sync_playwright

from simulator.cli import main as run_command_line
from simulator.language import LANGUAGES, _, speaking
from simulator.web.words import WORDS

DESKTOP, PHONE, PAPER = 1280, 390, 794
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
    "brief-en": ("brief-en", PAPER, "main"),
    "brief-vi": ("brief-vi", PAPER, "main"),
}
"""Name of each picture: the page, the width of the screen, and what of the page it shows, by
CSS; None for the top of it."""

COMPARED = (
    *("compare", str(ROOT / "scenarios" / "hoa-xuan-2025.yaml"), "--seed", "2025", "--brief"),
    *("--with", "staff.land-specialists.officers=4"),
    "--with",
    (
        "name={vi: Mọi quầy tiếp nhận mọi lĩnh vực, en: Every counter serves everybody}; "
        "staff.other-counters.serves=[receive/all]"
    ),
)
"""The comparison whose page is shown."""

SLIDERS = {"sliders-en": "en", "sliders-vi": "vi"}
"""Name of each picture of the sliders of a sweep's page: the language."""

EXPLORER = "#explorer"
"""The part of that page."""

SWEPT = """\
base: {base}
vary:
  demand.growth: [1.0, 1.1, 1.2]
  seal.at: [center, headquarters]
  staff.land-counter.officers: [3, 4, 5]
replications: {replications}
seed: 2022
targets: {{wait_mean: "<= 15 min", on_time_rate: ">= 0.98"}}
"""
"""The plan whose page is shown."""

DESKS = {"desk-en": ("en", DESKTOP), "desk-vi": ("vi", DESKTOP), "desk-390": ("vi", PHONE)}
"""Name of each picture of the planner's desk: the language, and the width of the screen."""

MOVED = "staff.land-counter.officers"
"""The lever that is moved there, by one."""
MOMENT = "34200"
"""Second of the day that it shows."""

TEXTS = """
part => {
  const texts = [], walker = document.createTreeWalker(
    part ? document.querySelector(part) : document.body, NodeFilter.SHOW_TEXT)
  let seen = 0
  while (walker.nextNode()) {
    const node = walker.currentNode, text = node.textContent.replace(/\\s+/g, " ").trim()
    if (!text || node.parentElement.closest("style, script, noscript")) continue
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
        made |= {compared.name: compared / "compare.html"}
        made |= {f"brief-{language}": compared / "brief.html"}
    return made


def swept_pages(folder: Path) -> dict[str, Path]:
    """Make the pages of a sweep, in each language."""
    plan, made = folder / "plan.yaml", folder / "plan"
    base = ROOT / "scenarios" / "van-don-2022.yaml"
    plan.write_text(SWEPT.format(base=base, replications=10), encoding="utf-8")
    onestop("sweep", str(plan), "--quiet", "--out", str(made))
    found = {}
    for language in LANGUAGES:
        onestop("report", str(made), "--quiet", "--lang", language)
        found[language] = folder / f"sweep-{language}.html"
        shutil.copy(made / "sweep.html", found[language])
    return found


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


@contextmanager
def served() -> Iterator[str]:
    """Serve the desk of the shipped scenario; yield its address."""
    command = "from simulator.cli import main; main()"
    scenario = str(ROOT / "scenarios" / "van-don-2021.yaml")
    options = ["serve", scenario, "--seed", "2021", "--port", "0", "--lang", "en"]
    with subprocess.Popen(  # noqa: S603  # the program's own command
        [sys.executable, "-u", "-c", command, *options], stderr=subprocess.PIPE, text=True
    ) as desk:
        found = (re.search(r"http://[\d.:]+/", line) for line in desk.stderr or ())
        yield next(filter(None, found)).group()
        desk.terminate()


def take_desk(browser: Browser, address: str, language: str, width: int) -> tuple[bytes, list[str]]:
    """Return a picture of the desk with a lever moved, and the words of the page on it."""
    opened = browser.new_page(viewport={"width": width, "height": HEIGHT})
    opened.set_default_timeout(300_000)
    opened.goto(f"{address}?lang={language}")
    opened.locator(f'[data-path="{MOVED}"] .step').last.click()
    opened.locator(f'[data-path="{MOVED}"].changed').wait_for()
    opened.locator("#ranking li").first.wait_for()
    with opened.expect_response("**/day?which=worst"):
        opened.get_by_role("radio").last.check()
    opened.locator("#moment").fill(MOMENT)
    opened.evaluate("scrollTo(0, 0)")
    opened.wait_for_timeout(1000)
    with speaking(language):
        words = {_(text) for text in WORDS.values()}
    texts: list[str] = opened.evaluate(TEXTS, None)
    taken = opened.screenshot()
    opened.close()
    return taken, sorted(words.intersection(texts))


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
        swept = swept_pages(Path(folder))
        for name, language in SLIDERS.items():
            picture, texts = take(browser, swept[language], PAPER, EXPLORER)
            keep(name, picture, {"texts": texts})
        with served() as address:
            for name, (language, width) in DESKS.items():
                picture, words = take_desk(browser, address, language, width)
                keep(name, picture, {"words": words})
        browser.close()


if __name__ == "__main__":
    main()
