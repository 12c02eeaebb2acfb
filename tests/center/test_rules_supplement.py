"""R11 and R12 for supplements: the clock stands while one is asked for, and what if none comes."""

import pytest

from simulator.center.outcome import JobEnd, TripEnd
from simulator.demand.workload import JobFlag, OpFlag
from tests.center.build import Scene
from tests.center.moments import HOUR, MINUTE
from tests.center.steps import ALWAYS, Dossier, Op, comes_back, delay, serve, serve_citizen

STARTS, STOPS, HALTS = OpFlag.STARTS_CLOCK, OpFlag.STOPS_CLOCK, OpFlag.HALTS_CLOCK


@pytest.fixture
def scene() -> Scene:
    return Scene(days=6, retries=1)


@pytest.fixture
def desk(scene: Scene) -> int:
    number = scene.station()
    scene.officer(number)
    return number


@pytest.fixture
def counter(scene: Scene, desk: int) -> int:
    number = scene.station(closing="send-home")
    scene.officer(number)
    return number


def brings(counter: int, *, comes: str = "09:00", patience: int = 2**62) -> Op:
    return serve_citizen(
        counter,
        10 * MINUTE,
        comes=[comes],
        flags=STARTS | OpFlag.SUPPLEMENT,
        patience=patience,
    )


class TestTheClock:
    def dossier(self, scene: Scene, desk: int, counter: int, *then: Op) -> int:
        """Accepted at 08:00 with two working days; asked for a supplement at 09:00."""
        return scene.papers(
            "08:00",
            serve(desk, HOUR, HALTS),
            *then,
            limit=scene.limit(working_days=2),
            accepted=True,
        )

    def test_it_stands_while_the_supplement_is_waited_for(self):
        scene = Scene(days=1)
        desk = scene.station()
        scene.officer(desk)
        dossier = self.dossier(scene, desk, desk, comes_back(3), brings(desk))
        run = scene.run()
        assert (run.accepted(dossier), run.due(dossier)) == ("08:00", "never")
        assert run.ended(dossier) is JobEnd.OPEN

    def test_it_starts_anew_when_the_supplement_is_received(self, scene, desk, counter):
        again = serve(desk, MINUTE, STOPS)
        dossier = self.dossier(scene, desk, counter, comes_back(1), brings(counter), again)
        run = scene.run()
        assert run.finish(dossier, 2) == "1 09:10"
        assert run.due(dossier) == "3 17:00"
        assert (run.accepted(dossier), run.result(dossier)) == ("08:00", "1 09:11")

    def test_the_cut_off_holds_for_it_too(self):
        scene = Scene(days=6, cut_off="15:00")
        desk = scene.station()
        scene.officer(desk)
        dossier = self.dossier(scene, desk, desk, comes_back(1), brings(desk, comes="14:50:01"))
        assert scene.run().due(dossier) == "4 17:00"

    def test_papers_send_it_without_a_citizen(self, scene, desk):
        received = serve(desk, MINUTE, STARTS)
        dossier = self.dossier(scene, desk, desk, delay(24 * HOUR, ALWAYS), received)
        run = scene.run()
        assert (run.ready(dossier, 2), run.due(dossier)) == ("1 09:00", "3 17:00")

    def test_the_second_appraisal_queues_by_the_new_due_moment(self, scene):
        desk = scene.station(discipline="due-date")
        scene.officer(desk)
        again = serve(desk, MINUTE, STOPS)
        asked = self.dossier(scene, desk, desk, delay(HOUR, ALWAYS, STARTS), again)
        scene.papers("09:00", serve(desk, 2 * HOUR))
        other = scene.papers(
            "10:30", serve(desk, MINUTE), limit=scene.limit(working_days=1), accepted=True
        )
        run = scene.run()
        assert run.ready(asked, 2) == "10:00"
        assert (run.start(other), run.start(asked, 2)) == ("11:00", "11:01")

    def test_a_new_slip_is_for_the_new_due_moment(self, scene, desk, counter):
        collect = serve_citizen(counter, MINUTE, comes=["10:00"])
        dossier = self.dossier(
            scene,
            desk,
            counter,
            comes_back(1),
            brings(counter),
            serve(desk, MINUTE, STOPS),
            comes_back(0, OpFlag.BY_SLIP),
            collect,
        )
        assert scene.run().trips(dossier) == [
            ("1 09:00", "1 09:00", TripEnd.SERVED),
            ("3 10:00", "3 10:00", TripEnd.SERVED),
        ]

    def test_who_came_by_the_old_slip_before_it_was_void_came_in_vain(self):
        scene = Scene(days=6)
        desk = scene.station()
        scene.officer(desk)
        dossier = scene.papers(
            "08:00",
            delay(50 * HOUR, ALWAYS),  # until 2 10:00
            serve(desk, MINUTE, HALTS),
            delay(HOUR, ALWAYS, STARTS),
            serve(desk, MINUTE, STOPS),
            comes_back(0, OpFlag.BY_SLIP),
            serve_citizen(desk, MINUTE, comes=["09:00"]),
            limit=scene.limit(working_days=1),
            accepted=True,
        )
        assert scene.run().trips(dossier) == [
            ("1 09:00", "1 09:00", TripEnd.IN_VAIN),
            ("3 09:00", "3 09:00", TripEnd.SERVED),
        ]


class TestNeverBrought:
    def test_the_dossier_is_returned_when_the_delay_ends(self, scene, desk):
        dossier = scene.papers(
            "08:00",
            serve(desk, HOUR, HALTS),
            delay(24 * HOUR, ALWAYS, OpFlag.RETURNS),
            limit=scene.limit(working_days=0),
            accepted=True,
        )
        run = scene.run()
        assert run.ended(dossier) is JobEnd.RETURNED
        assert (run.result(dossier), run.collected(dossier)) == ("1 09:00", "never")
        assert run.due(dossier) == "never"  # in time, whenever that is

    @pytest.mark.parametrize(
        ("comes", "patience", "gone"),
        [("16:55", 2**62, "2 17:00"), ("10:00", 5 * MINUTE, "2 10:05")],
        ids=["sent home", "out of patience"],
    )
    def test_lost_on_the_way_it_is_returned_at_the_last_failed_trip(
        self, scene, desk, comes, patience, gone
    ):
        nobody = scene.station(closing="send-home")
        supplement = brings(nobody, comes=comes, patience=patience)
        dossier = scene.papers(
            "08:00", serve(desk, HOUR, HALTS), comes_back(1), supplement, accepted=True
        )
        run = scene.run()
        assert len(run.trips(dossier)) == 2
        assert run.ended(dossier) is JobEnd.RETURNED
        assert run.result(dossier) == gone

    def test_a_result_that_nobody_collects_is_lost_and_not_returned(self, scene, desk):
        nobody = scene.station(closing="send-home")
        dossier = scene.papers(
            "08:00",
            serve(desk, HOUR, STOPS),
            comes_back(1),
            serve_citizen(nobody, MINUTE),
            accepted=True,
        )
        run = scene.run()
        assert (run.ended(dossier), run.result(dossier)) == (JobEnd.LOST, "09:00")


class TestOnTheSpot:
    """R13: the citizen waits from the last start of the clock."""

    def dossier(self, desk: int, days: int, appraisal: int) -> Dossier:
        return Dossier(
            [
                serve(desk, MINUTE, HALTS),
                comes_back(days),
                brings(desk),
                serve(desk, appraisal, STOPS),
                comes_back(0, OpFlag.IF_GONE),
                serve_citizen(desk, MINUTE, comes=["08:00"]),
            ],
            flags=JobFlag.ACCEPTED,
        )

    def test_ready_on_the_day_of_the_supplement_they_take_it_along(self, scene, desk):
        visit = scene.visit(desk, "08:00", MINUTE, brings=[self.dossier(desk, 1, HOUR)])
        run = scene.run()
        assert run.trips(visit + 1) == [
            ("1 09:00", "1 09:00", TripEnd.SERVED),
            ("1 10:10", "1 10:10", TripEnd.SERVED),
        ]
        assert run.stayed(visit + 1) == [False, True]

    def test_at_closing_they_go_home_and_come_the_next_day(self, scene, desk):
        visit = scene.visit(desk, "08:00", MINUTE, brings=[self.dossier(desk, 1, 9 * HOUR)])
        run = scene.run()
        assert run.trips(visit + 1)[1] == ("1 09:10", "1 17:00", TripEnd.IN_VAIN)
        assert run.stayed(visit + 1) == [False, True, False]

    def test_while_the_clock_stands_nobody_waits(self):
        scene = Scene(days=3)
        desk = scene.station()
        scene.officer(desk)
        dossier = Dossier(
            [
                delay(20 * HOUR, ALWAYS),  # until 1 12:51
                serve(desk, MINUTE, HALTS),
                comes_back(5),
                brings(desk),
                serve(desk, MINUTE, STOPS),
                comes_back(0, OpFlag.IF_GONE),
                serve_citizen(desk, MINUTE, comes=["08:00"]),
            ],
            flags=JobFlag.ACCEPTED,
        )
        visit = scene.visit(desk, "16:50", MINUTE, brings=[dossier])
        # They stayed until the doors closed and came again the next day: before it was asked for.
        assert scene.run().trips(visit + 1) == [
            ("16:51", "17:00", TripEnd.IN_VAIN),
            ("1 08:00", "1 08:00", TripEnd.IN_VAIN),
        ]
