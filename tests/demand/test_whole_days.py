"""Days are whole, and have the mean that the scenario states."""

import numpy as np
import pytest

from simulator.demand import draw_replication
from simulator.demand.timetable import ALWAYS
from simulator.demand.whole_days import days_rounded_up, whole_days
from simulator.demand.workload import DAY, JobKind, OpFlag, OpKind

UNIFORM = (np.arange(DAY) + 0.5) / DAY


@pytest.mark.parametrize("days", [0.0, 0.25, 1.0, 1.75, 2.0, 9.999])
def test_a_time_becomes_the_days_below_or_above_it_with_its_mean(days):
    seconds = round(days * DAY)
    drawn = [whole_days(seconds, u) for u in UNIFORM.tolist()]
    assert set(drawn) == {int(days), -int(-days // 1)}
    assert sum(drawn) == seconds  # exactly


@pytest.mark.parametrize("days", [0, 1, 30])
def test_whole_days_stay_what_they_are(days):
    for end in (2.0**-53, 1 - 2.0**-53):
        assert whole_days(days * DAY, end) == days


@pytest.fixture
def days_of(prepared, transfer):
    """Draws the days until the visits of one kind, and those until papers come again."""

    def draw(citizens, flags=None, **keys):
        keys = {"volume": "1500 per working day", **keys}
        compiled = prepared(procedures={"transfer": transfer(**keys)}, citizens=citizens)
        workload, _ = draw_replication(compiled, seed=4, replication=0)
        ops = workload.ops
        is_dossier = workload.jobs.kind[workload.job_of_op] == JobKind.DOSSIER
        visits = is_dossier & (ops.kind == OpKind.VISIT)
        if flags is not None:
            visits &= (ops.flags & flags) > 0
        delays = (ops.kind == OpKind.DELAY) & (ops.where == ALWAYS)
        return ops.amount[visits], ops.amount[delays] / DAY

    return draw


def is_mean(days, mean, sd):
    assert len(days) > 5_000
    return abs(days.mean() - mean) < 4 * (sd + 0.5) / np.sqrt(len(days))


def test_a_mean_of_one_day_after_the_slips_date_is_one_day(days_of):
    # Rounded up, an exponential time with a mean of 1 day would be 1 / (1 - 1/e) = 1.58 days.
    citizens = {"collects": {"counter": 1.0}, "collects_after": {"exponential": {"mean": "1 days"}}}
    collected, _ = days_of(citizens, OpFlag.BY_SLIP, limit="10 working days")
    assert is_mean(collected, 1, 1)
    assert (collected == 0).mean() == pytest.approx(np.exp(-1), abs=0.02)  # E max(0, 1 - X)


@pytest.mark.parametrize(("seconds", "days"), [(0, 0), (1, 1), (DAY, 1), (DAY + 1, 2)])
def test_coming_back_is_rounded_up(seconds, days):
    assert days_rounded_up(seconds) == days


def test_who_brings_missing_papers_or_a_supplement_never_comes_on_the_same_day(days_of):
    citizens = {"comes_back": {"exponential": {"mean": "1 days"}}, "collects": {"online": 1.0}}
    ways = {"counter": 0.5, "online": 0.5}
    visits, delays = days_of(citizens, incomplete=0.5, supplement={"chance": 0.5}, channels=ways)
    for days in (visits, delays):
        assert days.min() == 1
        assert is_mean(days, 1 / (1 - np.exp(-1)), 1)
