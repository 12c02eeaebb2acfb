"""Services that quicken with the queue, where a log says when they end."""

import pytest

from simulator.reports.fit.charts import fit_charts
from simulator.reports.fit.writing import scenario_text
from simulator.studies.fit.fitting import fit_lobby
from simulator.studies.fit.held_against import fit_and_hold
from simulator.studies.fit.scenario import scenario_of
from tests.studies.fit.simulated import simulated_log
from tests.studies.fit.unlike_lobbies import unlike_lobby


@pytest.fixture(scope="module")
def hurried():
    scenario = unlike_lobby("services that quicken with the queue")
    return simulated_log(scenario)


def test_hurry_is_found_and_services_are_those_while_nobody_else_waits(hurried):
    fitted = fit_lobby(hurried)
    assert fitted.hurry.low < 0.3 < fitted.hurry.high
    by_queue = dict(zip(fitted.lobby.log.queues, fitted.services, strict=True))
    assert by_queue["receive/land"].mean.low < 720 < by_queue["receive/land"].mean.high
    assert by_queue["receive/justice"].mean.low < 540 < by_queue["receive/justice"].mean.high
    assert scenario_of(fitted).queues["receive"].hurry == pytest.approx(
        fitted.hurry.value, abs=0.01
    )


def test_what_is_said_of_it_is_no_word_of_a_trial(hurried):
    fit = fit_and_hold(hurried, None, "log.csv")
    text = scenario_text(fit.fitted, fit.data)
    assert "the shorter, the more others wait" in text
    assert "does not say when services end" not in text
    assert any("Service times of" in each.title for each in fit_charts(fit))


def test_services_that_do_not_quicken_have_no_hurry(fitted):
    assert fitted.hurry is None
    assert (fitted.unhurried == fitted.lobby.served_for).all()
