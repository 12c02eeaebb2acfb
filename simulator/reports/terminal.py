"""The terminal: a document as text, with colours where the terminal has them.

In: a `Document` and the width of the screen. Out: text. Tables of one document share their columns,
so that numbers stand below numbers. It decides nothing about what is said.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.segment import Segment
from rich.table import Table as Grid
from rich.text import Text as Styled

from simulator.reports.document import (
    Block,
    Cell,
    Document,
    Items,
    Section,
    Shown,
    Table,
    Text,
    Tone,
    text_of,
)
from simulator.signs import on_screen

NARROWEST = 72
"""Columns below which pages are not squeezed: a narrower screen breaks their lines."""
WIDEST = 100
"""Columns that a page uses at most."""

_INDENT = 2

_STYLES = {
    Tone.PLAIN: "",
    Tone.STRONG: "bold",
    Tone.QUIET: "dim",
    Tone.MET: "green",
    Tone.UNCLEAR: "yellow",
    Tone.MISSED: "red",
}


def rendered(document: Document, *, width: int, colour: bool) -> str:
    """Return what a terminal shows of a document.

    Parameters
    ----------
    document
        What to show.
    width
        Columns of the screen; 100 are used at most.
    colour
        Whether to style it for a terminal.
    """
    text = StringIO()
    console = Console(
        file=text,
        width=min(max(width, NARROWEST), WIDEST),
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    console.print(_Harmless(Group(*_laid_out(document))))
    # Padding at the ends of lines would be copied along with them.
    return "".join(f"{line.rstrip()}\n" for line in text.getvalue().splitlines())


@dataclass(frozen=True)
class _Harmless:
    """A page in which nothing that input holds steers the terminal; its own colours do."""

    page: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for segment in console.render(self.page, options):
            yield segment if segment.control else Segment(on_screen(segment.text), segment.style)


def _laid_out(document: Document) -> Iterator[RenderableType]:
    blocks = document.answer(Shown.ON_TERMINAL)
    if Shown.ON_TERMINAL in document.headed:
        head = (
            Text(document.title, Tone.STRONG),
            Text(" · ".join(document.facts), Tone.QUIET),
            *(Text(warning, Tone.UNCLEAR) for warning in document.warnings),
        )
        blocks.insert(0, Section("", head))
    for place, block in enumerate(blocks):
        yield from [""] if place else []
        yield _block(block)


def _block(block: Block) -> RenderableType:
    match block:
        case Items():
            return _items(block)
        case Table():
            return _table(block)
        case Section():
            title = [Styled(block.title, "bold")] if block.title else []
            return Group(*title, *(_block(each) for each in block.blocks if each))
        case str() | Text():
            return _styled(block)
    raise TypeError(f"a terminal does not show {block!r}")


def _styled(cell: Cell, *, is_head: bool = False) -> Styled:
    """Style a text, and break what is too long; only a name is cut, a number never."""
    text = Text(cell, Tone.QUIET) if is_head and isinstance(cell, str) else text_of(cell)
    styled = Styled(text.text, _STYLES[text.tone], no_wrap=text.ends_in_name)
    styled.overflow = "ellipsis" if text.ends_in_name else None
    return styled


def _items(block: Items) -> RenderableType:
    texts = [_styled(item) for item in block.items if item]
    if not block.are_numbered:
        return Padding(Group(*texts), (0, 0, 0, _INDENT * block.depth))
    grid = Grid.grid(padding=(0, 1))
    grid.add_column(justify="right", no_wrap=True, style="dim")
    grid.add_column(ratio=1)
    for place, text in enumerate(texts, start=1):
        grid.add_row(f"{' ' * _INDENT * block.depth}{place}", text)
    return grid


def _table(table: Table) -> RenderableType:
    """Lay out a table, its names set in below its title; where it is wide, all of it."""
    table = table.seen(Shown.ON_TERMINAL)
    widths = dict(enumerate(table.widths))
    is_full = widths.get(0, 0) > 0
    grid = Grid.grid(padding=(0, _INDENT), expand=is_full)
    for place in range(len(table.heads or table.rows[0])):
        is_number = place in table.numbers
        grid.add_column(
            width=widths[0] if is_full and not place else None,
            min_width=widths.get(place) if place else None,
            justify="right" if is_number else "left",
            no_wrap=is_number and not table.is_wide,
            overflow="ellipsis" if is_number else "fold",
            ratio=1 if is_full and place and not is_number else None,
        )
    if table.heads:
        first, *heads = table.heads
        grid.add_row(
            Styled(table.title or first, "bold"), *(_styled(head, is_head=True) for head in heads)
        )
    for row in table.rows:
        name, *cells = (_styled(cell) for cell in row)
        grid.add_row(name if table.is_wide else Padding(name, (0, 0, 0, _INDENT)), *cells)
    return Padding(grid, (0, 0, 0, _INDENT)) if table.is_wide else grid
