"""R2: a group of delays that begin together, agencies that are asked at once."""

import pytest

from simulator.center.outcome import JobEnd
from simulator.demand.workload import OpFlag
from tests.center.build import Scene
from tests.center.happened import Run
from tests.center.moments import HOUR, MINUTE
from tests.center.steps import AGENCY, ALWAYS, OFFICE, Op, delay, serve, together

STOPS = OpFlag.STOPS_CLOCK


def asked(*route: Op, **of_scene: object) -> Run:
    """A dossier, the only job, accepted at 08:00; one officer at the only station."""
    scene = Scene(**{"days": 3} | of_scene)
    scene.officer(scene.station())
    scene.papers("08:00", *route, limit=scene.limit(working_days=1), accepted=True)
    return scene.run()


def test_all_begin_in_the_same_second_and_each_finishes_by_itself():
    group = together(delay(3 * HOUR), delay(HOUR), delay(2 * HOUR))
    run = asked(*group, serve(0, MINUTE, STOPS))
    assert [run.ready(0, op) for op in range(3)] == ["08:00"] * 3
    assert [run.start(0, op) for op in range(3)] == ["08:00"] * 3
    assert [run.finish(0, op) for op in range(3)] == ["11:00", "09:00", "10:00"]
    assert (run.ready(0, 3), run.result(0)) == ("11:00", "11:01")


def test_each_runs_in_its_own_calendar():
    group = together(delay(HOUR, AGENCY), delay(4 * HOUR, OFFICE), delay(0, AGENCY))
    run = asked(*group, serve(0, MINUTE), agency=[("10:00", "10:20"), ("16:00", "17:00")])
    assert [run.finish(0, op) for op in range(3)] == ["16:40", "14:00", "08:00"]
    assert run.ready(0, 3) == "16:40"


@pytest.mark.parametrize("first", [1, 5])
@pytest.mark.parametrize("flagged", [0, 1])
def test_the_flags_of_the_group_act_at_the_last_end(first, flagged):
    delays = [delay(first * HOUR), delay(3 * HOUR)]
    delays[flagged] = delay(delays[flagged].amount, flags=STOPS)
    run = asked(*together(*delays))
    assert run.result(0) == run.collected(0) == f"{8 + max(first, 3):02}:00"
    assert run.ended(0) == JobEnd.DONE


def test_a_group_is_as_long_as_there_is_no_other_operation_between():
    run = asked(
        *together(delay(HOUR), delay(2 * HOUR)),
        delay(HOUR),
        *together(delay(0)),
        serve(0, MINUTE),
        *together(delay(HOUR), delay(0, flags=STOPS)),
    )
    assert [run.ready(0, op) for op in range(7)] == [
        *("08:00", "08:00", "10:00", "11:00", "11:00", "11:01", "11:01"),
    ]
    assert run.result(0) == "12:01"


def test_who_answers_before_the_horizon_has_answered_though_the_last_has_not():
    run = asked(*together(delay(2 * HOUR - 1), delay(2 * HOUR), delay(HOUR)), horizon="10:00")
    assert [run.finish(0, op) for op in range(3)] == ["09:59:59", "never", "09:00"]
    assert run.ended(0) == JobEnd.OPEN


def test_a_group_ends_with_its_route():
    scene = Scene(days=2)
    one = scene.papers("08:00", *together(delay(HOUR), delay(2 * HOUR)))
    other = scene.papers("09:00", *together(delay(4 * HOUR)))
    run = scene.run()
    assert (run.collected(one), run.collected(other)) == ("10:00", "13:00")


def test_one_that_never_answers_holds_the_dossier_up():
    run = asked(*together(delay(HOUR, AGENCY), delay(HOUR, ALWAYS)), agency=[("09:00", "09:30")])
    assert [run.finish(0, op) for op in range(2)] == ["never", "09:00"]
    assert run.collected(0) == "never"
