"""Charts of the page of a sweep: cost against what it buys, and lines of equal waits.

In: a `Sweep`. Out: `Chart`s whose titles say what they show, drawn by `plots`. What has nothing to
show is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from simulator.language import N_, _
from simulator.measures import MeasureKey, Verdict
from simulator.measures.quantities import MINUTES
from simulator.reports.charts.drawing import Drawing
from simulator.reports.charts.layouts import standing
from simulator.reports.charts.svg import Chart, chart
from simulator.reports.charts.telling import listed, notes
from simulator.reports.figures import number, value_unit
from simulator.reports.sweep.plots import (
    numbers,
    plot_frontier,
    plot_level_lines,
    with_values,
)
from simulator.reports.sweep.telling import (
    burden_text,
    estimate_text,
    in_years,
    name_of,
    outlay_text,
    settings_text,
    target_text,
)
from simulator.studies.sweep.frontier import frontier_of
from simulator.studies.sweep.levels import (
    CASE,
    MOST_LEVELS,
    Level,
    all_axes,
    levels,
    selected,
    value,
    values,
)
from simulator.studies.sweep.reading import Sweep, SweepPoint
from simulator.studies.sweep.summary import answer, reaches, verdict_of

DEMAND = "demand.growth"
_HEIGHT, _HEIGHT_OF_LINES = 190.0, 220.0  # Of the pictures, in points.


def measures_of(sweep: Sweep) -> list[MeasureKey]:
    """Return the measures that the page is about: of the targets, else the mean wait."""
    wanted = [target.measure for target in sweep.targets] or ["wait_mean"]
    return [sweep.index.key(measure) for measure in wanted if measure in sweep.measures]


def frontier_charts(sweep: Sweep, height: float = _HEIGHT) -> Iterator[Chart]:
    """Draw cost against each measure, a picture for each level of what is given.

    Parameters
    ----------
    sweep
        The results.
    height
        Of what is drawn on, in points.
    """
    for place, measure in enumerate(measures_of(sweep)):
        for order, level in enumerate(levels(sweep)[:MOST_LEVELS]):
            if with_values(sweep, level.points, measure):
                key = f"frontier_{place}_{order}"
                yield chart(_frontier(sweep, key, measure, level, height))


def level_line_charts(sweep: Sweep) -> Iterator[Chart]:
    """Draw lines of equal waits over demand and the officers of each group that is varied."""
    if DEMAND not in sweep.axes or len(numbers(sweep.points, DEMAND)) < 2:  # noqa: PLR2004  # a line's
        return
    waits = [key for key in measures_of(sweep) if key.entry.quantity is MINUTES]
    if (mean_wait := MeasureKey("wait_mean")) in sweep.index and mean_wait not in waits:
        waits.insert(0, mean_wait)
    varied = (
        axis
        for axis in sweep.axes
        if axis.startswith("staff.")
        and axis.endswith(".officers")
        and len(numbers(sweep.points, axis)) > 1
    )
    for place, officers in enumerate(varied):
        held, whose = _held(sweep, {officers, DEMAND})
        for order, measure in enumerate(waits):
            points = with_values(sweep, selected(sweep, held), measure)
            if all(len(numbers(points, axis)) > 1 for axis in (officers, DEMAND)):
                key = f"level_lines_{place}_{order}"
                yield chart(_level_lines(sweep, key, (measure, officers), points, (held, whose)))


def _frontier(sweep: Sweep, key: str, measure: MeasureKey, level: Level, height: float) -> Drawing:
    efficient = frontier_of(sweep, with_values(sweep, level.points, measure), measure)
    title = _frontier_title(sweep, measure, efficient)
    if level.settings:
        where = settings_text(sweep, level.settings)
        title = _("{where}: {said}").format(where=where, said=title)
    plot = partial(plot_frontier, sweep=sweep, measure=str(measure), where=level.settings)
    return Drawing(
        key,
        title,
        partial(standing, [plot], height),
        listed(
            (
                outlay_text(sweep, sweep.outlay(point)),
                estimate_text(measure.entry, sweep.estimate_on_grid(point, measure)),
            )
            for point in efficient
        ),
    )


def _frontier_title(sweep: Sweep, measure: MeasureKey, efficient: Sequence[SweepPoint]) -> str:
    """Say at what cost a point meets the target of a measure; without one, what cost buys."""
    name = name_of(sweep, measure)
    for target in sweep.targets_of(measure):
        said = {"measure": name, "target": in_years(sweep, target_text(target))}
        reached = [verdict_of(sweep, point, [target]) for point in efficient]
        able = [place for place, own in enumerate(reached) if own is not Verdict.MISSED]
        if not able:
            return _("{measure} {target}: no point tried is seen to meet it").format(**said)
        held = (place for place in able if reaches(sweep, efficient[place], [target]))
        first = next(held, able[0])
        said["cost"] = outlay_text(sweep, sweep.outlay(efficient[first]))
        sentence = _("{measure} {target}: the least at which a point tried meets it is {cost}")
        if reached[first] is Verdict.UNCLEAR:
            sentence = _("{measure} {target} may be met by a point at {cost}")
        burden = burden_text(sweep, efficient[first])
        return "; ".join(filter(None, (sentence.format(**said), burden)))
    ends = efficient[0], efficient[-1]
    unit = value_unit(measure.entry.quantity)
    least, most = (number(sweep.estimate_on_grid(each, measure).mean, unit) for each in ends)
    costs = [outlay_text(sweep, sweep.outlay(point)) for point in ends]
    if len(efficient) == 1:
        best = _("{measure}: no dearer point is seen to be better than {value} for {cost}")
        if sweep.counts_officers:
            best = _(
                "{measure}: no point with more officers is seen to be better than {value} for "
                "{cost}"
            )
        return best.format(measure=name, value=least, cost=costs[0])
    return _("{measure}: {first} for {cheap}, {last} for {dear}").format(
        measure=name, first=least, cheap=costs[0], last=most, dear=costs[1]
    )


def _level_lines(
    sweep: Sweep,
    key: str,
    drawn: tuple[MeasureKey, str],
    points: Sequence[SweepPoint],
    others: tuple[Mapping[str, object], str],
) -> Drawing:
    """Draw a measure over demand and an axis; the other axes have values of somebody."""
    measure, officers = drawn
    held, whose = others
    unit = value_unit(measure.entry.quantity)

    def told(point: SweepPoint) -> tuple[str, str]:
        settings = {axis: value(point, axis) for axis in (DEMAND, officers)}
        return settings_text(sweep, settings), number(
            sweep.estimate_on_grid(point, measure).mean, unit
        )

    ranked = sorted(points, key=lambda point: sweep.estimate_on_grid(point, measure).mean)
    (first, low), (last, high) = told(ranked[0]), told(ranked[-1])
    plot = partial(
        plot_level_lines,
        sweep=sweep,
        measure=str(measure),
        officers=officers,
        demand=DEMAND,
        where=held,
    )
    return Drawing(
        key,
        _("{measure}: from {low} ({first}) to {high} ({last})").format(
            measure=name_of(sweep, measure), low=low, first=first, high=high, last=last
        ),
        partial(standing, [plot], _HEIGHT_OF_LINES),
        listed(map(told, points)),
        notes(
            _("Mean of each point beside its dot; lines are interpolated by logarithms."),
            _(whose).format(settings=settings_text(sweep, held)) if held else "",
        ),
    )


def _held(sweep: Sweep, varied: set[str]) -> tuple[dict[str, object], str]:
    """Return values of the other axes: of the base if it is in the design, else recommended.

    The text says whose they are.
    """
    others = [
        axis for axis in all_axes(sweep) if axis not in varied and len(values(sweep, axis)) > 1
    ]
    bare = [point for point in sweep.points if not set(point.settings) - set(sweep.axes)]
    base = dict(sweep.base) | ({CASE: bare[0].case} if bare else {})
    if all(axis in base and base[axis] in values(sweep, axis) for axis in others):
        return {axis: base[axis] for axis in others}, N_("As in the base: {settings}.")
    found = answer(sweep)
    if found.cheapest is not None:
        held = {axis: value(found.cheapest, axis) for axis in others}
        if not found.is_certain:
            return held, N_("As in a point that may meet the targets: {settings}.")
        if sweep.counts_officers:
            return held, N_(
                "As in the point with the fewest officers that meets the targets: {settings}."
            )
        return held, N_("As in the cheapest point that meets the targets: {settings}.")
    held = {axis: value(sweep.points[0], axis) for axis in others}
    return held, N_("As in the first point of the plan: {settings}.")
