"""Plots of a sweep: cost against a measure, and lines of equal waits, on Axes of the caller.

In: a `Sweep` and Axes. Out: the same Axes, drawn on. The page of a sweep and notebooks draw through
these; what they find is not known here.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator
from numpy.typing import NDArray

from simulator.language import N_, _
from simulator.measures import Better, MeasureKey, Verdict
from simulator.measures.quantities import MINUTES
from simulator.reports.charts.drawing import INK, digits, number_axis
from simulator.reports.norms import LONGEST_WAIT, MEAN_WAIT
from simulator.studies.sweep.frontier import frontier_of
from simulator.studies.sweep.levels import selected, value
from simulator.studies.sweep.reading import Sweep, SweepPoint
from simulator.studies.sweep.summary import verdict
from simulator.studies.sweep.telling import (
    axis_title,
    outlay_title,
    short_number,
    title_of,
    undominated,
    value_text,
)

LOOKS: Mapping[Verdict | None, tuple[str, dict[str, Any]]] = {
    Verdict.MET: (
        N_("meets all targets"),
        {"marker": "o", "color": "#0072B2", "markersize": 6},
    ),
    Verdict.UNCLEAR: (
        N_("unclear"),
        {"marker": "D", "color": "#009E73", "markersize": 5.5, "markerfacecolor": "white"},
    ),
    Verdict.MISSED: (
        N_("misses a target"),
        {"marker": "x", "color": "#D55E00", "markersize": 5},
    ),
    None: (
        N_("design point"),
        {"marker": "o", "color": "#56B4E9", "markersize": 5, "markeredgecolor": INK},
    ),
}
"""Of the points: what they are called, and their looks, by colour (Okabe and Ito) and by shape."""

FRONTIER: dict[str, Any] = {"color": INK, "linewidth": 1.2}
"""Looks of the steps over the points on the frontier."""

NORMS = frozenset({*MEAN_WAIT, LONGEST_WAIT})
"""Minutes of the waits that norms name; their lines stand out."""

_ROUND = (1, 2, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 480, 960)
"""Minutes of other lines of equal waits."""

_SHORTEST = 0.01  # Minutes below which a wait has no logarithm.
_HAIR = 1e-9  # Closer to the least or the most, no line can be told.
_TRIED = 8  # Places between two corners of a line that its number may take.
_BLANK = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
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
    points = _with_values(sweep, selected(sweep, where), key)
    scale = key.entry.quantity.scale
    heights = {point.number: sweep.estimate(point, key).mean * scale for point in points}
    efficient = frontier_of(sweep, points, key, better)
    steps = [(sweep.outlay(point), heights[point.number]) for point in efficient]
    costs, tops = zip(*steps, strict=True)
    ax.step(costs, tops, where="post", label=undominated(sweep), zorder=1.5, **FRONTIER)
    for kind, (label, looks) in LOOKS.items():
        own = [point for point in points if kind_of(sweep, point) is kind]
        if own:
            xs = [sweep.outlay(point) for point in own]
            ys = [heights[point.number] for point in own]
            ax.plot(xs, ys, linestyle="none", label=_(label), **looks)
    for place, (cost, top) in enumerate(steps, start=1):
        ax.annotate(
            str(place), (cost, top), (4, 3), textcoords="offset points", fontweight="bold", zorder=4
        )
    for target in sweep.targets_of(key):
        ax.axhline(target.bound * scale, color=INK, linewidth=1, linestyle=":")
    ax.set_xlabel(outlay_title(sweep))
    ax.set_ylabel(title_of(sweep, key))
    number_axis(ax.xaxis, ticks=5)
    _height_axis(ax, key, list(heights.values()))
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
    xs, ys = _numbers(points, demand), _numbers(points, officers)
    grid = np.full((len(ys), len(xs)), np.nan)
    if len(points) > grid.size:
        told = "several points at one place: give values of all other axes by `where`"
        raise ValueError(told)
    key = sweep.index.key(measure)
    for point in _with_values(sweep, points, key):
        row, column = ys.index(_number(point, officers)), xs.index(_number(point, demand))
        grid[row, column] = sweep.estimate(point, key).mean * key.entry.quantity.scale
    _lines(ax, sweep, key, (xs, ys, grid))
    across, up = np.meshgrid(xs, ys)
    known = ~np.isnan(grid)
    ax.plot(across[known], up[known], "o", color=INK, markersize=4)
    for x, y, height in zip(across[known], up[known], grid[known], strict=True):
        text = short_number(height)
        ax.annotate(
            text, (x, y), (0, 6), textcoords="offset points", ha="center", bbox=_BLANK, zorder=3
        )
    for axis, title, numbers in ((ax.xaxis, demand, xs), (ax.yaxis, officers, ys)):
        axis.set_label_text(axis_title(sweep, title))
        axis.set_major_locator(FixedLocator(numbers))
        axis.set_minor_locator(NullLocator())
        axis.set_major_formatter(FuncFormatter(partial(_tick, title)))
    wide, high = xs[-1] - xs[0], ys[-1] - ys[0]
    ax.set_xlim(xs[0] - 0.12 * wide, xs[-1] + 0.12 * wide)
    ax.set_ylim(ys[0] - 0.1 * high, ys[-1] + 0.16 * high)
    return ax


def _lines(
    ax: Axes,
    sweep: Sweep,
    measure: MeasureKey,
    surface: tuple[Sequence[float], Sequence[float], NDArray[np.float64]],
) -> None:
    """Draw the lines that run between the values of a grid: xs, ys, shape (ys, xs)."""
    xs, ys, grid = surface
    scale = measure.entry.quantity.scale
    bounds = {target.bound * scale for target in sweep.targets_of(measure)}
    taken = [(x, y) for x in xs for y in ys]
    spacing = ((xs[-1] - xs[0]) / (len(xs) - 1), (ys[-1] - ys[0]) / (len(ys) - 1))
    lowest, highest = float(np.nanmin(grid)), float(np.nanmax(grid))
    is_wait = measure.entry.quantity is MINUTES
    if is_wait:
        heights, bold = {*map(float, _ROUND)}, {*map(float, NORMS)} | bounds
    else:
        heights, bold = {*map(float, MaxNLocator(6).tick_values(lowest, highest))}, bounds
    for height in sorted(heights | bold):
        if not lowest + _HAIR < height < highest - _HAIR:
            continue
        level = np.log(height) if is_wait else height
        shown = np.log(np.maximum(grid, _SHORTEST)) if is_wait else grid
        is_bold = height in bold
        colour = "#0072B2" if is_bold else "#555555"
        drawn = ax.contour(
            xs,
            ys,
            np.ma.masked_invalid(shown),
            [level],
            colors=colour,
            linewidths=2.0 if is_bold else 0.8,
            linestyles="solid" if is_bold else "dashed",
            corner_mask=False,
        )
        for line in drawn.allsegs[0]:
            if len(line) > 1:
                x, y = _roomiest(line, taken, spacing)
                ax.text(x, y, digits(height), color=colour, ha="center", va="center", bbox=_BLANK)
                taken.append((x, y))


def _tick(path: str, one: float, _position: int | None = None) -> str:
    return value_text(path, one)


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


def _with_values(
    sweep: Sweep, points: Sequence[SweepPoint], measure: MeasureKey
) -> list[SweepPoint]:
    """Return the points of which a mean and what they cost are known."""
    found = [
        point
        for point in points
        if sweep.estimate(point, measure).n and not np.isnan(sweep.outlay(point))
    ]
    if not found:
        raise ValueError(f"no point there has a value of {measure}")
    return found


def kind_of(sweep: Sweep, point: SweepPoint) -> Verdict | None:
    """Return by which of `LOOKS` a point is drawn."""
    return verdict(sweep, point) if sweep.targets else None


def _number(point: SweepPoint, axis: str) -> float:
    one = value(point, axis)
    if isinstance(one, bool) or not isinstance(one, int | float):
        raise ValueError(f"{axis} has values that are no numbers: {one!r}")  # noqa: TRY004  # of data
    return float(one)


def _numbers(points: Sequence[SweepPoint], axis: str) -> list[float]:
    found = sorted({_number(point, axis) for point in points})
    if len(found) < 2:  # noqa: PLR2004  # a line needs two
        raise ValueError(f"{axis} has not two values there")
    return found


def _height_axis(ax: Axes, measure: MeasureKey, heights: Sequence[float]) -> None:
    """Let waits that are far apart stand on a logarithmic axis."""
    lowest, highest = min(heights), max(heights)
    if measure.entry.quantity is MINUTES and 0 < _WIDE * lowest < highest:
        ax.set_yscale("log")
        ticks = [one for one in _ROUND if lowest / 2 < one < highest * 2]
        ax.yaxis.set_major_locator(FixedLocator(ticks))
        ax.yaxis.set_minor_locator(NullLocator())
        ax.yaxis.set_major_formatter(lambda one, _position: digits(one))
    else:
        number_axis(ax.yaxis, ticks=5)
