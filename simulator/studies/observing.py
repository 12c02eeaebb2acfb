"""Observing: what a run keeps of each replication beside its measures, taken where it was served.

In: a replication. Out: `Seen`, which can be sent to another process. How it is shown is not known
here.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from simulator.center import serve
from simulator.demand.workload import DAY
from simulator.measures import DayRecord, Details, day_record, detail, measure
from simulator.measures.observed import Span
from simulator.studies.checking import first_days
from simulator.studies.replicate import Replication
from simulator.studies.source import Source

WORST_DAY = -1
"""Stands for the day that is the worst of a month."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What pages show of a replication."""

    details: Details
    day: DayRecord | None
    """The day that is pictured, of the first replication; None of others, and of none open."""
    whole: Replication | None
    """All of it, where that is asked for: it is large."""


@dataclass(frozen=True, slots=True)
class Sight:
    """An `Observer` for the pages of a run."""

    pictured: int
    """The day that is pictured, counted from the first one simulated, or `WORST_DAY`."""
    whole: bool
    span: Span | None = None
    """The days that the Center observed, if it did."""

    def __call__(self, source: Source, one: Replication) -> Seen:
        """Look at a replication."""
        served = one.outcome, one.workload, one.roster
        details = detail(*served, source.first_day)
        if self.span:
            details = replace(details, observed=observed_in(self.span, one))
        shown = int(details.worst_day) if self.pictured == WORST_DAY else self.pictured
        is_pictured = one.index == 0 and shown >= 0
        day = day_record(*served, shown, source.first_day) if is_pictured else None
        return Seen(details, day, one if self.whole else None)


def observed_in(span: Span, one: Replication) -> NDArray[np.float64]:
    """Return what a replication says of the days that a Center observed.

    They are measured as if the period were these days: what comes after them is not served.
    """
    whole, start = one.workload, span.first * DAY
    if start == whole.period_start and span.end * DAY == whole.horizon:
        return span.values(one.measures)
    workload = replace(first_days(whole, span.end), period_start=start)
    return span.values(measure(serve(workload, one.roster), workload, one.roster))
