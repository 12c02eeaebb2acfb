from datetime import date
from math import inf, nan

import pytest

from simulator.measures import Estimate, Method
from simulator.reports.figures import (
    COUNT,
    MINUTES,
    PERCENT,
    counted,
    day,
    interval,
    mean,
    month,
    number,
    weekday,
)


def between(low, high):
    return Estimate((low + high) / 2, low, high, 10, Method.T)


@pytest.mark.parametrize(
    ("low", "high", "written"),
    [(12.0, 88.0, "50 min"), (17.9, 18.9, "18.4 min"), (18.40, 18.48, "18.44 min")],
)
def test_a_mean_has_the_digits_that_its_interval_supports(low, high, written):
    assert mean(between(low, high), MINUTES) == written


def test_an_interval_has_the_digits_of_its_mean():
    estimate = between(0.9983, 0.9991)
    assert mean(estimate, PERCENT) == "99.87 %"
    assert interval(estimate, PERCENT) == "99.83 – 99.91"


def test_there_is_no_interval_of_one_replication():
    estimate = Estimate(0.5, None, None, 1, Method.NONE)
    assert mean(estimate, PERCENT) == "50.0 %"
    assert interval(estimate, PERCENT) == ""


def test_numbers_that_do_not_exist_are_dashes():
    assert number(nan, PERCENT) == "–"
    assert number(inf, PERCENT) == "∞"
    assert mean(Estimate(nan, None, None, 0, Method.NONE), COUNT) == "–"


def test_an_interval_without_width_keeps_the_digits_of_the_unit():
    assert mean(between(4.0, 4.0), MINUTES) == "4.0 min"


def test_what_is_rounded_to_nothing_has_no_sign(vietnamese):
    assert [number(value, MINUTES) for value in (-0.04, -0.06, 0.0)] == [
        "0,0 phút",
        "−0,1 phút",
        "0,0 phút",
    ]
    assert number(-0.0002, PERCENT) == "0,0%"


def test_one_thing_is_no_plural():
    assert counted("{n} replication", "{n} replications", 1) == "1 replication"
    assert counted("{n} replication", "{n} replications", 0) == "0 replications"


def test_numbers_and_dates_are_those_of_the_language(vietnamese):
    assert number(1234.5, COUNT) == "1.234"
    assert number(0.1234, PERCENT) == "12,3%"
    assert interval(between(1234.5, 1236.5), MINUTES) == "1.234,5 – 1.236,5"
    assert day(date(2026, 11, 24)) == "24/11/2026"
    assert month(date(2026, 11, 24)) == "tháng 11/2026"


def test_a_weekday_is_small_within_a_vietnamese_sentence(vietnamese):
    assert [weekday(0), weekday(6)] == ["thứ Hai", "chủ nhật"]
    assert [weekday(0, first=True), weekday(6, first=True)] == ["Thứ Hai", "Chủ nhật"]
    assert [weekday(0, short=True), weekday(6, short=True)] == ["T2", "CN"]
