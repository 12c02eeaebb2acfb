"""What can be wrong with records: what ends their reading, and why a row is left out.

In: what a reader found. Out: the error that a command takes as bad input, and `Excluded`, which
lists the rows that are left out. How a file is read is not known here.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulator.language import N_, _


class RecordsError(ValueError):
    """Records that cannot be used; the message says which file, what is wrong, and what to do.

    Attributes
    ----------
    excluded : Excluded
        The rows that were left out before nothing was left.
    """

    def __init__(self, message: str, excluded: "Excluded | None" = None) -> None:
        super().__init__(message)
        self.excluded = excluded or Excluded.joined([])


class Reason(StrEnum):
    """Why a row is left out; the value is what people are told."""

    CELLS = N_("not as many cells as there are headings")
    NO_TIME = N_("no time")
    UNREADABLE = N_("a time that cannot be read")
    UNKNOWN_ZONE = N_("a time zone that is not known, or not given")
    CALLED_EARLY = N_("called before taken")
    FINISHED_EARLY = N_("finished before called")
    TOO_LONG = N_("called or finished more than a day after taken")
    DUPLICATE = N_("the same ticket again")
    PRIVATE = N_("a name or a phone number where none belongs")
    NO_NAME = N_("a name that is missing or too long")
    NO_NUMBER = N_("a number that is missing or cannot be read")


@dataclass(frozen=True)
class Excluded:
    """Rows that are left out, in their order: what is wrong with each, and what stands there."""

    rows: pd.DataFrame
    """Columns `file`, `row` (from 1, the headings counted), `reason` and `value`; the value never
    shows a name or a phone number."""

    @classmethod
    def joined(cls, parts: "Iterable[Excluded]") -> "Excluded":
        """Put several together."""
        frames = [part.rows for part in parts if len(part.rows)]
        if not frames:
            return cls(pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in _COLUMNS}))
        rows = pd.concat(frames, ignore_index=True)
        return cls(rows.sort_values(["file", "row"], kind="stable", ignore_index=True))

    @classmethod
    def of(
        cls, file: str, row: NDArray[np.int64], reason: Reason, value: Iterable[str]
    ) -> "Excluded":
        """List rows of a file that are left out for the same reason."""
        values = pd.Series(list(value), dtype=str)
        return cls(pd.DataFrame({"file": file, "row": row, "reason": str(reason), "value": values}))

    def __len__(self) -> int:
        """Return how many they are."""
        return len(self.rows)

    @property
    def counts(self) -> dict[Reason, int]:
        """How many are left out for each reason, the commonest first."""
        counted = self.rows["reason"].value_counts()
        return {Reason(str(reason)): int(number) for reason, number in counted.items()}

    def in_words(self) -> Iterator[tuple[object, ...]]:
        """Go over headings and rows, in the language that is spoken."""
        yield _("file"), _("row"), _("reason"), _("what stands there")
        words = {str(reason): _(reason) for reason in Reason}
        yield from self.rows.replace({"reason": words}).itertuples(index=False, name=None)


class Sieve:
    """Sorts out the rows of a table: those left out are listed, each for its first reason.

    Parameters
    ----------
    files
        Names of the files that the rows are from.
    file, row
        File, by its place among them, and row of each. Shapes (rows,).
    """

    def __init__(
        self, files: Sequence[str], file: NDArray[np.int32], row: NDArray[np.int64]
    ) -> None:
        self._files, self._file, self._row = files, file, row
        self._parts: list[Excluded] = []
        self.kept: NDArray[np.bool_] = np.ones(len(row), np.bool_)
        """Whether each row is still to be kept."""

    def leave_out(
        self,
        reason: Reason,
        wrong: NDArray[np.bool_],
        shown: Callable[[NDArray[np.intp]], Iterable[str]],
    ) -> None:
        """Leave rows out; `shown` returns what stands in some of them."""
        wrong = wrong & self.kept
        if not wrong.any():
            return
        self.kept &= ~wrong
        for number, file in enumerate(self._files):
            rows = np.flatnonzero(wrong & (self._file == number))
            if len(rows):
                self._parts.append(Excluded.of(file, self._row[rows], reason, shown(rows)))

    def leave_out_repeated(
        self,
        rows: NDArray[np.intp],
        keys: Sequence[NDArray[Any]],
        shown: Callable[[NDArray[np.intp]], Iterable[str]],
    ) -> None:
        """Leave out those of some rows whose keys all are those of one before; shapes (rows,)."""
        repeated = pd.DataFrame(dict(enumerate(keys))).duplicated().to_numpy()
        wrong = np.zeros(len(self._row), np.bool_)
        wrong[rows[repeated]] = True
        self.leave_out(Reason.DUPLICATE, wrong, shown)

    def excluded(self, *more: Excluded) -> Excluded:
        """Return the rows left out, with more of them."""
        return Excluded.joined([*more, *self._parts])


_COLUMNS = (("file", "str"), ("row", "int64"), ("reason", "str"), ("value", "str"))
