import math
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len

from simulator.reports.document import Document
from simulator.reports.run.answer import checked_text, intervals_rest_on_text, rests_on_text
from simulator.reports.run.document import run_document
from simulator.reports.terminal import rendered
from simulator.results.result import Result
from simulator.results.run import Stored
from simulator.scenario.sourcing import Sourcing, sourcing
from tests.reports.conftest import PROVENANCE, held

MOST_LINES = 62
MORE_WHERE_NARROW = 10
"""Lines that wrap on 80 columns: warnings, norms, notes with numbers, and findings that name two
long places."""

CHECKED = PROVENANCE | {"check": {"identical": True, "operations": 11614}}
FAILED = PROVENANCE | {"check": {"identical": False, "operations": 1}}


@pytest.fixture(scope="session")
def document(district):
    """Says what came of a run of the Center as it was written."""

    def say(result: Result, provenance: dict[str, object] = CHECKED) -> Document:
        return run_document(Stored(result, district.resolved.data, provenance))

    return say


@pytest.fixture(scope="session")
def page(document):
    """Renders the report of a run as text."""

    def render(result: Result, width: int = 100) -> str:
        return rendered(document(result), width=width, colour=False)

    return render


@pytest.fixture(scope="session")
def overloaded(district_with):
    """One specialist for three times the land dossiers, and labels as long as offices make them."""
    return district_with(
        "staff.land-specialists.officers=1",
        "procedures.land-transfer.volume=4500 per year",
        "fields.land=Land, land registry and compensation for land that is taken for public works",
        "staff.land-specialists.label=Specialists of the division of natural resources and land",
        "name=Public Administration Center of a district with a remarkably long name [of islands]",
    ).run(2)


@pytest.mark.parametrize("width", [80, 100, 200])
def test_the_report_fits_a_screen(page, result, overloaded, width):
    for each in (result, overloaded):
        lines = page(each, width).splitlines()
        assert max(map(cell_len, lines)) <= min(width, 100)
        assert len(lines) <= MOST_LINES + (MORE_WHERE_NARROW if width < 100 else 0)


@pytest.fixture(scope="session")
def sourced(district):
    return sourcing(district.resolved.data, district.scenario.sources)


def test_sections_come_in_the_order_in_which_questions_are_asked(page, result, sourced):
    text = page(result)
    order = [
        "District Public Administration Center",
        "1 March 2021 to 31 May 2021 · 3 replications · seed 7",
        "Waiting in the lobby",
        "Dossiers",
        "Queue, in open hours",
        "Officers and visits",
        "What to look at first",
        f"Intervals hold if the {sourced.assumed} assumptions do: ",
        "Checked against the SimPy model: 11,614 operations identical.",
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("engine", "check", "said"),
    [
        ("compiled", {"identical": True, "operations": 1}, "SimPy model: 1 operation identical."),
        ("compiled", {"identical": False, "operations": 1}, "this is a defect of the program."),
        ("compiled", {"interrupted": True}, "was interrupted before it was finished."),
        ("compiled", None, "The check against the SimPy model was left out."),
        ("simpy", None, "Engine: simpy."),
    ],
)
def test_what_the_check_has_shown(engine, check, said):
    assert checked_text({"engine": engine, "check": check}).endswith(said)


@pytest.mark.parametrize("width", [80, 100])
def test_that_intervals_hold_if_the_assumptions_do_takes_one_line_in_vietnamese_too(
    page, result, width, sourced, vietnamese
):
    said = intervals_rest_on_text(result, Sourcing(1040, 1030))
    assert "khoảng tin cậy" in said.lower()
    assert len(said) <= 80
    assert f"\n{intervals_rest_on_text(result, sourced)}\n" in page(result, width)


def test_where_all_has_a_source_intervals_are_no_matter_of_assumptions(result):
    assert intervals_rest_on_text(result, Sourcing(40, 0)) == rests_on_text(Sourcing(40, 0))


def test_a_failed_check_is_red(document, result):
    page = rendered(document(result, FAILED), width=100, colour=True)
    assert "\x1b[31m✗ Checked" in page


def test_norms_are_met_or_not(page, changed):
    result = changed({"wait_mean.outside": 20.0, "wait_within_20.outside": 1.0})
    assert "✓ 30 min (Decision 468, 2022): met" in page(held(result, 2024))
    assert "✗ 15 min (Decision 468, 2025): not met" in page(held(result, 2026))
    missed = held(changed({"wait_within_20.outside": 0.99}), longest_wait="20 min")
    assert "✗ nobody over 20 min (own norm): not met" in page(missed)
    assert "nobody over" not in page(result)


def test_who_comes_from_outside_has_a_row_where_others_wait_less(page, changed):
    stays = changed({"wait_mean": 23.6, "wait_mean.outside": 24.8})
    (outside,) = (line for line in page(stays).splitlines() if "Same, from outside" in line)
    assert "Same, from outside     24.8 min" in outside
    assert "✓ 30 min (Decision 468, 2022): met" in outside
    nobody_stays = changed({"wait_mean": 24.8, "wait_mean.outside": 24.8})
    assert "Same, from outside" not in page(nobody_stays)


def test_that_nobody_waits_longer_is_unclear_where_nobody_did(page, changed):
    result = changed({"wait_within_20": 1.0, "wait_within_20.outside": 1.0})
    alike = " ".join(page(held(result, longest_wait="20 min")).split())
    assert "? nobody over 20 min (own norm): unclear, met in 3 of 3 replications" in alike
    assert "Called within 20 min 100.0 % 0/3 (≤ 71 %)" in alike
    assert "[0" not in alike


def test_what_stands_in_place_of_an_interval_is_explained_once(page, changed):
    alike = page(changed({"wait_within_20": 1.0, "wait_within_30": 1.0}))
    assert alike.count("is no interval") == 1
    said = "0/3 (≤ 71 %) is no interval: it was otherwise in 0 of 3 replications, and may be in up"
    assert said in " ".join(alike.split())


def test_few_replications_are_warned_of(page, result):
    assert "Fewer than 20 replications" in page(result)
    one = replace(result, replications=result.replications[:1])
    many = replace(result, replications=result.replications * 7)
    assert "Fewer than 20 replications" not in page(one) + page(many)


def test_the_time_to_a_result_says_how_many_have_none_yet(page, changed):
    text = " ".join(page(changed({"open_at_end": 1234.0})).split())
    assert re.search(r"9 in 10 within [\d.]+ h; 1,234 still open", text)


def test_what_one_run_has_met_is_said_of_one_run(page, changed):
    result = changed({"wait_mean.outside": 20.0, "wait_within_20.outside": 1.0}, replications=1)
    text = " ".join(page(held(result, 2026, longest_wait="20 min")).split())
    assert "✗ 15 min (Decision 468, 2025): not met, in one run" in text
    assert "✓ nobody over 20 min (own norm): met, in one run" in text
    assert "? " not in text


def test_no_verdict_is_cut_on_a_narrow_screen(page, changed):
    result = changed({"wait_mean.outside": 20.0, "wait_within_20.outside": 0.5})
    text = " ".join(page(held(result, 2026, longest_wait="20 min"), width=80).split())
    assert "(Decision 468, 2025): not met, met in 0 of 3 replications" in text
    assert "over 20 min (own norm): not met, met in 0 of 3 replications" in text


def test_a_norm_inside_the_interval_is_not_decided(page, result, changed):
    shift = 15.0 - result["wait_mean.outside"].mean
    values = [one["wait_mean.outside"] + shift for one in result.replications]
    text = page(held(changed({"wait_mean.outside": values}), 2026))
    assert "? 15 min (Decision 468, 2025): unclear" in text


def test_shares_of_settled_dossiers_sum_to_one(page, changed):
    text = page(changed({"before_due_rate": 0.5, "on_time_rate": 0.9}))
    assert "Before due               50.0 %" in text
    assert "On time                  40.0 %" in text
    assert "Overdue                  10.0 %" in text


def test_the_longest_queue_of_a_step_names_its_field(page, changed):
    text = page(changed({"queueing_mean.seal/health": 77.0}))
    (line,) = (line for line in text.splitlines() if line.startswith("  Seal "))
    assert line.endswith("77.0 h Health")


def test_one_replication_has_no_interval_and_says_so(page, changed, sourced):
    text = page(changed({"on_time_rate": 1.0}, replications=1))
    assert "One replication gives no interval" in text
    assert rests_on_text(sourced) in text
    assert "Intervals" not in text
    assert "95 % interval" not in text
    assert "by chance" not in text
    assert "1 replication ·" in text


def test_an_interrupted_run_says_how_much_of_it_is_reported(page, result):
    cut = replace(result, planned=50, replications=result.replications[:2])
    assert "Interrupted: 2 of 50 replications finished." in page(cut)


def test_where_nothing_was_settled_there_are_dashes(page, changed):
    rates = ("before_due_rate", "on_time_rate", "on_time_rate_official", "visits_per_dossier")
    text = page(changed(dict.fromkeys(rates, math.nan) | {"settled": 0.0, "received": 0.0}))
    assert "Before due                    –" in text
    assert "nan" not in text


def test_a_center_to_which_nobody_comes_has_a_report(page, district_with):
    text = page(district_with("procedures.all.volume=0 per year").run(1))
    assert "Nobody was at work in the period" in text
    assert "Queue, in open hours" not in text
    assert "met" not in text


def test_an_overload_is_said_first(page, overloaded):
    text = " ".join(page(overloaded).split())
    assert "1 The load cannot be carried. " in text
    assert "Needed of the hours on duty: Specialists of the division of natural… " in text
    assert "dossiers are open at the end" in text


@pytest.mark.parametrize("unaccepted", [7.6, 123_456.0])
def test_filings_not_accepted_yet_are_told_in_full(page, changed, unaccepted):
    text = page(changed({"unaccepted": unaccepted}))
    said = f"{unaccepted:,.1f}" if unaccepted < 10 else f"{unaccepted:,.0f}"
    assert f"with {said} not accepted yet" in text


@pytest.mark.parametrize("width", [72, 80, 100])
def test_no_number_is_cut(page, changed, width):
    text = page(changed({"wait_mean": 22_737.3, "unaccepted": 1_095.0}), width)
    assert "22,737 min" in text or "22,737.3 min" in text
    said = " ".join(text.split())
    assert re.search(r"open hours on average; 9 in 10 within [\d.]+ h", said)
    assert not re.search(r"\d[^ ]*…", text)


def test_labels_are_texts_and_no_markup(page, overloaded):
    assert "[of islands]" in page(overloaded)


def test_colour_is_only_added(page, document, result):
    plain = page(result)
    styled = rendered(document(result), width=100, colour=True)
    assert "\x1b[" in styled
    assert "\x1b[" not in plain
