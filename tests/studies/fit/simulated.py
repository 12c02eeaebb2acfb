"""Logs of simulated lobbies, whose truth is known."""

from dataclasses import replace

import numpy as np

from simulator.center import Outcome, TripEnd, serve
from simulator.demand import Roster, Workload, draw
from simulator.demand.workload import FAR, NONE
from simulator.records import Ending, TicketLog
from simulator.scenario import Scenario


def simulated_log(scenario: Scenario, seed: int = 1, *, with_counters: bool = True) -> TicketLog:
    """Return what a ticket machine would have noted of one replication."""
    workload, roster = draw(scenario, seed=seed)
    outcome = serve(workload, roster)
    trips = outcome.trips
    op = trips.op
    is_left = trips.ended == TripEnd.LEFT
    in_vain = is_left & workload.leaves_silently
    calls = _with_calls_in_vain(workload, roster, outcome) if in_vain.any() else outcome
    rows = np.flatnonzero(trips.ticketed)
    rows = rows[np.argsort(trips.arrival[rows], kind="stable")]
    start, finish, officer = (
        array[op] for array in (calls.ops.start, calls.ops.finish, calls.ops.officer)
    )
    served = (trips.ended == TripEnd.SERVED) & (finish != NONE)
    in_vain &= start != NONE
    was_called = served | in_vain
    called = np.where(served, trips.gone, np.where(in_vain, start, NONE))
    finished = np.where(was_called, finish, np.where(is_left, trips.gone, NONE))
    if workload.leaves_silently:
        finished[is_left & ~in_vain] = NONE
    ending = np.select(
        [served, in_vain, is_left & (not workload.leaves_silently)],
        [Ending.SERVED, Ending.CALLED_IN_VAIN, Ending.LEFT],
        Ending.UNKNOWN,
    )
    counter = np.where(was_called, officer, NONE)
    station = workload.ops.where[op[rows]]
    names = np.array([f"{step}/{field}" for step, field in scenario.stations()], object)
    ticketed = np.bincount(station, minlength=len(names)) > 0
    return TicketLog.of(
        first_day=scenario.period.first_day,
        offices=("Center",),
        queues=tuple(names[ticketed]),
        counters=tuple(f"{n + 1}" for n in range(len(roster.group))) if with_counters else (),
        office=np.zeros(int(ticketed.sum())),
        queue=(np.cumsum(ticketed) - 1)[station],
        taken=trips.arrival[rows],
        called=called[rows],
        finished=finished[rows],
        counter=counter[rows] if with_counters else np.full(len(rows), NONE),
        ending=ending[rows],
    )


def _with_calls_in_vain(workload: Workload, roster: Roster, outcome: Outcome) -> Outcome:
    """Return the same where who left in silence is served for as long as a call in vain takes.

    So it is known when each was called in vain, and by whom. Nobody must come again.
    """
    assert workload.retries == 0
    amount = workload.ops.amount.copy()
    amount[outcome.trips.op[outcome.trips.ended == TripEnd.LEFT]] = workload.call_out
    return serve(
        replace(
            workload,
            ops=replace(workload.ops, amount=amount),
            trips=replace(workload.trips, patience=np.full_like(workload.trips.patience, FAR)),
        ),
        roster,
    )
