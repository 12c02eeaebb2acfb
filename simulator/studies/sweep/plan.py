"""The design of a sweep: which scenarios it compares, and how often each is run.

In: a base scenario, the axes of a grid and named cases. Out: `SweepPlan`, whose design points are
made one at a time from their numbers, so that a plan of any size takes the memory of one point.
Where a plan is written, and what its runs come to, is not known here.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import prod

from simulator.language import _
from simulator.measures.loading import validated
from simulator.results.provenance import MOST_REPLICATIONS
from simulator.scenario import Resolved, Scenario, ScenarioError
from simulator.scenario.nodes import Node
from simulator.scenario.paths import set_path
from simulator.scenario.resolving import with_sources_settled
from simulator.studies.precision import LEAST, Precision
from simulator.studies.sweep.deciding import MORE
from simulator.studies.sweep.targets import Target

Setting = tuple[str, Node]
"""A path of a scenario, and the value that is set there."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One dimension of the grid."""

    path: str
    values: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A named set of values, crossed with the grid."""

    name: str
    settings: tuple[Setting, ...]


@dataclass(frozen=True, slots=True)
class DesignPoint:
    """One scenario of a sweep, by what sets it apart from the base."""

    number: int
    """Its place in the design, from 0; the case changes first, then the last axis."""
    case: str
    """Name of the case; empty where the plan has none."""
    grid: tuple[Setting, ...]
    overrides: tuple[Setting, ...]
    """Of the case."""

    @property
    def settings(self) -> tuple[Setting, ...]:
        """What is set: by the grid, and then by the case."""
        return (*self.grid, *self.overrides)

    @property
    def values(self) -> dict[str, object]:
        """The settings by path, as plain data."""
        return {path: node.plain() for path, node in self.settings}

    @property
    def label(self) -> str:
        """What a person calls it.

        Examples
        --------
        >>> from simulator.scenario import Place
        >>> DesignPoint(0, "today", (("seal.at", Node(Place("plan"), "center")),), ()).label
        'today, seal.at=center'
        """
        shown = [f"{path}={setting_text(node.plain())}" for path, node in self.grid]
        return ", ".join([*([self.case] if self.case else []), *shown]) or _("the base")


def setting_text(value: object) -> str:
    """Write the value of a setting on a line."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class SweepPlan:
    """What a sweep is to do: every design point so many times."""

    file: str
    """The plan's file as the planner named it."""
    base: Resolved
    """The scenario that every design point sets values of."""
    axes: tuple[Axis, ...]
    cases: tuple[Case, ...]
    """At least one; a plan that names none has a single one without a name or settings."""
    replications: int | Precision
    """Of each design point: their number, or how narrow intervals must be for no more to run."""
    seed: int | None
    """Of the chances; None leaves it to the sweep. All points meet the same citizens."""
    targets: tuple[Target, ...]
    """What a design point must reach."""
    years: float | None
    """Share of the replications that must meet all targets; None where their means must."""
    decide_at_most: int | None
    """Fresh replications of a candidate at most, 0 for none; None leaves it to the sweep."""
    bounds: Mapping[str, tuple[int, int]]
    """Of an optimization, by path: least and most; a sweep makes no use of them."""

    @property
    def fresh_at_most(self) -> int:
        """Fresh replications that decide on a candidate, at most; 0 where none do.

        So it is where the plan says so, has no targets, or takes no more than a look at each point.
        """
        if not self.targets or self.decide_at_most is not None:
            return self.decide_at_most or 0
        asked = self.replications
        grid = asked if isinstance(asked, int) else asked.at_most
        return min(MORE * grid, MOST_REPLICATIONS) if grid >= LEAST else 0

    def __len__(self) -> int:
        """Return the number of design points."""
        return len(self.cases) * prod(len(axis.values) for axis in self.axes)

    def __iter__(self) -> Iterator[DesignPoint]:
        """Make the design points in their order."""
        return map(self.point, range(len(self)))

    def point(self, number: int) -> DesignPoint:
        """Return a design point by its number."""
        rest, position = divmod(number, len(self.cases))
        case = self.cases[position]
        grid: list[Setting] = []
        for axis in reversed(self.axes):
            rest, position = divmod(rest, len(axis.values))
            grid.insert(0, (axis.path, axis.values[position]))
        return DesignPoint(number, case.name, tuple(grid), case.settings)

    def scenario(self, point: DesignPoint) -> Scenario:
        """Return the resolved scenario of a design point.

        Raises
        ------
        ScenarioError
            With every problem of the scenario; those of a value that the plan sets lie in the plan.
        """
        tree, problems = self.base.tree, list(self.base.problems)
        for path, node in point.settings:
            try:
                tree = with_sources_settled(tree, set_path(tree, path, node))
            except ScenarioError as error:
                problems += error.problems
        return validated(replace(self.base, tree=tree, problems=tuple(problems)))
