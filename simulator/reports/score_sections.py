"""Score sections: the scores as titles, tables and remarks, ready for a page.

In: the `Scores`. Out: `Section`s of texts, a table for each score; the areas of the PAR
INDEX follow it. A column in which nothing stands is left out.
"""

from simulator.language import _
from simulator.reports.document import Row, Section, Table, full_columns
from simulator.reports.figures import ABSENT
from simulator.reports.par_index import IndexArea
from simulator.reports.score_lines import Figure, Group
from simulator.reports.scores import Scores
from simulator.reports.standing import Standing


def score_sections(scored: Scores) -> tuple[Section, ...]:
    """Return the sections of the scores, in the order of their groups.

    Parameters
    ----------
    scored
        The scores of a run.
    """
    *others, index = scored.groups
    return *(_section(group) for group in others), _section(index, _areas(scored.areas))


_NUMBERS = frozenset({1, 2, 4, 5, 6})
_AREA_NUMBERS = frozenset({1, 3})
"""Columns of numbers in the two kinds of tables."""


def _section(group: Group, *tables: Table) -> Section:
    heads = (
        _("Item"),
        _("Value"),
        _("95 % interval"),
        _("What it is"),
        _("Points"),
        _("95 % interval"),
        _("Maximum"),
        _("Band"),
        _("Rests on"),
    )
    rows: list[Row] = [
        (
            line.name,
            *_number(line.value),
            line.note or ABSENT,
            *_number(line.points),
            line.most.text if line.most else ABSENT,
            line.band or ABSENT,
            _rests_on(line.standing),
        )
        for line in group.lines
    ]
    lines = full_columns(_("Item by item"), heads, rows, _NUMBERS)
    return Section(group.title, (group.note, lines, *tables))


def _areas(areas: tuple[IndexArea, ...]) -> Table:
    heads = (
        _("Area"),
        _("Points"),
        _("Target"),
        _("Maximum"),
        _("What is said of it"),
        _("What a run says of it"),
        _("Rests on"),
    )
    rows: list[Row] = [
        (
            f"{area.number}. {area.name}",
            area.points or ABSENT,
            area.target or ABSENT,
            area.maximum or ABSENT,
            area.note or ABSENT,
            area.reach,
            _rests_on(area.standing),
        )
        for area in areas
    ]
    return full_columns(_("The eight areas"), heads, rows, _AREA_NUMBERS)


def _number(figure: Figure | None) -> tuple[str, str]:
    """Return a number and its interval."""
    return (figure.text, figure.interval or ABSENT) if figure else (ABSENT, ABSENT)


def _rests_on(standing: Standing | None) -> str:
    return standing.text if standing else ABSENT
