"""R11: how often and when those come again who were turned away or sent home."""

import pytest

from simulator.center.outcome import JobEnd, TripEnd
from simulator.demand.workload import OpFlag
from tests.center.build import Scene
from tests.center.moments import MINUTE
from tests.center.steps import Dossier, comes_back, serve, serve_citizen

SERVED, SENT_HOME, TURNED_AWAY = TripEnd.SERVED, TripEnd.SENT_HOME, TripEnd.TURNED_AWAY


@pytest.fixture
def scene() -> Scene:
    return Scene(days=4)


class TestComingBack:
    """R11: those turned away or sent home."""

    def test_every_trip_is_at_the_next_of_the_drawn_times(self, scene):
        counter = scene.station(closing="send-home")
        visit = scene.visit(counter, "10:00", MINUTE, comes=["08:00", "09:00", "10:00"])
        run = scene.run()
        assert [arrival for arrival, _, _ in run.trips(visit)] == [
            "10:00",
            "1 08:00",
            "2 09:00",
            "3 10:00",
        ]

    def test_after_the_retries_that_failed_the_visit_is_lost(self):
        scene = Scene(days=6, retries=2)
        counter, desk = scene.station(closing="send-home"), scene.station()
        scene.officer(desk)
        lost = scene.visit(counter, "10:00", MINUTE, brings=[Dossier([serve(desk, MINUTE)])])
        run = scene.run()
        assert [end for _, _, end in run.trips(lost)] == [SENT_HOME] * 3
        assert run.ended(lost) is JobEnd.LOST
        assert run.ended(lost + 1) is JobEnd.NOT_BEGUN
        assert (run.ready(lost + 1), run.ready(lost)) == ("never", "2 08:00")

    def test_turned_away_and_sent_home_count_alike(self):
        scene = Scene(days=6, retries=1)
        counter = scene.station(closing="send-home")
        lost = scene.visit(counter, "18:00", MINUTE)
        run = scene.run()
        assert [end for _, _, end in run.trips(lost)] == [TURNED_AWAY, SENT_HOME]
        assert run.ended(lost) is JobEnd.LOST

    def test_without_retries_the_first_failure_loses_the_visit(self):
        scene = Scene(days=3, retries=0)
        counter = scene.station()
        lost = scene.visit(counter, "18:00", MINUTE)
        run = scene.run()
        assert len(run.trips(lost)) == 1
        assert run.ended(lost) is JobEnd.LOST

    def test_served_on_the_last_retry_is_served(self):
        scene = Scene(days=4, retries=2)
        counter = scene.station(closing="send-home")
        scene.officer(counter, days=[2])
        visit = scene.visit(counter, "10:00", MINUTE)
        run = scene.run()
        assert (run.start(visit), run.ended(visit)) == ("2 08:00", JobEnd.DONE)

    def test_nobody_bound_means_sent_home_and_back_the_next_open_day(self, scene):
        counter = scene.station(closing="serve-all")
        scene.officer(counter, days=[1])
        visit = scene.visit(counter, "10:00", MINUTE, comes=["09:30"])
        assert scene.run().trips(visit) == [
            ("10:00", "17:00", SENT_HOME),
            ("1 09:30", "1 09:30", SERVED),
        ]

    def test_a_failed_trip_for_a_result_is_repeated_too(self):
        scene = Scene(days=5)
        counter = scene.station(closing="send-home")
        scene.officer(counter, days=[2])
        dossier = scene.papers(
            "10:00", comes_back(1), serve_citizen(counter, MINUTE, comes=["09:00", "09:30"])
        )
        run = scene.run()
        assert run.trips(dossier) == [
            ("1 09:00", "1 17:00", SENT_HOME),
            ("2 09:30", "2 09:30", SERVED),
        ]

    def test_trips_for_a_result_use_the_drawn_times_of_their_own_service_in_turn(self):
        scene = Scene(days=6)
        counter = scene.station(closing="send-home")
        scene.officer(counter, days=[3])
        dossier = scene.papers(
            "10:00",
            comes_back(1),
            serve_citizen(counter, MINUTE, comes=["09:00", "09:30", "10:00", "10:30", "11:00"]),
        )
        scene.visit(counter, "2 16:00", MINUTE, comes=["14:00"])  # another's times
        run = scene.run()
        assert run.trips(dossier) == [
            ("1 09:00", "1 17:00", SENT_HOME),
            ("2 09:30", "2 17:00", SENT_HOME),
            ("3 10:00", "3 10:00", SERVED),
        ]

    def test_a_dossier_lost_on_the_way_is_lost(self):
        scene = Scene(days=5, retries=0)
        counter = scene.station(closing="send-home")
        dossier = scene.papers("10:00", comes_back(1), serve_citizen(counter, MINUTE))
        run = scene.run()
        assert run.ended(dossier) is JobEnd.LOST
        assert run.collected(dossier) == "never"

    def test_a_supplement_lost_is_as_never_brought(self):
        scene = Scene(days=5, retries=0)
        counter = scene.station(closing="send-home")
        dossier = scene.papers(
            "10:00",
            comes_back(1),
            serve_citizen(counter, MINUTE, flags=OpFlag.SUPPLEMENT | OpFlag.STARTS_CLOCK),
            accepted=True,
        )
        run = scene.run()
        assert run.ended(dossier) is JobEnd.RETURNED
        assert run.result(dossier) == "1 17:00"

    def test_a_trip_after_the_last_open_day_never_comes(self):
        scene = Scene(days=2, closed=range(1, 30))
        counter = scene.station()
        visit = scene.visit(counter, "18:00", MINUTE)
        run = scene.run()
        assert (len(run.trips(visit)), run.ended(visit)) == (1, JobEnd.OPEN)

    def test_trips_stand_by_operation_and_then_in_order_of_coming(self, scene):
        counter = scene.station(closing="send-home")
        scene.officer(counter, days=[1])
        scene.visits(counter, ["10:00", "09:00", "18:00"], MINUTE)
        trips = scene.run().outcome.trips
        order = list(zip(trips.op.tolist(), trips.arrival.tolist(), strict=True))
        assert order == sorted(order)
        assert len(order) == 6
