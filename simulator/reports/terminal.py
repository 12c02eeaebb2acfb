"""The terminal report: one screen that answers a planner's questions in the order they are asked.

In: a `Result` and the width of the screen. Out: text, with colours where the terminal has them.
All sections share one grid of four columns, so that numbers stand below numbers. It decides
nothing about what matters (`findings`) and nothing about digits (`figures`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from simulator.language import _
from simulator.measures import Verdict
from simulator.reports.answer import (
    Named,
    Section,
    agrees,
    answer,
    checked_text,
    facts,
    few_replications,
    interval_note,
    intervals_rest_on_text,
    warnings,
)
from simulator.reports.findings import findings
from simulator.reports.labels import Names
from simulator.reports.norms import Judged
from simulator.results.result import Result
from simulator.scenario.sourcing import Sourcing
from simulator.signs import on_screen

NARROWEST = 72
"""Columns below which pages are not squeezed: a narrower screen breaks their lines."""
WIDEST = 100
"""Columns that a page uses at most."""

_LABEL, _VALUE, _INTERVAL = 22, 9, 15
"""Widths of the first three columns of the grid; the fourth takes what is left."""


_STYLES = {Verdict.MET: "green", Verdict.UNCLEAR: "yellow", Verdict.MISSED: "red"}


def run_page(result: Result, sourced: Sourcing, provenance: Mapping[str, Any]) -> RenderableType:
    """Compose the report of a run.

    Parameters
    ----------
    result
        The run.
    sourced
        What the scenario rests on.
    provenance
        How it came about.
    """
    return Group(
        _title(result),
        *(section(each) for each in answer(result)),
        _look_first(result),
        *_footnote(interval_note(result)),
        Text(intervals_rest_on_text(result, sourced), style="dim"),
        Text(checked_text(provenance), style="dim" if agrees(provenance) else "red"),
    )


def rendered(page: RenderableType, *, width: int, colour: bool) -> str:
    """Return a page as text.

    Parameters
    ----------
    page
        What to show.
    width
        Columns of the screen; pages use at most 100.
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
    console.print(_Harmless(page))
    # Padding at the ends of lines would be copied along with them.
    return "".join(f"{line.rstrip()}\n" for line in text.getvalue().splitlines())


@dataclass(frozen=True)
class _Harmless:
    """A page in which nothing that input holds steers the terminal; its own colours do."""

    page: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for segment in console.render(self.page, options):
            yield segment if segment.control else Segment(on_screen(segment.text), segment.style)


def section(content: Section) -> RenderableType:
    """Lay out rows below their heads, on the grid of all sections."""
    grid = Table.grid(padding=(0, 2), expand=True)
    grid.add_column(width=_LABEL)
    grid.add_column(min_width=_VALUE, justify="right", no_wrap=True)
    grid.add_column(min_width=_INTERVAL, justify="right", no_wrap=True, style="dim")
    grid.add_column(ratio=1)
    heads = content.heads
    others = (Text(str(head), style="dim") for head in (heads.value, heads.interval, heads.note))
    grid.add_row(Text(heads.name, style="bold"), *others)
    for row in content.rows:
        grid.add_row(f"  {row.name}", row.value, row.interval, _note(row.note))
    return Padding(grid, (0, 0, 1, 0))


def _note(note: str | Judged) -> RenderableType:
    """Colour a verdict, and break what is too long; only a name is cut, a number never."""
    if isinstance(note, Judged):
        return Text(note.text, _STYLES[note.verdict])
    return Text(note, no_wrap=isinstance(note, Named), overflow="ellipsis")


def _title(result: Result) -> RenderableType:
    lines = [
        Text(Names(result.scenario).center, style="bold"),
        Text(" · ".join(facts(result)), style="dim"),
    ]
    said = [*warnings(result), *few_replications(result)]
    lines += [Text(warning, style="yellow") for warning in said]
    return Padding(Group(*lines), (0, 0, 1, 0))


def _footnote(note: str) -> list[RenderableType]:
    return [Text(note, style="dim")] if note else []


def _look_first(result: Result) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", no_wrap=True, style="dim")
    grid.add_column(ratio=1)
    for position, sentence in enumerate(findings(result), start=1):
        grid.add_row(f"  {position}", sentence)
    return Padding(Group(Text(_("What to look at first"), style="bold"), grid), (0, 0, 1, 0))
