"""R2, R11 and R13: results that are collected by the slip, by notice, or waited for on the spot."""

from simulator.center.outcome import JobEnd, TripEnd
from simulator.demand.workload import JobFlag, OpFlag
from tests.center.build import DAY, ROUND_THE_CLOCK, Run, Scene
from tests.center.moments import HOUR, MINUTE, at
from tests.center.steps import ALWAYS, Dossier, comes_back, delay, serve, serve_citizen

STARTS, STOPS, HALTS = OpFlag.STARTS_CLOCK, OpFlag.STOPS_CLOCK, OpFlag.HALTS_CLOCK
SERVED, SENT_HOME, IN_VAIN = TripEnd.SERVED, TripEnd.SENT_HOME, TripEnd.IN_VAIN


class TestSlip:
    """R2, R11: collecting on the date of the appointment slip."""

    def scene(self, result: str, *, days: int = 8, after: int = 1) -> tuple[Run, int]:
        """A result ready at a moment, due at the close of day 2; the citizen's trips."""
        scene = Scene(days=days)
        back = scene.station()
        scene.officer(back)
        day, clock = result.split()
        hours, minutes, seconds = (*map(int, clock.split(":")), 0)[:3]
        takes = int(day) * DAY + hours * HOUR + minutes * MINUTE + seconds - 8 * HOUR
        dossier = scene.papers(
            "08:00",
            delay(takes, ALWAYS, STOPS),
            comes_back(after, OpFlag.BY_SLIP),
            serve_citizen(back, MINUTE, comes=["09:00", "10:00", "11:00"]),
            limit=scene.limit(working_days=2),
            accepted=True,
        )
        return scene.run(), dossier

    def test_the_citizen_comes_days_after_the_date_of_the_slip(self):
        run, dossier = self.scene("1 15:00")
        assert run.trips(dossier) == [("3 09:00", "3 09:00", SERVED)]
        assert run.ready(dossier, 1) == "1 15:00"

    def test_no_days_after_it_is_the_date_itself(self):
        run, dossier = self.scene("1 15:00", after=0)
        assert run.trips(dossier) == [("2 09:00", "2 09:00", SERVED)]

    def test_a_result_in_the_second_of_the_trip_is_not_in_vain(self):
        run, dossier = self.scene("3 09:00")
        assert run.trips(dossier) == [("3 09:00", "3 09:00", SERVED)]

    def test_a_second_later_it_is_and_they_come_days_after_the_notice(self):
        run, dossier = self.scene("3 09:00:01")
        assert run.trips(dossier) == [
            ("3 09:00", "3 09:00", IN_VAIN),
            ("4 10:00", "4 10:00", SERVED),
        ]
        assert run.ticketed(dossier) == [False, True]

    def test_after_the_notice_they_come_strictly_later(self):
        run, dossier = self.scene("3 10:00", after=0)
        assert run.trips(dossier) == [
            ("2 09:00", "2 09:00", IN_VAIN),
            ("4 10:00", "4 10:00", SERVED),
        ]

    def test_on_the_day_of_the_notice_if_the_time_is_yet_to_come(self):
        run, dossier = self.scene("3 09:59:59", after=0)
        assert run.trips(dossier)[1] == ("3 10:00", "3 10:00", SERVED)

    def test_an_open_dossier_whose_date_passed_had_its_trip_in_vain(self):
        run, dossier = self.scene("7 09:00", days=5)
        assert run.trips(dossier) == [("3 09:00", "3 09:00", IN_VAIN)]
        assert run.ended(dossier) is JobEnd.OPEN

    def test_an_open_dossier_whose_date_is_beyond_the_horizon_had_no_trip(self):
        run, dossier = self.scene("7 09:00", days=3)
        assert run.trips(dossier) == []

    def test_a_failed_trip_after_one_in_vain_uses_the_next_drawn_time(self):
        scene = Scene(days=9)
        back = scene.station(closing="send-home")
        scene.officer(back, days=[5])
        dossier = scene.papers(
            "08:00",
            delay(2 * DAY + HOUR + MINUTE, ALWAYS, STOPS),
            comes_back(1, OpFlag.BY_SLIP),
            serve_citizen(back, MINUTE, comes=["09:00", "10:00", "11:00", "14:00", "15:00"]),
            limit=scene.limit(working_days=1),
            accepted=True,
        )
        scene.visit(back, "16:00", MINUTE, comes=["16:30"])  # another's times
        run = scene.run()
        assert run.trips(dossier) == [
            ("2 09:00", "2 09:00", IN_VAIN),
            ("3 10:00", "3 17:00", SENT_HOME),
            ("4 11:00", "4 17:00", SENT_HOME),
            ("5 14:00", "5 14:00", SERVED),
        ]
        assert run.stayed(dossier) == [False] * 4

    def test_while_the_clock_stands_there_is_no_date(self):
        scene = Scene(days=8)
        desk = scene.station()
        scene.officer(desk)
        dossier = scene.papers(
            "08:00",
            serve(desk, MINUTE, HALTS),
            delay(30 * DAY, ALWAYS, STARTS),
            delay(0, ALWAYS, STOPS),
            comes_back(0, OpFlag.BY_SLIP),
            serve_citizen(desk, MINUTE),
            limit=scene.limit(working_days=1),
            accepted=True,
        )
        assert scene.run().trips(dossier) == []

    def test_a_slip_due_at_midnight_is_of_the_day_that_ends(self):
        scene = Scene(days=5, hours=["08:00-24:00"])
        back = scene.station()
        scene.officer(back)
        dossier = scene.papers(
            "08:00",
            delay(HOUR, ALWAYS, STOPS),
            comes_back(0, OpFlag.BY_SLIP),
            serve_citizen(back, MINUTE, comes=["09:30"]),
            limit=scene.limit(working_days=1),
            accepted=True,
        )
        run = scene.run()
        assert run.due(dossier) == "2 00:00"
        assert run.trips(dossier) == [("1 09:30", "1 09:30", SERVED)]

    def test_by_notice_the_citizen_comes_days_after_the_result(self):
        scene = Scene(days=8)
        back = scene.station()
        scene.officer(back)
        dossier = scene.papers(
            "08:00",
            delay(2 * HOUR, ALWAYS, STOPS),
            comes_back(1),
            serve_citizen(back, MINUTE, comes=["09:00"]),
            limit=scene.limit(working_days=5),
            accepted=True,
        )
        assert scene.run().trips(dossier) == [("1 09:00", "1 09:00", SERVED)]


class TestOnTheSpot:
    """R13: the citizen waits at the Center for the result."""

    def scene(
        self, takes: int, *, arrival: str = "16:00", days: int = 6, closing: str = "serve-all"
    ) -> tuple[Run, int]:
        """A citizen received in ten minutes whose result takes a while; the visit's number."""
        scene = Scene(days=days)
        receive, back = scene.station(), scene.station(closing=closing)
        scene.officer(receive)
        scene.officer(back)
        visit = scene.visit(
            receive,
            arrival,
            10 * MINUTE,
            brings=[
                Dossier(
                    [
                        delay(takes, ALWAYS, STOPS),
                        comes_back(1, OpFlag.IF_GONE),
                        serve_citizen(back, MINUTE, comes=["09:00", "10:00"]),
                    ],
                    flags=JobFlag.ACCEPTED,
                )
            ],
        )
        return scene.run(), visit

    def test_there_is_no_visit_before_the_return(self):
        run, visit = self.scene(20 * MINUTE)
        assert (run.ready(visit + 1, 1), run.finish(visit + 1, 1)) == ("16:30", "16:30")
        assert run.trips(visit + 1) == [("16:30", "16:30", SERVED)]
        assert (run.stayed(visit), run.stayed(visit + 1)) == ([False], [True])

    def test_a_result_in_the_last_second_is_still_waited_for(self):
        run, visit = self.scene(50 * MINUTE - 1)
        assert run.trips(visit + 1) == [("16:59:59", "16:59:59", SERVED)]

    def test_if_the_doors_close_first_they_come_the_next_open_day(self):
        run, visit = self.scene(50 * MINUTE)
        assert run.trips(visit + 1) == [
            ("16:10", "17:00", IN_VAIN),
            ("1 09:00", "1 09:00", SERVED),
        ]
        assert run.stayed(visit + 1) == [True, False]
        assert run.ticketed(visit + 1) == [False, True]

    def test_ready_in_the_second_of_that_trip_is_ready(self):
        run, visit = self.scene(17 * HOUR - 10 * MINUTE)
        assert run.result(visit + 1) == "1 09:00"
        assert run.trips(visit + 1)[1] == ("1 09:00", "1 09:00", SERVED)

    def test_in_vain_again_if_it_is_still_not_ready(self):
        run, visit = self.scene(17 * HOUR - 10 * MINUTE + 1)
        assert run.trips(visit + 1) == [
            ("16:10", "17:00", IN_VAIN),
            ("1 09:00", "1 09:00", IN_VAIN),
            ("2 10:00", "2 10:00", SERVED),
        ]

    def test_open_at_the_horizon_it_was_waited_for_in_vain(self):
        run, visit = self.scene(30 * DAY, days=2)
        assert run.trips(visit + 1) == [
            ("16:10", "17:00", IN_VAIN),
            ("1 09:00", "1 09:00", IN_VAIN),
        ]

    def test_a_closing_at_the_horizon_is_past_it(self):
        scene = Scene(days=1, hours=["08:00-24:00"])
        receive = scene.station()
        scene.officer(receive)
        waits = Dossier(
            [
                delay(DAY, ALWAYS, STOPS),
                comes_back(1, OpFlag.IF_GONE),
                serve_citizen(receive, MINUTE),
            ],
            flags=JobFlag.ACCEPTED,
        )
        visit = scene.visit(receive, "10:00", MINUTE, brings=[waits])
        assert scene.run().trips(visit + 1) == []

    def test_received_in_overtime_there_is_nothing_left_to_wait_for(self):
        scene = Scene(days=4)
        receive, back = scene.station(), scene.station()
        scene.officer(receive)
        scene.officer(back)
        scene.visit(receive, "16:55", 15 * MINUTE)
        dossier = Dossier(
            [
                delay(0, ALWAYS, STOPS),
                comes_back(1, OpFlag.IF_GONE),
                serve_citizen(back, MINUTE, comes=["09:00"]),
            ],
            flags=JobFlag.ACCEPTED,
        )
        visit = scene.visit(receive, "16:56", 10 * MINUTE, brings=[dossier])
        run = scene.run()
        assert run.finish(visit) == "17:20"
        assert run.trips(visit + 1) == [
            ("17:20", "17:20", IN_VAIN),
            ("1 09:00", "1 09:00", SERVED),
        ]

    def test_who_waits_for_the_return_at_closing_is_sent_home_like_others(self):
        scene = Scene(days=4)
        receive, back = scene.station(), scene.station(closing="send-home")
        scene.officer(receive)
        scene.officer(back, days=[1])
        dossier = Dossier(
            [
                delay(0, ALWAYS, STOPS),
                comes_back(1, OpFlag.IF_GONE),
                serve_citizen(back, MINUTE, comes=["09:00"]),
            ],
            flags=JobFlag.ACCEPTED,
        )
        visit = scene.visit(receive, "16:00", MINUTE, brings=[dossier])
        run = scene.run()
        assert run.trips(visit + 1) == [
            ("16:01", "17:00", SENT_HOME),
            ("1 09:00", "1 09:00", SERVED),
        ]
        assert run.stayed(visit + 1) == [True, False]

    def test_round_the_clock_they_wait_for_days(self):
        scene = Scene(days=4, hours=ROUND_THE_CLOCK)
        receive = scene.station()
        scene.officer(receive)
        dossier = Dossier(
            [
                delay(2 * DAY, ALWAYS, STOPS),
                comes_back(1, OpFlag.IF_GONE),
                serve_citizen(receive, MINUTE),
            ],
            flags=JobFlag.ACCEPTED,
        )
        visit = scene.visit(receive, "10:00", MINUTE, brings=[dossier])
        assert scene.run().trips(visit + 1) == [("2 10:01", "2 10:01", SERVED)]


class TestSlipForToday:
    """R2: a slip for the day on which it is given is for a later second of it, or another day."""

    def run(self, filed: str, result: str) -> list[tuple[str, str, TripEnd]]:
        scene = Scene(days=3)
        back = scene.station()
        scene.officer(back)
        dossier = scene.papers(
            filed,
            delay(at(result) - at(filed), ALWAYS, STOPS),
            comes_back(0, OpFlag.BY_SLIP),
            serve_citizen(back, MINUTE, comes=["09:00", "10:00"]),
            limit=scene.limit(working_days=0),
            accepted=True,
        )
        return scene.run().trips(dossier)

    def test_they_come_later_that_day(self):
        assert self.run("08:59:59", "08:59:59") == [("09:00", "09:00", SERVED)]

    def test_nobody_comes_before_the_dossier_is_accepted(self):
        assert self.run("09:00", "09:30") == [("1 09:00", "1 09:00", SERVED)]
        assert self.run("11:00", "11:30") == [("1 09:00", "1 09:00", SERVED)]

    def test_on_the_other_day_it_may_still_be_in_vain(self):
        assert self.run("11:00", "1 09:30") == [
            ("1 09:00", "1 09:00", IN_VAIN),
            ("1 10:00", "1 10:00", SERVED),
        ]
