"""Tables: the columns of an export that are recognised, and its other headings.

In: the rows in which headings may stand, and which columns there may be. Out: `Heads`, by which a
reader knows what to read, and the `LogTable` that it makes. How a file is opened and what cells
mean is not known here.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from simulator.demand.workload import NONE
from simulator.language import _
from simulator.records.headings import Vocabulary, is_of_people, recognised
from simulator.records.privacy import is_name, is_phone
from simulator.records.problems import Excluded, RecordsError
from simulator.scenario.names import composed
from simulator.scenario.near_matches import near_match
from simulator.signs import on_a_line

WORDS = pa.dictionary(pa.int32(), pa.string())
"""The type of a column whose cells are mostly alike."""
TEXTS = pa.string()

_MOST_HEADINGS, _LONGEST_HEADING = 8, 40
"""Headings that a message lists, and signs of each."""


@dataclass(frozen=True)
class Asked:
    """What is looked for in a table."""

    vocabulary: Vocabulary
    needed: Sequence[str]
    """Columns without which nothing can be done."""
    texts: Sequence[str]
    """Columns whose cells mostly differ."""
    columns: Mapping[str, str]
    """Headings that a planner has mapped, by what they are."""

    def type_of(self, what: str) -> pa.DataType:
        """Return the type of a column."""
        return TEXTS if what in self.texts else WORDS


@dataclass(frozen=True)
class Heads:
    """The headings of a table, and where they stand."""

    names: Sequence[str] = ()
    end: int = 0
    """Rows, or lines of a text, up to theirs, which is counted too."""
    separator: str = ""
    """The sign between cells of a text."""
    places: Mapping[str, int] | None = None
    """Of the columns that are recognised, by what they are."""

    @classmethod
    def of(cls, names: Sequence[str], asked: Asked, **where: Any) -> "Heads":
        """Take a row for that of the headings."""
        return cls(names, places=recognised(names, asked.vocabulary, asked.columns), **where)

    @property
    def columns(self) -> Mapping[str, int]:
        """Places of the columns that are recognised, by what they are."""
        return self.places or {}

    def has_all_of(self, asked: Asked) -> bool:
        """Whether the columns are there that are needed, and those that a planner has mapped."""
        return self.columns.keys() >= {*asked.needed, *asked.columns}

    def checked(self, file: str, asked: Asked) -> "Heads":
        """Return them where no column is missing that is needed, or that a planner has mapped.

        Raises
        ------
        RecordsError
            If one is.
        """
        for what, heading in asked.columns.items():
            if what not in self.columns:
                hint = near_match(heading, filter(_can_be_shown, self.names))
                message = _(
                    "{path} has no column {column!r}{hint}", path=file, column=heading, hint=hint
                )
                raise RecordsError(message + self._listed())
        known = [composed(name.strip()) for name in self.names]
        for place in self.columns.values():
            if known.count(known[place]) > 1:
                message = _("the heading {column!r} is given twice: rename one of the columns")
                raise RecordsError(f"{file}: {message.format(column=known[place])}")
        for what in asked.needed:
            if what not in self.columns:
                message = _(
                    "{file}: no column is recognised as {column!r}: name it, as in --column "
                    "{column}=HEADING",
                    file=file,
                    column=what,
                )
                raise RecordsError(message + self._listed() + self._hint())
        return self

    def _hint(self) -> str:
        """Return what may be wrong where a text has but one heading."""
        if not self.separator or len(self.names) > 1:
            return ""
        return _("; cells are parted by a comma, a semicolon, a tab or |")

    def _listed(self) -> str:
        """Return the headings for the end of a message; no cell that only stands for one."""
        if not self.names:
            return _(": there are no headings")
        shown = [
            repr(on_a_line(name, _LONGEST_HEADING)) if _can_be_shown(name) else "…"
            for name in self.names[:_MOST_HEADINGS]
        ]
        shown += ["…"] * (len(self.names) > _MOST_HEADINGS)
        return _(": its headings are {headings}", headings=", ".join(shown))


def likeliest(heads: Iterable[Heads]) -> Heads:
    """Return the headings by which most is recognised; where nothing is, the first row of most."""
    return max(
        heads, key=lambda found: (len(found.columns), -found.end, len(found.names)), default=Heads()
    )


@dataclass(frozen=True)
class LogTable:
    """The columns of a file, or of several, that are recognised."""

    files: tuple[str, ...]
    headings: Mapping[str, str]
    """By what each column is."""
    columns: Mapping[str, pa.ChunkedArray]
    """Their cells, texts; of type `WORDS` or `TEXTS`. Shapes (rows,)."""
    file: NDArray[np.int32]
    """The file of each row, by its place in `files`."""
    row: NDArray[np.int64]
    """Its row in this, from 1, the headings counted."""
    excluded: Excluded
    """Rows that are none."""
    private: tuple[str, ...]
    """Headings of columns left out because they are of people."""

    @classmethod
    def of(
        cls,
        file: str,
        heads: Heads,
        columns: Mapping[str, pa.ChunkedArray],
        *,
        row: NDArray[np.int64],
        excluded: Excluded | None = None,
    ) -> "LogTable":
        """Return the table of a file."""
        used = heads.columns.values()
        rest = [name for place, name in enumerate(heads.names) if place not in used]
        return cls(
            files=(file,),
            headings={what: heads.names[place] for what, place in heads.columns.items()},
            columns=columns,
            file=np.zeros(len(row), np.int32),
            row=row,
            excluded=excluded or Excluded.joined([]),
            private=tuple(name for name in rest if is_of_people(name)),
        )

    @classmethod
    def joined(cls, tables: Sequence["LogTable"], asked: Asked) -> "LogTable":
        """Put tables together; a column that one of them lacks is empty there."""
        headings = {
            what: name for table in reversed(tables) for what, name in table.headings.items()
        }
        first = np.cumsum([0, *(len(table.files) for table in tables[:-1])])
        return cls(
            files=tuple(file for table in tables for file in table.files),
            headings=headings,
            columns={
                what: pa.chunked_array(
                    [chunk for table in tables for chunk in _chunks(table, what, asked)],
                    type=asked.type_of(what),
                )
                for what in headings
            },
            file=np.concatenate(
                [table.file + begin for table, begin in zip(tables, first, strict=True)]
            ).astype(np.int32),
            row=np.concatenate([table.row for table in tables]),
            excluded=Excluded.joined(table.excluded for table in tables),
            private=tuple(dict.fromkeys(name for table in tables for name in table.private)),
        )

    def without(self, names: Collection[str]) -> "LogTable":
        """Return the table without some of its columns, whose texts take memory."""
        columns = {what: cells for what, cells in self.columns.items() if what not in names}
        return replace(self, columns=columns)

    def cells(self, what: str, rows: NDArray[np.intp]) -> list[str]:
        """Return some cells of a column."""
        cells: list[str] = self.columns[what].take(pa.array(rows)).to_pylist()
        return cells

    def codes(self, what: str, rows: NDArray[np.intp]) -> NDArray[np.int32]:
        """Return numbers for some cells of a column, one a text; `NONE` for an empty one."""
        import pyarrow.compute as pc  # noqa: PLC0415  # takes a while to load

        texts = pc.utf8_trim_whitespace(self.columns[what].take(pa.array(rows)))
        encoded = texts.combine_chunks().dictionary_encode()
        codes = encoded.indices.to_numpy()
        return np.where(pc.equal(texts, "").to_numpy(), NONE, codes)


def _chunks(table: LogTable, what: str, asked: Asked) -> list[Any]:  # pyarrow has no types
    """Return the cells of a column of a table, which are empty if there is none."""
    if what in table.columns:
        return list(table.columns[what].chunks)
    empty = pa.array([""], TEXTS).take(pa.array(np.zeros(len(table.row), np.int32)))
    return [empty.cast(asked.type_of(what))]


def _can_be_shown(heading: str) -> bool:
    """Whether a heading is none of the cells, of a table without headings, that are of people."""
    return not (is_name(heading) or is_phone(heading))
