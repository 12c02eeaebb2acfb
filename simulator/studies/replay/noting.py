"""Noting: what is known of moments where a queue is only looked at from time to time.

In: moments, and those at which it was looked. Out: when what happened is noted, and when those may
have come who are noted as having come.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import DAY, NONE
from simulator.records import Snapshots, TicketLog
from simulator.studies.replay.source import office_of


def moments_of(log: TicketLog, snapshots: Snapshots, office: str | None) -> NDArray[np.int64]:
    """Return the moments of the snapshots of an office, counted as the log counts, ascending."""
    own = snapshots.office[snapshots.queue] == office_of(snapshots, office)
    return np.unique(snapshots.seen[own]) + (snapshots.first_day - log.first_day).days * DAY


def is_noted_at(log: TicketLog, noted: NDArray[np.int64]) -> bool:
    """Whether all that a log tells happened at some moments."""
    return bool(
        np.isin(log.taken, noted).all() and np.isin(log.called, np.append(noted, NONE)).all()
    )


def noted_at(
    moment: NDArray[np.int64], noted: NDArray[np.int64], taken: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return when calls are noted: at the first look that is not before each.

    A call after the last look of the day on which the ticket was taken is taken for noted then: who
    still waits has waited so long, as far as anybody has seen.

    Parameters
    ----------
    moment
        Of the calls. Shape (tickets,).
    noted
        When it was looked, ascending; where that is never, all is noted at once.
    taken
        When the tickets were taken, each at a look. Shape (tickets,).

    Examples
    --------
    >>> noted_at(np.array([3, 5, 9]), np.array([0, 5]), np.array([0, 0, 5])).tolist()
    [5, 5, 5]
    """
    if not len(noted):
        return moment
    last = np.searchsorted(noted, (taken // DAY + 1) * DAY) - 1
    return np.asarray(noted[np.minimum(np.searchsorted(noted, moment), last)])


def coming_between(log: TicketLog, noted: NDArray[np.int64]) -> tuple[TicketLog, NDArray[np.int64]]:
    """Return a log in the order in which its citizens may have come, and when that may have been.

    Those of a queue that are noted at once have come one by one since it was looked before. Who is
    noted at the first look of a day has come then.

    Parameters
    ----------
    log
        Of one office, which is noted at these moments.
    noted
        Moments, ascending.
    """
    row = np.searchsorted(noted, log.taken)
    before = noted[np.maximum(row - 1, 0)]
    time = np.where(before // DAY == log.taken // DAY, log.taken - before, 0)
    together = row * len(log.queues) + log.queue
    _found, first, group, number = np.unique(
        together[by_group := np.argsort(together, kind="stable")],
        return_index=True,
        return_inverse=True,
        return_counts=True,
    )
    nth = np.empty(len(row), np.int64)
    nth[by_group] = np.arange(len(row)) - first[group]
    of_group = np.empty(len(row), np.int64)
    of_group[by_group] = number[group]
    came = log.taken - time * (2 * (of_group - nth) - 1) // (2 * of_group)
    order = np.argsort(came, kind="stable")
    return log.only(order), came[order]
