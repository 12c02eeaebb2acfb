"""Layouts: figures of rows, columns, lines and tables, with all the room that their texts need.

In: labels, marks and units that others have chosen. Out: figures as high as they must be. Lengths
are points. Marks are drawn first, on Axes of any size: room for texts is found when it is known how
far the numbers reach. It knows nothing of what is drawn.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Any, cast

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter
from matplotlib.transforms import ScaledTranslation, blended_transform_factory
from numpy.typing import NDArray

from simulator.reports.charts.drawing import (
    LINE,
    SIZE,
    WIDTH,
    digits,
    height_of,
    number_axis,
    width_of,
    wrapped,
)
from simulator.reports.charts.marks import Frame, Mark
from simulator.reports.figures import Unit, number

EDGE = 4.0
"""Nothing is drawn nearer to the edge of the figure."""

GAP = 8.0
"""Between things that stand side by side."""

TICKS = 20.0
"""Height of the numbers below an axis."""

_BAR, _ROW = 13.0, 22.0  # Height of a bar that lies in a row, and least height of a row.
_UPRIGHT = 150.0  # Height of bars and lines whose numbers go upwards.
_LABELS = 118.0  # Most width of the labels of rows.
_HEADS = 62.0  # Most width of the head of a column.
_CELL = 18.0  # Height of a cell of a table.
_BOLD = 0.85  # Width of letters ÷ that of bold ones, at least.
_SAMPLE = 15.0  # Width of a sample in a legend.
_DARK = 0.179  # Relative luminance below which white is easier to read than black (WCAG 2).

Legend = Sequence[tuple[Any, str]]
"""What is drawn, with what it is called."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Axes that have been drawn on, with what stands around them and the room that it needs."""

    axes: Axes
    height: float
    above: float = GAP
    """Room for what stands right above the Axes."""
    ticks: float = TICKS
    """Room for what stands right below the Axes."""
    below: str = ""
    """A text."""
    heading: str = ""
    legend: Legend = ()


def laid_out(
    panels: Sequence[Panel], *, left: float, right: float = 2 * GAP, width: float = WIDTH
) -> Figure:
    """Put panels one below another, each under its heading and its legend, and its text below it.

    Parameters
    ----------
    panels
        From the top, all of one figure.
    left, right
        Room beside their Axes.
    width
        That of the figure.
    """
    rooms = [_dressed(panel, left, width) for panel in panels]
    total = EDGE + sum(panel.height + sum(room) for panel, room in zip(panels, rooms, strict=True))
    figure = figure_of(panels[0].axes)
    figure.set_size_inches(width / 72, total / 72)
    top = total
    for panel, (head, foot) in zip(panels, rooms, strict=True):
        bottom = top - head - panel.height
        panel.axes.set_position(
            (left / width, bottom / total, (width - left - right) / width, panel.height / total)
        )
        top = bottom - foot
    return figure


def _dressed(panel: Panel, left: float, width: float) -> tuple[float, float]:
    """Write what stands above and below Axes, and return the room that it takes."""
    heading = wrapped(panel.heading, _BOLD * (width - 2 * EDGE))
    below = wrapped(panel.below, width - left - EDGE)
    head = panel.above + _write_legend(panel, width - 2 * EDGE)
    write(panel.axes, heading, (EDGE, 1), up=head, weight="bold", va="bottom")
    write(panel.axes, below, (left, 0), up=-panel.ticks, va="top")
    return head + height_of(heading) + EDGE, panel.ticks + height_of(below)


def _write_legend(panel: Panel, room: float) -> float:
    """Write a legend in as many columns as have room, and return its height."""
    if not panel.legend:
        return 0.0
    key = _SAMPLE + SIZE / 2
    samples = [(drawn, wrapped(label, room - key)) for drawn, label in panel.legend]
    wide = [width_of(text) + key + GAP for _drawn, text in samples]
    across = next(
        count
        for count in range(len(wide), 0, -1)
        if count == 1 or sum(max(wide[first::count]) for first in range(count)) <= room + GAP
    )
    # matplotlib fills a legend column by column; it is read row by row.
    samples = [sample for first in range(across) for sample in samples[first::across]]
    figure = figure_of(panel.axes)
    inches = ScaledTranslation(EDGE / 72, (panel.above + EDGE) / 72, figure.dpi_scale_trans)
    legend = figure.legend(
        [drawn for drawn, _text in samples],
        [""] * len(samples),
        loc="lower left",
        bbox_to_anchor=(0, 1),
        bbox_transform=blended_transform_factory(figure.transFigure, panel.axes.transAxes) + inches,
        ncols=across,
        frameon=False,
        borderpad=0,
        borderaxespad=0,
        handlelength=_SAMPLE / SIZE,
        handletextpad=0.5,
        columnspacing=GAP / SIZE,
        labelspacing=0.3,
    )
    # A legend leaves out what it is given with a label that begins with an underscore.
    for written, (_drawn, text) in zip(legend.get_texts(), samples, strict=True):
        written.set_text(text)
    tallest = max(height_of(text) for _drawn, text in samples) + 2
    return -(-len(samples) // across) * tallest + EDGE


@dataclass(frozen=True, slots=True)
class Rows:
    """Numbers that go to the right, one thing below another."""

    labels: Sequence[str]
    """Of the things, written to the left of them."""
    measured: str
    """What the numbers are, with the unit."""
    marks: Sequence[Mark]
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Numbers to the right of the marks, by their head."""
    limits: tuple[float, float] | None = None
    """Of the axis of a page; from 0 to beyond all that is drawn when absent."""
    are_shares: bool = False
    """Whether the axis goes from nothing to the whole instead, in per cent."""

    def figure(self) -> Figure:
        """Draw it."""
        names = [wrapped(label, _LABELS) for label in self.labels]
        heights = [max(height_of(name) + 6, _ROW) for name in names]
        ends = list(accumulate(heights))
        middles = np.array(ends) - np.array(heights) / 2
        axes = blank()
        self._draw(Frame(axes, middles, is_upright=False, thickness=_BAR), ticks=4)
        if not self.are_shares:
            axes.set_xlim(self.limits or (0, 1.04 * axes.dataLim.x1 or 1.0))
        axes.set_yticks(middles, names)
        axes.set_ylim(ends[-1], 0)
        axes.tick_params(axis="y", length=0)
        axes.xaxis.grid(visible=True)
        edge, above = WIDTH - EDGE, EDGE
        for column, texts in reversed(list(self.columns.items())):
            head = wrapped(column, _HEADS)
            write(axes, head, (edge, 1), ha="right", va="bottom")
            for middle, text in zip(middles, texts, strict=True):
                write(axes, text, (edge, middle), data=True, ha="right", va="center")
            edge -= max(map(width_of, (head, *texts))) + GAP
            above = max(above, height_of(head) + EDGE)
        return laid_out(
            [Panel(axes, ends[-1], above, below=self.measured, legend=_legend_of(axes))],
            left=max(map(width_of, names)) + GAP + EDGE,
            right=max(WIDTH - edge, 2 * GAP),
        )

    def on(self, axes: Axes) -> Axes:
        """Draw the same on Axes of the caller, the things at 0, 1 and so on, from above."""
        places = np.arange(len(self.labels), dtype=np.float64)
        self._draw(Frame(axes, places, is_upright=False), ticks=5)
        axes.set_yticks(places, self.labels, parse_math=False)
        axes.set_ylim(len(places) - 0.5, -0.5)
        axes.spines[["top", "right"]].set_visible(False)
        axes.set_xlabel(self.measured, parse_math=False)
        return axes

    def _draw(self, frame: Frame, *, ticks: int) -> None:
        for mark in self.marks:
            mark.draw(frame)
        number_axis(frame.axes.xaxis, ticks=ticks)
        if self.are_shares:
            frame.axes.set_xlim(0, 1.03)
            frame.axes.set_xticks([0, 0.25, 0.5, 0.75, 1])
            percents = FuncFormatter(lambda share, _place: digits(100 * share))
            frame.axes.xaxis.set_major_formatter(percents)


@dataclass(frozen=True, slots=True)
class Upright:
    """Numbers that go upwards from 0, one thing beside another."""

    measured: str
    """What the numbers are, with the unit."""
    axis: str
    """What the things are."""
    marks: Sequence[Mark]
    places: NDArray[np.float64]
    """Of the things."""
    labels: Mapping[float, str]
    """What is written below them, as much as has room, and where."""
    beyond: float = 0.0
    """How far the axis goes on beyond the first and the last place."""

    def figure(self) -> Figure:
        """Draw it."""
        return standing([self.on])

    def on(self, axes: Axes) -> Axes:
        """Draw the same on Axes of the caller."""
        for mark in self.marks:
            mark.draw(Frame(axes, self.places))
        axes.set_xticks(list(self.labels), list(self.labels.values()))
        axes.set_xlim(self.places[0] - self.beyond, self.places[-1] + self.beyond)
        axes.set_ylim(0, 1.06 * axes.dataLim.y1 or 1.0)
        number_axis(axes.yaxis, ticks=5)
        axes.set(xlabel=self.axis, ylabel=self.measured)
        return axes


def in_columns(labels: Sequence[str], measured: str, axis: str, marks: Sequence[Mark]) -> Upright:
    """Return a plot of columns that are as far from each other as they are from the edges."""
    places = np.arange(len(labels), dtype=np.float64)
    return Upright(measured, axis, marks, places, dict(enumerate(labels)), beyond=0.5)


def standing(
    plots: Sequence[Callable[[Axes], object]], height: float = _UPRIGHT, width: float = WIDTH
) -> Figure:
    """Draw plots whose numbers go upwards, one below another, with the legend of the first.

    Parameters
    ----------
    plots
        Each draws on Axes, with limits and ticks, and labels of all that it draws; its title and
        what its axes are called are taken from the Axes, and written where they have room.
    height
        Of each.
    width
        That of the figure.
    """
    figure = Figure(facecolor="white")
    panels: list[Panel] = []
    for plot in plots:
        axes = blank(figure)
        plot(axes)
        axes.yaxis.grid(visible=True)
        measured, below, heading = axes.get_ylabel(), axes.get_xlabel(), axes.get_title()
        axes.set(xlabel="", ylabel="", title="")
        write(axes, wrapped(measured, width), (EDGE, 1), up=GAP, va="bottom")
        above = height_of(measured) + GAP
        legend = [] if panels else _legend_of(axes)
        panels.append(Panel(axes, height, above, below=below, heading=heading, legend=legend))
    tops = (number(panel.axes.get_ylim()[1], Unit("", decimals=1)) for panel in panels)
    left = max(*map(width_of, tops), 24.0) + GAP + EDGE
    for panel in panels:
        thin_ticks(panel.axes, width - left - 2 * GAP)
    return laid_out(panels, left=left, width=width)


@dataclass(frozen=True, slots=True)
class ColouredCells:
    """A table of coloured cells, with labels to the left, heads on top, and a text below."""

    labels: Sequence[str]
    heads: Sequence[str]
    measured: str
    texts: Sequence[Sequence[str]]
    depth: NDArray[np.float64]
    """How dark cells are, from 0 to 1; nan for blank ones. Shape (rows, columns)."""
    is_bold: NDArray[np.bool_]
    """Whether what is written in them is bold, likewise."""

    def figure(self) -> Figure:
        """Draw it."""
        rows, columns = self.depth.shape
        blanks = np.isnan(self.depth)[..., None]
        colours = np.where(blanks, 1.0, colormaps["cividis_r"](np.nan_to_num(self.depth)))
        # The relative luminance of a colour of sRGB (WCAG 2), to a hundredth.
        is_dark = colours[..., :3] ** 2.2 @ (0.2126, 0.7152, 0.0722) < _DARK
        axes = blank()
        edges = (np.arange(count + 1) - 0.5 for count in (columns, rows))
        axes.pcolormesh(*edges, colours, edgecolors="white", linewidth=1.0)
        for row, column in np.ndindex(rows, columns):
            axes.text(
                column,
                row,
                self.texts[row][column],
                ha="center",
                va="center",
                color="white" if is_dark[row, column] else "black",
                weight="bold" if self.is_bold[row, column] else "normal",
            )
        axes.set_yticks(range(rows), self.labels)
        axes.set_ylim(rows - 0.5, -0.5)
        axes.set_xticks(range(columns), self.heads)
        axes.set_xlim(-0.5, columns - 0.5)
        axes.tick_params(length=0, labeltop=True, labelbottom=False)
        axes.spines[:].set_visible(False)
        return laid_out(
            [Panel(axes, _CELL * rows, LINE + EDGE, ticks=EDGE, below=self.measured)],
            left=max(map(width_of, self.labels)) + GAP + EDGE,
            right=EDGE,
        )


def blank(figure: Figure | None = None) -> Axes:
    """Return Axes to draw on, of a figure or a new one."""
    return (figure or Figure(facecolor="white")).add_axes((0, 0, 1, 1))


def figure_of(axes: Axes) -> Figure:
    """Return the figure that Axes are part of."""
    return cast("Figure", axes.get_figure(root=True))


def write(
    axes: Axes,
    text: str,
    at: tuple[float, float],
    *,
    up: float = 0,
    data: bool = False,
    **looks: Any,
) -> None:
    """Write x points from the left edge of the figure, and so far above y.

    The bottom of the Axes is at 0, and their top at 1; or y is a number of their data.
    """
    where = ("figure fraction", "data" if data else "axes fraction")
    place, aside = (0, at[1]), (at[0], up)
    axes.annotate(text, place, aside, xycoords=where, textcoords="offset points", **looks)


def thin_ticks(axes: Axes, room: float) -> None:
    """Leave every second or third label below Axes that are so wide, where all have no room."""
    places, texts = axes.get_xticks(), [tick.get_text() for tick in axes.get_xticklabels()]
    first, last = axes.get_xlim()
    widest = max((width_of(a) + width_of(b) for a, b in pairwise(texts)), default=0.0) / 2 + 4
    apart = min((b - a for a, b in pairwise(places)), default=last - first)
    step = int(widest // (room * apart / (last - first))) + 1
    if step > 1:
        axes.set_xticks(places[::step], texts[::step])


def _legend_of(axes: Axes) -> Legend:
    """Return what has a label on Axes, bars first."""
    samples = zip(*axes.get_legend_handles_labels(), strict=True)
    return sorted(samples, key=lambda sample: not isinstance(sample[0], BarContainer))
