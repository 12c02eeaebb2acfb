"""A brief is as sound as any page, and prints on exactly one page of A4, however much it says."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from simulator.language import LANGUAGES, speaking
from simulator.reports.page import letter_html
from simulator.reports.sweep.report import SweepReport
from simulator.studies.sweep import open_sweep
from tests.pages.looking import DESKTOP, PHONE, opened
from tests.pages.markup import faults, tree
from tests.pages.test_printed import A4, printed
from tests.pages.test_rendered import ACCESSIBLE
from tests.reports.brief.longest import longest
from tests.studies.comparison.conftest import both

__all__ = ["both"]


@pytest.fixture(scope="module", params=LANGUAGES)
def longest_pages(request, result, district, both):
    """The longest of a run and of a comparison, by name."""
    with speaking(request.param):
        letters = dict(longest(result, district.resolved.data, both))
        return {name: letter_html(letter) for name, letter in letters.items()}


@pytest.fixture(scope="module")
def sweep_page(study_folders):
    """Of a sweep, in Vietnamese."""
    with speaking("vi"):
        return letter_html(SweepReport(open_sweep(study_folders["sweep"])).brief)


def sheets(browser, file):
    """The size of each sheet in millimetres."""
    boxes = [page.mediabox for page in printed(browser, file)]
    return [
        tuple(round(float(one) / 72 * 25.4) for one in (box.width, box.height)) for box in boxes
    ]


def test_the_longest_prints_on_exactly_one_page(browser, file_of, longest_pages):
    for name, html in longest_pages.items():
        assert (name, sheets(browser, file_of(html))) == (name, [A4])


def test_that_of_a_sweep_prints_on_exactly_one_page(browser, file_of, sweep_page):
    assert sheets(browser, file_of(sweep_page)) == [A4]


def test_its_markup_is_valid(longest_pages):
    assert [faults(tree(html)) for html in longest_pages.values()] == [[], []]


@pytest.mark.parametrize("width", [PHONE, pytest.param(DESKTOP, marks=pytest.mark.full)])
def test_it_fits_its_screen_asks_for_nothing_and_is_accessible(browser, file_of, sweep_page, width):
    with opened(browser, file_of(sweep_page), width) as looked:
        assert looked.faults() == []
        found = Axe().run(
            looked.page, options={"runOnly": ACCESSIBLE, "resultTypes": ["violations"]}
        )
    assert found.violations_count == 0, found.generate_report()
