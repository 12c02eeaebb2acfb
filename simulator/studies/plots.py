"""Plots of a comparison: means, differences, and what becomes of dossiers, on Axes of the caller.

In: a `Compared` and Axes. Out: the same Axes, drawn on, a row for each scenario or pair. What the
plots show is not known here.
"""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from simulator.language import N_, _
from simulator.measures import Estimate, MeasureKey
from simulator.reports.charts.drawing import (
    BLUE,
    INK,
    RED,
    YELLOW,
    Fill,
    number_axis,
    row_whiskers,
)
from simulator.reports.labels import Names
from simulator.scenario.near_matches import near_match
from simulator.studies.comparison.difference_charts import draw_differences, scaled, unit_text
from simulator.studies.comparison.running import Compared
from simulator.studies.paired import Difference

_SETTLED: tuple[tuple[str, Fill], ...] = (
    (N_("before due"), BLUE),
    (N_("on time"), YELLOW),
    (N_("overdue"), RED),
)
"""What becomes of settled dossiers, from the left, as in the figure of a run."""


def plot_means(ax: Axes, compared: Compared, measure: str) -> Axes:
    """Draw the mean of a measure in each scenario, with its own 95 % interval.

    Whether scenarios differ these intervals do not tell, since the citizens are the same:
    `plot_differences` does.

    Parameters
    ----------
    ax
        Where to draw.
    compared
        The scenarios.
    measure
        Full name of any measure that all of them have; shares are drawn in per cent.

    Returns
    -------
    Axes
        The same.

    Raises
    ------
    KeyError
        If a scenario has no such measure.
    """
    key = compared.results[0].index.key(measure)
    found = [_in_its_unit(result[key], key) for result in compared.results]
    _rows(ax, [each.name for each in compared.alternatives])
    row_whiskers(ax, found)
    ax.plot([one.mean for one in found], ax.get_yticks(), "o", color=INK, markersize=5)
    ax.set_xlabel(Names(compared.base.scenario).measure_with_unit(key))
    number_axis(ax.xaxis, ticks=5)
    return ax


def plot_differences(ax: Axes, compared: Compared, measure: str) -> Axes:
    """Draw by how much each second scenario differs from the first, with intervals, around 0.

    A dot is full where the interval leaves out 0, or where all replications differ by the same and
    there is none. The intervals are those of the whole comparison: all of them together hold with
    95 %.

    Parameters
    ----------
    ax
        Where to draw.
    compared
        The scenarios and their differences.
    measure
        Full name of one that they were compared by; differences of shares are drawn in percentage
        points.

    Returns
    -------
    Axes
        The same.

    Raises
    ------
    KeyError
        If the scenarios were not compared by it; the message gives a near match.
    """
    if measure not in compared.measures.names:
        hint = near_match(measure, compared.measures.names)
        raise KeyError(f"the scenarios were not compared by {measure!r}{hint}")
    key = compared.measures.key(measure)
    found = [each for each in compared.comparison.differences if each.measure == key]
    drawn = [_in_its_unit(each.estimate, key) for each in found]
    against_first = compared.comparison.pairs < len(compared.alternatives)
    _rows(ax, [each.second if against_first else _pair(each) for each in found])
    draw_differences(ax, found, drawn)
    label = _("{measure}: difference, in {unit}")
    if against_first:
        label = _("{measure}: difference from “{first}”, in {unit}")
    ax.set_xlabel(
        label.format(
            measure=Names(compared.base.scenario).measure(key),
            first=compared.base.name,
            unit=unit_text(key.entry.quantity),
        ),
        parse_math=False,
    )
    number_axis(ax.xaxis, ticks=5)
    return ax


def plot_settled(ax: Axes, compared: Compared) -> Axes:
    """Draw what becomes of the dossiers that are settled: before due, on time, or overdue.

    Parameters
    ----------
    ax
        Where to draw; the legend stands above it.
    compared
        The scenarios.

    Returns
    -------
    Axes
        The same.
    """
    _rows(ax, [each.name for each in compared.alternatives])
    before, in_time = (
        np.array([100 * result[name].mean for result in compared.results])
        for name in ("before_due_rate", "on_time_rate")
    )
    ends = (before, in_time, np.full_like(before, 100.0))
    start = np.zeros_like(before)
    for (label, fill), end in zip(_SETTLED, ends, strict=True):
        ax.barh(
            ax.get_yticks(),
            end - start,
            0.7,
            left=start,
            label=_(label),
            facecolor=fill.colour,
            hatch=fill.hatch,
            edgecolor=INK,
            linewidth=0.6,
        )
        start = end
    ax.set_xlim(0, 100)
    ax.set_xlabel(_("share of the settled dossiers, in %"))
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=len(_SETTLED), frameon=False)
    number_axis(ax.xaxis, ticks=5)
    return ax


def _rows(ax: Axes, labels: Sequence[str]) -> None:
    """Give each label a row, from above; the same again where Axes share them."""
    ax.set_yticks(range(len(labels)), labels, parse_math=False)
    ax.set_ylim(len(labels) - 0.5, -0.5)
    ax.spines[["top", "right"]].set_visible(False)


def _pair(difference: Difference) -> str:
    return f"{difference.second} − {difference.first}"


def _in_its_unit(estimate: Estimate, key: MeasureKey) -> Estimate:
    return scaled(estimate, key.entry.quantity.scale)
