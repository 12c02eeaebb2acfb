"""Replaying: days of a log as they were, as a scenario has them, and with something changed.

In: a log, its scenario, and the same with other values. Out: a `Replay`: figures of the waits by
queue, seen and simulated, and what becomes of the same citizens. The changed scenario meets the
same tickets with the same draws, so that every difference is the change's. What is said of it is
not known here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import DAY, HOUR, NONE
from simulator.measures import Estimate, measure_named, student_interval
from simulator.records import Snapshots, TicketLog
from simulator.scenario import Scenario
from simulator.studies.experiment import Event, Experiment, Finished, Point
from simulator.studies.precision import Until
from simulator.studies.replay.calls import Calls, calls_of
from simulator.studies.replay.days import ReplayedDays
from simulator.studies.replay.noting import noted_at
from simulator.studies.replay.source import check_days
from simulator.studies.validation.scores import FIGURES, figures_of

NOTICED = 60
"""Seconds by which a wait must differ to be counted as another one."""

Figures = tuple[tuple[Estimate, ...], ...]
"""By figure of `FIGURES` and queue; the last is all of them together."""


@dataclass(frozen=True, slots=True)
class CitizensAffected:
    """What the change is to the same citizens: tickets of a replay, or minutes."""

    shorter: Estimate
    """Tickets called at least a minute earlier."""
    longer: Estimate
    """Tickets called at least a minute later."""
    stay: Estimate
    """Tickets more that are served: less who have left, or were sent home."""
    saved: Estimate
    """Hours that they wait less, all together."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Mean wait in minutes by the hour in which tickets were taken, from the first to the last."""

    first: int
    seen: NDArray[np.float64]
    """Of the log; nan where nobody came who was called. Shape (hours,)."""
    modelled: tuple[tuple[Estimate, ...], ...]
    """Of the scenario as it is, and with the change, if there is one."""


@dataclass(frozen=True, slots=True)
class Replay:
    """What came of a replay."""

    days: tuple[date, ...]
    office: str
    queues: tuple[str, ...]
    """Names; figures of all together follow theirs."""
    tickets: NDArray[np.int64]
    """Of each of them. Shape (queues + 1,)."""
    unserved: int
    """Tickets of the log that were never called."""
    seen: NDArray[np.float64]
    """What the log has. Shape (figures, queues + 1)."""
    replications: int
    modelled: Figures
    """What the scenario makes of the same tickets."""
    below: NDArray[np.float64]
    """Share of the replications in which a figure is less than was seen; half of those in which it
    is the same. Shape (figures, queues + 1)."""
    gone: Estimate
    """Tickets of the replay whose citizens were not served."""
    hours: Hours
    changed: Figures | None = None
    """The same with the change; None where nothing is changed."""
    difference: Figures | None = None
    """Changed less as it is, replication by replication."""
    citizens: CitizensAffected | None = None


class Replaying:
    """A replay on its way: its experiment, and what has come of it so far.

    Parameters
    ----------
    scenario
        The office as it is.
    changed
        With other values; None where nothing is changed.
    log
        What came.
    days
        Which of its days.
    office
        Which of its offices; it may be absent where there is one.
    snapshots
        As `ReplayedDays`; a group of which the change has more officers has as many more of them.
    labels
        What a person calls the two.

    Raises
    ------
    ValueError
        As `ReplayedDays`.
    """

    def __init__(
        self,
        scenario: Scenario,
        changed: Scenario | None,
        log: TicketLog,
        days: Sequence[date],
        *,
        office: str | None = None,
        snapshots: Snapshots | None = None,
        labels: tuple[str, str] = ("", ""),
    ) -> None:
        check_days(days, log, office)
        self._days = tuple(days)
        replayed = ReplayedDays.of(scenario, log, days, office=office, snapshots=snapshots)
        self.is_noted = replayed.is_noted
        """Whether calls of the model are noted at the snapshots, as those of the log are."""
        self._log, self._noted, seen = replayed.log, replayed.noted, replayed.counters
        self.points = []
        for label, each in zip(labels, (scenario, changed), strict=True):
            if each is not None:
                there = seen and seen.more(_more_officers(scenario, each))
                self.points.append(Point(label, replayed.source(each, days, there)))
        self._found: dict[str, list[Calls]] = {}
        """By source; moments are those of the log."""

    def experiment(self, *, seed: int, replications: int) -> Experiment:
        """Return the experiment that brings what is to be taken."""
        experiment = Experiment(seed, Until.made(replications), observer=calls_of, in_turn=True)
        experiment.extend(self.points)
        return experiment

    def take(self, event: Event) -> None:
        """Take what is finished."""
        if not isinstance(event, Finished):
            return
        source = event.point.source
        shift = (self._log.first_day - source.first_day).days * DAY
        for one in event.found:
            calls = cast("Calls", one.seen)
            called = noted_at(calls.called - shift, self._noted, self._log.taken)
            called = np.where(calls.called == NONE, NONE, called)
            self._found.setdefault(source.key, []).append(replace(calls, called=called))

    @property
    def finished(self) -> int:
        """Replications that have come of every scenario."""
        return min(len(self._found.get(point.source.key, ())) for point in self.points)

    def answer(self) -> Replay | None:
        """Return what has come so far; None before the first replication."""
        if not self.finished:
            return None
        log = self._log
        queues, queue = np.unique(log.queue, return_inverse=True)
        by_queue = _Grouped(log.taken, queue, len(queues))
        called = log.called
        seen = by_queue.figures(called)
        calls = [self._found[point.source.key][: self.finished] for point in self.points]
        figures = [np.stack([by_queue.figures(each.called) for each in found]) for found in calls]
        as_is = figures[0]
        hour = log.taken % DAY // HOUR
        first = int(hour.min())
        by_hour = _Grouped(log.taken, hour - first, int(hour.max()) - first + 1)
        replay = Replay(
            days=self._days,
            office=log.offices[int(log.office[queues[0]])],
            queues=tuple(log.queues[each] for each in queues),
            tickets=np.append(np.bincount(queue), len(log.queue)),
            unserved=int((called == NONE).sum()),
            seen=seen,
            replications=self.finished,
            modelled=_estimates(as_is),
            below=((as_is < seen) + 0.5 * (as_is == seen)).mean(axis=0),
            gone=_count(np.array([each.is_gone.sum() for each in calls[0]], np.float64)),
            hours=Hours(
                first,
                by_hour.figures(called)[0, :-1],
                tuple(
                    _estimates(np.stack([by_hour.figures(each.called) for each in found]))[0][:-1]
                    for found in calls
                ),
            ),
        )
        if len(figures) == 1:
            return replay
        return replace(
            replay,
            changed=_estimates(figures[1]),
            difference=_estimates(figures[1] - as_is, are_differences=True),
            citizens=_citizens(*calls),
        )


@dataclass(frozen=True, slots=True)
class _Grouped:
    """Tickets by queue, or by hour."""

    taken: NDArray[np.int64]
    group: NDArray[np.int64]
    groups: int

    def figures(self, called: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return what their waits come to, by group and in all. Shape (figures, groups + 1)."""
        is_called = called != NONE
        wait, group = (called - self.taken)[is_called], self.group[is_called]
        together = figures_of(wait, np.zeros_like(group), 1)
        return np.append(figures_of(wait, group, self.groups), together, axis=1)


def _more_officers(scenario: Scenario, changed: Scenario) -> dict[str, int]:
    """How many officers more groups have that are in both."""
    both = scenario.staff.keys() & changed.staff.keys()
    return {key: changed.staff[key].officers - scenario.staff[key].officers for key in both}


def _estimates(values: NDArray[np.float64], *, are_differences: bool = False) -> Figures:
    """Estimate the means over the replications. Shape (replications, figures, groups)."""
    most = [measure_named(name).highest for name in FIGURES]
    return tuple(
        tuple(
            student_interval(group, lowest=-highest if are_differences else 0.0, highest=highest)
            for group in figure.T
        )
        for figure, highest in zip(values.transpose(1, 0, 2), most, strict=True)
    )


def _citizens(as_is: Sequence[Calls], changed: Sequence[Calls]) -> CitizensAffected:
    """Compare what becomes of each ticket, replication by replication."""
    counted = [_of_one(*both) for both in zip(as_is, changed, strict=True)]
    shorter, longer, stay, saved = np.array(counted, np.float64).T
    return CitizensAffected(
        _count(shorter), _count(longer), student_interval(stay), student_interval(saved)
    )


def _count(values: NDArray[np.float64]) -> Estimate:
    """Estimate a number of tickets."""
    return student_interval(values, lowest=0.0)


def _of_one(as_is: Calls, changed: Calls) -> tuple[float, ...]:
    """Return the numbers of `CitizensAffected` in one replication."""
    both = (as_is.called != NONE) & (changed.called != NONE)
    later = (changed.called - as_is.called)[both]
    return (
        float((later <= -NOTICED).sum()),
        float((later >= NOTICED).sum()),
        float(as_is.is_gone.sum() - changed.is_gone.sum()),
        -float(later.sum()) / HOUR,
    )
