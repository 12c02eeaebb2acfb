"""What a record of a day says: who waits, who is served, and what officers work on."""

import pytest

from simulator.center.outcome import TripEnd
from simulator.demand.workload import DAY
from simulator.reports.charts.day_facts import Officers, Visits

from .a_day import Visit, a_day, at, spans

PAPERS = 2  # A station without tickets.


def queue(*visits: Visit) -> list[tuple[int, int]]:
    times, waiting = Visits.of(a_day(*visits)).waiting()
    return list(zip(times.tolist(), waiting.tolist(), strict=True))


def test_the_queue_grows_with_who_comes_and_shrinks_with_who_is_called_or_goes():
    assert queue(
        Visit("7:00", "7:30", "7:50"),
        Visit("7:10", "", "8:00", ended=TripEnd.LEFT),
        Visit("7:20", "7:30", "7:40"),
    ) == [(at("7:00"), 1), (at("7:10"), 2), (at("7:20"), 3), (at("7:30"), 1), (at("8:00"), 0)]


def test_who_is_called_at_once_waits_at_no_moment():
    assert queue(Visit("9:00", "9:00", "9:10")) == [(at("9:00"), 0)]


def test_who_still_waits_does_so_to_the_end_of_the_day():
    assert queue(Visit("16:00", ended=TripEnd.WAITING)) == [(at("16:00"), 1), (DAY, 0)]


def test_the_number_waiting_at_a_moment_is_that_of_the_queue():
    visits = Visits.of(a_day(Visit("7:00", "7:30", "7:50"), Visit("7:20", "9:00", "9:10")))
    times, waiting = visits.waiting()
    assert [visits.waiting_at(time) for time in times.tolist()] == waiting.tolist()
    assert visits.waiting_at(at("7:25")) == 2


def test_what_lies_beyond_the_day_is_not_of_it():
    visits = Visits.of(
        a_day(
            Visit("0:00", "0:00", "0:10"),  # called yesterday
            Visit("22:00", "23:50", "24:00"),  # served past midnight
            Visit("23:00", "24:00", "24:00"),  # called tomorrow
            Visit("23:10", "", "24:00", ended=TripEnd.LEFT),  # leaves tomorrow
            Visit("23:20", "", "23:30", ended=TripEnd.LEFT),
            Visit("23:30", ended=TripEnd.WAITING),
        )
    )
    assert visits.served.tolist() == [True, True, False, False, False, False]
    assert visits.called.tolist() == [False, True, False, False, False, False]
    assert visits.went.tolist() == [False, False, False, False, True, False]
    assert visits.went_by(TripEnd.LEFT).tolist() == visits.went.tolist()
    assert not visits.went_by(TripEnd.SENT_HOME).any()


def test_work_for_a_citizen_is_that_of_the_officer_who_called_them():
    officers = Officers.of(
        a_day(
            Visit("8:00", "8:10", "8:20"),
            work=[
                (0, "8:10", "8:20", 0),
                (1, "8:10", "8:15", 0),  # An online dossier at the same station.
                (0, "8:20", "8:40", PAPERS),
            ],
        )
    )
    assert officers.citizens.tolist() == spans((0, "8:10", "8:20")).tolist()
    assert officers.papers.tolist() == spans((1, "8:10", "8:15"), (0, "8:20", "8:40")).tolist()


@pytest.mark.parametrize(
    ("work", "shown"),
    [
        (("11:00", "14:00"), [("11:00", "11:30"), ("13:30", "14:00")]),
        (("0:00", "8:00"), [("7:30", "8:00")]),
        (("16:30", "24:00"), [("16:30", "17:00")]),
        (("0:00", "24:00"), [("7:30", "11:30"), ("13:30", "17:00")]),
        (("16:30", "17:40"), [("16:30", "17:40")]),
        (("17:10", "17:40"), [("17:10", "17:40")]),
    ],
    ids=["lunch", "since-yesterday", "until-tomorrow", "for-days", "finished-late", "overtime"],
)
def test_papers_are_not_worked_on_while_they_pause(work, shown):
    record = a_day(Visit("8:00", "8:00", "8:01"), work=[(0, *work, PAPERS)])
    assert Officers.of(record).papers.tolist() == spans(*[(0, *span) for span in shown]).tolist()


def test_officers_who_are_neither_on_duty_nor_at_work_are_left_out():
    officers = Officers.of(
        a_day(
            Visit("8:00"),
            officers=[0, 1, 1, 0],
            duty=[(0, "8:00", "9:00"), (3, "8:00", "9:00")],
            work=[(1, "0:00", "24:00", PAPERS)],
        )
    )
    assert {group: team.tolist() for group, team in officers.teams.items()} == {0: [0, 3]}


def test_the_busiest_groups_stand_in_the_order_of_the_scenario():
    record = a_day(
        Visit("8:00"),
        officers=[0, 1, 2],
        groups=("a", "b", "c"),
        duty=[(officer, "8:00", "17:00") for officer in range(3)],
        work=[(0, "8:00", "9:00", PAPERS), (2, "8:00", "10:00", PAPERS)],
    )
    officers = Officers.of(record)
    assert officers.busiest(2) == [0, 2]
    assert officers.busiest(1) == [2]
    assert officers.seconds(officers.papers, 2) == 2 * 3600
    assert officers.seconds(officers.duty, 1) == 9 * 3600
