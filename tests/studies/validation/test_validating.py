"""A scenario against a log that it made itself, and against others."""

from datetime import timedelta

import numpy as np
import pytest

from simulator.center import serve
from simulator.demand.workload import DAY, NONE
from simulator.measures import measure
from simulator.scenario import Scenario
from simulator.studies.pools.this_process import ThisProcess
from simulator.studies.replay import LogSource
from simulator.studies.replay.calls import calls_of
from simulator.studies.replicate import Replication
from simulator.studies.running import run
from simulator.studies.validation.judging import MODEL
from simulator.studies.validation.validating import DayFigures, Split, Validating, split_of
from tests.studies.replay.conftest import OFFICE
from tests.studies.replay.logs import MONDAY, log_of, snapshots_of

LAND, TAX = 0, 1
WAIT = 0
DAYS = [MONDAY + timedelta(n) for n in range(5)]


def scenario_of(**sections):
    return Scenario.model_validate({**OFFICE, **sections})


@pytest.fixture(scope="module")
def log():
    """Five days of which the third is busy, as the scenario serves them."""
    taken = [
        (queue, day, 485 + n * step, 0)
        for day, step in enumerate((12, 11, 8, 12, 10))
        for queue in (LAND, TAX)
        for n in range(450 // step)
    ]
    empty = log_of([(*ticket[:3], None) for ticket in taken])
    source = LogSource.of_days(scenario_of(), empty, DAYS)
    workload, roster = source.workload(99, 0), source.roster(99, 0)
    outcome = serve(workload, roster)
    one = Replication(99, 0, workload, roster, outcome, measure(outcome, workload, roster))
    called = calls_of(source, one).called
    return log_of(
        [
            (
                int(queue),
                int(moment) // DAY,
                int(moment) % DAY / 60,
                None if call == NONE else int(call) % DAY / 60,
            )
            for queue, moment, call in zip(empty.queue, empty.taken, called, strict=True)
        ]
    )


def judged(scenario, log, split, replications=10, **options):
    validating = Validating(scenario, log, split, **options)
    experiment = validating.experiment(seed=1, replications=replications)
    assert validating.answer() is None
    run(experiment, ThisProcess(), on_event=validating.take)
    assert validating.finished == replications
    return validating.answer()


def test_the_truth_comes_as_near_as_the_noise_allows_and_nearer_than_another_scenario(log):
    every = Split(tuple(DAYS), tuple(DAYS), is_unseen=False)
    truth = judged(scenario_of(), log, every)
    fast = {
        "landers": {"officers": 1, "serves": ["receive/land"], "speed": 3.0},
        "taxers": OFFICE["staff"]["taxers"],
    }
    other = judged(scenario_of(staff=fast), log, every)
    assert truth.judged.sum() == 10
    assert truth.scores[MODEL][WAIT].error < 1.5 * truth.floor[WAIT].error
    assert truth.scores[MODEL][WAIT].error < other.scores[MODEL][WAIT].error
    assert truth.scores[MODEL][WAIT].within > 0.5


def test_only_some_days_may_be_simulated(log):
    split = Split((DAYS[2],), (DAYS[0], DAYS[1]), is_unseen=True)
    found = judged(scenario_of(), log, split, replications=3)
    assert found.days.day[found.judged].tolist() == [2, 2]
    assert np.isnan(found.predicted[MODEL][WAIT, found.days.day == 0]).all()


def test_the_days_of_the_period_are_taken_for_those_that_it_was_fitted_on(log):
    within = {"from": "2026-01-05", "to": "2026-01-07"}
    assert split_of(scenario_of(period=within), log) == Split(
        tuple(DAYS[3:]), tuple(DAYS[:3]), is_unseen=True
    )
    assert split_of(scenario_of(), log) == Split(tuple(DAYS), tuple(DAYS), is_unseen=True)
    whole = {"from": "2026-01-01", "to": "2026-12-31"}
    assert split_of(scenario_of(period=whole), log) == Split(
        tuple(DAYS), tuple(DAYS), is_unseen=False
    )


def test_calls_are_noted_at_the_snapshots_where_those_of_the_log_are():
    every = Split((MONDAY,), (MONDAY,), is_unseen=True)
    seen = snapshots_of(
        [(queue, 0, minute, 1) for queue in (LAND, TAX) for minute in range(480, 960, 5)]
    )
    noted = log_of([(LAND, 0, 480 + 5 * n, 485 + 5 * n) for n in range(20)])
    assert Validating(scenario_of(), noted, every, snapshots=seen).is_noted
    at_once = log_of([(LAND, 0, 480 + 5 * n, 486 + 5 * n) for n in range(20)])
    assert not Validating(scenario_of(), at_once, every, snapshots=seen).is_noted
    assert not Validating(scenario_of(), noted, every).is_noted


def test_a_call_is_noted_at_the_first_moment_from_then_on(monkeypatch):
    taken, called = np.array([0, 0, 0, 0]), np.array([0, 61, 300, NONE])
    monkeypatch.setattr(
        "simulator.studies.validation.validating.calls_of",
        lambda *_any: type("", (), {"called": called}),
    )
    queue_day = np.array([0, 0, 0, 0])
    at = DayFigures(queue_day, taken, 1, np.array([0, 60, 120, 180]))
    assert at(None, None)[WAIT].tolist() == [(0 + 120 + 180) / 3 / 60]
    assert DayFigures(queue_day, taken, 1, np.array([], np.int64))(None, None)[WAIT].tolist() == [
        361 / 3 / 60
    ]


def test_a_log_without_a_queue_day_that_can_be_judged_is_refused():
    few = log_of([(LAND, 0, 480, 490)])
    with pytest.raises(ValueError, match="ten tickets"):
        Validating(scenario_of(), few, Split((MONDAY,), (MONDAY,), is_unseen=True))
