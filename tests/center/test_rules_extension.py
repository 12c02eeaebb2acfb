"""R12: a due moment that is put off, once, where the result is not ready the day before."""

import pytest

from simulator.center.outcome import JobEnd, TripEnd
from simulator.demand.workload import DAY, JobFlag, OpFlag
from tests.center.build import Scene
from tests.center.happened import Run
from tests.center.moments import HOUR, MINUTE, at
from tests.center.steps import ALWAYS, Op, comes_back, delay, serve, serve_citizen

EXTENDS = JobFlag.EXTENDS
STARTS, STOPS, HALTS = OpFlag.STARTS_CLOCK, OpFlag.STOPS_CLOCK, OpFlag.HALTS_CLOCK


def until(moment: str, flags: OpFlag = STOPS) -> Op:
    """What is done at a moment, of a dossier that comes at 08:00."""
    return delay(at(moment) - 8 * HOUR, ALWAYS, flags)


def accepted(*route: Op, days: int = 2, by: int = 3, **of_scene: object) -> Run:
    """A dossier accepted at 08:00 with a limit of some days, for which an extension is drawn."""
    scene = Scene(**{"days": 12} | of_scene)
    scene.officer(scene.station())
    later = scene.limit(working_days=by)
    limit = scene.limit(working_days=days, extends=later)
    scene.papers("08:00", *route, limit=limit, accepted=True, flags=EXTENDS)
    return scene.run()


@pytest.mark.parametrize(
    ("ready", "due"),
    [("1 16:59:59", "2 17:00"), ("1 17:00", "2 17:00"), ("1 17:00:01", "5 17:00")],
)
def test_what_is_not_ready_at_the_close_of_the_day_before_is_put_off(ready, due):
    run = accepted(until(ready))
    assert (run.first_due(0), run.due(0), run.result(0)) == ("2 17:00", due, ready)


def test_the_day_before_and_the_new_date_are_working_days():
    run = accepted(until("5 09:00"), days=1, by=1, holidays=(1, 2, 4), closed=(3,))
    # Accepted on day 0 it is due on day 5; the last working day before that is day 0.
    assert (run.first_due(0), run.due(0)) == ("5 17:00", "6 17:00")


@pytest.mark.parametrize(("came", "due"), [("16:59:59", "2 17:00"), ("17:00", "1 17:00")])
def test_it_must_have_been_accepted_before_that_close(came, due):
    """A limit of working hours may be due on the day on which its clock starts."""
    scene = Scene(days=4, hours=("08:00-17:00",))
    limit = scene.limit(working_seconds=9 * HOUR, extends=scene.limit(working_days=1))
    scene.papers(came, delay(2 * DAY), limit=limit, accepted=True, flags=EXTENDS)
    run = scene.run()
    assert (run.first_due(0), run.due(0)) == ("1 16:59:59" if due[0] == "2" else due, due)


def test_without_a_draw_or_on_the_first_days_there_is_none():
    scene = Scene(days=6)
    limit = scene.limit(working_days=1, extends=scene.limit(working_days=1))
    same_day = scene.limit(working_days=0, extends=0)
    scene.papers("08:00", delay(3 * DAY, flags=STOPS), limit=limit, accepted=True)
    scene.papers("08:00", delay(DAY, flags=STOPS), limit=same_day, accepted=True, flags=EXTENDS)
    run = scene.run()
    assert [run.due(job) for job in (0, 1)] == ["1 17:00", "17:00"]


@pytest.mark.parametrize(
    ("horizon", "due"), [("1 17:00", "2 17:00"), ("1 17:00:01", "5 17:00"), ("9 00:00", "5 17:00")]
)
def test_what_is_open_at_the_horizon_is_put_off_if_that_was_told_before_it(horizon, due):
    run = accepted(until("10 09:00"), horizon=horizon)
    assert (run.first_due(0), run.due(0), run.result(0)) == ("2 17:00", due, "never")


class TestSupplements:
    """Once a dossier, across a supplement too, and not while the clock stands."""

    @pytest.mark.parametrize(("asked", "due"), [("1 17:00", "10 17:00"), ("1 17:00:01", "7 17:00")])
    def test_who_was_told_before_the_supplement_was_asked_for_is_not_told_again(self, asked, due):
        brought = delay(at("5 10:00") - at(asked), ALWAYS, STARTS)
        run = accepted(until(asked, HALTS), brought, delay(5 * DAY, ALWAYS, STOPS))
        assert (run.first_due(0), run.due(0), run.result(0)) == ("7 17:00", due, "10 10:00")

    def test_while_the_clock_stands_nobody_is_told(self):
        run = accepted(until("1 12:00", HALTS), delay(9 * DAY, ALWAYS, OpFlag.RETURNS))
        assert (run.first_due(0), run.due(0)) == ("never", "never")
        assert run.ended(0) == JobEnd.RETURNED


class TestCollecting:
    """The slip tells the changed date, the queue orders by the first."""

    def collecting(self, ready: str) -> list[tuple[str, str, TripEnd]]:
        by_slip = comes_back(0, OpFlag.BY_SLIP)
        run = accepted(until(ready), by_slip, serve_citizen(0, MINUTE, comes=["09:00"]))
        return run.trips(0)

    def test_nobody_comes_on_a_date_that_has_been_put_off(self):
        assert self.collecting("3 10:00") == [("5 09:00", "5 09:00", TripEnd.SERVED)]

    def test_who_comes_on_the_new_date_may_come_in_vain(self):
        first, then = self.collecting("6 10:00")
        assert first == ("5 09:00", "5 09:00", TripEnd.IN_VAIN)
        assert then == ("7 09:00", "7 09:00", TripEnd.SERVED)

    def test_a_slip_that_is_void_was_for_the_new_date(self):
        back = serve_citizen(0, MINUTE, comes=["09:00"], flags=STARTS | OpFlag.SUPPLEMENT)
        collects = serve_citizen(0, MINUTE, comes=["09:30"])
        run = accepted(
            *(until("3 10:00", HALTS), comes_back(1), back, delay(MINUTE, flags=STOPS)),
            *(comes_back(0, OpFlag.BY_SLIP), collects),
        )
        assert [trip[0] for trip in run.trips(0)] == ["4 09:00", "6 09:30"]

    def test_the_queue_keeps_the_first_date(self):
        scene = Scene(days=9)
        desk = scene.station(discipline="due-date")
        scene.officer(desk, duty=[("4 09:00", "4 17:00")])
        three, four = scene.limit(working_days=3), scene.limit(working_days=4)
        limit = scene.limit(working_days=2, extends=three)
        at_four = (delay(3 * DAY + HOUR, ALWAYS, STOPS), serve(desk, MINUTE))
        put_off = scene.papers("08:00", *at_four, limit=limit, accepted=True, flags=EXTENDS)
        other = scene.papers("07:00", *at_four, limit=four, accepted=True)
        run = scene.run()
        assert [run.due(job) for job in (put_off, other)] == ["5 17:00", "4 17:00"]
        assert [run.start(job, 1) for job in (put_off, other)] == ["4 09:00", "4 09:01"]
