"""R8: the doors, closing, and who stays for whom."""

import pytest

from simulator.center import serve as serve_with
from simulator.center.outcome import JobEnd, TripEnd
from simulator.demand import PreparedScenario, draw_replication
from simulator.demand.workload import DAY, JobFlag, OpFlag
from simulator.scenario import load_scenario
from tests.center.build import ROUND_THE_CLOCK, Scene
from tests.center.moments import HOUR, MINUTE
from tests.center.steps import Dossier, comes_back, serve, serve_citizen
from tests.shipped import FOLDER

SERVED, SENT_HOME, TURNED_AWAY = TripEnd.SERVED, TripEnd.SENT_HOME, TripEnd.TURNED_AWAY


@pytest.fixture
def scene() -> Scene:
    return Scene(days=4)


class TestDoors:
    """R8: opening, breaks and closing."""

    def test_who_comes_before_opening_queues_at_the_door_and_waits_from_then(self, scene):
        counter = scene.station()
        scene.officer(counter)
        visit = scene.visit(counter, "04:00", MINUTE)
        run = scene.run()
        assert run.trips(visit) == [("04:00", "07:30", SERVED)]
        assert run.ready(visit) == "04:00"

    def test_an_officer_on_duty_before_opening_calls_whoever_is_at_the_door(self, scene):
        counter = scene.station()
        scene.officer(counter, on=["07:00-11:30"])
        visit = scene.visit(counter, "06:00", MINUTE)
        assert scene.run().start(visit) == "07:00"

    def test_lunch_is_no_closing(self, scene):
        counter = scene.station(closing="send-home")
        scene.officer(counter)
        before, during = scene.visits(counter, ["11:29", "12:00"], 10 * MINUTE)
        waiting = scene.visit(counter, "11:29:30", MINUTE)
        run = scene.run()
        assert run.starts([before, waiting, during]) == ["11:29", "13:30", "13:31"]

    @pytest.mark.parametrize("arrival", ["17:00", "17:00:01", "23:59:59"])
    def test_who_comes_at_closing_or_after_is_turned_away(self, scene, arrival):
        counter = scene.station()
        scene.officer(counter)
        visit = scene.visit(counter, arrival, MINUTE, comes=["08:15"])
        run = scene.run()
        assert run.trips(visit) == [
            (arrival, arrival, TURNED_AWAY),
            ("1 08:15", "1 08:15", SERVED),
        ]
        assert run.ticketed(visit) == [False, True]

    def test_turned_away_even_while_an_officer_on_duty_is_idle(self, scene):
        counter = scene.station()
        scene.officer(counter, on=["13:30-20:00"])
        visit = scene.visit(counter, "17:00", MINUTE)
        assert scene.run().trips(visit)[0][2] is TURNED_AWAY

    def test_the_second_before_closing_is_open(self, scene):
        counter = scene.station()
        scene.officer(counter)
        visit = scene.visit(counter, "16:59:59", MINUTE)
        assert scene.run().trips(visit) == [("16:59:59", "16:59:59", SERVED)]

    def test_on_a_closed_day_everybody_is_turned_away_all_day(self):
        scene = Scene(days=3, closed=[0])
        counter = scene.station()
        scene.officer(counter)
        midnight = scene.visit(counter, 0, MINUTE, comes=["08:15"])
        noon = scene.visit(counter, "12:00", MINUTE, comes=["08:30"])
        run = scene.run()
        assert run.trips(midnight)[0] == ("00:00", "00:00", TURNED_AWAY)
        assert run.trips(noon)[0] == ("12:00", "12:00", TURNED_AWAY)
        assert run.starts([midnight, noon]) == ["1 08:15", "1 08:30"]

    def test_each_day_has_its_own_closing(self):
        scene = Scene(days=2, hours_of_day={0: ["07:30-11:30"]})
        counter = scene.station()
        scene.officer(counter)
        visit = scene.visit(counter, "11:30", MINUTE, comes=["16:30"])
        assert scene.run().trips(visit)[1] == ("1 16:30", "1 16:30", SERVED)

    def test_papers_know_no_closing(self, scene):
        counter = scene.station(closing="send-home")
        scene.officer(counter, on=["07:30-17:00"])
        scene.papers("16:00", serve(counter, 2 * HOUR))
        waits = scene.papers("16:30", serve(counter, MINUTE))
        at_night = scene.papers("20:00", serve(counter, MINUTE))
        run = scene.run()
        assert [run.start(waits), run.start(at_night)] == ["1 07:30", "1 07:31"]


class TestServeAll:
    """R8: officers stay for those who wait at closing."""

    @pytest.fixture
    def counter(self, scene: Scene) -> int:
        return scene.station()

    def test_everybody_who_waits_is_served_in_overtime(self, scene, counter):
        scene.officer(counter)
        jobs = scene.visits(counter, ["16:55", "16:56", "16:57"], 10 * MINUTE)
        run = scene.run()
        assert run.starts(jobs) == ["16:55", "17:05", "17:15"]
        assert run.overtime(0) == 25 * MINUTE

    def test_an_officer_idle_at_closing_had_nobody_to_stay_for(self, scene, counter):
        scene.officer(counter)
        scene.officer(counter)
        scene.visit(counter, "16:55", 10 * MINUTE)
        run = scene.run()
        assert (run.overtime(0), run.overtime(1)) == (5 * MINUTE, 0)

    def test_bound_officers_call_no_papers(self, scene, counter):
        scene.officer(counter)
        paper = scene.papers("16:00", serve(counter, MINUTE))
        scene.visit(counter, "15:55", 70 * MINUTE)
        citizen = scene.visit(counter, "16:57", 10 * MINUTE)
        run = scene.run()
        assert (run.start(citizen), run.start(paper)) == ("17:05", "1 07:30")

    def test_bound_officers_call_at_every_station_that_they_serve(self, scene, counter):
        other = scene.station()
        scene.officer(counter, other)
        scene.visit(counter, "16:50", 20 * MINUTE)
        here, there = scene.visit(counter, "16:51", MINUTE), scene.visit(other, "16:52", MINUTE)
        assert scene.run().starts([here, there]) == ["17:10", "17:11"]

    def test_who_serves_another_station_goes_home(self, scene, counter):
        other = scene.station()
        scene.officer(counter)
        scene.officer(other)
        scene.visit(counter, "16:50", HOUR)
        waiting = scene.visit(counter, "16:51", MINUTE)
        run = scene.run()
        assert (run.start(waiting), run.served_by(waiting)) == ("17:50", 0)

    def test_who_is_left_idle_goes_home_while_others_still_serve(self):
        # One officer is bound and idle at 17:05, when only a citizen waits whom the other serves.
        scene = Scene(days=2)
        land, justice = scene.station(), scene.station()
        scene.officer(land)
        scene.officer(justice)
        scene.visit(land, "16:55", 10 * MINUTE)
        scene.visit(justice, "16:55", 20 * MINUTE)
        second_land = scene.visit(land, "16:56", MINUTE)
        second_justice = scene.visit(justice, "16:56", MINUTE)
        run = scene.run()
        assert run.starts([second_land, second_justice]) == ["17:05", "17:15"]
        assert (run.overtime(0), run.overtime(1)) == (6 * MINUTE, 16 * MINUTE)

    def test_they_go_home_at_the_first_dispatch_that_leaves_them_idle(self, scene, counter):
        # Free at one in the night, officer 0 may not call the elder who came after closing, and
        # goes home; when a colleague has called the elder at three, nobody is there for the other.
        scene.officer(counter, duty=[("13:30", "17:00")])
        colleague = scene.officer(counter, duty=[("1 03:00", "1 04:00")])
        scene.visit(counter, "16:50", 8 * HOUR + 10 * MINUTE)
        waits = scene.visit(counter, "16:55", MINUTE)
        elder = scene.visit(counter, "1 00:30", MINUTE, priority=True)
        run = scene.run()
        assert run.starts([elder, waits]) == ["1 03:00", "1 03:01"]
        assert run.served_by(waits) == colleague

    def test_papers_that_end_with_the_duty_at_closing_leave_the_officer_bound(self, scene, counter):
        desk = scene.station(at_break="pause")
        scene.officer(counter)
        appraiser = scene.officer(counter, desk)
        scene.visit(counter, "16:50", 30 * MINUTE)
        first, second = scene.visits(counter, ["16:51", "16:52"], 5 * MINUTE)
        scene.papers("16:45", serve(desk, 15 * MINUTE))
        run = scene.run()
        assert run.starts([first, second]) == ["17:00", "17:05"]
        assert [run.served_by(job) for job in (first, second)] == [appraiser, appraiser]

    def test_an_officer_of_finished_work_at_closing_is_bound(self, scene, counter):
        scene.officer(counter)
        ends_at_closing = scene.visit(counter, "16:50", 10 * MINUTE)
        waiting = scene.visit(counter, "16:55", MINUTE)
        run = scene.run()
        assert (run.finish(ends_at_closing), run.start(waiting)) == ("17:00", "17:00")
        assert run.overtime(0) == MINUTE

    def test_an_officer_on_duty_in_the_second_before_closing_is_bound(self, scene, counter):
        scene.officer(counter, on=["16:59:59-17:00"])
        scene.visit(counter, "16:00", MINUTE)
        waiting = scene.visit(counter, "16:30", MINUTE)
        assert scene.run().start(waiting) == "17:00:59"

    @pytest.mark.parametrize("ends", ["16:59:59", "16:00"])
    def test_an_officer_who_left_before_is_not_bound(self, scene, counter, ends):
        scene.officer(counter, on=[f"13:30-{ends}"])
        waiting = scene.visit(counter, "16:59:59", MINUTE)
        run = scene.run()
        assert run.trips(waiting)[0] == ("16:59:59", "17:00", SENT_HOME)

    def test_an_officer_who_finishes_overtime_of_an_earlier_duty_is_not_bound(self, scene, counter):
        scene.officer(counter, on=["13:30-16:30"])
        scene.visit(counter, "16:20", HOUR)
        waiting = scene.visit(counter, "16:40", MINUTE)
        assert scene.run().trips(waiting)[0] == ("16:40", "17:00", SENT_HOME)

    def test_an_officer_who_comes_on_duty_at_closing_is_not_bound(self, scene, counter):
        scene.officer(counter, on=["17:00-20:00"])
        waiting = scene.visit(counter, "16:00", MINUTE)
        assert scene.run().trips(waiting)[0] == ("16:00", "17:00", SENT_HOME)

    def test_an_officer_with_paused_work_is_not_bound(self, scene, counter):
        desk = scene.station(at_break="pause")
        scene.officer(counter, desk)
        dossier = scene.papers("16:30", serve(desk, HOUR))
        waiting = scene.visit(counter, "16:40", MINUTE, comes=["08:30"])
        run = scene.run()
        assert run.trips(waiting)[0] == ("16:40", "17:00", SENT_HOME)
        assert run.stretches(dossier) == [("16:30", "17:00"), ("1 07:30", "1 08:00")]

    def test_work_paused_earlier_in_the_day_binds_nobody(self, scene, counter):
        desk = scene.station(at_break="pause")
        scene.officer(counter, desk, on=["13:30-16:00"])
        scene.papers("15:30", serve(desk, HOUR))
        waiting = scene.visit(counter, "16:40", MINUTE)
        assert scene.run().trips(waiting)[0][2] is SENT_HOME

    def test_an_officer_on_duty_past_closing_still_serves_them(self, scene, counter):
        scene.officer(counter, on=["13:30-18:00"])
        jobs = scene.visits(counter, ["16:50", "16:51"], 20 * MINUTE)
        run = scene.run()
        assert run.starts(jobs) == ["16:50", "17:10"]
        assert run.overtime(0) == 0

    def test_bound_while_still_on_duty_they_stay_past_its_end(self, scene, counter):
        scene.officer(counter, on=["13:30-17:15"])
        jobs = scene.visits(counter, ["16:50", "16:51", "16:52"], 20 * MINUTE)
        run = scene.run()
        assert run.starts(jobs) == ["16:50", "17:10", "17:30"]
        assert run.overtime(0) == 35 * MINUTE

    def test_overtime_is_never_paused(self, scene):
        counter = scene.station(at_break="pause")
        scene.officer(counter)
        scene.visit(counter, "16:50", 10 * MINUTE)
        long = scene.visit(counter, "16:55", 16 * HOUR)
        run = scene.run()
        assert run.stretches(long) == [("17:00", "1 09:00")]
        # Of these, 07:30 to 09:00 of the next day lies in duty.
        assert run.overtime(0) == 16 * HOUR - 90 * MINUTE

    def test_priority_citizens_are_first_in_overtime_too(self, scene, counter):
        scene.officer(counter)
        scene.visit(counter, "16:50", 20 * MINUTE)
        citizen = scene.visit(counter, "16:51", MINUTE)
        elder = scene.visit(counter, "16:52", MINUTE, priority=True)
        assert scene.run().starts([elder, citizen]) == ["17:10", "17:11"]

    def test_where_nobody_waits_nobody_is_bound(self, scene, counter):
        scene.officer(counter)
        scene.visit(counter, "16:50", 20 * MINUTE)
        paper = scene.papers("17:05", serve(counter, MINUTE))
        assert scene.run().start(paper) == "1 07:30"

    def test_work_of_no_seconds_at_closing_keeps_the_officer_for_the_next(self, scene, counter):
        scene.officer(counter)
        scene.visit(counter, "16:50", 10 * MINUTE)
        jobs = scene.visits(counter, ["16:55"] * 3, 0)
        run = scene.run()
        assert run.starts(jobs) == ["17:00"] * 3
        assert run.overtime(0) == 0


class TestOvertimeAtMost:
    """R8: overtime that is over some time after closing."""

    @pytest.fixture
    def counter(self, scene: Scene) -> int:
        return scene.station(overtime_at_most=30 * MINUTE)

    def test_who_is_not_called_by_then_goes_home(self, scene, counter):
        scene.officer(counter)
        jobs = scene.visits(counter, ["16:55", "16:56", "16:57", "16:58"], 15 * MINUTE)
        run = scene.run()
        assert run.starts(jobs) == ["16:55", "17:10", "17:25", "1 08:00"]
        assert run.trips(jobs[-1])[0] == ("16:58", "17:30", SENT_HOME)
        assert run.finish(jobs[2]) == "17:40"

    def test_nobody_is_called_in_the_second_in_which_it_is_over(self, scene, counter):
        scene.officer(counter)
        scene.visit(counter, "16:55", 35 * MINUTE)
        waiting = scene.visit(counter, "16:56", MINUTE)
        assert scene.run().trips(waiting)[0] == ("16:56", "17:30", SENT_HOME)

    def test_in_the_second_before_they_are_called(self, scene, counter):
        scene.officer(counter)
        scene.visit(counter, "16:55", 35 * MINUTE - 1)
        waiting = scene.visit(counter, "16:56", MINUTE)
        assert scene.run().trips(waiting) == [("16:56", "17:29:59", SERVED)]

    def test_it_is_over_for_officers_on_duty_too(self, scene, counter):
        scene.officer(counter, on=["13:30-19:00"])
        scene.visit(counter, "16:50", HOUR)
        waiting = scene.visit(counter, "16:55", MINUTE)
        assert scene.run().trips(waiting)[0] == ("16:55", "17:30", SENT_HOME)

    def test_officers_stay_bound_for_other_stations(self, scene, counter):
        other = scene.station()
        scene.officer(counter, other)
        scene.visit(counter, "16:50", 50 * MINUTE)
        goes, stays = scene.visit(counter, "16:55", MINUTE), scene.visit(other, "16:56", MINUTE)
        run = scene.run()
        assert run.trips(goes)[0] == ("16:55", "17:30", SENT_HOME)
        assert run.start(stays) == "17:40"

    def test_work_handed_over_has_begun_and_stays(self, scene):
        # One is called at 16:50 and handed over at the end of that duty; the other officer, bound,
        # is free at 17:40 and takes it up, but calls nobody who had not been called by 17:30.
        counter = scene.station(at_break="pause", overtime_at_most=30 * MINUTE)
        scene.officer(counter, on=["13:30-17:10"], days=[0])
        scene.officer(counter)
        begun = scene.visit(counter, "16:50", HOUR)
        scene.visit(counter, "16:40", HOUR)
        scene.visit(counter, "16:30", 10 * MINUTE)
        never = scene.visit(counter, "16:55", MINUTE)
        run = scene.run()
        assert run.trips(never)[0] == ("16:55", "17:30", SENT_HOME)
        assert len(run.stretches(begun)) == 2
        assert run.trips(begun) == [("16:50", "16:50", SERVED)]

    def test_silent_leavers_vanish(self):
        scene = Scene(days=2, leaves_silently=True, call_out=10 * MINUTE)
        counter = scene.station(overtime_at_most=30 * MINUTE)
        scene.officer(counter)
        scene.visit(counter, "16:50", HOUR)
        scene.visit(counter, "16:55", MINUTE, patience=MINUTE)
        morning = scene.visit(counter, "1 07:30", MINUTE)
        run = scene.run()
        assert (run.start(morning), run.seconds(0)) == ("1 07:30", HOUR + 2 * MINUTE)

    def test_going_home_wins_over_losing_patience(self, scene, counter):
        scene.officer(counter)
        scene.visit(counter, "16:50", HOUR)
        waiting = scene.visit(counter, "16:55", MINUTE, patience=35 * MINUTE)
        assert scene.run().trips(waiting)[0] == ("16:55", "17:30", SENT_HOME)

    def test_papers_stay(self, scene, counter):
        scene.officer(counter)
        scene.visit(counter, "16:50", HOUR)
        paper = scene.papers("16:51", serve(counter, MINUTE))
        scene.visit(counter, "16:55", MINUTE)
        assert scene.run().start(paper) == "1 07:30"

    def test_until_midnight(self):
        scene = Scene(days=3)
        counter = scene.station(overtime_at_most=7 * HOUR)
        scene.officer(counter, on=["13:30-17:00"])
        scene.visit(counter, "16:50", 8 * HOUR)
        waiting = scene.visit(counter, "16:55", MINUTE)
        at_the_door = scene.visit(counter, "1 00:00", MINUTE)
        run = scene.run()
        assert run.trips(waiting)[0] == ("16:55", "1 00:00", SENT_HOME)
        assert run.trips(at_the_door) == [("1 00:00", "1 13:30", SERVED)]

    def test_no_second_of_it_is_closing_that_sends_home(self, scene):
        counters = scene.station(closing="send-home"), scene.station(overtime_at_most=0)
        for counter in counters:
            scene.officer(counter)
            scene.visits(counter, ["16:50", "16:55"], 20 * MINUTE)
        run = scene.run()
        for waiting in (1, 3):
            assert run.trips(waiting) == [
                ("16:55", "17:00", SENT_HOME),
                ("1 08:00", "1 08:00", SERVED),
            ]


def test_in_no_replication_is_anybody_called_when_overtime_is_over():
    plan = PreparedScenario(
        load_scenario(
            FOLDER / "van-don-2021.yaml",
            overrides=[
                "period={from: 2021-02-15, to: 2021-03-31, warm_up: 10 days}",
                "demand.growth=1.5",
                "queues.receive.overtime_at_most=45 min",
                "queues.return.overtime_at_most=45 min",
                "citizens.patience=none",
            ],
        )
    )
    for replication in range(3):
        workload, roster = draw_replication(plan, seed=3, replication=replication)
        trips, closing = serve_with(workload, roster).trips, workload.time.closing
        called = trips.gone[trips.ended == SERVED]
        after = called - closing[called // DAY]
        assert (after > 0).any()
        assert after.max() < 45 * MINUTE
        late = trips.gone[trips.ended == SENT_HOME]
        assert (late - closing[late // DAY] == 45 * MINUTE).any()


class TestLastTicket:
    """R8: no tickets shortly before closing."""

    @pytest.fixture
    def counter(self, scene: Scene) -> int:
        return scene.station(last_ticket=30 * MINUTE)

    def test_who_comes_after_the_last_ticket_is_turned_away(self, scene, counter):
        scene.officer(counter)
        jobs = scene.visits(counter, ["16:29:59", "16:30", "16:59:59"], MINUTE)
        run = scene.run()
        assert [run.trips(job)[0][2] for job in jobs] == [SERVED, TURNED_AWAY, TURNED_AWAY]
        assert run.trips(jobs[1])[1] == ("1 08:00", "1 08:00", SERVED)

    def test_it_goes_by_the_closing_of_the_day(self):
        scene = Scene(days=2, hours_of_day={0: ["07:30-11:30"]})
        counter = scene.station(last_ticket=30 * MINUTE)
        scene.officer(counter)
        jobs = scene.visits(counter, ["10:59:59", "11:00", "1 11:15"], MINUTE)
        run = scene.run()
        assert [run.trips(job)[0][2] for job in jobs] == [SERVED, TURNED_AWAY, SERVED]

    def test_each_station_has_its_own(self, scene, counter):
        other = scene.station()
        scene.officer(counter, other)
        visit = scene.visit(other, "16:45", MINUTE)
        assert scene.run().trips(visit) == [("16:45", "16:45", SERVED)]

    def test_who_stayed_gets_a_ticket_and_who_is_turned_away_uses_none(self, scene):
        # R13: an on-the-spot dossier that is ready at 16:40 is collected at 16:40.
        counter = scene.station(last_ticket=30 * MINUTE, tickets_per_day=1)
        desk = scene.station()
        scene.officer(desk)
        scene.officer(counter)
        collects = serve_citizen(counter, MINUTE, comes=("09:00",))
        route = (
            serve(desk, 10 * MINUTE, OpFlag.STOPS_CLOCK),
            comes_back(0, OpFlag.IF_GONE),
            collects,
        )
        brings = [Dossier(route, flags=JobFlag.ACCEPTED)]
        visit = scene.visit(desk, "16:29", MINUTE, brings=brings)
        refused = scene.visit(counter, "16:35", MINUTE)
        run = scene.run()
        assert run.trips(refused)[0] == ("16:35", "16:35", TURNED_AWAY)
        assert run.trips(visit + 1) == [("16:40", "16:40", SERVED)]


class TestSendHome:
    """R8: closing sends those who wait home."""

    @pytest.fixture
    def counter(self, scene: Scene) -> int:
        return scene.station(closing="send-home")

    def test_whoever_waits_goes_home_and_comes_the_next_open_day(self):
        scene = Scene(days=4, closed=[1])
        counter = scene.station(closing="send-home")
        scene.officer(counter)
        scene.visit(counter, "16:55", 10 * MINUTE)
        waiting = scene.visit(counter, "16:56", MINUTE, comes=["09:00"])
        run = scene.run()
        assert run.trips(waiting) == [
            ("16:56", "17:00", SENT_HOME),
            ("2 09:00", "2 09:00", SERVED),
        ]
        assert run.ticketed(waiting) == [True, True]
        assert (run.ready(waiting), run.ended(waiting)) == ("2 09:00", JobEnd.DONE)

    def test_the_service_that_runs_is_finished(self, scene, counter):
        scene.officer(counter)
        visit = scene.visit(counter, "16:55", 10 * MINUTE)
        run = scene.run()
        assert (run.finish(visit), run.overtime(0)) == ("17:05", 5 * MINUTE)

    def test_an_officer_who_is_free_at_closing_does_not_call_them(self, scene, counter):
        scene.officer(counter, on=["13:30-19:00"])
        scene.visit(counter, "16:50", 10 * MINUTE)
        waiting = scene.visit(counter, "16:55", MINUTE)
        assert scene.run().trips(waiting)[0] == ("16:55", "17:00", SENT_HOME)

    def test_an_officer_whose_duty_starts_at_closing_does_not_call_them(self, scene, counter):
        scene.officer(counter, on=["17:00-19:00"])
        waiting = scene.visit(counter, "16:55", MINUTE)
        assert scene.run().trips(waiting)[0] == ("16:55", "17:00", SENT_HOME)

    def test_papers_keep_their_place(self, scene, counter):
        scene.officer(counter)
        scene.papers("16:00", serve(counter, 2 * HOUR))
        later = scene.papers("16:20", serve(counter, MINUTE))
        sooner = scene.papers("16:10", serve(counter, MINUTE))
        scene.visit(counter, "16:30", MINUTE)
        run = scene.run()
        assert run.starts([sooner, later]) == ["1 07:30", "1 07:31"]

    def test_each_station_has_its_own_rule(self, scene, counter):
        stays = scene.station(closing="serve-all")
        scene.officer(counter, stays)
        scene.visit(stays, "16:50", 20 * MINUTE)
        goes, is_served = scene.visit(counter, "16:51", MINUTE), scene.visit(stays, "16:52", MINUTE)
        run = scene.run()
        assert run.trips(goes)[0] == ("16:51", "17:00", SENT_HOME)
        assert run.start(is_served) == "17:10"


def test_round_the_clock_nobody_is_sent_home():
    scene = Scene(days=3, hours=ROUND_THE_CLOCK)
    counter = scene.station(closing="send-home")
    scene.officer(counter, duty=[("1 12:00", "1 13:00")])
    visit = scene.visit(counter, "10:00", MINUTE)
    assert scene.run().trips(visit) == [("10:00", "1 12:00", SERVED)]
