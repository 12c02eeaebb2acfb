"""Who comes with what, and who is on duty: one replication, drawn.

In: a resolved scenario. Out: the contracts `Workload` and `Roster`. All randomness of the
simulator is drawn here, by address (`simulator.demand.draws`).
"""

from simulator.demand.appointments import book
from simulator.demand.contract import check_range, mark_sound
from simulator.demand.dossiers import draw_arrivals
from simulator.demand.draws import Draws
from simulator.demand.given import GivenVisits, with_given
from simulator.demand.laying_out import lay_out
from simulator.demand.prepared import PreparedScenario
from simulator.demand.roster import Roster, draw_roster
from simulator.demand.workload import AMOUNT, AMOUNT_OR_FAR, DAY, NONE, STRETCH, Workload
from simulator.language import _
from simulator.scenario import Scenario

__all__ = [
    "PreparedScenario",
    "Roster",
    "TooLongError",
    "Workload",
    "draw",
    "draw_replication",
    "draw_workload",
]


class TooLongError(ValueError):
    """A time was drawn that is too long to be served; the message says where it was written."""


def draw(scenario: Scenario, *, seed: int, replication: int = 0) -> tuple[Workload, Roster]:
    """Draw one replication of a scenario: who comes with what, and who is on duty.

    Parameters
    ----------
    scenario
        A scenario of `load_scenario`.
    seed
        0 to 2³² - 1.
    replication
        Its number, from 0.

    Raises
    ------
    ValueError
        If seed or replication are out of range.
    TooLongError
        If a drawn time is too long to be served.

    Examples
    --------
    >>> from simulator import load_scenario
    >>> workload, roster = draw(load_scenario("scenarios/textbook/mm1.yaml"), seed=1)
    >>> len(roster.group), workload.fields
    (1, ('any',))
    """
    return draw_replication(PreparedScenario(scenario), seed=seed, replication=replication)


def draw_replication(
    prepared: PreparedScenario, *, seed: int, replication: int
) -> tuple[Workload, Roster]:
    """Draw one replication of a prepared scenario.

    Parameters
    ----------
    prepared
        The prepared scenario.
    seed
        0 to 2³² - 1.
    replication
        Its number, from 0. The same number gives the same citizens, alone or among others.

    Raises
    ------
    ValueError
        If seed or replication are out of range.
    TooLongError
        If a drawn time is too long to be served.
    """
    draws = Draws(seed, replication)
    return draw_workload(prepared, draws), draw_roster(prepared.posts, draws)


def draw_workload(
    prepared: PreparedScenario, draws: Draws, given: GivenVisits | None = None
) -> Workload:
    """Draw who comes with what in one replication; who is on duty has no part in it.

    Parameters
    ----------
    prepared
        The prepared scenario.
    draws
        The random numbers of the replication.
    given
        The visits of the reported period, where they are known; drawn when None.

    Raises
    ------
    TooLongError
        If a drawn time is too long to be served.
    """
    arrivals = draw_arrivals(prepared, draws)
    if given is not None:
        arrivals = with_given(prepared, draws, arrivals, given)
    arrivals, bookings = book(prepared, draws, arrivals)
    jobs, ops, trips = lay_out(prepared, draws, arrivals)
    scenario = prepared.scenario
    workload = Workload(
        horizon=prepared.run_days * DAY,
        period_start=scenario.period.warm_up_days * DAY,
        retries=scenario.citizens.retries,
        leaves_silently=scenario.citizens.leaves == "silently",
        call_out=round(scenario.citizens.call_out.seconds),
        fields=prepared.fields,
        procedures=tuple(scenario.procedures),
        procedure_field=prepared.procedures.field,
        procedure_own=prepared.procedures.is_own,
        jobs=jobs,
        ops=ops,
        trips=trips,
        stations=prepared.stations,
        bookings=bookings,
        time=prepared.timetable,
        agency_days=prepared.procedures.agency_days,
    )
    # All else is sound by construction; times are as long as the tails of their distributions.
    _check_stretches(workload)
    check_range("workload.trips.patience", trips.patience, AMOUNT_OR_FAR, {})
    check_range("workload.trips.comes_back", trips.comes_back, AMOUNT, {})
    mark_sound(workload)
    return workload


def _check_stretches(workload: Workload) -> None:
    """Check that all work and all delays are of a length that can be served."""
    seconds, longest = workload.ops.amount, int(STRETCH.below) - 1
    if seconds.max(initial=0) <= longest:
        return
    operation = int(seconds.argmax())
    procedure = workload.jobs.procedure[workload.job_of_op[operation]]
    raise TooLongError(
        _(
            "{path}: a time of {days} days was drawn, and at most {longest} days, 68 years, can be "
            "simulated: write shorter times",
            path="demand.enquiries"
            if procedure == NONE
            else f"procedures.{workload.procedures[procedure]}",
            days=seconds[operation] // DAY,
            longest=longest // DAY,
        )
    )
