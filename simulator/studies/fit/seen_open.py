"""Counters that were seen to be open: which kinds there are, and when they are there.

In: a `Lobby` and snapshots of its queues. Out: the groups of counters that serve the same queues,
with their timetable. Which counters exist is not known, only how many were open at each queue from
moment to moment. Where counters serve several queues, one that opens or goes is seen at all of them
at once: so queues whose numbers change together have them in common. A queue with fewer counters
than another one in their company is served by a part of these alone.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import DAY, HOUR, NONE
from simulator.records import Snapshots
from simulator.studies.fit.lobby import Lobby
from simulator.studies.fit.opening import Opening
from simulator.studies.fit.serving import CounterGroup
from simulator.studies.fit.timetable import CounterTimes, timetable_of_number
from simulator.studies.replay.counters import booths_by_moment, shared_out
from simulator.studies.replay.source import office_of

TOGETHER = 0.4
"""Share of the changes of a queue's counters, on average over a company, that the others have
too."""
_LEAST_CHANGES = 5
"""Of a queue, from which on they tell anything."""
_AT_WORK = 0.5
"""Share of a day's counters from which on the office is at work, between its opening and closing:
in these, all counters change at once."""
_APART = HOUR // 2


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


def sharing(moment: NDArray[np.int64], booths: NDArray[np.int32]) -> tuple[tuple[int, ...], ...]:
    """Return the queues that each kind of counter serves, kinds of few queues last.

    Parameters
    ----------
    moment
        When it was looked, s. Shape (moments,).
    booths
        Counters that served each queue from then on. Shape (moments, queues).
    """
    usual = _usual(booths)
    return tuple(kind for company in _companies(moment, booths) for kind in _kinds(company, usual))


def _usual(booths: NDArray[np.int32]) -> NDArray[np.int64]:
    """Counters of each queue while it has any, on average. Shape (queues,)."""
    there = booths > 0
    mean = booths.sum(axis=0) / np.maximum(there.sum(axis=0), 1)
    usual: NDArray[np.int64] = np.rint(mean).astype(np.int64)
    return usual


def _companies(moment: NDArray[np.int64], booths: NDArray[np.int32]) -> list[list[int]]:
    """Put queues together whose numbers of counters change together."""
    from scipy.cluster.hierarchy import fcluster, linkage  # noqa: PLC0415  # heavy, and only for fits
    from scipy.spatial.distance import squareform  # noqa: PLC0415  # as above

    queues = booths.shape[1]
    if queues == 1:
        return [[0]]
    change = np.diff(booths, axis=0)[_at_work(moment, booths)]
    number = np.count_nonzero(change, axis=0)
    alike = np.zeros((queues, queues))
    for queue in range(queues):
        own = change[:, [queue]]
        alike[queue] = np.count_nonzero((change == own) & (own != 0), axis=0)
    fewer = np.minimum(number, number[:, None])
    share = np.where(fewer >= _LEAST_CHANGES, alike / np.maximum(fewer, 1), 0.0)
    np.fill_diagonal(share, 1.0)
    tree = linkage(squareform(1 - share, checks=False), "average")
    company = fcluster(tree, 1 - TOGETHER, "distance")
    return [np.flatnonzero(company == each).tolist() for each in np.unique(company)]


def _at_work(moment: NDArray[np.int64], booths: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Whether the office is at work at the later of two moments. Shape (moments - 1,)."""
    total, day = booths.sum(axis=1), moment // DAY
    most = np.zeros(int(day.max()) + 1, np.int64)
    np.maximum.at(most, day, total)
    works = np.flatnonzero(total >= _AT_WORK * np.maximum(most[day], 1))
    first, last = np.full(len(most), 2**62), np.full(len(most), -1)
    np.minimum.at(first, day[works], moment[works])
    np.maximum.at(last, day[works], moment[works])
    return np.asarray((moment >= first[day] + _APART) & (moment <= last[day] - _APART))[1:]


def _kinds(company: list[int], usual: NDArray[np.int64]) -> list[tuple[int, ...]]:
    """Return the kinds of counters of a company: each serves the queues that have so many."""
    levels = np.unique(np.maximum(usual[company], 1))
    return [
        tuple(queue for queue in company if max(usual[queue], 1) >= level)
        for level in levels.tolist()
    ]
