"""Queueing, utilization, overtime and signatures, worked out by hand."""

import numpy as np
import pytest

from simulator.center.outcome import JobEnd, TripEnd
from simulator.demand.workload import NONE, JobKind, OpKind

HOUR = 3_600
RECEIVE_LAND, APPROVE_LAND, RECEIVE_JUSTICE = range(3)


def add_ops(center, *ops) -> None:
    center.jobs.append(center.Job(JobKind.DOSSIER, ops, procedure=0))


def test_queueing_runs_in_open_hours_from_ready_to_start(center) -> None:
    at, op = center.at, center.Op
    add_ops(
        center,
        op(RECEIVE_LAND, at(0, "11:00"), at(1, "09:00")),  # ready in the warm-up
        op(APPROVE_LAND, at(1, "11:00"), at(1, "14:00")),  # 2 h, the break left out
        op(APPROVE_LAND, at(1, "15:00"), at(1, "15:00")),  # at once
        op(RECEIVE_JUSTICE, at(2, "16:00")),  # 1 h until the horizon: day 3 is closed
        op(RECEIVE_JUSTICE),  # never ready
        op(NONE, at(1, "08:00"), at(1, "08:00"), kind=OpKind.VISIT),
        op(0, at(1, "08:00"), at(1, "08:00"), kind=OpKind.DELAY),  # of calendar 0, no station
    )
    measures = center.measure()
    assert measures["queueing_mean"] == pytest.approx(1.0)
    assert measures["queueing_p90"] == pytest.approx(1.8)  # 0, 1, 2 at position 1.8
    assert measures["queueing_mean.approve"] == measures["queueing_mean.approve/land"] == 1.0
    assert measures["queueing_mean.justice"] == 1.0
    assert np.isnan(measures["queueing_mean.receive/land"])
    assert measures.counts[measures.index.row("queueing_mean")] == 3


def test_an_operation_ready_in_the_first_second_of_the_period_counts(center) -> None:
    midnight = center.at(1, "00:00")
    add_ops(
        center,
        center.Op(APPROVE_LAND, midnight - 1, center.at(1, "09:00")),
        center.Op(APPROVE_LAND, midnight, center.at(1, "11:00")),
    )
    assert center.measure()["queueing_mean"] == 3.0


@pytest.mark.parametrize(
    ("end", "ticketed", "hours"),
    [
        (TripEnd.WAITING, True, 9.0),  # 16-17 on day 1, 8 h on day 2
        (TripEnd.LEFT, True, 0.5),
        (TripEnd.SENT_HOME, True, 0.5),
        (TripEnd.TURNED_AWAY, False, np.nan),  # was never in the queue
        (TripEnd.IN_VAIN, False, np.nan),
    ],
)
def test_a_citizen_who_went_unserved_queues_no_longer(center, end, ticketed, hours) -> None:
    arrival = center.at(1, "16:00")
    gone = NONE if end is TripEnd.WAITING else arrival + HOUR // 2
    center.visit(RECEIVE_LAND, center.Trip(arrival, gone, end, ticketed), ended=JobEnd.OPEN)
    assert center.measure()["queueing_mean"] == pytest.approx(hours, nan_ok=True)


def test_a_citizen_who_came_back_queues_from_the_last_trip_on(center) -> None:
    at, trip = center.at, center.Trip
    center.visit(
        RECEIVE_LAND,
        trip(at(1, "09:00"), at(1, "11:00"), TripEnd.LEFT),
        trip(at(2, "09:00"), at(2, "10:00")),
    )
    measures = center.measure()
    assert measures["queueing_mean"] == 1.0
    assert measures.counts[measures.index.row("queueing_mean")] == 1


def test_who_went_is_found_among_the_trips_of_others(center) -> None:
    at, trip = center.at, center.Trip
    served = trip(at(1, "14:00"), at(1, "14:00"))
    left = trip(at(1, "09:00"), at(1, "09:30"), TripEnd.LEFT)
    vain = trip(at(2, "09:00"), at(2, "09:00"), TripEnd.IN_VAIN, ticketed=False)
    add_ops(center, center.Op(APPROVE_LAND, at(2, "16:00")))  # 1 h until the horizon
    center.visit(RECEIVE_LAND, left, served)
    center.visit(RECEIVE_LAND, left, ended=JobEnd.OPEN)  # half an hour
    center.visit(RECEIVE_LAND, left, vain, ended=JobEnd.OPEN)  # no longer in the queue
    center.visit(RECEIVE_LAND, served)
    add_ops(center, center.Op(APPROVE_LAND, at(2, "15:00")))  # 2 h until the horizon
    measures = center.measure()
    assert measures["queueing_mean.receive"] == 0.5 / 3
    assert measures["queueing_mean.approve"] == 1.5
    assert measures.counts[measures.index.row("queueing_mean")] == 5


def test_who_is_called_and_sent_home_from_a_pause_queues_until_then(center) -> None:
    at = center.at
    home = center.Trip(at(1, "11:00"), at(1, "17:00"), TripEnd.SENT_HOME)
    add_ops(center, center.Op(RECEIVE_LAND, at(1, "11:00"), at(1, "11:30"), trips=[home]))
    assert center.measure()["queueing_mean"] == 5.0


@pytest.fixture
def staffed(center):
    """A counter officer of both fields, and a signer who helps at the land counter."""
    at = center.at
    center.officers = [
        center.Officer(
            group=0,
            serves=[RECEIVE_LAND, RECEIVE_JUSTICE],
            duty=[(at(0, "08:00"), at(0, "12:00")), (at(1, "08:00"), at(1, "12:00"))],
            worked={
                (RECEIVE_LAND, 0): 4 * HOUR,  # in the warm-up
                (RECEIVE_LAND, 1): HOUR,
                (RECEIVE_JUSTICE, 1): 2 * HOUR,  # half an hour of it off duty
            },
            overtime={(RECEIVE_LAND, 0): HOUR, (RECEIVE_JUSTICE, 1): HOUR // 2},
        ),
        center.Officer(
            group=1,
            serves=[APPROVE_LAND],
            helps=[RECEIVE_LAND],
            duty=[(at(3, "22:00"), at(4, "06:00"))],  # 2 h of it before the horizon
            worked={(APPROVE_LAND, 3): HOUR // 2, (RECEIVE_LAND, 3): HOUR},
        ),
    ]
    return center


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("utilization", 4 / 6),
        ("utilization.counter", 2.5 / 4),
        ("utilization.signers", 1.5 / 2),
        ("utilization.receive/land", 1 / 4),  # the helper's hour is not the servers'
        ("utilization.receive/justice", 1.5 / 4),
        ("utilization.receive", 2.5 / 4),  # two stations, but one officer on duty
        ("utilization.approve", 0.5 / 2),
        ("utilization.land", 2.5 / 6),  # both serve land: the helper's hour is theirs
        ("overtime_hours", 0.5),
        ("overtime_hours.counter", 0.5),
        ("overtime_hours.signers", 0),
        ("overtime_hours.receive/justice", 0.5),
        ("overtime_hours.receive/land", 0),
        ("overtime_hours.justice", 0.5),
    ],
)
def test_work_on_and_off_duty(staffed, name, value) -> None:
    assert staffed.measure()[name] == pytest.approx(value)


def test_a_station_without_anyone_on_duty_has_no_utilization(staffed) -> None:
    staffed.officers = staffed.officers[:1]
    assert np.isnan(staffed.measure()["utilization.approve/land"])
    assert np.isnan(staffed.measure()["utilization.signers"])


def test_signatures_are_counted_a_working_day(center) -> None:
    at, op = center.at, center.Op
    ready, midnight = at(0, "09:00"), at(1, "00:00")
    add_ops(
        center,
        op(APPROVE_LAND, ready, ready, midnight - 1),  # in the warm-up
        *(
            op(APPROVE_LAND, ready, ready, end)
            for end in (midnight, at(1, "10:00"), at(2, "10:00"))
        ),
        op(APPROVE_LAND, ready, ready),  # not finished
        op(RECEIVE_LAND, ready, ready, at(1, "10:00")),
    )
    measures = center.measure()
    # Three over days 1 and 2; day 3 is no working day.
    assert measures["signatures_per_day"] == measures["signatures_per_day.land"] == 1.5
    assert measures["signatures_per_day.justice"] == 0
