"""Small logs, written by hand."""

from datetime import date

from simulator.demand.workload import DAY, NONE
from simulator.records import Snapshots, TicketLog

MONDAY = date(2026, 1, 5)
HOUR, MINUTE = 3_600, 60


def log_of(tickets, *, queues=("Land", "Tax"), offices=("Center",), office=None, first_day=MONDAY):
    """A log of (queue, day, minute of taking, minute of the call or None), in any order."""
    rows = sorted(
        (
            day * DAY + round(taken * MINUTE),
            queue,
            None if called is None else day * DAY + round(called * MINUTE),
        )
        for queue, day, taken, called in tickets
    )
    n = len(rows)
    return TicketLog.of(
        first_day=first_day,
        offices=offices,
        queues=queues,
        counters=(),
        office=office or [0] * len(queues),
        queue=[queue for _taken, queue, _called in rows],
        taken=[taken for taken, _queue, _called in rows],
        called=[NONE if called is None else called for _taken, _queue, called in rows],
        finished=[NONE] * n,
        counter=[NONE] * n,
        ending=[0] * n,
    )


def snapshots_of(seen, *, queues=("Land", "Tax"), first_day=MONDAY):
    """Snapshots of (queue, day, minute, booths)."""
    rows = sorted(
        (day * DAY + minute * MINUTE, queue, booths) for queue, day, minute, booths in seen
    )
    n = len(rows)
    return Snapshots.of(
        first_day=first_day,
        offices=("Center",),
        queues=queues,
        office=[0] * len(queues),
        queue=[queue for _seen, queue, _booths in rows],
        seen=[moment for moment, _queue, _booths in rows],
        waiting=[0] * n,
        booths=[booths for _seen, _queue, booths in rows],
        last_called=[NONE] * n,
    )
