"""Panels of a day: its queue, its visits and its officers, which share the time of the day.

In: the facts of a day, and what its parts are called. Out: a figure twice as wide as the others,
of panels one above another. All of a kind is one path: as an artist each, the spans of a busy day
would take seconds, and megabytes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from numpy.typing import NDArray

from simulator.center.outcome import TripEnd
from simulator.language import N_, _
from simulator.measures import DayRecord
from simulator.reports.charts.day_facts import Officers, Visits
from simulator.reports.charts.drawing import (
    INK,
    LOOKS,
    WIDTH,
    Fill,
    Look,
    height_of,
    number_axis,
    plain,
    width_of,
    wrapped,
)
from simulator.reports.charts.layouts import (
    EDGE,
    GAP,
    TICKS,
    Panel,
    blank,
    figure_of,
    laid_out,
    thin_ticks,
)
from simulator.reports.charts.telling import clock, listed
from simulator.reports.figures import COUNT, number
from simulator.reports.labels import Names
from simulator.scenario.clocks import SECONDS_PER_HOUR

_QUEUE_HEIGHT = 60.0
_VISIT, _LEAST_VISITS, _MOST_VISITS = 4.5, 45.0, 200.0  # Height of a row, and of all of them.
_MOST_MARKS = 400  # More would hide each other.
_LABELS, _LEAST_LABELS = 220.0, 40.0  # Most and least width of what stands to the left.
_LANE, _LEAST_LANE, _LANES = 9.0, 2.5, 130.0  # Height of a lane, and of all where there are many.
_FILLED = 0.8  # Part of a lane that its bars fill.

_QUEUE = Fill("#cfe3f1", edge=1.0)
_DUTY, _PAPERS, _CITIZENS = Fill("#d9d9d9", edge=0), Fill("#8c8c8c", "////", 0), Fill(INK, edge=0)

_RIM: Look = {"markeredgecolor": "white", "markeredgewidth": 0.4}
_SAMPLE: Look = {"linestyle": "-", "linewidth": 2.5, "markersize": 5.5}
_OTHERS: Look = {"color": "#8c8c8c", "marker": "h"}

UNSERVED = (
    (TripEnd.LEFT, N_("left"), "x"),
    (TripEnd.SENT_HOME, N_("sent home"), "+"),
    (TripEnd.TURNED_AWAY, N_("turned away"), "1"),
)
"""How those who went unserved are told from others: what they are called, and their marks."""


@dataclass(frozen=True, slots=True)
class DayPanels:
    """The picture of a day."""

    record: DayRecord
    names: Names
    visits: Visits
    officers: Officers
    groups: Sequence[int]
    """Of the officers that are shown."""

    def figure(self) -> Figure:
        """Draw it; the Axes of the figure are the panels, from the top."""
        queue = blank()
        figure = figure_of(queue)
        panels = [self._queue(queue), self._visits(blank(figure))]
        if self.groups:
            panels.append(self._officers(blank(figure)))
        labels = (text.get_text() for text in panels[-1].axes.get_yticklabels())
        left = max(*map(width_of, labels), _LEAST_LABELS) + GAP + EDGE
        first, last = hours(self.visits, self.officers)
        for panel in panels:
            panel.axes.set_xlim(first, last)
            every = range(first, last + 1)
            panel.axes.set_xticks(every, [clock(60 * hour) for hour in every])
            thin_ticks(panel.axes, 2 * WIDTH - left - 2 * GAP)
            if panel.ticks < TICKS:
                panel.axes.tick_params(axis="x", labelbottom=False, length=0)
            panel.axes.xaxis.grid(visible=True)
        return laid_out(panels, left=left, width=2 * WIDTH)

    def _queue(self, axes: Axes) -> Panel:
        times, waiting = self.visits.waiting()
        moments = np.array([0, *times, 24 * SECONDS_PER_HOUR]) / SECONDS_PER_HOUR
        steps = np.array([0, *waiting, waiting[-1]])
        axes.fill_between(moments, steps, step="post", **_QUEUE.look)
        axes.set_ylim(0, 1.06 * max(steps.max(), 1))
        number_axis(axes.yaxis, ticks=4, integer=True)
        return Panel(axes, _QUEUE_HEIGHT, heading=_("Citizens waiting"))

    def _visits(self, axes: Axes) -> Panel:
        visits, count = self.visits, len(self.visits.arrival)
        height = min(max(_VISIT * count, _LEAST_VISITS), _MOST_VISITS)
        row, rows = height / count, np.arange(1.0, count + 1)
        thin, thick = min(max(0.25 * row, 0.3), 1.0), max(0.6 * row, 0.5)
        size = min(max(1.2 * row, 3.0), 5.5)
        marked = visits.called & (np.arange(count) % marks_apart(visits) == 0)
        until = visits.until / SECONDS_PER_HOUR
        waits = np.column_stack([visits.arrival, visits.until]) / SECONDS_PER_HOUR
        services = np.column_stack([visits.until, visits.end]) / SECONDS_PER_HOUR
        legend: list[tuple[Any, str]] = []
        for look, text, own in self._fields():
            served, called = own & visits.served, own & marked
            _draw_lines(axes, waits[own], rows[own], look["color"], thin)
            _draw_lines(axes, services[served], rows[served], look["color"], thick)
            dots = look | _RIM | {"linestyle": "none", "markersize": size}
            axes.plot(until[called], rows[called], **dots)
            legend.append((Line2D([], [], **dots | _SAMPLE), _with_count(text, own)))
        for ended, text, marker in UNSERVED:
            went = visits.went_by(ended)
            (mark,) = axes.plot(
                until[went], rows[went], marker, color=INK, markersize=size, markeredgewidth=1.2
            )
            if went.any():
                legend.append((mark, _with_count(_(text), went)))
        axes.set_ylim(count + 0.5, 0.5)
        number_axis(axes.yaxis, ticks=5, integer=True)
        heading = _(
            "Visits in order of arrival: thin while waiting, a mark at the call, thick while served"
        )
        return Panel(axes, height, ticks=EDGE, heading=heading, legend=legend)

    def _fields(self) -> Iterator[tuple[Look, str, NDArray[np.bool_]]]:
        """Yield a look for each field, first for those with most visits; the last share one."""
        ranked = self.visits.fields()
        looks = [*LOOKS[1:], LOOKS[0]]
        for look, field in zip(looks, ranked, strict=False):
            name = self.names.field(self.record.fields[field])
            yield look, name, self.visits.field == field
        if others := ranked[len(looks) :]:
            yield _OTHERS, _("other fields"), np.isin(self.visits.field, others)

    def _officers(self, axes: Axes) -> Panel:
        teams = [self.officers.teams[group] for group in self.groups]
        labels = [
            wrapped(self.names.group(self.record.groups[group]), _LABELS) for group in self.groups
        ]
        shown = np.concatenate(teams)
        lane = min(max(_LANES / len(shown), _LEAST_LANE), _LANE)
        heights = [
            max(lane * len(team), height_of(label)) + EDGE
            for team, label in zip(teams, labels, strict=True)
        ]
        ends = list(accumulate(heights))
        middles = np.array(ends) - np.array(heights) / 2
        lane_of = {
            officer: middle + lane * (place - (len(team) - 1) / 2)
            for team, middle in zip(teams, middles, strict=True)
            for place, officer in enumerate(team.tolist())
        }
        legend = []
        for spans, fill, text in (
            (self.officers.duty, _DUTY, _("on duty")),
            (self.officers.papers, _PAPERS, _("at work on papers")),
            (self.officers.citizens, _CITIZENS, _("at work for a citizen who is there")),
        ):
            own = spans[np.isin(spans[:, 0], shown)]
            rows = np.array([lane_of[officer] for officer in own[:, 0].tolist()])
            legend.append((_draw_bars(axes, own[:, 1:] / SECONDS_PER_HOUR, rows, lane, fill), text))
        axes.set_ylim(ends[-1], 0)
        axes.set_yticks(middles, labels)
        axes.tick_params(axis="y", length=0)
        for end in ends[:-1]:
            axes.axhline(end, color="#b0b0b0", linewidth=0.5)
        return Panel(axes, ends[-1], heading=_("Officers on duty and at work"), legend=legend)


def hours(visits: Visits, officers: Officers) -> tuple[int, int]:
    """Return the hours in which anything happens: where the first begins, and the last ends."""
    spans = np.concatenate([officers.duty, officers.citizens, officers.papers])[:, 1:]
    ended = visits.end[visits.served | visits.went]
    moments = np.concatenate([visits.arrival, ended, spans.ravel()])
    first, last = int(moments.min()) // SECONDS_PER_HOUR, -(-int(moments.max()) // SECONDS_PER_HOUR)
    return first, max(last, first + 1)


def marks_apart(visits: Visits) -> int:
    """Return how many visits share a mark: 1 where there is room for all."""
    return -(-len(visits.arrival) // _MOST_MARKS)


def _with_count(text: str, those: NDArray[np.bool_]) -> str:
    return plain(listed([(text, number(int(those.sum()), COUNT))]))


def _draw_lines(
    axes: Axes, spans: NDArray[np.float64], rows: NDArray[np.float64], colour: str, width: float
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


def _draw_bars(
    axes: Axes, spans: NDArray[np.float64], rows: NDArray[np.float64], lane: float, fill: Fill
) -> Any:
    """Draw a bar in each row, over a span of hours. Shapes (bars, 2) and (bars,)."""
    half = _FILLED * lane / 2
    across = spans[:, [0, 1, 1, 0]]
    up = np.stack([rows - half, rows - half, rows + half, rows + half], axis=1)
    path = Path.make_compound_path_from_polys(np.stack([across, up], axis=2))
    return axes.add_patch(PathPatch(path, **fill.look))
