from dataclasses import replace

import numpy as np
import pytest

from simulator.measures.measure import Scope
from simulator.reports.charts.lobby import arrivals_capacity, load, queue_day
from simulator.reports.figures import HOURS, mean

from .conftest import axes_of, heights, lengths, written

EIGHT, NINE = 8 * 4, 9 * 4  # quarters


def queue(**at):
    """Numbers waiting by quarter of the day, from `EIGHT` on as given."""
    numbers = np.zeros(96)
    for quarter, value in at.values():
        numbers[quarter] = value
    return numbers


@pytest.fixture
def days(detailed):
    """Three replications, the second with a worse day than the first."""
    low, high = queue(a=(EIGHT, 1.0)), queue(a=(EIGHT, 9.0))
    return detailed(
        queue=[np.stack([low, queue(a=(EIGHT, median)), high]) for median in (4.0, 5.0, 6.0)],
        worst_queue=[queue(a=(EIGHT, worst)).astype(np.int64) for worst in (20, 30, 30)],
        worst_day=[21, 22, 23],
    )


def test_lines_are_the_typical_and_the_worst_day(days):
    median, worst = axes_of(queue_day(days)).lines
    assert max(median.get_ydata()) == 5.0
    assert max(worst.get_ydata()) == 20
    assert median.get_xdata()[np.argmax(median.get_ydata())] == 8.0


def test_the_worst_day_is_that_of_the_first_replication_which_is_pictured(days):
    drawing = queue_day(days)
    # 21 days of warm-up lie before 1 March.
    assert drawing.note == (
        "Counted every quarter of an hour, one day a month is like 1 March 2021 of the first "
        "replication, or worse: 20 wait at 8:00."
    )
    assert "worst day of a month" in written(drawing)
    assert drawing.title == (
        "The queue is longest at 8:00, 5 on a typical day, and up to 20 on the worst of a month"
    )
    assert "8:00: 5 (8 of 10 days 1 to 9), worst day 20" in drawing.numbers


def test_less_than_one_who_waits_on_a_typical_day_is_nobody(detailed):
    typical = np.stack([queue(), queue(a=(EIGHT, 0.1)), queue(a=(EIGHT, 4.0))])
    worst = queue(a=(EIGHT, 7)).astype(np.int64)
    drawing = queue_day(detailed(queue=typical, worst_queue=worst, worst_day=21))
    assert drawing.title == (
        "On most days nobody waits at any given time; on the worst of a month 7"
    )
    assert queue_day(detailed(queue=typical, worst_queue=worst // 2, worst_day=21)) is None


# The Center of these days closes at 17:00.
CLOSING = 17 * 4


@pytest.fixture
def closing_note(detailed, district_with):
    """Tells what the picture notes where so many wait at a time, after the sentence on the day."""

    def note(quarter, *overrides, median=0.0, worst=3):
        typical = queue(a=(quarter, median))
        result = detailed(
            queue=np.stack([queue(), typical, typical]),
            worst_queue=queue(a=(EIGHT, 30), b=(quarter, worst)).astype(np.int64),
            worst_day=22,
        )
        scenario = district_with(*overrides).scenario
        sentence = "30 wait at 8:00."
        return queue_day(replace(result, scenario=scenario)).note.partition(sentence)[2].strip()

    return note


BY_DEFAULT = "Who waits at closing is served in overtime, however long: a default of the scenario."
AS_WRITTEN = "Who waits at closing is served in overtime, however long: so the scenario says."
UNTIL = {"receive": "90 min", "return": "1 h"}
SENT_HOME = tuple(f"queues.{step}={{closing: send-home}}" for step in ("receive", "return"))


@pytest.mark.parametrize("quarter", [CLOSING, CLOSING + 5])
def test_who_waits_after_closing_is_served_in_overtime_and_it_is_told_why(closing_note, quarter):
    assert closing_note(quarter) == BY_DEFAULT
    assert closing_note(quarter, "queues.receive={closing: serve-all}") == AS_WRITTEN


def test_who_waits_after_closing_on_a_typical_day_is_told_too(closing_note):
    assert closing_note(CLOSING, median=1.0, worst=0) == BY_DEFAULT


def test_where_nobody_waits_after_closing_there_is_nothing_to_tell(closing_note):
    assert closing_note(CLOSING - 1) == ""


def test_a_worst_day_that_closes_early_says_nothing_of_typical_afternoons(closing_note):
    early = "calendar.changes=[{from: 2021-03-02, to: 2021-03-02, hours: {tue: [07:30-11:30]}}]"
    assert closing_note(14 * 4, early, median=5.0, worst=0) == ""
    assert closing_note(12 * 4, early, worst=3) == BY_DEFAULT


def test_where_all_are_sent_home_at_closing_nobody_is_served_in_overtime(closing_note):
    assert closing_note(CLOSING, *SENT_HOME) == ""
    assert closing_note(CLOSING, SENT_HOME[0]) == BY_DEFAULT  # but who collects is served


def test_where_overtime_ends_it_is_told_when(closing_note):
    until = [f"queues.{step}={{overtime_at_most: {time}}}" for step, time in UNTIL.items()]
    told = "Who waits at closing is served in overtime, for 90 min at most."
    assert closing_note(CLOSING, *until) == told
    assert closing_note(CLOSING, until[0]) == BY_DEFAULT


def test_replications_without_an_open_day_are_left_out(detailed):
    nothing = np.full((3, 96), np.nan)
    some = np.stack([queue(a=(EIGHT, value)) for value in (1.0, 4.0, 9.0)])
    result = detailed(
        queue=[some, nothing, some],
        worst_queue=[queue(a=(EIGHT, worst)).astype(np.int64) for worst in (20, 0, 10)],
    )
    assert max(axes_of(queue_day(result)).lines[0].get_ydata()) == 4.0


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
    line = next(line for line in axes_of(arrivals_capacity(busy)).lines if line.get_marker() == "o")
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
    assert title.startswith("All officers at the counters together could serve more visits than")
    assert "between 8:00 and 9:00 5 come, and 8 could be served" in title


def test_time_to_spare_at_all_counters_together_does_not_hide_the_one_that_drowns(busy, changed):
    waits = changed({"wait_mean.receive/land": 67.0, "wait_mean.return/land": 20.0})
    few = [replace(one, tickets=one.tickets // 10) for one in busy.details]
    title = arrivals_capacity(replace(waits, details=tuple(few))).title
    assert title.startswith("All officers at the counters together could serve more visits than")
    assert title.endswith("; but at Receive · Land citizens wait 67.0 min on average")


def test_without_work_on_citizens_no_capacity_is_known(detailed):
    assert arrivals_capacity(detailed(citizen_work=np.zeros(2, np.int64))) is None


def test_groups_stand_by_their_load_with_their_overtime_beside(drawn, result):
    drawing = drawn["load"]
    uses = result.by("utilization", Scope.GROUP)
    ranked = sorted(uses, key=lambda group: -uses[group].mean)
    assert lengths(drawing) == [[uses[group].mean for group in ranked]]
    for group in ranked:
        assert mean(result[f"overtime_hours.{group}"], HOURS) in written(drawing)


def test_no_slack_and_all_of_the_duty_are_marked(drawn):
    marks = [
        line.get_xdata()[0] for line in axes_of(drawn["load"]).lines if len(line.get_xdata()) == 2
    ]
    assert marks == [0.9, 1.0]


@pytest.mark.parametrize(
    ("use", "title"),
    [
        (0.95, "Signing leaders has no slack: at work 95.0 % of its duty"),
        (0.85, "The busiest group, Signing leaders, is at work 85.0 % of its duty"),
    ],
)
def test_the_title_names_the_busiest_group(changed, use, title):
    others = [name for name in changed({}).index.names if name.startswith("utilization.")]
    values = dict.fromkeys(others, 0.5) | {"utilization.leaders": use}
    assert load(changed(values)).title == title
