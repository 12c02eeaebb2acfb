"""Replications and estimates as tables, one row for each number."""

import numpy as np
import pytest

import simulator
from simulator.measures import MeasureKey, summarize_all
from simulator.studies import estimates_frame, replications_frame
from tests.shipped import FOLDER


@pytest.fixture(scope="module")
def replications():
    scenario = simulator.load_scenario(FOLDER / "textbook/mm1.yaml")
    return list(simulator.run(scenario, replications=3, seed=7))


def test_each_replication_has_a_row_for_each_of_its_measures(replications):
    found = replications_frame(iter(replications))
    assert list(found) == ["replication", "measure", "unit", "value", "count"]
    for one in replications:
        own = found[found["replication"] == one.index]
        assert tuple(own["measure"]) == one.measures.index.names
        np.testing.assert_array_equal(own["value"], one.measures.values)
        np.testing.assert_array_equal(own["count"], one.measures.counts)


def test_only_the_measures_asked_for_stand_there_in_that_order(replications):
    found = replications_frame(replications, ["visits", "wait_mean"])
    assert list(found["measure"]) == ["visits", "wait_mean"] * 3
    assert list(found["unit"]) == ["visits", "min"] * 3


def test_a_replication_run_alone_keeps_its_number(replications):
    assert list(replications_frame(replications[2:], ["visits"])["replication"]) == [2]


def test_estimates_are_those_of_every_report(replications):
    found = estimates_frame(iter(replications)).set_index("measure")
    expected = summarize_all([one.measures for one in replications])
    assert list(found.index) == list(map(str, expected))
    for name in ("wait_mean", "wait_within_15", "visits"):
        row, one = found.loc[name], expected[MeasureKey(name)]
        assert (row["mean"], row["low"], row["high"], row["n"]) == (
            one.mean,
            one.low,
            one.high,
            one.n,
        )


def test_where_there_is_no_interval_its_ends_are_nan(replications):
    found = estimates_frame(replications[:1], ["wait_mean"])
    assert found[["low", "high"]].isna().all(axis=None)
    assert found["low"].dtype == float


@pytest.mark.parametrize("frame", [replications_frame, estimates_frame])
def test_an_unknown_measure_is_refused_with_a_near_match(frame, replications):
    with pytest.raises(KeyError, match=r"'wait_maen'.*wait_mean"):
        frame(replications, ["wait_maen"])


def test_no_replications_have_no_estimates():
    with pytest.raises(ValueError, match="no replications"):
        estimates_frame([])
