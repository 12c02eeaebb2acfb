"""Which queues share counters, as the numbers of open ones show."""

import numpy as np

from simulator.demand.workload import DAY
from simulator.studies.fit.seen_open import sharing

STEPS = 100


def days(*queues):
    """Two days from 08:00 on, of which the numbers are those of a function of the step."""
    moment = np.concatenate([day * DAY + 8 * 3600 + 300 * np.arange(STEPS) for day in (0, 1)])
    booths = np.array(queues, np.int32).T
    booths[[STEPS - 1, -1]] = 0
    return moment, booths


def changing(seed, most=3):
    """Numbers of counters that change now and then."""
    random = np.random.default_rng(seed)
    return np.repeat(random.integers(1, most + 1, 2 * STEPS // 8), 8)[: 2 * STEPS]


def test_queues_whose_numbers_change_together_share_counters():
    one, other = changing(1), changing(2)
    one, other = (np.resize(numbers, 2 * STEPS) for numbers in (one, other))
    assert sorted(sharing(*days(one, other, one))) == [(0, 2), (1,)]


def test_a_queue_with_fewer_counters_is_served_by_some_of_them():
    fewer = np.resize(changing(1), 2 * STEPS)
    assert sorted(sharing(*days(fewer + 2, fewer))) == [(0,), (0, 1)]


def test_that_all_open_and_close_together_tells_nothing():
    steady = np.full(2 * STEPS, 2)
    assert sorted(sharing(*days(steady, steady))) == [(0,), (1,)]
    assert sharing(*days(steady)) == ((0,),)
