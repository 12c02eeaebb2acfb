"""Footnotes: what stands in place of an interval or a quantile is explained where it is shown."""

import math
from dataclasses import replace

import pytest

from simulator.measures import Estimate, Method, Occurrence
from simulator.reports.certainty import quantile_note, unlike_note
from simulator.reports.figures import PERCENT, interval
from simulator.reports.run.tables import dossiers_table

COMMON = Estimate(2.0, 1.0, 3.0, 10, Method.T)
NEVER = Estimate(0.0, None, None, 10, Method.UNLIKE, Occurrence(0, of=10))
TWICE = Estimate(0.1, None, None, 20, Method.UNLIKE, Occurrence(2, of=20))
POOLED = Estimate(14.5, 9.0, 20.0, 10, Method.POOLED)
FEW = Estimate(math.nan, None, None, 0, Method.FEW)


@pytest.mark.parametrize(
    ("estimate", "text"), [(NEVER, "0/10 (≤ 31 %)"), (TWICE, "2/20 (1 – 32 %)"), (FEW, "")]
)
def test_in_place_of_an_interval_stands_how_often_it_may_be_otherwise(estimate, text):
    assert interval(estimate, PERCENT) == text


def test_a_bound_is_never_rounded_below_what_may_happen():
    many = replace(NEVER, unlike=Occurrence(0, of=50_000))
    assert interval(many, PERCENT) == "0/50,000 (≤ 1 %)"


def test_the_first_that_is_shown_is_explained(district):
    assert unlike_note([COMMON, TWICE, NEVER], district.scenario) == (
        "2/20 (1 – 32 %) is no interval: it was otherwise in 2 of 20 replications, and may be in "
        "up to 32 %."
    )
    assert unlike_note([COMMON], district.scenario) == ""


def test_quantiles_of_few_say_what_they_are_of():
    assert quantile_note([POOLED]) == (
        "“9 in 10 within” is of all replications together where each has few."
    )
    assert quantile_note([FEW, COMMON]) == (
        "“9 in 10 within” is left out where there are fewer than 100 in all."
    )
    assert quantile_note([COMMON]) == ""


def test_a_table_explains_what_it_shows_and_nothing_else(result, changed):
    fields = [name for name in result.index.names if name.startswith("on_time_rate.")]
    alike = dossiers_table(changed(dict.fromkeys(fields, 1.0)))
    assert {row[2].text for row in alike.rows} == {"0/3 (≤ 71 %)"}
    assert alike.note.startswith("0/3 (≤ 71 %) is no interval: ")
    spread = dossiers_table(changed(dict.fromkeys(fields, 0.9)))
    assert "is no interval" not in spread.note
