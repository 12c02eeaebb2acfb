"""What is known of moments where a queue is looked at from time to time."""

import numpy as np

from simulator.demand.workload import DAY
from simulator.studies.replay.noting import coming_between, is_noted_at, moments_of, noted_at

from .logs import MINUTE, log_of, snapshots_of

LAND, TAX = 0, 1
NOTED = np.array([480, 490, 500, 1440 + 480]) * MINUTE


def test_citizens_come_one_by_one_since_it_was_looked_before():
    tickets = [(LAND, 0, 480, None), (LAND, 0, 490, 500), (LAND, 0, 490, 500), (TAX, 0, 490, 490)]
    log, came = coming_between(log_of([*tickets, (TAX, 1, 480, None)]), NOTED)
    assert (came / MINUTE).tolist() == [480, 482.5, 485, 487.5, 1440 + 480]
    assert log.queue.tolist() == [LAND, LAND, TAX, LAND, TAX]
    assert (log.taken // MINUTE).tolist() == [480, 490, 490, 490, 1440 + 480]
    assert (log.called[1:4] // MINUTE).tolist() == [500, 490, 500]


def test_a_log_is_noted_at_snapshots_where_nothing_of_it_is_between():
    snapshots = snapshots_of([(LAND, 0, 480, 1), (LAND, 0, 490, 1), (TAX, 0, 490, 1)])
    noted = moments_of(log_of([]), snapshots, None)
    assert noted.tolist() == [480 * MINUTE, 490 * MINUTE]
    assert is_noted_at(log_of([(LAND, 0, 480, 490), (TAX, 0, 490, None)]), noted)
    assert not is_noted_at(log_of([(LAND, 0, 480, 489)]), noted)
    assert not is_noted_at(log_of([(LAND, 0, 481, 490)]), noted)


def test_a_call_after_the_last_look_of_the_day_is_noted_then():
    noted = np.array([10, 20, DAY + 10, DAY + 20])
    called = np.array([15, 25, DAY + 5, DAY + 15, DAY + 99])
    taken = np.array([10, 10, 10, DAY + 10, DAY + 10])
    assert noted_at(called, noted, taken).tolist() == [20, 20, 20, DAY + 20, DAY + 20]
    never = np.empty(0, np.int64)
    assert noted_at(called, never, taken).tolist() == called.tolist()
