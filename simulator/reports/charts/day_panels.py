"""Panels: a wide figure of panels one above the other, which share the time of the day.

In: headings, heights and samples that others have chosen; spans of hours and the rows that they
lie in. Out: Axes, with lines and bars on them. All of a kind is one path: as an artist each, the
spans of a busy day would take seconds, and megabytes. It knows nothing of what happened.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from simulator.reports.charts.drawing import (
    INK,
    LINE,
    WIDTH,
    Fill,
    number_axis,
    plain,
    width_of,
    wrapped,
)
from simulator.reports.charts.telling import clock

WIDE = 2 * WIDTH
"""Width of the figure."""

_EDGE, _GAP = 4.0, 8.0
_HEADING, _TICKS = 1.3 * LINE, 20.0  # Heights of a line of text on top, and of the times below.
_LEGEND_KEY = 26.0  # Width of a sample in a legend, with the space behind it.
_LABELS, _LEAST_LABELS = 150.0, 40.0  # Most and least width of what stands to the left.
_LANE, _LEAST_LANE, _LANES = 9.0, 2.5, 210.0  # Height of a lane, and of all where there are many.
_FILLED = 0.8  # Part of a lane that its bars fill.
_MOST_HOURS = 14  # Hours that have room for their times.


@dataclass(frozen=True, slots=True)
class Panel:
    """What stands above an Axes, and how high that is."""

    heading: str
    height: float
    legend: Sequence[Artist] = ()
    """Samples that carry their labels."""
    timed: bool = False
    """Whether the times of the day stand below."""


@dataclass(frozen=True, slots=True)
class Lanes:
    """Rows for bars, one an officer, in blocks that have a label each."""

    labels: Sequence[str]
    ends: Sequence[float]
    """Where each block ends, in points from the top."""
    places: NDArray[np.float64]
    """The middle of each lane, block by block, in points from the top."""
    lane: float
    """Height of a lane."""

    @classmethod
    def of(cls, labels: Sequence[str], counts: Sequence[int]) -> "Lanes":
        """Find room for blocks of so many lanes."""
        names = [wrapped(label, _LABELS) for label in labels]
        lane = min(max(_LANES / max(sum(counts), 1), _LEAST_LANE), _LANE)
        ends = list(
            accumulate(
                max(lane * count, LINE * (name.count("\n") + 1)) + _EDGE
                for name, count in zip(names, counts, strict=True)
            )
        )
        places = [
            (start + end) / 2 + lane * (place - (count - 1) / 2)
            for (start, end), count in zip(pairwise([0.0, *ends]), counts, strict=True)
            for place in range(count)
        ]
        return cls(names, ends, np.array(places), lane)

    @property
    def height(self) -> float:
        """What they need."""
        return max(self.ends, default=0.0)

    @property
    def width(self) -> float:
        """What the labels need."""
        lines_of_text = (line for name in self.labels for line in name.split("\n"))
        return max(map(width_of, lines_of_text), default=0.0)

    def label(self, axes: Axes) -> None:
        """Write the labels, and part the blocks."""
        middles = [(start + end) / 2 for start, end in pairwise([0.0, *self.ends])]
        axes.set_ylim(self.ends[-1], 0)
        axes.set_yticks(middles, self.labels)
        axes.tick_params(axis="y", length=0)
        for end in self.ends[:-1]:
            axes.axhline(end, color="#b0b0b0", linewidth=0.5)


def stacked(panels: Sequence[Panel], labels: float, hours: tuple[int, int]) -> list[Axes]:
    """Lay out panels from the top, over the same hours of the day.

    Parameters
    ----------
    panels
        What they hold.
    labels
        Width of what stands to the left of the widest.
    hours
        The first and the last of the day.
    """
    left = max(labels, _LEAST_LABELS) + _GAP + _EDGE
    lines = [list(_flowing(panel.legend)) for panel in panels]
    heads = [
        _HEADING * (1 + len(of_panel)) + _EDGE + (_GAP if above else 0)
        for above, of_panel in enumerate(lines)
    ]
    feet = [_TICKS if panel.timed else _EDGE for panel in panels]
    total = sum(heads) + sum(feet) + sum(panel.height for panel in panels) + _EDGE
    figure = Figure(figsize=(WIDE / 72, total / 72), facecolor="white")
    made: list[Axes] = []
    top = total
    for panel, samples, head, foot in zip(panels, lines, heads, feet, strict=True):
        bottom = top - head - panel.height
        axes = figure.add_axes(
            (left / WIDE, bottom / total, (WIDE - left - 2 * _GAP) / WIDE, panel.height / total)
        )
        line = bottom + panel.height + _EDGE + _HEADING * len(samples)
        figure.text(
            _EDGE / WIDE, (line + 3) / total, plain(panel.heading), weight="bold", va="bottom"
        )
        for shown in samples:
            _legend(figure, shown, (_EDGE / WIDE, line / total))
            line -= _HEADING
        _time_axis(axes, hours, timed=panel.timed)
        made.append(axes)
        top = bottom - foot
    return made


def _flowing(samples: Sequence[Artist]) -> Iterator[list[Artist]]:
    """Part the samples of a legend into lines that have room."""
    line: list[Artist] = []
    used = 0.0
    for sample in samples:
        wide = width_of(str(sample.get_label())) + _LEGEND_KEY + 2 * _GAP
        if line and used + wide > WIDE - 2 * _EDGE:
            yield line
            line, used = [], 0.0
        line.append(sample)
        used += wide
    if line:
        yield line


def _legend(figure: Figure, samples: Sequence[Artist], corner: tuple[float, float]) -> None:
    """Write one line of a legend."""
    legend = figure.legend(
        samples,
        [""] * len(samples),
        loc="upper left",
        bbox_to_anchor=corner,
        ncols=len(samples),
        frameon=False,
        borderpad=0,
        borderaxespad=0,
        handlelength=2.2,
        handletextpad=0.4,
        columnspacing=1.2,
    )
    # A legend leaves out what it is given with a label that begins with an underscore.
    for text, sample in zip(legend.get_texts(), samples, strict=True):
        text.set_text(str(sample.get_label()))


def _time_axis(axes: Axes, hours: tuple[int, int], *, timed: bool) -> None:
    first, last = hours
    ticks = range(first, last + 1, (last - first) // _MOST_HOURS + 1)
    axes.set_xlim(first, last)
    axes.set_xticks(ticks, [clock(60 * hour) for hour in ticks])
    axes.tick_params(axis="x", labelbottom=timed, length=3.0 if timed else 0.0)
    axes.xaxis.grid(visible=True)


def count_axis(axes: Axes, *, ticks: int) -> None:
    """Write whole numbers to the left."""
    number_axis(axes.yaxis, ticks=ticks)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=ticks, steps=[1, 2, 5, 10], integer=True))


def lines(
    axes: Axes,
    spans: NDArray[np.float64],
    rows: NDArray[np.float64],
    colour: str,
    width: float,
) -> None:
    """Draw a line in each row, over a span of hours. Shapes (lines, 2) and (lines,)."""
    breaks = np.full(len(rows), np.nan)
    axes.plot(
        np.column_stack([spans, breaks]).ravel(),
        np.column_stack([rows, rows, breaks]).ravel(),
        color=colour,
        linewidth=width,
        solid_capstyle="butt",
    )


def marks(
    axes: Axes, hours: NDArray[np.float64], rows: NDArray[np.float64], looks: Mapping[str, Any]
) -> None:
    """Draw a mark in each row. Shapes (marks,)."""
    axes.plot(hours, rows, linestyle="none", **looks)


def bars(
    axes: Axes,
    spans: NDArray[np.float64],
    rows: NDArray[np.float64],
    lane: float,
    fill: Fill,
) -> None:
    """Draw a bar in each row, over a span of hours. Shapes (bars, 2) and (bars,)."""
    half = _FILLED * lane / 2
    across = spans[:, [0, 1, 1, 0]]
    up = np.stack([rows - half, rows - half, rows + half, rows + half], axis=1)
    path = Path.make_compound_path_from_polys(np.stack([across, up], axis=2))
    axes.add_patch(PathPatch(path, **_look(fill)))


def bar_sample(fill: Fill, label: str) -> Patch:
    """Return the sample of bars for a legend."""
    return Patch(label=label, **_look(fill))


def _look(fill: Fill) -> dict[str, Any]:
    return {"facecolor": fill.colour, "hatch": fill.hatch, "edgecolor": INK, "linewidth": 0.0}
