"""Replayed days: the tickets of days that were, when their citizens came, and who was there.

In: a `TicketLog`, a scenario, and snapshots, if there are any. Out: `ReplayedDays`, and sources of
them. What is made of a replay is not known here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

import numpy as np
from numpy.typing import NDArray

from simulator.demand.open_counters import OpenCounters
from simulator.records import Snapshots, TicketLog
from simulator.scenario import Scenario
from simulator.studies.replay.counters import counters_of
from simulator.studies.replay.noting import coming_between, is_noted_at, moments_of
from simulator.studies.replay.source import LogSource, tickets_on


@dataclass(frozen=True, slots=True, eq=False)
class ReplayedDays:
    """Some days of an office."""

    log: TicketLog
    """Their tickets, in the order in which the citizens may have come."""
    came: NDArray[np.int64]
    """When that may have been, s. Shape (tickets,)."""
    noted: NDArray[np.int64]
    """Moments, ascending, at which all that the log tells happened; none where it tells all at
    once. Then calls of a model are noted at them, too."""
    counters: OpenCounters | None
    """Who was there, where that was seen."""
    office: str | None

    @classmethod
    def of(
        cls,
        scenario: Scenario,
        log: TicketLog,
        days: Sequence[date],
        *,
        office: str | None = None,
        snapshots: Snapshots | None = None,
        served: Sequence[date] = (),
    ) -> Self:
        """Take days out of a log.

        Parameters
        ----------
        scenario
            Of the office.
        log
            What came, and when it was called.
        days
            Which of its days.
        office
            Which of its offices; it may be absent where there is one.
        snapshots
            What was seen of open counters, where they are to be on duty. Where the log is noted at
            the moments of these snapshots, its citizens have come between.
        served
            The days that are served again; all where absent.

        Raises
        ------
        ValueError
            As `tickets_on` and `counters_of`.
        """
        log = log.only(tickets_on(scenario, log, days, office=office))
        at_once = np.empty(0, np.int64)
        if not snapshots:
            return cls(log, log.taken, at_once, None, office)
        counters = counters_of(
            snapshots, scenario, served or days, first_day=log.first_day, office=office
        )
        noted = moments_of(log, snapshots, office)
        if not is_noted_at(log, noted):
            return cls(log, log.taken, at_once, counters, office)
        return cls(*coming_between(log, noted), noted, counters, office)

    @property
    def is_noted(self) -> bool:
        """Whether calls of a model are noted at snapshots, as those of the log are."""
        return len(self.noted) > 0

    def source(
        self, scenario: Scenario, days: Sequence[date], counters: OpenCounters | None = None
    ) -> LogSource:
        """Return the source of some of the days, as a scenario has them.

        Parameters
        ----------
        scenario
            Whose services, patience, and so on.
        days
            Which.
        counters
            Who is on duty; as was seen where None.

        Raises
        ------
        ValueError
            As `LogSource.of_days`.
        """
        return LogSource.of_days(
            scenario,
            replace(self.log, taken=self.came),
            days,
            office=self.office,
            counters=counters or self.counters,
        )
