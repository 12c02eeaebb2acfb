"""Where the time from accepted to ready went, by hand and to the second."""

from dataclasses import replace

import numpy as np
import pytest

from simulator.center import serve as serve_all
from simulator.demand.workload import DAY, NONE, JobFlag, OpFlag, Workload
from simulator.measures.courses import Elsewhere, Spent, spent_by
from simulator.measures.ledger import ledger_of
from simulator.measures.open_hours import OpenHours
from tests.center.build import Scene
from tests.center.steps import (
    ALWAYS,
    OFFICE,
    comes_back,
    courier,
    delay,
    serve,
    serve_citizen,
    together,
)

RECEIVE, APPRAISE = 0, 1
STARTS, HALTS, STOPS = OpFlag.STARTS_CLOCK, OpFlag.HALTS_CLOCK, OpFlag.STOPS_CLOCK
HOUR = 3_600


@pytest.fixture
def scene() -> Scene:
    """Open 07:30-11:30 and 13:30-17:00; the last station has no officer."""
    scene = Scene(days=5, retries=0, to_headquarters=[("1 10:00", "1 10:30")])
    for _ in range(3):
        scene.station()
    scene.officer(RECEIVE)
    scene.officer(APPRAISE)
    return scene


def spent_in(scene: Scene) -> Spent:
    workload: Workload = scene.workload()
    step = np.array([RECEIVE, APPRAISE, RECEIVE], np.int8)
    workload = replace(workload, stations=replace(workload.stations, step=step))
    outcome = serve_all(workload, scene.roster())
    hours = OpenHours.of_center(workload.time, workload.horizon)
    return spent_by(workload, outcome, ledger_of(workload, outcome), hours)


def test_every_open_second_has_its_place(scene) -> None:
    scene.papers(
        "07:30",
        serve(RECEIVE, 600, STARTS),  # before acceptance: in no account
        serve(APPRAISE, 1200, HALTS),  # to 08:00
        comes_back(1),  # 7 hours of day 0 and half an hour of day 1
        serve_citizen(RECEIVE, 600, flags=STARTS | OpFlag.SUPPLEMENT),  # to 08:10
        delay(HOUR, OFFICE),  # to 09:10
        courier(0),  # to 10:30
        serve(APPRAISE, 600, STOPS),
        serve(RECEIVE, 600),  # after the result: in no account
    )
    spent = spent_in(scene)
    assert spent.at_steps.tolist() == [[0, 600], [0, 1800], [0, 0], [0, 0], [0, 0]]
    assert spent.elsewhere[Elsewhere.AGENCY] == HOUR
    assert spent.elsewhere[Elsewhere.COURIER] == 80 * 60
    assert spent.elsewhere[Elsewhere.CITIZEN] == 7.5 * HOUR
    assert spent.contacted.tolist() == [0, 1, 0]
    assert spent.agencies.tolist() == [0, 1, 0]


def asked(scene: Scene, hours: float, calendar: int = OFFICE) -> None:
    """An opinion is asked for at 07:30 of day 0, and comes after so many hours of a calendar."""
    route = delay(int(hours * HOUR), calendar), serve(APPRAISE, 60, STOPS)
    scene.papers("07:30", *route, accepted=True)


def test_answers_are_held_against_the_limit_of_their_agency_in_working_days(scene) -> None:
    scene.agency_days = (1, NONE, NONE, NONE)  # of a calendar of 7.5 hours a day
    for hours in (1, 7.5, 8, 13, 20):  # on day 0, at its close; on day 1; on day 2
        asked(scene, hours)
    asked(scene, 48, ALWAYS)  # without a limit
    assert spent_in(scene).answers.tolist() == [2, 2, 1]


def test_an_agency_asked_on_a_day_off_begins_on_the_working_day_after_it(scene) -> None:
    scene.holidays, scene.agency_days = (0,), (1, NONE, NONE, NONE)
    for hours in (7, 8, 16, 23):  # on days 0 to 3
        asked(scene, hours)
    assert spent_in(scene).answers.tolist() == [2, 1, 1]


def test_of_agencies_asked_at_once_the_last_to_answer_counts(scene) -> None:
    group = together(delay(3 * HOUR, OFFICE), delay(HOUR, ALWAYS), delay(2 * HOUR, OFFICE))
    for filed in ("07:30", "13:30"):
        scene.papers(filed, *group, delay(600, OFFICE, STOPS), accepted=True)
    spent = spent_in(scene)
    assert spent.elsewhere.tolist() == [2 * 3 * HOUR + 2 * 600, 0, 0]
    assert spent.agencies.tolist() == [0, 0, 2]


def test_waiting_is_told_from_work_and_runs_in_open_hours(scene) -> None:
    scene.papers("16:30", serve(APPRAISE, HOUR), accepted=True, flags=0)
    scene.papers("16:40", serve(APPRAISE, 600, STOPS), accepted=True)
    # The officer stays until 17:30 for the first, which is not settled; the second waits to 07:30.
    spent = spent_in(scene)
    assert spent.at_steps[APPRAISE].tolist() == [20 * 60, 600]
    assert spent.contacted.tolist() == [1, 0, 0]


def test_a_lost_supplement_is_the_citizens_time_and_nobody_is_consulted(scene) -> None:
    scene.papers(
        "07:30",
        serve(RECEIVE, 600, STARTS),
        serve(APPRAISE, 1200, HALTS),
        comes_back(1),
        serve_citizen(2, 600, flags=STARTS | OpFlag.SUPPLEMENT),  # sent home at the close, and lost
        delay(HOUR, OFFICE),
        serve(APPRAISE, 600, STOPS),
    )
    spent = spent_in(scene)
    assert spent.elsewhere.tolist() == [0, 0, 14.5 * HOUR]
    assert spent.agencies.tolist() == [1, 0, 0]
    assert spent.contacted.tolist() == [0, 1, 0]


def test_a_supplement_that_never_comes_is_the_citizens_time(scene) -> None:
    never = delay(DAY, ALWAYS, OpFlag.RETURNS)
    scene.papers("07:30", serve(APPRAISE, 1800, HALTS), never, accepted=True)
    spent = spent_in(scene)
    assert spent.elsewhere.tolist() == [0, 0, 7.5 * HOUR]
    assert spent.agencies.tolist() == [1, 0, 0]


def test_dossiers_sent_back_incomplete_are_counted_by_how_often(scene) -> None:
    sent_back = (serve(RECEIVE, 60), delay(DAY, ALWAYS))
    accepted = (serve(RECEIVE, 60, STARTS), delay(60, OFFICE), delay(60, OFFICE, STOPS))
    for times in (0, 1, 2, 3):
        scene.papers("08:00", *times * sent_back, *accepted)
    spent = spent_in(scene)
    assert spent.contacted.tolist() == [1, 1, 2]
    assert spent.agencies.tolist() == [0, 0, 4]
    assert spent.elsewhere.tolist() == [4 * 120, 0, 0]


def test_nothing_is_spent_on_a_result_that_is_ready_when_it_is_asked_for(scene) -> None:
    scene.papers("08:00", serve(RECEIVE, 600), accepted=True, flags=JobFlag.READY)
    spent = spent_in(scene)
    assert not spent.at_steps.any()
    assert not spent.elsewhere.any()
    assert spent.contacted.tolist() == spent.agencies.tolist() == [1, 0, 0]
