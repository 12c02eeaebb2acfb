"""Compare two outcomes of one replication: whether they are equal, and if not, where they part.

In: the outcomes that two engines gave, and the contracts that they were given. Out: `None`, or the
first `OutcomeDifference` in simulated time, with what happened around it in both. Which engine is
right is not known here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.center.outcome import JobEnd, Outcome
from simulator.center.telling import JOB_ENDS, Teller
from simulator.demand.contract import declared
from simulator.demand.roster import Roster
from simulator.demand.workload import DAY, FAR, NONE, OpKind, Workload, same_arrays
from simulator.language import N_, _

Moments = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class OutcomeDifference:
    """Where two outcomes part."""

    what: str
    """What differs, as `finish of an operation`."""
    time: int
    """The earlier of the two moments, or that of the event that differs."""
    moment: str
    """`time` as date and clock time."""
    job: int | None
    operation: int | None
    station: str
    """As `receive/land`; empty where it is at none."""
    officer: str
    """Group and number in it, from 1, as `land-counter 2`; of both outcomes where they differ."""
    values: tuple[str, str]
    """What the two outcomes say."""
    around: tuple[tuple[str, ...], tuple[str, ...]]
    """Events before and after at the same station, else of the same job, in the two outcomes."""

    def text(self, one: str, other: str) -> str:
        """Return all of it as lines, given what to call the two outcomes."""
        places = (
            (_("job {place}"), self.job),
            (_("operation {place}"), self.operation),
            (_("station {place}"), self.station or None),
            (_("officer {place}"), self.officer or None),
        )
        known = ", ".join(text.format(place=place) for text, place in places if place is not None)
        width = max(len(one), len(other))
        lines = [f"{self.what}, {self.moment}{': ' if known else ''}{known}"]
        for name, value in zip((one, other), self.values, strict=True):
            lines.append(f"  {name:<{width}}  {value}")
        for name, events in zip((one, other), self.around, strict=True):
            if events:
                around = _("around it, {engine}:").format(engine=name)
                lines += [f"  {around}", *(f"    {event}" for event in events)]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class OutcomeComparison:
    """What comparing two outcomes has shown."""

    operations: int
    """Operations of the first outcome that begin before the horizon."""
    difference: OutcomeDifference | None
    """The first one; None where the outcomes are equal."""


def compare(
    one: Outcome,
    other: Outcome,
    workload: Workload,
    roster: Roster,
    *,
    first_day: date | None = None,
) -> OutcomeComparison:
    """Compare two outcomes of one replication.

    Parameters
    ----------
    one, other
        The outcomes.
    workload, roster
        What both engines were given.
    first_day
        The day on which second 0 lies; without it, days are counted from 0.
    """
    operations = int(np.count_nonzero(one.ops.start != NONE))
    if same_arrays(one, other):
        return OutcomeComparison(operations, None)
    finder = _Finder(one, other, workload, Teller(workload, roster, first_day))
    return OutcomeComparison(operations, finder.difference())


class _Parting(NamedTuple):
    """The first difference in one array; the first of all is the least."""

    time: int
    order: int
    """Of those at one time: what comes before brings about what comes after."""
    what: str
    values: tuple[str, str]
    job: int = NONE
    operation: int = NONE
    station: int = NONE
    officers: tuple[int, ...] = ()


class _Finder:
    """Finds the first difference of two outcomes that are not equal."""

    def __init__(self, one: Outcome, other: Outcome, workload: Workload, teller: Teller) -> None:
        self.one, self.other = one, other
        self.workload = workload
        self.teller = teller

    def difference(self) -> OutcomeDifference:
        """Return the first difference in simulated time, told."""
        parting = self.in_arrays() or min(
            [*self.in_operations(), *self.in_trips(), *self.in_jobs(), *self.in_work()]
        )
        around: list[tuple[str, ...]] = [(), ()]
        if parting.station != NONE or parting.job != NONE:
            around = [
                tuple(
                    self.teller.around(
                        outcome, parting.time, station=parting.station, job=parting.job
                    )
                )
                for outcome in (self.one, self.other)
            ]
        return OutcomeDifference(
            what=parting.what,
            time=parting.time,
            moment=self.teller.moment(parting.time),
            job=None if parting.job == NONE else parting.job,
            operation=None if parting.operation == NONE else parting.operation,
            station=self.teller.station(parting.station),
            officer=_(" or ").join(map(self.teller.officer, parting.officers)),
            values=parting.values,
            around=(around[0], around[1]),
        )

    def in_arrays(self) -> _Parting | None:
        """Return the first array that cannot be compared entry by entry, if there is one."""
        for name, declaration in declared(Outcome).items():
            if declaration.is_part:
                continue
            one, other = (attrgetter(name)(outcome) for outcome in (self.one, self.other))
            # Trips may be more in one outcome; whose work is told must be the same in both.
            is_alike = one.dtype == other.dtype and (
                name.startswith("trips.") or one.shape == other.shape
            )
            is_key = name in {"worked.officer", "worked.station"}
            if not is_alike or (is_key and not np.array_equal(one, other)):
                values = tuple(
                    _("{type} of shape {shape}: {values}").format(
                        type=array.dtype,
                        shape=array.shape,
                        values=np.array2string(array, threshold=9),
                    )
                    for array in (one, other)
                )
                what = _("the array {name}").format(name=name)
                return _Parting(0, 0, what, (values[0], values[1]))
        return None

    def in_operations(self) -> Iterator[_Parting]:
        """Yield the first difference in each array of the operations."""
        one, other = self.one.ops, self.other.ops
        began = _earlier(one.start, other.start)
        for order, (name, what) in _OF_OPERATION.items():
            ours, theirs = getattr(one, name), getattr(other, name)
            times = began if name == "officer" else _earlier(ours, theirs)
            op = _first(ours != theirs, times)
            if op is not None:
                say = self.teller.officer if name == "officer" else self.teller.moment
                values = say(int(ours[op])), say(int(theirs[op]))
                yield self.at_operation(op, int(times[op]), order, what=_(what), values=values)

    def in_trips(self) -> Iterator[_Parting]:
        """Yield the first trip that differs: the nth for an operation is set against the nth."""
        trips = self.one.trips, self.other.trips
        most = max(int(np.bincount(made.op).max(initial=1)) for made in trips)
        keys = [made.op * most + _nth(made.op) for made in trips]
        of_either = np.union1d(*keys)
        one, other = (np.full((len(of_either), 5), NONE) for _made in trips)
        for table, made, key in zip((one, other), trips, keys, strict=True):
            entries = (made.arrival, made.gone, made.ended, made.ticketed, made.stayed)
            table[np.searchsorted(of_either, key)] = np.stack(entries, axis=1)
        came, gone = _earlier(one[:, 0], other[:, 0]), _earlier(one[:, 1], other[:, 1])
        times = np.where((one[:, 0] != other[:, 0]) | (gone == FAR), came, gone)
        row = _first((one != other).any(axis=1), times)
        if row is not None:
            values = self.teller.trip(one[row].tolist()), self.teller.trip(other[row].tolist())
            op, what = int(of_either[row] // most), _("a trip to the Center")
            yield self.at_operation(op, int(times[row]), 1, what=what, values=values)

    def in_jobs(self) -> Iterator[_Parting]:
        """Yield the first difference in each array of the jobs."""
        one, other = self.one.jobs, self.other.jobs
        accepted = _earlier(one.accepted, other.accepted)
        for order, (name, what) in _OF_JOB.items():
            ours, theirs = getattr(one, name), getattr(other, name)
            times = accepted if name.endswith("due") else _earlier(ours, theirs)
            job = _first(ours != theirs, times)
            if job is not None:
                values = self.teller.moment(int(ours[job])), self.teller.moment(int(theirs[job]))
                yield _Parting(int(times[job]), order, _(what), values, job)
        heard = self.last_heard()
        job = _first(one.ended != other.ended, heard)
        if job is not None:
            ends = one.ended[job], other.ended[job]
            values = _(JOB_ENDS[JobEnd(ends[0])]), _(JOB_ENDS[JobEnd(ends[1])])
            yield _Parting(int(heard[job]), 10, _("end of a job"), values, job)

    def in_work(self) -> Iterator[_Parting]:
        """Yield the first difference in the work of a day, which is known at its end."""
        one, other = self.one.worked, self.other.worked
        for order, (name, what) in _OF_DAY.items():
            ours, theirs = getattr(one, name), getattr(other, name)
            cell = _first((ours != theirs).ravel(), np.indices(ours.shape)[1].ravel())
            if cell is not None:
                row, day = divmod(cell, ours.shape[1])
                yield _Parting(
                    min((day + 1) * DAY, self.workload.horizon) - 1,
                    order,
                    _(what),
                    (_seconds(ours[row, day]), _seconds(theirs[row, day])),
                    station=int(one.station[row]),
                    officers=(int(one.officer[row]),),
                )

    def at_operation(
        self, op: int, time: int, order: int, *, what: str, values: tuple[str, str]
    ) -> _Parting:
        """Return a difference at an operation, with its place."""
        is_service = self.workload.ops.kind[op] == OpKind.SERVE
        station = int(self.workload.ops.where[op]) if is_service else NONE
        by = (int(outcome.ops.officer[op]) for outcome in (self.one, self.other))
        officers = tuple(dict.fromkeys(officer for officer in by if officer != NONE))
        return _Parting(time, order, what, values, self.teller.job(op), op, station, officers)

    def last_heard(self) -> Moments:
        """When each job was last heard of, in either outcome. Shape (jobs,)."""
        last = np.zeros(len(self.workload.jobs.kind), np.int64)
        for ops in (self.one.ops, self.other.ops):
            for moments in (ops.ready, ops.start, ops.finish):
                np.maximum.at(last, self.workload.job_of_op, moments)
        return last


# What is compared of operations, jobs and days, by what comes before what at one time: name of the
# array, and what it holds. Trips come at 1, the end of a job at 10.
_OF_OPERATION = {
    0: ("ready", N_("ready time of an operation")),
    2: ("start", N_("start of an operation")),
    3: ("officer", N_("officer of an operation")),
    4: ("finish", N_("finish of an operation")),
}
_OF_JOB = {
    5: ("accepted", N_("acceptance of a dossier")),
    6: ("due", N_("due moment of a dossier")),
    7: ("first_due", N_("first due moment of a dossier")),
    8: ("ready", N_("result of a dossier")),
    9: ("collected", N_("collection of a result")),
}
_OF_DAY = {
    11: ("seconds", N_("time worked on a day")),
    12: ("overtime", N_("overtime on a day")),
}


def _earlier(one: Moments, other: Moments) -> Moments:
    """The earlier of two moments, `FAR` where there is none."""
    return np.minimum(np.where(one == NONE, FAR, one), np.where(other == NONE, FAR, other))


def _first(differs: NDArray[np.bool_], times: NDArray[np.int64]) -> int | None:
    """The row of the earliest difference, the first of several; None where nothing differs."""
    rows = np.flatnonzero(differs)
    return int(rows[np.argmin(times[rows])]) if len(rows) else None


def _nth(ops: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number of each trip among those for its operation, from 0; `ops` ascends."""
    return np.arange(len(ops)) - np.searchsorted(ops, ops)


def _seconds(count: int) -> str:
    return _("{n:,} s").format(n=count)
