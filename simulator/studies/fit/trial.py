"""PaceTrial: days of a log served at another pace, with the same draws each time.

In: the scenario of an office, some days of its log, and a `Pace`. Out: the mean wait of each
queue-day. Everything is drawn once; a pace only makes services and patience longer or shorter, so
that two paces differ by nothing else (common random numbers). Which pace is the right one is not
known here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from simulator.center import serve
from simulator.demand import Roster, Workload
from simulator.demand.prepared import hurry_table
from simulator.demand.workload import DAY, FAR, MINUTE, MOST, NONE, OpFlag
from simulator.records import Snapshots, TicketLog
from simulator.scenario import Scenario
from simulator.scenario.families import Distribution
from simulator.studies.replay.calls import calls_in
from simulator.studies.replay.days import ReplayedDays
from simulator.studies.replay.noting import noted_at
from simulator.studies.replay.source import fields_of_queues
from simulator.studies.spans import number_at
from simulator.studies.validation.queue_days import QueueDays

REPLICATIONS = 2
_SEED = 20_200_110
_UNIT = 600.0
"""Mean seconds of what is drawn, before a pace changes it."""


@dataclass(frozen=True, slots=True, eq=False)
class Pace:
    """How fast an office serves, and how long its citizens wait."""

    service: NDArray[np.float64]
    """Mean seconds of a service while nobody else waits, by queue."""
    hurry: float
    patience: float
    """Mean seconds; `inf` where nobody leaves."""


class PaceTrial:
    """Days of a log, ready to be served at any pace.

    Parameters
    ----------
    scenario
        What is known of the office; services and patience of it are replaced.
    log
        The tickets.
    days
        Which of them.
    office
        Which office; may be absent where there is one.
    snapshots
        What was seen of open counters, if anything was.
    go_on
        Called before the days are served; what it raises ends the trial.
    """

    def __init__(
        self,
        scenario: Scenario,
        log: TicketLog,
        days: Sequence[date],
        *,
        office: str | None = None,
        snapshots: Snapshots | None = None,
        go_on: Callable[[], object] = lambda: None,
    ) -> None:
        self._go_on = go_on
        replayed = ReplayedDays.of(scenario, log, days, office=office, snapshots=snapshots)
        source = replayed.source(_in_units(scenario), days)
        self.log = log = replayed.log
        """The tickets of the trial."""
        self._shift = (log.first_day - source.first_day).days * DAY
        self._noted = replayed.noted + self._shift
        self.days = QueueDays.of(log, np.arange(len(log.taken)))
        """Its queue-days."""
        self.queues = np.unique(log.queue)
        """Queues of the log; of a pace and its waits, in this order."""
        prepared = source.prepared
        fields = fields_of_queues(scenario, log, self.queues.tolist())
        self.station = np.array([prepared.station_row["receive", key] for key in fields.values()])
        self._drawn = [
            (source.workload(_SEED, n), source.roster(_SEED, n)) for n in range(REPLICATIONS)
        ]
        self._company = _companies(self._drawn[0][1], len(prepared.station_row))
        self.company = self._company[self.station]
        """Of each queue: queues that have counters in common are of one."""

    def counters(self, company: int, moment: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return how many counters of a company are on duty at moments of the log."""
        roster = self._drawn[0][1]
        own = self._company[roster.served[roster.first_served[:-1]]] == company
        of_duty = np.repeat(own, np.diff(roster.first_duty))
        duties = roster.duty_start[of_duty], roster.duty_end[of_duty]
        return number_at(moment + self._shift, *duties)

    def waits(self, pace: Pace) -> NDArray[np.float64]:
        """Return the mean wait of each queue-day, in minutes, on average over the replications."""
        self._go_on()
        found = [self._waits(*drawn, pace) for drawn in self._drawn]
        return np.asarray(np.mean(found, axis=0), np.float64)

    def _waits(self, workload: Workload, roster: Roster, pace: Pace) -> NDArray[np.float64]:
        paced = self._paced(workload, pace)
        called = calls_in(paced, serve(paced, roster)).called
        queue_day = self.days.of_ticket
        was = (called != NONE) & (queue_day != NONE)
        taken = self.log.taken[was] + self._shift
        wait = noted_at(called[was], self._noted, taken) - taken
        number = np.bincount(queue_day[was], minlength=len(self.days))
        total = np.bincount(queue_day[was], wait, minlength=len(self.days))
        return np.asarray(total / np.maximum(number, 1) / MINUTE, np.float64)

    def _paced(self, workload: Workload, pace: Pace) -> Workload:
        """Return a workload whose services and patience are those of a pace."""
        ops, trips, stations = workload.ops, workload.trips, workload.stations
        of_station = np.ones(len(stations.step))
        of_station[self.station] = pace.service / _UNIT
        in_person = (ops.flags & OpFlag.IN_PERSON) != 0
        factor = np.where(in_person, of_station[ops.where], 1.0)
        patience = trips.patience * min(pace.patience / _UNIT, float(MOST))
        hurry = hurry_table([pace.hurry] * len(stations.step))
        return replace(
            workload,
            ops=replace(ops, amount=np.rint(ops.amount * factor).astype(np.int64)),
            trips=replace(
                trips, patience=np.where(patience < MOST, np.rint(patience), FAR).astype(np.int64)
            ),
            stations=replace(stations, hurry=hurry),
        )


def _companies(roster: Roster, stations: int) -> NDArray[np.int32]:
    """Return the company of each station."""
    from scipy.sparse import coo_array  # noqa: PLC0415  # heavy, and only for fits
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415  # as above

    first = np.repeat(roster.served[roster.first_served[:-1]], np.diff(roster.first_served))
    linked = coo_array((np.ones(len(first)), (first, roster.served)), shape=(stations, stations))
    return np.asarray(connected_components(linked, directed=False)[1])


def _in_units(scenario: Scenario) -> Scenario:
    """Return a scenario whose services and patience are all of one length on average."""
    unit = Distribution.model_validate({"exponential": {"mean": f"{_UNIT:g} s"}})
    procedures = {
        key: procedure.model_copy(update={"steps": {**procedure.steps, "receive": unit}})
        for key, procedure in scenario.procedures.items()
        if "receive" in procedure.steps
    }
    leaving = {"patience": unit, "leaves": "silently"}
    citizens = scenario.citizens.model_copy(update=leaving)
    return scenario.model_copy(
        update={"procedures": {**scenario.procedures, **procedures}, "citizens": citizens}
    )
