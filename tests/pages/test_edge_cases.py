"""A page is sensible whatever the Center is like: with hardly anything, too much, hostile names."""

import re
from collections.abc import Callable
from functools import cache
from xml.etree.ElementTree import Element

import pytest

from simulator.language import LANGUAGES
from tests.pages import edge_cases
from tests.pages.edge_cases import HOSTILE, LONG, NAMES, Case
from tests.pages.looking import DESKTOP, PHONE, PORTRAIT, opened
from tests.pages.markup import cells, faults, table, text, tree

BROKEN = re.compile(r"\b(nan|None|inf|True|False)\b|\{\w*\}|%\(")
"""What no reader should see."""

BOTH = ("en", pytest.param("vi", marks=pytest.mark.full))
"""The languages; what the second adds is worth waiting for, but not each time."""

TITLE = (["h2"], ["h3"])
"""What a section is not, alone."""


@pytest.fixture(scope="module")
def case_of(district, tmp_path_factory) -> Callable[[str], Case]:
    """Runs an edge case, once."""
    return cache(lambda name: edge_cases.case(name, district, tmp_path_factory.mktemp(name)))


@pytest.fixture(scope="module")
def html_by_name(case_of, html_of) -> Callable[..., str]:
    """Makes the page of an edge case in a language, once."""
    return cache(lambda name, language="en": html_of(*case_of(name), language))


@pytest.fixture(scope="module")
def page_of(html_by_name) -> Callable[..., Element]:
    """Makes the page of an edge case in a language, and reads it, once."""
    return cache(lambda name, language="en": tree(html_by_name(name, language)))


def said(page) -> str:
    return text(page.find("body"))


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_valid_and_tells_what_there_is(page_of, name, language):
    page = page_of(name, language)
    assert faults(page) == []
    assert not BROKEN.search(re.sub("|".join(map(re.escape, HOSTILE)), "", said(page)))
    alone = [text(each) for each in page.iter("section") if [part.tag for part in each] in TITLE]
    assert alone == []


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("name", NAMES)
def test_every_page_fits_a_phone(browser, file_of, html_by_name, name, language):
    with opened(browser, file_of(html_by_name(name, language)), PHONE) as looked:
        assert looked.faults() == []


@pytest.mark.full
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_page_fits_a_desk_and_its_paper(browser, file_of, html_by_name, name, language):
    file = file_of(html_by_name(name, language))
    with opened(browser, file, DESKTOP) as looked:
        assert looked.faults() == []
    with opened(browser, file, PORTRAIT, printed=True) as looked:
        looked.page.evaluate("document.getElementById('form').remove()")
        assert looked.faults() == []


def test_where_nothing_is_settled_no_rate_is_made_up(case_of, page_of):
    assert case_of("nothing_settled").result["settled"].mean == 0
    dossiers = dict(row[:2] for row in table(page_of("nothing_settled"), "Dossiers"))
    assert dossiers["Before due"] == dossiers["Overdue"] == dossiers["Time to result"] == "–"
    assert float(dossiers["Still open"]) > 0


def test_a_single_dossier_is_told(case_of, page_of):
    assert case_of("one_dossier").result["received"].mean == 1
    dossiers = {row[0]: row for row in table(page_of("one_dossier"), "Dossiers")}
    assert dossiers["Before due"][1] == "100.0 %"
    assert dossiers["Official rate"][3] == "of 1 + 0 carried over"


@pytest.mark.parametrize(("name", "count"), [("one_procedure", 9), ("eighty_fields", 80)])
def test_the_form_has_a_row_for_each_field(page_of, name, count):
    (form,) = (each for each in page_of(name).iter("div") if each.get("class") == "form")
    numbers = [row[0] for row in cells(form) if row[0].isdigit()]
    assert numbers == [f"{number}" for number in range(1, count + 1)]


def test_of_eighty_procedures_each_is_described(page_of):
    page = said(page_of("eighty_procedures"))
    assert all(f"Procedure {number}" in page for number in range(71))


def test_long_names_are_told_in_full_on_the_form_and_cut_where_there_is_no_room(page_of):
    page = page_of("long_name")
    (form,) = (each for each in page.iter("div") if each.get("class") == "form")
    assert LONG.strip() in [row[1] for row in cells(form) if len(row) > 2]
    stations = [row[0] for row in table(page, "Waits by station")]
    assert "Receive · Đăng ký biện pháp bảo đảm bằng quyền sử…" in stations


def test_names_are_shown_as_they_are_written_and_never_obeyed(
    browser, file_of, page_of, html_by_name
):
    page = page_of("hostile_names")
    assert text(page.find("body/header/h1")) == HOSTILE[0]
    assert not {"script", "img", "b", "i"} & {each.tag for each in page.iter()}
    assert not [name for each in page.iter() for name in each.attrib if name.startswith("on")]
    (form,) = (each for each in page.iter("div") if each.get("class") == "form")
    fields = [row[1] for row in cells(form) if row[0].isdigit()]
    assert fields == [" ".join(name.split()) for name in HOSTILE]
    with opened(browser, file_of(html_by_name("hostile_names")), DESKTOP) as looked:
        assert looked.heard == []
        assert looked.page.title() == HOSTILE[0]


def test_one_replication_has_no_intervals_and_says_so(page_of):
    page = page_of("one_replication")
    assert "One replication gives no interval" in said(page)
    assert "Thin lines" not in said(page)
    assert {row[2] for row in table(page, "Dossiers")} == {""}


def test_an_interrupted_run_says_first_how_much_of_it_there_is(page_of):
    header = text(page_of("interrupted").find("body/header"))
    assert "Interrupted: 2 of 10 replications finished." in header


def test_a_day_is_a_period(page_of):
    page = page_of("a_day")
    assert "1 March 2021 to 1 March 2021" in text(page.find("body/header"))
    assert "Kỳ báo cáo: từ ngày 01/03/2021 đến ngày 01/03/2021" in said(page)


def test_where_nobody_comes_there_are_no_waits(page_of):
    page = page_of("never_open_to_visitors")
    chapters = [section.get("id") for section in page.find("body/main")]
    assert "waits" not in chapters
    assert "queue" not in chapters
    assert "dossiers" in chapters


def test_a_queue_around_the_clock_is_shown_around_the_clock(page_of):
    figures = page_of(edge_cases.TEXTBOOK).iter("figure")
    (chart,) = (each for each in figures if each.get("id") == "queue_day")
    hours = [text(each) for each in chart.iter() if re.fullmatch(r"\d+:00", text(each))]
    assert hours[0] == "0:00"
    assert int(hours[-1].removesuffix(":00")) >= 20
