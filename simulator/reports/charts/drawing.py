"""Drawing: what all figures look like: their size, style, colours, texts, bars and intervals.

In: texts, lengths and estimates that others have chosen. Out: the look of them, on Axes that
`layouts` has made. Lengths are points; a figure is 360 wide, 480 pixels of the page. It knows
nothing of measures, of the scenario, and of what a figure says.
"""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from math import isclose
from threading import RLock
from typing import Any, cast

import matplotlib as mpl
import matplotlib.style
import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.textpath import text_to_path
from matplotlib.ticker import FuncFormatter, MaxNLocator
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

_BAR = 13.0  # Height of a bar that lies in a row.

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


_DRAWING = RLock()


@contextmanager
def style() -> Iterator[None]:
    """Draw in our style, whatever the user's settings of matplotlib are: they are as before after.

    matplotlib reads its settings, one set for all threads, wherever it draws: so one draws at once.
    """
    with _DRAWING, mpl.style.context(["default", STYLE]), warnings.catch_warnings():
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


def number_axis(axis: Axis, *, ticks: int) -> None:
    """Write the numbers of an axis in the language that is spoken."""
    axis.set_major_locator(MaxNLocator(nbins=ticks, steps=[1, 2, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda value, _position: digits(value)))


def digits(value: float) -> str:
    """Write a number with the decimals that it has, three at most.

    Examples
    --------
    >>> digits(2000.0), digits(0.25)
    ('2,000', '0.25')
    """
    decimals = next((n for n in range(3) if isclose(round(value, n), value, abs_tol=1e-9)), 3)
    return number(value, Unit("", decimals=decimals)).replace("-", "−")


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
