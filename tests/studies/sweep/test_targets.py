import pytest

from simulator.measures import Estimate, Method
from simulator.reports.norms import Verdict
from simulator.studies.sweep.targets import Target


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
