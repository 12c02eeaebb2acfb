"""Station measures: queueing at the stations, and how busy their officers were.

In: operations and seconds worked of an `Outcome`, and the `Roster`. Out: `Tables` of the measures
that the catalogue lists for stations. It knows nothing of the dossiers' due moments and of the
citizens' trips, but for when those who were not served went.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.center.codes import WAITING
from simulator.center.outcome import Outcome, Worked
from simulator.demand.codes import SERVE
from simulator.demand.contract import all_read_only
from simulator.demand.kernels import kernel
from simulator.demand.roster import Roster
from simulator.demand.workload import DAY, HOUR, NONE, Workload
from simulator.measures.breakdown import Breakdown
from simulator.measures.catalogue import PROBABILITIES
from simulator.measures.days import working_days
from simulator.measures.measure import BOOKS, Scope
from simulator.measures.open_hours import OpenHours, open_seconds
from simulator.measures.tallies import Tables, ratios, sums, totals
from simulator.scenario.vocabulary import STEPS


def station_measures(
    workload: Workload, outcome: Outcome, roster: Roster, places: Breakdown, hours: OpenHours
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
    ops, times, trips = workload.ops, outcome.ops, outcome.trips
    station, seconds, finished = _follow(
        all_read_only(ops.kind, ops.where, times.ready, times.start, times.finish),
        all_read_only(trips.op, trips.gone, trips.ended, trips.ticketed),
        hours.columns,
        (workload.period_start, workload.horizon),
        np.zeros(len(workload.stations.step), np.int64),
    )
    return (
        _queueing(station, seconds, places)
        | _work(workload, outcome.worked, roster, places)
        | _signatures(workload, finished, places)
    )


@kernel()
def _follow(
    ops: Any, trips: Any, hours: Any, period: tuple[int, int], finished: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]:
    """Return where services queued and for how many open seconds, and count the finished.

    A service queues from ready to start. A citizen who is not served queues until gone, called once
    or not (R6), or, without a ticket, not at all (R8–R11): then the operation waits for the next
    trip, not for an officer.
    """
    kind, where, ready, start, finish = ops
    trip_op, gone, ended, ticketed = trips
    period_start, horizon = period
    station, seconds = np.empty(len(kind), np.int32), np.empty(len(kind), np.int64)
    queued = after = 0
    for op in range(len(kind)):
        if kind[op] != SERVE:
            continue
        finished[where[op]] += finish[op] >= period_start
        if ready[op] < period_start:
            continue
        end = start[op] if start[op] >= ready[op] else horizon
        if finish[op] == NONE:
            # Trips stand by operation: before `after` its last one, if there is any.
            while after < len(trip_op) and trip_op[after] <= op:
                after += 1
            if after and trip_op[after - 1] == op and ended[after - 1] != WAITING:
                if not ticketed[after - 1]:
                    continue
                end = gone[after - 1]
        station[queued] = where[op]
        seconds[queued] = open_seconds(hours, ready[op], end)
        queued += 1
    return station[:queued], seconds[:queued], finished


def _queueing(station: NDArray[np.int32], seconds: NDArray[np.int64], places: Breakdown) -> Tables:
    """Take the measures of queueing, by place."""
    queueing = places.segments(seconds, station)
    p90 = queueing.quantiles(
        PROBABILITIES["queueing_p90"], unit=HOUR, items=queueing.items(unit=HOUR)
    )
    return places.tables({"queueing_mean": queueing.means(unit=HOUR), "queueing_p90": p90})


def _work(workload: Workload, worked: Worked, roster: Roster, places: Breakdown) -> Tables:
    """Take utilization and overtime from the seconds worked and the duty intervals."""
    days = slice(workload.period_start // DAY, None)  # the period begins at midnight (R14)
    overtime = worked.overtime[:, days].sum(axis=1, dtype=np.int64)
    on_duty = worked.seconds[:, days].sum(axis=1, dtype=np.int64) - overtime
    duty = _duty_seconds(workload, roster)
    server = np.repeat(np.arange(len(roster.group)), np.diff(roster.first_served))
    # An officer who serves several stations of a label is on duty for it once.
    serving = np.unique(server[:, np.newaxis] * places.size + places.label[roster.served])
    label = places.label[worked.station]
    pair, scope = np.nonzero(np.isin(worked.officer[:, np.newaxis] * places.size + label, serving))
    tables = places.tables(
        {
            "utilization": ratios(
                sums(on_duty[pair], label[pair, scope], places.size),
                sums(duty[serving // places.size], serving % places.size, places.size),
            ),
            "overtime_hours": totals(
                places.roll_up(sums(overtime, worked.station, len(places.label))), unit=HOUR
            ),
        }
    )
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
    before = np.concatenate(([0], np.cumsum(end - start)))
    return np.diff(before[roster.first_duty])


def _signatures(workload: Workload, finished: NDArray[np.int64], places: Breakdown) -> Tables:
    """Take the approvals finished a working day."""
    signed = np.where(workload.stations.step == STEPS.index("approve"), finished, 0)
    days = np.full(places.size, len(working_days(workload)))
    signatures = ratios(places.roll_up(signed), days)
    return {("signatures_per_day", scope): signatures.of(places.parts[scope]) for scope in BOOKS}
