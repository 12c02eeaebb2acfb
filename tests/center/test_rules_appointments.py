"""R4, R8, R10: booked citizens, and appointments to which nobody comes."""

import pytest

from simulator.center.outcome import JobEnd, TripEnd
from simulator.demand.workload import FAR, NONE
from tests.center.build import Scene
from tests.center.moments import HOUR, MINUTE
from tests.center.steps import serve

SERVED, SENT_HOME, TURNED_AWAY = TripEnd.SERVED, TripEnd.SENT_HOME, TripEnd.TURNED_AWAY


@pytest.fixture
def scene() -> Scene:
    return Scene(days=3)


@pytest.fixture
def counter(scene: Scene) -> int:
    return scene.station()


class TestClass:
    """R4: booked citizens are a class of their own, or are called in turn."""

    def test_booked_citizens_are_called_before_walk_ins(self, scene, counter):
        scene.officer(counter)
        scene.visit(counter, "08:00", 20 * MINUTE)
        walk_in = scene.visit(counter, "08:05", MINUTE)
        booked = scene.visit(counter, "08:15", MINUTE, booked=True)
        assert scene.run().starts([booked, walk_in]) == ["08:20", "08:21"]

    def test_in_turn_they_are_called_as_they_come(self, scene):
        counter = scene.station(booked_first=False)
        scene.officer(counter)
        scene.visit(counter, "08:00", 20 * MINUTE)
        walk_in = scene.visit(counter, "08:05", MINUTE)
        booked = scene.visit(counter, "08:15", MINUTE, booked=True)
        assert scene.run().starts([walk_in, booked]) == ["08:20", "08:21"]

    def test_priority_citizens_are_called_before_them_and_keep_their_class(self, scene, counter):
        scene.officer(counter)
        scene.visit(counter, "08:00", 20 * MINUTE)
        booked = scene.visit(counter, "08:05", MINUTE, booked=True)
        elder = scene.visit(counter, "08:10", MINUTE, priority=True)
        booked_elder = scene.visit(counter, "08:06", MINUTE, priority=True, booked=True)
        assert scene.run().starts([booked_elder, elder, booked]) == ["08:20", "08:21", "08:22"]

    def test_across_stations_they_are_a_class_too(self, scene, counter):
        other = scene.station()
        scene.officer(counter, other)
        scene.visit(counter, "08:00", 20 * MINUTE)
        walk_in = scene.visit(counter, "08:05", MINUTE)
        booked = scene.visit(other, "08:15", MINUTE, booked=True)
        assert scene.run().starts([booked, walk_in]) == ["08:20", "08:21"]

    def test_papers_wait_for_them(self, scene, counter):
        scene.officer(counter)
        scene.visit(counter, "08:00", 20 * MINUTE)
        paper = scene.papers("08:05", serve(counter, MINUTE))
        booked = scene.visit(counter, "08:15", MINUTE, booked=True)
        assert scene.run().starts([booked, paper]) == ["08:20", "08:21"]

    def test_whoever_comes_again_is_a_walk_in(self, scene, counter):
        scene.officer(counter, days=[1])
        booked = scene.visit(counter, "08:00", MINUTE, booked=True, comes=["08:05"])
        scene.visit(counter, "1 08:00", 10 * MINUTE)
        walk_in = scene.visit(counter, "1 08:04", MINUTE)
        assert scene.run().starts([walk_in, booked]) == ["1 08:10", "1 08:11"]


class TestExemptions:
    """R8, R10: an appointment needs no ticket, and holds until closing."""

    def test_an_appointment_needs_no_ticket_and_uses_none(self, scene):
        counter = scene.station(tickets_per_day=1)
        scene.officer(counter)
        booked = scene.visit(counter, "08:00", MINUTE, booked=True)
        first, second = scene.visits(counter, ["08:10", "08:20"], MINUTE)
        later = scene.visit(counter, "08:30", MINUTE, booked=True)
        run = scene.run()
        ends = [run.trips(job)[0][2] for job in (booked, first, second, later)]
        assert ends == [SERVED, SERVED, TURNED_AWAY, SERVED]

    def test_it_is_kept_after_the_last_ticket_but_not_after_closing(self, scene):
        counter = scene.station(last_ticket=30 * MINUTE)
        scene.officer(counter)
        kept = scene.visit(counter, "16:45", MINUTE, booked=True)
        late = scene.visit(counter, "17:00", MINUTE, booked=True, comes=["16:40", "08:00"])
        run = scene.run()
        assert run.trips(kept) == [("16:45", "16:45", SERVED)]
        assert run.trips(late)[0] == ("17:00", "17:00", TURNED_AWAY)
        assert run.trips(late)[1] == ("1 16:40", "1 16:40", TURNED_AWAY)  # a walk-in now


class TestNobodyComes:
    """R8: a slot to which nobody comes costs time, and nothing else."""

    def test_the_officer_calls_in_vain_for_as_long_as_it_costs(self, scene, counter):
        scene.officer(counter)
        slot = scene.nobody(counter, "08:00", 2 * MINUTE)
        walk_in = scene.visit(counter, "08:00", MINUTE)
        run = scene.run()
        assert run.start(walk_in) == "08:02"
        assert run.seconds(0) == 3 * MINUTE
        assert [run.ready(slot), run.start(slot), run.finish(slot)] == ["never"] * 3
        assert (run.trips(slot), run.served_by(slot)) == ([], NONE)
        assert run.ended(slot) is JobEnd.NOT_BEGUN

    def test_whatever_silent_leavers_cost(self):
        scene = Scene(days=2, leaves_silently=True, call_out=7 * MINUTE)
        counter = scene.station()
        scene.officer(counter)
        scene.nobody(counter, "08:00", 2 * MINUTE)
        walk_in = scene.visit(counter, "08:01", MINUTE)
        assert scene.run().start(walk_in) == "08:02"

    def test_it_is_of_the_class_of_booked_citizens(self, scene, counter):
        other = scene.station(booked_first=False)
        for station in (counter, other):
            scene.officer(station)
            scene.visit(station, "08:00", 20 * MINUTE)
            scene.visit(station, "08:05", MINUTE)
            scene.nobody(station, "08:15", 2 * MINUTE)
        run = scene.run()
        assert [run.start(job) for job in (1, 4)] == ["08:22", "08:20"]

    def test_it_uses_no_ticket(self, scene):
        counter = scene.station(tickets_per_day=1)
        scene.officer(counter)
        scene.nobody(counter, "08:00", 2 * MINUTE)
        visit = scene.visit(counter, "08:10", MINUTE)
        assert scene.run().trips(visit) == [("08:10", "08:10", SERVED)]

    def test_the_queue_is_longer_by_it(self, scene):
        counter = scene.station(hurry=(1000, 500))
        scene.officer(counter)
        scene.visit(counter, "08:00", 10 * MINUTE)
        visit = scene.visit(counter, "08:01", 10 * MINUTE, booked=True)
        scene.nobody(counter, "08:05", 2 * MINUTE)
        run = scene.run()
        assert run.finish(visit) == "08:15"
        assert run.seconds(0) == 17 * MINUTE

    @pytest.mark.parametrize(("overtime", "seconds"), [(0, 0), (FAR, 2), (30 * MINUTE, 0)])
    def test_at_closing_it_is_as_one_who_left(self, scene, overtime, seconds):
        counter = scene.station(overtime_at_most=overtime)
        scene.officer(counter)
        scene.visit(counter, "16:40", HOUR)
        scene.nobody(counter, "16:45", 2 * MINUTE)
        paper = scene.papers("16:50", serve(counter, MINUTE))
        run = scene.run()
        assert run.seconds(0) == HOUR + MINUTE + seconds * MINUTE
        assert run.start(paper) == "1 07:30"

    def test_its_work_may_be_paused_and_handed_over(self, scene):
        counter = scene.station(at_break="pause")
        scene.officer(counter, on=["07:30-11:30"], days=[0])
        scene.officer(counter, on=["13:30-17:00"])
        slot = scene.nobody(counter, "11:20", 20 * MINUTE)
        run = scene.run()
        assert run.stretches(slot) == [("11:20", "11:30"), ("13:30", "13:40")]
        assert (run.seconds(0), run.seconds(1)) == (10 * MINUTE, 10 * MINUTE)

    def test_work_that_runs_at_the_horizon_is_cut_off(self):
        scene = Scene(days=1, horizon="08:10")
        counter = scene.station()
        scene.officer(counter)
        scene.nobody(counter, "08:00", HOUR)
        assert scene.run().seconds(0) == 10 * MINUTE

    def test_after_the_horizon_nobody_waits_for_anybody(self):
        scene = Scene(days=1, horizon="08:00")
        scene.officer(scene.station())
        scene.nobody(0, "08:00", HOUR)
        assert scene.run().seconds(0) == 0
