"""Times of day, spans of hours and dates, from the texts of a planner.

In comes one text ("07:30", "07:30-11:30", "2021-02-01"); out come whole seconds since midnight, or
a ``datetime.date``. What cannot be read raises a ``ValueError`` that says how to write it. Which
days are worked, and what the hours are for, is not known here.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime

from simulator.language import N_, _
from simulator.scenario.number_text import as_text, tidy

SECONDS_PER_MINUTE = 60
SECONDS_PER_HOUR = 3_600
SECONDS_PER_DAY = 86_400

_CLOCK = re.compile(r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?")
_CLOCK_WITH_H = re.compile(r"(?P<hour>[0-9]{1,2})\s?(?:h|giờ)\s?(?P<minute>[0-9]{2})?")
_ISO_DATE = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})")
_DAY_FIRST = re.compile(r"(?P<day>[0-9]{1,2})[-/.](?P<month>[0-9]{1,2})[-/.](?P<year>[0-9]{4})")

MONTH_NAMES = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
"""Names of the months, to be put through `_`."""

_HOURS_PER_DAY = 24
_MINUTES_PER_HOUR = 60


def parse_clock(text: object) -> int:
    """Read a time of day such as "07:30" into seconds since midnight, 0 to 86,399.

    Raises
    ------
    ValueError
        If it is no time of day; 24:00 is one only at the end of a span.
    """
    second = _clock_or_midnight(text)
    if second == SECONDS_PER_DAY:
        raise ValueError(_("24:00 is allowed only at the end of a span: write 00:00"))
    return second


def parse_hours_span(text: object) -> tuple[int, int]:
    """Read hours such as "07:30-11:30" into (start, end), seconds since midnight; end not held.

    Raises
    ------
    ValueError
        If the text is no span of hours, or ends before or when it starts.
    """
    start_text, dash, end_text = tidy(as_text(text, _("a span of hours"))).partition("-")
    if not dash:
        raise ValueError(_("a span of hours is written as start-end, e.g. 07:30-11:30"))
    start, end = parse_clock(start_text), _clock_or_midnight(end_text)
    if end == start:
        raise ValueError(
            _("the span of hours is empty: it ends when it starts (round the clock is 00:00-24:00)")
        )
    if end == 0:
        message = _("the span of hours ends before it starts: write {start}-24:00")
        raise ValueError(message.format(start=format_clock(start)))
    if end < start:
        raise ValueError(_("the span of hours ends before it starts: write the earlier time first"))
    return start, end


def format_clock(second: int) -> str:
    """Return the canonical text of a second of the day, 0 to 86,400, e.g. "07:30".

    Examples
    --------
    >>> format_clock(27_000), format_clock(86_400)
    ('07:30', '24:00')
    """
    minutes, seconds = divmod(second, SECONDS_PER_MINUTE)
    hour, minute = divmod(minutes, _MINUTES_PER_HOUR)
    return f"{hour:02d}:{minute:02d}" + (f":{seconds:02d}" if seconds else "")


def format_hours_span(span: tuple[int, int]) -> str:
    """Return the canonical text of a span of hours, e.g. "07:30-11:30"."""
    return "-".join(map(format_clock, span))


def parse_date(text: object) -> date:
    """Read a date written as 2021-02-01; a `date` is returned as it is.

    Raises
    ------
    ValueError
        If there is no such day, or the date is written in another way.

    Examples
    --------
    >>> parse_date("2021-02-29")
    Traceback (most recent call last):
    ...
    ValueError: February 2021 has 28 days
    """
    if isinstance(text, date) and not isinstance(text, datetime):
        return text
    clean = tidy(as_text(text, _("a date")))
    if match := _ISO_DATE.fullmatch(clean):
        return _date(match)
    if match := _YEAR_FIRST.fullmatch(clean) or _DAY_FIRST.fullmatch(clean):
        message = _("a date is written year-month-day: write {date}")
        raise ValueError(message.format(date=_date(match).isoformat()))
    raise ValueError(_("a date is written year-month-day, e.g. 2021-02-01"))


def _clock_or_midnight(text: object) -> int:
    """Read a time of day into seconds since midnight, 24:00 included."""
    clean = tidy(as_text(text, _("a time of day")))
    match = _CLOCK.fullmatch(clean)
    if match is None:
        if like := _CLOCK_WITH_H.fullmatch(clean):
            time = f"{int(like['hour']):02d}:{like['minute'] or '00'}"
            raise ValueError(_("write {time}").format(time=time))
        raise ValueError(_("a time of day is written as hours:minutes, e.g. 07:30"))
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    if minute >= _MINUTES_PER_HOUR or second >= SECONDS_PER_MINUTE:
        raise ValueError(_("minutes and seconds run from 00 to 59"))
    total = hour * SECONDS_PER_HOUR + minute * SECONDS_PER_MINUTE + second
    if total > SECONDS_PER_DAY:
        message = _("a day has {hours} hours: there is no {time}")
        raise ValueError(message.format(hours=_HOURS_PER_DAY, time=clean))
    return total


def _date(match: re.Match[str]) -> date:
    year, month, day = (int(match[part]) for part in ("year", "month", "day"))
    if year == 0:
        raise ValueError(_("there is no year 0"))
    if not 1 <= month <= len(MONTH_NAMES):
        message = _("there is no month {month}: a date is written year-month-day")
        raise ValueError(message.format(month=month))
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        message = _("{month} {year} has {days} days")
        raise ValueError(message.format(month=_(MONTH_NAMES[month - 1]), year=year, days=days))
    return date(year, month, day)
