"""Words: columns of names, such as those of offices, queues and counters, as codes.

In: a column of texts. Out: `NameColumn`: each distinct one once, with its letters composed, and
which of them each cell has. Names of people and phone numbers are no such names: a column of them
is not used, and a row that has one by mistake is left out. What the names are of is not known here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from simulator.demand.workload import NONE
from simulator.records.headings import is_of_officers
from simulator.records.privacy import is_name, is_phone
from simulator.records.problems import Reason, Sieve
from simulator.records.tables import LogTable
from simulator.scenario.names import composed

LONGEST = 200
"""Signs of a name."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""Signs that no text has, and no scenario may hold."""

NAMELESS = "queue"
"""The queue of a log that names none."""


@dataclass(frozen=True)
class NameColumn:
    """A column of names."""

    names: tuple[str, ...]
    """Each once, in order."""
    code: NDArray[np.int32]
    """Which of them each cell is; `NONE` for an empty one. Shape (rows,)."""

    @classmethod
    def of(cls, column: pa.ChunkedArray) -> "NameColumn":
        """Read a column of type `WORDS`."""
        if not column.num_chunks:
            return cls((), np.empty(0, np.int32))
        unified = column.unify_dictionaries()
        texts = [
            " ".join(_CONTROL.sub(" ", composed(text[: LONGEST + 1])).split())
            for text in unified.chunk(0).dictionary.to_pylist()
        ]
        names = tuple(sorted(set(texts) - {""}))
        place = {name: number for number, name in enumerate(names)}
        codes = np.array([place.get(text, NONE) for text in texts], np.int32)
        return cls(names, codes[np.concatenate([chunk.indices for chunk in unified.chunks])])

    @classmethod
    def alike(cls, name: str, rows: int) -> "NameColumn":
        """Return a column in which one name stands throughout."""
        return cls((name,), np.zeros(rows, np.int32))

    def are_of_people(self, *, but_names: bool) -> bool:
        """Whether most cells are phone numbers or names of people, which places may have."""
        is_private = np.array([*map(is_phone if but_names else is_of_person, self.names), False])
        return 2 * int(is_private[self.code].sum()) > int((self.code != NONE).sum())

    def take(self, rows: NDArray[np.intp]) -> "NameColumn":
        """Return the names of some rows."""
        return NameColumn(self.names, self.code[rows])

    def numbered(self) -> "NameColumn":
        """Return numbers in the place of the names, from 1 in their order in the column."""
        there, first = np.unique(self.code, return_index=True)
        there = there[np.argsort(first)]
        there = there[there != NONE]
        number = np.full(len(self.names) + 1, NONE, np.int32)
        number[there] = np.arange(len(there))
        return NameColumn(tuple(str(n + 1) for n in range(len(there))), number[self.code])

    def sift(self, sieve: Sieve, *, may_be_empty: bool, but_names: bool) -> None:
        """Leave out rows whose name cannot be one."""
        private = np.array([*map(is_phone if but_names else is_of_person, self.names), False])
        long = np.array([len(name) > LONGEST for name in self.names] + [not may_be_empty])
        sieve.leave_out(Reason.PRIVATE, private[self.code], lambda rows: ["…"] * len(rows))
        sieve.leave_out(
            Reason.NO_NAME,
            long[self.code],
            lambda rows: ["" if code == NONE else "…" for code in self.code[rows].tolist()],
        )


def read_names(
    table: LogTable, names: Sequence[str], sieve: Sieve
) -> tuple[dict[str, NameColumn], list[str]]:
    """Read the columns of names, `office` and `queue` always, and those that are there of others.

    Parameters
    ----------
    table
        What was read.
    names
        What the others are.
    sieve
        Where rows are left out that have no such name.

    Returns
    -------
    columns
        By what they are; where the queues have numbers alone, these are their names.
    private
        Headings of columns that are not used, as names of people or phone numbers stand there; of
        counters it is known which are the same.
    """
    columns: dict[str, NameColumn] = {}
    private: list[str] = []
    for what in ("office", "queue", "queue_id", *names):
        if what not in table.columns:
            continue
        words = NameColumn.of(table.columns[what])
        is_private = words.are_of_people(but_names=what == "office")
        is_private |= what == "counter" and is_of_officers(table.headings[what])
        if is_private:
            private.append(table.headings[what])
        if not is_private or what == "counter":
            columns[what] = words.numbered() if is_private else words
    rows = len(table.row)
    columns.setdefault("queue", columns.get("queue_id") or NameColumn.alike(NAMELESS, rows))
    columns.setdefault("office", NameColumn.alike("", rows))
    for what in ("office", "queue", "counter"):
        if what in columns:
            columns[what].sift(sieve, may_be_empty=what != "queue", but_names=what == "office")
    return columns, private


def is_of_person(name: str) -> bool:
    """Whether a name is that of a person, or a phone number."""
    return is_phone(name) or is_name(name)


def of_offices(
    office: NDArray[np.int32], words: NameColumn
) -> tuple[NDArray[np.int32], tuple[str, ...], NDArray[np.int32]]:
    """Tell apart what is called alike in several offices.

    Parameters
    ----------
    office
        Of each row. Shape (rows,).
    words
        What the rows name.

    Returns
    -------
    office, names
        Of each that there is, by office and then name.
    code
        Which of them each row has; `NONE` where it has none.
    """
    size = len(words.names) + 1
    pair = office.astype(np.int64) * size + words.code + 1
    there = np.flatnonzero(np.bincount(pair))
    there = there[there % size != 0]
    place = np.full(pair.max(initial=0) + 1, NONE, np.int32)
    place[there] = np.arange(len(there))
    names = tuple(words.names[name - 1] for name in (there % size).tolist())
    return (there // size).astype(np.int32), names, place[pair]
