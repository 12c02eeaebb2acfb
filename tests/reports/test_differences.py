"""A difference in words: each measure has its own, and none is said where none can be seen."""

import pytest

from simulator.measures import Estimate, Method, measure_named
from simulator.reports.differences import difference_text


@pytest.mark.parametrize(
    ("measure", "less", "more"),
    [
        ("wait_p90.receive", "shorter by 2.0 min (1.5 to 2.5)", "longer by 2.0 min (1.5 to 2.5)"),
        (
            "cycle_time_mean",
            "shorter by 2.0 open hours (1.5 to 2.5)",
            "longer by 2.0 open hours (1.5 to 2.5)",
        ),
        (
            "on_time_rate",
            "lower by 200 percentage points (150 to 250)",
            "higher by 200 percentage points (150 to 250)",
        ),
        ("overdue", "fewer by 2.0 dossiers (1.5 to 2.5)", "more by 2.0 dossiers (1.5 to 2.5)"),
        ("lost", "fewer by 2.0 (1.5 to 2.5)", "more by 2.0 (1.5 to 2.5)"),
        ("overtime_hours", "lower by 2.0 h (1.5 to 2.5)", "higher by 2.0 h (1.5 to 2.5)"),
        ("signatures_per_day", "lower by 2.0 (1.5 to 2.5)", "higher by 2.0 (1.5 to 2.5)"),
    ],
)
def test_each_measure_has_its_words(measure, less, more):
    entry = measure_named(measure)
    assert difference_text(entry, Estimate(-2, -2.5, -1.5, 9, Method.T)) == less
    assert difference_text(entry, Estimate(2, 1.5, 2.5, 9, Method.T)) == more


def test_an_interval_around_zero_shows_no_difference():
    around = Estimate(0.25, -0.3, 0.8, 9, Method.T)
    assert difference_text(measure_named("wait_mean"), around) == (
        "no difference can be seen (−0.3 to 0.8)"
    )
