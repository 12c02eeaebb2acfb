"""R9, and R11 for those who leave: how long citizens wait, and what becomes of their tickets."""

import pytest

from simulator.center.outcome import JobEnd, TripEnd
from tests.center.build import ROUND_THE_CLOCK, Scene
from tests.center.moments import HOUR, MINUTE
from tests.center.steps import Dossier, comes_back, serve, serve_citizen

LEFT, SERVED, HOME = TripEnd.LEFT, TripEnd.SERVED, TripEnd.SENT_HOME


@pytest.fixture
def scene() -> Scene:
    return Scene(days=4)


@pytest.fixture
def counter(scene: Scene) -> int:
    return scene.station()


class TestLeavingOpenly:
    def test_who_has_waited_as_long_as_their_patience_leaves(self, scene, counter):
        scene.officer(counter)
        scene.visit(counter, "08:00", HOUR)
        leaves = scene.visit(counter, "08:10", MINUTE, patience=20 * MINUTE)
        behind = scene.visit(counter, "08:20", MINUTE)
        run = scene.run()
        assert run.trips(leaves)[0] == ("08:10", "08:30", LEFT)
        assert run.ticketed(leaves)[0]
        assert run.start(behind) == "09:00"

    def test_called_in_the_very_second_they_are_served(self, scene, counter):
        scene.officer(counter)
        scene.visit(counter, "08:00", 30 * MINUTE)
        citizen = scene.visit(counter, "08:10", MINUTE, patience=20 * MINUTE)
        assert scene.run().trips(citizen) == [("08:10", "08:30", SERVED)]

    def test_called_in_the_very_second_behind_work_of_no_time_they_are_served(self, scene, counter):
        scene.officer(counter)
        scene.visit(counter, "08:00", 30 * MINUTE)
        scene.visit(counter, "08:05", 0)
        citizen = scene.visit(counter, "08:10", MINUTE, patience=20 * MINUTE)
        assert scene.run().trips(citizen) == [("08:10", "08:30", SERVED)]

    def test_no_patience_at_all_is_enough_for_a_free_officer(self, scene, counter):
        scene.officer(counter)
        served = scene.visit(counter, "08:00", MINUTE, patience=0)
        leaves = scene.visit(counter, "08:00", MINUTE, patience=0)
        run = scene.run()
        assert run.trips(served) == [("08:00", "08:00", SERVED)]
        assert run.trips(leaves)[0] == ("08:00", "08:00", LEFT)

    def test_the_wait_at_the_door_counts_from_arrival(self, scene, counter):
        scene.officer(counter)
        citizen = scene.visit(counter, "07:00", MINUTE, patience=30 * MINUTE)
        hasty = scene.visit(counter, "07:00", MINUTE, patience=30 * MINUTE - 1)
        run = scene.run()
        assert run.trips(citizen) == [("07:00", "07:30", SERVED)]
        assert run.trips(hasty)[0] == ("07:00", "07:29:59", LEFT)

    def test_work_once_begun_is_not_left(self, scene, counter):
        scene.officer(counter)
        citizen = scene.visit(counter, "08:00", HOUR, patience=MINUTE)
        assert scene.run().finish(citizen) == "09:00"

    def test_sent_home_wins_in_the_same_second(self):
        scene = Scene()
        counter = scene.station(closing="send-home")
        scene.officer(counter)
        scene.visit(counter, "16:00", HOUR)
        citizen = scene.visit(counter, "16:30", MINUTE, patience=30 * MINUTE)
        assert scene.run().trips(citizen)[0] == ("16:30", "17:00", HOME)

    def test_who_is_kept_at_closing_may_still_leave_in_that_second(self, scene, counter):
        scene.officer(counter)
        scene.visit(counter, "16:00", 2 * HOUR)
        citizen = scene.visit(counter, "16:30", MINUTE, patience=30 * MINUTE)
        assert scene.run().trips(citizen)[0] == ("16:30", "17:00", LEFT)


class TestComingBack:
    """R11: the first open day at least the drawn days later."""

    def leaver(self, scene: Scene, counter: int, arrival: str = "08:10", **keys) -> int:
        scene.officer(counter, days=[2, 3])
        return scene.visit(counter, arrival, MINUTE, patience=10 * MINUTE, **keys)

    @pytest.mark.parametrize(
        ("days", "again"), [(1, "1 08:00"), (2, "2 08:00"), (3, "3 08:00"), (0, "1 08:00")]
    )
    def test_they_come_again_after_the_drawn_days(self, scene, counter, days, again):
        visit = self.leaver(scene, counter, back_after=days)
        assert scene.run().trips(visit)[1][0] == again

    def test_on_the_same_day_if_it_is_later(self, scene, counter):
        visit = self.leaver(scene, counter, back_after=0, comes=["10:00"])
        assert scene.run().trips(visit)[1][0] == "10:00"

    def test_in_the_second_in_which_they_leave_is_not_later(self, scene, counter):
        visit = self.leaver(scene, counter, back_after=0, comes=["08:20"])
        assert scene.run().trips(visit)[1][0] == "1 08:20"

    def test_a_closed_day_is_passed_over(self):
        scene = Scene(days=4, closed=[1])
        visit = self.leaver(scene, scene.station())
        assert scene.run().trips(visit)[1][0] == "2 08:00"

    def test_each_trip_has_the_same_patience_and_its_own_time(self, scene, counter):
        visit = self.leaver(scene, counter, comes=["09:00", "09:30"])
        assert scene.run().trips(visit) == [
            ("08:10", "08:20", LEFT),
            ("1 09:00", "1 09:10", LEFT),
            ("2 09:30", "2 09:30", SERVED),
        ]

    def test_after_the_retries_they_are_lost_with_their_dossiers(self):
        scene = Scene(days=4, retries=1)
        counter = scene.station()
        visit = scene.visit(
            counter, "08:10", MINUTE, patience=MINUTE, brings=[Dossier([serve(counter, MINUTE)])]
        )
        run = scene.run()
        assert [end for *_, end in run.trips(visit)] == [LEFT, LEFT]
        assert (run.ended(visit), run.ended(visit + 1)) == (JobEnd.LOST, JobEnd.NOT_BEGUN)

    def test_trips_that_failed_in_different_ways_count_together(self):
        scene = Scene(days=4, retries=1)
        counter = scene.station(closing="send-home")
        visit = scene.visit(counter, "08:10", MINUTE, patience=8 * HOUR, comes=["16:30"])
        run = scene.run()
        assert [end for *_, end in run.trips(visit)] == [LEFT, HOME]
        assert run.ended(visit) is JobEnd.LOST

    def test_a_result_is_left_and_collected_later(self, scene, counter):
        scene.officer(counter, days=[2])
        dossier = scene.papers(
            "08:00",
            comes_back(1),
            serve_citizen(counter, MINUTE, comes=["09:00"], patience=5 * MINUTE),
            accepted=True,
        )
        run = scene.run()
        assert run.trips(dossier) == [
            ("1 09:00", "1 09:05", LEFT),
            ("2 09:00", "2 09:00", SERVED),
        ]
        assert run.collected(dossier) == "2 09:01"


class TestLeavingSilently:
    """The ticket keeps its place; calling it takes `call_out` instead of the work."""

    @pytest.fixture
    def scene(self) -> Scene:
        return Scene(days=4, leaves_silently=True, call_out=2 * MINUTE)

    def test_the_ticket_is_called_in_vain_and_costs_its_time(self, scene, counter):
        scene.officer(counter)
        scene.visit(counter, "08:00", 30 * MINUTE)
        leaves = scene.visit(counter, "08:05", HOUR, patience=10 * MINUTE)
        behind = scene.visit(counter, "08:10", MINUTE)
        run = scene.run()
        assert run.trips(leaves)[0] == ("08:05", "08:15", LEFT)
        assert run.stretches(leaves)[0] == ("08:30", "08:32")
        assert run.start(behind) == "08:32"
        assert run.seconds(0) == (30 + 2 + 1 + 60) * MINUTE  # the leaver is served next day

    def test_no_start_and_no_officer_is_noted_for_a_call_in_vain(self):
        scene = Scene(days=1, leaves_silently=True, retries=0)
        counter = scene.station()
        scene.officer(counter)
        scene.visit(counter, "08:00", 30 * MINUTE)
        leaves = scene.visit(counter, "08:05", HOUR, patience=10 * MINUTE)
        run = scene.run()
        assert (run.start(leaves), run.finish(leaves)) == ("never", "never")
        assert run.served_by(leaves) == -1
        assert run.ended(leaves) is JobEnd.LOST

    def test_called_in_the_very_second_they_are_served(self, scene, counter):
        scene.officer(counter)
        scene.visit(counter, "08:00", 30 * MINUTE)
        citizen = scene.visit(counter, "08:10", MINUTE, patience=20 * MINUTE)
        assert scene.run().trips(citizen) == [("08:10", "08:30", SERVED)]

    def test_coming_back_counts_from_the_end_of_patience(self, scene, counter):
        scene.officer(counter, days=[1, 2, 3])
        visit = scene.visit(counter, "08:10", MINUTE, patience=MINUTE, back_after=2)
        assert scene.run().trips(visit)[1] == ("2 08:00", "2 08:00", SERVED)

    def test_calling_in_vain_depends_on_the_speed(self, scene, counter):
        scene.officer(counter, speed=1.1)
        scene.visit(counter, "08:00", 66 * MINUTE)
        leaves = scene.visit(counter, "08:05", HOUR, patience=10 * MINUTE)
        assert scene.run().stretches(leaves)[0] == ("09:00", "09:01:50")

    def test_calling_in_vain_is_hurried_too(self, scene):
        counter = scene.station(hurry=(1000, 500))
        scene.officer(counter)
        scene.visit(counter, "08:00", 30 * MINUTE)
        leaves = scene.visit(counter, "08:05", HOUR, patience=10 * MINUTE)
        scene.visit(counter, "08:10", MINUTE)
        assert scene.run().stretches(leaves)[0] == ("08:30", "08:31")

    def test_it_waits_for_everyone_elses_hurry(self, scene):
        counter = scene.station(hurry=(1000, 500))
        scene.officer(counter)
        scene.papers("07:00", serve(counter, HOUR))
        scene.visit(counter, "08:10", HOUR, patience=MINUTE, priority=False)
        elder = scene.visit(counter, "08:20", 10 * MINUTE, priority=True)
        run = scene.run()
        assert (run.start(elder), run.finish(elder)) == ("08:30", "08:35")

    def test_it_keeps_officers_from_helping(self, scene, counter):
        other = scene.station()
        scene.officer(counter, helps=[other])
        scene.visit(counter, "08:00", 30 * MINUTE)
        scene.visit(counter, "08:05", HOUR, patience=10 * MINUTE)
        helped = scene.visit(other, "08:06", MINUTE)
        assert scene.run().start(helped) == "08:32"

    def test_it_binds_officers_at_closing(self, scene, counter):
        scene.officer(counter)
        scene.visit(counter, "16:30", 40 * MINUTE)
        leaves = scene.visit(counter, "16:35", HOUR, patience=10 * MINUTE)
        run = scene.run()
        assert run.stretches(leaves)[0] == ("17:10", "17:12")
        assert run.overtime(0) == 12 * MINUTE

    def test_at_send_home_it_is_dropped_without_a_word(self, scene):
        counter = scene.station(closing="send-home")
        scene.officer(counter)
        scene.visit(counter, "16:30", 40 * MINUTE)
        leaves = scene.visit(counter, "16:35", HOUR, patience=10 * MINUTE)
        run = scene.run()
        assert run.trips(leaves) == [
            ("16:35", "16:45", LEFT),
            ("1 08:00", "1 08:00", SERVED),
        ]
        assert run.stretches(leaves) == [("1 08:00", "1 09:00")]

    def test_it_is_not_in_the_queue_twice(self, scene, counter):
        scene.officer(counter, days=[1, 2, 3], on=["09:00-11:30"])
        back = scene.visit(counter, "08:10", MINUTE, patience=MINUTE, comes=["08:30"])
        run = scene.run()
        assert [end for *_, end in run.trips(back)] == [LEFT, LEFT, LEFT, LEFT]
        # On day 0 nobody stays; the others are called in vain.
        assert run.stretches(back) == [(f"{day} 09:00", f"{day} 09:02") for day in (1, 2, 3)]

    def test_a_call_of_no_time_takes_no_time(self):
        scene = Scene(days=1, hours=ROUND_THE_CLOCK, leaves_silently=True, call_out=0)
        counter = scene.station()
        scene.officer(counter)
        scene.visit(counter, "08:00", 30 * MINUTE)
        scene.visit(counter, "08:05", HOUR, patience=10 * MINUTE)
        behind = scene.visit(counter, "08:10", MINUTE)
        assert scene.run().start(behind) == "08:30"

    def test_a_call_in_vain_that_is_handed_over_is_hurried_once(self):
        scene = Scene(days=3, hours=["08:00-20:00"], leaves_silently=True, call_out=4 * MINUTE)
        counter = scene.station(at_break="pause", hurry=(1000, 500))
        scene.officer(counter, duty=[("08:59", "09:00")])
        scene.officer(counter, duty=[("10:00", "12:00")])
        leaves = scene.visit(counter, "08:10", HOUR, patience=10 * MINUTE, back_after=2)
        scene.visits(counter, ["08:20"] * 2, MINUTE)
        # ⌈240 · 0.5⌉ = 120 s, of which 60 are done at 09:00.
        assert scene.run().stretches(leaves)[:2] == [("08:59", "09:00"), ("10:00", "10:01")]
