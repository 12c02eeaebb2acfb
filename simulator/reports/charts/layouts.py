"""Layouts: Axes for rows, columns, lines and tables, with all the room that their texts need.

In: the labels of rows or columns, units and legends that others have chosen. Out: Axes to draw on,
in a figure as high as it must be. Lengths are points. It knows nothing of what is drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter
from matplotlib.transforms import blended_transform_factory

from simulator.reports.charts.drawing import (
    LINE,
    SIZE,
    WIDTH,
    digits,
    number_axis,
    plain,
    width_of,
    wrapped,
)
from simulator.reports.figures import Unit, number

_EDGE = 4.0  # Nothing is drawn nearer to the edge of the figure.
_GAP = 8.0  # Between things that stand side by side.
_TICKS = 20.0  # Height of the numbers below an axis.
_ROW = 22.0  # Least height of a row.
_LABELS = 118.0  # Most width of the labels of rows.
_HEADS = 62.0  # Most width of the head of a column.
_CELL = 18.0  # Height of a cell of a table.
_COLUMN_HEIGHT = 150.0  # Height of vertical bars.
_LEGEND_KEY = 20.0  # Width of a sample in a legend, with the space behind it.


@dataclass(frozen=True, slots=True)
class Column:
    """Numbers written to the right of rows."""

    head: str
    texts: Sequence[str]


def rows(
    labels: Sequence[str],
    measured: str,
    *,
    columns: Sequence[Column] = (),
    legend: Sequence[Artist] = (),
) -> Axes:
    """Lay out horizontal bars, the first on top: each where the y axis has its label.

    Parameters
    ----------
    labels
        Written to the left of the bars.
    measured
        What their lengths are, with the unit.
    columns
        Numbers to the right of the bars.
    legend
        Samples that carry their labels.
    """
    names = [wrapped(label, _LABELS) for label in labels]
    heads = [wrapped(column.head, _HEADS) for column in columns]
    widths = [
        max(map(width_of, (*head.split("\n"), *column.texts))) + _GAP
        for head, column in zip(heads, columns, strict=True)
    ]
    heights = [max(LINE * _lines(name) + 6, _ROW) for name in names]
    ends = list(accumulate(heights))
    axes = _axes(
        height=ends[-1],
        above=LINE * max(map(_lines, heads), default=0) + 4,
        left=max(width_of(line) for name in names for line in name.split("\n")) + _GAP + _EDGE,
        right=max(sum(widths) + _EDGE, 2 * _GAP),
        below=measured,
        legend=legend,
    )
    axes.set_yticks([end - height / 2 for end, height in zip(ends, heights, strict=True)], names)
    axes.set_ylim(ends[-1], 0)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.grid(visible=True)
    number_axis(axes.xaxis, ticks=4)
    edge = WIDTH - _EDGE
    for head, column, width in list(zip(heads, columns, widths, strict=True))[::-1]:
        _write(axes, edge, 0, head, ha="right", va="bottom")
        for place, text in zip(axes.get_yticks(), column.texts, strict=True):
            _write(axes, edge, place, text, ha="right", va="center")
        edge -= width
    return axes


def columns(
    labels: Sequence[str], measured: str, axis: str, *, top: float, legend: Sequence[Artist] = ()
) -> Axes:
    """Lay out vertical bars, at 0, 1 and so on.

    Parameters
    ----------
    labels
        Written below the bars, as many as have room.
    measured
        What their heights are, with the unit: written above them.
    axis
        What the labels are.
    top
        The greatest height that is drawn.
    legend
        Samples that carry their labels.
    """
    axes = upright(measured, axis, top=top, legend=legend)
    room = WIDTH * axes.get_position().width / len(labels)
    wide = [width_of(label) + 4 for label in labels]
    crowded = max((a + b for a, b in pairwise(wide)), default=0) / 2
    step = int(crowded // room) + 1
    axes.set_xticks(range(0, len(labels), step), labels[::step])
    axes.tick_params(axis="x", length=0)
    axes.set_xlim(-0.5, len(labels) - 0.5)
    return axes


def upright(measured: str, axis: str, *, top: float, legend: Sequence[Artist] = ()) -> Axes:
    """Lay out a figure whose numbers go upwards; see `columns`."""
    left = max(width_of(number(top, Unit("", decimals=1))), 24.0) + _GAP + _EDGE
    axes = _axes(
        height=_COLUMN_HEIGHT,
        above=LINE + 8,
        left=left,
        right=2 * _GAP,
        below=axis,
        legend=legend,
    )
    axes.set_ylim(0, 1.06 * top or 1.0)
    axes.yaxis.grid(visible=True)
    number_axis(axes.yaxis, ticks=5)
    axes.annotate(
        plain(measured), (0, 1), (_EDGE - left, 7), xycoords="axes fraction",
        textcoords="offset points", va="bottom",
    )  # fmt: skip
    return axes


def table(labels: Sequence[str], heads: Sequence[str], measured: str) -> Axes:
    """Lay out cells at 0, 1 and so on, from the top, with labels to the left and heads on top."""
    axes = _axes(
        height=_CELL * len(labels),
        above=LINE + 4,
        left=max(map(width_of, labels)) + _GAP + _EDGE,
        right=_EDGE,
        below=measured,
        ticks=_EDGE,
    )
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_xticks(range(len(heads)), heads)
    axes.set_xlim(-0.5, len(heads) - 0.5)
    axes.tick_params(length=0, labeltop=True, labelbottom=False)
    axes.spines[:].set_visible(False)
    return axes


def percent_axis(axes: Axes) -> None:
    """Let rows be shares, from nothing to the whole, written in per cent."""
    axes.set_xlim(0, 1.03)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1])
    axes.xaxis.set_major_formatter(FuncFormatter(lambda share, _position: digits(100 * share)))


def _axes(
    *,
    height: float,
    above: float,
    left: float,
    right: float,
    below: str,
    ticks: float = _TICKS,
    legend: Sequence[Artist] = (),
) -> Axes:
    """Make a figure around an Axes that is `height` high, with a text below and a legend on top."""
    text = wrapped(below, WIDTH - left - _EDGE)
    foot = ticks + LINE * _lines(text) + _EDGE
    labels = [wrapped(str(sample.get_label()), WIDTH - _LEGEND_KEY - _EDGE) for sample in legend]
    across = _columns_of_legend(labels)
    deep = -(-len(labels) // across)
    head = deep * LINE * 1.15 * max(map(_lines, labels), default=0) + (_GAP if labels else 0)
    total = head + above + height + foot
    figure = Figure(figsize=(WIDTH / 72, total / 72), facecolor="white")
    axes = figure.add_axes(
        (left / WIDTH, foot / total, (WIDTH - left - right) / WIDTH, height / total)
    )
    axes.annotate(
        text, (0, 0), (0, -ticks), xycoords="axes fraction", textcoords="offset points", va="top"
    )
    if labels:
        # matplotlib fills a legend column by column; it is read row by row.
        order = [place for first in range(across) for place in range(first, len(labels), across)]
        figure.legend(
            [legend[place] for place in order],
            [labels[place] for place in order],
            loc="upper left",
            bbox_to_anchor=(_EDGE / WIDTH, 1 - _EDGE / total),
            ncols=across,
            frameon=False,
            borderpad=0,
            borderaxespad=0,
            handlelength=1.5,
            handletextpad=0.5,
            columnspacing=_GAP / SIZE,
            labelspacing=0.3,
        )
    return axes


def _columns_of_legend(labels: Sequence[str]) -> int:
    """Return how many samples have room beside each other."""
    wide = [max(map(width_of, label.split("\n"))) + _LEGEND_KEY + _GAP for label in labels]
    for across in range(len(wide), 1, -1):
        if sum(max(wide[first::across]) for first in range(across)) <= WIDTH + _GAP - 2 * _EDGE:
            return across
    return 1


def _lines(text: str) -> int:
    return text.count("\n") + 1


def _write(axes: Axes, x: float, y: float, text: str, **looks: Any) -> None:
    """Write x points from the left edge of the figure, at y of the y axis."""
    place = blended_transform_factory(axes.figure.transFigure, axes.transData)
    axes.figure.text(x / WIDTH, y, text, transform=place, **looks)
