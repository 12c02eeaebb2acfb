"""The terminal report of a comparison: what changes in a sentence, then measure by measure.

In: a `Compared`, and how it came about. Out: a page for the terminal. It decides nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from simulator.language import _
from simulator.reports.answer import agrees, checked_text
from simulator.reports.differences import difference_text
from simulator.reports.figures import counted
from simulator.reports.labels import Names
from simulator.studies.comparison.alternatives import Alternative
from simulator.studies.comparison.running import Compared
from simulator.studies.comparison.telling import (
    facts,
    interval_texts,
    own_mean,
    pairing_note,
    pairing_text,
    sentences,
    warnings,
)
from simulator.studies.paired import Difference

MOST_CHANGES = 60
"""Differences of a scenario that are listed; the page has all of them."""

_INDENT = (0, 0, 0, 2)
_BLANK_BELOW = (0, 0, 1, 0)


def comparison_page(of: Compared, origin: Mapping[str, Any]) -> RenderableType:
    """Compose the report.

    Parameters
    ----------
    of
        The scenarios and their differences.
    origin
        How they came about: `together`.
    """
    return Group(
        Padding(_title(of), _BLANK_BELOW),
        Padding(Group(*map(Text, sentences(of))), _BLANK_BELOW),
        Padding(Group(*_scenarios(of)), _BLANK_BELOW),
        *(
            Padding(_table(of, first, second, differences), _BLANK_BELOW)
            for (first, second), differences in of.by_pair().items()
        ),
        Text(pairing_note(), style="dim"),
        *(Text(said, style="dim") for said in interval_texts(of)),
        Text(checked_text(origin), style="dim" if agrees(origin) else "red"),
    )


def _title(of: Compared) -> RenderableType:
    return Group(
        Text(Names(of.base.scenario).center, style="bold"),
        Text(" · ".join(facts(of)), style="dim"),
        *(Text(warning, style="yellow") for warning in warnings(of)),
    )


def _scenarios(of: Compared) -> Iterator[RenderableType]:
    """Name the scenarios, with what each has other than the base."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(style="bold")
    grid.add_column(ratio=1, overflow="fold")
    for alternative in of.alternatives:
        grid.add_row(of.letter(alternative.name), Text(alternative.name))
        for line in _changes(of, alternative):
            grid.add_row("", Padding(Text(line, style="dim"), _INDENT))
    yield grid


def _changes(of: Compared, alternative: Alternative) -> Iterator[str]:
    if alternative is of.base:
        return
    lines = of.changes(alternative).lines(of.letter(of.base.name))
    yield from lines[:MOST_CHANGES]
    if len(lines) > MOST_CHANGES:
        yield counted(
            "and {n} more difference: the page has all (--out)",
            "and {n} more differences: the page has all (--out)",
            len(lines) - MOST_CHANGES,
        )


def _table(
    of: Compared, first: str, second: str, differences: Sequence[Difference]
) -> RenderableType:
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(width=30)
    for _scenario in (first, second):
        table.add_column(justify="right", no_wrap=True, min_width=7)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    letters = {"first": of.letter(first), "second": of.letter(second)}
    table.add_row(
        Text(_("{second} compared with {first}").format(**letters), style="bold"),
        *(Text(letter, style="dim") for letter in letters.values()),
        Text(_("{second} is").format(**letters), style="dim"),
        Text(_("pairing"), style="dim"),
    )
    scenario = of.result(second).scenario
    for difference in differences:
        table.add_row(
            Padding(Names(scenario).measure_with_unit(difference.measure), _INDENT),
            own_mean(of, first, difference),
            own_mean(of, second, difference),
            Text(
                difference_text(difference.measure.entry, difference.estimate),
                style="" if difference.is_seen else "dim",
            ),
            pairing_text(difference.pairing),
        )
    return table
