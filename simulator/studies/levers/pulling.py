"""Pulling: each lever of a Center as a point of an experiment.

In: a scenario as it was put together, and as it is understood. Out: `Pullable`s, each the scenario
with one lever pulled, checked; what no Center can be, and what comes to the same as another lever
or changes nothing, is left out. Nothing is run here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.measures import Measures
from simulator.results.database import damage
from simulator.results.reading import Reader
from simulator.results.store import NewPoint
from simulator.scenario import Resolved, Scenario, validated
from simulator.studies.experiment import Experiment, Point
from simulator.studies.levers.finding import Lever, levers
from simulator.studies.source import Source


@dataclass(frozen=True, slots=True)
class Pullable:
    """A lever, and the scenario in which it is pulled."""

    lever: Lever
    scenario: Scenario
    point: Point

    @property
    def stored(self) -> NewPoint:
        """What a store is told of it."""
        settings = dict(self.lever.overrides)
        return NewPoint(self.point.source.key, self.lever.code, settings, self.scenario.staff_cost)


def pullable(resolved: Resolved, scenario: Scenario) -> list[Pullable]:
    """Return the levers that can be pulled, in the order of the keys that they change.

    Parameters
    ----------
    resolved, scenario
        The scenario as it was put together, and as it is understood.
    """
    found: dict[str, Pullable] = {}
    for lever in levers(scenario):
        try:
            pulled = validated(resolved.overridden(lever.overrides))
            source = Source.of(pulled)
        except ValueError:  # No Center can be so: the seal away, where no courier goes there.
            continue
        if pulled.hash != scenario.hash:
            found.setdefault(source.key, Pullable(lever, pulled, Point(lever.code, source)))
    return list(found.values())


@dataclass(frozen=True, slots=True, eq=False)
class TriedLever:
    """A lever, the scenario in which it is pulled, and the measures of its replications."""

    lever: Lever
    scenario: Scenario
    replications: Sequence[Measures]


def pulled_in(experiment: Experiment, pulled: Sequence[Pullable]) -> list[TriedLever]:
    """Return what came of levers in an experiment."""
    return [
        TriedLever(
            each.lever, each.scenario, [one.measures for one in experiment.found(each.point)]
        )
        for each in pulled
    ]


def stored_levers(store: Reader, scenario: Scenario) -> list[TriedLever]:
    """Return what came of levers, which are the points of a store behind the Center as it is.

    Raises
    ------
    FolderError
        If it cannot be read, or has points that are no levers of the scenario.
    """
    known, folder = {lever.code: lever for lever in levers(scenario)}, store.path.parent
    found = []
    for point in store.points()[1:]:
        if point.case not in known:
            raise damage(store.path, f"points, {point.number}")
        pulled = store.scenario(point.scenario, folder)
        measures = [one.measures for one in store.found(point.scenario, pulled)]
        found.append(TriedLever(known[point.case], pulled, measures))
    return found
