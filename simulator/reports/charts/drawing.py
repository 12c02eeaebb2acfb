"""Drawing: what all figures look like: their size, style, colours and texts.

In: texts, numbers and widths that others have chosen. Out: the look of them, and `Drawing`, which
is a figure with what is said of it. Lengths are points; a figure is 360 wide, 480 pixels of the
page. It knows nothing of measures, of the scenario, and of what a figure says.
"""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from math import isclose
from threading import RLock
from typing import Any

import matplotlib as mpl
import matplotlib.style
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from matplotlib.ticker import FuncFormatter, MaxNLocator

from simulator.reports.figures import Unit, number

WIDTH = 360.0
"""Width of every figure: 480 pixels of the page."""

FONT = "DejaVu Sans"

SIZE = 10.0
"""Size of all text: still 9.7 pixels where a figure is shrunk to 350."""

LINE = 12.5
"""Height of a line of text."""

INK, GRID = "#222222", "#dddddd"

DEEP_BLUE, VERMILION, DEEP_GREEN, PURPLE, AMBER, SKY = (
    *("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"),
)
"""The colours that are told apart however one sees them (Okabe and Ito), but for their yellow,
which is too faint for a line."""

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

Look = dict[str, Any]
"""How lines and marks are drawn, as matplotlib takes it."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure with what is said of it, before it becomes text."""

    key: str
    """Its name on the page: letters, digits and underscores."""
    title: str
    """What it shows, as a sentence."""
    draw: Callable[[], Figure]
    """Draws it, with all the room that its texts need."""
    numbers: str
    """The numbers drawn, for those who cannot see them."""
    note: str = ""
    """How to read it, and what it leaves out."""


@dataclass(frozen=True, slots=True)
class Fill:
    """How an area is told from others: by its colour, in print by its hatching."""

    colour: str
    hatch: str = ""
    edge: float = 0.6
    """Width of the line around it."""

    @property
    def look(self) -> Look:
        """The same, as matplotlib takes it."""
        return {
            "facecolor": self.colour,
            "hatch": self.hatch,
            "edgecolor": INK,
            "linewidth": self.edge,
        }


BLUE = Fill(SKY)
ORANGE = Fill(AMBER, "///")
GREEN = Fill(DEEP_GREEN, "\\\\\\")
YELLOW = Fill("#F0E442", "---")
RED = Fill(VERMILION, "xxx")

LOOKS: tuple[Look, ...] = (
    {"color": "#000000", "marker": "o", "linestyle": "-"},
    {"color": DEEP_BLUE, "marker": "s", "linestyle": "--"},
    {"color": VERMILION, "marker": "^", "linestyle": "-."},
    {"color": DEEP_GREEN, "marker": "D", "linestyle": ":"},
    {"color": PURPLE, "marker": "v", "linestyle": "--"},
    {"color": AMBER, "marker": "P", "linestyle": "-."},
    {"color": SKY, "marker": "p", "linestyle": ":"},
)
"""How several things of a kind are told apart: by colour, in print by mark and line."""

STRONG: Look = {"color": INK, "linestyle": "-", "linewidth": 1.8}
"""Of the line that a figure is about, or that nothing may pass."""

DASHED: Look = {"color": INK, "linestyle": "--", "linewidth": 1.4}
"""Of what is to be kept, or aimed at."""

DOTTED: Look = DASHED | {"linestyle": ":"}
"""Of the next to be aimed at."""

DOT: Look = {"color": INK, "linestyle": "none", "marker": "o", "markersize": 5.0}
"""Of a mean that stands by itself."""

_DOTS = 150  # Of an inch of a PNG.

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


def saved(draw: Callable[[], Figure], kind: str) -> bytes:
    """Draw a figure in our style, as the text of an SVG or the bytes of a PNG.

    Without the date and the program, the same figure gives the same bytes.
    """
    written, unsaid = BytesIO(), ("Date", "Creator", "Format", "Type")
    nothing = dict.fromkeys(unsaid if kind == "svg" else ("Software",))
    with style():
        draw().savefig(written, format=kind, dpi=_DOTS, metadata=nothing)
    return written.getvalue()


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
    """Measure a text; of several lines, the widest."""
    font = FontProperties(family=FONT, size=SIZE)
    return max(
        float(text_to_path.get_text_width_height_descent(line, font, ismath=False)[0])
        for line in text.split("\n")
    )


def height_of(text: str) -> float:
    """Return the room that the lines of a text take; none where there is no text."""
    return LINE * (text.count("\n") + bool(text))


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


def number_axis(axis: Axis, *, ticks: int, integer: bool = False) -> None:
    """Write the numbers of an axis in the language that is spoken."""
    axis.set_major_locator(MaxNLocator(nbins=ticks, steps=[1, 2, 5, 10], integer=integer))
    axis.set_major_formatter(FuncFormatter(lambda value, _position: digits(value)))


def digits(value: float) -> str:
    """Write a number with the decimals that it has, three at most.

    Examples
    --------
    >>> digits(2000.0), digits(0.25)
    ('2,000', '0.25')
    """
    decimals = next((n for n in range(3) if isclose(round(value, n), value, abs_tol=1e-9)), 3)
    return number(value, Unit("", decimals=decimals))
