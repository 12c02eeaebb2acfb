import numpy as np
import pytest

from simulator.measures import Estimate, Method, Occurrence, Verdict, student_interval
from simulator.studies.sweep.targets import Target, replications_to_show


@pytest.mark.parametrize(
    ("measure", "text", "sign", "bound"),
    [
        ("on_time_rate", ">= 0.98", ">=", 0.98),
        ("on_time_rate.any", "≥0.98", ">=", 0.98),
        ("wait_p90.receive", "<= 30 min", "<=", 30.0),
        ("wait_mean", "< 90 s", "<", 1.5),
        ("wait_mean", "<= 15 phút", "<=", 15.0),
        ("cycle_time_mean", "<= 16 open h", "<=", 16.0),
        ("cycle_time_mean", "<= 90 min", "<=", 1.5),
        ("overtime_hours", "<= 40 h", "<=", 40.0),
        ("overdue", "<= 20", "<=", 20.0),
        ("overdue", "<= 20 dossiers", "<=", 20.0),
        ("visits_per_dossier", "<= 2.5", "<=", 2.5),
        ("signatures_per_day", "< 80 per working day", "<", 80.0),
        ("utilization", "<= 0.85", "<=", 0.85),
        ("utilization", "<= 85 %", "<=", 0.85),
        ("on_time_rate", "≥ 99.5%", ">=", 0.995),
    ],
)
def test_a_bound_is_read_in_the_unit_of_its_measure(measure, text, sign, bound):
    target = Target.parse(measure, text)
    assert (target.sign, target.bound) == (sign, pytest.approx(bound))


def estimate(low, mean, high):
    return Estimate(mean, low, high, 10, Method.T)


@pytest.mark.parametrize(
    ("text", "interval", "verdict"),
    [
        ("<= 15 min", (13, 14, 15), Verdict.MET),
        ("< 15 min", (13, 14, 15), Verdict.UNCLEAR),
        ("<= 15 min", (14, 15, 16), Verdict.UNCLEAR),
        ("<= 15 min", (15.1, 16, 17), Verdict.MISSED),
        (">= 15 min", (15, 16, 17), Verdict.MET),
        ("> 15 min", (15, 16, 17), Verdict.UNCLEAR),
        (">= 15 min", (13, 14, 14.9), Verdict.MISSED),
    ],
)
def test_the_whole_interval_decides(text, interval, verdict):
    assert Target.parse("wait_mean", text).verdict(estimate(*interval)) is verdict


def test_one_replication_is_taken_at_its_word_and_none_says_nothing():
    target = Target.parse("wait_mean", "<= 15 min")
    assert target.verdict(Estimate(14.0, None, None, 1, Method.NONE)) is Verdict.MET
    assert target.verdict(Estimate(16.0, None, None, 1, Method.NONE)) is Verdict.MISSED
    assert target.verdict(Estimate(float("nan"), None, None, 0, Method.NONE)) is Verdict.UNCLEAR


def test_what_it_takes_to_show_a_share_is_known():
    for asked in (0.5, 0.8, 0.9, 0.95):
        least = replications_to_show(asked)
        assert Occurrence(least, of=least).low >= asked
        assert Occurrence(least - 1, of=least - 1).low < asked


@pytest.mark.parametrize(
    ("measure", "text", "value", "verdict"),
    [
        ("on_time_rate", ">= 0.80", 1.0, Verdict.MET),  # at worst 0.83: 1 − 0.025^(1/20)
        ("on_time_rate", ">= 0.85", 1.0, Verdict.UNCLEAR),
        ("on_time_rate", ">= 0.95", 0.945, Verdict.UNCLEAR),
        ("on_time_rate", ">= 0.95", 0.5, Verdict.MISSED),
        ("wait_mean", "<= 30 min", 0.0, Verdict.MET),  # with time to spare
        ("overdue", "<= 20", 0.0, Verdict.UNCLEAR),  # there is no largest number
        ("wait_mean", "<= 30 min", 40.0, Verdict.MISSED),
    ],
)
def test_twenty_like_years_are_met_where_rare_others_could_not_change_it(
    measure, text, value, verdict
):
    alike = student_interval(np.full(20, value))
    assert Target.parse(measure, text).verdict(alike) is verdict
