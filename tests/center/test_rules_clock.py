"""R12: the clock of a dossier, when it starts, stops and halts, and when the dossier is due."""

import pytest

from simulator.center.outcome import JobEnd, TripEnd
from simulator.demand.workload import JobFlag, OpFlag
from tests.center.build import DAY, ROUND_THE_CLOCK, Scene
from tests.center.moments import HOUR, MINUTE
from tests.center.steps import (
    ALWAYS,
    OFFICE,
    Dossier,
    comes_back,
    courier,
    delay,
    serve,
    serve_citizen,
)

STARTS, STOPS, HALTS = OpFlag.STARTS_CLOCK, OpFlag.STOPS_CLOCK, OpFlag.HALTS_CLOCK
SERVED, SENT_HOME, IN_VAIN = TripEnd.SERVED, TripEnd.SENT_HOME, TripEnd.IN_VAIN


def accepted_at(scene: Scene, moment: str, limit: int) -> str:
    """The due moment of a dossier accepted at a moment."""
    dossier = scene.papers(moment, delay(0), limit=limit, accepted=True)
    return scene.run().due(dossier)


class TestAcceptance:
    """R12: when the clock starts."""

    def test_the_finish_of_the_accepting_service_starts_it(self):
        scene = Scene(days=3)
        receive = scene.station()
        scene.officer(receive)
        limit = scene.limit(working_days=1)
        dossier = scene.papers("08:00", serve(receive, 10 * MINUTE, STARTS), limit=limit)
        run = scene.run()
        assert (run.accepted(dossier), run.due(dossier)) == ("08:10", "1 17:00")

    def test_before_it_there_is_neither_acceptance_nor_due_moment(self):
        scene = Scene(days=1)
        receive = scene.station()
        limit = scene.limit(working_days=1)
        dossier = scene.papers("08:00", serve(receive, MINUTE, STARTS), limit=limit)
        run = scene.run()
        assert (run.accepted(dossier), run.due(dossier)) == ("never", "never")
        assert run.outcome.jobs.due[dossier] == -1

    def test_a_flow_without_reception_accepts_at_arrival(self):
        scene = Scene(days=3)
        limit = scene.limit(working_days=0)
        dossier = scene.papers("08:00", delay(DAY), limit=limit, accepted=True)
        run = scene.run()
        assert (run.accepted(dossier), run.due(dossier)) == ("08:00", "17:00")

    def test_a_dossier_whose_result_is_ready_at_its_beginning(self):
        scene = Scene(days=2)
        back = scene.station()
        scene.officer(back)
        dossier = scene.papers("08:00", serve(back, MINUTE), accepted=True, flags=JobFlag.READY)
        run = scene.run()
        assert (run.result(dossier), run.collected(dossier)) == ("08:00", "08:01")

    @pytest.mark.parametrize(
        ("accepted", "due"),
        [("14:59:59", "1 17:00"), ("15:00", "1 17:00"), ("15:00:01", "2 17:00")],
    )
    def test_later_than_the_cut_off_it_starts_the_next_working_day(self, accepted, due):
        scene = Scene(days=4, cut_off="15:00")
        assert accepted_at(scene, accepted, scene.limit(working_days=1)) == due

    @pytest.mark.parametrize(
        ("accepted", "due"), [("10:00", "17:00"), ("15:00:01", "3 17:00"), ("2 10:00", "3 17:00")]
    )
    def test_same_day_is_due_at_the_close_of_the_start_day(self, accepted, due):
        scene = Scene(days=5, cut_off="15:00", holidays=[1, 2])
        assert accepted_at(scene, accepted, scene.limit(working_days=0)) == due

    @pytest.mark.parametrize(
        ("accepted", "due"), [("16:59:59", "17:00"), ("17:00", "1 17:00"), ("17:20", "1 17:00")]
    )
    @pytest.mark.parametrize("cut_off", [None, "17:30"])
    def test_at_closing_and_after_it_starts_the_next_working_day(self, cut_off, accepted, due):
        scene = Scene(days=2, cut_off=cut_off)
        assert accepted_at(scene, accepted, scene.limit(working_days=0)) == due

    def test_the_close_is_that_of_the_day_itself(self):
        scene = Scene(days=3, hours_of_day={0: ["07:30-11:30"]}, cut_off="15:00")
        limit = scene.limit(working_days=0)
        assert accepted_at(scene, "11:29:59", limit) == "11:30"
        assert accepted_at(scene, "11:30", limit) == "1 17:00"

    def test_in_a_break_it_starts_at_once(self):
        scene = Scene(days=2)
        assert accepted_at(scene, "12:00", scene.limit(working_days=0)) == "17:00"

    def test_round_the_clock_every_second_counts_on_its_day(self):
        scene = Scene(days=3, hours=ROUND_THE_CLOCK)
        assert accepted_at(scene, "23:59:59", scene.limit(working_days=0)) == "1 00:00"

    def test_what_is_accepted_in_overtime_is_not_due_before_it_is_accepted(self):
        scene = Scene(days=3)
        desk = scene.station()
        scene.officer(desk)
        limit = scene.limit(working_days=0)
        brought = Dossier([delay(HOUR, OFFICE, STOPS)], limit, JobFlag.ACCEPTED)
        visits = [scene.visit(desk, "16:30", 20 * MINUTE, brings=[brought]) for _ in range(3)]
        run = scene.run()
        moments = [(run.accepted(visit + 1), run.due(visit + 1)) for visit in visits]
        assert moments == [("16:50", "17:00"), ("17:10", "1 17:00"), ("17:30", "1 17:00")]

    def test_the_due_moment_is_the_close_of_the_nth_working_day_after_the_start_day(self):
        scene = Scene(days=8, closed=[1], holidays=[3], hours_of_day={4: ["07:30-11:30"]})
        assert accepted_at(scene, "10:00", scene.limit(working_days=2)) == "4 11:30"

    def test_accepted_on_a_day_that_is_no_working_day_it_starts_the_next(self):
        scene = Scene(days=6, holidays=[0])
        assert accepted_at(scene, "10:00", scene.limit(working_days=1)) == "2 17:00"

    def test_no_limit_is_never_due(self):
        scene = Scene(days=2)
        dossier = scene.papers("10:00", delay(DAY), accepted=True)
        assert scene.run().outcome.jobs.due[dossier] == 2**62


class TestWorkingHours:
    """R12: limits in working hours run in opening hours, of working days."""

    def limit_of_two_hours(self, scene: Scene) -> int:
        return scene.limit(working_seconds=2 * HOUR)

    @pytest.mark.parametrize(
        ("accepted", "due"),
        [
            ("08:00", "10:00"),
            ("09:30", "11:30"),
            ("10:30", "14:30"),
            ("12:00", "15:30"),
            ("16:00", "1 08:30"),
            ("06:00", "09:30"),
            ("20:00", "1 09:30"),
        ],
    )
    def test_they_run_while_the_center_is_open(self, accepted, due):
        scene = Scene(days=3)
        assert accepted_at(scene, accepted, self.limit_of_two_hours(scene)) == due

    @pytest.mark.parametrize(("accepted", "due"), [("15:00", "17:00"), ("15:00:01", "1 09:30")])
    def test_after_the_cut_off_they_run_from_the_next_opening(self, accepted, due):
        scene = Scene(days=3, cut_off="15:00")
        assert accepted_at(scene, accepted, self.limit_of_two_hours(scene)) == due

    def test_they_do_not_run_on_an_open_day_that_is_no_working_day(self):
        scene = Scene(days=4, holidays=[0, 2])
        limit = self.limit_of_two_hours(scene)
        assert accepted_at(scene, "08:00", limit) == "1 09:30"
        assert accepted_at(scene, "1 16:30", limit) == "3 09:00"


class TestClock:
    """R12: when it stops, halts and starts anew."""

    def test_the_finish_of_the_last_step_before_the_return_makes_the_result_ready(self):
        scene = Scene(days=2)
        receive, approve, back = (scene.station() for _ in range(3))
        for station in (receive, approve, back):
            scene.officer(station)
        dossier = scene.papers(
            "08:00",
            serve(receive, MINUTE, STARTS),
            serve(approve, MINUTE, STOPS),
            serve(back, MINUTE),
        )
        run = scene.run()
        moments = [run.accepted(dossier), run.result(dossier), run.collected(dossier)]
        assert moments == ["08:01", "08:02", "08:03"]

    def test_the_courier_back_is_included(self):
        scene = Scene(days=2, to_center=[("11:00", "11:30")])
        dossier = scene.papers("08:00", courier(1, STOPS), accepted=True)
        assert scene.run().result(dossier) == "11:30"

    def test_accepting_may_make_the_result_ready_in_the_same_second(self):
        scene = Scene(days=2)
        receive = scene.station()
        scene.officer(receive)
        dossier = scene.papers("08:00", serve(receive, MINUTE, STARTS | STOPS))
        run = scene.run()
        assert (run.accepted(dossier), run.result(dossier)) == ("08:01", "08:01")

    def test_it_stands_while_a_supplement_is_awaited(self):
        scene = Scene(days=2)
        appraise, receive = scene.station(), scene.station()
        scene.officer(appraise)
        limit = scene.limit(working_days=1)
        dossier = scene.papers(
            "08:00",
            serve(appraise, MINUTE, HALTS),
            comes_back(5),
            serve_citizen(receive, MINUTE, flags=STARTS | OpFlag.SUPPLEMENT),
            limit=limit,
            accepted=True,
        )
        run = scene.run()
        assert (run.accepted(dossier), run.outcome.jobs.due[dossier]) == ("08:00", 2**62)

    def test_it_starts_anew_when_the_supplement_is_received(self):
        scene = Scene(days=5)
        desk, receive = scene.station(), scene.station()
        scene.officer(desk)
        scene.officer(receive)
        limit = scene.limit(working_days=1)
        dossier = scene.papers(
            "08:00",
            serve(desk, MINUTE, HALTS),
            comes_back(2),
            serve_citizen(receive, MINUTE, comes=["10:00"], flags=STARTS | OpFlag.SUPPLEMENT),
            serve(desk, MINUTE, STOPS),
            limit=limit,
            accepted=True,
        )
        run = scene.run()
        assert run.accepted(dossier) == "08:00"
        assert (run.due(dossier), run.result(dossier)) == ("3 17:00", "2 10:02")

    def test_a_supplement_never_brought_returns_the_dossier_and_ends_its_route(self):
        scene = Scene(days=5)
        desk = scene.station()
        scene.officer(desk)
        dossier = scene.papers(
            "08:00",
            serve(desk, MINUTE, HALTS),
            delay(2 * DAY, ALWAYS, OpFlag.RETURNS),
            serve(desk, MINUTE),
            accepted=True,
        )
        run = scene.run()
        assert run.ended(dossier) is JobEnd.RETURNED
        assert (run.result(dossier), run.collected(dossier)) == ("2 08:01", "never")
        assert run.start(dossier, 2) == "never"

    def test_the_due_date_discipline_follows_the_clock_that_runs(self):
        # Accepted first, but anew after its supplement, a dossier is due after the other.
        scene = Scene(days=6)
        desk = scene.station(discipline="due-date")
        scene.officer(desk, days=[0, 3], on=["07:30-11:30"])
        limit = scene.limit(working_days=2)
        renewed = scene.papers(
            "08:00",
            serve(desk, MINUTE, HALTS),
            delay(DAY, ALWAYS, STARTS),
            serve(desk, MINUTE),
            limit=limit,
            accepted=True,
        )
        other = scene.papers("16:00", serve(desk, MINUTE), limit=limit, accepted=True)
        run = scene.run()
        assert (run.due(renewed), run.due(other)) == ("3 17:00", "2 17:00")
        assert (run.start(other), run.start(renewed, 2)) == ("3 07:30", "3 07:31")
