"""Candidates: the second stage of a sweep is run, candidate by candidate, until all is decided.

In: the points of a sweep, the store that has its grid, and a pool. Out: fresh replications in the
store. Which are needed next, `deciding` says of what is stored.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Literal

from simulator.results.kept import FRESH
from simulator.results.store import Store
from simulator.studies.experiment import Event, Experiment, Point
from simulator.studies.keeping import Keeper
from simulator.studies.pools import Pool
from simulator.studies.precision import Until
from simulator.studies.running import run
from simulator.studies.sweep.deciding import Decisions, SecondStage
from simulator.studies.sweep.reading import Sweep


class CandidateRuns:
    """What is run after the grid.

    Parameters
    ----------
    points
        The scenarios, in the order of the design.
    store
        It has the grid when this is run.
    seed
        Of the chances.
    """

    counts: Literal["levels"] = "levels"

    def __init__(self, points: Sequence[Point], store: Store, *, seed: int) -> None:
        self._points, self._store, self._seed = points, store, seed
        self._left = 0

    @cached_property
    def _stage(self) -> SecondStage:
        return SecondStage(Sweep(self._store))

    @property
    def to_do(self) -> int:
        """How many levels are not decided, that of all together counted as one."""
        return len(self._stage.decisions().wanted) if self._store.is_whole else 0

    def done(self, _event: Event) -> int:
        """Return how many have been decided since it was asked last."""
        before, self._left = self._left, len(self._stage.decisions().wanted)
        return before - self._left

    def run(self, pool: Pool, on_event: Callable[[Event], object]) -> None:
        """Run the candidates of all levels side by side; raises as `running.run` does."""
        decisions = self._stage.decisions()
        self._left = len(decisions.wanted)
        while decisions.wanted:
            run(self._experiment(decisions), pool, on_event=on_event)
            decisions = self._stage.decisions()

    def _experiment(self, decisions: Decisions) -> Experiment:
        """Return what brings the fresh replications that are wanted."""
        sources = {point.source.key: point.source for point in self._points}
        keeper = Keeper(self._store, sources, start=FRESH)
        experiment = Experiment(self._seed, Until.made(1), store=keeper, start=FRESH)
        wanted = [
            (replications, point.number)
            for candidate, replications in decisions.wanted
            for point in candidate
        ]
        for replications, number in sorted(wanted, reverse=True):  # The most of what is alike.
            experiment.extend([self._points[number]], Until.made(replications))
        return experiment
