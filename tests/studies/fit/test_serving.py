"""Who serves which queue, and who only helps there."""

from dataclasses import replace

import numpy as np
import pytest

from simulator.demand.workload import NONE
from simulator.studies.fit.fitting import fit_lobby
from simulator.studies.fit.lobby import Lobby, lobby_of
from simulator.studies.fit.opening import opening_of
from simulator.studies.fit.serving import Waiting, pace_of, time_between
from tests.studies.fit.lobbies import lobby
from tests.studies.fit.simulated import simulated_log


def served(fitted):
    queues = [name.removeprefix("receive/") for name in fitted.lobby.log.queues]
    return {
        (
            tuple(queues[each] for each in one.group.serves),
            tuple(queues[each] for each in one.group.helps),
            len(one.group.counters),
        )
        for one in fitted.staff
    }


def test_a_counter_that_helps_is_told_from_one_that_serves(fitted):
    assert served(fitted) == {(("land",), ("justice",), 2), (("justice",), (), 1)}


def test_a_counter_that_serves_both_does_not_help():
    staff = {
        "both": {"officers": 2, "serves": ["receive/all"]},
        "land": {"officers": 1, "serves": ["receive/land"]},
    }
    fitted = fit_lobby(simulated_log(lobby(staff=staff)))
    assert served(fitted) == {(("justice", "land"), (), 2), (("land",), (), 1)} or served(
        fitted
    ) == {(("land", "justice"), (), 2), (("land",), (), 1)}


def test_time_between_services_is_that_of_the_counter(log):
    assert time_between(*with_waiting(log)) is None
    slower = replace(
        log,
        finished=np.where(
            log.finished == NONE, NONE, log.finished - np.minimum(30, log.finished - log.called)
        ),
    )
    found = time_between(*with_waiting(slower))
    assert found.value == pytest.approx(30, abs=2)


def with_waiting(log) -> tuple[Lobby, Waiting]:
    own = lobby_of(log)
    return own, Waiting(own)


def test_the_pace_of_calls_is_the_service_over_the_counters():
    staff = {
        "land": {"officers": 2, "serves": ["receive/land"]},
        "justice": {"officers": 1, "serves": ["receive/justice"]},
    }
    scenario = lobby(staff=staff)
    own = lobby_of(simulated_log(scenario))
    pace = pace_of(own, opening_of(own), 0)
    assert pace.value == pytest.approx(300, rel=0.06)
