"""What explains that a Center saw other numbers than the model says."""

import numpy as np
import pytest

from simulator.measures.observed import Span
from simulator.results.run import Stored
from simulator.studies.observed import Explained, Explanation, Trials, chance_range, explanation_of
from simulator.studies.pools.this_process import ThisProcess
from simulator.studies.running import run
from tests.studies.observed.conftest import SEED, Center, observed_of

MEASURES = ("wait_mean", "utilization.clerks", "cycle_time_mean", "visits")
SEEN = {"wait_mean": "0 min", "utilization.clerks": 0, "cycle_time_mean": "0 h", "visits": 0}


def explained(center: Center, seen: dict[str, object], replications: int = 6) -> Explanation:
    """Return what explains some numbers, all assumptions tried."""
    resolved = center.resolved({"observed": seen})
    result = center.run({"observed": seen}, replications)
    span = Span.of(result.scenario)
    assert span is not None
    trials = Trials(resolved, result.scenario, span, seed=SEED)
    run(trials.experiment, ThisProcess(), on_event=lambda _event: None)
    found = explanation_of(result, resolved.data, trials.moved)
    assert found is not None
    return found


def truth(center: Center, overrides: dict[str, object]) -> dict[str, object]:
    """Return what a Center in which something is otherwise would see, in a year of its own."""
    result = center.run({**overrides, "observed": SEEN}, 1, seed=99)
    wait, load, cycle, visits = observed_of(result)[0].tolist()
    return {
        "wait_mean": f"{wait:.6f} min",
        "utilization.clerks": load,
        "cycle_time_mean": f"{cycle:.6f} h",
        "visits": visits,
    }


def test_what_the_model_says_itself_is_explained_by_chance(center: Center) -> None:
    resolved, seen = center.resolved({"observed": SEEN}), truth(center, {})
    result = center.run({"observed": seen}, 12)
    found = explanation_of(result, resolved.data, {})
    assert found is not None
    assert found.is_by_chance
    assert found.remedies == ()


@pytest.mark.parametrize(
    ("path", "value", "name"),
    [
        (
            "procedures.transfer.steps.receive",
            {"gamma": {"mean": "12 min", "cv": 0.6}},
            "procedures.transfer.steps.receive",
        ),
        ("procedures.transfer.volume", "29 per working day", "procedures.transfer.volume"),
    ],
)
def test_the_assumption_that_is_otherwise_is_among_the_first(
    center: Center, path: str, value: object, name: str
) -> None:
    found = explained(center, truth(center, {path: value}))
    assert not found.is_by_chance
    assert name in [remedy.assumption.name for remedy in found.remedies[:2]]


def test_how_far_it_would_have_to_move_is_told(center: Center) -> None:
    receive = "procedures.transfer.steps.receive"
    seen = truth(center, {receive: {"gamma": {"mean": "12 min", "cv": 0.6}}})
    first = explained(center, seen).remedies[0]
    (distribution,) = first.assumption.values(first.position).values()
    assert first.assumption.name == receive
    assert first.explains
    assert float(distribution["gamma"]["mean"].split()[0]) == pytest.approx(12, abs=0.7)  # type: ignore[index]  # a gamma


def test_what_no_assumption_explains_has_none_to_move(center: Center) -> None:
    found = explained(center, {**truth(center, {}), "wait_mean": "9 h"})
    wait, *others = (each.explained for each in found.compared)
    assert wait is Explained.NOTHING
    assert set(others) == {Explained.CHANCE}
    assert found.remedies == ()


def test_what_has_a_source_is_not_moved(center: Center) -> None:
    found = explained(center, {"wait_mean": "0.1 min"})
    assert found.tried == found.moves
    assert not any("staff" in remedy.assumption.name for remedy in found.remedies)


def test_one_replication_says_nothing_of_chance(center: Center) -> None:
    result = center.run({"observed": {"wait_mean": "1 min"}}, 1)
    found = explanation_of(result, center.resolved({}).data, {})
    assert found is not None
    assert [each.explained for each in found.compared] == [Explained.UNKNOWN]
    assert found.is_by_chance


def test_days_are_measured_as_if_they_were_the_period(center: Center) -> None:
    days = {"from": "2026-02-02", "to": "2026-02-22"}
    within = center.run({"observed": {**SEEN, **days}}, 1)
    alone = center.run({"period": {**days, "warm_up": "35 days"}, "observed": SEEN}, 1)
    assert observed_of(within).tolist() == observed_of(alone).tolist()
    assert observed_of(alone)[0].tolist() == [alone.replications[0][name] for name in MEASURES]


def test_a_count_of_a_working_day_is_that_of_the_days_divided(center: Center) -> None:
    days = {"from": "2026-02-02", "to": "2026-02-15"}
    plain = center.run({"observed": {"visits": 400, **days}}, 1)
    a_day = center.run({"observed": {"visits": "40 per working day", **days}}, 1)
    assert observed_of(a_day) == pytest.approx(observed_of(plain) / 10)


def test_nothing_is_observed_where_nothing_is_said(center: Center) -> None:
    result = center.run({}, 1)
    assert observed_of(result).shape == (1, 0)
    assert explanation_of(result, center.resolved({}).data, {}) is None
    assert Stored(result, {}, {}).moved == {}


@pytest.mark.parametrize("replications", [5, 20, 39, 200])
def test_one_more_replication_falls_into_the_range_of_chance(replications: int) -> None:
    rng = np.random.default_rng(1)
    draws = rng.gamma(2.0, 5.0, (2_000, replications + 1))
    ranges = np.array([chance_range(row[:-1], np.inf) for row in draws])
    within = (ranges[:, 0] <= draws[:, -1]) & (draws[:, -1] <= ranges[:, 1])
    assert 0.93 < within.mean() < 0.985


def test_the_range_of_chance_stays_within_what_can_be() -> None:
    assert chance_range(np.array([0.99, 1.0, np.nan, 0.98]), 1.0)[1] == 1.0
    assert chance_range(np.array([0.0, 1.0, 9.0]), np.inf)[0] == 0.0
