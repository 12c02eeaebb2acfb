"""R1 to R5: jobs and their routes, the instant, who is next and who serves."""

import pytest

from simulator.center.outcome import JobEnd, TripEnd
from simulator.demand.workload import JobFlag, OpFlag, same_arrays
from tests.center.build import DAY, ROUND_THE_CLOCK, Scene
from tests.center.moments import HOUR, MINUTE
from tests.center.steps import (
    AGENCY,
    ALWAYS,
    OFFICE,
    Dossier,
    comes_back,
    courier,
    delay,
    serve,
    serve_citizen,
)


@pytest.fixture
def scene() -> Scene:
    return Scene()


class TestJobs:
    """R1."""

    def test_the_dossiers_of_a_visit_begin_when_it_finishes(self, scene):
        receive, appraise = scene.station(), scene.station()
        scene.officer(receive)
        scene.officer(appraise)
        dossiers = [Dossier([serve(appraise, 5 * MINUTE)])] * 2
        visit = scene.visit(receive, "08:00", 10 * MINUTE, brings=dossiers)
        run = scene.run()
        assert run.finish(visit) == "08:10"
        assert [run.ready(visit + 1), run.ready(visit + 2)] == ["08:10", "08:10"]
        assert run.finish(visit + 2) == "08:20"
        assert [run.ended(job) for job in range(3)] == [JobEnd.DONE] * 3

    def test_an_enquiry_brings_nothing(self, scene):
        counter = scene.station()
        scene.officer(counter)
        enquiry = scene.visit(counter, "08:00", MINUTE)
        run = scene.run()
        assert run.finish(enquiry) == "08:01"
        assert len(run.outcome.jobs.ended) == 1

    def test_the_moments_of_visits_are_not_those_of_dossiers(self, scene):
        counter = scene.station()
        scene.officer(counter)
        visit = scene.visit(counter, "08:00", MINUTE)
        run = scene.run()
        moments = [run.accepted(visit), run.due(visit), run.result(visit), run.collected(visit)]
        assert moments == ["never"] * 4

    def test_an_online_dossier_begins_at_its_filing_even_at_night(self, scene):
        receive = scene.station()
        scene.officer(receive)
        dossier = scene.papers("02:00", serve(receive, MINUTE))
        run = scene.run()
        assert (run.ready(dossier), run.start(dossier)) == ("02:00", "07:30")

    def test_papers_join_the_queue_of_their_station_whoever_else_waits_elsewhere(self, scene):
        land, justice = scene.station(), scene.station()
        scene.officer(justice)
        waits = scene.papers("08:00", serve(land, MINUTE))
        served = scene.papers("08:00", serve(justice, MINUTE))
        run = scene.run()
        assert (run.start(waits), run.start(served)) == ("never", "08:00")
        assert run.ended(waits) is JobEnd.OPEN


class TestOperations:
    """R2."""

    def test_a_delay_runs_in_the_hours_of_its_calendar(self):
        scene = Scene(agency=[("08:00", "09:00"), ("10:00", "11:00"), ("1 08:00", "1 09:00")])
        dossier = scene.papers("08:30", delay(2 * HOUR, AGENCY))
        run = scene.run()
        assert (run.ready(dossier), run.start(dossier)) == ("08:30", "08:30")
        assert run.finish(dossier) == "1 08:30"

    def test_a_delay_that_fills_an_interval_ends_with_it(self):
        scene = Scene(agency=[("08:00", "09:00"), ("10:00", "11:00")])
        dossier = scene.papers("06:00", delay(HOUR, AGENCY))
        assert scene.run().finish(dossier) == "09:00"

    def test_a_delay_of_nothing_ends_at_once_outside_its_calendar_too(self, scene):
        dossier = scene.papers("03:00", delay(0, OFFICE))
        assert scene.run().finish(dossier) == "03:00"

    def test_a_delay_past_its_calendar_never_ends(self):
        scene = Scene(agency=[("08:00", "09:00")])
        dossier = scene.papers("08:30", delay(HOUR, AGENCY))
        run = scene.run()
        assert (run.finish(dossier), run.ended(dossier)) == ("never", JobEnd.OPEN)

    @pytest.mark.parametrize(
        ("filed", "arrives"),
        [("09:59:59", "10:30"), ("10:00", "10:30"), ("10:00:01", "16:00"), ("16:00", "never")],
    )
    def test_papers_take_the_first_courier_that_departs_now_or_later(self, filed, arrives):
        scene = Scene(to_headquarters=[("10:00", "10:30"), ("15:30", "16:00")])
        dossier = scene.papers(filed, courier(0))
        assert scene.run().finish(dossier) == arrives

    def test_each_direction_of_the_courier_has_its_own_trips(self):
        scene = Scene(to_headquarters=[("10:00", "10:30")], to_center=[("11:00", "11:45")])
        dossier = scene.papers("09:00", courier(0), courier(1))
        run = scene.run()
        assert (run.finish(dossier, 0), run.finish(dossier, 1)) == ("10:30", "11:45")

    def test_a_visit_is_at_least_the_days_from_now_on_an_open_day_at_the_drawn_time(self):
        scene = Scene(days=5, closed=[2])
        counter = scene.station()
        scene.officer(counter)
        dossier = scene.papers(
            "10:00", comes_back(2), serve_citizen(counter, MINUTE, comes=["09:15"])
        )
        run = scene.run()
        assert (run.ready(dossier, 0), run.finish(dossier, 0)) == ("10:00", "3 09:15")
        assert run.start(dossier, 1) == "3 09:15"

    @pytest.mark.parametrize(
        ("filed", "comes"), [("08:59:59", "09:00"), ("09:00", "1 09:00"), ("10:00", "1 09:00")]
    )
    def test_a_visit_is_strictly_later_than_now(self, scene, filed, comes):
        counter = scene.station()
        scene.officer(counter)
        dossier = scene.papers(
            filed, comes_back(0), serve_citizen(counter, MINUTE, comes=["09:00"])
        )
        scene.visit(counter, "16:00", MINUTE, comes=["14:00"])  # another's times
        assert scene.run().finish(dossier) == comes

    def test_a_visit_on_no_day_that_is_left_never_comes(self):
        scene = Scene(days=1, closed=range(1, 30))
        counter = scene.station()
        scene.officer(counter)
        dossier = scene.papers("10:00", comes_back(1), serve_citizen(counter, MINUTE))
        run = scene.run()
        assert run.finish(dossier) == "never"
        assert run.trips(dossier) == []


class TestInstant:
    """R3: a second settles before anybody is called."""

    def test_who_finishes_may_take_who_arrives_in_that_second(self, scene):
        counter = scene.station()
        scene.officer(counter)
        first = scene.visit(counter, "08:00", 10 * MINUTE)
        second = scene.visit(counter, "08:10", MINUTE)
        run = scene.run()
        assert (run.finish(first), run.start(second)) == ("08:10", "08:10")

    def test_a_better_arrival_of_the_same_second_is_called_first_whatever_its_number(self, scene):
        counter = scene.station()
        scene.officer(counter)
        paper = scene.papers("08:00", serve(counter, MINUTE))
        citizen = scene.visit(counter, "08:00", MINUTE)
        run = scene.run()
        assert (run.start(citizen), run.start(paper)) == ("08:00", "08:01")

    def test_work_that_is_ready_again_in_a_second_competes_in_it(self, scene):
        counter, back = scene.station(), scene.station()
        scene.officer(counter, back)
        visit = scene.visit(counter, "08:00", 10 * MINUTE, brings=[Dossier([serve(back, MINUTE)])])
        later = scene.papers("08:10", serve(back, MINUTE))
        run = scene.run()
        assert (run.start(visit + 1), run.start(later)) == ("08:10", "08:11")

    def test_duty_that_starts_when_work_finishes_makes_two_ready_to_call(self, scene):
        counter = scene.station()
        scene.officer(counter, duty=[("08:00", "09:00")])
        scene.officer(counter, duty=[("08:10", "09:00")])
        scene.visit(counter, "08:00", 10 * MINUTE)
        waiting = scene.visits(counter, ["08:01", "08:02"], MINUTE)
        run = scene.run()
        assert run.starts(waiting) == ["08:10", "08:10"]
        assert [run.served_by(job) for job in waiting] == [0, 1]

    def test_who_goes_off_duty_takes_nothing_more_in_that_second(self, scene):
        counter = scene.station()
        scene.officer(counter, duty=[("08:00", "09:00")])
        job = scene.papers("09:00", serve(counter, MINUTE))
        assert scene.run().start(job) == "never"

    def test_the_courier_that_departs_as_work_finishes_is_caught(self):
        scene = Scene(to_headquarters=[("10:00", "10:30"), ("15:00", "15:30")])
        desk = scene.station()
        scene.officer(desk)
        dossier = scene.papers("09:50", serve(desk, 10 * MINUTE), courier(0))
        assert scene.run().finish(dossier, 1) == "10:30"

    def test_work_of_no_seconds_takes_no_time_and_is_done_in_the_same_second(self, scene):
        counter, next_desk = scene.station(), scene.station()
        scene.officer(counter)
        scene.officer(next_desk)
        dossier = scene.papers("08:00", serve(counter, 0), serve(next_desk, 0), serve(counter, 0))
        run = scene.run()
        assert [run.finish(dossier, op) for op in range(3)] == ["08:00"] * 3

    def test_work_of_no_seconds_frees_the_officer_for_the_next_in_that_second(self, scene):
        counter = scene.station()
        scene.officer(counter)
        jobs = scene.visits(counter, ["08:00"] * 3, 0)
        run = scene.run()
        assert run.starts(jobs) == ["08:00"] * 3
        assert run.seconds(0) == 0

    def test_while_work_of_no_seconds_is_done_another_officer_calls_the_next(self, scene):
        counter = scene.station()
        scene.officer(counter)
        scene.officer(counter)
        jobs = scene.visits(counter, ["08:00"] * 3, 0)
        run = scene.run()
        assert [run.served_by(job) for job in jobs] == [0, 1, 0]


class TestWhoIsNext:
    """R4."""

    def test_priority_citizens_then_citizens_then_papers(self, scene):
        counter = scene.station()
        scene.officer(counter)
        scene.visit(counter, "07:30", HOUR)
        paper = scene.papers("07:40", serve(counter, MINUTE))
        citizen = scene.visit(counter, "07:50", MINUTE)
        elder = scene.visit(counter, "08:00", MINUTE, priority=True)
        assert scene.run().starts([elder, citizen, paper]) == ["08:30", "08:31", "08:32"]

    def test_a_citizen_who_comes_for_a_dossier_ranks_as_a_citizen(self, scene):
        counter = scene.station()
        scene.officer(counter)
        scene.visit(counter, "07:30", HOUR)
        paper = scene.papers("07:40", serve(counter, MINUTE))
        back = scene.papers("01:00", comes_back(0), serve_citizen(counter, MINUTE, comes=["08:00"]))
        elder = scene.papers(
            "01:00",
            comes_back(0),
            serve_citizen(counter, MINUTE, comes=["08:10"]),
            flags=JobFlag.PRIORITY,
        )
        run = scene.run()
        starts = [run.start(elder, 1), run.start(back, 1), run.start(paper)]
        assert starts == ["08:30", "08:31", "08:32"]

    def test_fifo_is_by_ready_time_and_in_the_same_second_by_job_number(self, scene):
        counter = scene.station()
        scene.officer(counter)
        scene.visit(counter, "07:30", HOUR)
        late, early, as_early = scene.visits(counter, ["08:01", "08:00", "08:00"], MINUTE)
        assert scene.run().starts([early, as_early, late]) == ["08:30", "08:31", "08:32"]

    def test_due_date_is_by_due_moment_with_those_without_limit_last(self):
        scene = Scene(days=4)
        desk = scene.station(discipline="due-date")
        short, long = scene.limit(working_days=1), scene.limit(working_days=2)
        scene.officer(desk)
        scene.papers("07:30", serve(desk, HOUR))
        none = scene.papers("07:31", serve(desk, MINUTE), accepted=True)
        later = scene.papers("07:32", serve(desk, MINUTE), limit=long, accepted=True)
        sooner = scene.papers("07:34", serve(desk, MINUTE), limit=short, accepted=True)
        as_soon = scene.papers("07:33", serve(desk, MINUTE), limit=short, accepted=True)
        run = scene.run()
        expected = ["08:30", "08:31", "08:32", "08:33"]
        assert run.starts([as_soon, sooner, later, none]) == expected

    def test_due_date_never_puts_papers_before_citizens(self, scene):
        desk = scene.station(discipline="due-date")
        limit = scene.limit(working_days=0)
        scene.officer(desk)
        scene.visit(desk, "07:30", HOUR)
        paper = scene.papers("07:40", serve(desk, MINUTE), limit=limit, accepted=True)
        citizen = scene.visit(desk, "08:00", MINUTE)
        assert scene.run().starts([citizen, paper]) == ["08:30", "08:31"]

    def test_across_stations_ready_time_decides_even_where_the_discipline_is_due_date(self):
        scene = Scene(days=4)
        by_due, fifo = scene.station(discipline="due-date"), scene.station()
        limit = scene.limit(working_days=0)
        scene.officer(by_due, fifo)
        scene.papers("07:30", serve(fifo, HOUR))
        urgent = scene.papers("08:10", serve(by_due, MINUTE), limit=limit, accepted=True)
        older = scene.papers("08:00", serve(fifo, MINUTE))
        # The head of the due-date queue is the urgent dossier, not the one that came at 07:50.
        oldest = scene.papers("07:50", serve(by_due, MINUTE))
        assert scene.run().starts([older, urgent, oldest]) == ["08:30", "08:31", "08:32"]

    def test_across_stations_class_goes_before_ready_time_and_number_breaks_ties(self, scene):
        one, two = scene.station(), scene.station()
        scene.officer(one, two)
        scene.visit(one, "07:30", HOUR)
        paper = scene.papers("07:40", serve(one, MINUTE))
        on_two = scene.visit(two, "08:00", MINUTE)
        on_one = scene.visit(one, "08:00", MINUTE)
        assert scene.run().starts([on_two, on_one, paper]) == ["08:30", "08:31", "08:32"]


class TestWhoServes:
    """R5."""

    def test_who_serves_the_fewest_stations_then_the_lowest_number(self, scene):
        one, two = scene.station(), scene.station()
        scene.officer(one, two)
        special = [scene.officer(one), scene.officer(one)]
        jobs = scene.visits(one, ["08:00"] * 3, MINUTE)
        run = scene.run()
        assert [run.served_by(job) for job in jobs] == [*special, 0]

    def test_the_best_head_that_somebody_idle_can_take_is_called_first(self, scene):
        land, justice = scene.station(), scene.station()
        scene.officer(land)
        scene.officer(justice)
        scene.visit(land, "07:30", HOUR)
        older = scene.visit(land, "07:40", MINUTE)
        newer = scene.visit(justice, "07:50", MINUTE)
        run = scene.run()
        assert run.starts([older, newer]) == ["08:30", "07:50"]

    def test_the_best_head_gets_the_only_one_who_can_serve_both(self, scene):
        land, justice = scene.station(), scene.station()
        scene.officer(land, justice, on=["08:00-11:30"])
        second = scene.visit(justice, "07:45", MINUTE)
        first = scene.visit(land, "07:40", MINUTE)
        assert scene.run().starts([first, second]) == ["08:00", "08:01"]

    def test_no_idle_officer_faces_work_that_they_may_take(self, scene):
        counter = scene.station()
        for _ in range(3):
            scene.officer(counter)
        jobs = scene.visits(counter, ["07:00"] * 4, 10 * MINUTE)
        assert scene.run().starts(jobs) == ["07:30", "07:30", "07:30", "07:40"]

    def test_an_officer_without_duty_serves_nobody(self, scene):
        counter = scene.station()
        scene.officer(counter, duty=[])
        visit = scene.visit(counter, "08:00", MINUTE)
        run = scene.run()
        assert run.start(visit) == "never"
        assert run.trips(visit)[0] == ("08:00", "17:00", TripEnd.SENT_HOME)

    def test_an_officer_of_no_station_is_harmless(self, scene):
        counter = scene.station()
        scene.officer()
        visit = scene.visit(counter, "08:00", MINUTE)
        run = scene.run()
        assert run.start(visit) == "never"
        assert len(run.outcome.worked.officer) == 0


class TestNothing:
    def test_an_empty_workload_gives_empty_arrays(self, scene):
        counter = scene.station()
        scene.officer(counter)
        run = scene.run()
        assert len(run.outcome.ops.ready) == len(run.outcome.trips.op) == 0
        assert len(run.outcome.jobs.ended) == 0
        assert run.outcome.worked.seconds.shape == (1, 2)

    def test_a_center_of_nothing_at_all_runs(self):
        scene = Scene(days=1)
        assert same_arrays(scene.run().outcome, scene.run().outcome)

    def test_round_the_clock_hours_have_no_closing(self):
        scene = Scene(days=2, hours=ROUND_THE_CLOCK)
        counter = scene.station()
        scene.officer(counter)
        visit = scene.visit(counter, "23:59", 2 * MINUTE)
        waiting = scene.visit(counter, "23:59:30", MINUTE)
        run = scene.run()
        assert (run.finish(visit), run.start(waiting)) == ("1 00:01", "1 00:01")
        assert run.overtime(0) == 0


def test_a_flow_of_delays_needs_nobody():
    scene = Scene(days=2)
    dossier = scene.papers("10:00", delay(DAY, ALWAYS, flags=OpFlag.STOPS_CLOCK), accepted=True)
    run = scene.run()
    assert (run.accepted(dossier), run.result(dossier)) == ("10:00", "1 10:00")
