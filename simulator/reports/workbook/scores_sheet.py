"""The sheet of the scores: the norms of waits first, and the areas of the PAR INDEX last.

In: a `Result`. Out: a sheet. What the simulator cannot tell has a line without numbers.
"""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from simulator.language import _
from simulator.measures import Estimate
from simulator.reports.footnotes import unlike_note
from simulator.reports.labels import Names
from simulator.reports.norms import judged_norms
from simulator.reports.occurrences import periods
from simulator.reports.par_index import IndexArea
from simulator.reports.score_lines import Figure, Group, Line
from simulator.reports.scores import scores
from simulator.reports.standing import Standing
from simulator.reports.workbook.cells import (
    BOLD,
    ITALIC,
    WRAPPED,
    add_sheet,
    cell_at,
    interval_heads,
    set_heads,
    write_estimate,
    write_number,
    write_text,
)
from simulator.results.result import Result

_WIDTHS = (44, 11, 11, 11, 11, 11, 11, 11, 44, 44, 34)
_VALUE, _POINTS, _MOST, _BAND, _NOTE, _STANDING = 2, 5, 8, 9, 10, 11
"""Columns."""


def add_scores(workbook: Workbook, result: Result) -> None:
    """Add the sheet of the scores."""
    scored = scores(result)
    sheet = add_sheet(workbook, _("Scores"), header=Names(result.scenario).center)
    heads = (
        *(_("Score"), _("Value"), *interval_heads()),
        *(_("Points"), *interval_heads(), _("Maximum")),
        *(_("Band"), _("Note"), _("Rests on")),
    )
    set_heads(sheet, heads, _WIDTHS)
    row = 2
    for group in (*_norms(result), *scored.groups):
        row = _write_group(sheet, row, group) + 1
    _write_areas(sheet, row, scored.areas)


def _norms(result: Result) -> list[Group]:
    """Return the norms of waits as a group of lines; none where nobody came."""
    judged = judged_norms(result)
    lines = [
        Line(
            name=norm.norm,
            value=Figure(norm.estimate, norm.unit),
            band=norm.full_text,
            standing=Standing(norm.source, is_assumed=False),
        )
        for norm in judged
    ]
    note = _("In brackets the 95 % interval of the share of {periods} that meet the norm.")
    said = [
        note.format(periods=periods(result.scenario)) if len(result.replications) > 1 else "",
        unlike_note([norm.estimate for norm in judged], result.scenario),
    ]
    title = _("Norms of the wait")
    return [Group(title, tuple(lines), " ".join(said).strip())] if lines else []


def _write_group(sheet: Worksheet, row: int, group: Group) -> int:
    """Write the lines of a score below its title; return the row after it."""
    write_text(cell_at(sheet, row, 1), group.title)
    cell_at(sheet, row, 1).font = BOLD
    for line in group.lines:
        row += 1
        _write_figure(sheet, row, _VALUE, line.value)
        _write_figure(sheet, row, _POINTS, line.points)
        _write_figure(sheet, row, _MOST, line.most)
        standing = line.standing.text if line.standing else ""
        _write_texts(
            sheet, row, {1: line.name, _BAND: line.band, _NOTE: line.note, _STANDING: standing}
        )
    row += 1
    write_text(cell_at(sheet, row, 1), group.note)
    cell_at(sheet, row, 1).font = ITALIC
    return row + 1


def _write_areas(sheet: Worksheet, row: int, areas: Sequence[IndexArea]) -> None:
    """Write the areas of the index; what is known of their points is a text, and may be one."""
    points, target, most = _POINTS, _POINTS + 1, _MOST
    heads = {1: _("Area of the PAR INDEX"), points: _("Points"), target: _("Target")}
    heads |= {most: _("Maximum"), _BAND: _("What a run says of it")}
    heads |= {_NOTE: _("Note"), _STANDING: _("Rests on")}
    _write_texts(sheet, row, heads)
    for column in heads:
        cell_at(sheet, row, column).font = BOLD
    for following, area in enumerate(areas, start=row + 1):
        texts = {1: f"{area.number}. {area.name}", points: area.points, target: area.target}
        texts |= {most: area.maximum, _BAND: area.reach, _NOTE: area.note}
        texts |= {_STANDING: area.standing.text if area.standing else ""}
        _write_texts(sheet, following, texts)


def _write_figure(sheet: Worksheet, row: int, column: int, figure: Figure | None) -> None:
    if figure is None:
        return
    if isinstance(figure.value, Estimate):
        cells = [cell_at(sheet, row, column + place) for place in range(3)]
        write_estimate(cells, figure.value, figure.unit)
        if figure.value.unlike:
            write_text(cells[1], figure.interval)
    else:
        cells = [cell_at(sheet, row, column)]
        write_number(cells[0], figure.value, figure.unit, figure.unit.decimals)
    for cell in cells:
        cell.alignment = WRAPPED


def _write_texts(sheet: Worksheet, row: int, texts: dict[int, str]) -> None:
    for column, text in texts.items():
        write_text(cell_at(sheet, row, column), text)
        cell_at(sheet, row, column).alignment = WRAPPED
