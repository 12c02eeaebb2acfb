import math

import numpy as np
import pytest

from simulator.measures import Estimate, Method, Occurrence
from simulator.reports.figures import PERCENT
from simulator.reports.run.score_lines import POINTS, Figure, earned, given, scaled, shares


def test_points_that_differ_have_an_interval_within_what_is_possible():
    estimate = earned([0.0, 1.0, 2.0], most=2.0)
    assert estimate.mean == 1.0
    assert (estimate.low, estimate.high) == (0.0, 2.0)
    assert estimate.method is Method.T


def test_points_that_all_replications_earn_alike_have_no_interval():
    alike = earned([1.0, 1.0, 1.0], most=2.0)
    assert alike == Estimate(1.0, None, None, 3, Method.UNLIKE, Occurrence(0, of=3))


def test_replications_without_anything_to_score_are_left_out():
    assert earned([math.nan, 2.0], most=2.0) == Estimate(2.0, None, None, 1, Method.NONE)
    nothing = earned([math.nan], most=2.0)
    assert math.isnan(nothing.mean)
    assert nothing.n == 0


def test_a_multiple_of_an_estimate_has_the_multiple_of_its_interval():
    estimate = Estimate(0.5, 0.4, 0.6, 3, Method.T)
    assert scaled(estimate, 20) == Estimate(10, 8, 12, 3, Method.T)
    assert scaled(Estimate(0.5, None, None, 1, Method.NONE), 20).mean == 10


def test_shares_are_those_of_each_replication_and_sum_to_one():
    never, once, more = shares(np.array([[6, 3, 1], [8, 1, 1]]))
    assert [never.mean, once.mean, more.mean] == pytest.approx([0.7, 0.2, 0.1])
    assert never.low < 0.7 < never.high


def test_a_kind_that_never_occurs_has_no_interval():
    *_, more = shares(np.array([[60, 40, 0], [70, 30, 0]]))
    assert (more.mean, more.method, more.high) == (0.0, Method.UNLIKE, None)


def test_of_no_dossiers_there_are_no_shares():
    for share in shares(np.zeros((2, 3), np.int64)):
        assert share.n == 0


def test_figures_write_themselves():
    assert given(18.0).text == "18"
    assert given(8.75).text == "8.75"
    rate = Figure(Estimate(0.9934, 0.9912, 0.9956, 10, Method.T), PERCENT)
    assert (rate.text, rate.interval) == ("99.3 %", "99.1 – 99.6")
    assert Figure(math.nan, POINTS).text == "–"
    assert given(18.0).interval == ""
