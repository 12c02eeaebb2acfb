"""What is known of a queue is found: derivatives, where a target is missed, what acts together."""

from math import isnan

import pytest

from simulator.studies.pools.this_process import ThisProcess
from simulator.studies.sensitivity import Inquiry, Sensitivity, Space
from simulator.studies.sensitivity.analysing import answered
from simulator.studies.sweep.targets import Target
from tests.studies.sensitivity.conftest import QUEUE, SEED, Analyse, center
from tests.theory.test_closed_forms import mmc_wait

VOLUME, MEAN = "procedures.job.volume", "procedures.job.steps.receive"
RANGES = f"""
sources:
  {VOLUME}: {{assumption: no figure, range: [0.195 per min, 0.22 per min]}}
  {MEAN}: {{assumption: no figure, range: [9.5 min, 10.2 min]}}
  staff: the staff plan
"""
BOUND = 5.0

AT_ONCE = """
name: Two agencies
period: {from: 2021-01-04, to: 2021-01-31, warm_up: 7 days}
calendar: {country: none, hours: {mon-fri: [08:00-12:00, 13:00-17:00]}}
fields: {any: Any}
procedures:
  job:
    field: any
    volume: 20 per working day
    limit: 10 working days
    consult_order: at-once
    consult:
      - {with: tax, chance: 1.0, takes: {constant: 12 h}}
      - {with: land, chance: 1.0, takes: {constant: 12 h}}
    steps: {receive: {constant: 5 min}, return: {constant: 2 min}}
calendars: {tax: {}, land: {}}
staff:
  clerks: {officers: 3, serves: [receive/all, return/all]}
sources:
  procedures.job.consult.0.takes: {assumption: no figure, range: [6 h, 12 h]}
  procedures.job.consult.1.takes: {assumption: no figure, range: [6 h, 12 h]}
  procedures.job: as it is
  staff: the staff plan
"""


@pytest.fixture(scope="module")
def queue(tmp_path_factory: pytest.TempPathFactory) -> Sensitivity:
    """A queue with narrow ranges, held against a target that more volume misses."""
    one = center(tmp_path_factory.mktemp("queue") / "queue.yaml", QUEUE + RANGES)
    target = Target.parse("wait_mean", f"<= {BOUND} min")
    asked = Inquiry((one,), ("wait_mean",), (target,), replications=8, runs=20)
    return answered(asked, seed=SEED, pool=ThisProcess())


def exact(rate: float = 0.2, mean: float = 10.0) -> float:
    """Return the mean wait in minutes."""
    return mmc_wait(3, rate * mean, mean)


def test_effects_are_those_of_the_formula(queue):
    truths = {
        (VOLUME, -1.0): exact(rate=0.195) - exact(),
        (VOLUME, 1.0): exact(rate=0.22) - exact(),
        (MEAN, -1.0): exact(mean=9.5) - exact(),
        (MEAN, 1.0): exact(mean=10.2) - exact(),
    }
    found = {
        (bar.assumption.name, effect.position): effect.estimate
        for bar in queue.tornadoes[0].bars
        for effect in bar.effects
    }
    assert found.keys() == truths.keys()
    for move, truth in truths.items():
        assert found[move].low <= truth <= found[move].high, move
        assert found[move].high - found[move].low < 1.2


def test_a_switching_value_is_the_one_of_the_formula(queue):
    switch = next(each for each in queue.switches if each.name == VOLUME)
    turns = next(
        position / 10_000 for position in range(10_001) if exact(0.2 + 0.02e-4 * position) > BOUND
    )
    assert switch.low <= turns <= switch.high
    assert switch.low < switch.position < switch.high < 1
    assert queue.held[0].is_kept
    assert 0 < queue.held[0].share < 1


def test_what_acts_only_together_is_found(analyse: Analyse):
    found = analyse(AT_ONCE, measures=["cycle_time_mean"], replications=2, runs=30)
    one, other = (f"procedures.job.consult.{number}.takes" for number in (0, 1))
    assert [bar.reach for bar in found.tornadoes[0].bars] == [0.0, 0.0]
    assert found.mattering == ()
    assert found.spreads[0].explained < 0.1
    assert found.spreads[0].pairs[0].names == (one, other)
    assert found.spreads[0].pairs[0].share > 0.4


def test_an_assumption_that_is_not_used_moves_nothing(analyse: Analyse):
    unused = "queues: {receive: {target_wait: 10 min}}\nsources: {staff: known, procedures: known}"
    names = ("wait_mean", "wait_p90", "utilization", "visits", "cycle_time_mean")
    found = analyse(f"{QUEUE}{unused}", measures=names, replications=2, runs=10)
    for each, spread in zip(found.tornadoes, found.spreads, strict=True):
        assert [effect.first for bar in each.bars for effect in bar.effects] == [0.0, 0.0]
        assert set(spread.values.tolist()) == {each.base.mean}


def test_from_which_value_a_center_is_no_longer_better(analyse: Analyse):
    """Two clerks of 6 minutes are better than three of 10, where enough come."""
    sources = f"""
sources:
  {VOLUME}: {{assumption: no figure, range: [0.08 per min, 0.21 per min]}}
  procedures: known
  staff: known
"""
    two = QUEUE.replace("officers: 3", "officers: 2").replace("mean: 10", "mean: 6")
    found = analyse(QUEUE + sources, two + sources, replications=5, runs=10)
    turns = next(
        rate
        for rate in (0.2 - 0.12e-3 * step for step in range(1_000))
        if mmc_wait(2, 6 * rate, 6) > exact(rate)
    )
    switch = found.switches[0]
    assert found.tornadoes[0].base.mean < 0
    assert switch.low <= (turns - 0.2) / 0.12 <= switch.high


def test_a_center_to_which_nobody_comes_has_no_answer(analyse: Analyse):
    nobody = QUEUE.replace("0.2 per min", "0 per working day")
    found = analyse(nobody, targets=[("wait_mean", "<= 5 min")], replications=2, runs=10)
    assert isnan(found.tornadoes[0].base.mean)
    assert isnan(found.spreads[0].low)
    assert (found.held[0].is_kept, found.switches) == (None, ())


def test_what_two_centers_are_compared_by_is_no_assumption(tmp_path):
    """Whether four clerks are better than three is not asked of as many in both."""
    texts = (QUEUE, QUEUE.replace("officers: 3", "officers: 4"))
    centers = [center(tmp_path / f"{n}.yaml", text, str(n)) for n, text in enumerate(texts)]
    assert set(Space(centers).assumptions) == {VOLUME, MEAN}
    assert set(Space(centers[:1]).assumptions) == {VOLUME, MEAN, "staff.clerks.officers"}
