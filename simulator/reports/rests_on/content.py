"""Content: the form in which "What it rests on" is handed to whoever lays it out.

Texts only, already in the language that is spoken; nothing of pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.reports.figures import ABSENT

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Texts in rows; the first column names what a row is about."""

    title: str
    heads: Row
    rows: tuple[Row, ...]
    numbers: frozenset[int] = frozenset()
    """Columns of numbers."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the account, laid out in this order; what it has not is left out."""

    title: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    """A list."""
    tables: tuple[Table, ...] = ()


def full_columns(
    title: str, heads: Row, rows: Sequence[Row], numbers: frozenset[int] = frozenset()
) -> Table:
    """Return a table without the columns, but for the first, in which no row says anything.

    `numbers` are the columns of numbers, counted before any is left out.
    """
    kept = [
        column
        for column in range(len(heads))
        if column == 0 or any(row[column] != ABSENT for row in rows)
    ]
    return Table(
        title,
        tuple(heads[column] for column in kept),
        tuple(tuple(row[column] for column in kept) for row in rows),
        frozenset(place for place, column in enumerate(kept) if column in numbers),
    )
