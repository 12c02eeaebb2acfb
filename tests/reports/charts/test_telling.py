import numpy as np
import pytest

from simulator.measures import Method
from simulator.reports.charts.telling import estimates, ranked
from simulator.results.result import divided


def test_intervals_are_students_and_clipped_to_what_is_possible():
    (estimate,) = estimates(np.array([[1.0], [2.0], [3.0]]))
    assert (estimate.mean, estimate.low, estimate.method) == (2.0, 0.0, Method.T)
    assert estimate.high == pytest.approx(4.484, abs=1e-3)


def test_nothing_to_divide_by_gives_no_number():
    quotients = divided(np.array([1.0, 0.0, 6.0]), np.array([0.0, 0.0, 3.0]))
    assert np.isnan(quotients[:2]).all()
    assert quotients[2] == 2.0


def test_the_worst_stand_first_and_equals_as_they_came():
    found = {"a": 1.0, "b": 3.0, "c": 3.0}
    assert ranked(found, str, lambda value: value).keys == ["b", "c", "a"]
