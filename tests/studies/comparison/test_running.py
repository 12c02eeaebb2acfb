"""The replications of several scenarios, side by side."""

import numpy as np
import pytest

from simulator import load_scenario, run
from simulator.studies.comparison import compared, read_alternatives
from simulator.studies.comparison.running import ComparisonQuestion
from simulator.studies.pools.this_process import ThisProcess
from simulator.studies.running import run as run_experiment
from tests.studies.comparison.conftest import BUSY, CALM, CENTER


def test_scenarios_take_turns_and_each_replication_is_that_of_a_run_alone():
    alternatives = read_alternatives([CENTER], variations=["demand.growth=1.1"])
    question = ComparisonQuestion(alternatives, ["wait_mean"], replications=2)
    found = []
    run_experiment(question.experiment(seed=7), ThisProcess(), on_event=found.append)
    turns = [(question.points.index(each.point), each.first) for each in found]
    assert turns == [(0, 0), (1, 0), (0, 1), (1, 1)]
    alone = list(run(load_scenario(CENTER), replications=2, seed=7))
    for one, other in zip(alone, found[::2], strict=True):
        values = other.found[0].measures.values
        assert np.array_equal(one.measures.values, values, equal_nan=True)


@pytest.mark.parametrize(
    ("seed", "engine", "told"), [(-1, "compiled", "seed"), (1, "abacus", "aba")]
)
def test_what_cannot_be_run_is_refused_at_once(seed, engine, told):
    alternatives = read_alternatives([CENTER], variations=[BUSY])
    asked = ComparisonQuestion(alternatives, ["wait_mean"], replications=1, engine=engine)
    with pytest.raises(ValueError, match=told):
        asked.experiment(seed=seed)


def test_an_officer_at_the_bottleneck_shortens_waits_and_one_elsewhere_does_nothing(both):
    pairs = both.by_pair()
    assert list(pairs) == [("two-counters", BUSY), ("two-counters", CALM)]
    busy = {str(each.measure): each for each in pairs["two-counters", BUSY]}
    assert busy["wait_mean"].is_seen
    assert busy["wait_mean"].estimate.mean < 0 < busy["wait_within_15"].estimate.mean
    assert busy["wait_within_15"].is_seen
    assert not any(each.is_seen for each in pairs["two-counters", CALM])


def test_each_other_is_compared_with_the_first_unless_all_pairs_are_asked_for(comparison_of):
    few = comparison_of(BUSY, CALM, replications=2)
    all_of_them = comparison_of(BUSY, CALM, replications=2, all_pairs=True)
    assert (few.comparison.pairs, all_of_them.comparison.pairs) == (2, 3)
    assert few.comparison.confidence < all_of_them.comparison.confidence
    assert list(all_of_them.by_pair())[-1] == (BUSY, CALM)


def test_replications_that_not_every_scenario_has_are_left_out():
    alternatives = read_alternatives([CENTER], variations=[BUSY])
    runs = [
        [one.measures for one in run(each.scenario, replications=3, seed=7)]
        for each in alternatives
    ]
    cut = compared(alternatives, [runs[0], runs[1][:2]], ["wait_mean"], seed=7, planned=3)
    assert cut.finished == 2
    assert [len(result.replications) for result in cut.results] == [2, 2]
    assert cut.results[0].planned == 3


def test_a_letter_stands_for_a_scenario(both):
    assert [both.letter(each.name) for each in both.alternatives] == ["A", "B", "C"]
    assert both.result(CALM) is both.results[2]
