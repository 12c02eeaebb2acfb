"""The lobby by the clock: who came in which hour of which weekday, and who waited when.

In: the tickets of an `Outcome`, the `Workload` and the `Roster`. Out: counts by weekday and hour,
the number waiting through an open day, the day that is the worst of a month, and the hours of the
officers who serve citizens. It knows nothing of dossiers.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.center.outcome import Outcome, TripEnd
from simulator.demand.roster import Roster
from simulator.demand.workload import DAY, HOUR, NONE, Workload
from simulator.measures.days import HOURS, HOURS_OF_WEEK, hour_of_week, open_days, run_days
from simulator.measures.open_hours import OpenHours
from simulator.measures.tallies import Segments, sums
from simulator.measures.tickets import Tickets

QUARTER = 900
"""Seconds of a quarter of an hour."""

QUARTERS = DAY // QUARTER

MONTH = 365.25 / 12
"""Days of a mean month."""

QUEUE_QUANTILES = (0.1, 0.5, 0.9)
"""The quantiles, over the open days, of the number waiting."""


@dataclass(frozen=True, slots=True)
class Queues:
    """The number of citizens waiting in the lobby at the start of each quarter of an hour."""

    quantiles: NDArray[np.float64]
    """`QUEUE_QUANTILES` over the open days; nan where there is none. Shape (3, 96)."""
    mean: NDArray[np.float64]
    """Mean over the open days; nan where there is none. Shape (96,)."""
    worst_day: int
    """The open day that is the worst of a month, `NONE` if there is none: a period has as many
    months as days with as large a number waiting at once, the first days before others like them.
    """
    typical_day: int
    """The open day in the middle, likewise by the largest number waiting at once."""
    worst: NDArray[np.int64]
    """The number waiting on the worst day. Shape (96,)."""
    worst_wait: NDArray[np.int64]
    """Seconds that who came to the Center on that day waited, and their number: not who had stayed
    there. Shape (2,)."""


def by_weekday_and_hour(
    tickets: Tickets, workload: Workload
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Count tickets, and the seconds that they waited, by arrival. Shapes (7, 24)."""
    ones = np.ones_like(tickets.wait)
    return _by_arrival(tickets, workload, ones), _by_arrival(tickets, workload, tickets.wait)


def at_the_door(tickets: Tickets, workload: Workload) -> NDArray[np.int64]:
    """Sum the seconds that tickets waited for the doors to open, by arrival. Shape (7, 24).

    Who comes before an opening of the same day waits for it first (R8): no officer could call them.
    """
    hours = OpenHours.of_center(workload.time, workload.horizon)
    opening = hours.shut_until(tickets.arrival)
    own_day = opening // DAY == tickets.arrival // DAY
    seconds = np.where(own_day, np.minimum(opening, tickets.gone) - tickets.arrival, 0)
    return _by_arrival(tickets, workload, seconds)


def _by_arrival(
    tickets: Tickets, workload: Workload, values: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Sum a value of each ticket by weekday and hour of arrival. Shape (7, 24)."""
    hour = hour_of_week(workload.time, tickets.arrival)
    return sums(values, hour, HOURS_OF_WEEK).reshape(-1, HOURS)


def queues_of(tickets: Tickets, workload: Workload) -> Queues:
    """Take the number waiting at the start of each quarter of an hour of the open days.

    Parameters
    ----------
    tickets
        Those of the whole run: who came before the period may still wait in it.
    workload
        What they came to.
    """
    quarters = run_days(workload) * QUARTERS

    def by_quarter(moments: NDArray[np.int64]) -> NDArray[np.int64]:
        """Count the moments up to the start of each quarter, and not up to the one before."""
        return np.bincount(-(-moments // QUARTER), minlength=quarters + 1)

    waiting = np.cumsum(by_quarter(tickets.arrival) - by_quarter(tickets.gone))
    days = open_days(workload)
    by_day = waiting[:quarters].reshape(-1, QUARTERS)[days]
    quarter = np.tile(np.arange(QUARTERS), len(days))
    segments = Segments.of(by_day.ravel(), quarter, QUARTERS)
    worst_day, typical_day, worst = NONE, NONE, np.zeros(QUARTERS, np.int64)
    if len(days):
        months = round((run_days(workload) - workload.period_start // DAY) / MONTH)
        ranked = np.argsort(-by_day.max(axis=1), kind="stable")
        row = ranked[min(max(months, 1), len(days)) - 1]
        worst_day, worst = int(days[row]), by_day[row]
        typical_day = int(days[ranked[len(days) // 2]])
    on_worst = tickets.wait[(tickets.arrival // DAY == worst_day) & ~tickets.stayed]
    return Queues(
        quantiles=np.stack([segments.quantiles(share).values for share in QUEUE_QUANTILES]),
        mean=segments.means().values,
        worst_day=worst_day,
        typical_day=typical_day,
        worst=worst,
        worst_wait=np.array([on_worst.sum(), len(on_worst)], np.int64),
    )


def duty_by_hour(workload: Workload, roster: Roster) -> NDArray[np.int64]:
    """Sum the seconds on duty, on open days, of officers who serve citizens. Shape (24,).

    They are those who serve a station with an in-person service; who only helps there is not one.
    """
    meets_citizens = np.zeros(len(workload.stations.step), np.bool_)
    meets_citizens[workload.ops.where[workload.ops.trips != NONE]] = True
    officers = np.arange(len(roster.group))
    server = np.repeat(officers, np.diff(roster.first_served))
    at_counter = np.isin(officers, server[meets_citizens[roster.served]])
    duty = np.repeat(at_counter, np.diff(roster.first_duty))
    hours = run_days(workload) * HOURS

    def since(moments: NDArray[np.int64]) -> NDArray[np.int64]:
        """Sum, for each hour, the seconds of it that lie after each of the moments."""
        moments = np.minimum(moments, workload.horizon)
        hour = moments // HOUR
        begun = np.bincount(hour, minlength=hours + 1)
        seconds = sums(HOUR - moments % HOUR, hour, hours + 1)
        seconds += HOUR * (np.cumsum(begun) - begun)
        return seconds[:hours]

    on_duty: NDArray[np.int64] = since(roster.duty_start[duty]) - since(roster.duty_end[duty])
    by_hour = on_duty.reshape(-1, HOURS)[open_days(workload)].sum(axis=0)
    return np.asarray(by_hour, np.int64)


def citizen_work(
    tickets: Tickets, workload: Workload, outcome: Outcome, roster: Roster
) -> NDArray[np.int64]:
    """Sum the seconds of work on the tickets called, and count them. Shape (2,).

    One unfinished at the horizon is left out. Counted is the time from start to finish, but at most
    what the whole work takes the officer who finished it, at their own speed and unhurried: so a
    pause is left out, but for as much of it as hurry, or a faster officer who was handed the rest,
    has saved. The sum is exact for services without a pause, and else an upper bound unless a
    slower officer began them.
    """
    op = tickets.op[tickets.ended == TripEnd.SERVED]
    op = op[outcome.ops.finish[op] != NONE]
    # R7: ⌈w/s⌉ seconds; from start to finish it is less with hurry, more with a pause.
    at_most = -(-1000 * workload.ops.amount[op] // roster.speed[outcome.ops.officer[op]])
    seconds = np.minimum(outcome.ops.finish[op] - outcome.ops.start[op], at_most)
    return np.array([seconds.sum(), len(op)], np.int64)
