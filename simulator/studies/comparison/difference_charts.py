"""Difference charts: the paired differences with their intervals, around nothing.

In: a `Compared`. Out: `Chart`s, one for each unit, whose titles name the clearest difference. What
has nothing to show is left out.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from math import inf

from matplotlib.axes import Axes

from simulator.language import _
from simulator.measures import Estimate
from simulator.measures.quantities import SHARE, Quantity
from simulator.reports.charts.drawing import INK, Drawing, row_whiskers, style
from simulator.reports.charts.layouts import Column, rows
from simulator.reports.charts.svg import Chart, chart
from simulator.reports.charts.telling import MOST_ROWS, left_out, listed, notes
from simulator.reports.differences import difference_text
from simulator.reports.figures import difference_unit
from simulator.reports.labels import in_words
from simulator.studies.comparison.running import Compared
from simulator.studies.comparison.telling import signed_mean, title_of
from simulator.studies.paired import Difference

_MARGIN, _BESIDE = 1.1, 0.1  # Of the axis: to the farthest interval, and on the other side of 0.


def difference_charts(of: Compared) -> tuple[Chart, ...]:
    """Draw the differences, a figure for each unit.

    Parameters
    ----------
    of
        The scenarios and their differences.
    """
    by_quantity: dict[Quantity, list[Difference]] = {}
    for each in of.comparison.differences:
        if each.estimate.n:
            by_quantity.setdefault(each.measure.entry.quantity, []).append(each)
    with style():
        drawn = [_drawn(of, quantity, found) for quantity, found in by_quantity.items()]
    return tuple(map(chart, drawn))


def _drawn(of: Compared, quantity: Quantity, found: Sequence[Difference]) -> Drawing:
    shown = found[:MOST_ROWS]
    written = difference_unit(quantity)
    labels = [_label(of, each) for each in shown]
    drawn = [scaled(each.estimate, written.scale) for each in shown]
    axes = rows(
        labels,
        _("difference, in {unit}").format(unit=unit_text(quantity)),
        columns=[Column(_("mean"), [signed_mean(each) for each in shown])],
    )
    draw_differences(axes, shown, drawn)
    axes.set_xlim(_limits(drawn, least=10.0**-written.decimals))
    return Drawing(
        f"differences_{re.sub('[^a-z]+', '_', quantity.unit)}",
        _title(of, shown),
        axes,
        listed(
            (label, difference_text(each.measure.entry, each.estimate))
            for label, each in zip(labels, shown, strict=True)
        ),
        notes(
            _("Left of the line the second scenario has less, right of it more."),
            _(
                "A dot is full where the interval leaves out 0, or all replications differ by the "
                "same."
            ),
            left_out(found),
        ),
    )


def _limits(drawn: Sequence[Estimate], *, least: float) -> tuple[float, float]:
    """Return the ends of an axis that shows 0 and all intervals, and no less than can be told."""
    low = min(one.mean if one.low is None else one.low for one in drawn)
    high = max(one.mean if one.high is None else one.high for one in drawn)
    reach = max(-low, high)
    if reach < least:
        return -least, least
    return min(_MARGIN * low, -_BESIDE * reach), max(_MARGIN * high, _BESIDE * reach)


def _label(of: Compared, difference: Difference) -> str:
    title = title_of(of, difference)
    if of.comparison.pairs == 1:
        return title
    return _("{second} − {first}: {measure}").format(
        second=of.letter(difference.second), first=of.letter(difference.first), measure=title
    )


def _title(of: Compared, shown: Sequence[Difference]) -> str:
    """Name the difference that is farthest from nothing for the width of its interval."""
    seen = [each for each in shown if each.is_seen]
    if not seen:
        labels = [_label(of, each) for each in shown]
        return _("No difference can be seen: {measures}").format(measures=in_words(labels, most=2))
    clearest = max(seen, key=_clearness)
    return _("{measure}: {verdict}").format(
        measure=_label(of, clearest),
        verdict=difference_text(clearest.measure.entry, clearest.estimate),
    )


def _clearness(difference: Difference) -> float:
    one = difference.estimate
    width = 0.0 if one.low is None or one.high is None else one.high - one.low
    return abs(one.mean) / width if width else inf


def draw_differences(
    axes: Axes, differences: Sequence[Difference], drawn: Sequence[Estimate]
) -> None:
    """Draw differences around nothing, a row for each, with a full dot where they are seen.

    Parameters
    ----------
    axes
        With a tick for each row.
    differences
        Those to draw.
    drawn
        Their estimates, in the unit of the axis.
    """
    axes.axvline(0, color=INK, linewidth=1.2)
    row_whiskers(axes, drawn)
    for each, one, place in zip(differences, drawn, axes.get_yticks(), strict=True):
        inside = INK if each.is_seen else "white"
        axes.plot(one.mean, place, "o", color=INK, markerfacecolor=inside, markersize=5)


def scaled(estimate: Estimate, scale: float) -> Estimate:
    """Return an estimate in another unit."""
    low, high = (None if end is None else end * scale for end in (estimate.low, estimate.high))
    return replace(estimate, mean=estimate.mean * scale, low=low, high=high)


def unit_text(quantity: Quantity) -> str:
    """Return how the unit of a difference is called."""
    return _(quantity.difference_sign).strip() if quantity is SHARE else _(quantity.unit)
