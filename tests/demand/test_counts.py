import numpy as np
import pytest
from scipy import stats

from simulator.demand.counts import poisson_quantiles

UNIFORM = np.random.default_rng(1).uniform(size=2_000)
TAILS = np.array([2.0**-53, 1e-12, 1e-6, 1 - 1e-6, 1 - 1e-9])


@pytest.mark.parametrize("mean", [1e-9, 0.01, 0.5, 1.0, 3.7, 25.0, 144.0, 400.0, 1_234.5, 5_000.0])
def test_counts_are_the_quantiles_of_the_poisson_distribution(mean):
    uniform = np.concatenate([UNIFORM, TAILS])
    counts = poisson_quantiles(np.full(len(uniform), mean), uniform)
    assert np.array_equal(counts, stats.poisson.ppf(uniform, mean))


def test_nobody_comes_where_nobody_is_expected():
    assert not poisson_quantiles(np.zeros(len(UNIFORM)), UNIFORM).any()


def test_the_last_uniform_gives_a_finite_count():
    last = np.full(3, 1 - 2.0**-53)
    counts = poisson_quantiles(np.array([0.001, 10.0, 5_000.0]), last)
    assert (counts < np.array([60, 110, 5_950])).all()


def test_counts_rise_with_the_expected_number_under_the_same_uniform():
    means = np.linspace(0.1, 300, 1_000)
    for uniform in (0.003, 0.4, 0.98):
        counts = poisson_quantiles(means, np.full(len(means), uniform))
        assert (np.diff(counts) >= 0).all()
