"""When the tickets of a replay are called, as a machine would note it."""

import pytest

from simulator.center import serve
from simulator.demand.workload import NONE
from simulator.measures import measure
from simulator.studies.replay import LogSource
from simulator.studies.replay.calls import calls_of
from simulator.studies.replicate import Replication

from .logs import MINUTE, MONDAY, log_of

LAND = 0
TEN = {
    "land": {
        "field": "land",
        "volume": "1 per working day",
        "steps": {"receive": {"constant": "10 min"}},
    }
}
STAFF = {"landers": {"officers": 1, "serves": ["receive/land"]}}


@pytest.fixture
def calls(office):
    """Minutes of the day at which tickets taken at some minutes are called, and who is gone."""

    def build(taken, **citizens):
        scenario = office(
            procedures=TEN,
            staff=STAFF,
            citizens=citizens,
            queues={"receive": {"closing": "send-home"}},
        )
        log = log_of([(LAND, 0, minute, None) for minute in taken])
        source = LogSource.of_days(scenario, log, [MONDAY])
        workload, roster = source.workload(1, 0), source.roster(1, 0)
        outcome = serve(workload, roster)
        measures = measure(outcome, workload, roster)
        found = calls_of(source, Replication(1, 0, workload, roster, outcome, measures))
        minutes = [None if each == NONE else each / MINUTE for each in found.called.tolist()]
        return minutes, found.is_gone.tolist()

    return build


def test_tickets_are_told_in_the_order_of_the_log_from_the_door_to_closing(calls):
    taken = [470, 481, 485, 945, 946, 970]
    assert calls(taken) == ([480, 490, 500, 945, 955, None], [False] * 5 + [True])
    assert calls([955, 956, 957]) == ([955, None, None], [False, True, True])


def test_who_has_left_silently_is_called_in_vain_before_the_next(calls):
    """The third would be called at 520 and has gone at 519; the call of the ticket takes 1 min."""
    patience = {"patience": {"constant": "17 min"}, "call_out": "1 min"}
    taken = [500, 501, 502, 512]
    minutes, gone = calls(taken, leaves="silently", **patience)
    assert gone == [False, False, True, False]
    assert minutes == [500, 510, 521, 521]
    minutes, gone = calls(taken, leaves="openly", **patience)
    assert gone == [False, False, True, False]
    assert minutes == [500, 510, None, 520]
