"""The frontier: points that are seen to be better than all cheaper ones; the cheapest by level.

In: costs and values, or a `Sweep`. Out: which points are worth a thought. It draws nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simulator.measures import Better, MeasureKey, Verdict, replication_values
from simulator.studies.paired import family_confidence, paired_difference
from simulator.studies.sweep.levels import Level, levels, plans
from simulator.studies.sweep.reading import Sweep, SweepPoint
from simulator.studies.sweep.screening import is_burdened
from simulator.studies.sweep.summary import cheapest_of, is_certain, verdict


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
    """Return the points on the frontier of cost against the mean of a measure.

    Each is seen to be better than the cheaper one before it, replication by replication over the
    grid, where both meet the same citizens; all of these differences together hold with 95 %.
    """
    better = better or better_of(sweep, key)
    places = frontier(
        [sweep.outlay(point) for point in points],
        [sweep.estimate_on_grid(point, key).mean for point in points],
        better,
    )
    confidence = family_confidence(max(len(places) - 1, 1))
    found: list[SweepPoint] = []
    for point in (points[place] for place in places):
        if not found or _is_seen_better(sweep, found[-1], point, key, confidence):
            found.append(point)
    return found


def _is_seen_better(
    sweep: Sweep, before: SweepPoint, after: SweepPoint, key: MeasureKey, confidence: float
) -> bool:
    """Whether a point with a better mean than another differs from it by more than chance."""
    values = [replication_values(sweep.series(point, key)) for point in (before, after)]
    common = min(map(len, values))  # With a precision one may have more.
    first, second = (("", each[:common]) for each in values)
    return paired_difference(key, first, second, confidence=confidence).is_seen


@dataclass(frozen=True, slots=True)
class Cheapest:
    """The cheapest point that meets all targets at a level."""

    level: Level
    point: SweepPoint | None
    """None where no point of the level does."""
    is_certain: bool
    """Whether it is decided that it does; else it is one that may."""
    undecided: tuple[SweepPoint, ...]
    """Cheaper ones, or all where there is none, that were run again and may meet the targets."""
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
        most = sweep.outlay(point) if point else inf
        verdicts = [(verdict(sweep, each), each) for each in level.points]
        undecided = (
            each
            for own, each in verdicts
            if own is Verdict.UNCLEAR and sweep.outlay(each) < most and sweep.decided_by(each)
        )
        found.append(
            Cheapest(
                level,
                point,
                point is not None and is_certain(sweep, point) and sweep.is_tried(point),
                tuple(sorted(undecided, key=sweep.outlay)),
                all(own is Verdict.MISSED for own, _each in verdicts),
            )
        )
    return found


def meeting_at_all_levels(sweep: Sweep) -> list[tuple[SweepPoint, ...]]:
    """Return the plans that meet all targets at every level, the cheapest first.

    Plans with a point that is burdened are left out where others meet them too.

    Returns
    -------
    list of tuple of SweepPoint
        The points of each by level, as in `levels`.
    """
    if not sweep.is_decided:
        return []
    able = [points for points in plans(sweep) if all(is_certain(sweep, point) for point in points)]
    steady = [points for points in able if not any(is_burdened(sweep, each) for each in points)]
    return sorted(steady or able, key=lambda points: sweep.outlay(points[0]))


def cheapest_at_all_levels(sweep: Sweep) -> tuple[SweepPoint, ...]:
    """Return the points, by level, of the first of these plans; none where there is no plan."""
    return next(iter(meeting_at_all_levels(sweep)), ())


def is_each_plan_ruled_out(sweep: Sweep) -> bool:
    """Whether each plan is seen to miss a target at some level."""
    return all(
        any(verdict(sweep, point) is Verdict.MISSED for point in points) for points in plans(sweep)
    )
