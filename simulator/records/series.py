"""Reads series of snapshots: how many wait and which counters are open, noted from time to time.

In: files, and what a planner says of their columns and their time zone. Out: a `Reading` of
`Snapshots`. As of ticket logs, nothing is dropped in silence.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import DAY, NONE
from simulator.records.clocks import moment_texts, read_clocks
from simulator.records.files import Paths, read_tables
from simulator.records.headings import SNAPSHOTS
from simulator.records.privacy import harmless
from simulator.records.problems import Reason, Sieve
from simulator.records.tables import Asked, LogTable
from simulator.records.tickets import Snapshots
from simulator.records.understood import Reading, nothing_left, queue_ids
from simulator.records.words import NameColumn, of_offices, read_names

NUMBERS = ("waiting", "booths", "last_called")

_NUMBER = re.compile(r"(?:[^\W\d]{1,3}[ .-]?)?(\d{1,9})(?:[.,]0+)?")
"""A number of people, of counters, or of a ticket, which may have letters before it."""


def read_snapshots(
    paths: Paths,
    *,
    columns: Mapping[str, str] | None = None,
    zone: str = "",
    queue_names: Mapping[tuple[str, str], str] | None = None,
) -> Reading[Snapshots]:
    """Read a series of snapshots.

    Parameters
    ----------
    paths
        A file, or several of one series: CSV (also packed by gzip), workbooks or Parquet.
    columns
        Headings by what they are, for columns that are not recognised: `office`, `queue`,
        `queue_id`, `date`, `seen`, `waiting`, `booths`, `last_called`.
    zone
        The time zone of the office, to which times of others are taken; that of the series when
        empty.
    queue_names
        Names of queues that the series has numbers for, by office and number: `queue_ids` of the
        reading of a ticket log.

    Raises
    ------
    RecordsError
        If a file cannot be read, a column is not there, or no row is left.
    """
    asked = Asked(SNAPSHOTS, ("seen", "waiting"), ("date", "seen"), columns or {})
    table = read_tables(paths, asked)
    sieve = Sieve(table.files, table.file, table.row)
    names, private = read_names(table, (), sieve)
    numbers = {what: _numbers(table, what, sieve) for what in NUMBERS}
    seconds, times = read_clocks(table, ("seen",), sieve, zone)
    seen = seconds["seen"]
    kept = np.flatnonzero(sieve.kept)
    keys = [of[kept] for of in (seen, names["queue"].code, names["office"].code)]
    sieve.leave_out_repeated(kept, keys, lambda wrong: moment_texts(seen[wrong]))
    kept = np.flatnonzero(sieve.kept)
    excluded = sieve.excluded(table.excluded)
    if not len(kept):
        raise nothing_left(table, excluded)
    order = kept[np.argsort(seen[kept], kind="stable")]
    offices = names["office"]
    office, queues, queue = of_offices(offices.code[order], names["queue"].take(order))
    there = np.unique(office)
    begin = int(seen[order[0]]) // DAY
    known = queue_names or {}
    series = Snapshots.of(
        first_day=date(1970, 1, 1) + timedelta(begin),
        offices=tuple(offices.names[number] for number in there.tolist()),
        queues=tuple(
            known.get((offices.names[number], name), name)
            for number, name in zip(office.tolist(), queues, strict=True)
        ),
        office=np.searchsorted(there, office),
        queue=queue,
        seen=seen[order] - begin * DAY,
        **{what: number[order] for what, number in numbers.items()},
    )
    ids = queue_ids(names, order)
    return Reading(series, excluded, table.headings, (*table.private, *private), times, ids)


def _numbers(table: LogTable, what: str, sieve: Sieve) -> NDArray[np.int32]:
    """Read a column of numbers; `NONE` where there is none, or no such column."""
    if what not in table.columns:
        return np.full(len(table.row), NONE, np.int32)
    words = NameColumn.of(table.columns[what])
    matches = [_NUMBER.fullmatch(name) for name in words.names]
    values = np.array([*(int(match[1]) if match else NONE for match in matches), NONE], np.int32)
    wrong = np.array([*(match is None for match in matches), what == "waiting"])
    sieve.leave_out(
        Reason.NO_NUMBER,
        wrong[words.code],
        lambda rows: [harmless(cell) for cell in table.cells(what, rows)],
    )
    return values[words.code]
