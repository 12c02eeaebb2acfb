"""Experiments: points, each replicated until a rule says that it is enough, and what is kept.

In: points, a rule, and a store that may have some of the replications. Out: units of work, each
made when it is asked for, and what became of them, in the order of replication numbers whoever
worked at them: so every number is the same on any pool. Points that share their workloads go into
units together. Who works is not known here.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import ceil
from typing import Protocol

from simulator.center import Engine
from simulator.center.comparing import OutcomeComparison
from simulator.demand.size import Size
from simulator.measures import MeasureIndex, Replicated
from simulator.measures.names import names_of
from simulator.results.kept import KeptReplication as Kept
from simulator.results.program import identity
from simulator.results.provenance import PrecisionData
from simulator.studies.keeping import Memory
from simulator.studies.precision import PrecisionWatch, Until
from simulator.studies.source import MOST_TOGETHER, Source
from simulator.studies.work import Found, Observer, Serving, WorkUnit

UNIT_SECONDS = 4.0
"""Time that a unit is to take, about: so much is lost if the experiment is killed."""

UNITS_A_WORKER = 4
"""Parts into which the rest is shared out for each worker, so that all end together; points that
share their workloads are not parted for it, as long as each worker has a unit."""

OF_AN_OPERATION, OF_A_REPLICATION = 0.6e-6, 5e-3
"""Seconds to draw, serve and measure: of each operation, and of a replication with next to none."""
OF_AN_OPERATION_IN_SIMPY = 60e-6
"""Seconds of an operation that the SimPy model serves."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to be tried."""

    label: str
    """What a person calls it."""
    source: Source


class Keeping(Protocol):
    """What keeps replications."""

    def kept(self, key: str, index: MeasureIndex) -> Replicated | None:
        """Return some measures of the replications of a source that are kept, if there are any.

        They are those from 0 up to the first that is missing.
        """

    def add(self, key: str, *, first: int, found: Sequence[Found], enough: bool) -> None:
        """Keep further replications of a source, durably when it returns.

        `enough` says that the rule asks for no more than these and those before.
        """

    def found(self, key: str) -> Sequence[Kept]:
        """Return the replications of a source that count."""


@dataclass(frozen=True, slots=True)
class Finished:
    """Replications of a point are finished, and stored where there is a store."""

    point: Point
    first: int
    """Number of the first of them."""
    found: Sequence[Found]
    watch: PrecisionWatch
    """What the rule says of all up to the last of them."""


@dataclass(frozen=True, slots=True)
class EngineChecked:
    """The engines have been compared over the first month of a point."""

    point: Point
    comparison: OutcomeComparison


Event = Finished | EngineChecked


@dataclass(slots=True, eq=False)
class Course:
    """A point on its way: what has been handed out of it, and what has come back."""

    point: Point
    watch: PrecisionWatch
    index: MeasureIndex
    """What is watched."""
    block: "list[Course]"
    """Those that it shares its workloads with, itself among them."""
    handed_out: int = 0
    """Replications, from 0."""
    waiting: dict[int, Sequence[Found]] = field(default_factory=dict)
    """What has come before its turn, by its first replication."""

    @property
    def left(self) -> int:
        """Replications to be handed out, as far as it is known that they are needed."""
        return max(self.watch.due - self.handed_out, 0)


class Experiment:
    """Points and what has been asked of them; `simulator.studies.running.run` does it.

    Parameters
    ----------
    seed
        Of the chances, for all points.
    until
        How many replications of each.
    store
        What keeps them; memory when absent.
    engine
        The engine that serves.
    observer
        Looks at each replication beside its measures.
    in_turn
        Whether all points go on side by side, so that an end before the last replication leaves
        about as many of each; otherwise one after the other.
    start
        The number that the first replication of each point has among all of the seed.
    """

    def __init__(
        self,
        seed: int,
        until: Until,
        *,
        store: Keeping | None = None,
        engine: Engine = "compiled",
        observer: Observer | None = None,
        in_turn: bool = False,
        start: int = 0,
    ) -> None:
        self.until, self._in_turn = until, in_turn
        self._store = store or Memory()
        self.serving = Serving(seed, engine, observer, identity(), start)
        """How replications are made."""
        self.points: list[Point] = []
        """In the order in which they were added."""
        self._courses: dict[str, Course] = {}
        """By the key of their source: what two points share is done once."""
        self._first_watch: PrecisionWatch | None = None
        self._blocks: deque[list[Course]] = deque()
        """Courses that share their workloads, some with replications to hand out."""
        self._open: dict[str, list[Course]] = {}
        """By workload, the block that the next of its courses joins."""
        self._checks: dict[str, Point] = {}
        """By the key of their source, those whose engines are to be compared."""
        self._is_begun = False
        self.left = 0
        """Replications to be handed out, as far as it is known that they are needed."""
        self.later = 0
        """Replications that may be asked for, when there are those."""
        self.unfinished = 0
        """Sources of which there are not enough replications yet."""

    def extend(self, points: Iterable[Point], until: Until | None = None) -> None:
        """Add points, also while the experiment is running; `until` is a rule of their own.

        Of a source that there is already, the replications that the rule asks for beside are made.
        """
        until = until or self.until
        for point in points:
            self.points.append(point)
            if known := self._courses.get(point.source.key):
                self._ask_more(known, until)
                continue
            block = self._open.get(point.source.workload_key, [])
            if not block or len(block) == MOST_TOGETHER:
                block = self._open[point.source.workload_key] = []
                self._blocks.append(block)
            index = _watched(point, until)
            course = Course(point, until.watch(index), index, block)
            self._take_kept(course)
            self._first_watch = self._first_watch or course.watch
            self._courses[point.source.key] = course
            block.append(course)
            self.left += course.left
            self.unfinished += not course.watch.enough

    def _ask_more(self, course: Course, until: Until) -> None:
        """Ask for more replications of a point than the rule does that it came with."""
        if until.at_least <= course.watch.due:
            return
        left, was_enough = course.left, course.watch.enough
        course.watch.precision = until
        self._take_kept(course)
        self.left += course.left - left
        self.unfinished += was_enough - course.watch.enough
        if course.block not in self._blocks:
            self._blocks.append(course.block)

    def _take_kept(self, course: Course) -> None:
        """Go on after what the store has of a point."""
        key, watch = course.point.source.key, course.watch
        kept = self._store.kept(key, course.index)
        if kept is None:
            return
        for row in islice(kept.rows(), watch.replications, None):
            watch.add(*row)
            if watch.enough:
                self._store.add(key, first=watch.replications, found=(), enough=True)
                break
        course.handed_out = max(course.handed_out, watch.replications)

    @property
    def precision(self) -> PrecisionData | None:
        """What came of the precision of the only point; None without one, or before anything."""
        watch = self._first_watch
        if len(self.points) > 1 or not (watch and watch.precision.targets and watch.replications):
            return None
        return watch.data()

    def found(self, point: Point) -> Sequence[Kept]:
        """Return the replications of a point that count."""
        return self._store.found(point.source.key)

    def check(self, point: Point) -> None:
        """Have the engines compared over the first month of a point."""
        self._checks.setdefault(point.source.key, point)

    def next_check(self) -> Point | None:
        """Return a point whose engines are to be compared, once the first unit is on its way."""
        if not self._checks or (self.left and not self._is_begun):
            return None
        return self._checks.pop(next(iter(self._checks)))

    def next_unit(self, workers: int, longest: int) -> tuple[WorkUnit, tuple[Course, ...]] | None:
        """Make the next unit of work, and say whose it is; None where nothing is to be handed out.

        Parameters
        ----------
        workers
            How many units are worked at, at the same time.
        longest
            Replications of a unit at most.
        """
        while self._blocks:
            block = self._blocks[0]
            if lacking := [course for course in block if course.left]:
                self._blocks.rotate(-self._in_turn)
                return self._unit(lacking, workers, longest)
            self._blocks.popleft()
            self._open.pop(block[0].point.source.workload_key, None)
        return None

    def _unit(
        self, lacking: Sequence[Course], workers: int, longest: int
    ) -> tuple[WorkUnit, tuple[Course, ...]]:
        first = min(course.handed_out for course in lacking)
        together = tuple(course for course in lacking if course.handed_out == first)
        share = max(
            self.left // (UNITS_A_WORKER * workers), min(ceil(self.left / workers), len(together))
        )
        in_time = int(UNIT_SECONDS / seconds_of(together[0].point.source.size, self.serving.engine))
        most = max(min(share, in_time), 1)
        together = together[:most]
        length = min(max(most // len(together), 1), longest, *(each.left for each in together))
        for course in together:
            course.handed_out += length
        self.left -= length * len(together)
        self._is_begun = True
        sources = tuple(course.point.source for course in together)
        return WorkUnit(sources, first, first + length, self.serving), together

    def take(self, course: Course, first: int, found: Sequence[Found]) -> Iterator[Finished]:
        """Take what a unit brings of a point, and store it when its turn has come."""
        course.waiting[first] = found
        watch, key = course.watch, course.point.source.key
        while following := course.waiting.pop(watch.replications, None):
            first, left = watch.replications, course.left
            measures = Replicated.of([each.measures for each in following], course.index)
            for row in measures.rows():
                watch.add(*row)
            self._store.add(key, first=first, found=following, enough=watch.enough)
            self._go_on(course, course.left - left)
            yield Finished(course.point, first, following, watch)

    def _go_on(self, course: Course, more: int) -> None:
        """Hand out what a point has been found to need."""
        self.left += more
        if more and course.block not in self._blocks:
            self._blocks.appendleft(course.block)
        self.unfinished -= course.watch.enough


def _watched(point: Point, until: Until) -> MeasureIndex:
    """Return the measures of a point that say whether there are enough replications."""
    targets = until.targets
    return names_of(point.source.scenario).keys_of(targets) if targets else MeasureIndex()


def seconds_of(size: Size, engine: Engine) -> float:
    """Return the seconds that a replication takes, about: machines differ by a factor of four."""
    an_operation = OF_AN_OPERATION_IN_SIMPY if engine == "simpy" else OF_AN_OPERATION
    return OF_A_REPLICATION + an_operation * size.operations
