"""The record of a day holds what touched it, in seconds of the day."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings

from simulator.center import serve
from simulator.center.outcome import JobEnd, TripEnd
from simulator.demand.workload import DAY, NONE, OpKind
from simulator.measures import DayRecord, day_record
from tests.center.random_scenes import scenes

FRIDAY = date(2021, 1, 1)
LAND, APPROVE, JUSTICE = 0, 1, 2


def record_of(center, day: int) -> DayRecord:
    return day_record(center.outcome(), center.workload(), center.roster(), day, FRIDAY)


def second(moment: int, day: int) -> int:
    return NONE if moment == NONE else min(max(moment - day * DAY, 0), DAY)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(scene=scenes())
def test_a_day_is_what_a_clerk_would_write_down(scene) -> None:
    workload, roster = scene.workload(), scene.roster()
    outcome = serve(workload, roster)
    times, trips, horizon = outcome.ops, outcome.trips, workload.horizon
    for day in range(-(-horizon // DAY)):
        record = day_record(outcome, workload, roster, day, FRIDAY)

        def touches(start: int, end: int, day: int = day) -> bool:
            end = horizon if end == NONE else end
            return start < (day + 1) * DAY and max(end, start + 1) > day * DAY

        tickets = []
        for row in np.flatnonzero(trips.ticketed | (trips.ended == TripEnd.TURNED_AWAY)):
            op, arrival, gone = trips.op[row], trips.arrival[row], trips.gone[row]
            served = trips.ended[row] == TripEnd.SERVED
            end = times.finish[op] if served else gone
            if touches(arrival, end):
                call = gone if served else NONE
                officer = times.officer[op] if served else NONE
                moments = [second(moment, day) for moment in (arrival, call, end)]
                tickets.append([*moments, workload.ops.where[op], officer, trips.ended[row]])
        columns = ("arrival", "call", "end", "station", "officer", "ended")
        found = np.column_stack([getattr(record, name) for name in columns]).tolist()
        assert sorted(found) == sorted(tickets)
        assert (np.diff(record.arrival) >= 0).all()
        work = [
            [
                times.officer[op],
                second(times.start[op], day),
                second(horizon if times.finish[op] == NONE else times.finish[op], day),
                workload.ops.where[op],
            ]
            for op in np.flatnonzero((workload.ops.kind == OpKind.SERVE) & (times.start != NONE))
            if touches(times.start[op], times.finish[op])
        ]
        assert sorted(record.work.tolist()) == sorted(work)
        assert (np.diff(record.work[:, 0]) >= 0).all()
        duty = [
            [officer, second(start, day), second(end, day)]
            for officer in range(len(roster.group))
            for start, end in zip(
                roster.duty_start[slice(*roster.first_duty[officer : officer + 2])],
                roster.duty_end[slice(*roster.first_duty[officer : officer + 2])],
                strict=True,
            )
            if touches(start, end)
        ]
        assert record.duty.tolist() == duty


def test_it_says_date_places_and_who_is_who(center) -> None:
    center.officers = [
        center.Officer(1, serves=(APPROVE,), duty=[(DAY, 2 * DAY)]),
        center.Officer(0, serves=(LAND,), duty=[]),
    ]
    record = record_of(center, 1)
    assert record.date == date(2021, 1, 2)
    assert record.fields == ("land", "justice")
    assert record.stations == ("receive/land", "approve/land", "receive/justice")
    assert [record.groups[group] for group in record.officer_group] == ["signers", "counter"]
    assert record.duty.tolist() == [[0, 0, DAY]]


def test_tickets_stand_in_order_of_coming_with_field_and_end(center) -> None:
    at, trip = center.at, center.Trip
    center.visit(JUSTICE, trip(at(1, "10:00"), at(1, "11:00"), TripEnd.LEFT, stayed=True))
    center.visit(LAND, trip(at(1, "08:00"), at(1, "08:30")))
    center.visit(LAND, trip(at(1, "09:00"), ended=TripEnd.WAITING), ended=JobEnd.OPEN)
    center.visit(LAND, trip(at(2, "08:00"), at(2, "08:30")))
    record = record_of(center, 1)
    assert record.arrival.tolist() == [8 * 3600, 9 * 3600, 10 * 3600]
    assert record.call.tolist() == [8.5 * 3600, NONE, NONE]
    assert record.end.tolist() == [8.5 * 3600, NONE, 11 * 3600]
    assert record.field.tolist() == [0, 0, 1]
    assert record.officer.tolist() == [0, NONE, NONE]
    assert record.ended.tolist() == [TripEnd.SERVED, TripEnd.WAITING, TripEnd.LEFT]
    assert record.stayed.tolist() == [False, False, True]


def test_who_was_turned_away_without_a_ticket_came_and_went_at_once(center) -> None:
    at, trip = center.at, center.Trip
    for moment, ended in (("18:00", TripEnd.TURNED_AWAY), ("19:00", TripEnd.IN_VAIN)):
        came = at(1, moment)
        center.visit(LAND, trip(came, came, ended, ticketed=False), ended=JobEnd.OPEN)
    record = record_of(center, 1)
    assert record.ended.tolist() == [TripEnd.TURNED_AWAY]  # nobody sees who comes in vain
    assert record.arrival.tolist() == record.end.tolist() == [18 * 3600]
    assert record.call.tolist() == record.officer.tolist() == [NONE]
    assert not len(record_of(center, 2).arrival)


def test_what_runs_past_midnight_is_cut_there(center) -> None:
    start, finish = center.at(0, "23:50"), center.at(1, "00:20")
    center.visit(LAND, center.Trip(center.at(0, "23:00"), start))
    center.jobs[-1].ops[0].finish = finish
    first, second_day = record_of(center, 0), record_of(center, 1)
    assert (first.end[0], first.work.tolist()) == (DAY, [[0, 85_800, DAY, LAND]])
    assert (second_day.arrival[0], second_day.call[0], second_day.end[0]) == (0, 0, 1200)
    assert second_day.work.tolist() == [[0, 0, 1200, LAND]]
    assert not len(record_of(center, 2).work)


def test_what_begins_and_ends_at_midnight_is_of_the_new_day_only(center) -> None:
    center.visit(LAND, center.Trip(DAY, DAY))
    assert [len(record_of(center, day).arrival) for day in range(4)] == [0, 1, 0, 0]
    assert [len(record_of(center, day).work) for day in range(4)] == [0, 1, 0, 0]


@pytest.mark.parametrize("day", [-1, 4])
def test_a_day_outside_the_run_is_an_error(center, day) -> None:
    with pytest.raises(ValueError, match=f"days 0 to 3, and no day {day}"):
        record_of(center, day)


def test_a_run_that_ends_at_noon_has_its_last_day(center) -> None:
    workload = replace(center.workload(), horizon=3 * DAY + DAY // 2)
    record = day_record(center.outcome(), workload, center.roster(), 3, FRIDAY)
    assert record.date == date(2021, 1, 4)
