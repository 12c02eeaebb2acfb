"""Lobby measures: how long citizens waited, how often they came, and how often in vain (R8–R11).

In: the trips of an `Outcome`, and the dossiers received, for visits per dossier. Out: `Tables` of
the measures that the catalogue lists for the lobby. It knows nothing of what becomes of a dossier
once its citizen has been served.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from simulator.center.outcome import JobEnd, Outcome, TripEnd
from simulator.demand.workload import DAY, HOUR, MINUTE, Workload
from simulator.measures.catalogue import PROBABILITIES, WAIT_QUANTILES, WITHIN_MINUTES
from simulator.measures.days import weekday_of
from simulator.measures.labels import Labels, Places
from simulator.measures.measure import BOOKS, Scope
from simulator.measures.tallies import Segments, Tables, ratios, totals
from simulator.measures.tickets import Tickets, called_in_time, tickets_of
from simulator.scenario.vocabulary import WEEKDAYS

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
    places: Places,
    received: Mapping[Scope, NDArray[np.int64]],
) -> Tables:
    """Take the lobby measures.

    Parameters
    ----------
    workload, outcome
        One replication.
    labels, places
        The suffixes of the scenario.
    received
        Dossiers accepted in the period, in all and by field.
    """
    trips = outcome.trips
    station = workload.ops.where[trips.op]
    in_period = trips.arrival >= workload.period_start
    by_station = {
        "visits": station[in_period & ~trips.stayed],
        "lost": station[_last_trips_of_lost_jobs(workload, outcome)],
        **{name: station[in_period & (trips.ended == end)] for name, end in ENDINGS.items()},
    }
    stations = len(workload.stations.step)
    tables: Tables = {}
    for name, where in by_station.items():
        counted = np.bincount(where, minlength=stations)
        tables |= {(name, scope): totals(places.roll_up(counted, scope)) for scope in places.label}
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


def _waits(tickets: Tickets, workload: Workload, labels: Labels, places: Places) -> Tables:
    """Take the measures of the wait, by place, by time of arrival, and of who came for it."""
    late = tickets.late_for(WITHIN_MINUTES)
    tables: Tables = {}
    for scope, label, size in places.split(workload.ops.where[tickets.op]):
        tables |= _waits_by(scope, tickets, late, label, size)
    day, second = np.divmod(tickets.arrival, DAY)
    # A citizen who stayed may begin to wait in an hour in which none can come: not shown.
    for scope, label, shown, size in (
        (Scope.HOUR, second // HOUR, list(labels.hours), DAY // HOUR),
        (Scope.WEEKDAY, weekday_of(workload.time, day), list(labels.weekdays), len(WEEKDAYS)),
        (Scope.COMING, tickets.stayed.astype(np.int64), [0], 2),
    ):
        by_label = _waits_by(scope, tickets, late, label, size)
        tables |= {key: cells.of(shown) for key, cells in by_label.items()}
    return tables


def _waits_by(
    scope: Scope,
    tickets: Tickets,
    late: NDArray[np.int64],
    label: NDArray[np.integer],
    size: int,
) -> Tables:
    """Take the measures of the wait in one scope."""
    waits = Segments.of(tickets.wait, label, size)
    tables: Tables = {("wait_mean", scope): waits.means(unit=MINUTE)}
    items = waits.items(unit=MINUTE)
    for name in WAIT_QUANTILES:
        tables[name, scope] = waits.quantiles(PROBABILITIES[name], unit=MINUTE, items=items)
    in_time = called_in_time(late, len(WITHIN_MINUTES), label, size)
    for minutes, called in zip(WITHIN_MINUTES, in_time, strict=True):
        tables[f"wait_within_{minutes}", scope] = ratios(called, waits.counts)
    return tables
