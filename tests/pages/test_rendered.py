"""The page looks right at a desk, on a phone and on paper, and everybody can read it."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from simulator.reports.page import page_html
from simulator.reports.run.document import run_document
from simulator.results.run import Stored
from simulator.results.study import StoredSpread
from tests.pages.looking import DESKTOP, PHONE, PORTRAIT, opened
from tests.reports.conftest import PROVENANCE

ACCESSIBLE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_the_page_fits_its_screen_and_asks_for_nothing(browser, file_of, html, width):
    with opened(browser, file_of(html), width) as looked:
        assert looked.faults() == []


def test_what_the_assumptions_leave_open_fits_a_phone(browser, file_of, changed, district):
    result = changed({"on_time_rate": [0.9977, 0.9993, 0.9998]})
    assumed = {"on_time_rate": StoredSpread(low=0.8812, high=1.0, explained=0.9)}
    stored = Stored(result, district.resolved.data, PROVENANCE, assumed=assumed)
    with opened(browser, file_of(page_html(run_document(stored))), PHONE) as looked:
        assert looked.faults() == []


def test_the_page_fits_its_paper(browser, file_of, html):
    with opened(browser, file_of(html), PORTRAIT, printed=True) as looked:
        assert looked.faults() == []


def test_every_letter_of_the_page_has_a_glyph(browser, file_of, html):
    with opened(browser, file_of(html), DESKTOP) as looked:
        assert looked.missing_glyphs() == set()
        assert looked.missing_glyphs("Đồng chí \U0010fffd") == {"\U0010fffd"}


@pytest.mark.parametrize("width", [PHONE, pytest.param(DESKTOP, marks=pytest.mark.full)])
def test_the_page_is_accessible(browser, file_of, html, width):
    with opened(browser, file_of(html), width) as looked:
        found = Axe().run(
            looked.page, options={"runOnly": ACCESSIBLE, "resultTypes": ["violations"]}
        )
    assert found.violations_count == 0, found.generate_report()
