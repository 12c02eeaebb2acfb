"""Means and quantiles of labelled whole numbers equal those of NumPy, label by label."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.measures.tallies import Segments, counted, ratios, totals

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


@settings(derandomize=True, deadline=None)
@given(items=st.lists(st.tuples(st.integers(0, 2), st.booleans(), st.integers(0, 3))))
def test_items_are_counted_by_all_their_labels_at_once(items) -> None:
    rows = np.array(items, np.int64).reshape(-1, 3)
    field, is_own, standing = rows[:, 0].astype(np.int8), rows[:, 1] == 1, rows[:, 2]
    counts = counted((field, 3), (is_own, 2), (standing, 100))
    assert counts.shape == (3, 2, 100)
    assert {place: n for place, n in np.ndenumerate(counts) if n} == Counter(items)
