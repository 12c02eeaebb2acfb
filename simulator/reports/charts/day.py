"""One day: every visit from arrival to end, the queue that they make, and who serves them.

In: a `Result`, whose `day` is one of its first replication. Out: a chart twice as wide as the
others, None where nobody came on the day. Its panels share the time of the day.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from simulator.center.outcome import TripEnd
from simulator.language import N_, _
from simulator.measures import DayRecord
from simulator.reports.charts.day_facts import Officers, Visits
from simulator.reports.charts.day_panels import (
    Lanes,
    Panel,
    bar_sample,
    bars,
    count_axis,
    lines,
    marks,
    stacked,
)
from simulator.reports.charts.drawing import INK, Drawing, Fill, line_sample, plain, style
from simulator.reports.charts.svg import Chart, chart
from simulator.reports.charts.telling import MOST_ROWS, clock, listed, notes
from simulator.reports.figures import COUNT, HOURS, counted, day, number
from simulator.reports.labels import Names
from simulator.results.result import Result
from simulator.scenario.clocks import SECONDS_PER_HOUR, SECONDS_PER_MINUTE

_SHAPE = re.compile(r"<(?:path|use) [^>]*>")
_DECIMALS = re.compile(r"(\.\d\d)\d+")

_QUEUE_HEIGHT = 80.0
_VISIT, _LEAST_VISITS, _MOST_VISITS = 4.5, 45.0, 360.0  # Height of a row, and of all of them.
_MOST_MARKS = 400  # More would hide each other.
_SAMPLE = 5.5  # Size of a mark in a legend.

_QUEUE = "#cfe3f1"
_DUTY = Fill("#d9d9d9")
_CITIZENS = Fill(INK)
_PAPERS = Fill("#8c8c8c", "////")


class _Look(NamedTuple):
    """How the visits of a field are told from others, in print too."""

    colour: str
    marker: str

    def mark(self, size: float) -> dict[str, Any]:
        return {
            "color": self.colour, "marker": self.marker, "markersize": size,
            "markeredgecolor": "white", "markeredgewidth": 0.4,
        }  # fmt: skip


_LOOKS = (
    _Look("#0072B2", "o"),
    _Look("#D55E00", "^"),
    _Look("#009E73", "s"),
    _Look("#E69F00", "D"),
    _Look("#56B4E9", "v"),
    _Look("#CC79A7", "P"),
    _Look("#000000", "p"),
)
"""Of the fields with most visits (colours: Okabe and Ito; their yellow is too faint for a line)."""
_OTHERS = _Look("#8c8c8c", "h")


class _Unserved(NamedTuple):
    """How those who went unserved are told from others."""

    ended: TripEnd
    text: str
    marker: str

    def mark(self, size: float) -> dict[str, Any]:
        return {
            "color": INK, "marker": self.marker, "markersize": size, "markeredgewidth": 1.2,
        }  # fmt: skip


_UNSERVED = (
    _Unserved(TripEnd.LEFT, N_("left"), "x"),
    _Unserved(TripEnd.SENT_HOME, N_("sent home"), "+"),
    _Unserved(TripEnd.TURNED_AWAY, N_("turned away"), "1"),
)


def day_chart(result: Result) -> Chart | None:
    """Make the picture of the day that a result holds; None where nobody came on it.

    Parameters
    ----------
    result
        The run, with the record of a day.
    """
    with style():
        drawing = draw_day(result)
    if drawing is None:
        return None
    made = chart(drawing)
    return replace(made, svg=_SHAPE.sub(_shortened, made.svg))


def _shortened(shape: re.Match[str]) -> str:
    """Cut the coordinates of a shape to hundredths of a point: that makes half of the text."""
    return _DECIMALS.sub(r"\1", shape[0])


def draw_day(result: Result) -> Drawing | None:
    """Draw the day; the axes of the figure are the panels, from the top."""
    record = result.day
    if record is None or not len(record.arrival):
        return None
    names = Names(result.scenario)
    visits, officers = Visits.of(record), Officers.of(record)
    groups = officers.busiest(MOST_ROWS)
    lanes = Lanes.of(
        [names.group(record.groups[group]) for group in groups],
        [len(officers.teams[group]) for group in groups],
    )
    height = min(max(_VISIT * len(visits.arrival), _LEAST_VISITS), _MOST_VISITS)
    panels = [
        Panel(_("Citizens waiting"), _QUEUE_HEIGHT, timed=True),
        Panel(
            _(
                "Visits in order of arrival: thin while waiting, a mark at the call, thick while "
                "served"
            ),
            height,
            legend=[*_field_samples(record, visits, names), *_unserved_samples(visits)],
        ),
        Panel(
            _("Officers on duty and at work"),
            lanes.height,
            legend=[
                bar_sample(_DUTY, _("on duty")),
                bar_sample(_CITIZENS, _("at work for a citizen who is there")),
                bar_sample(_PAPERS, _("at work on papers")),
            ],
            timed=True,
        ),
    ]
    top, middle, *bottom = stacked(
        panels if groups else panels[:-1], lanes.width, _hours(visits, officers)
    )
    _draw_queue(top, visits)
    _draw_visits(middle, visits, height)
    for axes in bottom:
        _draw_officers(axes, officers, groups, lanes)
    return Drawing(
        "day",
        _title(record, visits),
        top,
        _told(record, visits, officers, names),
        notes(
            _whose_day(result, record),
            _marks_left_out(visits),
            _groups_left_out(officers, groups),
        ),
    )


def _whose_day(result: Result, record: DayRecord) -> str:
    longest = int(result.details[0].worst_day)
    if record.date == result.scenario.period.first_day + timedelta(days=longest):
        return _("It is the day with the longest queue of the first replication, number 0.")
    return _("The day is taken from the first replication, number 0.")


def _hours(visits: Visits, officers: Officers) -> tuple[int, int]:
    """Return the hours in which anything happens: where the first begins, and the last ends."""
    moments = np.concatenate(
        [
            visits.arrival,
            visits.end[visits.served | visits.went],
            *(
                spans[:, 1:].ravel()
                for spans in (officers.duty, officers.citizens, officers.papers)
            ),
        ]
    )
    first, last = int(moments.min()) // SECONDS_PER_HOUR, -(-int(moments.max()) // SECONDS_PER_HOUR)
    return first, max(last, first + 1)


def _looks(visits: Visits) -> list[tuple[int, _Look]]:
    """Give a look to each field that somebody comes for, first to those with most visits."""
    counts = np.bincount(visits.field)
    ranked = sorted(np.flatnonzero(counts).tolist(), key=lambda field: -counts[field])
    looks = [*_LOOKS, *[_OTHERS] * len(ranked)]
    return list(zip(ranked, looks, strict=False))


def _alike(visits: Visits) -> Iterator[tuple[_Look, list[int]]]:
    """Yield each look that is given, with its fields."""
    looks = _looks(visits)
    for look in dict.fromkeys(look for _field, look in looks):
        yield look, [field for field, own in looks if own == look]


def _draw_queue(axes: Axes, visits: Visits) -> None:
    times, waiting = visits.waiting()
    hours = np.array([0, *times, 24 * SECONDS_PER_HOUR]) / SECONDS_PER_HOUR
    steps = np.array([0, *waiting, waiting[-1]])
    axes.fill_between(hours, steps, step="post", facecolor=_QUEUE, edgecolor=INK, linewidth=1.0)
    axes.set_ylim(0, 1.06 * max(steps.max(), 1))
    count_axis(axes, ticks=4)


def _draw_visits(axes: Axes, visits: Visits, height: float) -> None:
    count = len(visits.arrival)
    row, rows = height / count, np.arange(1.0, count + 1)
    thin, thick = min(max(0.25 * row, 0.3), 1.0), max(0.6 * row, 0.5)
    size = min(max(1.2 * row, 3.0), 5.5)
    marked = visits.called & (np.arange(count) % _apart(visits) == 0)
    until = visits.until / SECONDS_PER_HOUR
    waits = np.column_stack([visits.arrival, visits.until]) / SECONDS_PER_HOUR
    services = np.column_stack([visits.until, visits.end]) / SECONDS_PER_HOUR
    for look, fields in _alike(visits):
        own = np.isin(visits.field, fields)
        lines(axes, waits[own], rows[own], look.colour, thin)
        served = own & visits.served
        lines(axes, services[served], rows[served], look.colour, thick)
        called = own & marked
        marks(axes, until[called], rows[called], look.mark(size))
    for way in _UNSERVED:
        went = visits.went_by(way.ended)
        marks(axes, until[went], rows[went], way.mark(size))
    axes.set_ylim(count + 0.5, 0.5)
    count_axis(axes, ticks=5)


def _draw_officers(axes: Axes, officers: Officers, groups: Sequence[int], lanes: Lanes) -> None:
    lanes.label(axes)
    shown = [officer for group in groups for officer in officers.teams[group].tolist()]
    lane_of = dict(zip(shown, lanes.places.tolist(), strict=True))
    for spans, fill in (
        (officers.duty, _DUTY), (officers.papers, _PAPERS), (officers.citizens, _CITIZENS),
    ):  # fmt: skip
        own = spans[np.isin(spans[:, 0], shown)]
        middles = np.array([lane_of[officer] for officer in own[:, 0].tolist()])
        bars(axes, own[:, 1:] / SECONDS_PER_HOUR, middles, lanes.lane, fill)


def _field_samples(record: DayRecord, visits: Visits, names: Names) -> Iterator[Artist]:
    for look, fields in _alike(visits):
        text = _("other fields") if look == _OTHERS else names.field(record.fields[fields[0]])
        count = int(np.isin(visits.field, fields).sum())
        yield line_sample(_with_count(text, count), linewidth=2.5, **look.mark(_SAMPLE))


def _unserved_samples(visits: Visits) -> Iterator[Artist]:
    for way in _UNSERVED:
        count = int(visits.went_by(way.ended).sum())
        if count:
            label = _with_count(_(way.text), count)
            yield line_sample(label, linestyle="none", **way.mark(_SAMPLE))


def _with_count(text: str, count: int) -> str:
    return plain(listed([(text, number(count, COUNT))]))


def _title(record: DayRecord, visits: Visits) -> str:
    times, waiting = visits.waiting()
    most, called = int(waiting.max()), bool(visits.called.any())
    if most and called:
        sentence = _(
            "{day}: {visits}; most wait at {time}, when {waiting}; the last is called at {last}"
        )
    elif most:
        sentence = _("{day}: {visits}; most wait at {time}, when {waiting}; nobody is called")
    elif called:
        sentence = _("{day}: {visits}; nobody waits; the last is called at {last}")
    else:
        sentence = _("{day}: {visits}; nobody waits, and nobody is called")
    return sentence.format(
        day=day(record.date),
        visits=counted("{n} visit", "{n} visits", len(visits.arrival)),
        time=_time(int(times[waiting.argmax()])),
        waiting=counted("{n} citizen waits", "{n} citizens wait", most),
        last=_time(int(visits.until[visits.called].max(initial=0))),
    )


def _told(record: DayRecord, visits: Visits, officers: Officers, names: Names) -> str:
    """Tell the numbers: visits by field and how they ended, the queue by the hour, the officers."""
    fields = [(names.field(record.fields[field]), field) for field, _look in _looks(visits)]
    first, last = _hours(visits, officers)
    sentences = [
        _("Visits. {fields}").format(
            fields=listed(
                (name, number(int((visits.field == field).sum()), COUNT)) for name, field in fields
            )
        ),
        _("Citizens waiting. {hours}").format(
            hours=listed(
                (clock(60 * hour), number(visits.waiting_at(hour * SECONDS_PER_HOUR), COUNT))
                for hour in range(first, last)
            )
        ),
    ]
    gone = [(_(way.text), int(visits.went_by(way.ended).sum())) for way in _UNSERVED]
    if any(count for _way, count in gone):
        sentences.append(
            _("Went unserved. {ways}").format(
                ways=listed((way, number(count, COUNT)) for way, count in gone if count)
            )
        )
    if officers.teams:
        sentences.append(
            _("Officers. {groups}").format(
                groups=listed(
                    (names.group(record.groups[group]), _team_told(officers, group))
                    for group in officers.teams
                )
            )
        )
    return ". ".join(sentences)


def _team_told(officers: Officers, group: int) -> str:
    duty, citizens, papers = (
        number(officers.seconds(spans, group) / SECONDS_PER_HOUR, HOURS)
        for spans in (officers.duty, officers.citizens, officers.papers)
    )
    return _(
        "{officers}, {duty} on duty, {citizens} at work for citizens, {papers} on papers"
    ).format(
        officers=counted("{n} officer", "{n} officers", len(officers.teams[group])),
        duty=duty,
        citizens=citizens,
        papers=papers,
    )


def _apart(visits: Visits) -> int:
    """Return how many visits share a mark: 1 where there is room for all."""
    return -(-len(visits.arrival) // _MOST_MARKS)


def _marks_left_out(visits: Visits) -> str:
    if _apart(visits) == 1:
        return ""
    return _("One visit in {n} has its mark.").format(n=number(_apart(visits), COUNT))


def _groups_left_out(officers: Officers, shown: Sequence[int]) -> str:
    if len(shown) == len(officers.teams):
        return ""
    return _("Of {n} groups of officers, the {shown} with most work are shown.").format(
        n=number(len(officers.teams), COUNT), shown=number(len(shown), COUNT)
    )


def _time(moment: int) -> str:
    return clock(moment // SECONDS_PER_MINUTE)
