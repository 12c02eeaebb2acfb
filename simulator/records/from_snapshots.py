"""Tickets from snapshots: who came and who was called, where only those who wait were counted.

In: `Snapshots`. Out: a `TicketLog` of the same queues. Who waits, and did not at the snapshot
before, has come since, and so have those who were called beyond them; who has come first is called
first. All moments are those of snapshots: what happened between two of them is noted at the later
one. Nothing is known of who was called before the first snapshot of a day.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import DAY, NONE
from simulator.records.tickets import Ending, Snapshots, TicketLog

MOST_UNSEEN = 2 / 60
"""A second, who come and are called between two snapshots of a queue: numbers farther apart are of
another series, or the numbering has begun anew."""


def tickets_of(snapshots: Snapshots) -> TicketLog:
    """Return the tickets that snapshots show, each queue first-in-first-out.

    Examples
    --------
    >>> from datetime import date
    >>> seen = Snapshots.of(
    ...     first_day=date(2020, 1, 2), offices=("A",), queues=("land",), office=[0],
    ...     queue=[0, 0, 0], seen=[0, 300, 600], waiting=[2, 1, 0], booths=[1, 1, 1],
    ...     last_called=[-1, 2, 3],
    ... )
    >>> log = tickets_of(seen)
    >>> log.taken.tolist(), log.called.tolist()
    ([0, 0, 300], [300, 300, 600])
    """
    order = np.lexsort((snapshots.seen, snapshots.queue))
    queue, seen = snapshots.queue[order], snapshots.seen[order]
    begins = np.ones(len(order), np.bool_)
    begins[1:] = (np.diff(queue) != 0) | (np.diff(seen // DAY) != 0)
    waiting = snapshots.waiting[order].astype(np.int64)
    more = np.where(begins, waiting, np.diff(waiting, prepend=0))
    most = waiting - more + MOST_UNSEEN * np.diff(seen, prepend=0)
    called = _called(snapshots.last_called[order].astype(np.int64), begins, most)
    called = np.where(begins, 0, np.maximum(called, -more))
    came = called + more

    # Both by queue-day, and in the order of time there: the n-th who came is the n-th called.
    queue_day = np.cumsum(begins) - 1
    row, row_of_call = np.repeat(np.arange(len(order)), came), np.repeat(queue_day, called)
    first_came, first_called = (
        np.searchsorted(of, np.arange(queue_day[-1] + 2 if len(order) else 0))
        for of in (queue_day[row], row_of_call)
    )
    nth = np.arange(len(row_of_call)) - first_called[row_of_call]
    when = np.full(len(row), NONE, np.int64)
    when[first_came[row_of_call] + nth] = np.repeat(seen, called)
    by_time = np.argsort(seen[row], kind="stable")
    return TicketLog.of(
        first_day=snapshots.first_day,
        offices=snapshots.offices,
        queues=snapshots.queues,
        counters=(),
        office=snapshots.office,
        queue=queue[row][by_time],
        taken=seen[row][by_time],
        called=when[by_time],
        finished=np.full(len(row), NONE),
        counter=np.full(len(row), NONE),
        ending=np.full(len(row), Ending.UNKNOWN),
    )


def completed(log: TicketLog, snapshots: Snapshots) -> TicketLog:
    """Return a log with the tickets that snapshots show of queues on days that it has nothing of.

    A queue is the same where it is called alike in the same office.
    """
    shift = (snapshots.first_day - log.first_day).days * DAY
    shown = tickets_of(snapshots)
    names = _names(log)
    number = {name: queue for queue, name in enumerate(names)}
    own = np.array([number.setdefault(name, len(number)) for name in _names(shown)], np.int64)
    queue, taken = own[shown.queue], shown.taken + shift
    days = int(max(log.taken.max(initial=0), taken.max(initial=0))) // DAY + 1
    is_there = np.unique(log.queue.astype(np.int64) * days + log.taken // DAY)
    new = np.flatnonzero((taken >= 0) & ~np.isin(queue * days + taken // DAY, is_there))
    added = shown.only(new)
    offices = dict.fromkeys([*log.offices, *(office for office, _queue in number)])
    place = {office: row for row, office in enumerate(offices)}
    order = np.argsort(np.append(log.taken, taken[new]), kind="stable")
    return TicketLog.of(
        first_day=log.first_day,
        offices=tuple(offices),
        queues=tuple(queue for _office, queue in number),
        counters=log.counters,
        office=[place[office] for office, _queue in number],
        queue=np.append(log.queue, queue[new])[order],
        taken=np.append(log.taken, taken[new])[order],
        called=np.append(log.called, np.where(added.called == NONE, NONE, added.called + shift))[
            order
        ],
        finished=np.append(log.finished, added.finished)[order],
        counter=np.append(log.counter, added.counter)[order],
        ending=np.append(log.ending, added.ending)[order],
    )


def _names(log: TicketLog) -> list[tuple[str, str]]:
    """Office and name of each queue."""
    return [
        (log.offices[office], queue) for office, queue in zip(log.office, log.queues, strict=True)
    ]


def _called(
    last: NDArray[np.int64], begins: NDArray[np.bool_], most: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Return how many numbers were called since the snapshot before, as far as numbers tell."""
    rows = np.arange(len(last))
    known = np.maximum.accumulate(np.where((last != NONE) | begins, rows, 0))
    before = np.maximum(np.append(NONE, last[known][:-1]), 0)
    called = np.where((last == NONE) | begins, 0, last - before)
    return np.where((called >= 0) & (called <= most), called, 0)
