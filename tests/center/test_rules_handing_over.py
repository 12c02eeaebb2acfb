"""R6, last sentence: paused work whose officer will not be back in time goes to somebody else."""

import pytest

from simulator.center.outcome import JobEnd, TripEnd
from simulator.demand.workload import OpFlag
from tests.center.build import Scene
from tests.center.moments import HOUR, MINUTE
from tests.center.steps import serve


@pytest.fixture
def scene() -> Scene:
    return Scene(days=6)


@pytest.fixture
def desk(scene: Scene) -> int:
    return scene.station(at_break="pause")


class TestWhoIsBackInTime:
    """The next working day is that after the last second of the duty; it ends at 24:00."""

    @pytest.mark.parametrize(
        ("back", "hands_over"),
        [("1 07:30", False), ("1 23:59:59", False), ("2 00:00", True), ("2 07:30", True)],
    )
    def test_the_end_of_the_next_working_day_decides(self, scene, desk, back, hands_over):
        scene.officer(desk, duty=[("16:00", "17:00"), (back, "3 12:00")])
        scene.officer(desk, days=[1], on=["08:00-12:00"])
        dossier = scene.papers("16:30", serve(desk, HOUR))
        run = scene.run()
        assert run.served_by(dossier) == (1 if hands_over else 0)
        assert run.stretches(dossier)[1][0] == ("1 08:00" if hands_over else back)

    def test_a_holiday_is_no_working_day(self):
        scene = Scene(days=4, closed=[1])
        desk = scene.station(at_break="pause")
        scene.officer(desk)
        scene.officer(desk, duty=[("1 08:00", "1 12:00")])
        dossier = scene.papers("16:30", serve(desk, HOUR))
        assert scene.run().stretches(dossier) == [("16:30", "17:00"), ("2 07:30", "2 08:00")]

    def test_nobody_comes_back_who_has_no_duty_left(self, scene, desk):
        scene.officer(desk, days=[0])
        scene.officer(desk, days=[1])
        dossier = scene.papers("16:30", serve(desk, HOUR))
        run = scene.run()
        assert run.stretches(dossier) == [("16:30", "17:00"), ("1 07:30", "1 08:00")]

    def test_a_duty_that_ends_at_midnight_belongs_to_the_day_before(self, scene, desk):
        # The last second is on day 0, so the next working day is day 1 and not day 2.
        scene.officer(desk, duty=[("23:00", "1 00:00"), ("2 08:00", "2 12:00")])
        scene.officer(desk, duty=[("1 09:00", "1 10:00")])
        dossier = scene.papers("23:30", serve(desk, HOUR))
        run = scene.run()
        assert run.stretches(dossier) == [("23:30", "1 00:00"), ("1 09:00", "1 09:30")]

    def test_an_absence_of_a_few_hours_hands_nothing_over(self, scene, desk):
        scene.officer(desk, duty=[("08:00", "09:00"), ("16:00", "17:00")])
        scene.officer(desk)
        scene.papers("07:30", serve(desk, 70 * MINUTE))  # keeps the other officer until 08:40
        dossier = scene.papers("08:30", serve(desk, HOUR))
        assert scene.run().stretches(dossier) == [("08:30", "09:00"), ("16:00", "16:30")]

    def test_work_that_ends_with_the_duty_is_not_handed_over(self, scene, desk):
        scene.officer(desk, days=[0])
        scene.officer(desk, days=[2])
        dossier = scene.papers("16:30", serve(desk, 30 * MINUTE))
        run = scene.run()
        assert (run.finish(dossier), run.stretches(dossier)) == ("17:00", [("16:30", "17:00")])

    def test_a_station_that_finishes_hands_nothing_over(self, scene):
        counter = scene.station(at_break="finish")
        scene.officer(counter, days=[0])
        scene.officer(counter, days=[1])
        dossier = scene.papers("16:30", serve(counter, HOUR))
        run = scene.run()
        assert (run.stretches(dossier), run.served_by(dossier)) == ([("16:30", "17:30")], 0)


class TestTheRest:
    """What returns to the queue is w − ⌊seconds served × s⌋."""

    @pytest.mark.parametrize(
        ("first", "second", "rest"),
        [
            (1.0, 1.0, 100),  # 160 − 60
            (1.1, 1.0, 94),  # 160 − 66
            (0.7, 1.0, 118),  # 160 − 42
            (0.99, 1.0, 101),  # 160 − ⌊59.4⌋
            (1.0, 0.7, 143),  # ⌈100 ÷ 0.7⌉
            (0.99, 1.1, 92),  # ⌈101 ÷ 1.1⌉
        ],
    )
    def test_it_takes_what_is_left_at_the_speed_of_the_next(self, scene, desk, first, second, rest):
        scene.officer(desk, duty=[("16:00", "17:00")], speed=first)
        scene.officer(desk, days=[1], speed=second)
        dossier = scene.papers("16:59", serve(desk, 160))
        run = scene.run()
        assert (run.seconds(0), run.seconds(1)) == (60, rest)
        assert run.start(dossier) == "16:59"
        assert run.served_by(dossier) == 1

    def test_the_seconds_of_all_intervals_before_count_together(self, scene, desk):
        # 0.7 × 1 s twice is 1 s of work and not 0.
        scene.officer(desk, duty=[("08:00", "08:00:01"), ("09:00", "09:00:01")], speed=0.7)
        scene.officer(desk, days=[1])
        scene.papers("08:00", serve(desk, 100))
        run = scene.run()
        assert (run.seconds(0), run.seconds(1)) == (2, 99)

    def test_it_may_be_handed_over_again(self, scene, desk):
        for day in range(3):
            scene.officer(desk, duty=[(f"{day} 08:00", f"{day} 09:00")])
        dossier = scene.papers("08:00", serve(desk, 150 * MINUTE))
        run = scene.run()
        assert run.finish(dossier) == "2 08:30"
        assert [run.seconds(officer) for officer in range(3)] == [HOUR, HOUR, 30 * MINUTE]

    def test_hurry_is_not_applied_again(self, scene):
        desk = scene.station(at_break="pause", hurry=(1000, 500))
        scene.officer(desk, duty=[("16:59", "17:00")])
        scene.officer(desk, days=[1])
        first = scene.papers("16:50", serve(desk, 200))
        for _ in range(2):
            scene.papers("16:59", serve(desk, MINUTE))
        run = scene.run()
        assert run.stretches(first) == [("16:59", "17:00"), ("1 07:30", "1 07:30:40")]


class TestThePlaceInTheQueue:
    def test_the_rest_keeps_its_ready_time(self, scene, desk):
        scene.officer(desk, duty=[("08:00", "17:00")])
        scene.officer(desk, days=[1])
        handed_over = scene.papers("16:30", serve(desk, HOUR))
        later = scene.papers("16:31", serve(desk, MINUTE))
        earlier = scene.papers("16:29", serve(desk, 2 * MINUTE))
        run = scene.run()
        assert run.start(earlier) == "16:29"
        assert run.stretches(handed_over) == [("16:31", "17:00"), ("1 07:30", "1 08:01")]
        assert run.start(later) == "1 08:01"

    def test_the_rest_keeps_its_due_moment(self, scene):
        desk = scene.station(at_break="pause", discipline="due-date")
        scene.officer(desk, duty=[("16:00", "17:00")])
        scene.officer(desk, days=[1])
        soon, late = scene.limit(working_days=1), scene.limit(working_days=3)
        first = scene.papers("16:30", serve(desk, HOUR), limit=late, accepted=True)
        urgent = scene.papers("16:40", serve(desk, HOUR), limit=soon, accepted=True)
        run = scene.run()
        assert (run.start(urgent), run.stretches(first)[1][0]) == ("1 07:30", "1 08:30")

    def test_a_citizen_stays_in_the_class_of_citizens(self, scene, desk):
        scene.officer(desk, duty=[("08:00", "09:00")])
        scene.officer(desk, duty=[("09:30", "12:00")])
        papers = scene.papers("07:00", serve(desk, 50 * MINUTE))
        citizen = scene.visit(desk, "08:10", 30 * MINUTE)
        more = scene.papers("08:20", serve(desk, MINUTE))
        run = scene.run()
        assert run.start(papers) == "08:00"
        assert run.stretches(citizen) == [("08:50", "09:00"), ("09:30", "09:50")]
        assert run.start(more) == "09:50"
        assert run.trips(citizen) == [("08:10", "08:50", TripEnd.SERVED)]

    def test_an_idle_colleague_takes_it_in_the_same_second(self, scene, desk):
        scene.officer(desk, duty=[("08:00", "09:00")])
        scene.officer(desk, duty=[("08:40", "12:00")])
        dossier = scene.papers("08:30", serve(desk, HOUR))
        run = scene.run()
        assert run.stretches(dossier) == [("08:30", "09:00"), ("09:00", "09:30")]
        assert (run.seconds(0), run.seconds(1)) == (30 * MINUTE, 30 * MINUTE)

    def test_who_has_handed_over_is_free_when_they_come_back(self, scene, desk):
        scene.officer(desk, duty=[("16:00", "17:00"), ("3 08:00", "3 12:00")])
        handed_over = scene.papers("16:30", serve(desk, HOUR))
        elsewhere = scene.visit(desk, "3 08:00", MINUTE)
        run = scene.run()
        # Nobody else came: they take it up themselves, but a citizen is called first.
        assert run.start(elsewhere) == "3 08:00"
        assert run.stretches(handed_over)[1] == ("3 08:01", "3 08:31")

    def test_it_is_open_at_the_horizon_if_nobody_takes_it(self, scene, desk):
        scene.officer(desk, days=[0])
        dossier = scene.papers("16:30", serve(desk, HOUR))
        run = scene.run()
        assert (run.start(dossier), run.finish(dossier)) == ("16:30", "never")
        assert run.ended(dossier) is JobEnd.OPEN


class TestCitizensHandedOver:
    """A citizen whose service is handed over waits again; the call they had is theirs (R9)."""

    def test_they_have_no_patience_left_to_lose(self, scene, desk):
        scene.officer(desk, duty=[("08:00", "09:00")])
        scene.officer(desk, duty=[("10:00", "12:00")])
        citizen = scene.visit(desk, "08:50", 30 * MINUTE, patience=20 * MINUTE)
        run = scene.run()
        assert run.trips(citizen) == [("08:50", "08:50", TripEnd.SERVED)]
        assert run.finish(citizen) == "10:20"

    def test_at_closing_they_are_sent_home_and_are_served_anew(self):
        scene = Scene(days=3)
        desk = scene.station(at_break="pause", closing="send-home")
        scene.officer(desk, duty=[("16:00", "17:00")])
        scene.officer(desk, days=[1])
        citizen = scene.visit(desk, "16:40", HOUR)
        run = scene.run()
        assert run.trips(citizen) == [
            ("16:40", "17:00", TripEnd.SENT_HOME),
            ("1 08:00", "1 08:00", TripEnd.SERVED),
        ]
        assert run.stretches(citizen) == [("16:40", "17:00"), ("1 08:00", "1 09:00")]
        assert (run.start(citizen), run.served_by(citizen)) == ("1 08:00", 1)

    def test_on_another_trip_nobody_has_called_them_yet(self):
        scene = Scene(days=3, retries=1)
        desk = scene.station(at_break="pause", closing="send-home")
        scene.officer(desk, duty=[("16:00", "17:00")])
        citizen = scene.visit(desk, "16:40", HOUR)
        run = scene.run()
        assert [end for *_, end in run.trips(citizen)] == [TripEnd.SENT_HOME] * 2
        assert (run.start(citizen), run.served_by(citizen)) == ("never", -1)

    def test_at_the_horizon_the_call_stands(self, desk):
        scene = Scene(days=1, horizon="10:00")
        desk = scene.station(at_break="pause")
        scene.officer(desk, duty=[("08:00", "09:00")])
        citizen = scene.visit(desk, "08:50", HOUR)
        run = scene.run()
        assert run.trips(citizen) == [("08:50", "08:50", TripEnd.SERVED)]
        assert run.ended(citizen) is JobEnd.OPEN

    def test_who_handed_over_holds_no_paused_work_at_closing(self):
        scene = Scene(days=3)
        desk, counter = scene.station(at_break="pause"), scene.station()
        scene.officer(desk, counter, duty=[("16:00", "17:00")])
        scene.papers("16:50", serve(desk, HOUR))
        citizen = scene.visit(counter, "16:55", 10 * MINUTE)
        run = scene.run()
        assert run.trips(citizen) == [("16:55", "17:00", TripEnd.SERVED)]
        assert run.overtime(0) == 10 * MINUTE

    def test_the_clock_is_not_touched(self, scene, desk):
        scene.officer(desk, days=[0])
        scene.officer(desk, days=[1])
        limit = scene.limit(working_days=1)
        dossier = scene.papers(
            "16:30", serve(desk, HOUR, OpFlag.STOPS_CLOCK), limit=limit, accepted=True
        )
        run = scene.run()
        assert (run.due(dossier), run.result(dossier)) == ("1 17:00", "1 08:00")
