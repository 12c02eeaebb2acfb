"""Services, hurry and patience of a log that has calls alone, against the truth that made it."""

from dataclasses import replace

import numpy as np
import pytest

from simulator.demand.workload import NONE
from simulator.scenario import Scenario
from simulator.studies.fit.calls_alone import is_of_calls_alone, with_pace
from simulator.studies.fit.fitting import fit_lobby
from simulator.studies.fit.scenario import scenario_data, scenario_of
from simulator.studies.fit.services import NEVER, pace_of
from simulator.studies.fit.trial import Pace, PaceTrial
from tests.studies.fit.simulated import simulated_log

TRUTH = Scenario.model_validate(
    {
        "name": "Center",
        "period": {"from": "2026-02-02", "to": "2026-02-13"},
        "calendar": {"country": "none", "hours": {"mon-fri": ["08:00-16:00"]}},
        "fields": {"land": "Land", "tax": "Tax"},
        "demand": {"day_cv": 0.2},
        "procedures": {
            key: {
                "field": key,
                "volume": volume,
                "limit": "none",
                "steps": {"receive": {"exponential": {"mean": mean}}},
            }
            for key, volume, mean in (
                ("land", "90 per working day", "9 min"),
                ("tax", "60 per working day", "6 min"),
            )
        },
        "citizens": {
            "retries": 0,
            "patience": {"exponential": {"mean": "4 h"}},
            "leaves": "silently",
        },
        "queues": {"receive": {"hurry": 0.2}},
        "staff": {"counters": {"officers": 2, "serves": ["receive/all"]}},
    }
)
MINUTES = {"receive/land": 9, "receive/tax": 6}


def calls_of(log):
    """The same log, of calls alone."""
    n = len(log.taken)
    return replace(log, finished=np.full(n, NONE), ending=np.zeros(n, np.int8))


@pytest.fixture(scope="module")
def lobby():
    return fit_lobby(calls_of(simulated_log(TRUTH, seed=3)))


@pytest.fixture(scope="module")
def trial(lobby):
    dates = [lobby.lobby.date_of(int(day)) for day in lobby.lobby.open_days]
    return PaceTrial(scenario_of(lobby), lobby.lobby.log, dates)


@pytest.fixture(scope="module")
def paced(lobby):
    return with_pace(lobby)


def test_the_truth_of_a_log_of_calls_is_in_the_ranges(paced):
    assert is_of_calls_alone(fit_lobby(paced.lobby.log))
    for name, service in zip(paced.lobby.log.queues, paced.services, strict=True):
        assert service.mean.low < 60 * MINUTES[name] < service.mean.high
    assert paced.hurry.low <= 0.2 <= paced.hurry.high
    assert paced.leaving.mean.low <= 4 * 3600 <= paced.leaving.mean.high


def test_the_scenario_has_it_with_its_ranges(paced):
    data = scenario_data(paced, "log")
    scenario = Scenario.model_validate(data)
    assert scenario.queue_settings("receive", "receive-land").hurry == round(paced.hurry.value, 2)
    assert data["citizens"]["leaves"] == "silently"
    assert list(data["procedures"]["receive-land"]["steps"]["receive"]) == ["exponential"]
    for path in ("queues.receive.hurry", "procedures.receive-tax.steps.receive"):
        assert data["sources"][path]["n"]
        assert len(data["sources"][path]["range"]) == 2


def test_a_pace_is_tried_with_the_same_draws(trial):
    pace = Pace(np.array([500.0, 350.0]), 0.2, 14_400.0)
    waits = trial.waits(pace)
    assert np.array_equal(waits, trial.waits(pace))
    longer = trial.waits(replace(pace, service=1.2 * pace.service))
    assert (longer > waits).mean() > 0.9
    assert trial.waits(replace(pace, hurry=0.5)).mean() < waits.mean()
    assert trial.waits(replace(pace, patience=np.inf)).mean() > waits.mean()


def test_what_is_known_is_not_looked_for(trial):
    found = pace_of(trial, (0.0, NEVER))
    assert (found.hurry.value, found.patience) == (0.0, None)


@pytest.mark.parametrize("tickets", [1, 12])
def test_a_few_tickets_tell_as_good_as_nothing(tickets):
    log = calls_of(simulated_log(TRUTH, seed=3)).only(np.arange(tickets))
    paced = with_pace(fit_lobby(log))
    assert all(service.mean.value > 0 for service in paced.services if service)
    Scenario.model_validate(scenario_data(paced, "log"))
