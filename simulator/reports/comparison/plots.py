"""Plots of a comparison: means, differences, and what becomes of dossiers, on Axes of the caller.

In: a `Compared` and Axes. Out: the same Axes, drawn on, a row for each scenario or pair. What the
plots show is not known here.
"""

from matplotlib.axes import Axes

from simulator.language import _
from simulator.reports.charts.dossiers import standings
from simulator.reports.charts.drawing import DOT
from simulator.reports.charts.layouts import Rows
from simulator.reports.charts.marks import Intervals, Points
from simulator.reports.charts.telling import means
from simulator.reports.comparison.charts import difference_marks, scaled, unit_text
from simulator.reports.labels import Names
from simulator.scenario.near_matches import near_match
from simulator.studies.comparison.running import Compared


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
    found = [scaled(result[key], key.entry.quantity.scale) for result in compared.results]
    return Rows(
        [each.name for each in compared.alternatives],
        Names(compared.base.scenario).measure_with_unit(key),
        [Intervals(found), Points([one.mean for one in found], DOT)],
    ).on(ax)


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
    label, pairs = (
        _("{measure}: difference, in {unit}"),
        [f"{each.second} − {each.first}" for each in found],
    )
    if compared.comparison.pairs < len(compared.alternatives):
        label = _("{measure}: difference from “{first}”, in {unit}")
        pairs = [each.second for each in found]
    measured = label.format(
        measure=Names(compared.base.scenario).measure(key),
        first=compared.base.name,
        unit=unit_text(key.entry.quantity),
    )
    return Rows(pairs, measured, difference_marks(found)).on(ax)


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
    before, in_time = (
        means(result[rate] for result in compared.results)
        for rate in ("before_due_rate", "on_time_rate")
    )
    Rows(
        [each.name for each in compared.alternatives],
        _("share of the settled dossiers, in %"),
        standings(before, in_time),
        are_shares=True,
    ).on(ax)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, frameon=False)
    return ax
