"""Scenarios compared from Python, and the tables of it."""

import json

import numpy as np
import pytest

import simulator
from simulator.reports.comparison.document import comparison_document
from simulator.reports.comparison.files import comparison_data
from simulator.reports.page import page_html
from simulator.studies.comparison.alternatives import MEASURES, usual_measures
from tests.studies.comparison.conftest import BUSY, CALM, CENTER, origin_of


def scenario(**values):
    return simulator.load_scenario(CENTER, overrides=values)


def scenarios():
    return {
        "today": scenario(),
        "busy": scenario(**{"staff.busy.officers": 2}),
        "calm": scenario(**{"staff.calm.officers": 2}),
    }


@pytest.fixture(scope="module")
def found():
    return simulator.compare(scenarios(), replications=6, seed=7)


def test_it_finds_what_the_command_finds(found, both):
    assert found.measures.names == MEASURES
    named = {"two-counters": "today", BUSY: "busy", CALM: "calm"}
    pairs = zip(found.comparison.differences, both.comparison.differences, strict=True)
    for own, other in pairs:
        assert (own.first, own.second) == (named[other.first], named[other.second])
        assert (own.measure, own.estimate) == (other.measure, other.estimate)


def test_what_only_some_scenarios_have_is_compared_where_all_have_it():
    slots = {"slots": {"all": {"every": "30 min", "places": 1}}, "horizon": "3 days"}
    booked = scenario(**{"procedures.all.booked": 0.5, "appointments": slots})
    in_turn = scenario(
        **{"procedures.all.booked": 0.5, "appointments": {**slots, "called": "in-turn"}}
    )
    added = ("booked_wait_mean", "walk_in_wait_mean", "slots_missed")
    assert usual_measures([booked, in_turn]) == (*MEASURES, *added)
    assert usual_measures([scenario(), booked]) == MEASURES


def test_the_frame_has_a_row_for_each_scenario_replication_and_measure(found):
    frame = found.frame()
    assert list(frame) == ["scenario", "replication", "measure", "unit", "value", "count"]
    assert len(frame) == 3 * 6 * len(MEASURES)
    assert list(frame["scenario"].unique()) == ["today", "busy", "calm"]
    assert list(frame["replication"].unique()) == list(range(6))
    at = frame.set_index(["scenario", "replication", "measure"])["value"]
    assert at["busy", 3, "wait_mean"] == found.results[1].replications[3]["wait_mean"]


def test_frames_hold_measures_that_were_not_compared_by_too(found):
    measure = next(name for name in found.results[0].index.names if name.startswith("utilization."))
    assert set(found.frame([measure])["measure"]) == {measure}
    assert set(found.estimates([measure])["measure"]) == {measure}
    with pytest.raises(KeyError, match="wait_mean"):
        found.frame(["wait_maen"])


def test_the_estimates_have_a_row_for_each_scenario_and_measure(found):
    estimates = found.estimates()
    assert list(estimates) == ["scenario", "measure", "unit", "mean", "low", "high", "n"]
    row = estimates.set_index(["scenario", "measure"]).loc[("calm", "wait_mean")]
    one = found.result("calm")["wait_mean"]
    assert (row["mean"], row["low"], row["high"], row["n"]) == (one.mean, one.low, one.high, 6)


def test_the_mean_of_the_differences_is_that_of_the_frame(found):
    differences = found.differences()
    heads = ["first", "second", "measure", "unit"]
    heads += ["difference", "low", "high", "pairing", "is_seen"]
    assert list(differences) == heads
    waits = found.frame(["wait_mean"]).pivot(
        index="replication", columns="scenario", values="value"
    )
    apart = differences[differences["measure"] == "wait_mean"].set_index("second")
    expected = (waits["busy"] - waits["today"]).mean()
    np.testing.assert_allclose(apart.loc["busy", "difference"], expected)
    assert apart.loc["busy", "low"] < expected < apart.loc["busy", "high"] < 0
    assert apart.loc["busy", "is_seen"]
    assert apart.loc["busy", "pairing"] == found.comparison.differences[0].pairing


def test_all_pairs_are_compared_when_asked_for():
    few = simulator.compare(
        scenarios(), measures=["wait_mean"], replications=2, seed=7, all_pairs=True
    )
    pairs = few.differences()[["first", "second"]].to_numpy().tolist()
    assert pairs == [["today", "busy"], ["today", "calm"], ["busy", "calm"]]


def test_a_seed_that_is_drawn_is_recorded_and_gives_the_same_again():
    two = dict(list(scenarios().items())[:2])
    once = simulator.compare(two, measures=["wait_mean"], replications=2)
    again = simulator.compare(
        two, measures=["wait_mean"], replications=2, seed=once.results[0].seed, engine="simpy"
    )
    assert once.frame().equals(again.frame())


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"scenarios": {"today": scenario()}}, "two to 26 scenarios, not 1"),
        ({"replications": 1}, "replications must be 2 or more, not 1"),
        ({"measures": ["wait_maen"]}, "wait_mean"),
        ({"measures": ["visits", "visits"]}, "visits is named more than once"),
        ({"measures": []}, "takes measures"),
        ({"seed": -1}, "seed"),
        ({"engine": "steam"}, "engine"),
    ],
)
def test_what_cannot_be_compared_is_refused_before_anything_is_run(changed, message, monkeypatch):
    def served(*_arguments, **_options):
        pytest.fail("it was run")

    monkeypatch.setattr("simulator.studies.work.serve", served)
    asked = {"scenarios": scenarios(), "replications": 2} | changed
    with pytest.raises(ValueError, match=message):
        simulator.compare(asked.pop("scenarios"), **asked)


def test_other_days_cannot_be_compared():
    longer = scenario(**{"period.warm_up": "3 days"})
    with pytest.raises(ValueError, match="only the same days can be compared"):
        simulator.compare({"today": scenario(), "longer": longer})


def test_pages_and_files_of_it_can_be_made_though_it_is_of_no_file(found):
    origin = origin_of(found)
    data = json.loads(json.dumps(comparison_data(found, origin)))
    assert [one["file"] for one in data["scenarios"]] == [None] * 3
    page = page_html(comparison_document(found, origin))
    assert "None" not in page
