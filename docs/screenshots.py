"""Take README's pictures of the page: on a desk, on a phone, one day, the form; one in Vietnamese.

Usage: python docs/screenshots.py

It runs the shipped scenario and opens its page in Debian's Chromium. The pictures go to
docs/images.
"""

import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, FloatRect, sync_playwright
from readme import ROOT

IMAGES = ROOT / "docs" / "images"

ONESTOP = (sys.executable, "-c", "from simulator.cli import main; main()")

DESKTOP, PHONE = 1280, 390
"""Widths in pixels."""

HEIGHT = 1500

MARGIN = 12
"""Pixels around a part of the page."""

LARGEST = 250_000
"""Most bytes of a picture."""

PICTURES = {
    "page-1280": ("en", DESKTOP, None),
    "page-390": ("en", PHONE, None),
    "day": ("en", DESKTOP, "#day"),
    "form": ("en", DESKTOP, "#form .form"),
    "page-vi": ("vi", DESKTOP, None),
}
"""Name of each picture: the language, the width of the screen, and what of the page it shows, by
CSS; None for the top of it."""


def onestop(*arguments: str) -> None:
    """Run the command line."""
    subprocess.run([*ONESTOP, *arguments], cwd=ROOT, check=True)  # noqa: S603  # our own command


def pages(folder: Path) -> dict[str, Path]:
    """Make the page in both languages."""
    result = folder / "result"
    scenario = "scenarios/van-don-2021.yaml"
    onestop("run", scenario, "--seed", "2021", "--quiet", "--lang", "en", "--out", str(result))
    made = {"en": folder / "en.html", "vi": folder / "vi.html"}
    for language, page in made.items():
        onestop("report", str(result), "--quiet", "--lang", language)
        shutil.copy(result / "report.html", page)
    return made


def picture(browser: Browser, page: Path, width: int, part: str | None) -> bytes:
    """Return a picture of a page, or of a part of it, in 256 colours."""
    opened = browser.new_page(viewport={"width": width, "height": HEIGHT})
    opened.goto(page.as_uri())
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
    small = BytesIO()
    colours = Image.open(BytesIO(taken)).convert("RGB").quantize(256, dither=Image.Dither.NONE)
    colours.save(small, "PNG", optimize=True)
    return small.getvalue()


def main() -> None:
    """Take all pictures; leave where one is too large."""
    IMAGES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
            args=["--no-sandbox"],
        )
        made = pages(Path(folder))
        for name, (language, width, part) in PICTURES.items():
            content = picture(browser, made[language], width, part)
            if len(content) > LARGEST:
                raise SystemExit(f"{name} is too large: {len(content)} bytes")
            (IMAGES / f"{name}.png").write_bytes(content)
        browser.close()


if __name__ == "__main__":
    main()
