"""A Chromium to look at pages with, and pages in both languages: of a district's Center, which is
run, of scenarios that are compared, and of a plan that is swept."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from simulator import cli
from simulator.language import LANGUAGES, use_language
from simulator.reports.page import page_html
from simulator.reports.run.document import run_document
from simulator.results.result import Result
from simulator.results.run import Stored
from tests.reports.conftest import PROVENANCE, District, changed, district, district_with, result
from tests.studies.comparison.conftest import BUSY, CALM, CENTER, HOSTILE
from tests.studies.sweep.conftest import BASE, PLAN

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


@pytest.fixture(scope="session")
def study_folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folders of a comparison and of a sweep, as the commands make them, with their pages."""
    folder = tmp_path_factory.mktemp("studies")
    shutil.copy(BASE, folder / "base.yaml")
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    variations = (argument for each in (BUSY, CALM, HOSTILE) for argument in ("--with", each))
    for command in (
        ["compare", CENTER, *variations, "-n", "6", "--out", folder / "compare"],
        ["sweep", folder / "plan.yaml", "--workers", "1", "--out", folder / "sweep"],
    ):
        _command(*command, "--seed", "3", "--quiet")
    return {name: folder / name for name in ("compare", "sweep")}


@pytest.fixture(scope="session", params=LANGUAGES)
def study_pages(request: pytest.FixtureRequest, study_folders: dict[str, Path]) -> dict[str, str]:
    """The pages of the studies, in each language."""
    pages = {}
    for name, folder in study_folders.items():
        _command("report", folder, "--lang", request.param, "--quiet")
        pages[name] = (folder / f"{name}.html").read_text(encoding="utf-8")
    use_language("en")
    return pages


def _command(*arguments: object) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main([str(argument) for argument in arguments])
    assert not left.value.code
