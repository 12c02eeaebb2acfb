"""Counters that were open, as snapshots of the queues tell, by group of officers.

In: how many counters were seen to serve each queue, and which groups of a scenario serve it. Out:
`OpenCounters`. A counter that serves several queues is seen at each of them; so of a group as many
are there as are seen at all of its queues, less those of groups that serve more queues and have
been told before; of the last group of a queue, as many as are left there. Where groups share
queues, that is a guess.
"""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from simulator.demand.open_counters import OpenCounters
from simulator.demand.workload import DAY, HOUR, NONE
from simulator.language import _
from simulator.records import Snapshots
from simulator.scenario import Scenario
from simulator.studies.replay.source import RECEIVE, fields_of_queues, office_of

Group = TypeVar("Group", bound=Hashable)
Queue = TypeVar("Queue", bound=Hashable)


def counters_of(
    snapshots: Snapshots,
    scenario: Scenario,
    days: Sequence[date],
    *,
    first_day: date,
    office: str | None = None,
) -> OpenCounters:
    """Return how many of each group were there on some days.

    Each number holds from its snapshot to the next of the queue. Counters close for the day as
    nobody waits any more; so those of the last hour stay for whoever may still wait.

    Parameters
    ----------
    snapshots
        What was seen.
    scenario
        Whose groups; of those that serve none of the queues nothing is said, nor is a queue heeded
        that is no field of the scenario.
    days
        Which.
    first_day
        The day from which moments are counted: that of the log which is replayed.
    office
        The office, where there are several.

    Raises
    ------
    ValueError
        If nothing was seen on these days, or only of queues that are no field of the scenario.
    """
    own = snapshots.office[snapshots.queue] == office_of(snapshots, office)
    wanted = [day.toordinal() - snapshots.first_day.toordinal() for day in days]
    own &= np.isin(snapshots.seen // DAY, wanted) & (snapshots.booths != NONE)
    if not own.any():
        raise ValueError(_("no snapshot tells of open counters on {day}").format(day=min(days)))
    moment, queues, booths = booths_by_moment(snapshots, np.flatnonzero(own), wanted)
    shift = (snapshots.first_day - first_day).days * DAY
    fields = fields_of_queues(scenario, snapshots, queues)
    officers = _by_group(
        scenario, {field: booths[:, queues.index(queue)] for queue, field in fields.items()}
    )
    if not officers:
        raise ValueError(_("no queue of the snapshots is a field of the scenario that is served"))
    by_group = np.stack([*officers.values()], axis=1)
    return OpenCounters.of(
        groups=tuple(officers), moment=moment + shift, officers=_stay(moment, by_group)
    )


def _stay(moment: NDArray[np.int64], officers: NDArray[np.int32]) -> NDArray[np.int32]:
    """Let who was there an hour before a group was last seen stay to the end of the day.

    Shapes (moments, groups).
    """
    stay = officers.copy()
    for day in np.unique(moment // DAY):
        of_day = np.flatnonzero(moment // DAY == day)
        for number, staying in zip(officers.T, stay.T, strict=True):
            there = of_day[number[of_day] > 0]
            if len(there):
                hour_before = np.searchsorted(moment, moment[there[-1]] - HOUR, side="right") - 1
                since = max(hour_before, there[0])
                after = of_day[of_day > since]
                staying[after] = np.maximum(staying[after], number[since])
    return stay


def booths_by_moment(
    snapshots: Snapshots, rows: NDArray[np.intp], days: Sequence[int]
) -> tuple[NDArray[np.int64], list[int], NDArray[np.int32]]:
    """Return moments, queues, and how many counters each has from each moment on.

    From midnight on there are none. Shape of the last (moments, queues).

    Parameters
    ----------
    snapshots
        What was seen.
    rows
        Which of them.
    days
        Days on which that was, counted from the first of the snapshots.
    """
    midnights = np.array([[day, day + 1] for day in days], np.int64).ravel() * DAY
    moment, row = np.unique(np.append(midnights, snapshots.seen[rows]), return_inverse=True)
    queues, column = np.unique(snapshots.queue[rows], return_inverse=True)
    booths = np.full((len(moment), len(queues)), NONE, np.int32)
    booths[row[: len(midnights)]] = 0
    booths[row[len(midnights) :], column] = snapshots.booths[rows]
    numbers = np.arange(len(moment))[:, None]
    last = np.maximum.accumulate(np.where(booths == NONE, 0, numbers))
    return moment, queues.tolist(), np.take_along_axis(booths, last, axis=0)


def _by_group(
    scenario: Scenario, booths: Mapping[str, NDArray[np.int32]]
) -> dict[str, NDArray[np.int32]]:
    """Officers of each group that serves one of the fields, by moment."""
    serves = {
        group: [f for step, f in scenario.served_stations(group) if step == RECEIVE and f in booths]
        for group in scenario.staff
    }
    return shared_out({group: own for group, own in serves.items() if own}, booths)


def shared_out(
    serves: Mapping[Group, Sequence[Queue]], booths: Mapping[Queue, NDArray[np.int32]]
) -> dict[Group, NDArray[np.int32]]:
    """Return how many of each group there are, where so many are seen at each queue.

    Examples
    --------
    >>> seen = {"land": np.array([3], np.int32), "tax": np.array([1], np.int32)}
    >>> shared_out({"landers": ["land"], "both": ["land", "tax"]}, seen)
    {'both': array([1], dtype=int32), 'landers': array([2], dtype=int32)}
    """
    left = dict(booths)
    found: dict[Group, NDArray[np.int32]] = {}
    by_size = sorted(serves, key=lambda group: -len(serves[group]))
    for nth, group in enumerate(by_size):
        own = serves[group]
        later = {queue for other in by_size[nth + 1 :] for queue in serves[other]}
        at_all = np.minimum.reduce([left[queue] for queue in own])
        rest = [left[queue] for queue in own if queue not in later]
        found[group] = np.maximum.reduce([at_all, *rest])
        for queue in own:
            left[queue] = np.maximum(left[queue] - found[group], 0)
    return found
