"""Sitting at the desk: a small Center served to a real browser, and what is heard of it meanwhile.

In: a scenario. Out: a page on which things are done as a planner does them; what went to the
console or to another host is kept, to be held against the page.
"""

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.pages.looking import DESKTOP, TOO_WIDE
from tests.pages.test_rendered import ACCESSIBLE
from tests.web.conftest import desk_of

PATIENCE_MS = 60_000
"""How long is waited for what should be seen: a test has not the machine to itself."""
expect.set_options(timeout=PATIENCE_MS)


MOST_TABS = 300

FOCUSED = """() => {
  const here = document.activeElement;
  if (here === document.body) return null;
  const seen = here.matches(".button input") ? here.parentElement : here;
  const name = here.getAttribute("aria-label") ?? (here.labels?.[0] ?? here).textContent;
  const box = seen.getBoundingClientRect(), top = document.querySelector("#headline");
  const covered = !top.contains(here) && !here.closest(".skip")
    && box.bottom <= top.getBoundingClientRect().bottom && top.getBoundingClientRect().top <= 0;
  return [name, getComputedStyle(seen).outlineStyle === "solid" && !covered];
}"""
"""What the focus is on, and whether that is seen; null for nothing."""

DROP = """([name, content]) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([content], name));
  const told = {dataTransfer, bubbles: true, cancelable: true};
  for (const type of ["dragover", "drop"])
    document.body.dispatchEvent(new DragEvent(type, told));
}"""


@contextmanager
def served(file: Path, **options: int) -> Iterator[str]:
    """Serve the desk of a scenario in a thread; yield its address."""
    with closing(socket.create_server(("127.0.0.1", 0))) as place:
        app = desk_of(file, **options)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none"))
        thread = Thread(target=server.run, kwargs={"sockets": [place]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{place.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=10)


@dataclass(frozen=True, slots=True)
class Seat:
    """A page of the desk, and who sits at it."""

    page: Page
    heard: list[str] = field(default_factory=list)
    """Messages of the console, errors, and requests to other hosts."""

    def lever(self, path: str) -> Locator:
        """Return a lever, its group opened."""
        lever = self.page.locator(f'.lever[data-path="{path}"]')
        group = lever.locator("xpath=ancestor::details")
        if group.get_attribute("open") is None:
            group.locator("summary").click()
        return lever

    def settled(self) -> None:
        """Wait until the answer is worked out."""
        expect(self.page.locator("#answer")).to_have_attribute(
            "aria-busy", "false", timeout=2 * PATIENCE_MS
        )

    def drop(self, name: str, content: str) -> None:
        """Drop a file onto the page."""
        self.page.evaluate(DROP, [name, content])

    def walked(self) -> list[tuple[str, bool]]:
        """Go through the page by Tab alone; return what was reached, and whether that was seen."""
        reached = []
        self.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        self.page.locator("body").press("Home")
        for _tab in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            found = self.page.evaluate(FOCUSED)
            if found is None:
                return reached
            reached.append(tuple(found))
        raise AssertionError(f"Tab does not come to an end: {reached[-3:]}")

    def faults(self) -> list[str]:
        """Return what was heard, and what is too wide."""
        return [*self.heard, *self.page.evaluate(TOO_WIDE)]

    def barriers(self) -> list[str]:
        """Return what not everybody can use, of all that is shown."""
        found = Axe().run(self.page, options={"runOnly": ACCESSIBLE, "resultTypes": ["violations"]})
        return [found.generate_report()] if found.violations_count else []


@contextmanager
def sat_at(
    browser: Browser,
    address: str,
    *,
    language: str = "en",
    width: int = DESKTOP,
    is_settled: bool = True,
    **options: str,
) -> Iterator[Seat]:
    """Sit down at a desk, by itself when the answer for today is worked out."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    seat = Seat(page)
    page.on("console", lambda message: seat.heard.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: seat.heard.append(f"error: {error}"))
    page.on(
        "request",
        lambda request: (
            request.url.startswith((address, "blob:", "data:")) or seat.heard.append(request.url)
        ),
    )
    page.goto(f"{address}/?lang={language}")
    if is_settled:
        seat.settled()
    yield seat
    context.close()
