"""The frontier: points than which none is cheaper with a better mean; the cheapest by level.

In: costs and values, or a `Sweep`. Out: which points are worth a thought. It draws nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simulator.measures import Better, MeasureKey, Verdict
from simulator.studies.sweep.levels import Level, decided_axes, levels, value
from simulator.studies.sweep.reading import Sweep, SweepPoint
from simulator.studies.sweep.summary import cheapest_of, is_burdened, is_certain, verdict


def frontier(costs: ArrayLike, values: ArrayLike, better: Better = "less") -> NDArray[np.int64]:
    """Return the points that no other dominates, the cheapest first.

    A point is dominated if another costs no more and is no worse, and is different in one of the
    two. Of points with the same cost and the same value the first stays; so what is left grows
    strictly better with its cost. Points with a nan are no points.

    Parameters
    ----------
    costs, values
        Of each point. Shape (points,).
    better
        Whether less or more of the value is better.

    Returns
    -------
    ndarray
        Their places, by rising cost.

    Notes
    -----
    Kung, Luccio and Preparata (1975): by rising cost, a point stays if it is better than all
    before it.

    Examples
    --------
    >>> frontier([3, 1, 2, 2], [5.0, 9.0, 5.0, 7.0]).tolist()
    [1, 2]
    >>> frontier([3, 1, 2, 2], [5.0, 9.0, 5.0, 7.0], "more").tolist()
    [1]
    """
    cost = np.asarray(costs, np.float64)
    badness = np.asarray(values, np.float64) * (1 if better == "less" else -1)
    found: list[int] = []
    for place in np.lexsort((badness, cost)):
        if np.isnan(cost[place]) or np.isnan(badness[place]):
            continue
        if not found or badness[place] < badness[found[-1]]:
            found.append(int(place))
    return np.array(found, np.int64)


def better_of(sweep: Sweep, key: MeasureKey) -> Better:
    """Return which values of a measure are better: as its target says, else as people would."""
    for target in sweep.targets_of(key):
        return "more" if target.sign.startswith(">") else "less"
    return key.entry.better


def frontier_of(
    sweep: Sweep, points: Sequence[SweepPoint], key: MeasureKey, better: Better | None = None
) -> list[SweepPoint]:
    """Return the points on the frontier of cost against the mean of a measure."""
    places = frontier(
        [sweep.outlay(point) for point in points],
        [sweep.estimate(point, key).mean for point in points],
        better or better_of(sweep, key),
    )
    return [points[place] for place in places]


@dataclass(frozen=True, slots=True)
class Cheapest:
    """The cheapest point that meets all targets at a level."""

    level: Level
    point: SweepPoint | None
    """None where no point of the level does."""
    is_certain: bool
    """Whether the intervals meet the targets too, and not just the means."""
    is_ruled_out: bool
    """Whether each point of the level is seen to miss a target."""


def cheapest_by_level(sweep: Sweep) -> list[Cheapest]:
    """Return the cheapest point that meets all targets, at each level of what is given.

    Parameters
    ----------
    sweep
        With targets.
    """
    found = []
    for level in levels(sweep):
        point = cheapest_of(sweep, level.points)
        certain = point is not None and is_certain(sweep, point)
        ruled_out = all(verdict(sweep, each) is Verdict.MISSED for each in level.points)
        found.append(Cheapest(level, point, certain, ruled_out))
    return found


def cheapest_at_all_levels(sweep: Sweep) -> tuple[SweepPoint, ...]:
    """Return the points of the cheapest plan that meets all targets at every level.

    Plans with a point that is burdened come after all others.

    A plan is what can be decided; it has a point at each level of what is given.

    Returns
    -------
    tuple of SweepPoint
        By level, as in `levels`; empty where no plan meets the targets everywhere.
    """
    able = [points for points in _plans(sweep) if all(is_certain(sweep, point) for point in points)]
    steady = [points for points in able if not any(is_burdened(sweep, each) for each in points)]
    return min(steady or able, key=lambda points: sweep.outlay(points[0]), default=())


def is_each_plan_ruled_out(sweep: Sweep) -> bool:
    """Whether each plan is seen to miss a target at some level."""
    return all(
        any(verdict(sweep, point) is Verdict.MISSED for point in points) for points in _plans(sweep)
    )


def _plans(sweep: Sweep) -> list[tuple[SweepPoint, ...]]:
    """Return the points of each plan that has one at every level."""
    parted = levels(sweep)
    axes = decided_axes(sweep)
    plans: dict[str, list[SweepPoint]] = {}
    for level in parted:
        for point in level.points:
            plans.setdefault(repr(decided(point, axes)), []).append(point)
    return [tuple(points) for points in plans.values() if len(points) == len(parted)]


def decided(point: SweepPoint, axes: Sequence[str]) -> dict[str, object]:
    """Return the values of a point on some axes, those of `decided_axes`."""
    return {axis: value(point, axis) for axis in axes}
