"""Titles state what is the highest only where intervals do not overlap."""

from collections.abc import Callable

import numpy as np
import pytest

from simulator.reports.charts.dossiers import dossier_time, dossier_time_by_field, settled
from simulator.reports.charts.lobby import arrivals_capacity, load
from simulator.results.result import Result

HOUR = 3600


def shares(*around: float) -> list[list[float]]:
    """Return shares of three replications whose intervals reach 0.025 to either side."""
    return [[share - 0.01, share, share + 0.01] for share in around]


def loads(changed, leaders: float, counters: float) -> Result:
    """Two groups at work so much, and all others little."""
    values = {
        name: [0.1] * 3 for name in changed({}).index.names if name.startswith("utilization.")
    }
    both = shares(leaders, counters)
    return changed(
        values | dict(zip(("utilization.leaders", "utilization.land-counter"), both, strict=True))
    )


@pytest.mark.parametrize(
    ("leaders", "counter", "title"),
    [
        (0.85, 0.70, "The busiest group, Signing leaders, is at work 85 % of its duty"),
        (
            0.85,
            0.84,
            "No group is clearly the busiest: Signing leaders: 85 %; Land counter: 84 % of duty",
        ),
        (0.95, 0.70, "Signing leaders has no slack: at work 95 % of its duty"),
        (0.95, 0.94, "No slack: Signing leaders: 95 %; Land counter: 94 % of duty at work"),
        (0.91, 0.89, "Signing leaders has no slack: at work 91 % of its duty"),
    ],
)
def test_a_group_is_the_busiest_only_where_chance_did_not_make_it_so(
    changed, leaders, counter, title
):
    assert load(loads(changed, leaders, counter)).title.startswith(title)


def test_one_replication_names_the_group_with_the_highest_load(changed):
    loads = {"utilization.leaders": 0.85, "utilization.land-counter": 0.849}
    title = load(changed(loads, replications=1)).title
    assert title == "The busiest group, Signing leaders, is at work 85.0 % of its duty"


def time_spent(detailed, result, *, appraise: list[float], approve: list[float]) -> Result:
    """Dossiers wait so many hours at two steps, and are worked on nowhere."""
    spent = np.zeros((len(appraise), 5, 2), np.int64)
    for index, one in enumerate(result.replications):
        spent[index, 1, 0] = appraise[index] * HOUR * one["settled"]
        spent[index, 2, 0] = approve[index] * HOUR * one["settled"]
    return detailed(spent=list(spent), spent_elsewhere=np.zeros(3, np.int64))


def test_a_part_of_the_time_is_the_largest_only_where_chance_did_not_make_it_so(detailed, result):
    clear = time_spent(detailed, result, appraise=[5.9, 6.0, 6.1], approve=[3.9, 4.0, 4.1])
    unclear = time_spent(detailed, result, appraise=[5.0, 6.0, 7.0], approve=[4.0, 5.0, 6.0])
    assert dossier_time(clear).title.endswith(
        "; the largest part is waiting at the step “Appraise”: 6.0 h"
    )
    assert dossier_time(unclear).title.endswith(
        "; no part is clearly the largest: waiting at the step “Appraise”: 6 h; waiting at the "
        "step “Approve”: 5 h"
    )


def test_no_part_that_takes_no_time_is_named(detailed, result):
    widely = time_spent(detailed, result, appraise=[1.0, 6.0, 29.0], approve=[0.0, 0.0, 0.0])
    assert dossier_time(widely).title.endswith(
        "the largest part is waiting at the step “Appraise”: 12 h"
    )


def test_a_field_takes_longest_only_where_chance_did_not_make_it_so(changed):
    health = {"cycle_time_mean.health": [110.0, 120.0, 130.0]}
    unclear = changed(health | {"cycle_time_mean.land": [108.0, 118.0, 128.0]})
    assert dossier_time_by_field(unclear).title == (
        "In no field do dossiers clearly take longest: Health: 120 open hours; Land: 118 open "
        "hours on average"
    )


@pytest.fixture
def at_eight(detailed) -> Callable[..., Result]:
    """Ten open days on which so many come from eight to nine, and ten can be served."""

    def make(*coming: int) -> Result:
        tickets = np.zeros((len(coming), 7, 24), np.int64)
        tickets[:, 0, 8] = np.array(coming) * 10
        duty = np.zeros(24, np.int64)
        duty[8] = 10 * 10 * 900
        return detailed(
            tickets=list(tickets),
            open_days=np.array([10, 0, 0, 0, 0, 0, 0]),
            duty=duty,
            citizen_work=np.array([900, 1]),
        )

    return make


@pytest.mark.parametrize(
    ("coming", "title"),
    [
        ((15, 16, 17), "Between 8:00 and 9:00 16 visits come, more than the 10 that could"),
        (
            (8, 12, 16),
            "Between 8:00 and 9:00 about as many visits come as could be served: 12 come, and 10",
        ),
        ((4, 9, 14), "Between 8:00 and 9:00 about as many visits come as could be served: 9 come"),
        ((4, 5, 6), "All officers at the counters together could serve more visits than come"),
    ],
)
def test_more_come_than_can_be_served_only_where_chance_did_not_make_it_so(at_eight, coming, title):
    assert arrivals_capacity(at_eight(*coming)).title.startswith(title)


def test_a_field_is_most_often_overdue_only_where_chance_did_not_make_it_so(changed):
    names = [name for name in changed({}).index.names if name.startswith("on_time_rate.")]
    in_time = {name: [0.99] * 3 for name in names} | {"overdue": 50.0}
    health, land = shares(0.80, 0.81)
    clear = changed(in_time | {"on_time_rate.health": health})
    unclear = changed(in_time | {"on_time_rate.health": health, "on_time_rate.land": land})
    assert settled(clear).title == (
        "Most often overdue is the field “Health”: 20 % of its settled dossiers"
    )
    assert settled(unclear).title == (
        "In no field are settled dossiers clearly the most often overdue: Health: 20 %; Land: 19 %"
    )
