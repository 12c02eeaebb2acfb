"""Levels: what a planner meets and does not choose, apart from what a planner decides.

In: a `Sweep`. Out: its design points by level. Which of them is best is not known here.

The rule: what comes to the Center is given, that is every path below `demand` and `citizens`, the
`period`, and the volume of procedures. All else can be decided: officers, where the seal is,
opening hours, which share is filed online. The cases of a plan are given if all that they set is
given; if any of them sets something else, they are plans to choose from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.results.kept import StoredPoint
from simulator.scenario.near_matches import near_match

if TYPE_CHECKING:
    from simulator.studies.sweep.reading import Sweep

CASE = "case"
"""Stands for the name of the case among the axes."""

MOST_LEVELS = 6
"""Levels that have a picture, a sentence, or a column on the terminal."""

_GIVEN = ("demand", "citizens", "period")


@dataclass(frozen=True, slots=True)
class Level:
    """Design points that meet the same demand."""

    settings: Mapping[str, object]
    """What is given, by axis; empty where the plan varies nothing of it."""
    points: tuple[StoredPoint, ...]


def is_given(path: str) -> bool:
    """Whether a planner meets a value and does not choose it.

    Examples
    --------
    >>> is_given("demand.growth"), is_given("procedures.all.volume")
    (True, True)
    >>> is_given("staff.land.officers"), is_given("procedures.all.channels")
    (False, False)
    """
    keys = path.split(".")
    return keys[0] in _GIVEN or (keys[0] == "procedures" and keys[-1] == "volume")


def all_axes(sweep: "Sweep") -> tuple[str, ...]:
    """Return what tells design points apart: `CASE` where the plan has cases, and the axes."""
    return (CASE, *sweep.axes) if sweep.cases else sweep.axes


def given_axes(sweep: "Sweep") -> tuple[str, ...]:
    """Return the axes of what is given, `CASE` among them, where they have several values."""
    axes = [axis for axis in sweep.axes if is_given(axis)]
    set_by_cases = {
        path for point in sweep.points for path in point.settings if path not in sweep.axes
    }
    if set_by_cases and all(map(is_given, set_by_cases)):
        axes.append(CASE)
    return tuple(axis for axis in axes if len(values(sweep, axis)) > 1)


def decided_axes(sweep: "Sweep") -> tuple[str, ...]:
    """Return the axes of what can be decided, `CASE` first where the plan has cases."""
    given = given_axes(sweep)
    return tuple(axis for axis in all_axes(sweep) if axis not in given)


def levels(sweep: "Sweep") -> list[Level]:
    """Part the design points by what is given, in the order of the plan.

    Returns
    -------
    list of Level
        A single one with all points where the plan varies nothing of it.
    """
    axes = given_axes(sweep)
    found: dict[str, list[StoredPoint]] = {}
    for point in sweep.points:
        found.setdefault(repr([value(point, axis) for axis in axes]), []).append(point)
    return [
        Level({axis: value(points[0], axis) for axis in axes}, tuple(points))
        for points in found.values()
    ]


def plans(sweep: "Sweep") -> list[tuple[StoredPoint, ...]]:
    """Return the points of each plan that has one at every level, by level.

    A plan is what can be decided.
    """
    parted, axes = levels(sweep), decided_axes(sweep)
    found: dict[str, list[StoredPoint]] = {}
    for level in parted:
        for point in level.points:
            found.setdefault(repr(decided(point, axes)), []).append(point)
    return [tuple(points) for points in found.values() if len(points) == len(parted)]


def decided(point: StoredPoint, axes: Sequence[str]) -> dict[str, object]:
    """Return the values of a point on some axes, those of `decided_axes`."""
    return {axis: value(point, axis) for axis in axes}


def value(point: StoredPoint, axis: str) -> object:
    """Return the value of a point on an axis; of `CASE`, the name of its case."""
    return point.case if axis == CASE else point.settings[axis]


def values(sweep: "Sweep", axis: str) -> list[object]:
    """Return the values of an axis, in the order of the plan."""
    found: list[object] = []
    for point in sweep.points:
        if (one := value(point, axis)) not in found:
            found.append(one)
    return found


def selected(sweep: "Sweep", where: Mapping[str, object] | None) -> list[StoredPoint]:
    """Return the points that have some values.

    Parameters
    ----------
    sweep
        The results.
    where
        Value by axis, or by `CASE`; all points when absent.

    Raises
    ------
    KeyError
        If the plan has no such axis; the message gives a near match.
    """
    axes = all_axes(sweep)
    for axis in where or ():
        if axis not in axes:
            raise KeyError(f"the plan does not vary {axis!r}{near_match(axis, axes)}")
    return [
        point
        for point in sweep.points
        if all(value(point, axis) == one for axis, one in (where or {}).items())
    ]
