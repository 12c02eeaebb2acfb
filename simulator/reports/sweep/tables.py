"""The tables of the page of a sweep: what is cheapest, the frontier, all points.

In: a `Sweep`. Out: `Table`s of texts. What they mean is said by the page.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from simulator.language import _
from simulator.measures import Estimate, MeasureKey, Scope, Verdict
from simulator.reports.document import Cell, Number, Row, Table, Tone, text_of
from simulator.reports.figures import ABSENT, COUNT
from simulator.reports.sweep.charts import measures_of
from simulator.reports.sweep.plots import LOOKS
from simulator.reports.sweep.telling import (
    axis_title,
    cheapest_title,
    estimate_cell,
    load_cell,
    load_title,
    mean_cell,
    name_of,
    none_text,
    outlay_title,
    periods_text,
    periods_title,
    target_text,
    title_of,
    undominated,
    value_cell,
)
from simulator.studies.sweep.frontier import Cheapest, cheapest_by_level, frontier_of
from simulator.studies.sweep.levels import (
    MOST_LEVELS,
    all_axes,
    decided_axes,
    given_axes,
    levels,
    value,
)
from simulator.studies.sweep.reading import Sweep, SweepPoint
from simulator.studies.sweep.summary import verdict


def cheapest_table(sweep: Sweep) -> Table:
    """Return the cheapest point that meets all targets, a row for each level of what is given."""
    given = given_axes(sweep)
    heads = _heads(sweep, given, measures_of(sweep))
    found = cheapest_by_level(sweep)
    rows: list[Row] = []
    for each in found:
        if each.point is None:
            level = [value_cell(axis, each.level.settings[axis]) for axis in given]
            blank = [ABSENT] * (len(heads) - len(level) - 1)
            rows.append((*level, none_text(each), *blank))
        else:
            rows.append(_row(sweep, each.point, given, measures_of(sweep)))
    return Table(cheapest_title(sweep, found), heads, tuple(rows), _numbers(heads, sweep))


def cheapest_by_side(sweep: Sweep, found: Sequence[Cheapest]) -> Table:
    """Return the cheapest points side by side: a column for each level of what is given.

    Parameters
    ----------
    sweep
        The results.
    found
        The levels that there is room for.
    """
    given_rows = [
        (axis_title(sweep, axis), *(value_cell(axis, each.level.settings[axis]) for each in found))
        for axis in given_axes(sweep)
    ]
    titles = (
        outlay_title(sweep),
        *(axis_title(sweep, axis) for axis in decided_axes(sweep)),
        load_title(),
        *(title_of(sweep, target.measure) for target in sweep.targets),
        _("Targets"),
        periods_title(sweep),
    )
    columns = (_beside(sweep, each, len(titles)) for each in found)
    return Table(
        "",
        (),
        (
            *(tuple(replace(text_of(cell), tone=Tone.QUIET) for cell in row) for row in given_rows),
            *zip(titles, *columns, strict=True),
        ),
        numbers=frozenset(range(1, len(found) + 1)),
        is_wide=True,
    )


def _beside(sweep: Sweep, each: Cheapest, rows: int) -> list[Cell]:
    """Return what stands below a level, in so many rows."""
    point = each.point
    if point is None:
        return [*[ABSENT] * (rows - 2), none_text(each), ABSENT]
    return [
        Number.of(sweep.outlay(point), COUNT),
        *(value_cell(axis, value(point, axis)) for axis in decided_axes(sweep)),
        load_cell(sweep, point),
        *(
            mean_cell(target.entry, sweep.estimate(point, target.measure))
            for target in sweep.targets
        ),
        _("✓ met") if each.is_certain else _("{sign} unclear").format(sign=verdict(sweep, point)),
        periods_text(sweep, point),
    ]


def frontier_table(sweep: Sweep, measure: MeasureKey) -> Table:
    """Return the points than which none is cheaper with a better mean, by level."""
    given = given_axes(sweep)
    heads = (_("No."), *_heads(sweep, given, [measure]))
    rows = tuple(
        (Number.of(place, COUNT), *_row(sweep, point, given, [measure], sweep.estimate_on_grid))
        for level in levels(sweep)[:MOST_LEVELS]
        for place, point in enumerate(frontier_of(sweep, level.points, measure), start=1)
    )
    found = undominated(sweep)
    title = f"{found[:1].upper()}{found[1:]}: {name_of(sweep, measure)}"
    return Table(title, heads, rows, _numbers(heads, sweep))


def points_table(sweep: Sweep) -> Table:
    """Return what every design point came to, in the order of the plan."""
    first, measures = all_axes(sweep), measures_of(sweep)
    heads = (_("No."), *_heads(sweep, first, measures))
    rows = tuple(
        (Number.of(point.number + 1, COUNT), *_row(sweep, point, first, measures))
        for point in sweep.points
    )
    return Table(_("In the order of the plan"), heads, rows, _numbers(heads, sweep), is_list=True)


def targets_table(sweep: Sweep) -> Table:
    """Return what the plan asks for."""
    rows = tuple((title_of(sweep, target.measure), target_text(target)) for target in sweep.targets)
    return Table(_("Targets"), (_("Measure"), _("Target")), rows)


def measures_table(sweep: Sweep) -> Table:
    """Return each measure of the whole Center at every point, under its name in files."""
    keys = [key for key in sweep.index if key.scope is Scope.ALL]
    heads = (_("No."), _("Measure"), _("Unit"), _("Mean"), _("Replications"), _("What it says"))
    rows = tuple(
        (
            Number.of(point.number + 1, COUNT),
            *(str(key), _(key.entry.unit)),
            estimate_cell(key.entry, estimate),
            Number.of(estimate.n, COUNT),
            _(key.entry.definition),
        )
        for point in sweep.points
        for key in keys
        for estimate in [sweep.estimate(point, key)]
    )
    return Table("", heads, rows, is_list=True)


def point_heads(sweep: Sweep, measures: Sequence[MeasureKey]) -> tuple[str, ...]:
    """Return what is told of a point beside its values on the axes."""
    axes = all_axes(sweep)
    return _heads(sweep, axes, measures)[len(axes) :]


def point_row(sweep: Sweep, point: SweepPoint, measures: Sequence[MeasureKey]) -> Row:
    """Return what `point_heads` are the heads of."""
    axes = all_axes(sweep)
    return _row(sweep, point, axes, measures)[len(axes) :]


def _heads(sweep: Sweep, first: Sequence[str], measures: Sequence[MeasureKey]) -> tuple[str, ...]:
    """Return the heads of rows of `_row`."""
    return (
        *(axis_title(sweep, axis) for axis in first),
        outlay_title(sweep),
        *(axis_title(sweep, axis) for axis in all_axes(sweep) if axis not in first),
        load_title(),
        *(_measure_head(sweep, measure) for measure in measures),
        *([_("Targets"), periods_title(sweep)] if sweep.targets else []),
    )


def _row(
    sweep: Sweep,
    point: SweepPoint,
    first: Sequence[str],
    measures: Sequence[MeasureKey],
    estimate: Callable[[SweepPoint, MeasureKey], Estimate] | None = None,
) -> Row:
    """Return a point's values on some axes, its cost, and then all else that it is told by.

    Measures are those of the answer where it is not said how they are estimated.
    """
    estimate = estimate or sweep.estimate
    return (
        *(value_cell(axis, value(point, axis)) for axis in first),
        Number.of(sweep.outlay(point), COUNT),
        *(value_cell(axis, value(point, axis)) for axis in all_axes(sweep) if axis not in first),
        load_cell(sweep, point),
        *(estimate_cell(one.entry, estimate(point, one)) for one in measures),
        *(_verdicts(sweep, point) if sweep.targets else []),
    )


def _verdicts(sweep: Sweep, point: SweepPoint) -> tuple[str, str]:
    return _verdict_text(verdict(sweep, point)), periods_text(sweep, point)


def _numbers(heads: tuple[str, ...], sweep: Sweep) -> frozenset[int]:
    """Return the columns of numbers: costs, loads and measures."""
    of = {
        outlay_title(sweep),
        load_title(),
        *(_measure_head(sweep, measure) for measure in measures_of(sweep)),
    }
    return frozenset(place for place, head in enumerate(heads) if place and head in of)


def _measure_head(sweep: Sweep, measure: MeasureKey) -> str:
    return _("{measure} (95 % interval)").format(measure=title_of(sweep, measure))


def _verdict_text(found: Verdict | None) -> str:
    return ABSENT if found is None else f"{found} {_(LOOKS[found][0])}"
