"""The tables of the page of a run: waits, dossiers and load place by place, and the scores.

In: a `Result`, and its `Scores`. Out: `Table`s of texts, the scores in sections of their own. What
they mean is said by their charts and findings. A column in which nothing stands is left out.
"""

from collections.abc import Callable, Container, Iterable, Mapping

from simulator.language import _
from simulator.measures import Estimate, MeasureKey
from simulator.measures.catalogue import PROBABILITIES
from simulator.measures.measure import Scope
from simulator.reports.certainty import quantile_note, unlike_note
from simulator.reports.document import Cell, Interval, Number, Row, Section, Shown, Table
from simulator.reports.figures import (
    ABSENT,
    COUNT,
    HOURS,
    MINUTES,
    PERCENT,
    Unit,
    mean_count,
)
from simulator.reports.labels import Names
from simulator.reports.run.par_index import IndexArea
from simulator.reports.run.score_lines import Figure, Group, Standing
from simulator.reports.run.scores import Scores
from simulator.results.result import Result
from simulator.scenario.vocabulary import OWN


def waits_table(result: Result) -> Table:
    """Return the waits of citizens by station."""
    columns = {
        "wait_mean": (_("Mean wait"), MINUTES),
        "wait_p90": (_("9 in 10 within"), MINUTES),
        "wait_within_15": (_("Within 15 min"), PERCENT),
        "visits": (_("Visits"), COUNT),
        "trips_in_vain": (_("In vain"), COUNT),
    }
    name = Names(result.scenario).station
    return by_place(
        _("Waits by station"), _("Station"), name, columns, result=result, scope=Scope.STATION
    )


def dossiers_table(result: Result) -> Table:
    """Return what became of the dossiers by field."""
    columns = {
        "on_time_rate": (_("Before due and on time"), PERCENT),
        "before_due_rate": (_("Before due"), PERCENT),
        "on_time_rate_official": (_("Official rate"), PERCENT),
        "on_time_rate_filing": (_("Same from the filing"), PERCENT),
        "unaccepted": (_("Not accepted"), COUNT),
        "received": (_("Received"), COUNT),
        "settled": (_("Settled"), COUNT),
        "open_at_end": (_("Open at the end"), COUNT),
        "cycle_time_mean": (_("Time to result, open hours"), HOURS),
        "cycle_time_p90": (_("9 in 10 within"), HOURS),
    }
    name = Names(result.scenario).field
    return by_place(
        _("Dossiers by field"), _("Field"), name, columns, result=result, scope=Scope.FIELD
    )


def due_dates_table(result: Result) -> tuple[Table, ...]:
    """Return the rates by the due dates as extensions have changed them, and by the first ones."""
    if not result.by("extended", Scope.ALL):
        return ()
    rows = tuple(
        (_(MeasureKey(rate).entry.title), *with_intervals(result, (rate, f"{rate}_first")))
        for rate in ("on_time_rate", "before_due_rate", "on_time_rate_official")
    )
    heads = (_("Rate"), _("By the changed date"), _("By the first date"))
    note = _("{n} dossiers have got an extension, on average.")
    told = note.format(n=mean_count(result["extended"]))
    return (beside(_("With and without extensions"), heads, rows, note=told),)


def authority_table(result: Result) -> tuple[Table, ...]:
    """Return what becomes of all dossiers beside what becomes of those of the own authority."""
    if not result.by("received", Scope.OWN):
        return ()
    rows = tuple(
        (
            _(MeasureKey(measure).entry.title),
            *with_intervals(result, (measure, f"{measure}.{OWN}"), unit),
        )
        for measure, unit in (
            ("received", COUNT),
            ("settled", COUNT),
            ("on_time_rate", PERCENT),
            ("before_due_rate", PERCENT),
            ("on_time_rate_official", PERCENT),
            ("cycle_time_mean", HOURS),
        )
    )
    heads = (_("What"), _("All dossiers"), _("Own authority"))
    return (beside(_("All dossiers and those of the own authority"), heads, rows),)


def beside(
    title: str, heads: tuple[str, str, str], rows: tuple[Row, ...], *, note: str = ""
) -> Table:
    """Lay out two estimates side by side, each with its interval."""
    what, one, other = heads
    columns = (what, one, _("95 % interval"), other, _("95 % interval"))
    return Table(title, columns, rows, numbers=frozenset(range(1, len(columns))), note=note)


def with_intervals(result: Result, measures: Iterable[str], unit: Unit = PERCENT) -> Row:
    """Return the mean and the interval of each of some measures."""
    estimates = [result[measure] for measure in measures]
    return tuple(
        cell for each in estimates for cell in (Number.of(each, unit), Interval(each, unit))
    )


def load_table(result: Result) -> Table:
    """Return load and overtime by group of officers."""
    columns = {
        "utilization": (_("Load"), PERCENT),
        "overtime_hours": (_("Overtime"), HOURS),
    }
    name = Names(result.scenario).group
    return by_place(
        _("Load by group"), _("Group of officers"), name, columns, result=result, scope=Scope.GROUP
    )


def by_place(
    title: str,
    of: str,
    name: Callable[[str], str],
    columns: Mapping[str, tuple[str, Unit]],
    *,
    result: Result,
    scope: Scope,
    places: Container[str] | None = None,
) -> Table:
    """Lay out measures by the labels of a scope; an interval stands behind the first.

    Places where that was never counted are left out, and those not among `places`, if it is given.
    """
    first, *others = columns
    counted = result.by(first, scope)
    found = {key: each for key, each in counted.items() if places is None or key in places}
    quantiles = [
        result.at(stem, scope, key) for stem in columns if stem in PROBABILITIES for key in found
    ]
    heads = (of, columns[first][0], _("95 % interval"), *(columns[stem][0] for stem in others))
    rows: list[Row] = [
        (
            name(key),
            Number.of(estimate, columns[first][1]),
            Interval(estimate, columns[first][1]),
            *(Number.of(result.at(stem, scope, key), columns[stem][1]) for stem in others),
        )
        for key, estimate in found.items()
    ]
    notes = (unlike_note(found.values(), result.scenario), quantile_note(quantiles))
    return Table(
        title,
        heads,
        tuple(rows),
        numbers=frozenset(range(1, len(heads))),
        note=" ".join(notes).strip(),
    )


def score_sections(scored: Scores) -> tuple[Section, ...]:
    """Return the sections of the scores, in the order of their groups.

    Parameters
    ----------
    scored
        The scores of a run.
    """
    *others, index = scored.groups
    areas = areas_table(scored.areas)
    return *(score_section(group) for group in others), score_section(index, areas)


_NUMBERS = frozenset({1, 2, 4, 5, 6})
_AREA_NUMBERS = frozenset({1, 3})
"""Columns of numbers in the two kinds of tables."""


def score_section(group: Group, *tables: Table) -> Section:
    """Return the lines of a score, and tables below them; nothing where there are no lines."""
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
            *_figure_cells(line.value),
            line.note or ABSENT,
            *_figure_cells(line.points),
            _figure_cells(line.most)[0],
            line.band or ABSENT,
            _rests_on(line.standing),
        )
        for line in group.lines
    ]
    alike, shown = "", {}
    standings = {_rests_on(line.standing) for line in group.lines}
    if len(standings) == 1 and standings != {ABSENT}:
        # What all of them rest on has no column of a page.
        shown[heads.index(_("Rests on"))] = Shown.IN_WORKBOOK
        alike = _("{thing}: {what}").format(thing=_("Rests on"), what=standings.pop())
    lines = Table(_("Item by item"), heads, tuple(rows), _NUMBERS, shown=shown, is_sparse=True)
    return Section(group.title, (group.note, lines, alike, *tables) if lines else ())


def areas_table(areas: Iterable[IndexArea]) -> Table:
    """Return the areas of the PAR INDEX; of their points some are known in words alone."""
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
    return Table(_("The eight areas"), heads, tuple(rows), _AREA_NUMBERS, is_sparse=True)


def _figure_cells(figure: Figure | None) -> tuple[Cell, Cell]:
    """Return the cells of a number and its interval."""
    if figure is None:
        return ABSENT, ABSENT
    number = Number.of(figure.value, figure.unit)
    if isinstance(figure.value, Estimate) and figure.interval:
        return number, Interval(figure.value, figure.unit)
    return number, ABSENT


def _rests_on(standing: Standing | None) -> str:
    return standing.text if standing else ABSENT
