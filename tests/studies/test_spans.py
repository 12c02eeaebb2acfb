"""How many spans hold a moment."""

import numpy as np

from simulator.studies.spans import number_at


def test_a_span_holds_its_first_second_and_all_but_its_end():
    begin, end = np.array([10]), np.array([20])
    assert number_at(np.array([9, 10, 19, 20]), begin, end).tolist() == [0, 1, 1, 0]


def test_begins_and_ends_come_in_any_order_and_moments_in_any_shape():
    begin, end = np.array([30, 0, 10]), np.array([15, 40, 35])
    moment = np.array([[0.5, 12.5], [32.5, 37.5]])
    assert number_at(moment, begin, end).tolist() == [[1, 2], [2, 1]]


def test_a_span_without_length_holds_no_moment():
    at = np.array([5])
    assert number_at(at, at, at).tolist() == [0]
