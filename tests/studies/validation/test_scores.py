"""Scores of predictions, by hand."""

import numpy as np
import pytest
from scipy import stats

from simulator.measures import student_interval
from simulator.studies.validation.scores import (
    FIGURES,
    error_difference,
    figures_of,
    score,
    within_correlation,
)

NAN = np.nan
QUEUE = np.array([0, 0, 1, 1])


def floats(*values):
    return np.array(values, np.float64)


def test_the_figures_of_a_queue_day_are_those_of_its_waits_and_none_where_nobody_was_called():
    wait = np.array([0, 900, 901, 1800, 60 * 100])
    found = dict(
        zip(FIGURES, figures_of(wait, np.array([2, 0, 0, 0, 0]), 3).T.tolist()[0], strict=True)
    )
    assert found["wait_mean"] == pytest.approx((900 + 901 + 1800 + 6000) / 4 / 60)
    assert found["wait_p90"] == pytest.approx((1800 + 0.7 * 4200) / 60)
    assert (found["wait_within_15"], found["wait_within_30"]) == (0.25, 0.75)
    assert figures_of(wait, np.array([2, 0, 0, 0, 0]), 3)[:, 2].tolist() == [0, 0, 1, 1]
    assert np.isnan(figures_of(wait, np.array([2, 0, 0, 0, 0]), 3)[:, 1]).all()


def test_error_and_bias_are_means_over_the_queue_days_that_have_both():
    found = score("wait_mean", floats(5, 9, NAN, 7), floats(10, 8, 3, NAN), QUEUE)
    assert (found.error, found.bias, found.n) == (3.0, -2.0, 2)


def test_the_correlation_over_all_is_pearsons():
    predicted, seen = floats(5, 9, 2, 7), floats(10, 8, 3, 4)
    found = score("wait_mean", predicted, seen, QUEUE)
    assert found.correlation == pytest.approx(stats.pearsonr(predicted, seen).statistic)


def test_within_a_queue_only_the_deviation_from_its_own_days_counts():
    """The logarithms of what is predicted deviate by -1, 1, -1, 1."""
    predicted = np.expm1(floats(1, 3, 5, 7))
    assert within_correlation("wait_mean", predicted, np.expm1(floats(0, 4, 9, 9)), QUEUE) == (
        pytest.approx(4 / np.sqrt(4 * 8))
    )
    assert within_correlation("wait_mean", predicted, np.expm1(floats(2, 1, 3, 2)), QUEUE) == (
        pytest.approx(-1.0)
    )


def test_of_a_share_the_plain_deviation_counts():
    found = within_correlation(
        "wait_within_15", floats(0.1, 0.3, 0.5, 0.7), floats(0, 0.4, 0.9, 0.9), QUEUE
    )
    assert found == pytest.approx(0.04 * 2 / np.sqrt(0.04 * 0.08) / 2)


def test_a_static_prediction_is_worth_nothing_within_a_queue():
    seen = floats(1, 2, 30, 10)
    assert score("wait_mean", floats(4, 4, 20, 20), seen, QUEUE).within == 0
    left_out = floats(2, 1, 10, 30)  # the mean of the other days, which always leans the other way
    assert score("wait_mean", left_out, seen, QUEUE).within == pytest.approx(-1)
    assert score("wait_mean", left_out, seen, QUEUE, is_static=True).within == 0


def test_where_nothing_varies_there_is_no_correlation_over_all():
    found = score("wait_mean", floats(4, 4, 4, 4), floats(1, 2, 30, 10), QUEUE)
    assert np.isnan(found.correlation)


def test_of_nothing_there_is_no_score():
    found = score("wait_mean", floats(), floats(), QUEUE[:0])
    assert np.isnan([found.error, found.bias, found.correlation]).all()
    assert found.n == 0
    assert error_difference(floats(), floats(), floats(), QUEUE[:0]).n == 0


def test_the_difference_of_errors_is_that_of_the_means_and_its_unit_the_office_day():
    seen = floats(0, 0, 0, 0, 0, 0, 0, 0)
    one, other = floats(1, 2, 3, 4, 5, 6, 7, 8), floats(2, 3, 5, 5, 5, 7, 9, -10)
    office_day = np.array([0, 0, 0, 1, 1, 2, 3, 3])
    found = error_difference(one, other, seen, office_day)
    assert found.mean == pytest.approx(np.mean([-1, -1, -2, -1, 0, -1, -2, -2]))
    assert found.n == 4
    assert found.low < found.mean < found.high < 0


def test_office_days_of_one_size_have_the_plain_interval_of_their_means():
    more = floats(1, 3, 2, 6, 4, 8)
    found = error_difference(more, 0 * more, 0 * more, np.array([0, 0, 1, 1, 2, 2]))
    assert found == student_interval(floats(2, 4, 6))
