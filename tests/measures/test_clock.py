"""The due moment in force at a moment of the past is that of a run which ends there (R12)."""

import numpy as np
import pytest

from simulator.center import serve as serve_all
from simulator.center.lookup import Tables
from simulator.demand.workload import FAR, NONE, OpFlag
from simulator.measures.clock import Clocks, due_moments
from tests.center.build import Scene
from tests.center.moments import HOUR, MINUTE, at, told
from tests.center.steps import ALWAYS, comes_back, delay, serve, serve_citizen

STARTS, HALTS, STOPS = OpFlag.STARTS_CLOCK, OpFlag.HALTS_CLOCK, OpFlag.STOPS_CLOCK


@pytest.mark.parametrize("cut_off", [None, "15:00"])
@pytest.mark.parametrize("hours", [(), (1, 4 * HOUR, 9 * HOUR, 10**7)])
def test_due_moments_are_those_of_the_simpy_model(cut_off, hours) -> None:
    scene = Scene(days=5, closed=(2,), holidays=(1,), cut_off=cut_off)
    limits = [scene.limit(working_days=days) for days in (0, 1, 3, 400)]
    limits += [scene.limit(working_seconds=seconds) for seconds in hours]
    workload = scene.workload()
    moments = [moment + off for moment in range(0, workload.horizon, 30 * MINUTE) for off in (0, 1)]
    pairs = [(moment, limit) for moment in moments for limit in (*limits, NONE)]
    accepted, limit = np.array(pairs).T
    tables = Tables(workload)
    expected = [tables.due(*pair) for pair in pairs]
    assert due_moments(workload, accepted, limit).tolist() == expected
    assert FAR in expected
    assert len(set(expected)) > (20 if hours else 7)


def test_without_a_working_day_no_limit_in_hours_ends() -> None:
    scene = Scene(days=2, closed=range(30))
    limit = scene.limit(working_seconds=HOUR)
    due = due_moments(scene.workload(), np.array([0, HOUR]), np.array([limit, limit]))
    assert due.tolist() == [FAR, FAR]


@pytest.mark.parametrize("accepted_at_once", [False, True])
def test_a_due_moment_holds_until_the_clock_is_turned(accepted_at_once) -> None:
    scene = Scene(days=6)
    scene.station()
    scene.officer(0)
    begins = () if accepted_at_once else (serve(0, 0, STARTS),)
    supplement = serve_citizen(0, 600, comes=("08:00",), flags=STARTS | OpFlag.SUPPLEMENT)
    dossier = scene.papers(
        "07:30",
        *begins,
        delay(24 * HOUR, ALWAYS),
        serve(0, 600, HALTS),  # 1 07:40
        comes_back(1),
        supplement,  # 2 08:10
        delay(48 * HOUR, ALWAYS),
        serve(0, 600, STOPS),
        limit=scene.limit(working_days=0),
        accepted=accepted_at_once,
    )
    other = scene.papers("08:00", serve(0, 600, STOPS), accepted=True)  # its clock never halts
    workload = scene.workload()
    outcome = serve_all(workload, scene.roster())
    clocks = Clocks.of(workload, outcome)
    jobs = np.array([dossier, other])

    def due_before(moment: str) -> list[str]:
        return [told(due) for due in clocks.due_before(at(moment), jobs, outcome.jobs.due)]

    assert due_before("0 08:01") == ["17:00", "never"]
    assert due_before("1 07:40") == ["17:00", "never"]
    assert due_before("1 07:40:01") == ["never", "never"]
    assert due_before("2 08:10") == ["never", "never"]
    assert due_before("2 08:10:01") == ["2 17:00", "never"]
    assert due_before("6 00:00") == ["2 17:00", "never"]
    assert clocks.due_before(at("1 07:40"), jobs[1:], np.array([7])).tolist() == [7]
