import numpy as np
import pytest
from scipy import stats

from simulator.demand.counts import day_factors, poisson_quantiles
from simulator.demand.dossiers import draw_arrivals
from simulator.demand.draws import Draws

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


@pytest.mark.parametrize("cv", [0.05, 0.15, 0.6, 1.5])
def test_day_factors_have_mean_1_and_the_cv_asked_for(cv):
    n = 100_000
    factors = day_factors(Draws(1, 0), np.arange(700_000, 700_000 + n), cv)
    assert factors.min() > 0 or cv > 1
    assert factors.mean() == pytest.approx(1, abs=5 * cv / np.sqrt(n))
    assert factors.std() == pytest.approx(cv, rel=0.03)
    assert stats.kstest(factors, stats.gamma(cv**-2, scale=cv**2).cdf).pvalue > 1e-3


def test_each_day_has_a_factor_of_its_own():
    factors = day_factors(Draws(1, 0), np.arange(700_000, 710_000), 0.3)
    assert len(np.unique(factors)) == len(factors)
    assert abs(np.corrcoef(factors[1:], factors[:-1])[0, 1]) < 5 / np.sqrt(len(factors))


def test_without_cv_all_days_are_alike():
    assert (day_factors(Draws(1, 0), np.arange(700_000, 700_100), 0.0) == 1).all()


def test_a_busy_day_is_busy_for_every_procedure(prepared, transfer):
    # Two procedures have the same expectation; only the factor that they share makes them alike.
    procedures = {
        name: transfer(volume="200 per working day") for name in ("transfer", "inheritance")
    }
    year = {"from": "2021-01-01", "to": "2021-12-31"}

    def correlation(cv):
        shared = prepared(period=year, procedures=procedures, demand={"day_cv": cv})
        arrivals = draw_arrivals(shared, Draws(4, 0))
        counts = np.zeros((2, 365))
        np.add.at(counts, (arrivals.stream, arrivals.begin // 86_400), 1)
        return np.corrcoef(counts[:, counts.sum(axis=0) > 0])[0, 1]

    assert correlation(0.3) > 0.8
    assert abs(correlation(0.0)) < 0.3
