"""What a lobby is, a log of it tells: fitted to simulated days, the truth is found again."""

import pytest

from simulator.center import serve
from simulator.demand import draw
from simulator.measures.loading import load_scenario
from simulator.records import log_of
from simulator.studies.fit.fitting import FittedLobby, fit_lobby
from simulator.studies.fit.ranges import Fitted
from simulator.studies.fit.scenario import scenario_of
from tests.studies.fit.lobbies import random_lobby
from tests.studies.fit.simulated import simulated_log

TWO_MONTHS = "period={from: 2021-03-01, to: 2021-04-30, warm_up: 0 days}"
QUANG_YEN = 75
SHIPPED = {
    "textbook/mm1.yaml": (120.0, 7.5, None),
    "textbook/mm3.yaml": (288.0, 10.0, None),
    "textbook/erlang-a.yaml": (432.0, 10.0, 15.0),
    "quang-yen-2025.yaml": (QUANG_YEN, 12.0, None),
}
"""Tickets a day, minutes of a service, and of patience."""
QUICK = range(3, 4)
MANY = range(100, 120)


def holds(found: Fitted, truth: float) -> bool:
    """Whether the range of a value has the truth in it."""
    assert found.low is not None
    assert found.high is not None
    return found.low <= truth <= found.high


def fitted_lobby(seed: int) -> FittedLobby:
    """Fit a random lobby to a log of it, and check what must be found exactly."""
    scenario = random_lobby(seed)
    fitted = fit_lobby(simulated_log(scenario, seed))
    again = scenario_of(fitted)
    assert again.calendar.hours == scenario.calendar.hours
    served = {
        (scenario.served_stations(key), scenario.helped_stations(key), group.officers)
        for key, group in scenario.staff.items()
    }
    found = set()
    for key, group in again.staff.items():
        stations = (again.served_stations(key), again.helped_stations(key))
        there = [
            tuple((step, field.removeprefix("receive-")) for step, field in each)
            for each in stations
        ]
        found.add((*there, group.officers))
    assert found == served
    return fitted


def covered(seeds: range) -> dict[str, list[bool]]:
    """Say of each kind of value where its range has the truth in it."""
    held: dict[str, list[bool]] = {"rates": [], "services": [], "patience": []}
    for seed in seeds:
        scenario, fitted = random_lobby(seed), fitted_lobby(seed)
        sources = scenario_of(fitted).sources
        for (key, procedure), service in zip(
            scenario.procedures.items(), fitted.services, strict=True
        ):
            assert service is not None
            stated = sources[f"procedures.receive-{key}.volume"].range
            low, high = (float(str(end).split()[0]) for end in stated or ())
            held["rates"].append(low <= procedure.volume.amount <= high)
            mean = procedure.steps["receive"].mean_seconds
            held["services"].append(holds(service.mean, mean))
        patience = scenario.citizens.patience
        assert (fitted.leaving.mean is None) == (patience is None)
        if patience and fitted.leaving.mean:
            held["patience"].append(holds(fitted.leaving.mean, patience.mean_seconds))
    return held


def covered_of_shipped() -> dict[str, list[bool]]:
    """Say the same of scenarios that are shipped, whose one queue has one known service."""
    held: dict[str, list[bool]] = {"rates": [], "services": [], "patience": []}
    for path, (a_day, minutes, patience) in SHIPPED.items():
        overrides = [] if a_day == QUANG_YEN else [TWO_MONTHS]
        scenario = load_scenario(f"scenarios/{path}", overrides=overrides)
        drawn = draw(scenario, seed=1)
        fitted = fit_lobby(log_of(scenario, *drawn, serve(*drawn)))
        (service,) = fitted.services
        assert service is not None
        held["rates"].append(holds(fitted.arrivals.a_day[0], a_day))
        held["services"].append(holds(service.mean, 60 * minutes))
        if patience:
            assert fitted.leaving.mean is not None
            held["patience"].append(holds(fitted.leaving.mean, 60 * patience))
    return held


def test_a_few_lobbies_are_found_again() -> None:
    held = [each for kind in covered(QUICK).values() for each in kind]
    assert sum(held) >= 0.85 * len(held)


@pytest.mark.full
def test_twenty_lobbies_are_found_again_as_often_as_the_ranges_say() -> None:
    shipped = covered_of_shipped()
    for kind, held in covered(MANY).items():
        both = held + shipped[kind]
        assert 0.85 <= sum(both) / len(both) <= 1.0, kind
