"""The pages of a comparison and of a sweep are as sound as that of a run."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from simulator.reports.brief.comparison import comparison_brief
from simulator.reports.comparison.document import comparison_document
from simulator.reports.page import letter_html, page_html
from tests.pages.looking import DESKTOP, PHONE, PORTRAIT, TOO_WIDE, opened
from tests.pages.markup import faults, tree
from tests.pages.test_rendered import ACCESSIBLE
from tests.studies.comparison.conftest import BUSY, comparison_of, origin_of

__all__ = ["comparison_of"]

LETTER = 624
"""Width of what is printed of a letter on A4, in pixels of 1/96 inch."""

_FIRST_COLUMNS = """() => [...document.querySelectorAll(".across tr > :first-child")].map(
  each => each.getBoundingClientRect().width / each.closest(".scroll").clientWidth)"""
"""Their shares of the screen."""

STUDIES = ("compare", "sweep")


@pytest.mark.parametrize("study", STUDIES)
def test_its_markup_is_valid(study_pages, study):
    assert faults(tree(study_pages[study])) == []


@pytest.mark.parametrize("study", STUDIES)
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_it_fits_its_screen_and_asks_for_nothing(browser, file_of, study_pages, study, width):
    with opened(browser, file_of(study_pages[study]), width) as looked:
        assert looked.faults() == []


def test_a_name_that_no_line_breaks_covers_nothing(browser, file_of, comparison_of):
    """The first column stays where it is when the others are scrolled."""
    of = comparison_of(f"name={'x' * 200}; {BUSY}", replications=2)
    page = file_of(page_html(comparison_document(of, origin_of(of))))
    with opened(browser, page, PHONE) as looked:
        widths = looked.page.evaluate(_FIRST_COLUMNS)
    assert len(widths) > 10
    assert max(widths) < 0.7
    brief = file_of(letter_html(comparison_brief(of, origin_of(of))))
    with opened(browser, brief, LETTER, printed=True) as looked:
        assert looked.page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("study", STUDIES)
def test_it_fits_its_paper(browser, file_of, study_pages, study):
    with opened(browser, file_of(study_pages[study]), PORTRAIT, printed=True) as looked:
        assert looked.faults() == []


@pytest.mark.parametrize("study", STUDIES)
@pytest.mark.parametrize("width", [PHONE, pytest.param(DESKTOP, marks=pytest.mark.full)])
def test_it_is_accessible(browser, file_of, study_pages, study, width):
    with opened(browser, file_of(study_pages[study]), width) as looked:
        found = Axe().run(
            looked.page, options={"runOnly": ACCESSIBLE, "resultTypes": ["violations"]}
        )
    assert found.violations_count == 0, found.generate_report()
