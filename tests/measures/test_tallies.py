"""Means and quantiles of labelled whole numbers equal those of NumPy, label by label."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.measures.tallies import Segments, ratios, totals

LABELLED = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2**39)), max_size=60)


@settings(derandomize=True, deadline=None)
@given(labelled=LABELLED, probability=st.floats(0, 1))
def test_segments_give_the_mean_and_quantiles_of_each_label(labelled, probability) -> None:
    labels = np.array([label for label, _ in labelled], np.int64)
    items = np.array([item for _, item in labelled], np.int64)
    segments = Segments.of(items, labels, 5)
    means, quantiles = segments.means(unit=60), segments.quantiles(probability, unit=60)
    for label in range(5):
        mine = items[labels == label]
        assert means.counts[label] == quantiles.counts[label] == len(mine)
        if len(mine):
            assert means.values[label] == pytest.approx(mine.mean() / 60, rel=1e-12)
            expected = np.quantile(mine, probability) / 60
            assert quantiles.values[label] == pytest.approx(expected, rel=1e-12)
        else:
            assert np.isnan(means.values[label])
            assert np.isnan(quantiles.values[label])


@settings(derandomize=True, deadline=None)
@given(labelled=LABELLED, seed=st.integers(0, 99))
def test_the_order_of_the_items_does_not_matter_to_the_last_bit(labelled, seed) -> None:
    labels = np.array([label for label, _ in labelled], np.int64)
    items = np.array([item for _, item in labelled], np.int64)
    shuffled = np.random.default_rng(seed).permutation(len(items))
    one = Segments.of(items, labels, 4)
    other = Segments.of(items[shuffled], labels[shuffled], 4)
    assert np.array_equal(one.means().values, other.means().values, equal_nan=True)


def test_a_ratio_over_nothing_is_nan_with_count_0() -> None:
    cells = ratios(np.array([1, 0]), np.array([4, 0]))
    assert cells.values[0] == 0.25
    assert np.isnan(cells.values[1])
    assert cells.counts.tolist() == [4, 0]


def test_a_total_of_nothing_is_0() -> None:
    cells = totals(np.array([0, 5400]), unit=3600)
    assert cells.values.tolist() == [0.0, 1.5]
    assert cells.counts.tolist() == [0, 5400]
