"""The scenario of a fitted lobby: ordinary, valid, with sources."""

from dataclasses import replace

import numpy as np
import pytest

from simulator.scenario.sourcing import sourced_values
from simulator.studies.fit.fitting import fit_lobby
from simulator.studies.fit.held_against import (
    fit_and_hold,
    simulated,
    stretches,
    takes_tickets_before_opening,
)
from simulator.studies.fit.scenario import scenario_data, scenario_of


def test_every_value_has_a_source_or_is_an_assumption(fitted):
    data, scenario = scenario_data(fitted, "log"), scenario_of(fitted)
    values = {".".join(value.path): value for value in sourced_values(data, scenario.sources)}
    service = values["procedures.receive-land.steps.receive"]
    assert service.source == "log"
    assert service.stated.n > 1000
    assert len(service.stated.range) == 2
    assert values["citizens.retries"].is_assumed
    assert not [path for path, value in values.items() if value.stated is None]


def test_without_counters_and_ends_it_is_an_assumption_who_serves(log):
    nobody = np.full_like(log.counter, -1)
    only_calls = replace(log, counters=(), counter=nobody, finished=np.full_like(log.finished, -1))
    scenario = scenario_of(fit_lobby(only_calls))
    assert [group.serves for group in scenario.staff.values()] == [
        ("receive/receive-land",),
        ("receive/receive-justice",),
    ]
    assert scenario.sources["procedures.receive-land.steps.receive"].is_assumption
    assert scenario.sources["staff.receive-land-counters"].is_assumption


def test_without_counters_as_many_as_serve_at_once_are_there(log):
    nobody = np.full_like(log.counter, -1)
    scenario = scenario_of(fit_lobby(replace(log, counters=(), counter=nobody)))
    assert scenario.staff["receive-land-counters"].officers == 2


def test_simulated_days_are_like_those_of_the_log(log):
    fit = fit_and_hold(log, None, "log.csv")
    assert np.abs(fit.simulated.waits_of / fit.seen.waits_of - 1).max() < 0.35
    hours = fit.seen.tickets > 0
    assert np.allclose(
        fit.simulated.tickets_a_day[hours], fit.seen.tickets_a_day[hours], rtol=0.25, atol=1
    )


def test_simulated_citizens_wait_before_the_doors_as_those_of_the_log_do(log):
    fit = fit_and_hold(log, None, "log.csv")
    assert takes_tickets_before_opening(fit.fitted.lobby, fit.fitted.opening)
    assert fit.simulated.waits[7] / fit.seen.waits[7] == pytest.approx(1, abs=0.25)
    behind = simulated([scenario_of(fit.fitted)] * 5, [*fit.data["fields"]][:2])
    assert behind.waits[7] < 0.75 * fit.seen.waits[7]


def test_of_a_long_log_some_weeks_are_simulated_each_time(fitted, monkeypatch):
    lobby = fitted.lobby
    assert stretches(lobby) == [(lobby.first_date, lobby.last_date)] * 5
    monkeypatch.setattr("simulator.studies.fit.held_against._MOST_TICKETS", 500)
    found = stretches(lobby)
    assert {(to - first).days + 1 for first, to in found} == {14}
    assert (found[0][0], found[-1][1]) == (lobby.first_date, lobby.last_date)
