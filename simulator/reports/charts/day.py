"""One day: every visit from its arrival to its end, the queue that they make, who serves them.

In: a `Result`, whose `day` is one day of the first replication. Out: a chart twice as wide as the
others, None where nobody came on the day. Three panels share the time of the day: how many wait,
the visits, the officers. It draws what is recorded and measures nothing. Lines and bars of a kind
are one path each, so that a day of thousands of visits is drawn, and opens, as fast as any other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from simulator.center.outcome import TripEnd
from simulator.demand.workload import DAY, NONE
from simulator.language import N_, _
from simulator.measures import DayRecord
from simulator.reports.charts.day_panels import (
    Panel,
    bars,
    bar_sample,
    integer_axis,
    room_for,
    stacked,
)
from simulator.reports.charts.drawing import INK, Drawing, Fill, line_sample, style
from simulator.reports.charts.svg import Chart, chart
from simulator.reports.charts.telling import MOST_ROWS, clock, listed, notes
from simulator.reports.figures import COUNT, HOURS, counted, day, number
from simulator.reports.labels import Names
from simulator.reports.result import Result

_HOUR, _MINUTE = 3600, 60

_QUEUE_HEIGHT = 90.0
_VISIT, _LEAST_VISITS, _MOST_VISITS = 4.5, 45.0, 400.0  # Height of a row, and of all of them.
_MOST_MARKS = 400  # More would hide each other.

_DUTY = Fill("#d9d9d9")
_CITIZENS = Fill(INK)
_PAPERS = Fill("#8c8c8c", "////")
_WAITING = Fill("#d9d9d9")


@dataclass(frozen=True, slots=True)
class _Look:
    """How the visits of a field are told from others: by colour (Okabe and Ito) and mark."""

    colour: str
    marker: str


_LOOKS = (
    _Look("#0072B2", "o"),
    _Look("#D55E00", "^"),
    _Look("#009E73", "s"),
    _Look("#E69F00", "D"),
    _Look("#56B4E9", "v"),
    _Look("#CC79A7", "P"),
    _Look("#000000", "p"),
)
_OTHERS = _Look("#8c8c8c", "h")

_UNSERVED = {
    TripEnd.LEFT: (N_("left"), "x"),
    TripEnd.SENT_HOME: (N_("sent home"), "+"),
    TripEnd.TURNED_AWAY: (N_("turned away"), "1"),
    TripEnd.IN_VAIN: (N_("the result was not ready"), "2"),
}


def day_chart(result: Result) -> Chart | None:
    """Make the picture of the day that a result has; None where nobody came on it.

    Parameters
    ----------
    result
        The run, with the record of a day.
    """
    with style():
        drawing = draw_day(result)
    return drawing and chart(drawing)


def draw_day(result: Result) -> Drawing | None:
    """Draw the day: the panels are the axes of the figure, from the top."""
    record = result.day
    if record is None or not len(record.arrival):
        return None
    names = Names(result.scenario)
    visits, officers = _Visits.of(record), _Officers.of(record)
    by_field, looks = _looks(record, names)
    labels = [names.group(record.groups[group]) for group in officers.groups]
    room = room_for(labels, officers.counts)
    panels = [
        Panel(_("Citizens waiting"), _QUEUE_HEIGHT, timed=True),
        Panel(
            _("Visits in order of arrival: thin line waiting, mark called, thick line served"),
            min(max(_VISIT * len(record.arrival), _LEAST_VISITS), _MOST_VISITS),
            samples=[*by_field, *_unserved_samples(record)],
        ),
    ]
    if labels:
        panels.append(
            Panel(
                _("Officers"),
                room.height,
                samples=[
                    bar_sample(_DUTY, _("on duty")),
                    bar_sample(_CITIZENS, _("at work for a citizen who is there")),
                    bar_sample(_PAPERS, _("at work on papers")),
                ],
                timed=True,
            )
        )
    axes = stacked(panels, room.width, _extent(visits, officers))
    _draw_queue(axes[0], visits)
    _draw_visits(axes[1], record, visits, looks)
    if labels:
        room.label(axes[2])
        rows = officers.rows(record, room.places)
        for pieces, fill in (
            (officers.duty, _DUTY),
            (officers.papers, _PAPERS),
            (officers.citizens, _CITIZENS),
        ):
            shown = pieces[~np.isnan(rows[pieces[:, 0]])]
            bars(axes[2], shown[:, 1:3] / _HOUR, rows[shown[:, 0]], room.row, fill)
    return Drawing(
        "day",
        _title(record, visits),
        axes[0],
        _told(record, visits, officers, names),
        notes(
            _("This is the day as it was in the first replication, number 0."),
            _few_marks(record),
            _left_out(record, officers),
        ),
    )
