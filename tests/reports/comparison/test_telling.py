"""What is said of a comparison."""

from dataclasses import replace

import numpy as np
import pytest

from simulator.measures import MeasureKey
from simulator.reports.certainty import assumptions_text
from simulator.reports.comparison.document import comparison_document
from simulator.reports.comparison.telling import (
    called,
    cautions,
    differences_in_words,
    interval_texts,
    own_mean,
    pairing_note,
    pairing_text,
    sentences,
    signed_mean,
    warnings,
)
from simulator.reports.differences import difference_text
from simulator.studies.paired import Comparison, paired_difference
from tests.studies.comparison.conftest import BUSY, origin_of

BUSY_IN_WORDS = "Land counter · Officers: 1 → 2"
CALM_IN_WORDS = "Other counter · Officers: 1 → 2"


def test_what_changes_comes_first_and_what_does_not_is_said(both):
    busy, calm = sentences(both)
    assert busy.startswith(
        f"With “{BUSY_IN_WORDS}” in place of “two-counters”, the mean wait is shorter by "
    )
    assert "“Called within 15 min”" in busy
    assert calm == (
        f"“{CALM_IN_WORDS}” comes to the same as “two-counters” in all 6 replications, in "
        "everything that was asked for."
    )


def test_a_scenario_is_called_by_what_it_changes_unless_it_has_a_name(comparison_of):
    typed = "procedures.transfer.channels={counter: 0.1, online: 0.9}; staff.busy.officers=2"
    found = comparison_of(typed, f"name=Two more; {BUSY}", "staff.busy.officers=1", replications=2)
    base, first, named, same = (called(found, one.name) for one in found.alternatives)
    assert (base, named, same) == ("two-counters", "Two more", "staff.busy.officers=1")
    assert first.startswith("transfer · Ways in, shares: counter 1 → counter 0.1, online 0.9")
    assert first.endswith(" and 1 more")


def test_the_table_for_notebooks_has_each_difference_in_words(both):
    table = differences_in_words(both)
    assert len(table) == len(both.comparison.differences)
    waits = table[table["measure"] == "wait_mean"].set_index("second")
    assert waits.loc[BUSY, "verdict"].startswith("shorter by ")


def test_the_first_change_is_named_where_the_wait_is_not_asked_for(comparison_of):
    found = comparison_of(BUSY, measures=("received", "utilization.busy"))
    (said,) = sentences(found)
    second = found.comparison.differences[1]
    verdict = difference_text(second.measure.entry, second.estimate)
    assert said.startswith(
        f"With “{BUSY_IN_WORDS}” in place of “two-counters”, “Load of the officers · Land"
    )
    assert said.endswith(f" is {verdict}. Nothing else that was asked for changes visibly.")


def test_one_replication_is_too_few_to_say_anything(comparison_of):
    found = comparison_of(BUSY, replications=1, planned=4)
    (said,) = sentences(found)
    assert said == f"Too few replications to compare “{BUSY_IN_WORDS}” with “two-counters”."
    assert warnings(found)[0] == "Interrupted: 1 of 4 replications finished."
    document = comparison_document(found, origin_of(found))
    assert document.facts[1:3] == ["2 scenarios", "1 replication of each"]


def test_the_same_scenario_twice_is_told_to_be_the_same(comparison_of):
    found = comparison_of("staff.busy.officers=1", replications=3)
    assert {
        difference_text(each.measure.entry, each.estimate)
        for each in found.comparison.differences
        if each.estimate.n
    } == {"the same in all 3 replications"}
    assert {pairing_text(each.pairing) for each in found.comparison.differences} == {"> 100 ×", "–"}
    (said,) = sentences(found)
    assert said.startswith("“staff.busy.officers=1” comes to the same as “two-counters” in all 3 r")


def differing(of, *differences):
    """A comparison with one measure that differs by so much in each of its replications."""
    found = paired_difference(
        MeasureKey("wait_mean"),
        ("two-counters", np.zeros(len(differences))),
        (of.alternatives[1].name, np.array(differences)),
    )
    return replace(of, comparison=Comparison((found,), pairs=1, measures=1))


@pytest.mark.parametrize(
    ("differences", "said"),
    [
        (
            (0.0, 0.0, 0.0, -9.0, 0.0, 0.0),
            "Too few replications of “{second}” differ from “{first}”",
        ),
        (
            (1.0, -1.0, 2.0, -2.0, 3.0, -3.0),
            "Between “{second}” and “{first}” no difference can be",
        ),
        ((-2.0,) * 6, "With “{second}” in place of “{first}”, the mean wait is shorter by 2.0 min"),
    ],
)
def test_it_is_told_why_no_difference_is_seen(comparison_of, differences, said):
    (sentence,) = sentences(differing(comparison_of(BUSY), *differences))
    assert sentence.startswith(said.format(first="two-counters", second=BUSY_IN_WORDS))


def test_who_cannot_carry_the_load_is_told_before_any_number(comparison_of):
    found = comparison_of("demand.growth=2.0", replications=3)
    few, overload = warnings(found)
    assert few == "With 3 replications only large differences can be seen: take 10 or more."
    assert overload == (
        "“Demand · Growth of every volume, factor: 1 → 2”: Too few hours on duty for the work that "
        "is offered: Land counter."
    )


def test_what_changes_in_dossiers_is_told_beside_a_shorter_wait(comparison_of):
    (said,) = sentences(
        comparison_of(
            "procedures.transfer.limit=same day; staff.busy.officers=2",
            measures=("wait_mean", "overtime_hours", "before_due_rate"),
        )
    )
    assert "the mean wait is shorter by" in said
    assert "“Before due” is lower by 95" in said


def test_of_a_single_measure_nothing_else_is_said(comparison_of):
    (said,) = sentences(comparison_of(BUSY, measures=("wait_mean",)))
    assert said.endswith(").")
    assert "else" not in said


def test_means_have_the_digits_of_their_difference(both):
    difference = both.comparison.differences[0]
    small = replace(
        difference, estimate=replace(difference.estimate, mean=-0.05, low=-0.06, high=-0.04)
    )
    assert len(own_mean(both, both.base.name, small).text.partition(".")[2]) == 2


@pytest.mark.parametrize(
    ("mean", "text"), [(-4.04, "−4.0"), (4.04, "+4.0"), (0.01, "0.0"), (-0.01, "0.0")]
)
def test_a_difference_has_a_sign_unless_it_is_nothing(both, mean, text):
    difference = both.comparison.differences[0]
    estimate = replace(difference.estimate, mean=mean, low=mean - 1, high=mean + 1)
    assert signed_mean(replace(difference, estimate=estimate)) == text


@pytest.mark.parametrize(
    ("pairing", "text"),
    [
        (0.5, "0.5 ×"),
        (0.96, "1 ×"),
        (1.26, "1 ×"),
        (9.7, "10 ×"),
        (12.3, "10 ×"),
        (99.9, "100 ×"),
        (100.1, "> 100 ×"),
        (2429.0, "> 100 ×"),
        (float("inf"), "> 100 ×"),
        (float("nan"), "–"),
    ],
)
def test_the_worth_of_pairing_is_told_in_the_one_digit_that_holds(pairing, text):
    assert pairing_text(pairing) == text


def test_of_pairing_it_is_told_below_what_number_it_is_rough():
    assert "from fewer than 20 replications it is known only roughly" in pairing_note()


def test_what_intervals_leave_out_is_told_where_there_are_some(comparison_of):
    *_family, left_out = interval_texts(comparison_of(BUSY, replications=2))
    assert left_out == assumptions_text()
    assert interval_texts(comparison_of(BUSY, replications=1, planned=4)) == []


def test_filings_that_nobody_accepts_are_told_beside_the_numbers(comparison_of):
    online = "procedures.question.channels={online: 1}"
    nobody = "staff.calm.calendar=nights", "calendars.nights={hours: {mon: [17:00-17:01]}}"
    found = comparison_of("; ".join((online, *nobody)), replications=2)
    (said,) = cautions(found)
    assert said.startswith(f"“{called(found, found.alternatives[1].name)}”: ")
    assert "dossiers are filed and not accepted at the end" in said
