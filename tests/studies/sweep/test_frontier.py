"""What is on the frontier, and what is cheapest where demand is given."""

from math import nan
from types import SimpleNamespace

import numpy as np
import pytest

from simulator.measures import MeasureKey, Series, Verdict
from simulator.studies.sweep import open_sweep
from simulator.studies.sweep.frontier import (
    better_of,
    cheapest_at_all_levels,
    cheapest_by_level,
    frontier,
    frontier_of,
)
from simulator.studies.sweep.levels import CASE, given_axes, is_given, levels, selected
from simulator.studies.sweep.summary import verdict
from tests.studies.sweep.conftest import PLAN


def dominates(one, other, sign):
    """Whether a point costs no more and is no worse, and is different in one of the two."""
    cheaper, better = one[0] <= other[0], sign * one[1] <= sign * other[1]
    return cheaper and better and one != other


@pytest.mark.parametrize(("better", "sign"), [("less", 1), ("more", -1)])
def test_the_frontier_is_what_no_other_point_dominates(better, sign):
    random = np.random.default_rng(6)
    for _try in range(200):
        points = [tuple(pair) for pair in random.integers(0, 8, (12, 2)).tolist()]
        kept = [points[place] for place in frontier(*zip(*points, strict=True), better)]
        free = {
            point for point in points if not any(dominates(other, point, sign) for other in points)
        }
        assert set(kept) == free
        assert len(kept) == len(free)
        assert kept == sorted(kept)


def test_of_equal_points_the_first_stays():
    assert frontier([2, 2, 2], [5, 5, 5]).tolist() == [0]


def test_of_points_with_the_same_cost_the_better_stays_wherever_it_stands():
    assert frontier([1, 1], [5, 4]).tolist() == [1]
    assert frontier([1, 1], [5, 4], "more").tolist() == [0]


def test_a_point_without_a_number_is_none():
    assert frontier([1, 2, nan], [nan, 5, 1]).tolist() == [1]
    assert frontier([], []).tolist() == []


def points_with(waits):
    """A sweep of points, the cheapest first, with so many minutes in each replication."""
    series = [
        Series(MeasureKey("wait_mean"), own, np.ones(len(own), int), [None] * 20) for own in waits
    ]
    return SimpleNamespace(
        outlay=float,
        estimate_on_grid=lambda place, _key: SimpleNamespace(mean=series[place].values.mean()),
        series=lambda place, _key: series[place],
        targets_of=lambda _key: [],
    )


def test_a_dearer_point_is_on_the_frontier_if_it_is_seen_to_be_better():
    """The years differ by minutes, and that is no matter: both meet the same citizens."""
    random = np.random.default_rng(2)
    years = random.normal(15, 3, 20)
    waits = [
        years,
        years - 0.002 + random.normal(0, 0.1, 20),
        years - 0.5 + random.normal(0, 0.2, 20),
        years - 0.55 + random.normal(0, 0.2, 20),
    ]
    waits[1] += years.mean() - 0.002 - waits[1].mean()  # Better by a hair.
    waits[3] += years.mean() - 0.55 - waits[3].mean()
    found = frontier_of(points_with(waits), [0, 1, 2, 3], MeasureKey("wait_mean"))
    assert found == [0, 2]
    assert frontier(range(4), [own.mean() for own in waits]).tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("demand.growth", True),
        ("period", True),
        ("citizens.patience", True),
        ("procedures.land-transfer.volume", True),
        ("procedures.land-transfer.channels", False),
        ("staff.land-counter.officers", False),
        ("seal.at", False),
        ("calendar.hours", False),
    ],
)
def test_what_comes_is_given_and_the_rest_can_be_decided(path, given):
    assert is_given(path) == given


def test_a_level_holds_all_that_can_be_decided(results):
    assert given_axes(results) == ("demand.growth",)
    assert [dict(level.settings) for level in levels(results)] == [
        {"demand.growth": 1.0},
        {"demand.growth": 1.2},
    ]
    assert all(len(level.points) == 4 for level in levels(results))


def test_cases_of_demand_alone_are_levels(sweep, write, tmp_path):
    sweep(write(PLAN.replace("staff.clerks.speed: 1.1", "procedures.job.volume: 6 per hour")))
    with open_sweep(tmp_path / "out") as found:
        assert given_axes(found) == ("demand.growth", CASE)
        assert len(levels(found)) == 4


def test_each_level_has_its_cheapest_point_that_meets_the_targets(results):
    for each in cheapest_by_level(results):
        met = [point for point in each.level.points if verdict(results, point) is Verdict.MET]
        assert each.is_certain
        assert each.point.cost == min(point.cost for point in met)
        assert each.point in met


def test_a_plan_for_all_levels_meets_the_targets_at_each(results):
    points = cheapest_at_all_levels(results)
    assert [point.settings["demand.growth"] for point in points] == [1.0, 1.2]
    assert all(verdict(results, point) is Verdict.MET for point in points)
    assert len({(point.case, point.settings["staff.clerks.officers"]) for point in points}) == 1


def test_where_nothing_meets_the_targets_there_is_none(sweep, write, tmp_path):
    sweep(write(PLAN.replace("<= 5 min", "<= 0.001 min")))
    with open_sweep(tmp_path / "out") as found:
        assert [each.point for each in cheapest_by_level(found)] == [None, None]
        assert cheapest_at_all_levels(found) == ()


def test_officers_stand_for_a_cost_that_nobody_has(sweep, write, tmp_path):
    path = write()
    base = tmp_path / "base.yaml"
    base.write_text(base.read_text(encoding="utf-8").replace(", cost: 100", ""), encoding="utf-8")
    sweep(path)
    with open_sweep(tmp_path / "out") as found:
        assert found.counts_officers
        assert [found.outlay(point) for point in found.points] == [1] * 4 + [2] * 4
        assert found.outlay(cheapest_by_level(found)[0].point) == 2


def test_the_frontier_of_points_trades_cost_for_waits(results):
    points = selected(results, {"demand.growth": 1.2})
    found = frontier_of(results, points, MeasureKey("wait_mean"))
    costs = [point.cost for point in found]
    waits = [results.estimate(point, "wait_mean").mean for point in found]
    assert costs == sorted(set(costs))
    assert waits == sorted(waits, reverse=True)
    assert better_of(results, MeasureKey("wait_mean")) == "less"
    assert better_of(results, MeasureKey("on_time_rate")) == "more"


def test_points_are_selected_by_axis_and_case(results):
    found = selected(results, {"demand.growth": 1.2, "case": "trained"})
    assert [point.number for point in found] == [3, 7]
    with pytest.raises(KeyError, match=r"does not vary 'demand\.grow'.*did you mean"):
        selected(results, {"demand.grow": 1.2})
