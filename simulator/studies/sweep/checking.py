"""Checks the design points of a plan: every scenario is resolved before any is run.

In: a plan, and the measures that it names. Out: each point with the hash of its scenario and the
cost of its officers, and the problems, each told once with a point where it shows. One scenario at
a time is held in memory.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from simulator.language import _, ngettext
from simulator.measures.catalogue import no_measure
from simulator.measures.loading import validated
from simulator.measures.names import names_of
from simulator.scenario import Place, Problem, Scenario, ScenarioError
from simulator.scenario.problems import KeyPath
from simulator.studies.replicate import Showing
from simulator.studies.source import Source
from simulator.studies.sweep.plan import DesignPoint, SweepPlan

Asked = Mapping[str, tuple[Place, KeyPath]]
"""The measures that a plan names, with the place of each."""


@dataclass(frozen=True, slots=True)
class CheckedPoint:
    """A design point whose scenario is valid."""

    point: DesignPoint
    source: Source
    """Its scenario: from here on, nobody checks it again."""
    cost: float
    """Of its officers a year, in the currency of the scenario."""

    @property
    def hash(self) -> str:
        """Of its scenario."""
        return self.source.key


def check_points(
    plan: SweepPlan, asked: Asked, showing: Showing
) -> tuple[list[CheckedPoint], list[Problem]]:
    """Resolve every design point.

    Parameters
    ----------
    plan
        The design.
    asked
        The measures that the plan names, with the place of each.
    showing
        Is told of each point that is checked.

    Returns
    -------
    points : list of CheckedPoint
        Those that are valid, in the order of the design.
    problems : list of Problem
        What is wrong with the others.
    """
    points: list[CheckedPoint] = []
    found: dict[Problem, list[int]] = {}
    with showing(len(plan)) as advance:
        for point in plan:
            try:
                scenario = plan.scenario(point)
                points.append(CheckedPoint(point, Source.of(scenario), scenario.staff_cost))
                problems = list(_unknown(scenario, asked))
            except ScenarioError as error:
                problems = list(error.problems)
            except ValueError as error:
                problems = [Problem.at(Place(plan.file), (), str(error))]
            for problem in problems:
                found.setdefault(problem, []).append(point.number)
            advance()
    told = [_told(problem, plan, numbers) for problem, numbers in found.items()]
    if not points:
        with suppress(ScenarioError):  # The base tells what it can.
            told += _unknown(validated(plan.base), asked)
    return points, told


def _told(problem: Problem, plan: SweepPlan, numbers: list[int]) -> Problem:
    """Name the first of the points that have a problem, unless all have it."""
    if len(numbers) == len(plan):
        return problem
    label = plan.point(numbers[0]).label
    others = len(numbers) - 1
    told = (
        ngettext(
            "{problem} (at {point}, and at {n} point more)",
            "{problem} (at {point}, and at {n} points more)",
            others,
        )
        if others
        else _("{problem} (at {point})")
    )
    return replace(problem, message=told.format(problem=problem.message, point=label, n=others))


def _unknown(scenario: Scenario, asked: Asked) -> Iterator[Problem]:
    """Tell what is asked for that a scenario has not."""
    if not asked:
        return
    index = names_of(scenario)
    for name, place in asked.items():
        if name not in index.names:
            yield Problem.at(*place, no_measure(name, index.names))
