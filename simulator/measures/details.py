"""Details: what pictures and pages show of one replication beyond its measures.

In: `Outcome`, `Workload`, `Roster` and the date of the first day simulated. Out: `Details`, arrays
whose shapes depend on the scenario alone, so that those of many replications can be stacked. It
puts together what other modules count, and judges the age and lateness of dossiers in working days.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from simulator.center.outcome import Outcome
from simulator.demand.contract import Range
from simulator.demand.roster import Roster
from simulator.demand.workload import DAY, NONE, Channel, Workload
from simulator.measures.clock import Clocks
from simulator.measures.courses import TIMES, Elsewhere, on_the_spot, spent_by
from simulator.measures.days import HOURS, open_days, weekday_of, working_days_between
from simulator.measures.form import FormColumn
from simulator.measures.ledger import DossierStanding, Ledger, ledger_of
from simulator.measures.lobby_hours import (
    QUARTERS,
    QUEUE_QUANTILES,
    at_the_door,
    by_weekday_and_hour,
    citizen_work,
    duty_by_hour,
    queues_of,
)
from simulator.measures.open_hours import OpenHours
from simulator.measures.sub_periods import forms_of
from simulator.measures.tallies import COUNT, counted
from simulator.measures.tickets import tickets_of
from simulator.scenario.vocabulary import STEPS, WEEKDAYS

LATENESS_UPPER = (1, 2, 5, 10)
"""The most working days late of each class of overdue dossiers but the last."""

OPEN_AGE_UPPER = (5, 10, 20, 40)
"""The most working days since acceptance of each class of open dossiers but the last."""


@dataclass(frozen=True, slots=True, eq=False)
class Details:
    """What pictures and pages show of one replication beyond its measures.

    What is declared of the arrays is what `simulator.demand.contract` says of contracts.
    """

    tickets: Annotated[NDArray[np.int64], len(WEEKDAYS), HOURS, COUNT]
    """In-person tickets that arrived in the period, by weekday (0 is Monday) and hour of arrival.
    Shape (7, 24)."""
    waited: Annotated[NDArray[np.int64], len(WEEKDAYS), HOURS, COUNT]
    """Seconds that they waited, as the lobby measures count them. Shape (7, 24)."""
    at_door: Annotated[NDArray[np.int64], len(WEEKDAYS), HOURS, COUNT]
    """Seconds of these before the doors opened, of who came before an opening of the day. Shape
    (7, 24)."""
    open_days: Annotated[NDArray[np.int64], len(WEEKDAYS), COUNT]
    """Open days of the period by weekday. Shape (7,)."""
    queue: Annotated[NDArray[np.float64], len(QUEUE_QUANTILES), QUARTERS, COUNT]
    """Citizens waiting in the lobby at the start of each quarter of an hour of an open day: the
    quantiles 0.1, 0.5 and 0.9 over the open days, nan where there is none. Shape (3, 96)."""
    queue_mean: Annotated[NDArray[np.float64], QUARTERS, COUNT]
    """The mean of these over the open days, nan where there is none. Shape (96,)."""
    worst_day: Annotated[int, Range(NONE, "days")]
    """The open day, counted from 0 on the first day simulated, that is the worst of a month, by the
    largest number waiting at once: there are as many such days, or worse ones, as months; `NONE`
    if no day is open."""
    worst_queue: Annotated[NDArray[np.int64], QUARTERS, COUNT]
    """The number waiting on that day. Shape (96,)."""
    worst_wait: Annotated[NDArray[np.int64], 2, COUNT]
    """Seconds that who came to the Center on that day waited, and their tickets: not who had stayed
    there (R13). Shape (2,)."""
    on_the_spot: Annotated[NDArray[np.int64], 2, COUNT]
    """Seconds from the door to the result in hand of who came in the period and stayed for it, and
    the number of these results. Shape (2,)."""
    duty: Annotated[NDArray[np.int64], HOURS, COUNT]
    """Seconds on duty by hour of the day, of officers who serve a station with in-person service,
    summed over officers and open days. Shape (24,)."""
    citizen_work: Annotated[NDArray[np.int64], 2, COUNT]
    """Seconds of work on citizens' tickets of the period that were called, and their number.
    Shape (2,)."""
    spent: Annotated[NDArray[np.int64], len(STEPS), 2, COUNT]
    """Seconds of open hours between accepted and ready of settled dossiers, waiting and being
    worked, by step. Shape (steps, 2)."""
    spent_elsewhere: Annotated[NDArray[np.int64], len(Elsewhere), COUNT]
    """The others of these, by `courses.Elsewhere`: with other agencies, with the courier, with the
    citizen. Shape (3,)."""
    lateness: Annotated[NDArray[np.int64], len(LATENESS_UPPER) + 1, COUNT]
    """Dossiers settled overdue by working days late, in the classes of `LATENESS_UPPER`; later on
    the due day, or before the next working day, is one. Shape (5,)."""
    open_age: Annotated[NDArray[np.int64], "fields", len(OPEN_AGE_UPPER) + 1, COUNT]
    """Dossiers open at the horizon by field and by working days since the day of acceptance, in the
    classes of `OPEN_AGE_UPPER`. Shape (fields, 5)."""
    contacted: Annotated[NDArray[np.int64], TIMES, COUNT]
    """Settled dossiers that went back to the citizen never, once, more often before the result:
    sent back incomplete, or for a supplement. Shape (3,)."""
    supplemented: Annotated[NDArray[np.int64], TIMES, COUNT]
    """Those of them that went back after they had been accepted, for a supplement. Shape (3,)."""
    online_late: Annotated[int, COUNT]
    """Dossiers filed online that are late, settled or open."""
    agencies: Annotated[NDArray[np.int64], TIMES, COUNT]
    """Settled dossiers for which no, one, more agencies were consulted. Shape (3,)."""
    answers: Annotated[NDArray[np.int64], 3, COUNT]
    """Answers to these of agencies with a limit: before its last day, on it, later. Shape (3,)."""
    forms: Annotated[NDArray[np.int64], "sub-periods", "fields + 1", len(FormColumn), COUNT]
    """Columns 3 to 13 of form II.06a, by sub-period and field, the totals last.
    Shape (sub-periods, fields + 1, 11)."""
    own_forms: Annotated[NDArray[np.int64], "sub-periods", "fields + 1", len(FormColumn), COUNT]
    """The same of what the Center's own authorities decide."""
    sub_periods: Annotated[tuple[str, ...], "sub-periods"]
    """The calendar quarters and years that the period touches, clipped to it: `2021-Q1`, …,
    `2021`; the quarters of a year stand before the year."""
    observed: Annotated[NDArray[np.float64], "observed", COUNT] = field(
        default_factory=lambda: np.zeros(0)
    )
    """What the replication says of the days and measures that the Center has seen, as they were
    written, nan where there was nothing to take one over. Shape (observed,)."""


def detail(outcome: Outcome, workload: Workload, roster: Roster, first_day: date) -> Details:
    """Take the details of one replication.

    Parameters
    ----------
    outcome
        What happened.
    workload, roster
        What the engine was given.
    first_day
        The day on which second 0 lies: `Scenario.period.first_day`.

    Raises
    ------
    FormError
        If the identities of a form do not hold, which is a defect of the program.

    Examples
    --------
    >>> from simulator import draw, load_scenario, serve
    >>> scenario = load_scenario("scenarios/textbook/mm1.yaml")
    >>> workload, roster = draw(scenario, seed=1)
    >>> outcome = serve(workload, roster)
    >>> details = detail(outcome, workload, roster, scenario.period.first_day)
    >>> details.tickets.shape, details.queue.shape
    ((7, 24), (3, 96))
    """
    of_run = tickets_of(workload, outcome)
    of_period = of_run.take(np.flatnonzero(of_run.arrival >= workload.period_start))
    tickets, waited = by_weekday_and_hour(of_period, workload)
    weekday = weekday_of(workload.time, open_days(workload))
    queues = queues_of(of_run, workload)
    ledger = ledger_of(workload, outcome)
    hours = OpenHours.of_center(workload.time, workload.horizon)
    spent = spent_by(workload, outcome, ledger, hours)
    names, forms, own_forms = forms_of(workload, ledger, Clocks.of(workload, outcome), first_day)
    return Details(
        tickets=tickets,
        waited=waited,
        at_door=at_the_door(of_period, workload),
        open_days=np.bincount(weekday, minlength=len(WEEKDAYS)),
        queue=queues.quantiles,
        queue_mean=queues.mean,
        worst_day=queues.worst_day,
        worst_queue=queues.worst,
        worst_wait=queues.worst_wait,
        on_the_spot=on_the_spot(workload, outcome),
        duty=duty_by_hour(workload, roster),
        citizen_work=citizen_work(of_period, workload, outcome, roster),
        spent=spent.at_steps,
        spent_elsewhere=spent.elsewhere,
        lateness=_lateness(workload, ledger),
        open_age=_open_age(workload, ledger),
        contacted=spent.contacted,
        supplemented=spent.supplemented,
        online_late=_online_late(ledger),
        agencies=spent.agencies,
        answers=spent.answers,
        forms=forms,
        own_forms=own_forms,
        sub_periods=names,
    )


def _online_late(ledger: Ledger) -> int:
    """Count the dossiers filed online that are late, settled or open."""
    dossiers = counted((ledger.channel, len(Channel)), (ledger.standing, len(DossierStanding)))
    late = [DossierStanding.OVERDUE, DossierStanding.OPEN_OVERDUE]
    return int(dossiers[Channel.ONLINE, late].sum())


def _lateness(workload: Workload, ledger: Ledger) -> NDArray[np.int64]:
    """Count the dossiers settled overdue by class of lateness."""
    late = np.flatnonzero(ledger.standing == DossierStanding.OVERDUE)
    due_day = (ledger.due[late] - 1) // DAY  # a day may close at 24:00
    days = working_days_between(workload.time, due_day, ledger.ready[late] // DAY)
    # Later on the due day, or on a day off after it, falls into the first class by itself.
    return np.bincount(np.searchsorted(LATENESS_UPPER, days), minlength=len(LATENESS_UPPER) + 1)


def _open_age(workload: Workload, ledger: Ledger) -> NDArray[np.int64]:
    """Count the open dossiers by field and class of age."""
    still_open = np.flatnonzero(ledger.ready == NONE)
    accepted = ledger.accepted[still_open] // DAY
    last_day = np.full_like(accepted, (workload.horizon - 1) // DAY)
    days = working_days_between(workload.time, accepted, last_day)
    return counted(
        (ledger.field[still_open], len(workload.fields)),
        (np.searchsorted(OPEN_AGE_UPPER, days), len(OPEN_AGE_UPPER) + 1),
    )
