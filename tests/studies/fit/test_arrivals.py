"""How many tickets are taken, and when."""

import pytest

from simulator.center import serve
from simulator.demand import draw
from simulator.records import log_of
from simulator.studies.fit.fitting import fit_lobby
from tests.studies.fit.lobbies import lobby
from tests.studies.fit.simulated import simulated_log

HOURS = {7: 0.2, 8: 0.25, 9: 0.15, 10: 0.1, 13: 0.12, 14: 0.1, 15: 0.06, 16: 0.02}


def test_volumes_and_hours_are_those_of_the_scenario(fitted):
    arrivals = fitted.arrivals
    queues = dict(zip(fitted.lobby.log.queues, arrivals.a_day, strict=True))
    assert queues["receive/land"].value == pytest.approx(50, rel=0.05)
    assert queues["receive/justice"].low < 30 < queues["receive/justice"].high
    assert arrivals.hours == pytest.approx(HOURS, abs=0.03)
    assert arrivals.early.value == pytest.approx(0.1, abs=0.02)


def test_days_that_vary_by_chance_alone_have_no_factor(fitted):
    assert fitted.arrivals.day_cv is None or fitted.arrivals.day_cv.value < 0.06
    assert fitted.arrivals.day_memory is None


def test_busy_weekdays_busy_days_and_a_surge_are_told_apart():
    surge = {"from": "2025-03-17", "to": "2025-03-20", "factor": 3.0}
    demand = {"hours": HOURS, "weekdays": {"mon": 1.5}, "day_cv": 0.15, "surges": [surge]}
    arrivals = fit_lobby(simulated_log(lobby(demand=demand), 3)).arrivals
    assert [(each.first, each.last) for each in arrivals.surges] == [(10, 13)]
    assert arrivals.surges[0].factor == pytest.approx(3, rel=0.25)
    assert arrivals.weekdays[0].low < 1.5 / 1.1 < arrivals.weekdays[0].high
    assert arrivals.day_cv is not None
    assert arrivals.day_cv.low < 0.15 < arrivals.day_cv.high


def test_who_has_waited_at_the_door_came_before_it_was_open():
    scenario = lobby(demand={"hours": {6: 0.3, 8: 0.3, 9: 0.2, 13: 0.1, 14: 0.1}})
    drawn = draw(scenario, seed=1)
    arrivals = fit_lobby(log_of(scenario, *drawn, serve(*drawn))).arrivals
    assert arrivals.early.value > 0.25
    assert arrivals.hours[6] == pytest.approx(0.3, abs=0.04)
    assert arrivals.hours.get(7, 0.0) < 0.02
