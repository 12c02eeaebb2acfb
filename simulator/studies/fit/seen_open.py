"""Counters that were seen to be open: which kinds there are, and when they are there.

In: a `Lobby` and snapshots of its queues. Out: the groups of counters that serve the same queues,
with their timetable. Which counters exist is not known, only how many were open.
"""

import numpy as np

from simulator.demand.workload import DAY, NONE
from simulator.records import Snapshots
from simulator.studies.fit.lobby import Lobby
from simulator.studies.fit.opening import Opening
from simulator.studies.fit.serving import CounterGroup
from simulator.studies.fit.shared import sharing
from simulator.studies.fit.timetable import CounterTimes, timetable_of_number
from simulator.studies.replay.counters import booths_by_moment, shared_out
from simulator.studies.replay.source import office_of


def seen_groups(
    lobby: Lobby, opening: Opening, snapshots: Snapshots
) -> list[tuple[CounterGroup, CounterTimes]]:
    """Return groups of counters, the number of them that was usual, and when they were there."""
    shift = (lobby.log.first_day - snapshots.first_day).days
    days = lobby.open_days + shift
    office = office_of(snapshots, lobby.log.offices[0])
    own = snapshots.office[snapshots.queue] == office
    own &= np.isin(snapshots.seen // DAY, days) & (snapshots.booths != NONE)
    if not own.any():
        return []
    moment, seen, booths = booths_by_moment(snapshots, np.flatnonzero(own), days.tolist())
    names = [snapshots.queues[queue] for queue in seen]
    known = [queue for queue, name in enumerate(lobby.log.queues) if name in names]
    booths = booths[:, [names.index(lobby.log.queues[queue]) for queue in known]]
    kinds = sharing(moment, booths)
    numbers = shared_out({kind: kind for kind in kinds}, dict(enumerate(booths.T)))
    moment = moment - shift * DAY
    calls = np.bincount(lobby.log.queue[lobby.was_called], minlength=len(lobby.log.queues))
    found = []
    for kind in kinds:
        queues = tuple(known[queue] for queue in kind)
        timetable = timetable_of_number(lobby, opening, moment, numbers[kind].astype(np.int64))
        found.append((CounterGroup((), queues, calls=int(calls[list(queues)].sum())), timetable))
    return found
