"""A Chromium to look at pages with, and the page of a district's Center in both languages."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from simulator.language import LANGUAGES, use_language
from simulator.reports.page import page_html
from simulator.reports.run.document import run_document
from simulator.results.result import Result
from simulator.results.run import Stored
from tests.reports.conftest import PROVENANCE, District, changed, district, district_with, result

__all__ = ["changed", "district", "district_with", "result"]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip("there is no Chromium to look at pages with: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def html_of() -> Callable[..., str]:
    """Makes the page of a result, in a language."""

    def made(result: Result, written: object, language: str = "en") -> str:
        use_language(language)
        try:
            return page_html(run_document(Stored(result, written, PROVENANCE)))
        finally:
            use_language("en")

    return made


@pytest.fixture(scope="session", params=LANGUAGES)
def html(
    request: pytest.FixtureRequest,
    result: Result,
    district: District,
    html_of: Callable[..., str],
) -> str:
    """The page of the district's Center, in each language."""
    return html_of(result, district.resolved.data, request.param)


@pytest.fixture
def file_of(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a page to a file of its own."""

    def written(html: str) -> Path:
        file = tmp_path / "report.html"
        file.write_text(html, encoding="utf-8")
        return file

    return written
