"""Makes the units of a sweep: what its store lacks, in parts for the workers.

In: a checked plan, and the store that has taken it. Out: one `Task` after the other, each made
when it is asked for, so that a design of any size takes the memory of a few. Who works at them is
not known here.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from simulator.reports.program import identity
from simulator.studies.names import names_of
from simulator.studies.precision import Precision
from simulator.studies.sweep.checking import CheckedPoint
from simulator.studies.sweep.plan import SweepPlan
from simulator.studies.sweep.store import SweepStore
from simulator.studies.sweep.work import Unit

LONGEST_UNIT = 50
"""Replications of a unit at most."""

UNITS_A_WORKER = 4
"""Units that each worker has at least, where there are replications enough: all end together."""


@dataclass(frozen=True, slots=True)
class Task:
    """A unit on its way."""

    point: CheckedPoint
    scenario: int
    """Number in the store."""
    text: str
    """Its scenario, for the store."""
    unit: Unit
    tries: int = 0
    """Times that its worker has died."""


def remaining(plan: SweepPlan, points: Sequence[CheckedPoint], store: SweepStore) -> int:
    """Return what the store lacks: replications, or scenarios where precision is asked for."""
    if isinstance(plan.replications, Precision):
        return store.unfinished_scenarios()
    scenarios = {point.hash for point in points}
    return plan.replications * len(scenarios) - store.finished_replications()


class Units:
    """The units that a store lacks, one scenario after the other.

    Parameters
    ----------
    plan, points
        What to do, checked.
    store
        What there is.
    seed
        Of the sweep.
    workers
        How many units are worked at, at the same time.
    """

    def __init__(
        self,
        plan: SweepPlan,
        points: Sequence[CheckedPoint],
        store: SweepStore,
        *,
        seed: int,
        workers: int,
    ) -> None:
        self._plan, self._store, self._seed = plan, store, seed
        self._points = {point.hash: point for point in reversed(points)}
        """By scenario, the first that has it; backwards."""
        share = remaining(plan, points, store) // (UNITS_A_WORKER * workers)
        self._size = min(max(share, 1), LONGEST_UNIT)

    def __iter__(self) -> Iterator[Task]:
        """Make them."""
        for point in reversed(self._points.values()):
            scenario = self._store.scenario_id(point.hash)
            asked = self._plan.replications
            if isinstance(asked, Precision):
                yield from self._until_precise(point, scenario, asked)
            else:
                yield from self._fixed(point, scenario, asked)

    def _fixed(self, point: CheckedPoint, scenario: int, replications: int) -> Iterator[Task]:
        """Make units of the replications of a scenario that are missing."""
        finished = set(self._store.finished(scenario))
        missing = [each for each in range(replications) if each not in finished]
        for _gap, run in groupby(enumerate(missing), lambda each: each[1] - each[0]):
            numbers = [each for _position, each in run]
            for first in range(numbers[0], numbers[-1] + 1, self._size):
                stop = min(first + self._size, numbers[-1] + 1)
                yield self._task(point, scenario, first, stop)

    def _until_precise(
        self, point: CheckedPoint, scenario: int, precision: Precision
    ) -> Iterator[Task]:
        """Make the unit that takes a scenario to its precision, if it is not there yet."""
        index = names_of(self._plan.scenario(point.point)).keys_of(precision.targets)
        earlier = self._store.replicated(scenario, index)
        watch = precision.watch(index)
        for before in earlier.rows():
            watch.add(*before)
            if watch.enough:
                self._store.enough(scenario, watch.replications)
                return
        task = self._task(point, scenario, watch.replications, precision.at_most)
        unit = replace(task.unit, precision=precision, earlier=earlier)
        yield replace(task, unit=unit)

    def _task(self, point: CheckedPoint, number: int, first: int, stop: int) -> Task:
        scenario = self._plan.scenario(point.point)
        text = json.dumps(scenario.canonical(), ensure_ascii=False)
        unit = Unit(
            scenario=scenario,
            hash=point.hash,
            seed=self._seed,
            first=first,
            stop=stop,
            precision=None,
            earlier=None,
            version=identity(),
        )
        return Task(point, number, text, unit)
