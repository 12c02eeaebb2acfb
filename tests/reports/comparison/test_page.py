"""The page of a comparison, and the report on the terminal: valid, safe, and of one mind."""

import re

import pytest

from simulator.language import use_language
from simulator.reports.certainty import assumptions_text, common_numbers_text
from simulator.reports.comparison import document
from simulator.reports.comparison.document import comparison_document
from simulator.reports.comparison.telling import own_mean, pairing_text, sentences
from simulator.reports.differences import difference_text
from simulator.reports.page import page_html
from simulator.reports.terminal import rendered
from tests.pages.markup import faults, table, text, tree
from tests.studies.comparison.conftest import BUSY, CALM, HOSTILE, origin_of


def html_of(of):
    return page_html(comparison_document(of, origin_of(of)))


def said(of):
    return rendered(comparison_document(of, origin_of(of)), width=100, colour=False)


@pytest.fixture(scope="module")
def page(both):
    return tree(html_of(both))


def test_the_page_is_valid(page):
    assert faults(page) == []


@pytest.mark.parametrize("replications", [1, 2])
def test_the_page_of_hardly_anything_is_valid(comparison_of, replications):
    same = comparison_of("staff.busy.officers=1", replications=replications)
    assert faults(tree(html_of(same))) == []


def test_the_page_is_valid_in_vietnamese_too(both, vietnamese):
    html = html_of(both)
    assert '<html lang="vi">' in html
    assert faults(tree(html)) == []


def test_the_page_asks_for_nothing_from_elsewhere(both):
    html = html_of(both).replace("http://www.w3.org/", "")
    assert not re.search("https?:", html)
    assert "<script" not in html


def test_hostile_names_and_values_stay_texts(comparison_of):
    found = comparison_of(f"{HOSTILE}; staff.busy.officers=2", replications=2)
    html = html_of(found)
    assert "<script" not in html
    page = tree(html)
    assert faults(page) == []
    assert "<script>alert(1)</script>=$x${{1}}" in text(page.find("body"))


def test_the_table_says_what_was_found(page, both):
    for (first, second), letter in ((("two-counters", BUSY), "B"), (("two-counters", CALM), "C")):
        _heads, *rows = table(page, f"{letter} compared with A")
        for row, each in zip(rows, both.by_pair()[first, second], strict=True):
            _measure, mean, _interval, other, _other_interval, verdict, pairing = row
            assert mean == own_mean(both, first, each).text
            assert other == own_mean(both, second, each).text
            assert (verdict, pairing) == (
                difference_text(each.measure.entry, each.estimate),
                pairing_text(each.pairing),
            )


def test_the_values_that_differ_are_listed(page):
    assert table(page, "Values of B that are not those of A") == [
        ["Value", "A", "B"],
        ["Land counter · Officers", "1", "2"],
    ]


def test_the_page_begins_with_the_sentences_of_the_terminal(page, both):
    findings = [text(each) for each in page.find(".//section[@id='answer']//ol")]
    assert findings == sentences(both)
    shown = " ".join(said(both).split())
    assert all(sentence in shown for sentence in findings)


def test_the_terminal_names_the_scenarios_and_the_family(both):
    shown = said(both)
    assert re.search("\n  B  +Land counter · Officers: 1 → 2\n", shown)
    assert "\nB compared with A  " in shown
    assert "\nC compared with A  " in shown
    assert "(Bonferroni over 2 pairs of scenarios × 14" in shown
    assert max(map(len, shown.splitlines())) <= 100


@pytest.mark.parametrize("spoken", ["en", "vi"])
def test_the_terminal_and_the_page_say_what_intervals_leave_out(both, spoken):
    use_language(spoken)
    try:
        shown, html = said(both), text(tree(html_of(both)).find("body"))
        left_out, common = assumptions_text(), common_numbers_text()
    finally:
        use_language("en")
    assert left_out in " ".join(shown.split())
    for each in (left_out, common):  # what is typed is marked as code on a page
        assert each.replace("`", "") in html


def test_the_terminal_lists_the_first_changes_and_counts_the_others(comparison_of, monkeypatch):
    monkeypatch.setattr(document, "MOST_CHANGES", 4)
    settings = ("officers=2", "speed=1.1", "sick=0.01", "leave=1 working days", "cost=3")
    found = comparison_of(
        "; ".join(f"staff.{group}.{each}" for group in ("busy", "calm") for each in settings),
        replications=2,
    )
    assert "Officers · Speed (all): 1 → 1.1" in said(found)
    assert "and 1 more difference: the page has all (--out)" in said(found)
    assert len(table(tree(html_of(found)), "Values of B that are not those of A")) == 6


def test_where_nothing_differs_but_names_the_page_and_the_terminal_say_so(comparison_of):
    found = comparison_of("name=Other; staff.busy.label=Desk", replications=2)
    lines = ["the same values as A", "also other names: Land counter → Desk"]
    assert all(f"    {line}\n" in said(found) for line in lines)
    assert f"B: {'; '.join(lines)}" in text(tree(html_of(found)))


def test_each_language_is_spoken_all_through(both):
    use_language("vi")
    try:
        shown = said(both)
    finally:
        use_language("en")
    assert "compared" not in shown
    assert "shorter" not in shown
