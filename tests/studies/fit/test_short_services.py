"""A short mode of services: enquiries, or calls in vain."""

from dataclasses import replace

import numpy as np
import pytest

from simulator.studies.fit.fitting import fit_lobby
from tests.studies.fit.lobbies import lobby
from tests.studies.fit.simulated import simulated_log

ASKED = {
    "volume": "20 per working day",
    "takes": {"gamma": {"mean": "1 min", "cv": 0.4}},
    "fields": {"land": 1.0},
}


def test_services_of_one_mode_have_no_enquiries(fitted):
    assert fitted.enquiries is None


def test_services_far_shorter_than_others_are_enquiries(fitted):
    hours = {8: 0.3, 9: 0.2, 10: 0.1, 13: 0.2, 14: 0.1, 15: 0.1}
    found = fit_lobby(simulated_log(lobby(demand={"hours": hours, "enquiries": ASKED})))
    land = found.lobby.log.queues.index("receive/land")
    assert found.enquiries.share[land] == pytest.approx(20 / 70, abs=0.03)
    assert found.enquiries.takes.mean.value == pytest.approx(60, rel=0.1)
    assert found.services[land].mean.value == pytest.approx(600, rel=0.06)


def test_short_ones_after_long_waits_are_calls_in_vain():
    citizens = {"retries": 0, "patience": {"exponential": {"mean": "40 min"}}, "leaves": "silently"}
    staff = {
        "land": {"officers": 1, "serves": ["receive/land"]},
        "justice": {"officers": 1, "serves": ["receive/justice"]},
    }
    log = simulated_log(
        lobby(citizens=citizens, staff=staff, period={"from": "2025-03-03", "to": "2025-04-04"})
    )
    found = fit_lobby(replace(log, ending=np.zeros_like(log.ending)))
    assert not found.tells_calls_in_vain
    assert found.enquiries is None
    assert found.leaving.median.value == pytest.approx(40 * 60 * np.log(2), rel=0.2)
