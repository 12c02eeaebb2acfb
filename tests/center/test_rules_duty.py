"""R6 and R7: what becomes of work when a duty interval ends, and how fast officers work."""

import pytest

from simulator.center.outcome import JobEnd, TripEnd
from tests.center.build import ROUND_THE_CLOCK, Scene
from tests.center.moments import HOUR, MINUTE
from tests.center.steps import serve


@pytest.fixture
def scene() -> Scene:
    return Scene(days=3)


class TestFinish:
    """R6: the officer stays until the work is done."""

    def test_work_runs_on_into_lunch_and_counts_as_overtime(self, scene):
        counter = scene.station()
        scene.officer(counter)
        visit = scene.visit(counter, "11:20", 15 * MINUTE)
        run = scene.run()
        assert run.stretches(visit) == [("11:20", "11:35")]
        assert (run.seconds(0), run.overtime(0)) == (15 * MINUTE, 5 * MINUTE)

    def test_nothing_is_called_in_lunch_when_it_is_done(self, scene):
        counter = scene.station()
        scene.officer(counter)
        scene.visit(counter, "11:20", 15 * MINUTE)
        waiting = scene.visit(counter, "11:25", MINUTE)
        assert scene.run().start(waiting) == "13:30"

    def test_work_through_the_whole_of_lunch_is_not_interrupted_by_the_next_interval(self, scene):
        counter = scene.station()
        scene.officer(counter)
        visit = scene.visit(counter, "11:00", 3 * HOUR)
        waiting = scene.visit(counter, "11:25", MINUTE)
        run = scene.run()
        assert (run.finish(visit), run.start(waiting)) == ("14:00", "14:00")
        assert run.overtime(0) == 2 * HOUR

    def test_work_may_outlast_a_whole_interval(self, scene):
        counter = scene.station()
        scene.officer(counter, duty=[("08:00", "09:00"), ("10:00", "11:00"), ("12:00", "13:00")])
        visit = scene.visit(counter, "08:30", 3 * HOUR)
        waiting = scene.visit(counter, "08:40", MINUTE)
        run = scene.run()
        assert (run.finish(visit), run.start(waiting)) == ("11:30", "12:00")
        assert run.overtime(0) == 90 * MINUTE

    def test_overtime_past_midnight_belongs_to_the_day_on_which_it_is_worked(self):
        scene = Scene(days=2, hours=["08:00-23:00"])
        counter = scene.station()
        scene.officer(counter)
        scene.papers("22:30", serve(counter, 2 * HOUR))
        run = scene.run()
        assert run.outcome.worked.seconds.tolist() == [[90 * MINUTE, 30 * MINUTE]]
        assert run.outcome.worked.overtime.tolist() == [[60 * MINUTE, 30 * MINUTE]]


class TestPause:
    """R6: the work resumes at the officer's next interval, before anything else."""

    @pytest.fixture
    def desk(self, scene: Scene) -> int:
        return scene.station(at_break="pause")

    def test_work_pauses_over_lunch_and_no_second_is_lost(self, scene, desk):
        scene.officer(desk)
        dossier = scene.papers("11:20", serve(desk, 30 * MINUTE))
        run = scene.run()
        assert run.stretches(dossier) == [("11:20", "11:30"), ("13:30", "13:50")]
        assert (run.start(dossier), run.finish(dossier)) == ("11:20", "13:50")
        assert (run.seconds(0), run.overtime(0)) == (30 * MINUTE, 0)

    def test_work_pauses_over_a_holiday(self):
        scene = Scene(days=3, closed=[1])
        desk = scene.station(at_break="pause")
        scene.officer(desk)
        dossier = scene.papers("16:50", serve(desk, 30 * MINUTE))
        assert scene.run().stretches(dossier) == [("16:50", "17:00"), ("2 07:30", "2 07:50")]

    def test_work_may_pause_many_times(self, scene, desk):
        scene.officer(desk)
        dossier = scene.papers("07:30", serve(desk, 16 * HOUR))
        run = scene.run()
        assert len(run.stretches(dossier)) == 5
        assert run.finish(dossier) == "2 08:30"

    def test_paused_work_comes_before_a_priority_citizen(self, scene, desk):
        counter = scene.station()
        scene.officer(desk, counter)
        dossier = scene.papers("11:20", serve(desk, 30 * MINUTE))
        elder = scene.visit(counter, "13:00", MINUTE, priority=True)
        run = scene.run()
        assert (run.finish(dossier), run.start(elder)) == ("13:50", "13:50")

    def test_the_officer_who_began_it_resumes_it_and_no_other(self, scene, desk):
        scene.officer(desk, on=["07:30-09:00"])
        scene.officer(desk, on=["09:00-11:30"])
        dossier = scene.papers("08:50", serve(desk, 20 * MINUTE))
        run = scene.run()
        assert run.stretches(dossier) == [("08:50", "09:00"), ("1 07:30", "1 07:40")]
        assert run.served_by(dossier) == 0

    def test_work_that_ends_with_the_interval_is_finished(self, scene, desk):
        scene.officer(desk)
        dossier = scene.papers("11:20", serve(desk, 10 * MINUTE))
        assert scene.run().stretches(dossier) == [("11:20", "11:30")]

    def test_the_officer_of_finished_work_takes_nothing_more_at_the_end_of_duty(self, scene, desk):
        scene.officer(desk)
        scene.papers("11:20", serve(desk, 10 * MINUTE))
        waiting = scene.papers("11:25", serve(desk, MINUTE))
        assert scene.run().start(waiting) == "13:30"

    def test_after_the_last_interval_the_work_stays_open(self, scene, desk):
        scene.officer(desk, duty=[("08:00", "09:00")])
        dossier = scene.papers("08:50", serve(desk, 20 * MINUTE))
        run = scene.run()
        assert (run.start(dossier), run.finish(dossier)) == ("08:50", "never")
        assert run.ended(dossier) is JobEnd.OPEN
        assert run.seconds(0) == 10 * MINUTE

    def test_the_station_decides_not_the_officer(self, scene, desk):
        counter = scene.station(at_break="finish")
        scene.officer(desk)
        scene.officer(counter)
        pauses = scene.papers("11:20", serve(desk, 30 * MINUTE))
        finishes = scene.papers("11:20", serve(counter, 30 * MINUTE))
        run = scene.run()
        assert (run.finish(pauses), run.finish(finishes)) == ("13:50", "11:50")


class TestHeadcount:
    """R6: never more at work than on duty, but for those who finish."""

    def test_adjoining_intervals_of_one_officer_are_one(self, scene):
        counter = scene.station()
        for _ in range(2):
            scene.officer(counter, duty=[("08:00", "10:00"), ("10:00", "12:00")])
        jobs = scene.visits(counter, ["09:50", "09:50", "10:00", "10:00"], HOUR)
        run = scene.run()
        assert run.starts(jobs) == ["09:50", "09:50", "10:50", "10:50"]

    def test_an_interval_holds_its_first_second_and_not_its_last(self, scene):
        counter = scene.station()
        scene.officer(counter, duty=[("08:00", "08:10")])
        first = scene.papers("08:00", serve(counter, 10 * MINUTE - 1))
        last = scene.papers("08:01", serve(counter, MINUTE))
        late = scene.papers("08:02", serve(counter, MINUTE))
        run = scene.run()
        assert run.starts([first, last, late]) == ["08:00", "08:09:59", "never"]


class TestSpeed:
    """R7."""

    @pytest.mark.parametrize(
        ("speed", "work", "takes"),
        [
            (1.0, 100, 100),
            (1.1, 100, 91),
            (0.9, 100, 112),
            (2.0, 101, 51),
            (1.0, 0, 0),
            (3.0, 1, 1),
        ],
    )
    def test_the_time_is_the_work_over_the_speed_rounded_up(self, scene, speed, work, takes):
        counter = scene.station()
        scene.officer(counter, speed=speed)
        scene.papers("08:00", serve(counter, work))
        run = scene.run()
        assert int(run.outcome.ops.finish[0] - run.outcome.ops.start[0]) == takes

    def test_a_quotient_without_remainder_is_not_rounded_up(self, scene):
        counter = scene.station()
        scene.officer(counter, speed=1.1)  # 1.1 has no exact float: 1100 thousandths has
        scene.papers("08:00", serve(counter, 110))
        run = scene.run()
        assert int(run.outcome.ops.finish[0] - run.outcome.ops.start[0]) == 100

    def test_a_pause_rounds_nothing_twice(self, scene):
        desk = scene.station(at_break="pause")
        scene.officer(desk, speed=0.7)
        scene.papers("11:29", serve(desk, 100))
        run = scene.run()
        assert run.seconds(0) == 143

    def test_a_faster_officer_is_not_preferred(self, scene):
        counter = scene.station()
        scene.officer(counter)
        scene.officer(counter, speed=2.0)
        visit = scene.visit(counter, "08:00", MINUTE)
        assert scene.run().served_by(visit) == 0


class TestHorizon:
    """R14: nothing that is open is dropped."""

    @pytest.fixture
    def cut(self) -> Scene:
        return Scene(days=1, horizon="10:00")

    def test_work_that_runs_at_the_horizon_is_open_and_its_seconds_are_counted(self, cut):
        counter = cut.station()
        cut.officer(counter)
        dossier = cut.papers("09:50", serve(counter, HOUR))
        run = cut.run()
        assert (run.start(dossier), run.finish(dossier)) == ("09:50", "never")
        assert (run.ended(dossier), run.seconds(0)) == (JobEnd.OPEN, 10 * MINUTE)
        assert run.stretches(dossier) == [("09:50", "10:00")]

    def test_who_waits_at_the_horizon_is_still_waiting(self, cut):
        counter = cut.station()
        cut.officer(counter)
        cut.visit(counter, "09:50", HOUR)
        waits = cut.visit(counter, "09:55", HOUR)
        run = cut.run()
        assert run.trips(waits) == [("09:55", "never", TripEnd.WAITING)]
        assert (run.ready(waits), run.ended(waits)) == ("09:55", JobEnd.OPEN)

    def test_the_horizon_itself_is_no_instant_of_the_run(self, cut):
        counter = cut.station()
        cut.officer(counter)
        finishes = cut.visit(counter, "09:50", 10 * MINUTE)
        comes = cut.visit(counter, "10:00", MINUTE)
        run = cut.run()
        assert run.finish(finishes) == "never"
        assert (run.ended(comes), run.trips(comes)) == (JobEnd.NOT_BEGUN, [])

    def test_the_last_second_before_the_horizon_is_one(self, cut):
        counter = cut.station()
        cut.officer(counter)
        visit = cut.visit(counter, "09:50", 10 * MINUTE - 1)
        assert cut.run().finish(visit) == "09:59:59"

    def test_paused_work_at_the_horizon_is_counted_up_to_the_pause(self):
        scene = Scene(days=1, horizon="12:00")
        desk = scene.station(at_break="pause")
        scene.officer(desk)
        scene.papers("11:00", serve(desk, HOUR))
        assert scene.run().seconds(0) == 30 * MINUTE

    def test_overtime_at_the_horizon_is_counted(self):
        scene = Scene(days=1, horizon="12:00")
        counter = scene.station()
        scene.officer(counter)
        scene.papers("11:00", serve(counter, 2 * HOUR))
        assert scene.run().overtime(0) == 30 * MINUTE

    def test_a_horizon_of_nothing_has_no_instants(self):
        scene = Scene(days=1, horizon=0)
        counter = scene.station()
        scene.officer(counter)
        visit = scene.visit(counter, 0, MINUTE)
        assert scene.run().ended(visit) is JobEnd.NOT_BEGUN

    def test_a_horizon_of_one_second_has_one_instant(self):
        scene = Scene(days=1, hours=ROUND_THE_CLOCK, horizon=1)
        counter = scene.station()
        scene.officer(counter)
        visit = scene.visit(counter, 0, 0)
        run = scene.run()
        assert (run.finish(visit), run.ended(visit)) == ("00:00", JobEnd.DONE)
