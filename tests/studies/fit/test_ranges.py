"""Ranges come from days, and are wide where there are few."""

import numpy as np
import pytest

from simulator.studies.fit.ranges import Fitted, ratio


def test_a_ratio_has_the_range_of_its_days():
    found = ratio([30, 10, 40], [3, 2, 2], n=7)
    assert found.value == pytest.approx(80 / 7)
    assert found.low < found.value < found.high


def test_days_without_anything_do_not_count():
    assert ratio([30, 0, 40], [3, 0, 4], n=7) == Fitted(10.0, 7, 10.0, 10.0)


def test_one_day_tells_nothing_of_how_days_differ():
    assert ratio([30], [3], n=3) == Fitted(10.0, 3)


def test_fewer_days_give_a_wider_range():
    few, many = ratio([8, 12] * 3, [1, 1] * 3, 6), ratio([8, 12] * 30, [1, 1] * 30, 60)
    assert many.high - many.low < (few.high - few.low) / 2


def test_the_range_of_a_mean_has_it_as_often_as_it_says():
    draw = np.random.default_rng(1)
    held = 0
    for _trial in range(100):
        days = draw.gamma(4, 2.5, 12)
        found = ratio(days, np.ones(12), 12)
        held += found.low <= 10 <= found.high
    assert 88 <= held <= 100
