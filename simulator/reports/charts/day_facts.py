"""Facts of a day: what its picture needs, as its record says it.

In: a `DayRecord`. Out: `Visits`, with the queue that they make, and `Officers`, with what they
worked on. Moments are seconds of the day. It knows nothing of texts and drawing.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import DAY, NONE
from simulator.measures import DayRecord

_OFFICER, _START, _END, _STATION = range(4)


@dataclass(frozen=True, slots=True)
class Visits:
    """The visits of a day in order of arrival. Shapes (visits,)."""

    field: NDArray[np.int32]
    """Index into the fields of the record."""
    arrival: NDArray[np.int64]
    until: NDArray[np.int64]
    """When they no longer waited; the end of the day if they did all the rest of it."""
    end: NDArray[np.int64]
    """When they had been served or went; the end of the day if that was later."""
    ended: NDArray[np.int8]
    """`TripEnd`, as it was at last."""
    served: NDArray[np.bool_]
    """Whether they were served for some of the day."""
    called: NDArray[np.bool_]
    """Whether they were called on the day."""
    went: NDArray[np.bool_]
    """Whether they went unserved on the day."""

    @classmethod
    def of(cls, record: DayRecord) -> "Visits":
        """Take the visits from a record."""
        served, ended = record.call != NONE, record.end != NONE
        end = np.where(ended, record.end, DAY)
        until = np.where(served, record.call, end)
        # The edge of the day stands for what happened beyond it.
        on_day = until < DAY
        return cls(
            field=record.field,
            arrival=record.arrival,
            until=until,
            end=end,
            ended=record.ended,
            served=served & on_day,
            called=served & on_day & (until > 0),
            went=~served & ended & on_day,
        )

    def went_by(self, ended: int) -> NDArray[np.bool_]:
        """Whether they went unserved on the day in one way, a `TripEnd`."""
        return np.asarray(self.went & (self.ended == ended))

    def fields(self) -> list[int]:
        """Return the fields that somebody comes for, first those with most visits."""
        counts = np.bincount(self.field)
        return sorted(np.flatnonzero(counts).tolist(), key=lambda field: -counts[field])

    def waiting(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the moments at which the number waiting changes, and the number from each on."""
        moments = np.concatenate([self.arrival, self.until])
        changes = np.repeat([1, -1], len(self.arrival))
        times, place = np.unique(moments, return_inverse=True)
        return times, np.bincount(place, changes).astype(np.int64).cumsum()

    def waiting_at(self, moment: int) -> int:
        """Return the number waiting at a moment, after all that happens in its second."""
        return int(((self.arrival <= moment) & (self.until > moment)).sum())


@dataclass(frozen=True, slots=True)
class Officers:
    """The officers who were on duty or at work on a day; spans are officer, start, end."""

    teams: dict[int, NDArray[np.int64]]
    """The officers of each group, by its index."""
    duty: NDArray[np.int64]
    citizens: NDArray[np.int64]
    """Services of citizens who are there."""
    papers: NDArray[np.int64]
    """All other services, without the stretches off duty that they paused through."""

    @classmethod
    def of(cls, record: DayRecord) -> "Officers":
        """Take the officers from a record."""
        work = record.work[record.work[:, _OFFICER] != NONE]
        with_citizen = _with_citizen(record, work)
        papers = _without_pauses(work[~with_citizen, :_STATION], record.duty)
        citizens = _without_pauses(work[with_citizen, :_STATION], record.duty)
        there = np.unique(np.concatenate([record.duty, papers, citizens])[:, _OFFICER])
        groups = record.officer_group[there]
        return cls(
            teams={int(group): there[groups == group] for group in np.unique(groups)},
            duty=record.duty,
            citizens=citizens,
            papers=papers,
        )

    def seconds(self, spans: NDArray[np.int64], group: int) -> int:
        """Return how long some of the spans are in all, those of a group."""
        own = spans[np.isin(spans[:, _OFFICER], self.teams[group])]
        return int((own[:, _END] - own[:, _START]).sum())

    def busiest(self, most: int) -> list[int]:
        """Return the groups with most work, at most so many, in the order of the scenario."""
        worked = np.concatenate([self.citizens, self.papers])
        ranked = sorted(self.teams, key=lambda group: -self.seconds(worked, group))
        return sorted(ranked[:most])


def _with_citizen(record: DayRecord, work: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether services are those of tickets: the same officer began them at the same station."""
    served = record.call != NONE
    tickets = np.column_stack([record.officer, record.call, record.station])[served]
    calls = set(map(tuple, tickets.tolist()))
    services = work[:, [_OFFICER, _START, _STATION]].tolist()
    return np.array([tuple(service) in calls for service in services], np.bool_)


def _without_pauses(work: NDArray[np.int64], duty: NDArray[np.int64]) -> NDArray[np.int64]:
    """Take out of services the whole stretches off duty: they paused then (R6)."""
    pieces = []
    for officer, start, end in work.tolist():
        own = duty[duty[:, _OFFICER] == officer]
        begin = start
        for pause, back in zip([0, *own[:, _END]], [*own[:, _START], DAY], strict=True):
            if start <= pause < back <= end:
                pieces.append((officer, begin, int(pause)))
                begin = int(back)
        pieces.append((officer, begin, end))
    spans = np.array(pieces, np.int64).reshape(-1, 3)
    return spans[spans[:, _END] > spans[:, _START]]
