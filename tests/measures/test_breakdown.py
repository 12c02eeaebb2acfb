"""What is counted by leaf comes to each label of a breakdown as if it were counted there."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.measures.breakdown import Breakdown
from simulator.measures.measure import Scope
from simulator.measures.tallies import Cells, totals

STEP, FIELD = (5, 1, 1, 3), (0, 1, 1, 0)
SHOWN = {Scope.STEP: (1, 5, 7), Scope.FIELD: (0, 1)}  # step 3 has no label, step 7 no leaf

LEAVES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2**39)), max_size=60)


@pytest.fixture(scope="module")
def breakdown() -> Breakdown:
    what = {Scope.STEP: np.array(STEP), Scope.FIELD: np.array(FIELD)}
    return Breakdown.of({scope: (what[scope], SHOWN[scope]) for scope in what})


@settings(derandomize=True, deadline=None)
@given(items=LEAVES)
@pytest.mark.parametrize(("scope", "what"), [(Scope.STEP, STEP), (Scope.FIELD, FIELD)])
def test_items_come_to_their_label_in_each_scope(breakdown, scope, what, items) -> None:
    leaf = np.array([leaf for leaf, _ in items], np.int32)
    values = np.array([value for _, value in items], np.int64)
    segments = breakdown.segments(values, leaf)
    measures = {"mean": segments.means(), "p50": segments.quantiles(0.5, items=segments.items())}
    tables = breakdown.tables(measures)
    for label, shown in enumerate(SHOWN[scope]):
        mine = sorted(value for leaf, value in items if what[leaf] == shown)
        mean, median = tables["mean", scope].of(slice(label, label + 1)), tables["p50", scope]
        assert mean.counts[0] == median.counts[label] == len(mine)
        assert median.items[label].tolist() == mine
        if mine:
            assert mean.values[0] == sum(mine) / len(mine)
            assert median.values[label] == np.quantile(np.array(mine), 0.5)


def test_whole_numbers_are_summed_by_label_and_those_without_one_are_left_out(breakdown) -> None:
    by_leaf = np.array([1, 20, 300, 4000])
    tables = breakdown.tables({"officers": totals(breakdown.roll_up(by_leaf))})
    assert tables["officers", Scope.STEP].counts.tolist() == [320, 1, 0]
    assert tables["officers", Scope.FIELD].counts.tolist() == [4001, 320]


def test_cells_without_items_have_none_in_any_scope(breakdown) -> None:
    cells = Cells(np.arange(6.0), np.arange(6))
    tables = breakdown.tables({"mean": cells})
    assert {scope.value: own.values.tolist() for (_, scope), own in tables.items()} == {
        "step": [1, 2, 3],
        "field": [4, 5],
    }
    assert all(own.items == () for own in tables.values())


def test_a_leaf_that_is_none_is_refused(breakdown) -> None:
    with pytest.raises(ValueError, match="length"):
        breakdown.segments(np.array([7]), np.array([4]))
