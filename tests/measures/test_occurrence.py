"""How often something happened in replications, with its exact interval."""

import pytest
from scipy import stats

from simulator.measures import Occurrence


@pytest.mark.parametrize("of", [1, 2, 12, 20])
def test_the_interval_is_clopper_and_pearsons(of) -> None:
    for times in range(of + 1):
        found = Occurrence(times, of=of)
        exact = stats.binomtest(times, of).proportion_ci(0.95, method="exact")
        assert (found.low, found.high) == pytest.approx((exact.low, exact.high))
        assert found.share == times / of


def test_a_dozen_years_by_hand() -> None:
    # 0.975 = P(at least 10 of 12 | low) has the solution 0.5159 in Clopper and Pearson's chart.
    found = Occurrence(10, of=12)
    assert (round(found.low, 4), round(found.high, 4)) == (0.5159, 0.9791)
    assert Occurrence(12, of=12).low == pytest.approx(0.025 ** (1 / 12))
