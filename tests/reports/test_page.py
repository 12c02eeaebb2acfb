"""What the page of a result says beside its figures, which are left out here."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pytest

from simulator.reports.certainty import assumptions_text
from simulator.reports.document import Document, KeyFigures, Section, Text, Tone
from simulator.reports.figures import ABSENT
from simulator.reports.page import page_html
from simulator.reports.run.document import _in_no_column, run_document
from simulator.reports.run.form_table import form_table
from simulator.results.result import Result
from simulator.results.run import Stored
from tests.pages.markup import cells, text, tree

from .conftest import PROVENANCE, held

HALVED = "Four times as many replications about halve this interval."
NARROWER = "More replications make it narrower."


@pytest.fixture
def page_of(district, monkeypatch):
    """Makes the page of a result and reads it."""
    monkeypatch.setattr("simulator.reports.charts.charts", lambda result: {})
    monkeypatch.setattr("simulator.reports.charts.day_chart", lambda result: None)

    def made(result, **of_form):
        form = replace(form_table(result), **of_form)
        return tree(
            page_html(run_document(Stored(result, district.resolved.data, PROVENANCE), form))
        )

    return made


@pytest.fixture
def page_html_of():
    """Makes the page of a document that has one block, and reads it."""

    def made(block):
        answer = Document(title="A", facts=(), body=[block], created="2025-03-04")
        return tree(page_html(answer))

    return made


def repeated(result, replications):
    """The result with its replications over again, until there are so many."""

    def of(some):
        return (some * replications)[:replications]

    return Result.of(
        result.scenario,
        seed=result.seed,
        planned=replications,
        replications=of(result.replications),
        details=of(result.details),
    )


def chapter(page, key):
    return next(each for each in page.iter("section") if each.get("id") == key)


def certainty(page):
    (sure,) = (each for each in page.iter("section") if each.get("class") == "sure")
    return text(sure)


def test_norms_have_the_interval_of_the_share_that_meets_them(page_of, changed):
    result = changed({"wait_mean.outside": 20.0})
    said = text(page_of(result))
    assert "✓ 30 min (Decision 468, 2022): met, in 3 of 3 replications (29 – 100 %)" in said
    said = text(page_of(held(result, 2026)))
    assert "✗ 15 min (Decision 468, 2025): not met, met in 0 of 3 replications (0 – 71 %)" in said


def test_few_replications_are_warned_of_and_what_has_no_interval_is_explained(page_of, result):
    alike = page_of(repeated(result, 3))
    (warning,) = (each for each in alike.iter("p") if each.get("class") == "warning")
    assert text(warning).startswith("Fewer than 20 replications")
    assert " is no interval: it was otherwise in " in certainty(alike)
    assert "Fewer than 20" not in text(page_of(repeated(result, 21)))


def test_the_time_to_a_result_is_that_of_the_settled(page_of, changed):
    assert "; 1,234 still open" in text(
        chapter(page_of(changed({"open_at_end": 1234.0})), "answer")
    )


def test_below_the_queues_it_is_told_who_waits_in_them(page_of, result):
    answer = chapter(page_of(result), "answer")
    noted = {
        section.find(".//caption").text: text(section.find("p[@class='note']"))
        for section in answer.iter("section")
        if section.find("p[@class='note']") is not None
    }
    assert [*noted] == ["Queue, in open hours"]
    assert noted["Queue, in open hours"].endswith("no waits of citizens in the lobby.")


@pytest.mark.parametrize(
    ("replications", "said"), [(2, NARROWER), (9, NARROWER), (10, HALVED), (12, HALVED)]
)
def test_what_an_interval_gains_is_promised_from_ten_replications_on(
    page_of, result, replications, said
):
    sure = certainty(page_of(repeated(result, replications)))
    assert f"was simulated {replications} times" in sure
    assert f"with 95 % certainty. {said}" in sure
    assert assumptions_text() in sure
    assert sure.count(NARROWER) + sure.count(HALVED) == 1


def test_one_replication_promises_no_interval(page_of, result):
    sure = certainty(page_of(repeated(result, 1)))
    assert "One replication gives no interval" in sure
    assert assumptions_text() not in sure
    assert NARROWER not in sure
    assert HALVED not in sure


# The form


def test_it_is_told_from_which_replication_the_form_is_filled_in(page_of, result):
    page = page_of(result, replication=1234, replications=2000)
    assert (
        "Filled in from one replication, number 1,234, whose on-time rate is the median: its "
        "counts differ from the means above."
    ) in text(chapter(page, "form"))


def test_where_there_is_one_replication_the_form_counts_what_the_page_says(page_of, result):
    page = page_of(result, replications=1)
    assert "Filled in from" not in text(chapter(page, "form"))


@pytest.mark.usefixtures("vietnamese")
def test_vietnamese_parts_thousands_with_points_in_the_sentence_of_the_form(page_of, result):
    page = page_of(result, replication=1234, replications=2000)
    assert "lần số 1.234," in text(chapter(page, "form"))


def test_counts_of_the_form_are_written_as_in_vietnamese_on_an_english_page(page_of, result):
    rows = form_table(result).rows
    counts = (12345, 1234567, 999, *rows[0].cells[3:])
    form = chapter(page_of(result, rows=(rows[0]._replace(cells=counts), *rows[1:])), "form")
    land = next(row for row in cells(form) if row[0] == "1")
    assert land[2:5] == ["12.345", "1.234.567", "999"]


def test_the_form_says_what_stands_in_none_of_its_columns(changed):
    assert _in_no_column(changed({"unaccepted": 2501.0})) == (
        "Dossiers filed and not accepted at the end stand in no column: 2,501 on average.",
    )
    assert _in_no_column(changed({"unaccepted": 1.0})) == ()


def test_a_page_may_do_nothing_but_use_its_own_style_sheet(district, changed, monkeypatch):
    monkeypatch.setattr("simulator.reports.charts.charts", lambda result: {})
    html = page_html(run_document(Stored(changed({}), district.resolved.data, PROVENANCE)))
    (policy,) = (
        meta.get("content")
        for meta in tree(html).iter("meta")
        if meta.get("http-equiv") == "Content-Security-Policy"
    )
    (style,) = re.findall("<style>(.*?)</style>", html, re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert html.index("Content-Security-Policy") < html.index("<style")
    assert not re.search(r"<(script|link|img|iframe|object|embed|form|base)\b|\son\w+=", html)
    assert not [each.tag for each in tree(html).iter() if each.get("style")]


# Blocks


def test_key_figures_stand_large_and_say_what_there_is_to_say(page_html_of):
    rows = (
        ("Mean wait", "16 min", Text("met", Tone.MET), "15.6 – 16.1", "norm: 30 min"),
        ("Worst day", "38 min", Text("no norm"), ABSENT, "60 wait at once"),
    )
    figures = KeyFigures("", ("", "", "", "By chance", ""), rows)
    wait, worst = page_html_of(figures).find(".//ul[@class='keys']")
    assert text(wait.find("strong")) == "16 min"
    assert text(wait.find("span[@class='met']")) == "met"
    assert text(wait) == "Mean wait 16 min met By chance: 15.6 – 16.1 norm: 30 min"
    assert text(worst) == "Worst day 38 min no norm 60 wait at once"


def test_what_is_to_be_typed_is_code_on_the_page(page_html_of):
    page = page_html_of(Text("run `onestop sensitivity <X>`, then `onestop run`"))
    assert [each.text for each in page.iter("code")] == ["onestop sensitivity <X>", "onestop run"]
    assert "run onestop sensitivity <X>, then onestop run" in text(page.find("body"))


def test_a_folded_section_shows_its_title_alone(page_html_of):
    folded = page_html_of(Section("All of it", ("A text.",), is_folded=True)).find(".//details")
    assert text(folded.find("summary")) == "All of it"
    assert "open" not in folded.attrib
