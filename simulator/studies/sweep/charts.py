"""Charts of the page of a sweep: cost against what it buys, and lines of equal waits.

In: a `Sweep`. Out: `Chart`s whose titles say what they show, drawn by `plots`. What has nothing to
show is left out.
"""

from collections.abc import Iterator, Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from simulator.language import N_, _
from simulator.measures import MeasureKey, Verdict
from simulator.measures.quantities import MINUTES
from simulator.reports.charts.drawing import INK, Drawing, line_sample, style
from simulator.reports.charts.layouts import upright
from simulator.reports.charts.svg import Chart, chart
from simulator.reports.charts.telling import listed, notes
from simulator.reports.figures import number, value_unit
from simulator.studies.sweep.frontier import frontier_of
from simulator.studies.sweep.levels import (
    CASE,
    MOST_LEVELS,
    Level,
    all_axes,
    levels,
    value,
    values,
)
from simulator.studies.sweep.plots import FRONTIER, LOOKS, kind_of, plot_frontier, plot_level_lines
from simulator.studies.sweep.reading import Sweep, SweepPoint
from simulator.studies.sweep.summary import answer, outlay_text, reaches, verdict_of
from simulator.studies.sweep.telling import (
    axis_title,
    burden_text,
    estimate_text,
    in_years,
    name_of,
    outlay_title,
    settings_text,
    target_text,
    title_of,
    undominated,
)

DEMAND = "demand.growth"
_HIGHER, _HIGHER_LINES = 40.0, 70.0  # Points that a picture has beyond the height of bars.


def measures_of(sweep: Sweep) -> list[MeasureKey]:
    """Return the measures that the page is about: of the targets, else the mean wait."""
    wanted = [target.measure for target in sweep.targets] or ["wait_mean"]
    return [sweep.index.key(measure) for measure in wanted if measure in sweep.measures]


def points_with_values(
    sweep: Sweep, points: Sequence[SweepPoint], measure: MeasureKey
) -> list[SweepPoint]:
    """Return the points at which a measure has been taken."""
    return [point for point in points if sweep.estimate(point, measure).n]


def frontier_charts(sweep: Sweep) -> Iterator[Chart]:
    """Draw cost against each measure, a picture for each level of what is given."""
    for place, measure in enumerate(measures_of(sweep)):
        for number_of_level, level in enumerate(levels(sweep)[:MOST_LEVELS]):
            points = points_with_values(sweep, level.points, measure)
            if points:
                key = f"frontier_{_letters(place)}_{_letters(number_of_level)}"
                with style():
                    drawn = _frontier(sweep, key, measure, level, points)
                yield chart(drawn)


def level_line_charts(sweep: Sweep) -> Iterator[Chart]:
    """Draw lines of equal waits over demand and the officers of each group that is varied."""
    axes = [axis for axis in sweep.axes if axis.startswith("staff.") and axis.endswith(".officers")]
    axes = [axis for axis in axes if len(_all_numbers(sweep, axis)) > 1]
    if DEMAND not in sweep.axes or len(_all_numbers(sweep, DEMAND)) < 2:  # noqa: PLR2004  # a line's
        return
    waits = [key for key in measures_of(sweep) if key.entry.quantity is MINUTES]
    if (mean_wait := MeasureKey("wait_mean")) in sweep.index and mean_wait not in waits:
        waits.insert(0, mean_wait)
    for place, officers in enumerate(axes):
        held, whose = _held(sweep, {officers, DEMAND})
        for order, measure in enumerate(waits):
            points = [
                point
                for point in points_with_values(sweep, sweep.points, measure)
                if all(value(point, axis) == one for axis, one in held.items())
            ]
            if all(len({value(each, axis) for each in points}) > 1 for axis in (officers, DEMAND)):
                key = f"level_lines_{_letters(place)}_{_letters(order)}"
                with style():
                    drawn = _level_lines(sweep, key, (measure, officers), points, (held, whose))
                yield chart(drawn)


def _frontier(
    sweep: Sweep, key: str, measure: MeasureKey, level: Level, points: Sequence[SweepPoint]
) -> Drawing:
    scale = measure.entry.quantity.scale
    axes = _upright(
        title_of(sweep, measure),
        outlay_title(sweep),
        top=max(sweep.estimate(point, measure).mean * scale for point in points),
        legend=_legend(sweep, points, measure),
        higher=_HIGHER,
    )
    plot_frontier(axes, sweep, str(measure), where=level.settings)
    axes.set(xlabel="", ylabel="")  # They stand where the layout has room for them.
    efficient = frontier_of(sweep, points, measure)
    told = _frontier_title(sweep, measure, efficient)
    return Drawing(
        key,
        _("{where}: {said}").format(where=settings_text(sweep, level.settings), said=told)
        if level.settings
        else told,
        axes,
        listed(
            (
                outlay_text(sweep, sweep.outlay(point)),
                estimate_text(measure.entry, sweep.estimate(point, measure)),
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
    least, most = (number(sweep.estimate(each, measure).mean, unit) for each in ends)
    costs = [outlay_text(sweep, sweep.outlay(point)) for point in ends]
    if len(efficient) == 1:
        best = _("{measure}: the cheapest point has the best mean, {value} for {cost}")
        if sweep.counts_officers:
            best = _(
                "{measure}: the point with the fewest officers has the best mean, {value} for "
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
    means = {point.number: sweep.estimate(point, measure).mean for point in points}
    axes = _upright(
        axis_title(sweep, officers),
        axis_title(sweep, DEMAND),
        top=max(_all_numbers(sweep, officers)),
        legend=[
            line_sample(_("minutes that a norm or a target names"), color="#0072B2", linewidth=2),
            line_sample(_("other minutes"), color="#777777", linewidth=0.8, linestyle="--"),
            line_sample(_("design point"), color=INK, marker="o", markersize=4, linestyle="none"),
        ],
        higher=_HIGHER_LINES,
    )
    plot_level_lines(axes, sweep, str(measure), officers=officers, demand=DEMAND, where=held)
    axes.set(xlabel="", ylabel="")
    unit = value_unit(measure.entry.quantity)
    ends = sorted(points, key=lambda point: means[point.number])
    title = _("{measure}: from {low} ({first}) to {high} ({last})")
    varied = (DEMAND, officers)
    return Drawing(
        key,
        title.format(
            measure=name_of(sweep, measure),
            low=number(means[ends[0].number], unit),
            first=_place_text(sweep, ends[0], varied),
            high=number(means[ends[-1].number], unit),
            last=_place_text(sweep, ends[-1], varied),
        ),
        axes,
        listed(
            (_place_text(sweep, point, varied), number(means[point.number], unit))
            for point in points
        ),
        notes(
            _("Mean of each point beside its dot; lines are interpolated by logarithms."),
            _(whose).format(settings=settings_text(sweep, held)) if held else "",
        ),
    )


def _place_text(sweep: Sweep, point: SweepPoint, axes: Sequence[str]) -> str:
    return settings_text(sweep, {axis: value(point, axis) for axis in axes})


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


def _all_numbers(sweep: Sweep, axis: str) -> list[float]:
    """Return the values of an axis, if all are numbers."""
    found = values(sweep, axis)
    numbers = [one for one in found if isinstance(one, int | float) and not isinstance(one, bool)]
    return numbers if len(numbers) == len(found) else []


def _legend(sweep: Sweep, points: Sequence[SweepPoint], measure: MeasureKey) -> list[Line2D]:
    kinds = {kind_of(sweep, point) for point in points}
    samples = [
        line_sample(_(label), linestyle="none", **looks)
        for kind, (label, looks) in LOOKS.items()
        if kind in kinds
    ]
    samples.append(line_sample(undominated(sweep), **FRONTIER))
    for target in sweep.targets_of(measure):
        said = _("target: {target}").format(target=target_text(target))
        samples.append(line_sample(said, color=INK, linewidth=1, linestyle=":"))
    return samples


def _upright(
    measured: str, axis: str, *, top: float, legend: Sequence[Line2D], higher: float
) -> Axes:
    """Lay out Axes that are higher than those of bars, and whose numbers need not begin at 0."""
    axes = upright(measured, axis, top=top, legend=legend)
    figure = axes.get_figure()
    width, height = figure.get_size_inches()  # type: ignore[union-attr]  # it has one
    more = higher / 72
    box = axes.get_position()
    figure.set_size_inches(width, height + more)  # type: ignore[union-attr]  # likewise
    share = height / (height + more)
    axes.set_position((box.x0, box.y0 * share, box.width, 1 - (1 - box.y1 + box.y0) * share))
    axes.autoscale()
    return axes


def _letters(place: int) -> str:
    """Name a place by letters: keys of charts hold no digits."""
    return chr(ord("a") + place % 26) * (1 + place // 26)
