"""A small Center in January 2021, whose sections a test replaces by those that it is about."""

from collections.abc import Callable

import pytest

from simulator.demand import PreparedScenario
from simulator.scenario import Scenario

FIVE_STEPS = {
    "receive": {"constant": "10 min"},
    "appraise": {"constant": "50 min"},
    "approve": {"constant": "4 min"},
    "seal": {"constant": "2 min"},
    "return": {"constant": "5 min"},
}
TRANSFER = {"field": "land", "volume": "20 per working day", "steps": FIVE_STEPS}
CENTER = {
    "name": "Center",
    "period": {"from": "2021-01-04", "to": "2021-01-31"},  # four weeks from Monday to Sunday
    "calendar": {"country": "none", "hours": {"mon-fri": ["08:00-12:00", "13:00-17:00"]}},
    "fields": {"land": "Land", "justice": "Justice"},
    "procedures": {"transfer": TRANSFER},
    "staff": {"officers": {"officers": 2, "serves": ["all/all"]}},
}


def scenario_of(**sections: object) -> Scenario:
    return Scenario.model_validate({**CENTER, **sections})


def prepared_of(**sections: object) -> PreparedScenario:
    return PreparedScenario(scenario_of(**sections))


@pytest.fixture(scope="session")
def scenario() -> Callable[..., Scenario]:
    """Builds the scenario of the Center with some of its sections replaced."""
    return scenario_of


@pytest.fixture(scope="session")
def prepared() -> Callable[..., PreparedScenario]:
    """Builds the prepared scenario of the Center with some of its sections replaced."""
    return prepared_of


@pytest.fixture(scope="session")
def transfer() -> Callable[..., dict[str, object]]:
    """Writes the procedure of the Center with some of its keys replaced."""
    return lambda **keys: {**TRANSFER, **keys}
