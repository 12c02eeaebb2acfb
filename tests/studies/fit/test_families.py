"""The family of times, and their mean."""

import numpy as np
import pytest

from simulator.scenario.families import Distribution
from simulator.studies.fit.families import fitted_time

DAY = np.arange(3000) % 20


def drawn(written: dict, n: int = 3000, seed: int = 1) -> np.ndarray:
    uniform = np.random.default_rng(seed).random(n)
    return np.rint(Distribution.model_validate(written).quantile_seconds(uniform)).astype(int)


@pytest.mark.parametrize("family", ["gamma", "lognormal", "weibull"])
def test_a_family_is_found_again(family):
    times = drawn({family: {"mean": "10 min", "cv": 0.7}})
    found = fitted_time(times, DAY)
    assert [*found.written] == [family]
    assert found.written[family]["cv"] == pytest.approx(0.7, rel=0.07)
    assert found.mean.low < 600 < found.mean.high


def test_two_modes_are_no_family():
    times = np.concatenate(
        [drawn({"constant": "2 min"}, 1500), drawn({"gamma": {"mean": "20 min", "cv": 0.2}}, 1500)]
    )
    found = fitted_time(times, DAY)
    assert [*found.written] == ["quantiles"]
    assert found.distribution.mean_seconds == pytest.approx(times.mean(), rel=0.03)


def test_of_a_few_times_only_the_mean_is_known():
    assert fitted_time(np.array([60, 180]), np.array([0, 1])).written == {
        "exponential": {"mean": "2 min"}
    }


def test_what_never_varies_is_constant():
    assert fitted_time(np.full(30, 45), np.zeros(30, int)).written == {"constant": "45 s"}
