"""What predicts queue-days without a model."""

import numpy as np
import pytest

from simulator.studies.validation.queue_days import QueueDays
from simulator.studies.validation.yardsticks import (
    HEAD,
    LAST_CALLED,
    LENGTH,
    MEAN,
    MEDIAN,
    TicketLine,
    head_of_line,
    last_called,
    of_other_days,
    queue_length,
    seeing_the_present,
)
from tests.studies.replay.logs import MINUTE, log_of

LAND, TAX = 0, 1
WAIT = 0


def days_of(waits):
    """Queue-days of one ticket after another, an hour apart, with these minutes of waiting."""
    log = log_of(
        [
            (queue, day, 60 * n, 60 * n + wait)
            for (queue, day), of_day in waits.items()
            for n, wait in enumerate(of_day)
        ]
    )
    return QueueDays.of(log, np.arange(len(log.taken)), least=1)


def test_the_mean_is_that_of_the_tickets_of_other_days_and_the_median_that_of_the_days():
    days = days_of(
        {(LAND, 0): [1], (LAND, 1): [2, 2, 2], (LAND, 2): [9, 9], (LAND, 3): [4], (TAX, 0): [5]}
    )
    found = of_other_days(days, np.ones(5, np.bool_))
    assert found[MEAN][WAIT, :4].tolist() == pytest.approx([28 / 6, 23 / 4, 11 / 5, 25 / 6])
    assert found[MEDIAN][WAIT, :4].tolist() == [4, 4, 2, 2]
    assert np.isnan([found[each][:, 4] for each in (MEAN, MEDIAN)]).all()


def test_what_may_not_be_known_is_not():
    days = days_of({(LAND, 0): [1], (LAND, 1): [3], (LAND, 2): [100], (LAND, 3): [5]})
    found = of_other_days(days, np.array([True, True, False, False]))
    assert found[MEAN][WAIT].tolist() == [3, 1, 2, 2]


def waits(predict, *tickets, pace=None):
    line = TicketLine(*np.array(tickets).T)
    return predict(line, *([] if pace is None else [pace])).tolist()


def test_who_was_called_last_may_have_come_after_who_was_called_before():
    assert waits(last_called, (0, 100), (10, 20), (30, 200), (150, 300)) == [0, 0, 10, 100]


def test_the_head_of_the_line_is_who_has_waited_longest():
    assert waits(head_of_line, (0, 100), (10, 20), (30, 200), (150, 300)) == [0, 10, 30, 120]
    assert waits(head_of_line, (0, 0), (10, 10)) == [0, 0]


def test_who_waits_is_counted_as_the_ticket_is_taken():
    assert waits(queue_length, (0, 100), (10, 20), (30, 200), (150, 300), pace=7) == [0, 7, 7, 7]


def test_time_with_a_line_is_counted_once_however_many_wait():
    line = TicketLine(np.array([0, 10, 50, 90]), np.array([20, 30, 50, 100]))
    assert (line.waiting_time, line.calls_from_a_line) == (40, 3)


def test_the_pace_of_a_queue_is_that_of_its_other_days():
    """On each day the first waits 10 min and the others come with 10 and 20 min before a call."""
    day = [(480, 490), (480, 500), (480, 510)]
    slow = [(480, 500), (480, 520), (480, 540)]
    log = log_of([(LAND, n, *each) for n, of_day in enumerate((day, slow)) for each in of_day])
    days = QueueDays.of(log, np.arange(6), least=1)
    found = seeing_the_present(days, np.ones(2, np.bool_))
    assert found[LENGTH][WAIT].tolist() == [20, 10]
    assert found[HEAD][WAIT].tolist() == found[LAST_CALLED][WAIT].tolist() == [0, 0]
    alone = seeing_the_present(days, np.array([True, False]))
    assert np.isnan(alone[LENGTH][WAIT, 0])
    assert alone[LENGTH][WAIT, 1] == 10
    assert MINUTE == 60
