"""Who waits when, by hand: the start of a quarter of an hour, midnight, pauses and helpers."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from simulator.center.outcome import JobEnd, TripEnd
from simulator.demand.workload import DAY, HOUR, NONE
from simulator.measures import Details, detail
from simulator.measures.lobby_hours import queues_of
from simulator.measures.tickets import tickets_of

FRIDAY = date(2021, 1, 1)
LAND, APPROVE = 0, 1


@pytest.fixture
def center(center):
    """A Center with an officer, who is never on duty: what they did is said by the test."""
    center.officers = [center.Officer(0, serves=(LAND,), duty=[])]
    return center


def details_of(center, first_day: date = FRIDAY) -> Details:
    return detail(center.outcome(), center.workload(), center.roster(), first_day)


def test_weekdays_and_hours_are_those_of_arrival(center) -> None:
    at, trip = center.at, center.Trip
    center.visit(LAND, trip(at(0, "09:00"), at(0, "09:30")))  # in the warm-up
    center.visit(LAND, trip(at(1, "08:59"), at(1, "10:10")))
    center.visit(LAND, trip(at(2, "09:00"), at(2, "09:30"), TripEnd.LEFT), ended=JobEnd.OPEN)
    center.visit(LAND, trip(at(2, "18:00"), at(2, "18:00"), TripEnd.TURNED_AWAY, ticketed=False))
    details = details_of(center)
    assert np.argwhere(details.tickets).tolist() == [[5, 8], [6, 9]]  # Saturday and Sunday
    assert details.waited[5, 8] == 71 * 60
    assert details.waited[6, 9] == 30 * 60
    assert details.open_days.tolist() == [0, 0, 0, 0, 0, 1, 1]  # day 3, a Monday, is closed


def test_a_citizen_waits_from_arrival_to_the_call_and_not_in_its_second(center) -> None:
    center.visit(LAND, center.Trip(center.at(2, "08:00"), center.at(2, "08:30")))
    center.visit(LAND, center.Trip(center.at(2, "08:01"), center.at(2, "08:16")))
    details = details_of(center)
    assert np.flatnonzero(details.worst_queue).tolist() == [32, 33]
    assert details.worst_queue[[32, 33]].tolist() == [1, 2]
    assert details.queue_mean[33] == 1.0  # of two open days
    assert details.queue[:, 33].tolist() == pytest.approx([0.2, 1.0, 1.8])


def test_who_came_before_the_period_or_waits_at_the_horizon_is_in_the_queue(build) -> None:
    center = build(closed_days=frozenset())
    center.visit(LAND, center.Trip(center.at(0, "22:00"), center.at(1, "00:30")))
    center.visit(LAND, center.Trip(center.at(3, "23:30"), ended=TripEnd.WAITING), ended=JobEnd.OPEN)
    details = details_of(center)
    assert details.tickets.sum() == 1
    assert details.queue_mean[[0, 1, 2, 94, 95]] == pytest.approx(np.array([1, 1, 0, 1, 1]) / 3)


def test_the_worst_day_is_the_first_of_those_with_the_longest_queue(center) -> None:
    for day in (2, 1):
        center.visit(LAND, center.Trip(center.at(day, "08:00"), center.at(day, "08:05")))
    assert details_of(center).worst_day == 1
    center.visit(LAND, center.Trip(center.at(2, "07:59"), center.at(2, "08:05")))
    assert details_of(center).worst_day == 2


def test_the_worst_day_of_a_month_is_one_of_as_many_as_there_are_months(build) -> None:
    center = build(days=92, closed_days=frozenset())
    center.officers = [center.Officer(0, serves=(LAND,), duty=[])]
    for day, waiting in ((10, 5), (20, 2), (40, 3), (50, 4)):
        for minute in range(waiting):
            came = center.at(day, f"08:{minute:02}")
            center.visit(LAND, center.Trip(came, center.at(day, "09:00")))
    details = details_of(center)  # three months
    assert details.worst_day == 40
    assert details.worst_queue.max() == 3
    assert details.worst_wait.tolist() == [(60 + 59 + 58) * 60, 3]


def test_on_a_closed_day_nobody_is_the_worst(build) -> None:
    details = details_of(build(closed_days=frozenset({1, 2, 3})))
    assert details.worst_day == NONE


def test_duty_is_that_of_who_serves_citizens_on_open_days(center) -> None:
    at = center.at
    center.visit(LAND, center.Trip(at(1, "08:00"), at(1, "08:05")))
    night_and_morning = [(at(1, "23:00"), at(2, "09:30")), (at(2, "09:45"), at(2, "10:15"))]
    center.officers = [
        center.Officer(0, serves=(APPROVE, LAND), duty=night_and_morning),
        center.Officer(0, serves=(APPROVE,), duty=[(0, 4 * DAY)], helps=(LAND,)),
        center.Officer(
            1, serves=(LAND,), duty=[(at(0, "08:00"), at(0, "09:00")), (3 * DAY, 9 * DAY)]
        ),
    ]
    duty = details_of(center).duty
    expected = np.zeros(24)
    expected[[23, *range(9)]] = HOUR
    expected[[9, 10]] = 45 * 60, 15 * 60
    assert duty.tolist() == expected.tolist()


def test_work_on_citizens_leaves_out_pauses_and_knows_of_speed_and_hurry(center) -> None:
    at = center.at
    for called, finish in (
        ("08:00", at(1, "08:10")),  # 10 minutes of work
        ("11:55", at(1, "13:05")),  # 10 minutes, and a pause at noon
        ("14:00", at(1, "14:05")),  # 5 minutes in a hurry
        ("15:00", NONE),  # unfinished: not counted
    ):
        center.visit(LAND, center.Trip(at(1, called), at(1, called)))
        center.jobs[-1].ops[0].finish = finish
    center.officers = [center.Officer(0, serves=(LAND,), duty=[(DAY, 2 * DAY)])]
    workload, roster = center.workload(), center.roster()
    workload = replace(workload, ops=replace(workload.ops, amount=np.full(4, 900)))
    roster = replace(roster, speed=np.array([1500], np.int32))
    details = detail(center.outcome(), workload, roster, FRIDAY)
    assert details.citizen_work.tolist() == [25 * 60, 3]


def test_the_typical_day_has_a_queue_of_the_middle(build) -> None:
    center = build(closed_days=frozenset())
    for day, citizens in ((1, 1), (2, 3), (3, 2)):
        for _citizen in range(citizens):
            center.visit(LAND, center.Trip(center.at(day, "08:00"), center.at(day, "09:00")))
    workload = center.workload()
    found = queues_of(tickets_of(workload, center.outcome()), workload)
    assert (found.worst_day, found.typical_day) == (2, 3)
