"""Observed: what a Center saw of its measures, read in their units.

In: a scenario that says what was observed. Out: an `Observation` for each measure, and the days on
which they were seen; or what is wrong with them. What the model says of these days is not known
here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.language import _
from simulator.measures.amounts import amount_of
from simulator.measures.keys import MeasureIndex, MeasureKey
from simulator.measures.measure import Kind, Measure
from simulator.measures.names import names_of
from simulator.measures.result import Measures
from simulator.scenario import Problem, Scenario, ScenarioError
from simulator.scenario.calendars import build_calendar
from simulator.scenario.nodes import Node
from simulator.scenario.quantities import Rate


@dataclass(frozen=True, slots=True)
class Observation:
    """What was seen of a measure."""

    key: MeasureKey
    value: float
    """In the unit of the measure; of a count, a working day's where `days` is more than 1."""
    days: int
    """Working days that a count is of, by which those of the model are divided; else 1."""
    is_rate: bool
    """Whether it was written per working day."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days on which something was observed, and of what."""

    first: int
    """The first, counted from the first one simulated."""
    end: int
    """The day after the last."""
    observations: tuple[Observation, ...]

    @classmethod
    def of(cls, scenario: Scenario) -> "Span | None":
        """Return what a scenario says; None where it says nothing of it.

        Raises
        ------
        KeyError
            If it has no such measure.
        ValueError
            If what was seen of one cannot be read.
        """
        observed, period = scenario.observed, scenario.period
        if observed is None:
            return None
        first, last = observed.from_ or period.from_, observed.to or period.to
        days = (last - first).days + 1
        working = build_calendar(scenario.calendar, first, days).is_working_day.sum()
        index = names_of(scenario)
        return cls(
            (first - period.first_day).days,
            (first - period.first_day).days + days,
            tuple(_observation(index, *seen, int(working)) for seen in observed.seen.items()),
        )

    def values(self, measured: Measures) -> NDArray[np.float64]:
        """Return what a replication measures of these days, as it was observed."""
        return np.array([measured[seen.key] / seen.days for seen in self.observations])


def check_observed(tree: Node, scenario: Scenario) -> None:
    """Check that what was observed can be read.

    Raises
    ------
    ScenarioError
        With every problem.
    """
    if problems := list(_problems(tree, scenario)):
        raise ScenarioError(problems)


def _problems(tree: Node, scenario: Scenario) -> Iterator[Problem]:
    index = names_of(scenario) if scenario.observed else MeasureIndex()
    for name, value in scenario.observed.seen.items() if scenario.observed else ():
        try:
            _observation(index, name, value, days=1)
        except (KeyError, ValueError) as error:
            path = ("observed", name)
            said = None if isinstance(error, KeyError) else value
            yield Problem.at(tree.nearest(path).place, path, str(error.args[0]), said)


def _observation(index: MeasureIndex, name: str, value: object, days: int) -> Observation:
    key = index.key(name)
    text = str(value)
    if key.entry.kind is Kind.TOTAL and not key.entry.quantity.seconds and not _is_bare(text):
        rate = Rate.parse(text)
        if rate.per != "working day":
            raise ValueError(_("is written per working day, or as the number of these days"))
        return Observation(key, rate.amount, max(days, 1), is_rate=True)
    amount = amount_of(value, key.entry)
    if not 0 <= amount <= key.entry.highest:
        raise ValueError(_possible(key.entry))
    return Observation(key, amount, 1, is_rate=False)


def _is_bare(text: str) -> bool:
    """Whether a count is written without a period that it is of."""
    return not any(word in text for word in ("per ", "mỗi ", "/"))


def _possible(measure: Measure) -> str:
    if measure.highest == 1:
        return _("{measure} lies between 0 and 1").format(measure=measure.name)
    return _("{measure} is never below 0").format(measure=measure.name)
