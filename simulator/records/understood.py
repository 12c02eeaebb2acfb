"""What became of files that were read: the log, what is left out of it, and how it was understood.

In: what readers found. Out: `Reading`, and what a planner should know of it. What is in a file is
not known here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulator.demand.workload import NONE
from simulator.language import _, ngettext
from simulator.records.clocks import Understood
from simulator.records.problems import Excluded, RecordsError
from simulator.records.tables import LogTable
from simulator.records.tickets import Ending, Snapshots, TicketLog
from simulator.records.words import NameColumn

Log = TypeVar("Log", TicketLog, Snapshots)


@dataclass(frozen=True)
class Reading(Generic[Log]):
    """A log as it was read."""

    log: Log
    excluded: Excluded
    """The rows that are not in it."""
    headings: Mapping[str, str]
    """Headings of the columns that were used, by what they are."""
    private: tuple[str, ...]
    """Headings of columns that were not, because names or phone numbers stand in them."""
    times: Understood
    """How the times were read."""
    queue_ids: Mapping[tuple[str, str], str]
    """Names of queues, by office and by the number that the log has for them; empty if it has
    none."""

    @property
    def remarks(self) -> list[str]:
        """What a planner should know of how the log was read, a text each."""
        return [*_remarks(self)]


def queue_ids(
    names: Mapping[str, NameColumn], rows: NDArray[np.intp]
) -> dict[tuple[str, str], str]:
    """Return the names of queues by office and number, where some rows tell them."""
    if "queue_id" not in names or names["queue_id"] is names["queue"]:
        return {}
    columns = [names[what].take(rows) for what in ("office", "queue_id", "queue")]
    codes = pd.DataFrame({number: words.code for number, words in enumerate(columns)})
    offices, numbers, queues = (words.names for words in columns)
    return {
        (offices[office], numbers[number]): queues[queue]
        for office, number, queue in codes.drop_duplicates().to_numpy().tolist()
        if number != NONE
    }


def nothing_left(table: LogTable, excluded: Excluded) -> RecordsError:
    """Return the error that says that no row is left, and why."""
    file = table.files[0]
    if not len(excluded):
        return RecordsError(_("{file}: there are no rows under the headings", file=file))
    message = _("{file}: no row can be used ({counts})", file=file, counts=_counts(excluded))
    first = excluded.rows.iloc[0]
    if first["value"]:
        message += _("; in row {row} stands {value!r}", row=first["row"], value=first["value"])
    return RecordsError(message, excluded)


def _remarks(reading: Reading[Log]) -> Iterator[str]:
    if number := len(reading.excluded):
        yield ngettext(
            "{n} row is left out ({counts})",
            "{n} rows are left out ({counts})",
            number,
            n=number,
            counts=_counts(reading.excluded),
        )
    if reading.private:
        yield _(
            "columns with names or phone numbers are not read: {headings}",
            headings=", ".join(reading.private),
        )
    if reading.times.is_in_doubt:
        yield _("no date tells whether the day or the month stands first: the day was taken to")
    elif reading.times.month_first:
        yield _("dates were read month first")
    if reading.times.zone:
        yield _("times are those of the zone {zone}", zone=reading.times.zone)
    if unknown := _unknown_ends(reading):
        yield ngettext(
            "of {n} ticket that was called the log does not say how it ended",
            "of {n} tickets that were called the log does not say how they ended",
            unknown,
            n=unknown,
        )
    if "taken" in reading.headings and "ticket" not in reading.headings:
        yield _("the log has no numbers of tickets: a row that stands there twice is not noticed")


def _unknown_ends(reading: Reading[Log]) -> int:
    """Return how many tickets were called and have no state, or none that is a known word."""
    log = reading.log
    if not isinstance(log, TicketLog) or "state" not in reading.headings:
        return 0
    return int(((log.ending == Ending.UNKNOWN) & (log.called != NONE)).sum())


def _counts(excluded: Excluded) -> str:
    return "; ".join(f"{_(reason)}: {number}" for reason, number in excluded.counts.items())
