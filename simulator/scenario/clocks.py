"""Times of day, spans of hours and dates, from the texts of a planner.

In comes one text ("07:30", "07:30-11:30", "2021-02-01"); out come whole seconds since midnight, or
a ``datetime.date``. What cannot be read raises a ``ValueError`` that says how to write it. Which
days are worked, and what the hours are for, is not known here.
"""

import calendar
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime

from simulator.language import N_, _, mistake
from simulator.scenario.clock_slips import (
    CLOCK_SLIPS,
    DATE_SLIPS,
    HALF_OF_DAY,
    SPAN_SLIPS,
    SPANS_IN_ONE,
)
from simulator.scenario.number_text import as_text, tidy
from simulator.scenario.slips import LONGEST, WRITE, corrected, read_or_advise

SECONDS_PER_MINUTE = 60
SECONDS_PER_HOUR = 3_600
SECONDS_PER_DAY = 86_400

_CLOCK_FORMS = (
    re.compile(r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"),
    re.compile(r"(?P<hour>[0-9]{1,2})\s?(?:h|giờ)\s?(?:(?P<minute>[0-9]{2})(?:\s?phút)?)?"),
)
"""How a time of day is written: 07:30, and 7h30."""
_DATE_FORMS = (
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"),
    re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})"),
)
"""How a date is written: 2021-02-01, and 01/02/2021, the day first."""

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
WEEKDAY_NAMES = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
"""Names of the days of the week, likewise."""

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
        raise mistake(
            "24:00 is the end of a day, allowed only at the end of a span: write {last}",
            last=format_clock(SECONDS_PER_DAY - 1),
        )
    return second


def parse_hours_span(text: object) -> tuple[int, int]:
    """Read hours such as "07:30-11:30" into (start, end), seconds since midnight; end not held.

    Raises
    ------
    ValueError
        If the text is no span of hours, or ends before or when it starts.
    """
    clean = tidy(as_text(text, _("a span of hours")))
    try:
        return _span(clean)
    except ValueError:
        if advice := _span_meant(clean):
            raise ValueError(advice) from None
        raise


def listed_hours(hours: object) -> object:
    """Return hours as they are, but for spans in one text.

    Raises
    ------
    ValueError
        If they are one text that stands for spans; it says the list that is due.
    """
    text = tidy(hours) if isinstance(hours, str) else ""
    if not text or len(text) > LONGEST:
        return hours
    spans = [_span_put_right(part)[0] for part in SPANS_IN_ONE.split(text)]
    known = [format_hours_span(span) for span in spans if span]
    if len(known) < len(spans):
        return hours
    raise mistake("a list is due: write [{text}]", text=", ".join(known))


def _span(text: str) -> tuple[int, int]:
    start_text, dash, end_text = text.partition("-")
    if not dash:
        raise mistake("a span of hours is written as start-end, e.g. 07:30-11:30")
    start, end = _clock_or_midnight(start_text), _clock_or_midnight(end_text)
    if start == SECONDS_PER_DAY:
        raise mistake("24:00 is allowed only at the end of a span: write 00:00")
    if end == start:
        raise mistake(
            "the span of hours is empty: it ends when it starts (round the clock is 00:00-24:00)"
        )
    if end == 0:
        raise mistake(
            "the span of hours ends before it starts: write {start}-24:00",
            start=format_clock(start),
        )
    if end < start:
        raise ValueError(_through_midnight(start, end))
    return start, end


def _through_midnight(start: int, end: int) -> str:
    """Say what to write for a span that ends before it starts: a night, or times swapped.

    The shorter of the two is the likelier one.
    """
    if SECONDS_PER_DAY - (start - end) < start - end:
        message = _(
            "doors close within a calendar day: write {start}-24:00, and 00:00-{end} for the next "
            "day"
        )
    else:
        message = _(
            "the span of hours ends before it starts: write {end}-{start}, or through midnight "
            "{start}-24:00, and 00:00-{end} for the next day"
        )
    return message.format(start=format_clock(start), end=format_clock(end))


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
    clean = tidy(as_text(_written(text), _("a date")))
    return read_or_advise(clean, _date, DATE_SLIPS, date.isoformat)


def _clock_or_midnight(text: object) -> int:
    """Read a time of day into seconds since midnight, 24:00 included."""
    clean = tidy(as_text(_written(text), _("a time of day")))
    return read_or_advise(clean, _clock, CLOCK_SLIPS, format_clock)


def _clock(text: str) -> int:
    match = _match_of(_CLOCK_FORMS, text)
    if match is None:
        raise mistake("a time of day is written as hours:minutes, e.g. 07:30")
    parts = match.groupdict()
    hour, minute, second = (int(parts.get(part) or 0) for part in ("hour", "minute", "second"))
    if minute >= _MINUTES_PER_HOUR or second >= SECONDS_PER_MINUTE:
        raise mistake("minutes and seconds run from 00 to 59")
    total = hour * SECONDS_PER_HOUR + minute * SECONDS_PER_MINUTE + second
    if total > SECONDS_PER_DAY:
        raise mistake(
            "a day has {hours} hours: there is no {time}", hours=_HOURS_PER_DAY, time=text
        )
    return total


def _span_meant(text: str) -> str:
    """Return how what is no span of hours is to be written; empty where that is not known."""
    if len(text) > LONGEST:
        return ""
    spans = [_span_put_right(part) for part in SPANS_IN_ONE.split(text)]
    known = [format_hours_span(span) for span, _advice in spans if span]
    if len(known) < len(spans):
        return ""
    if len(known) > 1:
        return _(
            "write each span of hours as an item of its own: [{spans}]", spans=", ".join(known)
        )
    return spans[0][1].format(text=known[0])


def _span_put_right(text: str) -> tuple[tuple[int, int] | None, str]:
    """Return the span that a text stands for, None where it is none, and what is said of it."""
    whole = corrected(text, SPAN_SLIPS)
    ends = (whole.text if whole else text).split("-")
    # "1h30-5h chiều" is all of the afternoon, "8h-5h chiều" begins before noon.
    half = HALF_OF_DAY.search(ends[-1])
    for before in (half[0] if half else "", ""):
        texts = [end + before for end in ends[:-1]] + ends[-1:]
        right = [meant.text if (meant := corrected(end, CLOCK_SLIPS)) else end for end in texts]
        with suppress(ValueError):
            return _span("-".join(right)), _(whole.message if whole else WRITE)
    return None, ""


def _written(value: object) -> object:
    """Return a number as the text of the time or date that YAML took for one; others as they are.

    Examples
    --------
    >>> _written(7.3), _written(20210201)
    ('7.30', '20210201')
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _match_of(forms: Iterable[re.Pattern[str]], text: str) -> re.Match[str] | None:
    return next(filter(None, (form.fullmatch(text) for form in forms)), None)


def _date(text: str) -> date:
    match = _match_of(_DATE_FORMS, text)
    if match is None:
        raise mistake(
            "a date is written year-month-day, or day/month/year, e.g. {first} or {second}",
            first="2021-02-01",
            second="01/02/2021",
        )
    year, month, day = (int(match[part]) for part in ("year", "month", "day"))
    if year == 0:
        raise mistake("there is no year 0")
    if not 1 <= month <= len(MONTH_NAMES):
        raise mistake(
            "there is no month {month}: a date is written year-month-day, or day/month/year",
            month=month,
        )
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise mistake(
            "{month} {year} has {days} days", month=_(MONTH_NAMES[month - 1]), year=year, days=days
        )
    return date(year, month, day)
