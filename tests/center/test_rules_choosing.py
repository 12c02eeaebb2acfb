"""R4 and R5 for those who help and who choose by target, R7 hurry, and R10, the ticket caps."""

import pytest

from simulator.center.outcome import JobEnd, TripEnd
from simulator.demand.workload import JobFlag, OpFlag
from tests.center.build import Scene
from tests.center.moments import HOUR, MINUTE
from tests.center.steps import Dossier, comes_back, serve, serve_citizen


@pytest.fixture
def scene() -> Scene:
    return Scene(days=3)


class TestHelping:
    """R4: stations that an officer helps count only while all that they serve are empty."""

    @pytest.fixture
    def land(self, scene: Scene) -> int:
        return scene.station()

    @pytest.fixture
    def justice(self, scene: Scene, land: int) -> int:
        return scene.station()

    def test_an_idle_officer_helps(self, scene, land, justice):
        helper = scene.officer(land, helps=[justice])
        visit = scene.visit(justice, "08:00", MINUTE)
        run = scene.run()
        assert (run.start(visit), run.served_by(visit)) == ("08:00", helper)
        assert run.seconds(helper) == MINUTE

    def test_who_serves_comes_before_who_helps(self, scene, land, justice):
        scene.officer(land, helps=[justice])
        own = scene.officer(justice)
        visit = scene.visit(justice, "08:00", MINUTE)
        assert scene.run().served_by(visit) == own

    def test_who_serves_many_stations_still_comes_before_who_helps(self, scene, land, justice):
        tax = scene.station()
        scene.officer(land, helps=[justice])
        own = scene.officer(justice, tax)
        visit = scene.visit(justice, "08:00", MINUTE)
        assert scene.run().served_by(visit) == own

    def test_among_helpers_who_serves_the_fewest_stations_comes_first(self, scene, land, justice):
        tax = scene.station()
        scene.officer(land, tax, helps=[justice])
        fewest = scene.officer(tax, helps=[justice])
        scene.officer(land, helps=[justice])
        visit = scene.visit(justice, "08:00", MINUTE)
        assert scene.run().served_by(visit) == fewest

    def test_their_own_come_first_however_late_and_low(self, scene, land, justice):
        scene.officer(land, helps=[justice])
        scene.visit(land, "08:00", 10 * MINUTE)
        elder = scene.visit(justice, "08:01", MINUTE, priority=True)
        papers = scene.papers("08:09", serve(land, MINUTE))
        run = scene.run()
        assert (run.start(papers), run.start(elder)) == ("08:10", "08:11")

    def test_all_that_they_serve_must_be_empty(self, scene, land, justice):
        tax = scene.station()
        scene.officer(land, tax, helps=[justice])
        scene.visit(land, "08:00", 10 * MINUTE)
        helped = scene.visit(justice, "08:01", MINUTE)
        own = scene.visit(tax, "08:02", MINUTE)
        run = scene.run()
        assert (run.start(own), run.start(helped)) == ("08:10", "08:11")

    def test_a_helper_who_comes_free_in_the_second_of_an_arrival_serves_their_own(
        self, scene, land, justice
    ):
        scene.officer(land, helps=[justice])
        scene.visit(land, "08:00", 10 * MINUTE)
        helped = scene.visit(justice, "08:01", MINUTE)
        own = scene.visit(land, "08:10", MINUTE)
        run = scene.run()
        assert (run.start(own), run.start(helped)) == ("08:10", "08:11")

    def test_another_officer_may_empty_the_station_in_the_same_second(self, scene, land, justice):
        scene.officer(land, helps=[justice])
        scene.officer(land)
        own = scene.visit(land, "08:00", MINUTE)
        helped = scene.visit(justice, "08:00", MINUTE)
        run = scene.run()
        # Officer 0 serves what there is to serve, and so officer 1 has nothing: nobody helps.
        assert run.starts([own, helped]) == ["08:00", "08:01"]

    def test_two_at_their_own_station_leave_one_who_helps(self, scene, land, justice):
        scene.officer(land)
        scene.officer(land, helps=[justice])
        own = scene.visit(land, "08:00", MINUTE)
        helped = scene.visit(justice, "08:00", MINUTE)
        assert scene.run().starts([own, helped]) == ["08:00", "08:00"]

    def test_nobody_helps_off_duty(self, scene, land, justice):
        scene.officer(land, helps=[justice], on=["08:00-09:00"])
        dossier = scene.papers("09:00", serve(justice, MINUTE))
        assert scene.run().start(dossier) == "1 08:00"

    def test_who_is_bound_after_closing_does_not_help(self, scene, land, justice):
        scene.officer(land, helps=[justice])
        scene.officer(justice)
        scene.visit(land, "16:50", 20 * MINUTE)
        scene.visit(justice, "16:50", HOUR)
        own = scene.visit(land, "16:55", MINUTE)
        helped = scene.visit(justice, "16:55", MINUTE)
        run = scene.run()
        assert (run.start(own), run.start(helped)) == ("17:10", "17:50")

    def test_helpers_are_not_bound_to_stay(self, scene, land, justice):
        scene.officer(land, helps=[justice])
        scene.visit(land, "16:50", 20 * MINUTE)
        helped = scene.visit(justice, "16:55", MINUTE)
        assert scene.run().trips(helped)[0] == ("16:55", "17:00", TripEnd.SENT_HOME)

    def test_work_that_is_helped_pauses_as_its_station_says(self, scene, land):
        desk = scene.station(at_break="pause")
        scene.officer(land, helps=[desk])
        dossier = scene.papers("11:20", serve(desk, 20 * MINUTE))
        assert scene.run().stretches(dossier) == [("11:20", "11:30"), ("13:30", "13:40")]


class TestTarget:
    """R4, R5: the largest wait ÷ target wait, within the class."""

    def both(self, scene: Scene, *choices: str, targets=(10 * MINUTE, 20 * MINUTE)):
        stations = [scene.station(target_wait=target) for target in targets]
        for choice in choices:
            scene.officer(*stations, chooses=choice)
        return stations

    def test_the_one_furthest_beyond_its_target_is_called(self, scene):
        short, long = self.both(scene, "target")
        scene.visit(short, "08:00", 30 * MINUTE)
        first = scene.visit(long, "08:05", MINUTE)  # 25 of 20 minutes
        second = scene.visit(short, "08:10", MINUTE)  # 20 of 10 minutes
        assert scene.run().starts([second, first]) == ["08:30", "08:31"]

    def test_first_come_calls_the_one_who_has_waited_longer(self, scene):
        short, long = self.both(scene, "first-come")
        scene.visit(short, "08:00", 30 * MINUTE)
        first = scene.visit(long, "08:05", MINUTE)
        second = scene.visit(short, "08:10", MINUTE)
        assert scene.run().starts([first, second]) == ["08:30", "08:31"]

    def test_a_tie_goes_to_the_lower_job_number(self, scene):
        short, long = self.both(scene, "target")
        scene.visit(short, "08:00", 30 * MINUTE)
        a = scene.visit(long, "08:10", MINUTE)  # 20 of 20
        b = scene.visit(short, "08:20", MINUTE)  # 10 of 10
        assert scene.run().starts([a, b]) == ["08:30", "08:31"]

    def test_shares_that_differ_by_less_than_a_float_tells_are_told_apart(self, scene):
        # 1201 · (1200 t + 1) exceeds 1200 · (1201 t + 1) by one.
        t = 10**10
        one, other = self.both(scene, "target", targets=(1201 * t + 1, 1200 * t + 1))
        scene.visit(one, "08:00", 30 * MINUTE)
        less = scene.visit(other, "08:10", MINUTE)  # 1200 s
        more = scene.visit(one, "08:09:59", MINUTE)  # 1201 s
        assert scene.run().starts([more, less]) == ["08:30", "08:31"]

    def test_class_comes_before_target(self, scene):
        short, long = self.both(scene, "target")
        scene.visit(short, "08:00", 30 * MINUTE)
        late = scene.visit(short, "08:01", MINUTE)
        elder = scene.visit(long, "08:29", MINUTE, priority=True)
        assert scene.run().starts([elder, late]) == ["08:30", "08:31"]

    def test_within_a_station_the_order_stays(self, scene):
        short, _ = self.both(scene, "target")
        scene.visit(short, "08:00", 30 * MINUTE)
        waiting = scene.visits(short, ["08:01", "08:02"], MINUTE)
        assert scene.run().starts(waiting) == ["08:30", "08:31"]

    def test_where_an_idle_officer_comes_first_served_the_ready_time_decides(self, scene):
        short, long = self.both(scene, "target", "first-come")
        scene.visits(short, ["08:00"] * 2, 30 * MINUTE)
        first = scene.visit(long, "08:05", MINUTE)
        second = scene.visit(short, "08:10", 5 * MINUTE)
        third = scene.visit(short, "08:11", MINUTE)
        run = scene.run()
        assert run.starts([first, second]) == ["08:30", "08:30"]
        assert (run.served_by(first), run.served_by(second)) == (0, 1)
        assert run.start(third) == "08:31"

    def test_an_idle_officer_who_can_take_nothing_that_waits_has_no_say(self, scene):
        short, long = self.both(scene, "target")
        elsewhere = scene.station()
        scene.officer(elsewhere, chooses="first-come")
        scene.visit(short, "08:00", 30 * MINUTE)
        first = scene.visit(long, "08:05", MINUTE)
        second = scene.visit(short, "08:10", MINUTE)
        assert scene.run().starts([second, first]) == ["08:30", "08:31"]


class TestHurry:
    """R7: ⌈w · factor⌉ by the number of others who wait at the first call."""

    @pytest.mark.parametrize(("others", "takes"), [(0, 101), (1, 51), (2, 34), (3, 34)], ids=str)
    def test_the_longer_the_queue_the_shorter_the_work(self, scene, others, takes):
        counter = scene.station(hurry=(1000, 500, 333))
        scene.officer(counter)
        first = scene.papers("08:00", serve(counter, 101))
        for _ in range(others):
            scene.papers("08:00", serve(counter, HOUR))
        run = scene.run()
        assert int(run.outcome.ops.finish[first] - run.outcome.ops.start[first]) == takes

    def test_who_comes_later_hurries_nobody(self, scene):
        counter = scene.station(hurry=(1000, 500))
        scene.officer(counter)
        first = scene.papers("08:00", serve(counter, 100))
        scene.papers("08:00:01", serve(counter, 100))
        assert scene.run().finish(first) == "08:01:40"

    def test_those_called_in_the_same_second_see_fewer_and_fewer(self, scene):
        counter = scene.station(hurry=(1000, 500, 250))
        for _ in range(3):
            scene.officer(counter)
        jobs = scene.visits(counter, ["08:00"] * 3, 100)
        run = scene.run()
        assert [run.finish(job) for job in jobs] == ["08:00:25", "08:00:50", "08:01:40"]

    def test_other_stations_do_not_count(self, scene):
        counter, other = scene.station(hurry=(1000, 500)), scene.station()
        scene.officer(counter, other)
        first = scene.papers("08:00", serve(counter, 100))
        scene.papers("08:00", serve(other, 100))
        assert scene.run().finish(first) == "08:01:40"

    def test_hurry_rounds_before_speed_does(self, scene):
        counter = scene.station(hurry=(1000, 707))
        scene.officer(counter, speed=1.1)
        first = scene.papers("08:00", serve(counter, 101))
        scene.papers("08:00", serve(counter, HOUR))
        # ⌈101 · 0.707⌉ = 72, ⌈72 ÷ 1.1⌉ = 66; in one go it would be ⌈64.9⌉ = 65.
        assert scene.run().finish(first) == "08:01:06"

    def test_work_of_no_time_stays_so(self, scene):
        counter = scene.station(hurry=(1000, 1))
        scene.officer(counter)
        jobs = [scene.papers("08:00", serve(counter, work)) for work in (0, 5, 5)]
        run = scene.run()
        assert run.starts(jobs) == ["08:00", "08:00", "08:00:01"]


class TestTicketCap:
    """R10: at most n tickets a calendar day of arrival."""

    @pytest.fixture
    def counter(self, scene: Scene) -> int:
        return scene.station(tickets_per_day=2)

    def test_who_finds_no_ticket_is_turned_away_and_comes_the_next_day(self, scene, counter):
        scene.officer(counter)
        jobs = scene.visits(counter, ["08:00", "08:10", "08:20"], MINUTE)
        run = scene.run()
        assert run.trips(jobs[2]) == [
            ("08:20", "08:20", TripEnd.TURNED_AWAY),
            ("1 08:00", "1 08:00", TripEnd.SERVED),
        ]
        assert run.ticketed(jobs[2]) == [False, True]

    def test_in_the_same_second_they_go_by_job_number(self, scene, counter):
        scene.officer(counter)
        jobs = scene.visits(counter, ["08:00"] * 3, MINUTE)
        run = scene.run()
        assert [run.trips(job)[0][2] for job in jobs] == [
            TripEnd.SERVED,
            TripEnd.SERVED,
            TripEnd.TURNED_AWAY,
        ]

    def test_a_lower_number_that_comes_back_in_the_second_goes_first(self, scene, counter):
        early = scene.visit(counter, "17:00", MINUTE, comes=["08:00"])  # turned away: closed
        others = scene.visits(counter, ["1 08:00"] * 2, MINUTE)
        scene.officer(counter)
        run = scene.run()
        assert run.trips(early)[1][2] is TripEnd.SERVED
        assert [run.trips(job)[0][2] for job in others] == [TripEnd.SERVED, TripEnd.TURNED_AWAY]

    def test_priority_gives_no_ticket(self, scene, counter):
        scene.officer(counter)
        scene.visits(counter, ["08:00"] * 2, MINUTE)
        elder = scene.visit(counter, "08:00", MINUTE, priority=True)
        assert scene.run().trips(elder)[0][2] is TripEnd.TURNED_AWAY

    def test_the_day_is_that_of_the_calendar(self):
        scene = Scene(days=2, hours=["00:00-23:59"])
        counter = scene.station(tickets_per_day=1)
        scene.officer(counter)
        jobs = [scene.visit(counter, when, 1) for when in ("23:58:59", "23:58:59", "1 00:00")]
        run = scene.run()
        assert [run.trips(job)[0][2] for job in jobs] == [
            TripEnd.SERVED,
            TripEnd.TURNED_AWAY,
            TripEnd.SERVED,
        ]

    def test_void_tickets_are_not_given_back(self, scene, counter):
        leaves = scene.visits(counter, ["08:00"], MINUTE)
        gone = scene.visit(counter, "08:01", MINUTE, patience=MINUTE)
        late = scene.visit(counter, "09:00", MINUTE)
        run = scene.run()
        assert run.trips(gone)[0][2] is TripEnd.LEFT
        assert run.trips(late)[0][2] is TripEnd.TURNED_AWAY
        assert run.trips(leaves[0])[0][2] is TripEnd.SENT_HOME

    def test_who_is_turned_away_takes_no_ticket(self, scene, counter):
        scene.officer(counter)
        scene.visits(counter, ["17:00"] * 3, MINUTE)
        run = scene.run()
        assert [end for job in range(3) for *_, end in run.trips(job)].count(TripEnd.SERVED) == 3

    def test_papers_need_no_ticket(self, scene, counter):
        scene.officer(counter)
        scene.visits(counter, ["08:00"] * 2, MINUTE)
        dossier = scene.papers("08:05", serve(counter, MINUTE))
        assert scene.run().start(dossier) == "08:05"

    def test_a_cap_is_of_one_station(self, scene, counter):
        other = scene.station(tickets_per_day=1)
        scene.officer(counter, other)
        jobs = [scene.visit(station, "08:00", MINUTE) for station in (counter, counter, other)]
        assert scene.run().starts(jobs) == ["08:00", "08:01", "08:02"]

    def test_patience_begins_with_a_ticket_only(self, scene):
        counter = scene.station(tickets_per_day=0)
        visit = scene.visit(counter, "08:00", MINUTE, patience=0)
        assert {end for *_, end in scene.run().trips(visit)} == {TripEnd.TURNED_AWAY}

    def test_no_ticket_uses_up_a_trip(self):
        scene = Scene(days=3, retries=0)
        counter = scene.station(tickets_per_day=0)
        visit = scene.visit(counter, "08:00", MINUTE)
        assert scene.run().ended(visit) is JobEnd.LOST

    def test_who_stayed_for_the_result_needs_a_ticket_too(self, scene):
        counter = scene.station(tickets_per_day=1)
        scene.officer(counter)
        at_once = [
            serve(counter, MINUTE, OpFlag.STOPS_CLOCK),
            comes_back(0, OpFlag.IF_GONE),
            serve_citizen(counter, MINUTE, comes=["09:00"]),
        ]
        visit = scene.visit(
            counter, "08:00", MINUTE, brings=[Dossier(at_once, flags=JobFlag.ACCEPTED)]
        )
        run = scene.run()
        assert run.trips(visit + 1) == [
            ("08:02", "08:02", TripEnd.TURNED_AWAY),
            ("1 09:00", "1 09:00", TripEnd.SERVED),
        ]
        assert run.stayed(visit + 1) == [True, False]
