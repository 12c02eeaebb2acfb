"""Queue-days of a log."""

import numpy as np

from simulator.demand.workload import DAY, NONE
from simulator.studies.validation.queue_days import QueueDays
from tests.studies.replay.logs import MONDAY, log_of

LAND, TAX = 0, 1
MEAN = 0
LOG = log_of(
    [
        *((LAND, 0, 480 + n, 490 + n) for n in range(3)),
        *((LAND, 1, 480 + n, 480 + 3 * n) for n in range(3)),
        (LAND, 1, 500, None),
        *((TAX, 1, 480 + n, 480 + n) for n in range(2)),
        (TAX, 0, 480, 480),
        (TAX, 0, 490, None),
    ]
)
ALL = np.arange(len(LOG.taken))


def test_they_are_the_queues_on_days_with_enough_tickets_that_were_called():
    found = QueueDays.of(LOG, ALL, least=2)
    assert found.queue.tolist() == [LAND, LAND, TAX]
    assert found.day.tolist() == [0, 1, 1]
    assert found.called.tolist() == [3, 3, 2]
    assert found.seen[MEAN].tolist() == [10, 2, 0]
    assert found.on([MONDAY]).tolist() == [True, False, False]


def test_each_ticket_knows_its_own_called_or_not():
    found = QueueDays.of(LOG, ALL, least=2)
    of = {
        (int(q), int(t) // DAY): int(p)
        for q, t, p in zip(LOG.queue, LOG.taken, found.of_ticket, strict=True)
    }
    assert of == {(LAND, 0): 0, (LAND, 1): 1, (TAX, 1): 2, (TAX, 0): NONE}


def test_of_some_tickets_only_theirs_are_there():
    found = QueueDays.of(LOG, ALL[LOG.taken < DAY], least=2)
    assert found.queue.tolist() == [LAND]
    assert (found.of_ticket >= 0).sum() == 3
    assert len(QueueDays.of(LOG, ALL, least=99)) == 0


def test_office_days_are_told_apart_by_office_and_day():
    log = log_of(
        [(queue, day, 480, 480) for queue in (0, 1, 2) for day in (0, 1)],
        queues=("A", "B", "C"), offices=("one", "two"), office=[0, 0, 1],
    )  # fmt: skip
    found = QueueDays.of(log, np.arange(6), least=1)
    assert len(set(found.office_day.tolist())) == 4
    assert found.office_day[0] == found.office_day[2]
