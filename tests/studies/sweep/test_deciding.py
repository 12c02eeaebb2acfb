"""What is decided on fresh replications, and how seldom it is wrong."""

from math import sqrt
from statistics import NormalDist

import numpy as np
import pytest

from simulator.measures import MeasureKey, Series, Verdict
from simulator.studies.sweep.deciding import chance, looks, tried
from simulator.studies.sweep.screening import judged
from simulator.studies.sweep.targets import Target

TARGETS = (Target.parse("wait_mean", "<= 10 min"),)
ERROR, GRID, AT_MOST = 0.05, 20, 100
ALMOST = 10.001
"""Minutes that miss the target by a hair: the case in which a rule errs most."""
CLEAR = 10 - 3 / sqrt(GRID)
"""Minutes that are 3 standard errors of the grid below the target."""


def series(values):
    return Series(MeasureKey("wait_mean"), values, np.ones(len(values), int), [None] * len(values))


def named(truths, noise, random):
    """Sweep points whose errors go together; return the place of the one that is named, if any."""
    shared, own = (noise(random, (rows, GRID + AT_MOST)) for rows in (1, len(truths)))
    waits = np.array(truths)[:, None] + 0.8 * shared + 0.6 * own
    grid, fresh = waits[:, :GRID], waits[:, GRID:]
    candidates = [
        (place,)
        for place in range(len(truths))
        if judged(TARGETS, [series(grid[place])], years=None) is not Verdict.MISSED
    ]

    def judge(place, replications, error):
        some = series(fresh[place, :replications])
        confidence = 1 - 2 * error
        return judged(TARGETS, [some], years=None, confidence=confidence, skewness_weight=1.0)

    trials, wanted = tried(
        candidates, error=ERROR, at_most=AT_MOST, has=lambda _place: AT_MOST, judge=judge
    )
    assert wanted is None
    met = [trial.candidate[0] for trial in trials if trial.verdicts == (Verdict.MET,)]
    assert len(met) <= 1
    return met[0] if met else None


NOISES = {
    "even": lambda random, shape: random.standard_normal(shape),
    "skewed": lambda random, shape: random.standard_exponential(shape) - 1,
}


@pytest.mark.parametrize("noise", NOISES.values(), ids=NOISES)
def test_a_plan_that_misses_is_seldom_named_and_one_that_is_clear_nearly_always(noise):
    """Of 100 sweeps: a rule that errs in 20 % of them is noticed with 99 %."""
    random, sweeps = np.random.default_rng(3), 100
    truths = [ALMOST] * 4 + [CLEAR]
    found = [named(truths, noise, random) for _sweep in range(sweeps)]
    wrong = sum(place is not None and truths[place] > 10 for place in found)
    assert wrong <= sweeps * ERROR + 3 * sqrt(sweeps * ERROR * (1 - ERROR))
    assert found.count(4) >= 0.8 * sweeps  # 90 %, less 3 standard errors of 100


def test_candidates_are_tried_in_their_order_until_one_meets_the_targets():
    verdicts = {
        ("a", 25): Verdict.UNCLEAR,
        ("a", 50): Verdict.MISSED,
        ("b", 25): Verdict.UNCLEAR,
        ("b", 50): Verdict.UNCLEAR,
        ("b", 100): Verdict.UNCLEAR,
        ("c", 25): Verdict.MET,
    }
    spent = {}

    def judge(point, replications, error):
        spent[point, replications] = error
        return verdicts[point, replications]

    candidates = [("a",), ("b",), ("c",), ("d",)]
    has = dict.fromkeys("abcd", 100)
    trials, wanted = tried(
        candidates, error=ERROR, at_most=AT_MOST, has=has.__getitem__, judge=judge
    )
    assert wanted is None
    assert [(trial.candidate[0], trial.replications) for trial in trials] == [
        ("a", 50),
        ("b", 100),
        ("c", 25),
    ]
    assert spent.keys() == verdicts.keys()
    assert sum(spent.values()) < ERROR


def test_a_plan_of_several_points_meets_the_targets_if_each_does():
    verdicts = {"a": Verdict.MET, "b": Verdict.MISSED, "c": Verdict.MET}
    trials, _wanted = tried(
        [("a", "b"), ("a", "c")],
        error=ERROR,
        at_most=AT_MOST,
        has=lambda _point: AT_MOST,
        judge=lambda point, _replications, _error: verdicts[point],
    )
    assert [trial.verdicts for trial in trials] == [
        (Verdict.MET, Verdict.MISSED),
        (Verdict.MET, Verdict.MET),
    ]


def test_what_is_lacking_is_asked_for_look_by_look():
    has = {"a": 0}

    def ask():
        _trials, wanted = tried(
            [("a",)],
            error=ERROR,
            at_most=AT_MOST,
            has=has.__getitem__,
            judge=lambda *_asked: Verdict.UNCLEAR,
        )
        return wanted

    for replications in looks(AT_MOST):
        assert ask() == (("a",), replications)
        has["a"] = replications
    assert ask() is None


@pytest.mark.parametrize("errors", [-1.0, 0.0, 1.5])
def test_the_chance_is_that_of_the_mean(errors):
    """Of 400 waits that lie evenly, by the normal distribution; 2,000 draws tell a percent."""
    waits = np.random.default_rng(1).standard_normal(400)
    waits = 10 + (waits - waits.mean()) / waits.std(ddof=1) - errors / sqrt(400)
    assert chance(TARGETS, [series(waits)], years=None) == pytest.approx(
        NormalDist().cdf(errors), abs=0.03
    )


def test_the_chance_of_a_share_of_the_years_is_that_of_their_share():
    """30 of 40 met: by the Beta distribution, whose deviation is 0.068, 0.75 ± 0."""
    waits = np.where(np.arange(40) < 30, 9.0, 11.0)
    waits = np.append(waits, np.nan)  # In which nobody came.
    assert chance(TARGETS, [series(waits)], years=0.75) == pytest.approx(0.5, abs=0.06)
    assert chance(TARGETS, [series(waits)], years=0.95) == pytest.approx(0, abs=0.01)
