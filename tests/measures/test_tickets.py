"""Tickets are those who held a place in a queue, and an unfinished wait runs to the horizon."""

from simulator.center.outcome import JobEnd, TripEnd
from simulator.demand.workload import DAY
from simulator.measures.tickets import tickets_of

LAND, JUSTICE = 0, 2


def test_only_who_had_a_ticket_is_among_them(center) -> None:
    at, trip = center.at, center.Trip
    center.visit(LAND, trip(at(1, "08:00"), at(1, "08:10")))
    center.visit(JUSTICE, trip(at(1, "18:00"), at(1, "18:00"), TripEnd.TURNED_AWAY, ticketed=False))
    center.visit(JUSTICE, trip(at(3, "23:00"), ended=TripEnd.WAITING), ended=JobEnd.OPEN)
    tickets = tickets_of(center.workload(), center.outcome())
    assert tickets.op.tolist() == [0, 2]
    assert tickets.wait.tolist() == [600, 3600]
    assert tickets.take([1]).arrival.tolist() == [at(3, "23:00")]


def test_since_a_moment_includes_that_moment(center) -> None:
    for arrival in (DAY - 1, DAY, DAY + 1):
        center.visit(LAND, center.Trip(arrival, DAY + 60))
    workload, outcome = center.workload(), center.outcome()
    assert tickets_of(workload, outcome, since=DAY).wait.tolist() == [60, 59]
    measures = center.measure()
    assert measures.counts[measures.index.row("wait_mean")] == 2
