"""Predictions beside yardsticks and the noise floor."""

import numpy as np
import pytest

from simulator.studies.validation.judging import MODEL, judge
from simulator.studies.validation.queue_days import QueueDays
from simulator.studies.validation.yardsticks import LENGTH, MEAN, MEDIAN
from tests.studies.replay.logs import log_of

LAND, TAX = 0, 1
WAIT = 0


@pytest.fixture(scope="module")
def days():
    """Four days of two queues, busy in one way or the other, and one day of a third."""
    busy = {0: 1, 1: 3, 2: 2, 3: 4}
    log = log_of(
        [
            (queue, day, 480 + n, 480 + n + times * (n + 1) * (1 + queue))
            for queue in (LAND, TAX)
            for day, times in busy.items()
            for n in range(12)
        ]
        + [(2, 0, 480 + n, 490 + n) for n in range(12)],
        queues=("Land", "Tax", "Rare"),
    )
    return QueueDays.of(log, np.arange(len(log.taken)))


def test_all_are_judged_over_the_queue_days_that_every_one_predicts(days):
    found = judge(days, days.seen)
    assert found.judged.tolist() == [True] * 8 + [False]
    assert {each[WAIT].n for each in found.scores.values()} == {8}
    assert list(found.scores)[:3] == [MODEL, MEAN, MEDIAN]


def test_only_the_days_asked_for_are_judged_and_only_known_ones_help(days):
    asked, known = days.day >= 2, days.day < 2
    found = judge(days, days.seen, asked=asked, known=known)
    assert found.judged.tolist() == ([False] * 2 + [True] * 2) * 2 + [False]
    assert found.predicted[MEAN][WAIT, 2] == found.predicted[MEAN][WAIT, 3]
    assert found.predicted[LENGTH][WAIT, 2] > 0


def test_who_knows_all_has_no_error_and_each_yardstick_all_of_its_own(days):
    found = judge(days, days.seen)
    model, mean = found.scores[MODEL][WAIT], found.scores[MEAN][WAIT]
    assert (model.error, model.correlation, model.within) == pytest.approx((0, 1, 1))
    assert mean.within == 0
    difference = found.differences[MEAN][WAIT]
    assert difference.mean == pytest.approx(-mean.error)
    assert difference.n == 4
    assert MODEL not in found.differences


def test_the_noise_floor_is_how_far_a_replication_is_from_the_mean_of_the_others(days):
    """Three replications with 1, 2 and 6 min everywhere: apart by 3, 1.5 and 4.5."""
    runs = np.stack([np.full(days.seen.shape, each) for each in (1.0, 2.0, 6.0)])
    found = judge(days, runs.mean(axis=0), replications=runs)
    assert [each.error for each in found.floor] == pytest.approx([3.0] * 4)
    assert judge(days, runs[0], replications=runs[:1]).floor is None
    assert judge(days, runs[0]).floor is None


def test_what_has_nothing_to_say_of_any_day_is_left_out_and_the_model_judged_all_the_same(days):
    alone = days.day == 0
    found = judge(days, days.seen, asked=alone, known=alone)
    assert found.judged.tolist() == alone.tolist()
    assert not {MEAN, MEDIAN, LENGTH} & {*found.scores}
    assert found.scores[MODEL][WAIT].n == 3


def test_where_the_model_has_nobody_called_nothing_is_judged(days):
    found = judge(days, np.full_like(days.seen, np.nan))
    assert not found.judged.any()
    assert found.scores[MODEL][WAIT].n == 0
    assert np.isnan(found.scores[MODEL][WAIT].within)
