"""Tickets that snapshots of queues show."""

from datetime import date

import numpy as np

from simulator.demand.workload import DAY, NONE
from simulator.records import Snapshots, TicketLog
from simulator.records.from_snapshots import completed, tickets_of

MONDAY = date(2026, 1, 5)


def seen(*rows, queues=("Land",), offices=("Center",), office=(0,), first_day=MONDAY):
    """Snapshots of (queue, day, minute, waiting, last called or None)."""
    rows = sorted(rows, key=lambda row: row[1:3])
    return Snapshots.of(
        first_day=first_day,
        offices=offices,
        queues=queues,
        office=office,
        queue=[row[0] for row in rows],
        seen=[row[1] * DAY + row[2] * 60 for row in rows],
        waiting=[row[3] for row in rows],
        booths=[1] * len(rows),
        last_called=[NONE if row[4] is None else row[4] for row in rows],
    )


def tickets(log):
    """Minutes of taking and calling, by queue."""
    return [
        (int(queue), int(taken) // 60, None if called == NONE else int(called) // 60)
        for queue, taken, called in zip(log.queue, log.taken, log.called, strict=True)
    ]


def test_who_has_come_and_was_called_between_two_snapshots_is_noted_at_the_later_one():
    log = tickets_of(seen((0, 0, 480, 1, None), (0, 0, 485, 2, 2), (0, 0, 490, 0, 4)))
    assert tickets(log) == [(0, 480, 485), (0, 485, 485), (0, 485, 490), (0, 485, 490)]


def test_without_numbers_who_waits_no_longer_was_called():
    log = tickets_of(seen((0, 0, 480, 3, None), (0, 0, 485, 1, None), (0, 0, 490, 2, None)))
    assert tickets(log) == [(0, 480, 485), (0, 480, 485), (0, 480, None), (0, 490, None)]


def test_a_jump_of_the_numbers_is_another_series_unless_nobody_looked_for_long():
    jump = seen((0, 0, 480, 1, 7), (0, 0, 485, 1, 500), (0, 0, 490, 0, 501))
    assert tickets(tickets_of(jump)) == [(0, 480, 490)]
    begun_anew = seen((0, 0, 480, 1, 90), (0, 0, 485, 0, 1))
    assert tickets(tickets_of(begun_anew)) == [(0, 480, 485)]
    after_a_gap = tickets_of(seen((0, 0, 480, 0, 7), (0, 0, 540, 0, 47)))
    assert len(after_a_gap.taken) == 40


def test_a_day_begins_with_those_who_wait_then_and_the_next_one_anew():
    log = tickets_of(seen((0, 0, 480, 2, 5), (0, 0, 485, 2, 5), (0, 1, 480, 1, 3)))
    assert tickets(log) == [(0, 480, None), (0, 480, None), (0, DAY // 60 + 480, None)]


def test_nothing_seen_is_no_ticket():
    assert not len(tickets_of(seen()).taken)


def test_a_log_gets_what_it_has_nothing_of():
    log = TicketLog.of(
        first_day=date(2026, 1, 4),
        offices=("Center",),
        queues=("Land",),
        counters=(),
        office=[0],
        queue=[0],
        taken=[DAY + 481 * 60],
        called=[DAY + 490 * 60],
        finished=[NONE],
        counter=[NONE],
        ending=[0],
    )
    snapshots = seen(
        *((queue, day, minute, waiting, None) for queue in (0, 1) for day in (0, 1)
          for minute, waiting in ((480, 1), (485, 0))),
        queues=("Tax", "Land"),
        office=(0, 0),
    )  # fmt: skip
    whole = completed(log, snapshots)
    assert whole.queues == ("Land", "Tax")
    assert tickets(whole) == [
        (1, 1440 + 480, 1440 + 485),  # Of the tax queue the log has nothing,
        (0, 1440 + 481, 1440 + 490),
        (1, 2880 + 480, 2880 + 485),
        (0, 2880 + 480, 2880 + 485),  # and of the land queue nothing on the second day.
    ]
    assert np.array_equal(whole.taken, np.sort(whole.taken))
