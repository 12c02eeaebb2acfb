"""The page looks right at a desk, on a phone and on paper, and everybody can read it."""

from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from tests.pages.looking import DESKTOP, LANDSCAPE, PHONE, PORTRAIT, opened

A4 = (210, 297)
"""Millimetres."""

ACCESSIBLE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_the_page_fits_its_screen_and_asks_for_nothing(browser, file_of, html, width):
    with opened(browser, file_of(html), width) as looked:
        assert looked.faults() == []


def test_the_page_fits_its_paper(browser, file_of, html):
    file = file_of(html)
    with opened(browser, file, LANDSCAPE, printed=True) as looked:
        assert looked.faults() == []
    with opened(browser, file, PORTRAIT, printed=True) as looked:
        looked.page.evaluate("document.getElementById('form').remove()")  # is printed across
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


def test_the_page_prints_on_a4_with_the_form_across(browser, file_of, html):
    with opened(browser, file_of(html), DESKTOP) as looked:
        printed = looked.page.pdf(prefer_css_page_size=True)
    sheets = PdfReader(BytesIO(printed)).pages
    texts = [sheet.extract_text() for sheet in sheets]
    sizes = [_millimetres(sheet.mediabox) for sheet in sheets]
    center = "Trung tâm Hành chính công" if 'lang="vi"' in html[:99] else "District Public"
    assert center in texts[0]
    (form,) = (number for number, text in enumerate(texts) if "TÌNH HÌNH, KẾT QUẢ" in text)
    assert "II.06a/VPCP/KSTT" in texts[form]
    assert [size for number, size in enumerate(sizes) if number == form] == [A4[::-1]]
    assert {size for number, size in enumerate(sizes) if number != form} == {A4}
    assert all(len(text.split()) > 5 for text in texts)


def _millimetres(box):
    return tuple(round(float(length) / 72 * 25.4) for length in (box.width, box.height))
