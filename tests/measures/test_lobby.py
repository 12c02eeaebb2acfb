"""Waits and trips are counted as R8-R11 tell them apart."""

import numpy as np
import pytest

from simulator.center.outcome import JobEnd, TripEnd
from simulator.measures import Scope

LAND, APPROVE, JUSTICE = 0, 1, 2


@pytest.fixture
def busy(center):
    """Six tickets of the period, with waits of 10, 20, 60 (land) and 5, 180, 15 min (justice)."""
    at, trip = center.at, center.Trip
    center.visit(LAND, trip(at(0, "09:00"), at(0, "11:00")))  # in the warm-up: never counted
    center.visit(LAND, trip(at(1, "08:00"), at(1, "08:10")))
    center.visit(LAND, trip(at(1, "08:30"), at(1, "08:50")))
    center.visit(LAND, trip(at(3, "23:00"), ended=TripEnd.WAITING), ended=JobEnd.OPEN)
    center.visit(JUSTICE, trip(at(1, "09:00"), at(1, "09:05"), TripEnd.LEFT), ended=JobEnd.OPEN)
    center.visit(
        JUSTICE,
        trip(at(1, "14:00"), at(1, "17:00"), TripEnd.SENT_HOME),
        trip(at(2, "09:30"), at(2, "09:45")),
    )
    return center


@pytest.mark.parametrize(
    ("name", "value"),
    [
        # In order: 5, 10, 15, 20, 60, 180 min.
        ("wait_mean", 290 / 6),
        ("wait_p50", 17.5),
        ("wait_p90", 120),  # position 4.5: half-way from 60 to 180
        ("wait_p95", 150),  # position 4.75
        # Called after 10 and exactly 15; 20 as well. Who left after 5 min was not called.
        ("wait_within_15", 2 / 6),
        ("wait_within_20", 3 / 6),
        ("wait_within_30", 3 / 6),
        ("wait_mean.land", 30),
        ("wait_mean.receive/land", 30),
        ("wait_mean.receive/justice", 200 / 3),
        ("wait_within_15.justice", 1 / 3),
        ("wait_mean.receive", 290 / 6),
        ("wait_mean.08h", 15),
        ("wait_mean.09h", 10),
        ("wait_within_15.09h", 1 / 2),
        ("wait_p50.14h", 180),
        # Day 0 is a Friday: 10, 20, 5 and 180 min on Saturday, 15 on Sunday.
        ("wait_mean.sat", 215 / 4),
        ("wait_p50.sat", 15),
        ("wait_within_15.sat", 1 / 4),
        ("wait_mean.sun", 15),
        ("wait_within_15.sun", 1),
        ("wait_mean.outside", 290 / 6),
        ("visits", 6),
        ("visits.land", 3),
        ("sent_home", 1),
        ("sent_home.receive/justice", 1),
        ("sent_home.receive/land", 0),
        ("abandoned", 1),
        ("abandoned.land", 0),
        ("turned_away", 0),
        ("lost", 0),
    ],
)
def test_measures_of_six_tickets(busy, name, value) -> None:
    assert busy.measure()[name] == pytest.approx(value)


def test_hours_are_those_in_which_citizens_can_come(busy) -> None:
    # One ticket arrives at 23:00, but the timetable lets citizens come at 7, 8, 9 and 14 only.
    index = busy.measure().index
    hours = [key.label for key in index if key[:2] == ("wait_mean", Scope.HOUR)]
    assert hours == ["07h", "08h", "09h", "14h"]


def test_a_second_more_than_15_minutes_is_not_within(center) -> None:
    arrival = center.at(1, "08:00")
    center.visit(LAND, center.Trip(arrival, arrival + 900))
    center.visit(LAND, center.Trip(arrival, arrival + 901))
    assert center.measure()["wait_within_15"] == 0.5


def test_the_period_begins_with_its_first_second(center) -> None:
    for arrival in (center.at(1, "00:00") - 1, center.at(1, "00:00")):
        center.visit(LAND, center.Trip(arrival, arrival + 60))
    assert center.measure()["visits"] == 1


def test_who_gets_no_ticket_is_a_visit_without_a_wait(center) -> None:
    at = center.at
    away = center.Trip(at(1, "17:00"), at(1, "17:00"), TripEnd.TURNED_AWAY, ticketed=False)
    vain = center.Trip(at(2, "09:00"), at(2, "09:00"), TripEnd.IN_VAIN, ticketed=False)
    center.visit(LAND, away, ended=JobEnd.OPEN)
    center.visit(JUSTICE, vain, ended=JobEnd.OPEN)
    measures = center.measure()
    assert measures["visits"] == 2
    assert measures["turned_away.land"] == measures["trips_in_vain.justice"] == 1
    assert measures["turned_away.justice"] == measures["trips_in_vain.land"] == 0
    assert np.isnan(measures["wait_mean"])


def test_who_stayed_waits_but_does_not_come_again(center) -> None:
    at = center.at
    center.visit(LAND, center.Trip(at(1, "09:00"), at(1, "09:10"), stayed=True))
    measures = center.measure()
    assert measures["wait_mean"] == 10
    assert measures["visits"] == 0
    assert np.isnan(measures["wait_mean.outside"])


def test_how_it_ended_counts_of_who_stayed_too(center) -> None:
    at, trip = center.at, center.Trip
    left = trip(at(1, "09:00"), at(1, "09:10"), TripEnd.LEFT, stayed=True)
    vain = trip(at(1, "09:00"), at(1, "17:00"), TripEnd.IN_VAIN, ticketed=False, stayed=True)
    center.visit(LAND, vain, left, ended=JobEnd.OPEN)
    measures = center.measure()
    assert measures["abandoned"] == measures["trips_in_vain"] == 1
    assert measures["visits"] == 0


def test_who_stayed_is_no_part_of_who_comes_from_outside(center) -> None:
    at = center.at
    for minutes in (2, 4):
        stay = center.Trip(at(1, "09:00"), at(1, f"09:0{minutes}"), stayed=True)
        center.visit(LAND, stay)
    center.visit(JUSTICE, center.Trip(at(1, "09:00"), at(1, "09:12")))
    center.visit(LAND, center.Trip(at(1, "10:00"), at(1, "10:30"), TripEnd.LEFT))
    measures = center.measure()
    assert measures["wait_mean"] == 12
    assert measures["wait_mean.outside"] == 21
    assert measures["wait_p50.outside"] == 21
    assert measures["wait_within_15.outside"] == 1 / 2
    assert measures["wait_within_15"] == 3 / 4


def test_a_job_is_lost_where_and_when_its_last_trip_failed(center) -> None:
    at, trip = center.at, center.Trip
    failed = [trip(at(day, "09:00"), at(day, "09:30"), TripEnd.LEFT) for day in (0, 1, 2)]
    center.visit(JUSTICE, *failed, ended=JobEnd.LOST)  # its last trip is of day 2
    center.visit(JUSTICE, failed[0], ended=JobEnd.LOST)  # in the warm-up
    center.visit(LAND, failed[1])  # the next job's trip is not the lost one's
    measures = center.measure()
    assert measures["lost"] == measures["lost.receive/justice"] == 1
    assert measures["lost.land"] == 0


def test_visits_per_dossier_divides_by_the_dossiers_received(center) -> None:
    at = center.at
    for day in (1, 2, 2):
        center.visit(LAND, center.Trip(at(day, "09:00"), at(day, "09:01")))
    center.dossier(0, accepted=at(1, "09:10"), due=at(2, "17:00"), ready=at(1, "10:00"))
    center.dossier(0, accepted=at(1, "09:10"), due=at(2, "17:00"), ready=-1)
    center.dossier(0, accepted=at(0, "09:10"), due=at(2, "17:00"), ready=-1)  # carried over
    measures = center.measure()
    assert measures["visits_per_dossier"] == measures["visits_per_dossier.land"] == 1.5
    assert np.isnan(measures["visits_per_dossier.justice"])
