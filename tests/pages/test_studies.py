"""The pages of a comparison and of a sweep are as sound as that of a run."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.pages.looking import DESKTOP, PHONE, PORTRAIT, opened
from tests.pages.markup import faults, tree
from tests.pages.test_rendered import ACCESSIBLE

STUDIES = ("compare", "sweep")


@pytest.mark.parametrize("study", STUDIES)
def test_its_markup_is_valid(study_pages, study):
    assert faults(tree(study_pages[study])) == []


@pytest.mark.parametrize("study", STUDIES)
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_it_fits_its_screen_and_asks_for_nothing(browser, file_of, study_pages, study, width):
    with opened(browser, file_of(study_pages[study]), width) as looked:
        assert looked.faults() == []


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
