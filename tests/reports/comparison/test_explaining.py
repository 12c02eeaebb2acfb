"""What moves a mean or a rate by itself is named where it has a part in what is seen."""

import pytest

from simulator.measures import Estimate, Method
from simulator.reports.comparison.explaining import explanations
from simulator.studies.paired import Difference
from tests.studies.comparison.conftest import BUSY

MIX = "procedures.question.volume=38 per working day"
SATURDAY = "calendar.hours={mon-sat: [08:00-12:00, 13:00-17:00]}"
CUT_OFF = "calendar.cut_off=10:00"


def seen(keys):
    estimate = Estimate(1.0, 0.5, 1.5, 6, Method.T)
    return [Difference(key, "first", "second", estimate, 1.0) for key in keys]


@pytest.fixture
def said_of(comparison_of):
    """Says what explains differences seen in some measures between the Center and a variation."""

    def say(variation, *measures):
        found = comparison_of(variation, replications=2)
        keys = found.results[0].index.keys_of(measures)
        return list(explanations(*found.results, seen(keys)))

    return say


def test_another_mix_of_fields_is_named_where_means_over_all_fields_differ(said_of):
    waiting, received = said_of(MIX, "wait_mean")
    assert waiting.startswith("The mix has a part in it: “Land” is 51.2 % of all who wait, in")
    assert received.startswith("The mix of what is received differs: “Other” is 48.8 % of")
    assert said_of(MIX, "wait_mean.receive/land", "open_at_end") == []


def test_more_accepted_after_the_cut_off_is_named_where_rates_by_the_clock_differ(said_of):
    (said,) = said_of(CUT_OFF, "before_due_rate.land")
    assert "accepted too late for their clock to start on that day, in place of 8.3 %" in said
    assert said_of(CUT_OFF, "cycle_time_mean") == []


def test_other_open_hours_are_named_where_times_are_counted_in_them(said_of):
    # March 2021 has 23 weekdays and 4 Saturdays of 8 hours.
    (said,) = said_of(SATURDAY, "queueing_mean.receive")
    assert said.startswith("The doors are open 216 h in the period in place of 184 h: the same")
    assert not any("doors" in said for said in said_of(SATURDAY, "overtime_hours"))


def test_where_nothing_else_changes_nothing_is_named(said_of):
    assert said_of(BUSY, "wait_mean", "cycle_time_mean") == []


def test_fewer_accepted_in_overtime_are_named_where_rates_by_the_clock_differ(said_of):
    (said,) = said_of(BUSY, "before_due_rate")
    assert "accepted too late for their clock to start on that day, in place of 8.3 %" in said
