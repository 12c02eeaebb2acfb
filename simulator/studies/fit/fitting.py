"""Fitting a lobby: every part of it, each by its own module.

In: a `TicketLog`, and which of its offices. Out: a `FittedLobby`. How it becomes a scenario is not
known here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import NONE
from simulator.language import mistake
from simulator.records import Ending, TicketLog
from simulator.scenario.model_time import LONGEST_PERIOD_DAYS
from simulator.studies.fit.arrivals import TicketArrivals, arrivals_of
from simulator.studies.fit.elsewhere import OtherWork, Post, elsewhere_of
from simulator.studies.fit.families import FittedTime, fitted_time
from simulator.studies.fit.hurrying import Hurrying
from simulator.studies.fit.lobby import Lobby, lobby_of, of_queues
from simulator.studies.fit.opening import Opening, opening_of
from simulator.studies.fit.patience import Leaving, leaving_of
from simulator.studies.fit.ranges import Fitted
from simulator.studies.fit.serving import CounterGroup, Waiting, groups_of, pace_of, time_between
from simulator.studies.fit.short_services import are_in_vain, short_services
from simulator.studies.fit.timetable import (
    CounterTimes,
    by_hours,
    timetable_of,
    timetable_without_counters,
)


@dataclass(frozen=True)
class Served:
    """Counters that serve the same queues, and when they are there."""

    group: CounterGroup
    timetable: CounterTimes | None
    """None where the log tells neither counters nor how long services last."""
    elsewhere: OtherWork | None = None
    """Their other work, where there is any."""
    pace: Fitted | None = None
    """Seconds from call to call while somebody waits, where neither is told."""


@dataclass(frozen=True)
class ShortVisits:
    """Visits that are served in no time."""

    share: NDArray[np.float64]
    """Of the tickets of each queue. Shape (queues,)."""
    takes: FittedTime


@dataclass(frozen=True)
class FittedLobby:
    """What a log says of an office."""

    lobby: Lobby
    opening: Opening
    arrivals: TicketArrivals
    services: tuple[FittedTime | None, ...]
    """Of each queue, while nobody else waits; None where no end of a service is known."""
    unhurried: NDArray[np.int64]
    """Seconds of each service, had nobody else waited; `NONE` where that is not known. Shape
    (tickets,)."""
    staff: tuple[Served, ...]
    leaving: Leaving
    between: Fitted | None
    """Seconds between two services while somebody waits, which are counted to the first of them;
    None where there is as good as no time between them."""
    enquiries: ShortVisits | None
    """Those who only ask, where they show."""
    tells_calls_in_vain: bool
    """Whether the log itself says which calls were in vain; else short services are taken for
    them."""
    uncalled: tuple[str, ...] = ()
    """Queues that are left out, as nobody was ever called from them."""
    is_seen: bool = False
    """Whether open counters were seen from time to time, by queue."""
    hurry: Fitted | None = None
    """By which services quicken with the queue; None where that is not known."""
    target_wait: Mapping[int, Fitted] = field(default_factory=dict)
    """Seconds, of queues that are called by how long they have waited beside it."""

    @property
    def tells_ends(self) -> bool:
        """Whether the log says when services end."""
        return bool((self.unhurried != NONE).any())

    @property
    def names_counters(self) -> bool:
        """Whether the log says which counter called a ticket."""
        return bool(self.lobby.log.counters)

    @property
    def tells_counters(self) -> bool:
        """Whether it is known which queues counters serve."""
        return self.names_counters or self.is_seen


def fit_lobby(log: TicketLog, office: str | None = None) -> FittedLobby:
    """Estimate all that a log says of an office.

    Parameters
    ----------
    log
        The log.
    office
        Which of its offices; may be absent where there is one.

    Raises
    ------
    ValueError
        If the office is not in the log, or of several none is named, or nobody was called.
    """
    lobby = lobby_of(log, office)
    if not lobby.was_called.any():
        raise mistake("no ticket was ever called: there is nothing to fit")
    if (lobby.last_date - lobby.first_date).days >= LONGEST_PERIOD_DAYS:
        raise mistake(
            "the log is of {first} to {last}, and a scenario of 100 years at most: leave out the "
            "rows whose dates are wrong",
            first=lobby.first_date,
            last=lobby.last_date,
        )
    uncalled, lobby = _without_uncalled(lobby)
    opening = opening_of(lobby)
    waiting = Waiting(lobby)
    between = time_between(lobby, waiting)
    short = short_services(lobby)
    in_vain = are_in_vain(lobby, short)
    if in_vain:
        ending = np.where(short, Ending.CALLED_IN_VAIN, lobby.log.ending).astype(np.int8)
        lobby, short = Lobby(replace(lobby.log, ending=ending)), np.zeros_like(short)
    if between:
        lobby = _tied_up(lobby, round(between.value))
    is_usual = (lobby.served_for != NONE) & ~short
    hurrying = Hurrying.of(lobby, is_usual)
    unhurried = hurrying.unhurried(lobby) if hurrying else lobby.served_for
    by_queue = (
        np.flatnonzero(is_usual & (lobby.log.queue == queue))
        for queue in range(len(lobby.log.queues))
    )
    return FittedLobby(
        lobby=lobby,
        opening=opening,
        arrivals=arrivals_of(lobby, opening),
        services=tuple(_service(lobby, rows, unhurried, hurrying) for rows in by_queue),
        unhurried=unhurried,
        staff=_staff(lobby, opening, waiting),
        leaving=leaving_of(lobby),
        between=between,
        enquiries=_enquiries(lobby, short),
        tells_calls_in_vain=not in_vain,
        uncalled=uncalled,
        hurry=hurrying.found if hurrying else None,
    )


def _without_uncalled(lobby: Lobby) -> tuple[tuple[str, ...], Lobby]:
    """Leave out queues of which no ticket was called: nobody serves them. Return their names."""
    log = lobby.log
    is_called = np.bincount(log.queue[log.called != NONE], minlength=len(log.queues)) > 0
    names = tuple(np.array(log.queues, object)[~is_called])
    return names, Lobby(of_queues(log, is_called)) if names else lobby


def _tied_up(lobby: Lobby, seconds: int) -> Lobby:
    """Let each service last until the next may begin."""
    log = lobby.log
    is_over = (log.finished != NONE) & (log.called != NONE)
    return Lobby(replace(log, finished=np.where(is_over, log.finished + seconds, log.finished)))


def _enquiries(lobby: Lobby, short: NDArray[np.bool_]) -> ShortVisits | None:
    if not short.any():
        return None
    served = lobby.log.queue[lobby.served_for != NONE]
    number, asked = (
        np.bincount(queues, minlength=len(lobby.log.queues))
        for queues in (served, lobby.log.queue[short])
    )
    return ShortVisits(
        asked / np.maximum(number, 1), fitted_time(lobby.served_for[short], lobby.day[short])
    )


def _service(
    lobby: Lobby,
    rows: NDArray[np.intp],
    unhurried: NDArray[np.int64],
    hurrying: Hurrying | None,
) -> FittedTime | None:
    if not len(rows):
        return None
    seconds = unhurried[rows]
    mean = hurrying.mean(lobby, rows, seconds) if hurrying else None
    return fitted_time(seconds, lobby.day[rows], mean)


def _staff(lobby: Lobby, opening: Opening, waiting: Waiting) -> tuple[Served, ...]:
    staff = [
        Served(part, timetable_of(lobby, opening, waiting, part))
        for group in groups_of(lobby, waiting)
        for part in by_hours(lobby, opening, waiting, group)
    ]
    by_named = {queue for served in staff for queue in served.group.serves}
    staff += [
        Served(
            CounterGroup((), (queue,)),
            timetable_without_counters(lobby, opening, waiting, queue),
            pace=pace_of(lobby, opening, queue),
        )
        for queue in range(len(lobby.log.queues))
        if queue not in by_named
    ]
    known = [served for served in staff if served.timetable]
    found = iter(elsewhere_of(lobby, [_post(lobby, opening, served) for served in known]))
    return tuple(
        replace(served, elsewhere=next(found)) if served.timetable else served for served in staff
    )


def _post(lobby: Lobby, opening: Opening, served: Served) -> Post:
    log, group, timetable = lobby.log, served.group, served.timetable
    assert timetable is not None  # noqa: S101  # asked of the caller
    own = lobby.was_called & (log.finished != NONE)
    own &= np.isin(log.counter, group.counters) if group.counters else log.queue == group.serves[0]
    return Post(
        queues=(*group.serves, *group.helps),
        week=timetable.week or opening.week,
        present=timetable.present,
        begin=log.called[own],
        end=log.finished[own],
    )
