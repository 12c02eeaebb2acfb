"""Document: what a command says, in sections and blocks, for whoever shows it.

In: texts in the language that is spoken. Out: a `Document`, the same for the terminal and the page;
rows of the workbook have the same cells. What stresses a text is told, and not how that looks. What
has no room on a terminal is marked; a block that has nothing to show is false, and left out. It
knows nothing of colours and HTML.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, Flag, auto
from typing import TYPE_CHECKING, TypeAlias

from simulator.reports.figures import ABSENT

if TYPE_CHECKING:
    from simulator.measures import Estimate
    from simulator.reports.charts import Chart
    from simulator.reports.run.form_table import FormTable


class Tone(Enum):
    """What a text is to its reader."""

    PLAIN = ""
    STRONG = "strong"
    QUIET = "quiet"
    """It explains other texts."""
    MET = "met"
    UNCLEAR = "unclear"
    """Also: take care."""
    MISSED = "missed"


class Shown(Flag):
    """Where something is shown."""

    ON_TERMINAL = auto()
    ON_PAGE = auto()
    EVERYWHERE = ON_TERMINAL | ON_PAGE


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, or what stands in a cell."""

    text: str
    tone: Tone = Tone.PLAIN
    full: str = ""
    """The same with more of it, where there is room."""
    source: str = ""
    """Where that is written which it is held against."""
    estimate: "Estimate | None" = None
    """What it is the interval of."""
    ends_in_name: bool = False
    """Whether it may be cut where room is short: a name may, a number may not."""


Cell: TypeAlias = str | Text
Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """Texts one below the other; empty ones are left out."""

    items: Sequence[Cell]
    are_numbered: bool = False
    depth: int = 1
    """How far they are set in on a terminal."""

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.items)


@dataclass(frozen=True, slots=True)
class Table:
    """Texts in rows; the first column names what a row is about."""

    title: str
    """What it shows; on a terminal, in place of the head of the first column."""
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    numbers: frozenset[int] = frozenset()
    """Columns of numbers."""
    note: str = ""
    """What a page says below it."""
    widths: tuple[int, ...] = ()
    """What the columns that a terminal shows take there at least; the first, if not 0, exactly, and
    then texts take all that is left."""
    is_wide: bool = False
    """Whether its columns are so many that on a terminal their heads and numbers break."""
    only_on_page: frozenset[int] = frozenset()
    """Columns for which a terminal has no room."""

    def __bool__(self) -> bool:
        """Whether it has rows."""
        return bool(self.rows)


@dataclass(frozen=True, slots=True)
class Charts:
    """Pictures side by side, for a page."""

    charts: "Sequence[Chart]"

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.charts)


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks that belong together."""

    title: str
    """Empty where they need none."""
    blocks: "Sequence[Block]"
    key: str = ""
    """Its name in the page."""
    shown: Shown = Shown.EVERYWHERE

    def __bool__(self) -> bool:
        """Whether any of its blocks has something to show."""
        return any(self.blocks)


Block: TypeAlias = "str | Text | Items | Table | Charts | FormTable | Section"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """All that is said, the answer first."""

    title: str
    facts: Sequence[str]
    """What was looked at, and how."""
    warnings: Sequence[str] = ()
    """What a reader must know before any number."""
    headed: Shown = Shown.EVERYWHERE
    """Where title, facts and warnings are shown."""
    body: "Sequence[Block]"
    """The answer. On a terminal there is a blank line between its blocks."""
    chapters: Callable[[], Iterable[Section]] = tuple
    """Makes what only a page has room for."""
    version: str = ""
    """Of the program that made the numbers."""
    created: str = ""
    """When they were made, as ISO date."""

    def answer(self, shown: Shown) -> list["Block"]:
        """Return the blocks of the body that a terminal or a page shows."""
        return [
            block
            for block in self.body
            if block and (not isinstance(block, Section) or shown in block.shown)
        ]


def full_columns(
    title: str, heads: tuple[str, ...], rows: Sequence[Row], numbers: frozenset[int] = frozenset()
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
