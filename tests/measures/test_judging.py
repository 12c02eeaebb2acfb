"""Whether replications keep a bound, and in how many of them it holds."""

import numpy as np
import pytest

from simulator.measures import (
    Bound,
    MeasureKey,
    Occurrence,
    Series,
    Verdict,
    share_verdict,
    times_met,
)

RATE, WAIT = Bound(">=", 0.98), Bound("<=", 30.0)


@pytest.mark.parametrize(
    ("sign", "below", "at", "above"),
    [
        (">=", False, True, True),
        ("<=", True, True, False),
        (">", False, False, True),
        ("<", True, False, False),
    ],
)
def test_a_bound_holds_as_its_sign_says(sign, below, at, above) -> None:
    bound = Bound(sign, 5.0)
    assert [bound.holds(value) for value in (4.0, 5.0, 6.0)] == [below, at, above]
    assert not bound.holds(float("nan"))


def series(*values):
    return Series(
        MeasureKey("wait_mean"), np.array(values), np.full(len(values), 9), [None] * len(values)
    )


class TestYears:
    """A dozen years by hand: the mean meets the target, and every third year does not."""

    RATES = (0.99, 0.97, 0.99, 0.99, 0.97, 0.99, 0.99, 0.97, 0.99, 0.99, 0.97, 0.99)
    WAITS = (20.0, 20.0, 31.0, 20.0, 20.0, 31.0, 20.0, 20.0, 20.0, 20.0, 20.0, 20.0)

    def test_each_year_is_held_against_the_target(self):
        assert times_met([RATE], [series(*self.RATES)]) == Occurrence(8, of=12)

    def test_a_year_meets_all_targets_or_does_not(self):
        both = times_met([RATE, WAIT], [series(*self.RATES), series(*self.WAITS)])
        assert both == Occurrence(6, of=12)
        assert (both.low, both.high) == pytest.approx((0.2109, 0.7891), abs=1e-4)

    def test_a_year_with_nothing_to_hold_against_a_target_is_left_out(self):
        assert times_met([Bound("<=", 8.0)], [series(np.nan, 9.0, 7.0)]) == Occurrence(1, of=2)
        assert times_met([Bound("<=", 8.0)], [series(np.nan, np.nan)]) is None

    @pytest.mark.parametrize(
        ("times", "of", "verdict"),
        [
            (36, 36, Verdict.MET),
            (35, 35, Verdict.UNCLEAR),
            (30, 36, Verdict.UNCLEAR),
            (24, 36, Verdict.MISSED),
        ],
    )
    def test_a_share_of_years_is_met_where_its_interval_is(self, times, of, verdict):
        assert share_verdict(Occurrence(times, of=of), 0.9) is verdict
