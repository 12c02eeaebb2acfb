"""Runs a sweep: units go to workers, and what they finish goes into the store.

In: a checked plan, a store, a pool. Out: a store to which nothing is missing. Only a few units are
under way at a time, so that memory does not grow with the design; a unit whose worker died is run
again. What a unit comes to is not known here.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from dataclasses import replace

from simulator.center.comparing import OutcomeComparison
from simulator.language import _
from simulator.studies.sweep.checking import CheckedPoint
from simulator.studies.sweep.plan import SweepPlan
from simulator.studies.sweep.pools import Pool, PoolError
from simulator.studies.sweep.store import SweepStore
from simulator.studies.sweep.units import Task, Units
from simulator.studies.sweep.work import Done, VersionError, check_first_month, work

AHEAD = 1
"""Units that wait beside each that is worked at, so that no worker waits for the store."""

TRIES = 3
"""Times that a unit is run, if its worker dies each time."""


class UnitError(RuntimeError):
    """A unit that cannot be finished; the message names its point."""


def check_engine(
    plan: SweepPlan, points: Sequence[CheckedPoint], seed: int, pool: Pool
) -> OutcomeComparison:
    """Compare the engines over the first month of the first point, on a worker.

    Raises
    ------
    UnitError
        If no worker lives to tell.
    """
    scenario = plan.scenario(points[0].point)
    for _try in range(TRIES):
        try:
            return pool.submit(check_first_month, scenario, seed).result()
        except BrokenExecutor:
            pool.renew()
        except CancelledError as error:
            raise PoolError(_lost()) from error
    raise UnitError(_died(points[0]))


def run_sweep(
    plan: SweepPlan,
    points: Sequence[CheckedPoint],
    store: SweepStore,
    pool: Pool,
    *,
    seed: int,
    advance: Callable[[int, int], None],
) -> None:
    """Run all that the store lacks.

    Parameters
    ----------
    plan, points
        What to do, checked; the store has taken it.
    store
        Where it goes.
    pool
        Who does it.
    seed
        Of the sweep.
    advance
        Told of each unit that is stored: replications, and scenarios that are finished by it.

    Raises
    ------
    UnitError
        If a worker fails at a unit, or dies at it three times.
    SweepStoreError
        If it cannot be stored.
    PoolError
        If the cluster is lost.
    """
    units = Units(plan, points, store, seed=seed, workers=pool.workers)
    _Run(units, store, pool, advance).until_done()


class _Run:
    """One run of a sweep: what is under way, and what is to be done again."""

    def __init__(
        self,
        units: Iterable[Task],
        store: SweepStore,
        pool: Pool,
        advance: Callable[[int, int], None],
    ) -> None:
        self._units = iter(units)
        self._store, self._pool, self._advance = store, pool, advance
        self._again: deque[Task] = deque()
        """Rests of units, which go first."""
        self._suspects: deque[Task] = deque()
        """Units at which a worker may have died: run one at a time, to know which."""
        self._running: dict[Future[Done], Task] = {}

    def until_done(self) -> None:
        """Submit, wait and store until nothing is left."""
        self._fill()
        while self._running:
            finished = wait(self._running, return_when=FIRST_COMPLETED).done
            is_broken = False
            for future in [each for each in self._running if each in finished]:
                task = self._running.pop(future)
                try:
                    done = future.result()
                except BrokenExecutor:
                    is_broken = True
                    self._suspect(task)
                except CancelledError as error:
                    raise PoolError(_lost()) from error
                except Exception as error:
                    raise _failed(task, error) from error
                else:
                    self._take(task, done)
            if is_broken:
                self._mend()
            self._fill()

    def _mend(self) -> None:
        """Replace a broken executor; all that was under way is run again, one at a time."""
        wait(self._running)
        for future, task in self._running.items():
            if future.exception() is None:
                self._take(task, future.result())
            else:
                self._suspect(task)
        self._running.clear()
        self._pool.renew()

    def _suspect(self, task: Task) -> None:
        if task.tries + 1 >= TRIES:
            raise UnitError(_died(task.point))
        self._suspects.append(replace(task, tries=task.tries + 1))

    def _fill(self) -> None:
        """Submit units until enough are under way."""
        if self._suspects:
            if not self._running:
                self._submit(self._suspects.popleft())
            return
        while len(self._running) < self._pool.workers * (1 + AHEAD):
            task = self._again.popleft() if self._again else next(self._units, None)
            if task is None:
                return
            if not self._submit(task):
                return

    def _submit(self, task: Task) -> bool:
        """Submit a unit; False if a worker has just died."""
        try:
            self._running[self._pool.submit(work, task.unit)] = task
        except BrokenExecutor:
            self._again.appendleft(task)
            if not self._running:
                self._pool.renew()
                return self._submit(self._again.popleft())
            return False
        return True

    def _take(self, task: Task, done: Done) -> None:
        """Store what has been finished of a unit; the rest goes back."""
        count = len(done.found)
        following = task.unit.first + count
        self._store.add(
            task.scenario,
            text=task.text,
            first=task.unit.first,
            found=done.found,
            last=done.enough,
            load=done.load,
        )
        is_finished = done.enough or following >= task.unit.stop
        self._advance(count, int(is_finished))
        if is_finished:
            return
        earlier = task.unit.earlier
        if earlier is not None and task.unit.precision:
            earlier = earlier.then(done.found.some(earlier.index))
        unit = replace(task.unit, first=following, earlier=earlier)
        self._again.append(replace(task, unit=unit, tries=0))


def _failed(task: Task, error: Exception) -> UnitError:
    """Return what to raise for an error of a worker."""
    if type(error).__name__ == "KilledWorker":  # A cluster has tried it itself, several times.
        return UnitError(_died(task.point))
    if isinstance(error, VersionError):
        told = _("a worker has version {own}, the sweep has {version}: install the same")
        return UnitError(told.format(own=error, version=task.unit.version))
    return UnitError(f"{task.point.point.label}: {error}")


def _died(point: CheckedPoint) -> str:
    return _(
        "a worker died at {point}, {n} times: it may need more memory than there is. What was "
        "finished is stored"
    ).format(point=point.point.label, n=TRIES)


def _lost() -> str:
    return _("the cluster was lost. What was finished is stored: the same command goes on")
