"""Reads ticket logs, as they were exported by ticket machines.

In: files, and what a planner says of their columns and their time zone. Out: a `Reading` of a
`TicketLog`. Nothing is dropped in silence: a row is a ticket, or it is listed with the reason why
it is none.
"""

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import DAY, NONE
from simulator.records.clocks import NO_MOMENT, moment_texts, read_clocks
from simulator.records.files import Content, Paths, read_tables
from simulator.records.headings import TICKETS, plain
from simulator.records.problems import Reason, Sieve
from simulator.records.tables import Asked, LogTable
from simulator.records.tickets import Ending, TicketLog
from simulator.records.understood import Reading, nothing_left, queue_ids
from simulator.records.words import NameColumn, of_offices, read_names

TIMES = ("taken", "called", "finished")

_ENDINGS = {
    Ending.SERVED: "served, done, completed, complete, finished, closed, ok, success, hoan thanh, "
    "da hoan thanh, da phuc vu, da xu ly, da xong, xong, da giai quyet, ket thuc, da ket thuc",
    Ending.CALLED_IN_VAIN: "called in vain, no show, noshow, missed, absent, skipped, not present, "
    "vang mat, vang, khong co mat, bo qua, nho, nho luot, qua luot, khong den",
    Ending.LEFT: "left, abandoned, cancelled, canceled, gone, reneged, withdrawn, huy, da huy, "
    "huy so, bo ve, roi di, tu huy",
}
_ENDING_OF = {word: ending for ending, words in _ENDINGS.items() for word in words.split(", ")}
"""What a log calls the ends of tickets, as `plain` has it."""


def read_tickets(
    paths: Paths | Content, *, columns: Mapping[str, str] | None = None, zone: str = ""
) -> Reading[TicketLog]:
    """Read a ticket log.

    Parameters
    ----------
    paths
        A file, or several of one log: CSV (also packed by gzip), workbooks or Parquet; or what is
        in such a file.
    columns
        Headings by what they are, for columns that are not recognised: `ticket`, `queue`,
        `queue_id`, `taken`, `called`, `finished`, `counter`, `office`, `state`, `date`.
    zone
        The time zone of the office, such as Asia/Ho_Chi_Minh, to which times of others are taken;
        that of the log when empty.

    Raises
    ------
    RecordsError
        If a file cannot be read, a column is not there, or no row is a ticket.
    """
    asked = Asked(TICKETS, ("taken",), ("ticket", "date", *TIMES), columns or {})
    table = read_tables(paths, asked)
    sieve = Sieve(table.files, table.file, table.row)
    names, private = read_names(table, ("counter", "state"), sieve)
    seconds, times = read_clocks(table, TIMES, sieve, zone)
    table = table.without(TIMES)
    _sift_times(seconds, sieve)
    order = _in_order(seconds, sieve)
    if "ticket" in table.columns:
        _leave_out_repeated(table, names, seconds["taken"], order, sieve)
        order = order[sieve.kept[order]]
    excluded = sieve.excluded(table.excluded)
    if not len(order):
        raise nothing_left(table, excluded)
    log, ids = _log(names, seconds, order), queue_ids(names, order)
    return Reading(log, excluded, table.headings, (*table.private, *private), times, ids)


def _sift_times(seconds: Mapping[str, NDArray[np.int64]], sieve: Sieve) -> None:
    """Leave out tickets whose times cannot be."""
    taken, called, finished = (seconds[what] for what in TIMES)
    is_called, is_finished = called != NO_MOMENT, finished != NO_MOMENT
    begun = np.where(is_called, called, taken)

    def shown(rows: NDArray[np.intp]) -> list[str]:
        return [
            " → ".join(filter(None, row))
            for row in zip(
                *(moment_texts(time[rows]) for time in (taken, called, finished)), strict=True
            )
        ]

    sieve.leave_out(Reason.CALLED_EARLY, is_called & (called < taken), shown)
    sieve.leave_out(Reason.FINISHED_EARLY, is_finished & (finished < begun), shown)
    late = (is_called & (called - taken > DAY)) | (is_finished & (finished - taken > DAY))
    sieve.leave_out(Reason.TOO_LONG, late, shown)


def _in_order(seconds: Mapping[str, NDArray[np.int64]], sieve: Sieve) -> NDArray[np.intp]:
    """Return the rows that are kept, in the order in which tickets were taken."""
    kept = np.flatnonzero(sieve.kept)
    return kept[np.argsort(seconds["taken"][kept], kind="stable")]


def _leave_out_repeated(
    table: LogTable,
    names: Mapping[str, NameColumn],
    taken: NDArray[np.int64],
    order: NDArray[np.intp],
    sieve: Sieve,
) -> None:
    """Leave out tickets that are there already: of the same number, queue and second."""
    rows = order[_beside(taken[order])]
    ticket = table.codes("ticket", rows)
    rows, ticket = rows[ticket != NONE], ticket[ticket != NONE]
    # Few of a second have one number too: only these are looked at more closely.
    key = taken[rows] * (int(ticket.max(initial=0)) + 1) + ticket
    by_number = np.argsort(key, kind="stable")
    alike = by_number[_beside(key[by_number])]
    rows, ticket = rows[alike], ticket[alike]
    keys = [ticket, *(of[rows] for of in (taken, names["queue"].code, names["office"].code))]
    sieve.leave_out_repeated(rows, keys, lambda wrong: moment_texts(taken[wrong]))


def _beside(values: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which values are that before or after them."""
    same = np.zeros(len(values), np.bool_)
    same[1:] = values[1:] == values[:-1]
    same[:-1] |= same[1:]
    return same


def _log(
    names: Mapping[str, NameColumn],
    seconds: Mapping[str, NDArray[np.int64]],
    order: NDArray[np.intp],
) -> TicketLog:
    """Put the tickets together, in their order."""
    offices = names["office"]
    office, queues, queue = of_offices(offices.code[order], names["queue"].take(order))
    known = names.get("counter") or NameColumn(
        (), np.full(len(names["queue"].code), NONE, np.int32)
    )
    _office, counters, counter = of_offices(offices.code[order], known.take(order))
    there = np.unique(office)
    begin = int(seconds["taken"][order[0]]) // DAY
    taken, called, finished = (
        np.where(time == NO_MOMENT, NONE, time - begin * DAY)
        for time in (seconds[what][order] for what in TIMES)
    )
    return TicketLog.of(
        first_day=date(1970, 1, 1) + timedelta(begin),
        offices=tuple(offices.names[number] for number in there.tolist()),
        queues=queues,
        counters=counters,
        office=np.searchsorted(there, office),
        queue=queue,
        taken=taken,
        called=called,
        finished=finished,
        counter=counter,
        ending=_endings(names.get("state"), order, called),
    )


def _endings(
    states: NameColumn | None, order: NDArray[np.intp], called: NDArray[np.int64]
) -> NDArray[np.int8]:
    """Return how tickets ended, as the log says; who was called has not left before."""
    if states is None:
        return np.full(len(order), Ending.UNKNOWN, np.int8)
    ends = [_ENDING_OF.get(plain(name), Ending.UNKNOWN) for name in states.names]
    ending = np.array([*ends, Ending.UNKNOWN], np.int8)[states.code[order]]
    ending[(ending == Ending.LEFT) & (called != NONE)] = Ending.CALLED_IN_VAIN
    return ending
