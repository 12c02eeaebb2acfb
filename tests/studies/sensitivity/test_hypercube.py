"""What assumptions leave of an answer: the interval covers the truth, and pairs are no chance."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.measures import MeasureIndex, MeasureKey
from simulator.studies.pools.this_process import ThisProcess
from simulator.studies.sensitivity import Inquiry, Space
from simulator.studies.sensitivity.analysing import answered
from simulator.studies.sensitivity.hypercube import EXPLAINED, Spread, design, spread
from simulator.studies.sensitivity.space import Way
from simulator.studies.sensitivity.tornado import tornado
from tests.studies.sensitivity.conftest import QUEUE, center
from tests.theory.test_closed_forms import mmc_wait

VOLUME, MEAN = "procedures.job.volume", "procedures.job.steps.receive"
RATES, MEANS = (0.16, 0.22), (8.5, 11.5)
RANGES = f"""
sources:
  {VOLUME}: {{assumption: no figure, range: [{RATES[0]} per min, {RATES[1]} per min]}}
  {MEAN}: {{assumption: no figure, range: [{MEANS[0]} min, {MEANS[1]} min]}}
  staff: the staff plan
"""
WAIT = MeasureKey("wait_mean")


@dataclass
class Formula:
    """Answers that are known without a simulation."""

    of: Callable[[Mapping[str, float]], float]
    index: MeasureIndex = field(default_factory=lambda: MeasureIndex([WAIT]))

    def values(self, way: Way, measure: MeasureKey, replications: int) -> NDArray[np.float64]:
        """Return the same in all replications."""
        return np.full(replications, self.of(dict(way)))


def moved(position: float, ends: tuple[float, float], size: float) -> float:
    """Return a number as far as it is moved."""
    return size + abs(position) * (ends[position > 0] - size)


def erlang(at: Mapping[str, float]) -> float:
    """Return the mean wait of the queue."""
    rate, mean = moved(at.get(VOLUME, 0), RATES, 0.2), moved(at.get(MEAN, 0), MEANS, 10.0)
    return mmc_wait(3, rate * mean, mean)


def spread_of(space: Space, of: Callable[[Mapping[str, float]], float], seed: int) -> Spread:
    """Return what assumptions leave of an answer that is known."""
    answers = Formula(of)
    effects = tornado(space, answers, WAIT, mattering=(), replications=1, confidence=0.95)
    return spread(space, answers, design(space, 300, seed), effects)


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Space:
    """A queue of which two numbers may be otherwise."""
    return Space([center(tmp_path_factory.mktemp("queue") / "queue.yaml", QUEUE + RANGES)])


def draws(seed: int, count: int) -> list[dict[str, float]]:
    """Draw what the assumptions may truly be."""
    uniforms = np.random.default_rng([seed, 17]).uniform(-1, 1, (count, 2)).tolist()
    return [{VOLUME: one, MEAN: other} for one, other in uniforms]


def test_a_design_takes_every_part_of_each_range_once(space):
    positions = np.array([[at for _name, at in way] for way in design(space, 50, seed=1)])
    assert [sorted(column) for column in ((positions + 1) // 0.04).T.tolist()] == [[*range(50)]] * 2
    assert design(space, 50, seed=1) != design(space, 50, seed=2)


def test_the_interval_covers_the_truth_as_often_as_it_says(space):
    found = spread_of(space, erlang, seed=1)
    covered = [found.low <= erlang(way) <= found.high for way in draws(1, 1_000)]
    assert 0.93 < np.mean(covered) < 0.97


def test_two_assumptions_that_act_only_together_are_found(space):
    found = spread_of(space, lambda at: 5 + at.get(VOLUME, 0) * at.get(MEAN, 0), seed=2)
    assert found.explained < 0.05
    (pair,) = found.pairs
    assert pair.names == (MEAN, VOLUME)
    assert pair.share > 0.9


def test_what_acts_apart_is_explained_one_by_one(space):
    found = spread_of(space, lambda at: 5 + at.get(VOLUME, 0) ** 2 - at.get(MEAN, 0), seed=3)
    assert found.explained > 0.9999
    assert found.pairs == ()


def test_chance_makes_no_pair(space):
    noise = np.random.default_rng(4)
    found = [spread_of(space, lambda at: 5 + noise.normal(), seed=seed) for seed in range(40)]
    assert all(each.explained < EXPLAINED for each in found)
    assert sum(bool(each.pairs) for each in found) <= 5


def test_an_answer_that_nothing_changes_is_explained(space):
    found = spread_of(space, lambda _at: 5.0, seed=1)
    assert (found.low, found.high, found.explained, found.pairs) == (5.0, 5.0, 1.0, ())


def test_where_nothing_is_counted_nothing_is_said(space):
    found = spread_of(space, lambda _at: np.nan, seed=1)
    assert np.isnan([found.low, found.high]).all()
    assert found.pairs == ()


@pytest.mark.full
def test_the_interval_of_a_simulated_queue_covers_the_truth(tmp_path: Path):
    one = center(tmp_path / "queue.yaml", QUEUE + RANGES)
    covered = 0
    for seed, way in enumerate(draws(5, 100)):
        asked = Inquiry((one,), ("wait_mean",), replications=5, runs=100)
        found = answered(asked, seed=seed, pool=ThisProcess())
        covered += found.spreads[0].low <= erlang(way) <= found.spreads[0].high
    assert covered >= 90
