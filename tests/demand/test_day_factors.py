import numpy as np
import pytest
from scipy import stats

from simulator.demand.day_factors import DayFactors, followed_up
from simulator.demand.dossiers import draw_arrivals
from simulator.demand.draws import Draws
from simulator.demand.remembering import FORGOTTEN, reach
from tests.demand.zscores import assert_unbiased

QUARTER = {"from": "2021-01-01", "to": "2021-03-31"}
DAYS = np.arange(700_000, 710_000)


@pytest.fixture
def factors(prepared):
    """Draws the factors of the open days of a period, one row a replication."""

    def draw(replications=1, period=QUARTER, first=0, **demand):
        shared = prepared(period=period, demand=demand).day_factors
        return np.stack([shared.draw(Draws(1, first + number)) for number in range(replications)])

    return draw


def without_memory(cv, days=DAYS):
    return DayFactors(cv, 0.0, days, np.arange(len(days))).draw(Draws(1, 0))


@pytest.mark.parametrize("cv", [0.05, 0.15, 0.6, 1.5])
def test_day_factors_have_mean_1_and_the_cv_asked_for(cv):
    n = 100_000
    factors = without_memory(cv, np.arange(700_000, 700_000 + n))
    assert factors.min() > 0 or cv > 1
    assert factors.mean() == pytest.approx(1, abs=5 * cv / np.sqrt(n))
    assert factors.std() == pytest.approx(cv, rel=0.03)
    assert stats.kstest(factors, stats.gamma(cv**-2, scale=cv**2).cdf).pvalue > 1e-3


def test_each_day_has_a_factor_of_its_own():
    factors = without_memory(0.3)
    assert len(np.unique(factors)) == len(factors)
    assert abs(np.corrcoef(factors[1:], factors[:-1])[0, 1]) < 5 / np.sqrt(len(factors))


def test_without_cv_all_days_are_alike(factors):
    assert (without_memory(0.0) == 1).all()
    assert (factors(day_memory=0.8) == 1).all()


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


@pytest.mark.parametrize(
    ("cv", "memory", "replications", "notices"),
    [
        (0.3, 0.6, 300, (0.03, 0.12)),
        pytest.param(0.15, 0.3, 4_000, (0.003, 0.03), marks=pytest.mark.full),
        pytest.param(0.05, 0.9, 4_000, (0.003, 0.07), marks=pytest.mark.full),
        pytest.param(1.5, 0.95, 4_000, (0.12, 0.3), marks=pytest.mark.full),
    ],
)
def test_with_memory_mean_cv_and_correlations_are_as_stated(
    factors, cv, memory, replications, notices
):
    # The mean is known to be 1: so each of these is 0 in the mean of every replication. Noticed
    # would be a mean that is off by the first of `notices`, and a product by the second, of cv².
    of_mean, of_products = notices
    deviation = factors(replications, day_cv=cv, day_memory=memory) - 1
    assert_unbiased(deviation.mean(axis=1), notices=of_mean)
    for lag in (0, 1, 2):
        product = deviation[:, lag:] * deviation[:, : deviation.shape[1] - lag]
        stated = cv**2 * memory**lag
        assert_unbiased(product.mean(axis=1) - stated, notices=of_products * cv**2)


def test_with_memory_each_factor_is_gamma_still(factors):
    drawn = factors(300, day_cv=0.6, day_memory=0.7)[:, -1]
    assert stats.kstest(drawn, stats.gamma(0.6**-2, scale=0.6**2).cdf).pvalue > 0.01


def test_no_memory_is_as_if_the_key_were_not_there(prepared):
    (plain, none, some) = (
        draw_arrivals(prepared(demand={"day_cv": 0.3, **memory}), Draws(1, 0)).begin.tolist()
        for memory in ({}, {"day_memory": 0.0}, {"day_memory": 0.5})
    )
    assert plain == none != some


def test_a_little_memory_changes_little(factors):
    little = factors(day_cv=0.3, day_memory=1e-6)
    assert little == pytest.approx(factors(day_cv=0.3), abs=1e-4)


def test_the_factor_of_a_date_does_not_depend_on_the_period(factors):
    keys = {"day_cv": 0.3, "day_memory": 0.9}
    whole = factors(period={"from": "2020-11-16", "to": "2021-04-30"}, **keys)
    warm = factors(period={**QUARTER, "warm_up": "20 days"}, **keys)
    (part,) = factors(**keys)
    before, after = 34, 22  # weekdays in what is longer
    assert whole[0, before:-after].tolist() == part.tolist()
    assert warm[0, -len(part) :].tolist() == part.tolist()


def test_one_replication_is_that_of_many(factors):
    keys = {"day_cv": 0.3, "day_memory": 0.5}
    assert factors(3, **keys)[2].tolist() == factors(1, first=2, **keys)[0].tolist()


def test_closed_days_are_no_days_in_between(factors):
    # Friday and Monday are as near as Monday and Tuesday: 1 January 2021 was a Friday.
    deviation = factors(300, day_cv=0.3, day_memory=0.6) - 1
    over_the_weekend = (deviation[:, 0:60:5] * deviation[:, 1:61:5]).mean(axis=1)
    assert_unbiased(over_the_weekend - 0.6 * 0.3**2, notices=0.2 * 0.3**2)


def test_factors_are_followed_up_by_hand():
    first, kept, own = np.array([4.0, 8.0, 1.0]), np.array([9.0, 0.5, 0.25]), np.array([9, 2.0, 3])
    rows = np.array([0, 1, 2])
    assert followed_up(first, kept, own, 2, rows).tolist() == [4, 4, 4]  # 4, 0.5·4+2, 0.25·4+3
    assert followed_up(first, kept, own, 1, rows).tolist() == [4, 4, 5]  # 0.25·8+3
    assert followed_up(first, kept, own, 0, rows[1:]).tolist() == [8, 1]


def test_what_is_forgotten_makes_no_difference():
    assert reach(0.0) == 0
    for kept in (0.2, 0.8, 0.95, 0.996):
        assert kept ** reach(kept) <= FORGOTTEN < kept ** (reach(kept) - 1)
