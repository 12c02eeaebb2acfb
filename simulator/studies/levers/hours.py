"""Hours of the week, moved: doors open longer, or a shift at other times of the day.

In: hours by day of the week, as they are written. Out: the same written otherwise, or None where a
day has no room for it. Whose hours they are is not known here.
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from simulator.scenario.calendars import Span, expand_week
from simulator.scenario.clocks import (
    SECONDS_PER_DAY,
    format_hours_span,
    parse_hours_span,
)
from simulator.scenario.quantities import Duration
from simulator.scenario.weekdays import weekdays_of

Hours: TypeAlias = Mapping[str, Sequence[str]]
"""Spans by day of the week, or range of days."""


def longer(hours: Hours, *, before: str = "0 min", after: str = "0 min") -> Hours | None:
    """Return hours that begin earlier, and end later, on each day that has any.

    Examples
    --------
    >>> longer({"mon-fri": ["07:30-11:30", "13:30-17:00"]}, after="1 h")
    {'mon-fri': ['07:30-11:30', '13:30-18:00']}
    """
    earlier, later = (round(Duration.parse(text).seconds) for text in (before, after))
    found: dict[str, list[str]] = {}
    for days, written in hours.items():
        edges = [edge for text in written for edge in parse_hours_span(text)]
        if edges:
            edges[0] -= earlier
            edges[-1] += later
            if edges[0] < 0 or edges[-1] > SECONDS_PER_DAY:
                return None
        found[days] = list(map(format_hours_span, zip(edges[::2], edges[1::2], strict=True)))
    return found


def at_ends(hours: Hours, office: Mapping[str, Sequence[Span]], *, of_each: bool) -> Hours | None:
    """Return hours as long, at the end of the last opening of each day.

    Parameters
    ----------
    hours
        Of a shift.
    office
        Those of the Center, in seconds.
    of_each
        Whether they are shared out over the ends of all openings of a day.

    Examples
    --------
    >>> office = {"mon-fri": [(27_000, 41_400), (48_600, 61_200)]}
    >>> at_ends({"mon-fri": ["08:00-11:00"]}, office, of_each=True)
    {'mon-fri': ['10:00-11:30', '15:30-17:00']}
    """
    week = expand_week(office)
    found: dict[str, list[str]] = {}
    for days, written in hours.items():
        openings = week[weekdays_of(days)[0]][0 if of_each else -1 :]
        seconds = sum(end - start for start, end in map(parse_hours_span, written))
        part = -(-seconds // (len(openings) or 1))
        if any(end - start < part for start, end in openings):
            return None
        spans = [(end - part, end) for _start, end in openings] if seconds else []
        found[days] = list(map(format_hours_span, spans))
    return found
