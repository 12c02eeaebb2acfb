"""Station measures: queueing at the stations, and how busy their officers were.

In: operations and seconds worked of an `Outcome`, and the `Roster`. Out: `Tables` of the measures
that the catalogue lists for stations. It knows nothing of the dossiers' due moments and of the
citizens' trips, but for when those who were not served went.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.center.outcome import Outcome, TripEnd, Worked
from simulator.demand.roster import Roster
from simulator.demand.workload import DAY, HOUR, NONE, OpKind, Workload
from simulator.measures.catalogue import PROBABILITIES
from simulator.measures.days import working_days
from simulator.measures.labels import Places
from simulator.measures.measure import BOOKS, Scope
from simulator.measures.open_hours import OpenHours
from simulator.measures.tallies import Segments, Tables, ratios, sums, totals
from simulator.scenario.vocabulary import STEPS


def station_measures(
    workload: Workload, outcome: Outcome, roster: Roster, places: Places, hours: OpenHours
) -> Tables:
    """Take the station measures.

    Parameters
    ----------
    workload, outcome, roster
        One replication.
    places
        The labels of the stations.
    hours
        Hours of the Center's doors.
    """
    return (
        _queueing(workload, outcome, places, hours)
        | _work(workload, outcome.worked, roster, places)
        | _signatures(workload, outcome, places)
    )


def _queueing(workload: Workload, outcome: Outcome, places: Places, hours: OpenHours) -> Tables:
    """Take the open hours from ready to start, of every service ready in the period."""
    ready, end = outcome.ops.ready, _queueing_ends(workload, outcome)
    queued = np.flatnonzero(
        (workload.ops.kind == OpKind.SERVE) & (ready >= workload.period_start) & (end != NONE)
    )
    seconds = hours.between(ready[queued], end[queued])
    tables: Tables = {}
    for scope, label, size in places.split(workload.ops.where[queued]):
        segments = Segments.of(seconds, label, size)
        tables["queueing_mean", scope] = segments.means(unit=HOUR)
        tables["queueing_p90", scope] = segments.quantiles(
            PROBABILITIES["queueing_p90"], unit=HOUR, items=segments.items(unit=HOUR)
        )
    return tables


def _queueing_ends(workload: Workload, outcome: Outcome) -> NDArray[np.int64]:
    """Return when each operation ceased to queue, `NONE` where its last trip never did."""
    ready, start, trips = outcome.ops.ready, outcome.ops.start, outcome.trips
    end = np.where(start < ready, workload.horizon, start)
    # A citizen queues until called or gone, or, without a ticket, not at all (R8–R11): then the
    # operation waits for the next trip, not for an officer.
    last = np.flatnonzero(np.diff(trips.op, append=NONE))
    went = last[trips.ended[last] != TripEnd.WAITING]
    end[trips.op[went]] = np.where(trips.ticketed[went], trips.gone[went], NONE)
    return end


def _work(workload: Workload, worked: Worked, roster: Roster, places: Places) -> Tables:
    """Take utilization and overtime from the seconds worked and the duty intervals."""
    days = slice(workload.period_start // DAY, None)  # the period begins at midnight (R14)
    overtime = worked.overtime[:, days].sum(axis=1, dtype=np.int64)
    on_duty = worked.seconds[:, days].sum(axis=1, dtype=np.int64) - overtime
    duty = _duty_seconds(workload, roster)
    server = np.repeat(np.arange(len(roster.group)), np.diff(roster.first_served))
    tables: Tables = {}
    for scope, label, size in places.split(worked.station):
        # An officer who serves several stations of a label is on duty for it once.
        serving = np.unique(server * size + places.label[scope][roster.served])
        serves = np.isin(worked.officer * size + label, serving)
        tables["utilization", scope] = ratios(
            sums(on_duty[serves], label[serves], size),
            sums(duty[serving // size], serving % size, size),
        )
        tables["overtime_hours", scope] = totals(sums(overtime, label, size), unit=HOUR)
    groups, group = len(roster.groups), roster.group[worked.officer]
    tables["utilization", Scope.GROUP] = ratios(
        sums(on_duty, group, groups), sums(duty, roster.group, groups)
    )
    tables["overtime_hours", Scope.GROUP] = totals(sums(overtime, group, groups), unit=HOUR)
    return tables


def _duty_seconds(workload: Workload, roster: Roster) -> NDArray[np.int64]:
    """Return each officer's seconds on duty in the period. Shape (officers,)."""
    start = np.clip(roster.duty_start, workload.period_start, workload.horizon)
    end = np.clip(roster.duty_end, workload.period_start, workload.horizon)
    officers = len(roster.group)
    officer = np.repeat(np.arange(officers), np.diff(roster.first_duty))
    return sums(end - start, officer, officers)


def _signatures(workload: Workload, outcome: Outcome, places: Places) -> Tables:
    """Take the approvals finished a working day."""
    stations = workload.stations
    served = np.flatnonzero(
        (workload.ops.kind == OpKind.SERVE) & (outcome.ops.finish >= workload.period_start)
    )
    finished = np.bincount(workload.ops.where.take(served), minlength=len(stations.step))
    signed = np.where(stations.step == STEPS.index("approve"), finished, 0)
    days = len(working_days(workload))
    tables: Tables = {}
    for scope in BOOKS:
        signatures = places.roll_up(signed, scope)
        tables["signatures_per_day", scope] = ratios(signatures, np.full(len(signatures), days))
    return tables
