import math

import pytest

from simulator.measures import MeasureKey, Method, Scope
from simulator.results.result import (
    Result,
    in_vain_share,
    on_the_due_day_share,
    overdue_share,
)


def test_an_estimate_is_found_by_name_and_by_what_it_is_taken_over(result):
    key = MeasureKey("wait_mean", Scope.STATION, "receive/land")
    assert result["wait_mean.receive/land"] is result[key] is result.at(*key)
    with pytest.raises(KeyError, match=r"did you mean 'wait_mean\.receive/land'"):
        result["wait_mean.receive/lnd"]


def test_lookups_by_scope_leave_out_what_was_not_counted(result):
    waits = result.by("wait_mean", Scope.STEP)
    assert set(waits) == {"receive", "return"}
    assert all(estimate.n for estimate in waits.values())


def test_the_highest_is_that_of_the_scope(result):
    group, estimate = result.highest("utilization", Scope.GROUP)
    assert estimate.mean == max(
        each.mean for each in result.by("utilization", Scope.GROUP).values()
    )
    assert result.by("utilization", Scope.GROUP)[group] is estimate


def test_a_derived_share_is_estimated_replication_by_replication(result):
    overdue = overdue_share(result)
    assert overdue.mean == pytest.approx(1 - result["on_time_rate"].mean)
    assert overdue.low == pytest.approx(1 - result["on_time_rate"].high)


def test_a_derived_share_of_nothing_has_no_interval(changed):
    overdue = overdue_share(changed({"on_time_rate": 1.0}))
    assert (overdue.method, overdue.low, overdue.high) == (Method.UNLIKE, None, None)


def test_a_share_of_nothing_counted_has_no_estimate(changed):
    share = changed({"on_time_rate": math.nan}).share(lambda one: one["on_time_rate"])
    assert share.n == 0
    assert math.isnan(share.mean)


def test_settled_dossiers_are_before_due_on_the_due_day_or_overdue(result):
    shares = result["before_due_rate"], on_the_due_day_share(result), overdue_share(result)
    assert sum(share.mean for share in shares) == pytest.approx(1.0)
    land = overdue_share(result, "land")
    assert land.mean == pytest.approx(1 - result["on_time_rate.land"].mean)


def test_trips_in_vain_are_a_share_of_the_visits_if_there_are_any(changed):
    assert in_vain_share(changed({"trips_in_vain": 30.0, "visits": 400.0})) == 0.075
    assert math.isnan(in_vain_share(changed({"trips_in_vain": 0.0, "visits": 0.0})))


def test_a_result_needs_a_replication(district):
    with pytest.raises(ValueError, match="no replications"):
        Result.of(district.scenario, seed=1, planned=1, replications=[], details=[])
