"""Lobby measures: how long citizens waited, how often they came, and how often in vain (R8–R11).

In: the trips of an `Outcome`, and the dossiers received, for visits per dossier. Out: `Tables` of
the measures that the catalogue lists for the lobby. It knows nothing of what becomes of a dossier
once its citizen has been served.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from simulator.center.outcome import JobEnd, Outcome, TripEnd
from simulator.demand.workload import DAY, HOUR, Workload
from simulator.measures.catalogue import PROBABILITIES, WAIT_QUANTILES, WITHIN_MINUTES
from simulator.measures.days import weekday_of
from simulator.measures.labels import Labels, Places
from simulator.measures.measure import BOOKS, Scope
from simulator.measures.tallies import Segments, Tables, ratios, totals
from simulator.measures.tickets import Tickets, tickets_of
from simulator.scenario.vocabulary import WEEKDAYS

MINUTE = 60
"""Seconds of a minute."""

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
    wait = tickets.wait
    station = workload.ops.where[tickets.op]
    called_at_all = tickets.ended == TripEnd.SERVED
    within = {
        minutes: np.flatnonzero(called_at_all & (wait <= minutes * MINUTE))
        for minutes in WITHIN_MINUTES
    }
    stations = len(workload.stations.step)
    by_station = {
        minutes: np.bincount(station[in_time], minlength=stations)
        for minutes, in_time in within.items()
    }
    tables: Tables = {}
    for scope, label, size in places.split(station):
        called = {minutes: places.roll_up(counts, scope) for minutes, counts in by_station.items()}
        tables |= _waits_by(scope, Segments.of(wait, label, size), called)
    # A citizen who stayed may begin to wait in an hour in which none can come: not shown.
    for scope, label, shown, size in (
        (Scope.HOUR, tickets.arrival % DAY // HOUR, list(labels.hours), DAY // HOUR),
        (
            Scope.WEEKDAY,
            weekday_of(workload.time, tickets.arrival // DAY),
            list(labels.weekdays),
            len(WEEKDAYS),
        ),
        (Scope.COMING, tickets.stayed.astype(np.int64), [0], 2),
    ):
        called = {
            minutes: np.bincount(label[in_time], minlength=size)
            for minutes, in_time in within.items()
        }
        by_label = _waits_by(scope, Segments.of(wait, label, size), called)
        tables |= {key: cells.of(shown) for key, cells in by_label.items()}
    return tables


def _waits_by(scope: Scope, waits: Segments, called: Mapping[int, NDArray[np.int64]]) -> Tables:
    """Take the measures of the wait in one scope, from seconds and the tickets called in time."""
    tables: Tables = {("wait_mean", scope): waits.means(unit=MINUTE)}
    for name in WAIT_QUANTILES:
        tables[name, scope] = waits.quantiles(PROBABILITIES[name], unit=MINUTE)
    for minutes, tickets in called.items():
        tables[f"wait_within_{minutes}", scope] = ratios(tickets, waits.counts)
    return tables
