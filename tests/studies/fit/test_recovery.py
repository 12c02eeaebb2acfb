"""What a lobby is, a log of it tells: fitted to simulated days, the truth is found again."""

import pytest

from simulator.studies.fit.fitting import FittedLobby, fit_lobby
from simulator.studies.fit.ranges import Fitted
from simulator.studies.fit.scenario import scenario_of
from tests.studies.fit.lobbies import random_lobby
from tests.studies.fit.simulated import simulated_log

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
        for procedure, rate, service in zip(
            scenario.procedures.values(), fitted.arrivals.a_day, fitted.services, strict=True
        ):
            assert service is not None
            held["rates"].append(holds(rate, procedure.volume.amount))
            mean = procedure.steps["receive"].mean_seconds
            held["services"].append(holds(service.mean, mean))
        patience = scenario.citizens.patience
        assert (fitted.leaving.mean is None) == (patience is None)
        if patience and fitted.leaving.mean:
            held["patience"].append(holds(fitted.leaving.mean, patience.mean_seconds))
    return held


def test_a_few_lobbies_are_found_again() -> None:
    held = [each for kind in covered(QUICK).values() for each in kind]
    assert sum(held) >= 0.85 * len(held)


@pytest.mark.full
def test_twenty_lobbies_are_found_again_as_often_as_the_ranges_say() -> None:
    for kind, held in covered(MANY).items():
        assert 0.85 <= sum(held) / len(held) <= 1.0, kind
