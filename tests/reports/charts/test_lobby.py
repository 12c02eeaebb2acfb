from dataclasses import replace

import numpy as np
import pytest

from simulator.reports.charts.lobby import arrivals_capacity, queue_day

from .conftest import heights, written

EIGHT, NINE = 8 * 4, 9 * 4  # quarters


def queue(**at):
    """Numbers waiting by quarter of the day, from `EIGHT` on as given."""
    numbers = np.zeros(96)
    for quarter, value in at.values():
        numbers[quarter] = value
    return numbers


@pytest.fixture
def days(detailed):
    """Three replications, the second with the worst day."""
    low, high = queue(a=(EIGHT, 1.0)), queue(a=(EIGHT, 9.0))
    return detailed(
        queue=[np.stack([low, queue(a=(EIGHT, median)), high]) for median in (4.0, 5.0, 6.0)],
        worst_queue=[queue(a=(EIGHT, worst)).astype(np.int64) for worst in (20, 30, 30)],
        worst_day=[21, 22, 23],
    )


def test_lines_are_the_typical_and_the_worst_day(days):
    worst, median = queue_day(days).axes.lines
    assert max(median.get_ydata()) == 5.0
    assert max(worst.get_ydata()) == 30
    assert median.get_xdata()[np.argmax(median.get_ydata())] == 8.0


def test_the_worst_day_is_told_with_its_date_and_the_first_replication_that_has_it(days):
    drawing = queue_day(days)
    # 21 days of warm-up lie before 1 March.
    assert drawing.note == "The worst day is 2 March 2021 of replication 1: 30 wait at 8:00."
    assert "worst day: 2 March 2021" in written(drawing)
    assert drawing.title == (
        "The queue is longest at 8:00, 5 on a typical day; the worst day has up to 30"
    )
    assert "8:00: 5 (8 of 10 days 1 to 9), worst day 30" in drawing.numbers


def test_replications_without_an_open_day_are_left_out(detailed):
    nothing = np.full((3, 96), np.nan)
    some = np.stack([queue(a=(EIGHT, value)) for value in (1.0, 4.0, 9.0)])
    result = detailed(
        queue=[some, nothing, some],
        worst_queue=[queue(a=(EIGHT, worst)).astype(np.int64) for worst in (20, 0, 10)],
    )
    assert max(queue_day(result).axes.lines[1].get_ydata()) == 4.0


@pytest.fixture
def busy(detailed):
    """Ten open days: 50 tickets at 8 and 20 at 9, two officers, a visit of 15 minutes."""
    tickets = np.zeros((7, 24), np.int64)
    tickets[0, 8], tickets[1, 8], tickets[0, 9] = 300, 200, 60
    duty = np.zeros(24, np.int64)
    duty[8], duty[9] = 10 * 2 * 3600, 10 * 2 * 3600
    return detailed(
        tickets=tickets,
        open_days=np.array([5, 5, 0, 0, 0, 0, 0]),
        duty=duty,
        citizen_work=np.array([900 * 560, 560]),
        queue_mean=queue(a=(NINE, 42.0), b=(NINE + 4, 7.0)),
    )


def test_bars_are_visits_on_an_open_day_that_come_and_that_could_be_served(busy):
    coming, serving = heights(arrivals_capacity(busy))
    assert coming == [50.0, 6.0]
    assert serving == [8.0, 8.0]


def test_the_line_is_the_queue_at_the_end_of_each_hour(busy):
    line = next(line for line in arrivals_capacity(busy).axes.lines if line.get_marker() == "o")
    assert line.get_xdata().tolist() == [0.5, 1.5]
    assert line.get_ydata().tolist() == [42.0, 7.0]


def test_the_title_names_the_hour_with_most_who_cannot_be_served(busy):
    assert arrivals_capacity(busy).title == (
        "Between 8:00 and 9:00 50 visits come, more than the 8 that could be served"
    )


def test_where_all_could_be_served_the_hour_with_least_to_spare_is_named(busy):
    calm = replace(
        busy, details=tuple(replace(one, tickets=one.tickets // 10) for one in busy.details)
    )
    title = arrivals_capacity(calm).title
    assert title.startswith("While officers are at the counters, more visits could be served")
    assert "between 8:00 and 9:00 5 come, and 8 could be served" in title


def test_without_work_on_citizens_no_capacity_is_known(detailed):
    assert arrivals_capacity(detailed(citizen_work=np.zeros(2, np.int64))) is None
