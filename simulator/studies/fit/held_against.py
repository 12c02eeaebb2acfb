"""The log held against the scenario that was fitted to it: the same is counted of both.

In: a lobby, or a scenario and a seed. Out: `SeenDays`, of the log or of simulated days. That they
are alike says that nothing was lost on the way from the log to the scenario, and no more: how well
a scenario predicts other days is not known here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from functools import reduce
from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

from simulator.center import serve
from simulator.demand import PreparedScenario, draw_replication
from simulator.demand.workload import DAY, HOUR, MINUTE, NONE
from simulator.records import Snapshots, TicketLog, log_of
from simulator.scenario import Scenario
from simulator.studies.fit.calls_alone import fit_any
from simulator.studies.fit.fitting import FittedLobby
from simulator.studies.fit.lobby import Lobby, lobby_of
from simulator.studies.fit.opening import Opening
from simulator.studies.fit.ranges import Fitted
from simulator.studies.fit.scenario import Data, scenario_data
from simulator.studies.spans import number_at

REPLICATIONS, _SEED = 5, 1
_STEP = 600
_MOSTLY = 0.5
_MOST_TICKETS = 50_000
"""Tickets of a replication: more would take gigabytes, and tell no more."""
TIMES = (np.arange(DAY // _STEP) + 0.5) * _STEP
"""Seconds of the day at which it is counted how many serve."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SeenDays:
    """What logs show of days, added up; what is asked of it are means."""

    days: Numbers
    tickets: Numbers
    """By hour in which they are taken. Shape (24,)."""
    called: Numbers
    """Those of them that were called, likewise, and the minutes that they waited until then."""
    waited: Numbers
    called_of: Numbers
    """The same by queue. Shape (queues,)."""
    waited_of: Numbers
    serving: Numbers
    """Services that run at `TIMES`."""

    def __add__(self, other: "SeenDays") -> "SeenDays":
        """Add up what two logs show."""
        names = (field.name for field in fields(self))
        return SeenDays(*(getattr(self, name) + getattr(other, name) for name in names))

    @property
    def tickets_a_day(self) -> Numbers:
        """Tickets of a usual day, by hour in which they are taken."""
        return self.tickets / np.maximum(self.days, 1)

    @property
    def waits(self) -> Numbers:
        """Mean minutes until the call, by hour in which the ticket is taken; nan without any."""
        return _over(self.waited, self.called)

    @property
    def waits_of(self) -> Numbers:
        """Mean minutes until the call, by queue."""
        return _over(self.waited_of, self.called_of)

    @property
    def mean_wait(self) -> float:
        """Mean minutes until the call."""
        return float(self.waited.sum() / max(self.called.sum(), 1.0))

    @property
    def serving_at(self) -> Numbers:
        """Services that run at a time of a usual day."""
        return self.serving / np.maximum(self.days, 1)


@dataclass(frozen=True)
class Fit:
    """A fitted lobby, its scenario, and both held against each other."""

    fitted: FittedLobby
    data: Data
    """Of the scenario."""
    seen: SeenDays
    simulated: SeenDays


def fit_and_hold(
    log: TicketLog,
    office: str | None,
    source: str,
    *,
    snapshots: Snapshots | None = None,
) -> Fit:
    """Fit a scenario to the log of an office, and hold it against the log.

    Parameters
    ----------
    log
        The log.
    office
        Which of its offices; may be absent where there is one.
    source
        What `sources` of the scenario call the log, and it is called where the log names no office.
    snapshots
        What was seen of its queues, if anything was; it tells something where the log is of calls
        alone.

    Raises
    ------
    ValueError
        If the office is not in the log, or of several none is named, or nothing was called.
    """
    fitted = fit_any(log, office, snapshots)
    data = scenario_data(fitted, source)
    keys = [*data["fields"]][: len(fitted.lobby.log.queues)]
    is_outside = takes_tickets_before_opening(fitted.lobby, fitted.opening)
    scenarios = [
        Scenario.model_validate(data | {"period": dict(zip(("from", "to"), ends, strict=True))})
        for ends in stretches(fitted.lobby)
    ]
    days = simulated(scenarios, keys, is_outside=is_outside)
    return Fit(fitted, data, seen_in(fitted.lobby), days)


def stretches(lobby: Lobby) -> list[tuple[date, date]]:
    """Return the first and the last day of what each replication simulates.

    That is the whole log; of one with more tickets than tell anything, some of its weeks each time.
    """
    first, last = lobby.first_date, lobby.last_date
    days = (last - first).days + 1
    part = min(_MOST_TICKETS / len(lobby.log.taken), 1.0)
    length = days if part == 1.0 else min(ceil(part * days / 7) * 7, days)
    begins = np.linspace(0, days - length, REPLICATIONS).astype(int).tolist()
    return [(first + timedelta(begin), first + timedelta(begin + length - 1)) for begin in begins]


def takes_tickets_before_opening(lobby: Lobby, opening: Opening) -> bool:
    """Whether tickets are taken before the doors open, on most days."""
    opens = np.array([spans[0][0] if spans else 0 for spans in opening.week])
    before = lobby.log.taken % DAY < opens[lobby.weekday[lobby.day]]
    return bool(np.mean(lobby.count(before) > 0) > _MOSTLY)


def mean_wait(lobby: Lobby) -> Fitted:
    """Return the mean seconds until the call, with the range that chance may make of it.

    Chance is also in the simulated days that it is compared with, `REPLICATIONS` times as many.
    """
    wait = lobby.mean(lobby.was_called, lobby.log.called - lobby.log.taken)
    return wait.wider(sqrt(1 + 1 / REPLICATIONS))


def seen_in(lobby: Lobby) -> SeenDays:
    """Count what a log shows of its days."""
    log, called = lobby.log, lobby.was_called
    hour, queues = log.taken % DAY // HOUR, len(log.queues)
    wait: Numbers = (log.called - log.taken)[called] / MINUTE
    ends = called & (log.finished != NONE)
    at = lobby.open_days[:, None] * DAY + TIMES
    serving = number_at(at, log.called[ends], log.finished[ends])
    return SeenDays(
        days=np.array([float(len(lobby.open_days))]),
        tickets=np.bincount(hour[lobby.day != NONE], minlength=24).astype(np.float64),
        called=np.bincount(hour[called], minlength=24).astype(np.float64),
        waited=np.bincount(hour[called], wait, minlength=24).astype(np.float64),
        called_of=np.bincount(log.queue[called], minlength=queues).astype(np.float64),
        waited_of=np.bincount(log.queue[called], wait, minlength=queues).astype(np.float64),
        serving=serving.sum(axis=0).astype(np.float64),
    )


def simulated(
    scenarios: Sequence[Scenario], keys: Sequence[str], *, is_outside: bool = False
) -> SeenDays:
    """Count the same of simulated days, as a ticket machine would have noted them.

    Parameters
    ----------
    scenarios
        A fitted one, with the days of each replication.
    keys
        Its fields, in the order of the queues of the log.
    is_outside
        Whether tickets are taken before the doors open.
    """
    found = [_nothing(len(keys))]
    for number, scenario in enumerate(scenarios):
        plan = PreparedScenario(scenario)
        workload, roster = draw_replication(plan, seed=_SEED, replication=number)
        log = log_of(scenario, workload, roster, serve(workload, roster), is_outside=is_outside)
        if not len(log.taken):  # Nobody came on any of so few days.
            continue
        seen = seen_in(lobby_of(log))
        place = [keys.index(name) for name in log.queues]
        of_queues = np.zeros((2, len(keys)))
        of_queues[:, place] = seen.called_of, seen.waited_of
        found.append(replace(seen, called_of=of_queues[0], waited_of=of_queues[1]))
    return reduce(SeenDays.__add__, found)


def _nothing(queues: int) -> SeenDays:
    hours, of_queues = np.zeros(24), np.zeros(queues)
    return SeenDays(
        days=np.zeros(1),
        tickets=hours,
        called=hours,
        waited=hours,
        called_of=of_queues,
        waited_of=of_queues,
        serving=np.zeros(len(TIMES)),
    )


def _over(above: Numbers, below: Numbers) -> Numbers:
    found = np.full(len(below), np.nan)
    np.divide(above, below, out=found, where=below > 0)
    return found
