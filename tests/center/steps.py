"""The operations of a route and the dossiers that take it, for Centers written down by hand.

In: stations, durations and times of day. Out: `Op` and `Dossier`, which `build.Scene` turns into
the arrays of a `Workload`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from simulator.demand.workload import FAR, NONE, OpFlag, OpKind
from tests.center.moments import Moment

OFFICE, ALWAYS, WORKING_HOURS, AGENCY = range(4)
"""Rows of the calendars."""


@dataclass(frozen=True)
class Op:
    """One operation of a route."""

    kind: OpKind
    where: int
    amount: int
    flags: int = 0
    trips: Sequence[Moment] | None = None
    patience: int = FAR
    back_after: int = 1
    """Days until the citizen comes again, out of patience."""


def serve(station: int, work: int, flags: int = 0) -> Op:
    """Work on papers."""
    return Op(OpKind.SERVE, station, work, flags)


def serve_citizen(
    station: int,
    work: int,
    *,
    comes: Sequence[Moment] = ("08:00",),
    flags: int = 0,
    patience: int = FAR,
    back_after: int = 1,
) -> Op:
    """A service for which a citizen comes; `comes` are their times of day, the last repeated."""
    flags |= OpFlag.IN_PERSON
    return Op(OpKind.SERVE, station, work, flags, comes, patience, back_after)


def delay(seconds: int, calendar: int = ALWAYS, flags: int = 0) -> Op:
    """Time that passes in a calendar."""
    return Op(OpKind.DELAY, calendar, seconds, flags)


def together(*delays: Op) -> list[Op]:
    """Delays that begin together, the last listed of which may stop the clock."""
    return [replace(one, flags=one.flags | OpFlag.TOGETHER) for one in delays]


def courier(direction: int, flags: int = 0) -> Op:
    """A courier trip: 0 to headquarters, 1 to the Center."""
    return Op(OpKind.COURIER, direction, 0, flags)


def comes_back(days: int, flags: int = 0) -> Op:
    """The citizen comes, for the service that follows."""
    return Op(OpKind.VISIT, NONE, days, flags)


@dataclass(frozen=True)
class Dossier:
    """A dossier: its route, the row of its limit, and how it begins."""

    route: Sequence[Op]
    limit: int = NONE
    flags: int = 0
