"""Lobby measures: how long citizens waited, how often they came, and how often in vain (R8–R11).

In: the trips of an `Outcome`, and the dossiers received, for visits per dossier. Out: `Tables` of
the measures that the catalogue lists for the lobby. It knows nothing of what becomes of a dossier
once its citizen has been served.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from simulator.center.outcome import JobEnd, Outcome, TripEnd
from simulator.demand.workload import MINUTE, Workload
from simulator.measures.breakdown import Breakdown
from simulator.measures.catalogue import PROBABILITIES, WAIT_QUANTILES, WITHIN_MINUTES
from simulator.measures.days import HOURS, HOURS_OF_WEEK, hour_of_week
from simulator.measures.labels import Labels
from simulator.measures.measure import BOOKS, Scope
from simulator.measures.tallies import Tables, counted, ratios, totals
from simulator.measures.tickets import Tickets, called_in_time, tickets_of

ENDINGS = {
    "sent_home": TripEnd.SENT_HOME,
    "turned_away": TripEnd.TURNED_AWAY,
    "abandoned": TripEnd.LEFT,
    "trips_in_vain": TripEnd.IN_VAIN,
}
"""The measures that count trips by their end."""


def lobby_measures(
    workload: Workload,
    outcome: Outcome,
    labels: Labels,
    places: Breakdown,
    received: Mapping[Scope, NDArray[np.int64]],
) -> Tables:
    """Take the lobby measures.

    Parameters
    ----------
    workload, outcome
        One replication.
    labels, places
        The labels of the scenario, and of its stations.
    received
        Dossiers accepted in the period, in all and by field.
    """
    trips = outcome.trips
    station, stations = workload.ops.where[trips.op], len(workload.stations.step)
    in_period = np.flatnonzero(trips.arrival >= workload.period_start)
    came, stayed = counted(
        (trips.stayed[in_period], 2),
        (station[in_period], stations),
        (trips.ended[in_period], len(TripEnd)),
    )
    made = came + stayed
    lost = station[_last_trips_of_lost_jobs(workload, outcome)]
    by_station = {
        "visits": came.sum(axis=1),
        "lost": np.bincount(lost, minlength=stations),
        **{name: made[:, end] for name, end in ENDINGS.items()},
    }
    tables = places.tables(
        {name: totals(places.roll_up(number)) for name, number in by_station.items()}
    )
    for scope in BOOKS:
        visits = tables["visits", scope].counts
        tables["visits_per_dossier", scope] = ratios(visits, received[scope])
    tickets = tickets_of(workload, outcome, since=workload.period_start)
    return tables | _waits(tickets, workload, labels, places)


def _last_trips_of_lost_jobs(workload: Workload, outcome: Outcome) -> NDArray[np.int64]:
    """Return the last trip of each lost job, where it arrived in the period (R11)."""
    trips = outcome.trips
    lost = np.flatnonzero(outcome.jobs.ended == JobEnd.LOST)
    # Trips stand by operation, operations by job: a job's last trip stands before the next job's.
    last = np.searchsorted(trips.op, workload.jobs.first_op[lost + 1]) - 1
    return last[trips.arrival[last] >= workload.period_start]


def _waits(tickets: Tickets, workload: Workload, labels: Labels, places: Breakdown) -> Tables:
    """Take the measures of the wait, by place, by time of arrival, and of who came for it."""
    late = tickets.late_for(WITHIN_MINUTES)
    coming = tickets.stayed * HOURS_OF_WEEK + hour_of_week(workload.time, tickets.arrival)
    return {
        **_waits_by(places, tickets.wait, late, workload.ops.where[tickets.op]),
        **_waits_by(_comings(labels), tickets.wait, late, coming),
    }


def _comings(labels: Labels) -> Breakdown:
    """Break down by the hours of the week in which who came arrived, and then who had stayed.

    A citizen who stayed may begin to wait in an hour in which none can come: it has no label.
    """
    stayed, hour = np.divmod(np.arange(2 * HOURS_OF_WEEK), HOURS_OF_WEEK)
    return Breakdown.of(
        {
            Scope.HOUR: (hour % HOURS, labels.hours),
            Scope.WEEKDAY: (hour // HOURS, labels.weekdays),
            Scope.COMING: (stayed, (0,)),
        }
    )


def _waits_by(
    breakdown: Breakdown,
    wait: NDArray[np.int64],
    late: NDArray[np.int8],
    leaf: NDArray[np.integer],
) -> Tables:
    """Take the measures of the wait in some scopes."""
    waits = breakdown.segments(wait, leaf)
    measures = {"wait_mean": waits.means(unit=MINUTE)}
    items = waits.items(unit=MINUTE)
    for name in WAIT_QUANTILES:
        measures[name] = waits.quantiles(PROBABILITIES[name], unit=MINUTE, items=items)
    for minutes, called in called_in_time(late, WITHIN_MINUTES, leaf, breakdown).items():
        measures[f"wait_within_{minutes}"] = ratios(called, waits.counts)
    return breakdown.tables(measures)
