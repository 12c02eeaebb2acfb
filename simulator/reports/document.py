"""Document: what a command says, in sections and blocks, for whoever shows it.

In: texts in the language that is spoken, and numbers. Out: a `Document`, the same for the terminal,
the page and the workbook. A number in a cell stays one, with its unit and its decimals, so that all
write it alike. What stresses a text is told, and not how that looks. What has no room on a terminal
is marked; a block that has nothing to show is false, and left out. It knows nothing of colours and
HTML.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, Flag, auto
from typing import TYPE_CHECKING, Self, TypeAlias

from simulator.measures import Estimate
from simulator.reports.figures import (
    ABSENT,
    Unit,
    decimals,
    decimals_alone,
    interval,
    mean_and_interval,
    occurrence_text,
    written,
)

if TYPE_CHECKING:
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
    IN_WORKBOOK = auto()
    EVERYWHERE = ON_TERMINAL | ON_PAGE | IN_WORKBOOK


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, or what stands in a cell."""

    text: str
    tone: Tone = Tone.PLAIN
    full: str = ""
    """The same with more of it, where there is room."""
    source: str = ""
    """Where that is written which it is held against."""
    ends_in_name: bool = False
    """Whether it may be cut where room is short: a name may, a number may not."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a cell."""

    value: float
    unit: Unit
    decimals: int
    """That are shown."""
    tone: Tone = Tone.PLAIN
    before: str = ""
    """What stands before it."""
    after: str = ""
    """What stands behind its unit."""

    @classmethod
    def of(cls, value: Estimate | float, unit: Unit, tone: Tone = Tone.PLAIN) -> Self:
        """Return a value, or the mean of an estimate to the digits of its interval."""
        if isinstance(value, Estimate):
            return cls(value.mean, unit, decimals(value, unit), tone)
        return cls(value, unit, decimals_alone(value, unit), tone)

    @property
    def text(self) -> str:
        """The number as people read it."""
        return f"{self.before}{written(self.value, self.unit, self.decimals)}{self.after}"


@dataclass(frozen=True, slots=True)
class Interval:
    """The interval of an estimate; its mean before it, where that has no column of its own."""

    estimate: Estimate
    unit: Unit
    has_mean: bool = False

    @property
    def tone(self) -> Tone:
        """Beside the mean it explains that."""
        return Tone.PLAIN if self.has_mean else Tone.QUIET

    @property
    def text(self) -> str:
        """The interval as people read it, or what stands in place of it."""
        return (mean_and_interval if self.has_mean else interval)(self.estimate, self.unit)

    @property
    def parts(self) -> "tuple[Cell, ...]":
        """Its mean, low and high, each for a cell of its own."""
        if not self.text:
            return ("",)
        places = decimals(self.estimate, self.unit)
        unlike, ends = self.estimate.unlike, (self.estimate.low, self.estimate.high)
        of_mean = [Number(self.estimate.mean, self.unit, places)] if self.has_mean else []
        if unlike:
            return *of_mean, occurrence_text(unlike), ""
        return *of_mean, *("" if end is None else Number(end, self.unit, places) for end in ends)


Cell: TypeAlias = str | Text | Number | Interval
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
    shown: Mapping[int, Shown] = field(default_factory=dict)
    """Where columns are shown that are not shown everywhere."""
    is_sparse: bool = False
    """Whether a column, but for the first, in which no row says anything is left out."""
    is_list: bool = False
    """Whether it is long, to be searched and filtered."""

    def __bool__(self) -> bool:
        """Whether it has rows."""
        return bool(self.rows)

    def seen(self, where: Shown) -> Self:
        """Return it as it is shown somewhere; in a workbook the columns of all tables line up."""
        columns = range(len(self.heads or self.rows[0]))
        telling = {
            each
            for each in columns
            if not (self.is_sparse and each) or any(row[each] != ABSENT for row in self.rows)
        }
        kept = [
            each
            for each in columns
            if where in self.shown.get(each, Shown.EVERYWHERE)
            and (each in telling or where is Shown.IN_WORKBOOK)
        ]
        return replace(
            self,
            heads=tuple(self.heads[each] * (each in telling) for each in kept if self.heads),
            rows=tuple(tuple(row[each] for each in kept) for row in self.rows),
            numbers=frozenset(n for n, each in enumerate(kept) if each in self.numbers),
            shown={},
        )


class KeyFigures(Table):
    """A table of the few numbers that count most: a page shows them large, side by side.

    A row has the name of a number, the number, and then its verdict, a word or two. What follows
    says more of it, each with its head, if that has one.
    """

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Charts:
    """Pictures side by side, for a page."""

    charts: "Sequence[Chart]"

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.charts)


@dataclass(frozen=True, slots=True)
class Slider:
    """One thing that is varied."""

    title: str
    values: Sequence[str]
    start: int
    """At which of them it stands first."""


@dataclass(frozen=True, slots=True)
class Sliders:
    """Rows of which one is shown, for a page: the sliders say which."""

    title: str
    sliders: Sequence[Slider]
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    """One for each place that the sliders can be at: the last of these moves first."""


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks that belong together."""

    title: str
    """Empty where they need none."""
    blocks: "Sequence[Block]"
    key: str = ""
    """Its name in the page."""
    shown: Shown = Shown.EVERYWHERE
    is_folded: bool = False
    """Whether a page shows its title alone until it is opened; so folded, it is not printed."""

    def __bool__(self) -> bool:
        """Whether any of its blocks has something to show."""
        return any(self.blocks)


Block: TypeAlias = "str | Text | Items | Table | Charts | FormTable | Sliders | Section"


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
    sheets: Callable[[Section], Iterable[Section]] = lambda answer: (answer,)
    """Makes the sheets of a workbook, that of the answer at its place."""
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


@dataclass(frozen=True, slots=True)
class Sides:
    """Lines at the left and at the right, as at the head and the foot of a letter."""

    left: Sequence[Text]
    right: Sequence[Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter(Document):
    """A document on one sheet of paper, in the form in which offices write to each other.

    Its facts are what it is about, and whom it is to.
    """

    body: Sequence[Section]
    head: Sequence[Sides]
    foot: Sequence[Sides]
    size: int
    """Of its letters, in points: as large as the sheet has room for."""


def text_of(cell: Cell) -> Text:
    """Return what a cell says, as it is read."""
    match cell:
        case str():
            return Text(cell)
        case Text():
            return cell
        case Number() | Interval():
            return Text(cell.text, cell.tone)


def full_columns(title: str, heads: tuple[str, ...], rows: Sequence[Row]) -> Table:
    """Return a table without the columns, but for the first, in which no row says anything."""
    return Table(title, heads, tuple(rows), is_sparse=True).seen(Shown.ON_PAGE)
