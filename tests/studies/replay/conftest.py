"""An office of two queues in January 2026, whose sections a test replaces."""

import pytest

from simulator.scenario import Scenario

OFFICE = {
    "name": "Office",
    "period": {"from": "2026-02-02", "to": "2026-12-31", "warm_up": "0 days"},
    "calendar": {"country": "none", "hours": {"mon-fri": ["08:00-16:00"]}},
    "fields": {"land": "Land", "tax": "Tax"},
    "procedures": {
        "land": {
            "field": "land",
            "volume": "20 per working day",
            "limit": "none",
            "steps": {"receive": {"gamma": {"mean": "10 min", "cv": 0.7}}},
        },
        "tax": {
            "field": "tax",
            "volume": "20 per working day",
            "limit": "none",
            "steps": {"receive": {"gamma": {"mean": "6 min", "cv": 0.7}}},
        },
    },
    "citizens": {"patience": {"gamma": {"mean": "90 min", "cv": 0.5}}, "leaves": "silently"},
    "staff": {
        "landers": {"officers": 1, "serves": ["receive/land"]},
        "taxers": {"officers": 1, "serves": ["receive/tax"]},
    },
}


@pytest.fixture(scope="session")
def office():
    """Builds the scenario of the office with some of its sections replaced."""
    return lambda **sections: Scenario.model_validate({**OFFICE, **sections})
