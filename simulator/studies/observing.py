"""Observing: what a run keeps of each replication beside its measures, taken where it was served.

In: a replication. Out: `Seen`, which can be sent to another process. How it is shown is not known
here.
"""

from dataclasses import dataclass

from simulator.measures import DayRecord, Details, day_record, detail
from simulator.studies.replicate import Replication
from simulator.studies.source import Source

LONGEST_QUEUE = -1
"""Stands for the day on which most citizens waited at once."""


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
    """The day that is pictured, counted from the first one simulated, or `LONGEST_QUEUE`."""
    whole: bool

    def __call__(self, source: Source, one: Replication) -> Seen:
        """Look at a replication."""
        served = one.outcome, one.workload, one.roster
        details = detail(*served, source.first_day)
        shown = int(details.worst_day) if self.pictured == LONGEST_QUEUE else self.pictured
        is_pictured = one.index == 0 and shown >= 0
        day = day_record(*served, shown, source.first_day) if is_pictured else None
        return Seen(details, day, one if self.whole else None)
