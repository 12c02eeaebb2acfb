"""What stands behind a difference: how many came, how long all waited, who served them, the mix."""

import pytest

from simulator.studies.comparison.behind import Cause, behind
from simulator.studies.paired import is_seen
from tests.studies.comparison.conftest import BUSY

MIX = "procedures.question.volume=38 per working day"
"""As many who are quick come as of the others."""

PAID = "staff.busy.cost=100; staff.calm.cost=50"


@pytest.fixture
def behind_of(comparison_of):
    """What stands behind the differences of variations from the Center."""

    def found(*variations):
        results = comparison_of(*variations, replications=3).results
        return results, {each.cause: each for each in behind(results)}

    return found


def means(each):
    return [estimate.mean for estimate in each.estimates]


def test_all_have_waited_as_long_as_the_mean_of_each_says(behind_of):
    results, found = behind_of(BUSY)
    waits = [result.series("wait_mean") for result in results]
    hours = [(each.values * each.counts).mean() / 60 for each in waits]
    assert means(found[Cause.WAITED]) == pytest.approx(hours)
    assert found[Cause.WAITED].better == "less"
    assert means(found[Cause.VISITS]) == [result["visits"].mean for result in results]
    assert found[Cause.VISITS].better is None


def test_officers_are_counted(behind_of):
    _results, found = behind_of(BUSY)
    assert means(found[Cause.OFFICERS]) == [2, 3]
    (difference,) = found[Cause.OFFICERS].differences
    assert (difference.mean, is_seen(difference)) == (1, True)


def test_money_is_told_where_all_have_costs_in_one_currency(behind_of):
    more, other = f"{PAID}; {BUSY}", f"{PAID}; currency=USD"
    (_free, *paid), found = behind_of(PAID, more, other)
    assert Cause.COST not in found
    (cost,) = (each for each in behind(paid[:2]) if each.cause is Cause.COST)
    assert (means(cost), cost.better) == ([150, 250], "less")
    assert not any(each.cause is Cause.COST for each in behind(paid))


def test_a_mean_that_moves_with_the_mix_alone_stays_with_the_weights_of_the_first(behind_of):
    results, found = behind_of(MIX)
    before, after = (result["wait_mean"].mean for result in results)
    assert after < 0.6 * before
    assert means(found[Cause.SHARE]) == pytest.approx([0.974, 0.5], abs=0.02)
    assert found[Cause.SHARE].field == "land"
    assert means(found[Cause.LIKE_FOR_LIKE]) == pytest.approx([before, before], rel=0.01)


def test_where_the_mix_is_the_same_nothing_is_told_of_it(behind_of):
    _results, found = behind_of(BUSY)
    assert {Cause.SHARE, Cause.LIKE_FOR_LIKE}.isdisjoint(found)


def test_a_field_that_only_one_scenario_has_is_of_no_weight(behind_of):
    fields = "fields={land: Land, other: Other, new: New}"
    field = f"{fields}; procedures.transfer.field=new; staff.busy.serves=[receive/new]"
    _results, found = behind_of(field)
    assert found[Cause.SHARE].field in {"land", "new"}
    assert sorted(means(found[Cause.SHARE])) == pytest.approx([0, 0.97], abs=0.01)
    assert means(found[Cause.LIKE_FOR_LIKE])[0] < 2  # Those of the field that both have.
