"""The log that a ticket machine would have written of a simulated replication.

In: what came, who was on duty, and what happened. Out: a `TicketLog`, of which the truth is known:
what reads, fits and replays logs is tried on it. The machine stands behind the door, if nothing
else is said: who comes before the opening takes a ticket then, and who has left by then has none.
It knows nobody's patience: of who left silently it has the call in vain, and of who was sent home
nothing but the ticket.
"""

# ruff: noqa: PLC0415  # SimPy is loaded where it is needed.

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.center import Outcome, TripEnd
from simulator.demand import Roster, Workload
from simulator.demand.timetable import OFFICE
from simulator.demand.workload import DAY, NONE
from simulator.measures.labels import station_names
from simulator.records.tickets import Ending, TicketLog
from simulator.scenario import STEPS, Scenario


@dataclass(frozen=True)
class _Calls:
    """Calls to which nobody came, in order of operation and time. Shapes (calls,)."""

    op: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    officer: NDArray[np.int32]


def log_of(
    scenario: Scenario,
    workload: Workload,
    roster: Roster,
    outcome: Outcome,
    *,
    steps: Sequence[str] = ("receive",),
    is_outside: bool = False,
) -> TicketLog:
    """Return the log of the reported period, as the ticket machine would have written it.

    Where citizens leave silently, `outcome` does not tell when they were called in vain: then the
    replication is served once more, by the SimPy model.

    Parameters
    ----------
    scenario
        What was drawn.
    workload, roster, outcome
        A replication, and what happened in it.
    steps
        Steps whose visits take tickets. A queue is called by its field; where they are several, by
        step and field.
    is_outside
        Whether the machine stands before the door, so that tickets are taken before the opening.

    Examples
    --------
    >>> from simulator import draw, load_scenario, serve
    >>> scenario = load_scenario("scenarios/textbook/mm1.yaml")
    >>> drawn = draw(scenario, seed=1)
    >>> log = log_of(scenario, *drawn, serve(*drawn))
    >>> log.first_day.isoformat(), log.queues, log.counters
    ('2021-01-01', ('any',), ('clerks 1',))
    """
    trips, start = outcome.trips, workload.period_start
    station = workload.ops.where[trips.op]
    step = workload.stations.step[station]
    is_logged = trips.ticketed & np.isin(step, [STEPS.index(name) for name in steps])
    rows = np.flatnonzero(is_logged & (trips.arrival >= start))
    let_in = trips.arrival[rows] if is_outside else _let_in(workload, trips.arrival[rows])
    at_the_door = trips.gone[rows] <= let_in
    has_gone = at_the_door & (trips.ended[rows] == TripEnd.LEFT)
    taken = np.where(  # An officer may have called them before the opening.
        at_the_door & (trips.ended[rows] == TripEnd.SERVED), trips.gone[rows], let_in
    )
    order = np.lexsort((trips.arrival[rows], taken))
    order = order[~has_gone[order]]
    rows, taken = rows[order], taken[order]
    op, gone, ended = trips.op[rows], trips.gone[rows], trips.ended[rows]
    is_served, has_left = ended == TripEnd.SERVED, ended == TripEnd.LEFT
    called = np.where(is_served, gone, NONE)
    finished = np.where(is_served, outcome.ops.finish[op], NONE)
    counter = np.where(is_served, outcome.ops.officer[op], NONE)
    ending = np.where(is_served, Ending.SERVED, Ending.UNKNOWN)
    if workload.leaves_silently and has_left.any():
        calls = _calls_in_vain(workload, roster)
        left = np.flatnonzero(has_left)
        call = _call_of(op[left], gone[left], calls)
        left, call = left[call != NONE], call[call != NONE]
        called[left], finished[left] = calls.start[call], calls.end[call]
        counter[left], ending[left] = calls.officer[call], Ending.CALLED_IN_VAIN
    else:
        finished[has_left], ending[has_left] = gone[has_left], Ending.LEFT
    there, queue = np.unique(station[rows], return_inverse=True)
    names = station_names(workload)
    if len(steps) == 1:
        names = tuple(workload.fields[field] for field in workload.stations.field.tolist())
    return TicketLog.of(
        first_day=scenario.period.from_,
        offices=(scenario.name.en,),
        queues=tuple(names[place] for place in there.tolist()),
        counters=_officers(roster),
        office=np.zeros(len(there)),
        queue=queue,
        taken=taken - start,
        called=np.where(called == NONE, NONE, called - start),
        finished=np.where(finished == NONE, NONE, finished - start),
        counter=counter,
        ending=ending,
    )


def _let_in(workload: Workload, arrival: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return when who came was let in: at once, or when the doors opened."""
    time = workload.time
    office = slice(time.calendar_first[OFFICE], time.calendar_first[OFFICE + 1])
    opens = np.append(time.calendar_start[office], 0)
    opening = opens[np.searchsorted(time.calendar_end[office], arrival, side="right")]
    return np.where(opening // DAY == arrival // DAY, np.maximum(arrival, opening), arrival)


def _officers(roster: Roster) -> tuple[str, ...]:
    """Return the officers, by group and number."""
    number = np.arange(len(roster.group)) - np.searchsorted(roster.group, roster.group) + 1
    return tuple(
        f"{roster.groups[group]} {nth}"
        for group, nth in zip(roster.group.tolist(), number.tolist(), strict=True)
    )


def _calls_in_vain(workload: Workload, roster: Roster) -> _Calls:
    """Return the calls of tickets whose holders had left silently (R9), by the SimPy model."""
    from simulator.center.reference import Center

    stretches: list[tuple[int, int, int, int]] = []

    def note(officer: int, _station: int, op: int, start: int, end: int) -> None:
        stretches.append((op, start, end, officer))

    outcome = Center(workload, roster, note).run()
    op, start, end, officer = np.array(sorted(stretches), np.int64).reshape(-1, 4).T
    has_left = np.zeros(len(workload.ops.kind), np.bool_)
    has_left[outcome.trips.op[outcome.trips.ended == TripEnd.LEFT]] = True
    began = outcome.ops.start[op]
    in_vain = has_left[op] & ((began == NONE) | (start < began))
    return _Calls(op[in_vain], start[in_vain], end[in_vain], officer[in_vain].astype(np.int32))


def _call_of(op: NDArray[np.int64], gone: NDArray[np.int64], calls: _Calls) -> NDArray[np.int64]:
    """Return the call of each ticket that was left; `NONE` where there was none.

    It is the first of its operation after the citizen has gone that is of no earlier ticket.
    """
    call = np.full(len(op), NONE, np.int64)
    known = list(zip(calls.op.tolist(), calls.start.tolist(), strict=True))
    free = 0
    for ticket in np.lexsort((gone, op)).tolist():
        number = max(free, bisect_left(known, (int(op[ticket]), int(gone[ticket]))))
        if number < len(known) and known[number][0] == op[ticket]:
            call[ticket], free = number, number + 1
    return call
