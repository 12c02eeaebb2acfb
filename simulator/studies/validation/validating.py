"""Validating: the days of a log are simulated as they came, and the model is judged by their waits.

In: a scenario, a log, and which of its days are predicted and which may be known. Out: an
experiment that brings the predictions, and the `Judgement` of them. What is said of it is not known
here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import DAY, NONE
from simulator.language import _
from simulator.records import Snapshots, TicketLog
from simulator.scenario import Scenario
from simulator.studies.experiment import Event, Experiment, Finished, Point
from simulator.studies.precision import Until
from simulator.studies.replay.calls import calls_of
from simulator.studies.replay.days import ReplayedDays
from simulator.studies.replay.noting import noted_at
from simulator.studies.replay.source import check_days, days_of, tickets_on
from simulator.studies.replicate import Replication
from simulator.studies.source import Source
from simulator.studies.validation.judging import Judgement, judge
from simulator.studies.validation.queue_days import QueueDays
from simulator.studies.validation.scores import figures_of


@dataclass(frozen=True, slots=True)
class Split:
    """Which days of a log are predicted, and which may be known beforehand."""

    predicted: tuple[date, ...]
    known: tuple[date, ...]
    """A day that is also predicted is predicted from the others."""
    is_unseen: bool
    """Whether the scenario was fitted on none of the days predicted, as far as its period tells."""


def split_of(
    scenario: Scenario, log: TicketLog, office: str | None = None, asked: Sequence[date] = ()
) -> Split:
    """Split the days of an office: those of the scenario's period are taken for fitted on.

    Where the period has all of them, or none, all are predicted, each beside the others. So are the
    days that are asked for, whatever the period has.

    Raises
    ------
    ValueError
        As `office_of`, and `check_days`.
    """
    days = days_of(log, office)
    fitted = tuple(day for day in days if scenario.period.from_ <= day <= scenario.period.to)
    others = tuple(day for day in days if day not in fitted)
    if asked:
        check_days(asked, log, office)
        return Split(tuple(asked), days, is_unseen=not {*asked} & {*fitted})
    if fitted and others:
        return Split(others, fitted, is_unseen=True)
    return Split(days, days, is_unseen=not fitted)


@dataclass(frozen=True, slots=True, eq=False)
class DayFigures:
    """What the waits of a replay come to by queue-day: an `Observer`."""

    queue_day: NDArray[np.int64]
    """Of each ticket of the replay; `NONE` for one of none. Shape (tickets,)."""
    taken: NDArray[np.int64]
    """When, s since the first day of the source. Shape (tickets,)."""
    queue_days: int
    noted: NDArray[np.int64]
    """Moments, ascending, at the first of which after a call it is noted; at once where empty."""

    def __call__(self, source: Source, one: Replication) -> NDArray[np.float64]:
        """Return the figures. Shape (figures, queue-days)."""
        called = calls_of(source, one).called
        was = (called != NONE) & (self.queue_day != NONE)
        taken = self.taken[was]
        moment = noted_at(called[was], self.noted, taken)
        return figures_of(moment - taken, self.queue_day[was], self.queue_days)


class Validating:
    """A validation on its way: its experiment, and what has come of it so far.

    Parameters
    ----------
    scenario
        The office.
    log
        What came, and when it was called.
    split
        Which days are predicted.
    office
        Which of its offices; it may be absent where there is one.
    snapshots
        As `ReplayedDays`.
    label
        What a person calls the scenario.

    Raises
    ------
    ValueError
        As `ReplayedDays`, and if there is no queue-day to be judged.
    """

    def __init__(
        self,
        scenario: Scenario,
        log: TicketLog,
        split: Split,
        *,
        office: str | None = None,
        snapshots: Snapshots | None = None,
        label: str = "",
    ) -> None:
        self.split = split
        either = sorted({*split.predicted, *split.known})
        replayed = ReplayedDays.of(
            scenario, log, either, office=office, snapshots=snapshots, served=split.predicted
        )
        log, self.is_noted = replayed.log, replayed.is_noted
        self.days = QueueDays.of(log, np.arange(len(log.taken)))
        self._asked = self.days.on(split.predicted)
        if not self._asked.any():
            raise ValueError(_("no queue of these days has ten tickets that were called"))
        rows = tickets_on(scenario, log, split.predicted, office=office)
        source = replayed.source(scenario, split.predicted)
        self.points = [Point(label, source)]
        shift = (log.first_day - source.first_day).days * DAY
        self._observer = DayFigures(
            self.days.of_ticket[rows],
            log.taken[rows] + shift,
            len(self.days),
            replayed.noted + shift,
        )
        self._found: list[NDArray[np.float64]] = []

    def experiment(self, *, seed: int, replications: int) -> Experiment:
        """Return the experiment that brings what is to be taken."""
        experiment = Experiment(seed, Until.made(replications), observer=self._observer)
        experiment.extend(self.points)
        return experiment

    def take(self, event: Event) -> None:
        """Take what is finished."""
        if isinstance(event, Finished):
            self._found.extend(np.asarray(each.seen) for each in event.found)

    @property
    def finished(self) -> int:
        """Replications that have come."""
        return len(self._found)

    @property
    def found(self) -> NDArray[np.float64]:
        """Figures of those that have come. Shape (replications, figures, queue-days)."""
        return np.stack(self._found)

    def answer(self) -> Judgement | None:
        """Return what has come so far; None before the first replication."""
        if not self._found:
            return None
        found = self.found
        return judge(
            self.days,
            _mean(found),
            asked=self._asked,
            known=self.days.on(self.split.known),
            replications=found,
        )


def _mean(found: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean over the replications in which anybody was called; nan where that is none."""
    counted = ~np.isnan(found)
    number = counted.sum(axis=0)
    total = np.where(counted, found, 0).sum(axis=0)
    return np.where(number, total / np.maximum(number, 1), np.nan)
