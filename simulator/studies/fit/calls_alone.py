"""Logs of calls alone: a fitted lobby with what only a simulation can tell of it.

In: a `FittedLobby` of a log that does not say when services end, and snapshots of its queues, if
there are any. Out: the same with its counters, services, `hurry`, target waits and patience.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from simulator.demand.workload import NONE
from simulator.records import Snapshots, TicketLog
from simulator.records.from_snapshots import completed
from simulator.studies.fit.families import FittedTime, of_family
from simulator.studies.fit.fitting import FittedLobby, Served, fit_lobby
from simulator.studies.fit.lobby import Lobby
from simulator.studies.fit.patience import Leaving
from simulator.studies.fit.ranges import Fitted
from simulator.studies.fit.scenario import scenario_of
from simulator.studies.fit.seen_open import seen_groups
from simulator.studies.fit.services import FittedPace, pace_of
from simulator.studies.fit.trial import PaceTrial

_SLIPS = 0.01
"""Share of the tickets that are never called by slips of counting, and not because the doors
close."""
LEAST_TARGET = 180.0
"""Seconds of a target wait, at least."""


def fit_any(
    log: TicketLog,
    office: str | None = None,
    snapshots: Snapshots | None = None,
    *,
    go_on: Callable[[], object] = lambda: None,
) -> FittedLobby:
    """Fit the lobby of an office, of whose log it does not matter what it tells.

    Parameters
    ----------
    log, office, snapshots
        As of `fit_and_hold`.
    go_on
        Called before days are simulated; what it raises ends the fit.

    Raises
    ------
    ValueError
        If the office is not in the log, or of several none is named, or nothing was called.
    """
    fitted = fit_lobby(log, office)
    if not is_of_calls_alone(fitted):
        return fitted
    if snapshots:
        fitted = with_counters(fit_lobby(completed(log, snapshots), office), snapshots)
    return with_pace(fitted, snapshots, go_on=go_on)


def is_of_calls_alone(fitted: FittedLobby) -> bool:
    """Whether a log says of no service when it ended."""
    return not fitted.tells_ends


def with_counters(fitted: FittedLobby, snapshots: Snapshots) -> FittedLobby:
    """Return a fitted lobby with the counters that were seen to be open, if any were."""
    groups = seen_groups(fitted.lobby, fitted.opening, snapshots)
    if not groups:
        return fitted
    shared = {
        queue for group, _timetable in groups if len(group.serves) > 1 for queue in group.serves
    }
    return replace(
        fitted,
        staff=tuple(Served(*each) for each in groups),
        is_seen=True,
        target_wait=_targets(fitted.lobby, shared),
    )


def with_pace(
    fitted: FittedLobby,
    snapshots: Snapshots | None = None,
    *,
    known: tuple[float, float] | None = None,
    go_on: Callable[[], object] = lambda: None,
) -> FittedLobby:
    """Return a fitted lobby with the pace at which its days come out as they were.

    Parameters
    ----------
    fitted
        Of a log of calls alone.
    snapshots
        What was seen of open counters; they need not be of this office alone.
    known
        Hurry, and hours of patience, where they are not to be found.
    go_on
        Called before days are simulated; what it raises ends the search.
    """
    lobby = fitted.lobby
    if np.mean(lobby.log.called == NONE) < _SLIPS:
        fitted = replace(fitted, opening=replace(fitted.opening, sends_home=False))
    days = [lobby.date_of(int(day)) for day in lobby.open_days]
    office = lobby.log.offices[0]
    scenario = scenario_of(fitted)
    trial = PaceTrial(scenario, lobby.log, days, office=office, snapshots=snapshots, go_on=go_on)
    found = pace_of(trial, known)
    service = dict(zip(trial.queues.tolist(), found.service, strict=True))
    return replace(
        fitted,
        services=tuple(_exponential(service.get(each)) for each in range(len(fitted.services))),
        hurry=found.hurry,
        leaving=_leaving(fitted.leaving, found),
    )


def _targets(lobby: Lobby, queues: set[int]) -> Mapping[int, Fitted]:
    """Return the mean waits of queues: who has waited longest beside the usual is called first."""
    log = lobby.log
    found = {}
    for queue in sorted(queues):
        own = lobby.was_called & (log.queue == queue)
        wait = lobby.mean(own, log.called - log.taken)
        ends = [None if end is None else max(end, LEAST_TARGET) for end in (wait.low, wait.high)]
        found[queue] = Fitted(max(wait.value, LEAST_TARGET), wait.n, *ends)
    return found


def _exponential(mean: Fitted | None) -> FittedTime | None:
    return FittedTime(of_family("exponential", mean.value), mean) if mean else None


def _leaving(before: Leaving, found: FittedPace) -> Leaving:
    """Return how citizens leave at the pace that was found: in silence, or never."""
    if found.patience is None:
        return before
    written = of_family("exponential", found.patience.value)
    return replace(before, is_silent=True, written=written, mean=found.patience)
