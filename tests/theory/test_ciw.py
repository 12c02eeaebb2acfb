"""Ciw as a second opinion: the same arrivals and services in both, and the same starts come out.

Every customer brings their own service times, so the two programs are compared to the second and
no statistics are needed. Ciw replaces all servers at a change of shift, and who still serves then
is beyond the new number (we keep one officer one); so in the schedule here nobody's work reaches
from one shift into the next.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import ciw
import numpy as np
import pytest

from simulator.center import serve
from simulator.center.outcome import TripEnd
from simulator.center.reference import Center
from simulator.demand.roster import Roster
from simulator.demand.workload import (
    DAY,
    FAR,
    NONE,
    Bookings,
    JobFlag,
    JobKind,
    Jobs,
    Operations,
    OpKind,
    Stations,
    Timetable,
    Trips,
    Workload,
    same_arrays,
)
from tests.center.build import ROUND_THE_CLOCK, Scene

# Ciw copies its schedules, which Python 3.14 will not do.
pytestmark = pytest.mark.filterwarnings("ignore:Pickle, copy, and deepcopy:DeprecationWarning")

Duty = Sequence[tuple[int, int]]


class OwnTimes(ciw.dists.Distribution):
    """Service times that customers bring, by their number."""

    def __init__(self, seconds: Sequence[int]) -> None:
        self.seconds = seconds

    def sample(self, t: float | None = None, ind: Any = None) -> float:
        return float(self.seconds[ind.id_number - 1])


def ciw_starts(
    arrivals: np.ndarray, work: np.ndarray, servers: list[Any], until: float
) -> np.ndarray:
    """Starts by customer and step of a tandem in Ciw; -1 for those that did not come."""
    steps = work.shape[1]
    gaps = [float(gap) for gap in np.diff(arrivals, prepend=0)]
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Sequential([*gaps, float("inf")]), *[None] * (steps - 1)],
        service_distributions=[OwnTimes(work[:, step].tolist()) for step in range(steps)],
        number_of_servers=servers,
        routing=[[float(to == step + 1) for to in range(steps)] for step in range(steps)],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(until)
    starts = np.full(work.shape, NONE)
    for record in simulation.get_all_records(only=["service"]):
        starts[record.id_number - 1, record.node - 1] = record.service_start_date
    return starts


def our_starts(
    arrivals: np.ndarray, work: np.ndarray, duties: list[list[Duty]], until: int
) -> tuple[np.ndarray, np.ndarray]:
    """Starts and ready times by dossier and step in the engine, as `ciw_starts`."""
    jobs, steps = work.shape
    officers = [(step, duty) for step, of_step in enumerate(duties) for duty in of_step]
    workload = Workload(
        horizon=until,
        period_start=0,
        retries=0,
        leaves_silently=False,
        call_out=0,
        fields=("any",),
        procedures=("job",),
        procedure_field=np.zeros(1, np.int32),
        procedure_own=np.ones(1, np.bool_),
        jobs=Jobs(
            kind=np.full(jobs, JobKind.DOSSIER, np.int8),
            flags=np.full(jobs, JobFlag.ACCEPTED, np.int8),
            begin=arrivals.astype(np.int64),
            dossiers=np.zeros(jobs, np.int32),
            procedure=np.zeros(jobs, np.int32),
            channel=np.zeros(jobs, np.int8),
            limit=np.full(jobs, NONE, np.int32),
            first_op=np.arange(0, jobs * steps + 1, steps, dtype=np.int64),
        ),
        ops=Operations(
            kind=np.full(jobs * steps, OpKind.SERVE, np.int8),
            flags=np.zeros(jobs * steps, np.int16),
            where=np.tile(np.arange(steps, dtype=np.int32), jobs),
            amount=work.astype(np.int64).ravel(),
            trips=np.full(jobs * steps, NONE, np.int32),
        ),
        trips=Trips(np.empty((0, 2), np.uint16), np.empty(0, np.int64), np.empty(0, np.int32)),
        stations=Stations(
            step=np.arange(steps, dtype=np.int8),
            field=np.zeros(steps, np.int32),
            by_due_date=np.zeros(steps, np.bool_),
            pauses=np.zeros(steps, np.bool_),
            last_ticket=np.zeros(steps, np.int64),
            booked_first=np.ones(steps, np.bool_),
            places=np.zeros(steps, np.int64),
            overtime_at_most=np.full(steps, FAR),
            tickets_per_day=np.full(steps, FAR, np.int64),
            target_wait=np.full(steps, 900, np.int64),
            hurry=np.full((steps, 1), 1000, np.int32),
        ),
        bookings=Bookings.full(0, station=0, moment=0, ended=0),
        time=_round_the_clock(until // DAY + 1),
        agency_days=np.full((1, 1), NONE, np.int32),
    )
    spans = [span for _, duty in officers for span in duty]
    roster = Roster(
        groups=tuple(f"step-{step}" for step in range(steps)),
        group=np.array([step for step, _ in officers], np.int32),
        speed=np.full(len(officers), 1000, np.int32),
        by_target=np.zeros(len(officers), np.bool_),
        first_served=np.arange(len(officers) + 1, dtype=np.int64),
        served=np.array([step for step, _ in officers], np.int32),
        first_helped=np.zeros(len(officers) + 1, np.int64),
        helped=np.empty(0, np.int32),
        first_duty=np.cumsum([0, *(len(duty) for _, duty in officers)]).astype(np.int64),
        duty_start=np.array([start for start, _ in spans], np.int64),
        duty_end=np.array([end for _, end in spans], np.int64),
    )
    outcome = Center(workload, roster).run()
    assert same_arrays(outcome, serve(workload, roster))
    times = outcome.ops
    return times.start.reshape(work.shape), times.ready.reshape(work.shape)


def _round_the_clock(days: int) -> Timetable:
    return Timetable(
        calendar_first=np.array([0, 1], np.int64),
        calendar_start=np.zeros(1, np.int64),
        calendar_end=np.full(1, days * DAY, np.int64),
        opens=np.arange(days, dtype=np.int64) * DAY,
        closing=np.full(days, FAR, np.int64),
        closings=np.empty(0, np.int64),
        next_open_day=np.arange(days + 1, dtype=np.int32),
        next_working_day=np.arange(days + 1, dtype=np.int32),
        day_type=np.zeros(days, np.int32),
        first_weekday=0,
        arrival_second=np.zeros((1, 1), np.int32),
        cut_off=np.arange(1, days + 1, dtype=np.int64) * DAY - 1,
        due=np.empty((0, days), np.int64),
        limit_hours=np.empty(0, np.int64),
        extension=np.empty(0, np.int32),
        close_before=np.full(days, NONE),
        working_hours=0,
        courier_first=np.zeros(3, np.int64),
        courier_departs=np.empty(0, np.int64),
        courier_arrives=np.empty(0, np.int64),
    )


def nobody_is_ready_with_another(ready: np.ndarray) -> bool:
    """Ciw breaks ties at a station in its own order, so the comparison needs there to be none."""
    return all(len(np.unique(column)) == len(column) for column in ready.T)


@pytest.mark.parametrize("seed", range(5))
def test_a_fifo_tandem(seed):
    chance = np.random.default_rng(seed)
    servers, mean = [2, 3, 1], [50_000, 78_000, 25_000]  # so long that no two seconds are the same
    arrivals = np.cumsum(1 + chance.exponential(30_000, 600).astype(np.int64))
    work = np.stack([1 + chance.gamma(2, m / 2, 600).astype(np.int64) for m in mean], axis=1)
    until = int(arrivals[-1]) + 20 * DAY
    always = [[(0, until)]]
    ours, ready = our_starts(arrivals, work, [always * number for number in servers], until)
    assert nobody_is_ready_with_another(ready)
    theirs = ciw_starts(arrivals, work, list(servers), until)
    assert ours.tolist() == theirs.tolist()
    assert (ours > ready).mean() > 0.2  # most of it is about waiting


@pytest.mark.parametrize("seed", range(5))
def test_a_schedule_of_servers_who_finish_what_they_began(seed):
    chance = np.random.default_rng(100 + seed)
    hour = 3_600
    # Two on duty from 1 to 4, three from 6 to 10, nobody in between and in the night.
    changes = [(hour, 0), (4 * hour, 2), (6 * hour, 0), (10 * hour, 3), (DAY, 0)]
    days = 4
    arrivals = np.cumsum(1 + chance.exponential(750, 400).astype(np.int64))
    arrivals = arrivals[arrivals < days * DAY]
    work = 1 + np.minimum(chance.gamma(2, 450, (len(arrivals), 1)), hour).astype(np.int64)
    duties: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for midnight in range(0, days * DAY, DAY):
        for (start, _), (end, number) in pairwise(changes):
            for officer in range(number):
                duties[officer].append((midnight + start, midnight + end))
    until = days * DAY
    ours, ready = our_starts(arrivals, work, [list(duties.values())], until)
    assert nobody_is_ready_with_another(ready)
    schedule = ciw.Schedule(
        numbers_of_servers=[number for _, number in changes],
        shift_end_dates=[end for end, _ in changes],
        preemption=False,
    )
    theirs = ciw_starts(arrivals, work, [schedule], until)
    assert ours.tolist() == theirs.tolist()
    finish = (ours + work).ravel()
    off_duty = [not any(a < f <= b for a, b in duties[0]) for f in finish]
    assert sum(off_duty) > 3  # some are finished after the end of a shift


def one_queue(
    arrivals: np.ndarray, work: np.ndarray, *, priority: np.ndarray, patience: np.ndarray
) -> dict[str, list[int]]:
    """When each citizen is called, `NONE` for who leaves, and when those leave: in both programs.

    Two officers, round the clock. The times are so long that no two things happen in one second,
    where each program has an order of its own.
    """
    until = int(arrivals[-1]) // DAY + 10
    scene = Scene(days=until, hours=ROUND_THE_CLOCK, retries=0)
    counter = scene.station()
    for _ in range(2):
        scene.officer(counter, duty=[(0, until * DAY)])
    for arrival, seconds, is_first, waits in zip(arrivals, work, priority, patience, strict=True):
        scene.visit(
            counter, int(arrival), int(seconds), priority=bool(is_first), patience=int(waits)
        )
    run = scene.run()
    trips = run.outcome.trips
    left = np.full(len(arrivals), NONE)
    left[trips.op[trips.ended == TripEnd.LEFT]] = trips.gone[trips.ended == TripEnd.LEFT]

    classes = {"Urgent": priority, "Usual": ~priority}
    has_patience = bool((patience < FAR).any())
    own_patience = OwnTimes(patience.tolist())
    network = ciw.create_network(
        arrival_distributions={
            name: [
                ciw.dists.Sequential(
                    [*np.diff(arrivals[members], prepend=0).astype(float).tolist(), float("inf")]
                )
            ]
            for name, members in classes.items()
        },
        service_distributions={name: [OwnTimes(work.tolist())] for name in classes},
        priority_classes={"Urgent": 0, "Usual": 1},
        reneging_time_distributions={name: [own_patience] for name in classes}
        if has_patience
        else None,
        number_of_servers=[2],
        routing={name: [[0.0]] for name in classes},
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(until * DAY)
    theirs, their_left = np.full((2, len(arrivals)), NONE)
    for record in simulation.get_all_records(only=["service"]):
        theirs[record.id_number - 1] = record.service_start_date
    for record in simulation.get_all_records(only=["renege"]):
        their_left[record.id_number - 1] = record.exit_date
    return {
        "ours": run.outcome.ops.start.tolist(),
        "theirs": theirs.tolist(),
        "left ours": left.tolist(),
        "left theirs": their_left.tolist(),
    }


@pytest.mark.parametrize("seed", range(5))
def test_priorities(seed):
    chance = np.random.default_rng(200 + seed)
    arrivals = np.cumsum(1 + chance.exponential(30_000, 500).astype(np.int64))
    work = 1 + chance.gamma(2, 25_000, 500).astype(np.int64)
    priority = chance.random(500) < 0.3
    starts = one_queue(arrivals, work, priority=priority, patience=np.full(500, FAR, np.int64))
    assert starts["ours"] == starts["theirs"]
    ours = np.array(starts["ours"])
    passed = (np.diff(ours) < 0) & priority[1:] & ~priority[:-1]
    assert passed.sum() > 10  # urgent citizens did pass others


@pytest.mark.parametrize("seed", range(5))
def test_reneging_with_priorities(seed):
    chance = np.random.default_rng(300 + seed)
    arrivals = np.cumsum(1 + chance.exponential(22_500, 500).astype(np.int64))
    work = 1 + chance.gamma(2, 25_000, 500).astype(np.int64)
    patience = 1 + chance.exponential(45_000, 500).astype(np.int64)
    seen = one_queue(arrivals, work, priority=chance.random(500) < 0.3, patience=patience)
    assert seen["left ours"] == seen["left theirs"]
    assert seen["ours"] == seen["theirs"]
    assert sum(left != NONE for left in seen["left ours"]) > 30
