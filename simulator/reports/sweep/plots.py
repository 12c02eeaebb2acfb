"""Plots of a sweep: cost against a measure, and lines of equal waits, on Axes of the caller.

In: a `Sweep` and Axes. Out: the same Axes, drawn on. The page of a sweep and notebooks draw through
these; what they find is not known here.
"""

from collections.abc import Mapping, Sequence
from typing import cast

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike, NDArray

from simulator.language import N_, _
from simulator.measures import Better, MeasureKey, Verdict
from simulator.measures.quantities import MINUTES
from simulator.reports.charts.drawing import (
    AMBER,
    DEEP_BLUE,
    DEEP_GREEN,
    DOT,
    DOTTED,
    INK,
    SKY,
    STRONG,
    VERMILION,
    Look,
    digits,
    number_axis,
)
from simulator.reports.run.norms import MEAN_WAIT
from simulator.reports.sweep.telling import (
    axis_title,
    outlay_title,
    short_number,
    target_text,
    title_of,
    undominated,
    value_text,
)
from simulator.studies.sweep.frontier import frontier_of
from simulator.studies.sweep.levels import selected, value
from simulator.studies.sweep.reading import Sweep, SweepPoint
from simulator.studies.sweep.summary import verdict

LOOKS: Mapping[Verdict | None, tuple[str, Look]] = {
    Verdict.MET: (N_("meets all targets"), DOT | {"color": DEEP_GREEN, "markersize": 6}),
    Verdict.UNCLEAR: (
        N_("unclear"),
        DOT | {"color": AMBER, "marker": "D", "markerfacecolor": "white"},
    ),
    Verdict.MISSED: (N_("misses a target"), DOT | {"color": VERMILION, "marker": "x"}),
    None: (N_("design point"), DOT | {"color": SKY, "markeredgecolor": INK}),
}
"""Of the points: what they are called, and their looks, by shape and by colour: that of the same
verdict in a text."""

_ROUND = (1, 2, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 480, 960)
"""Minutes of other lines of equal waits."""

_SHORTEST = 0.01  # Minutes below which a wait has no logarithm.
_HAIR = 1e-9  # Closer to the least or the most, no line can be told.
_TRIED = 8  # Places between two corners of a line that its number may take.
_ON_BLANK: Look = {
    "ha": "center",
    "bbox": {"facecolor": "white", "edgecolor": "none", "pad": 1.0},
}
_NAMED: Look = {"color": DEEP_BLUE, "linewidth": 2.0, "linestyle": "solid"}
_OTHER: Look = {"color": "#555555", "linewidth": 0.8, "linestyle": "dashed"}
_WIDE = 25.0  # Longest ÷ shortest wait from which an axis is logarithmic.


def plot_frontier(
    ax: Axes,
    sweep: Sweep,
    measure: str,
    *,
    where: Mapping[str, object] | None = None,
    better: Better | None = None,
) -> Axes:
    """Draw the cost of design points against a measure, and the frontier as steps.

    The points are told apart by whether they meet all targets, in colour and shape. Those on the
    frontier are numbered from the cheapest. A dotted line is the target of the measure. Officers
    stand for the cost where they have none.

    Parameters
    ----------
    ax
        Where to draw. Artists have labels: call `ax.legend()` for a legend.
    sweep
        The results.
    measure
        Full name, as `wait_mean` or `wait_p90.receive`.
    where
        Values of axes, as ``{"demand.growth": 1.1}``, to which the points are limited; `case`
        names a case. A frontier across several levels of demand says little.
    better
        Which values are better: `less` or `more`; that of the target, or of the measure's nature,
        when absent.

    Returns
    -------
    Axes
        The same.

    Raises
    ------
    KeyError
        If the sweep has no such axis or measure.
    ValueError
        If no point there has a value.
    """
    key = sweep.index.key(measure)
    points = _known(sweep, selected(sweep, where), key)
    scale = key.entry.quantity.scale
    places = {
        point.number: (sweep.outlay(point), sweep.estimate_on_grid(point, key).mean * scale)
        for point in points
    }
    for kind, (label, look) in LOOKS.items():
        own = [
            places[point.number]
            for point in points
            if kind is (verdict(sweep, point) if sweep.targets else None)
        ]
        if own:
            ax.plot(*zip(*own, strict=True), label=_(label), **look)
    steps = [places[point.number] for point in frontier_of(sweep, points, key, better)]
    look = STRONG | {"linewidth": 1.2, "zorder": 1.5}
    ax.step(*zip(*steps, strict=True), where="post", label=undominated(sweep), **look)
    for place, step in enumerate(steps, start=1):
        ax.annotate(
            str(place), step, (4, 3), textcoords="offset points", fontweight="bold", zorder=4
        )
    for target in sweep.targets_of(key):
        label = _("target: {target}").format(target=target_text(target))
        ax.axhline(target.bound * scale, label=label, **DOTTED)
    ax.set_xlabel(outlay_title(sweep))
    ax.set_ylabel(title_of(sweep, key))
    number_axis(ax.xaxis, ticks=5)
    _height_axis(ax, key, [height for _cost, height in places.values()])
    return ax


def plot_level_lines(
    ax: Axes,
    sweep: Sweep,
    measure: str,
    *,
    officers: str,
    demand: str = "demand.growth",
    where: Mapping[str, object] | None = None,
) -> Axes:
    """Draw lines of equal values of a measure over demand and officers.

    The dots are the design points, with their means beside them. Between four of them, lines run
    at round values, those of the norms of the wait (15, 20 and 30 minutes) and of the target bold;
    no line runs where one of the four has no value. Waits are interpolated by their logarithms,
    since they grow in proportion; officers come in whole numbers, so that lines tell between which
    numbers a value is passed.

    Parameters
    ----------
    ax
        Where to draw.
    sweep
        The results.
    measure
        Full name.
    officers
        The axis that goes upwards, as `staff.land-counter.officers`.
    demand
        The axis that goes to the right.
    where
        Values of all other axes that have several, and `case`.

    Returns
    -------
    Axes
        The same.

    Raises
    ------
    KeyError
        If the sweep has no such axis or measure.
    ValueError
        If an axis has not two numbers, several points share a place, or none has a value.
    """
    points = selected(sweep, where)
    selected(sweep, dict.fromkeys((officers, demand)))  # Both axes are there.
    xs, ys = numbers(points, demand), numbers(points, officers)
    for axis, found in ((demand, xs), (officers, ys)):
        if len(found) < 2:  # noqa: PLR2004  # a line needs two
            raise ValueError(f"{axis} has not two values there that are numbers")
    grid = np.full((len(ys), len(xs)), np.nan)
    if len(points) > grid.size:
        told = "several points at one place: give values of all other axes by `where`"
        raise ValueError(told)
    key = sweep.index.key(measure)
    places = [
        (
            *(cast("float", value(point, axis)) for axis in (demand, officers)),
            sweep.estimate_on_grid(point, key).mean * key.entry.quantity.scale,
        )
        for point in _known(sweep, points, key)
    ]
    for x, y, height in places:
        grid[ys.index(y), xs.index(x)] = height
    across, up, _heights = zip(*places, strict=True)
    ax.plot(across, up, label=_("design point"), **DOT | {"markersize": 4.0})
    _draw_lines(ax, sweep, key, (xs, ys, grid))
    for x, y, height in places:
        ax.annotate(
            short_number(height), (x, y), (0, 6), textcoords="offset points", zorder=3, **_ON_BLANK
        )
    for side, path, ticks in ((ax.xaxis, demand, xs), (ax.yaxis, officers, ys)):
        side.set_label_text(axis_title(sweep, path))
        side.set_ticks(ticks, labels=[value_text(path, one) for one in ticks])
    wide, high = xs[-1] - xs[0], ys[-1] - ys[0]
    ax.set_xlim(xs[0] - 0.12 * wide, xs[-1] + 0.12 * wide)
    ax.set_ylim(ys[0] - 0.1 * high, ys[-1] + 0.16 * high)
    return ax


def _draw_lines(
    ax: Axes,
    sweep: Sweep,
    measure: MeasureKey,
    surface: tuple[Sequence[float], Sequence[float], NDArray[np.float64]],
) -> None:
    """Draw the lines that run between the values of a grid: xs, ys, shape (ys, xs)."""
    xs, ys, grid = surface
    taken = [(x, y) for x in xs for y in ys]
    spacing = ((xs[-1] - xs[0]) / (len(xs) - 1), (ys[-1] - ys[0]) / (len(ys) - 1))
    lowest, highest = float(np.nanmin(grid)), float(np.nanmax(grid))
    named = {target.bound * measure.entry.quantity.scale for target in sweep.targets_of(measure)}
    others = {*map(float, MaxNLocator(6).tick_values(lowest, highest))}
    is_wait = measure.entry.quantity is MINUTES
    if is_wait:
        named, others = named | {*map(float, MEAN_WAIT.values())}, {*map(float, _ROUND)}
        ax.plot([], [], label=_("minutes that a norm or a target names"), **_NAMED)
        ax.plot([], [], label=_("other minutes"), **_OTHER)

    def level(heights: ArrayLike) -> NDArray[np.float64]:
        return np.log(np.maximum(heights, _SHORTEST)) if is_wait else np.asarray(heights)

    for heights, look in ((named, _NAMED), (others - named, _OTHER)):
        between = sorted(one for one in heights if lowest + _HAIR < one < highest - _HAIR)
        if not between:
            continue
        drawn = ax.contour(
            xs,
            ys,
            np.ma.masked_invalid(level(grid)),
            level(between),
            colors=look["color"],
            linewidths=look["linewidth"],
            linestyles=look["linestyle"],
            corner_mask=False,
        )
        for height, lines in zip(between, drawn.allsegs, strict=True):
            for line in lines:
                if len(line) > 1:
                    taken.append(_roomiest(line, taken, spacing))
                    ax.text(
                        *taken[-1], digits(height), color=look["color"], va="center", **_ON_BLANK
                    )


def _roomiest(
    line: NDArray[np.float64],
    taken: Sequence[tuple[float, float]],
    spacing: tuple[float, float],
) -> tuple[float, float]:
    """Return the place on a line that is farthest from where other numbers stand."""
    along = np.linspace(0, len(line) - 1, len(line) * _TRIED)
    tried = np.column_stack([np.interp(along, np.arange(len(line)), part) for part in line.T])
    offsets = (tried[:, None] - np.array(taken)[None]) / np.array(spacing)
    apart = np.hypot(offsets[..., 0], offsets[..., 1]).min(axis=1)
    x, y = tried[int(apart.argmax())]
    return float(x), float(y)


def with_values(
    sweep: Sweep, points: Sequence[SweepPoint], measure: MeasureKey
) -> list[SweepPoint]:
    """Return the points of which a mean and what they cost are known."""
    return [
        point
        for point in points
        if sweep.estimate_on_grid(point, measure).n and not np.isnan(sweep.outlay(point))
    ]


def _known(sweep: Sweep, points: Sequence[SweepPoint], measure: MeasureKey) -> list[SweepPoint]:
    found = with_values(sweep, points, measure)
    if not found:
        raise ValueError(f"no point there has a value of {measure}")
    return found


def numbers(points: Sequence[SweepPoint], axis: str) -> list[float]:
    """Return the numbers of an axis, from the least; none where a value is no number."""
    found = [value(point, axis) for point in points]
    known = [
        float(one) for one in found if isinstance(one, int | float) and not isinstance(one, bool)
    ]
    return sorted(set(known)) if len(known) == len(found) else []


def _height_axis(ax: Axes, measure: MeasureKey, heights: Sequence[float]) -> None:
    """Let waits that are far apart stand on a logarithmic axis."""
    lowest, highest = min(heights), max(heights)
    if measure.entry.quantity is MINUTES and 0 < _WIDE * lowest < highest:
        ax.set_yscale("log")
        bottom, top = ax.get_ylim()
        ticks = [one for one in _ROUND if bottom <= one <= top]
        ax.set_yticks(ticks, [digits(one) for one in ticks])
        ax.minorticks_off()
    else:
        number_axis(ax.yaxis, ticks=5)
