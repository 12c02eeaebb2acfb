"""Drawing: figures of the page's size and style, before anything of a result is on them.

In: the labels of rows or columns, units and legends that others have chosen. Out: Axes to draw on,
and bars, intervals and lines in one look. Lengths are points; a figure is 360 wide, 480 pixels of
the page. It knows nothing of measures, of the scenario, and of what a figure says.
"""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from math import isclose
from typing import Any, cast

import matplotlib as mpl
import matplotlib.style
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.textpath import text_to_path
from matplotlib.ticker import FuncFormatter, MaxNLocator
from matplotlib.transforms import blended_transform_factory
from numpy.typing import NDArray

from simulator.measures import Estimate
from simulator.reports.figures import Unit, number

WIDTH = 360.0
"""Width of every figure: 480 pixels of the page."""

FONT = "DejaVu Sans"

SIZE = 10.0
"""Size of all text: still 9.7 pixels where a figure is shrunk to 350."""

LINE = 12.5
"""Height of a line of text."""

INK, GRID = "#222222", "#dddddd"

_EDGE = 4.0  # Nothing is drawn nearer to the edge of the figure.
_GAP = 8.0  # Between things that stand side by side.
_TICKS = 20.0  # Height of the numbers below an axis.
_ROW, _BAR = 22.0, 13.0  # Least height of a row, and height of its bar.
_LABELS = 118.0  # Most width of the labels of rows.
_HEADS = 62.0  # Most width of the head of a column.
_CELL = 18.0  # Height of a cell of a table.
_COLUMN_HEIGHT = 150.0  # Height of vertical bars.
_LEGEND_KEY = 23.0  # Width of a sample in a legend, with the space behind it.

STYLE = {
    "font.family": FONT,
    "font.size": SIZE,
    "axes.labelsize": SIZE,
    "xtick.labelsize": SIZE,
    "ytick.labelsize": SIZE,
    "legend.fontsize": SIZE,
    "text.color": INK,
    "text.parse_math": False,  # A label may hold dollar signs.
    "axes.edgecolor": INK,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "xtick.color": INK,
    "ytick.color": INK,
    "grid.color": GRID,
    "grid.linewidth": 0.6,
    "hatch.linewidth": 0.5,
    "svg.fonttype": "none",  # Text stays text: it can be searched and read aloud.
    "svg.hashsalt": "onestop",
}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure with what is said of it, before it becomes text."""

    key: str
    """Its name on the page: letters and underscores."""
    title: str
    """What it shows, as a sentence."""
    axes: Axes
    """Where it is drawn, with its figure around."""
    numbers: str
    """The numbers drawn, for those who cannot see them."""
    note: str = ""
    """How to read it, and what it leaves out."""

    @property
    def figure(self) -> Figure:
        """The whole of it."""
        return cast("Figure", self.axes.figure)


@dataclass(frozen=True, slots=True)
class Fill:
    """How an area is told from others: by its colour (Okabe and Ito), in print by its hatching."""

    colour: str
    hatch: str = ""


BLUE = Fill("#56B4E9")
ORANGE = Fill("#E69F00", "///")
GREEN = Fill("#009E73", "\\\\\\")
YELLOW = Fill("#F0E442", "---")
RED = Fill("#D55E00", "xxx")


@dataclass(frozen=True, slots=True)
class Column:
    """Numbers written to the right of rows."""

    head: str
    texts: Sequence[str]


@contextmanager
def style() -> Iterator[None]:
    """Draw in our style, whatever the user's settings of matplotlib are."""
    with mpl.style.context(["default", STYLE]), warnings.catch_warnings():
        # The browser draws the text, and finds a font for what ours lacks.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def plain(text: str) -> str:
    r"""Return a text on one line, without signs that no line of text can hold.

    Examples
    --------
    >>> plain("one\n two\x00")
    'one two'
    """
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


@lru_cache(maxsize=4096)
def width_of(text: str) -> float:
    """Measure a line of text."""
    font = FontProperties(family=FONT, size=SIZE)
    return float(text_to_path.get_text_width_height_descent(text, font, ismath=False)[0])


def wrapped(text: str, width: float) -> str:
    """Break a text into lines that are no wider than `width`; a wider word is broken too."""
    lines: list[str] = []
    for word in plain(text).split():
        if lines and width_of(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
            continue
        lines.append("")
        for sign in word:
            if lines[-1] and width_of(lines[-1] + sign) > width:
                lines.append("")
            lines[-1] += sign
    return "\n".join(lines)


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
        write(axes, edge, 0, head, ha="right", va="bottom")
        for place, text in zip(axes.get_yticks(), column.texts, strict=True):
            write(axes, edge, place, text, ha="right", va="center")
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
            handlelength=1.8,
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


def write(axes: Axes, x: float, y: float, text: str, **looks: Any) -> None:
    """Write x points from the left edge of the figure, at y of the y axis."""
    place = blended_transform_factory(axes.figure.transFigure, axes.transData)
    axes.figure.text(x / WIDTH, y, text, transform=place, **looks)


def number_axis(axis: Axis, *, ticks: int) -> None:
    """Write the numbers of an axis in the language that is spoken."""
    axis.set_major_locator(MaxNLocator(nbins=ticks, steps=[1, 2, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda value, _position: digits(value)))


def percent_axis(axes: Axes) -> None:
    """Let rows be shares, from nothing to the whole, written in per cent."""
    axes.set_xlim(0, 1.03)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1])
    axes.xaxis.set_major_formatter(FuncFormatter(lambda share, _position: digits(100 * share)))


def digits(value: float) -> str:
    """Write a number with the decimals that it has, three at most.

    Examples
    --------
    >>> digits(2000.0), digits(0.25)
    ('2,000', '0.25')
    """
    decimals = next((n for n in range(3) if isclose(round(value, n), value, abs_tol=1e-9)), 3)
    return number(value, Unit("", decimals=decimals))


def fill_rows(
    axes: Axes,
    lengths: NDArray[np.float64],
    fill: Fill,
    *,
    start: NDArray[np.float64] | None = None,
) -> None:
    """Draw a bar in each row, from the axis or from where another ends."""
    axes.barh(axes.get_yticks(), lengths, _BAR, left=start, **_look(fill))


def fill_columns(
    axes: Axes, heights: NDArray[np.float64], fill: Fill, *, width: float = 0.7, shift: float = 0.0
) -> None:
    """Draw a bar in each column."""
    axes.bar(np.arange(len(heights)) + shift, heights, width, **_look(fill))


def sample(fill: Fill, label: str) -> Patch:
    """Return the sample of an area for a legend."""
    return Patch(label=label, **_look(fill))


def line_sample(label: str, **looks: Any) -> Line2D:
    """Return the sample of a line for a legend."""
    return Line2D([], [], label=label, **looks)


def row_whiskers(axes: Axes, estimates: Sequence[Estimate]) -> None:
    """Draw the interval of each estimate in its row, where it has one."""
    places = axes.get_yticks()
    for where, mean, ends in _intervals(estimates):
        axes.errorbar(mean, places[where], xerr=ends, **_WHISKER)


def column_whiskers(axes: Axes, estimates: Sequence[Estimate], *, shift: float = 0.0) -> None:
    """Draw the interval of each estimate in its column, where it has one."""
    for where, mean, ends in _intervals(estimates):
        axes.errorbar(where + shift, mean, yerr=ends, **_WHISKER)


_WHISKER: dict[str, Any] = {"fmt": "none", "ecolor": INK, "elinewidth": 1.1, "capsize": 3.0}


def _intervals(
    estimates: Sequence[Estimate],
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]]:
    """Yield, once, the places of estimates with an interval, their means, and its two lengths."""
    known = [
        (place, one.mean, one.mean - one.low, one.high - one.mean)
        for place, one in enumerate(estimates)
        if one.low is not None and one.high is not None
    ]
    if known:
        place, mean, *ends = np.array(known).T
        # A rounded mean of equal values may lie a hair outside its interval.
        yield place.astype(np.int64), mean, np.vstack(ends).clip(min=0)


def _look(fill: Fill) -> dict[str, Any]:
    return {"facecolor": fill.colour, "hatch": fill.hatch, "edgecolor": INK, "linewidth": 0.6}
