"""Clocks: the columns of times of a log, in the local time of the office.

In: the columns of a table as they are written, and the zone that is asked for. Out: seconds since
00:00 on 1 January 1970, local time, and how the columns were understood. What the times are of is
not known here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import DAY
from simulator.language import _
from simulator.records.moments import (
    NO_DAY,
    CellKind,
    WrittenMoments,
    Zones,
    in_zone,
    known_zone,
    read_moments,
)
from simulator.records.privacy import harmless
from simulator.records.problems import Reason, RecordsError, Sieve
from simulator.records.tables import LogTable

NO_MOMENT = np.iinfo(np.int64).min
"""In the place of a moment that the log does not tell."""

DATE = "date"
"""The column of dates to which times of day belong."""


@dataclass(frozen=True)
class Understood:
    """How times were understood."""

    zone: str
    """Name of the zone of the log; empty if it names none."""
    month_first: bool
    """Whether dates were taken to have the month first."""
    is_in_doubt: bool
    """Whether no date tells if the day or the month is first: the day was taken to be."""


def moment_texts(seconds: NDArray[np.int64]) -> list[str]:
    """Return moments in digits; nothing for none."""
    return [
        "" if second == NO_MOMENT else str(np.datetime64(second, "s")).replace("T", " ")
        for second in seconds.tolist()
    ]


def read_clocks(
    table: LogTable, names: Sequence[str], sieve: Sieve, zone: str
) -> tuple[dict[str, NDArray[np.int64]], Understood]:
    """Read the columns of times; the first of `names` is needed in every row.

    Parameters
    ----------
    table
        What was read.
    names
        What the columns are; those that are not there have no moments.
    sieve
        Where rows are left out whose times cannot be read.
    zone
        Name of the office's zone; empty for that of the log.

    Returns
    -------
    seconds
        By column, since 00:00 on 1 January 1970; `NO_MOMENT` where there is none. Shapes (rows,).
    understood
        How they were read.

    Raises
    ------
    RecordsError
        If the zone is not known, or the log has several and none is asked for.
    """
    zones = Zones()
    written = {
        what: read_moments(table.columns[what], zones)
        for what in (DATE, *names)
        if what in table.columns
    }
    votes = {what: column.votes for what, column in written.items()}
    by_day, by_month = np.sum([*votes.values()], axis=0).tolist()
    whole = by_month > by_day
    doubt = by_day == by_month == 0 and any(column.is_in_doubt.any() for column in written.values())

    def days_of(what: str, column: WrittenMoments) -> NDArray[np.int32]:
        first, second = votes[what]
        return column.days(month_first=second > first if first or second else whole)

    rows = len(table.row)
    day, code = np.full(rows, NO_DAY), np.full(rows, Zones.NONE, np.int32)
    if DATE in written:
        day = days_of(DATE, written.pop(DATE))
    seconds = {what: np.full(rows, NO_MOMENT) for what in names}
    codes: dict[str, NDArray[np.int32]] = {}
    for what in filter(written.__contains__, names):
        column = written.pop(what)
        is_clock = column.kind == CellKind.CLOCK
        of_day = np.where(is_clock, day, days_of(what, column))
        codes[what] = np.where(is_clock & (column.zone == Zones.NONE), code, column.zone)
        is_moment = (column.kind >= CellKind.CLOCK) & (of_day != NO_DAY)
        np.multiply(of_day, DAY, out=seconds[what], where=is_moment)
        np.add(seconds[what], column.second, out=seconds[what], where=is_moment)
        has_none = column.kind == CellKind.NOTHING
        sieve.leave_out(Reason.UNREADABLE, ~(is_moment | has_none), _cells(table, what))
        if what == names[0]:
            sieve.leave_out(Reason.NO_TIME, has_none, lambda rows: [""] * len(rows))
            day, code = np.where(day == NO_DAY, of_day, day), codes[what]
    local = _to_local(table, seconds, codes, zones=zones, sieve=sieve, asked=zone)
    return seconds, Understood(local, whole, doubt)


def _to_local(
    table: LogTable,
    seconds: dict[str, NDArray[np.int64]],
    codes: Mapping[str, NDArray[np.int32]],
    *,
    zones: Zones,
    sieve: Sieve,
    asked: str,
) -> str:
    """Take moments to the zone asked for, or else that of the log; return which it is."""
    local = known_zone(asked) if asked else ""
    if asked and not local:
        raise RecordsError(_("{zone!r} is no time zone: write e.g. Asia/Ho_Chi_Minh", zone=asked))

    if not any(code.any() for code in codes.values()):  # None names a zone.
        return local

    def leave_out(refused: int) -> None:
        for what, code in codes.items():
            wrong = (code == refused) & (seconds[what] != NO_MOMENT)
            sieve.leave_out(Reason.UNKNOWN_ZONE, wrong, _cells(table, what))

    leave_out(Zones.UNKNOWN)
    number = np.zeros(len(zones.names), np.int64)
    for what, code in codes.items():
        number += np.bincount(
            code[sieve.kept & (seconds[what] != NO_MOMENT)], minlength=len(number)
        )
    named = [code for code in np.flatnonzero(number).tolist() if code > Zones.UNKNOWN]
    if not local and len(named) > 1:
        raise RecordsError(
            _(
                "{file}: times are in several zones, {zones}: say in which the office is, as in "
                "--zone Asia/Ho_Chi_Minh",
                file=table.files[0],
                zones=", ".join(f"{zones.names[code]} ({number[code]})" for code in named[:8]),
            )
        )
    if not local and named:
        [own] = named
        local = zones.names[own] if number[own] >= number[Zones.NONE] else ""
        leave_out(Zones.NONE if local else own)
    others = [away for away in named if local not in ("", zones.names[away])]
    for what, code in codes.items():
        for away in others:
            rows = np.flatnonzero(sieve.kept & (code == away) & (seconds[what] != NO_MOMENT))
            seconds[what][rows] = in_zone(seconds[what][rows], zones.names[away], local)
    return local


def _cells(table: LogTable, what: str) -> Callable[[NDArray[np.intp]], list[str]]:
    return lambda rows: [harmless(cell) for cell in table.cells(what, rows)]
