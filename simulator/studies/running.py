"""Runs an experiment: units go to workers, and what they finish comes back in its order.

In: an experiment and a pool. Out: events, and whatever the experiment stores. Only a few units are
under way at a time, so that memory does not grow with the points; a unit whose worker died is run
again. What a unit comes to is not known here.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from dataclasses import dataclass, replace
from typing import Any

from simulator.demand import TooLongError
from simulator.language import _
from simulator.studies.experiment import Course, EngineChecked, Event, Experiment, Point
from simulator.studies.pools import Pool, PoolError
from simulator.studies.work import VersionError, WorkUnit, check_first_month, work

TRIES = 3
"""Times that a unit is run, if its worker dies each time."""

LOOK_SECONDS = 0.1
"""Seconds between two looks at whether the experiment is cancelled."""


class PointError(RuntimeError):
    """A unit that cannot be finished; the message names its point."""


def run(
    experiment: Experiment,
    pool: Pool,
    *,
    on_event: Callable[[Event], object],
    is_cancelled: Callable[[], bool] | None = None,
) -> None:
    """Run all that an experiment lacks, or until it is cancelled.

    Parameters
    ----------
    experiment
        What to do. Points may be added to it by `on_event`.
    pool
        Who does it.
    on_event
        Told what is finished, in this thread: replications of a point in the order of their
        numbers. What it raises ends the run.
    is_cancelled
        Asked now and then, where it may be.

    Raises
    ------
    PointError
        If a worker fails at a unit, or dies at it three times.
    PoolError
        If the cluster is lost.
    MemoryError
        If a worker has not the memory.
    TooLongError
        If a time is drawn that is too long to be served; the message names the point.
    """
    _Progress(experiment, pool, on_event).until_done(is_cancelled)


@dataclass(frozen=True, slots=True)
class _Task:
    """A unit on its way, or the check of a point."""

    points: tuple[Point, ...]
    unit: WorkUnit | None
    """None for the check."""
    courses: tuple[Course, ...] = ()
    """Of the unit, by point."""
    tries: int = 0
    """Times that its worker has died."""

    def by_point(self) -> "list[_Task]":
        """Return a task for each of the points."""
        if self.unit is None:
            return [self]
        return [
            _Task((course.point,), replace(self.unit, sources=(source,)), (course,), self.tries)
            for source, course in zip(self.unit.sources, self.courses, strict=True)
        ]


class _Progress:
    """One run of an experiment: what is under way, and what is to be done again."""

    def __init__(
        self, experiment: Experiment, pool: Pool, on_event: Callable[[Event], object]
    ) -> None:
        self._experiment, self._pool, self._on_event = experiment, pool, on_event
        self._again: deque[_Task] = deque()
        """Tasks that found no worker, which go first."""
        self._suspects: deque[_Task] = deque()
        """Tasks at which a worker may have died: run one at a time, to know which."""
        self._running: dict[Future[Any], _Task] = {}

    def until_done(self, is_cancelled: Callable[[], bool] | None) -> None:
        """Submit, wait and take until nothing is left."""
        self._fill()
        while self._running:
            if is_cancelled and is_cancelled():
                return
            timeout = LOOK_SECONDS if is_cancelled else None
            finished = wait(self._running, timeout, return_when=FIRST_COMPLETED).done
            is_broken = False
            for future in [each for each in self._running if each in finished]:
                is_broken |= not self._finish(future)
                del future
            del finished  # Else the next needs room beside it.
            if is_broken:
                self._mend()
            self._fill()

    def _finish(self, future: "Future[Any]") -> bool:
        """Take what a task has come to; return whether its worker is alive."""
        task = self._running.pop(future)
        try:
            result = future.result()
        except BrokenExecutor:
            self._suspect(task)
            return False
        except CancelledError as error:
            told = _("the cluster was lost. What was finished is stored: the same command goes on")
            raise PoolError(told) from error
        except MemoryError:
            raise
        except TooLongError as error:
            raise TooLongError(f"{task.points[0].label}: {error}") from error
        except Exception as error:
            if len(task.points) == 1 or isinstance(error, VersionError):
                raise _failed(task, error) from error
            self._suspects.extend(task.by_point())
        else:
            self._take(task, result)
        return True

    def _mend(self) -> None:
        """Replace a broken executor; all that was under way is run again, one at a time."""
        wait(self._running)
        for future in list(self._running):
            self._finish(future)
        self._pool.renew()

    def _suspect(self, task: _Task) -> None:
        if task.tries + 1 >= TRIES:
            raise PointError(_died(task))
        self._suspects.extend(replace(each, tries=task.tries + 1) for each in task.by_point())

    def _fill(self) -> None:
        """Submit tasks until enough are under way."""
        if self._suspects:
            if not self._running:
                self._submit(self._suspects.popleft())
            return
        while len(self._running) < self._pool.capacity:
            task = self._again.popleft() if self._again else self._next()
            if task is None or not self._submit(task):
                return

    def _next(self) -> _Task | None:
        if checked := self._experiment.next_check():
            return _Task((checked,), None)
        if made := self._experiment.next_unit(self._pool.workers, self._pool.longest_unit):
            unit, courses = made
            return _Task(tuple(course.point for course in courses), unit, courses)
        return None

    def _submit(self, task: _Task) -> bool:
        """Submit a task; False if a worker has just died."""
        try:
            if task.unit:
                future: Future[Any] = self._pool.submit(work, task.unit)
            else:
                source, seed = task.points[0].source, self._experiment.serving.seed
                future = self._pool.submit(check_first_month, source, seed)
            self._running[future] = task
        except BrokenExecutor:
            self._again.appendleft(task)
            if not self._running:
                self._pool.renew()
                return self._submit(self._again.popleft())
            return False
        return True

    def _take(self, task: _Task, result: Any) -> None:
        """Take what a unit has brought, or the check of a point."""
        if task.unit is None:
            self._on_event(EngineChecked(task.points[0], result))
            return
        for course, found in zip(task.courses, result, strict=True):
            for event in self._experiment.take(course, task.unit.first, found):
                self._on_event(event)


def _failed(task: _Task, error: Exception) -> PointError:
    """Return what to raise for an error of a worker."""
    if type(error).__name__ == "KilledWorker":  # A cluster has tried it itself, several times.
        return PointError(_died(task))
    if task.unit and isinstance(error, VersionError):
        told = _("a worker has version {own}, the sweep has {version}: install the same")
        return PointError(told.format(own=error, version=task.unit.serving.version))
    return PointError(f"{task.points[0].label}: {error}")


def _died(task: _Task) -> str:
    return _(
        "a worker died at {point}, {n} times: it may need more memory than there is. What was "
        "finished is stored"
    ).format(point=task.points[0].label, n=TRIES)
