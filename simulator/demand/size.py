"""How large a replication is expected to be, before anything is drawn: its operations, its memory.

In: a scenario. Out: `Size`, from expected volumes and the mean length of routes, and what stands in
the way of a replication, in words. The memory is an estimate by what replications have been seen
to take, rather too high than too low. Nothing is drawn here.
"""

from dataclasses import dataclass
from datetime import date
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from simulator.demand.counts import NEGLIGIBLE_SDS
from simulator.demand.day_factors import gamma_factor
from simulator.demand.dossiers import MOST_IN_BUNDLE
from simulator.demand.draws import MAX_INDEX
from simulator.demand.volumes import ExpectedCases, expected_cases
from simulator.demand.workload import Channel
from simulator.language import _
from simulator.scenario import Scenario
from simulator.scenario.model_demand import Procedure
from simulator.scenario.repeats import goes_to_headquarters, times_a_step

MOST_A_DAY = MAX_INDEX // MOST_IN_BUNDLE
"""Cases of one procedure that go with one day: more have no random numbers of their own."""

SMALLEST = 64e6
"""Bytes of a replication with next to nothing in it: tables, and the engine."""
OF_AN_OPERATION, OF_A_JOB, OF_A_TRIP, OF_A_COLUMN = 80, 215, 50, 2
"""Bytes at the peak of drawing and serving. A trip is the first for a service in person, and has a
column for each that may follow."""
OF_AN_OFFICER_DAY, OF_A_STATION_DAY = 150, 25
"""Likewise for each day of an officer, and of a station that an officer serves or helps."""
OF_A_PROCESS = 250e6
"""Bytes of a process that has the package loaded, and nothing else."""
TIMES_IN_SIMPY = 3.0
"""Memory that the SimPy model takes, in that of the compiled engine, and beside it."""
MONTH = 31
"""Days of the check that every run makes, in which the SimPy model serves beside the compiled
engine: enough to meet most rules, and short in SimPy."""


@dataclass(frozen=True, slots=True)
class Size:
    """The expected size of one replication, warm-up included."""

    operations: float
    jobs: float
    """Visits and dossiers."""
    memory: float
    """Bytes at the peak, when the compiled engine serves it, and the SimPy model a month of it."""
    memory_in_simpy: float
    """Bytes at the peak, when the SimPy model serves all of it."""


def expected_size(scenario: Scenario) -> Size:
    """Return how large a replication is expected to be.

    Raises
    ------
    ValueError
        If there are more arrivals on a day than can be drawn; the message says what to change.

    Examples
    --------
    >>> from simulator import load_scenario
    >>> size = expected_size(load_scenario("scenarios/textbook/mm1.yaml"))
    >>> round(size.operations), round(size.jobs)
    (22920, 45840)
    """
    cases = expected_cases(scenario)
    _check_days(scenario, cases)
    expected = cases.by_day()
    numbers = expected.sum(axis=2)
    enquiries = float(numbers[len(scenario.procedures) :].sum())
    operations = jobs = trips = enquiries
    for row, procedure in enumerate(scenario.procedures.values()):
        visits = float(numbers[row, Channel.COUNTER]) if "receive" in procedure.steps else 0.0
        dossiers = numbers[row] * procedure.mean_bundle
        length, in_person = _route(scenario, procedure)
        operations += visits + float(length @ dossiers)
        jobs += visits + float(dossiers.sum())
        trips += visits + float(in_person @ dossiers)
    columns = scenario.citizens.retries + 2
    memory = SMALLEST + OF_AN_OPERATION * operations + OF_A_JOB * jobs
    memory += (OF_A_TRIP + OF_A_COLUMN * columns) * trips
    days = expected.shape[2]
    memory += _of_officers(scenario, days)
    beside = TIMES_IN_SIMPY * memory
    return Size(operations, jobs, memory + beside * min(MONTH / days, 1.0), memory + beside)


def _route(
    scenario: Scenario, procedure: Procedure
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the mean operations of a dossier, and those in person, by channel; without its visit.

    The pieces are those of `simulator.demand.routes`, in their order.
    """
    steps = procedure.steps
    times = times_a_step(scenario, procedure)
    supplement = procedure.supplement
    asked = supplement.chance if supplement else 0.0
    dropped = asked * supplement.never if supplement else 0.0
    brought, goes_on = asked - dropped, 1.0 - dropped
    is_citizen = np.arange(len(Channel)) == Channel.COUNTER
    length = np.full(len(Channel), dropped + goes_on * sum(c.chance for c in procedure.consult))
    in_person = np.zeros(len(Channel))
    if "receive" in steps:
        again = procedure.incomplete / (1 - procedure.incomplete) + brought
        length += ~is_citizen + 2 * again  # Bringing is an operation, receiving another.
        in_person += is_citizen * again
    else:
        length += brought
    length += sum(times[step].papers for step in ("appraise", "approve", "seal") if step in steps)
    is_away = goes_to_headquarters(scenario, procedure)
    length += 2 * goes_on * is_away
    if "return" in steps:
        stays = is_citizen * (procedure.on_the_spot and not is_away)
        collected = goes_on * np.maximum(stays, scenario.citizens.collects.counter)
        length += sum(times["return"]) + collected  # To come is an operation, too.
        in_person += collected
    return length, in_person


def _of_officers(scenario: Scenario, days: int) -> float:
    """Return the bytes of duty, and of what officers did where."""
    total = 0.0
    for name, group in scenario.staff.items():
        stations = len(scenario.served_stations(name)) + len(scenario.helped_stations(name))
        total += group.most_officers * (OF_AN_OFFICER_DAY + OF_A_STATION_DAY * stations)
    return total * days


def _check_days(scenario: Scenario, cases: ExpectedCases) -> None:
    """Refuse a day on which more may come, by any chance, than there are random numbers for."""
    own = cases.number[: len(scenario.procedures)]
    if not own.size:
        return
    row, column = np.unravel_index(int(np.argmax(own)), own.shape)
    number = float(own[row, column])
    busiest = number * float(gamma_factor(np.nextafter(1.0, 0.0), scenario.demand.day_cv))
    if busiest + NEGLIGIBLE_SDS * sqrt(busiest) + 50 <= MOST_A_DAY:
        return
    name = list(scenario.procedures)[row]
    message = _(
        "procedures.{name}.volume: about {number:.0f} visits and filings on {day}, more than can "
        "be drawn for one day: make the volume smaller, spread it over more days, or over several "
        "procedures"
    )
    on = date.fromordinal(int(cases.filing.ordinal[cases.place[column]]))
    raise ValueError(message.format(name=name, number=number, day=on))
