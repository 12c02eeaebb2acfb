"""What planners write for a time of day, hours or a date, and what they mean by it.

Tables of `Slip`: hours of half a day, other signs between hours and minutes, words for whole spans,
dates with the month first, two digits for a year, or the name of a month. A corrected text is one
that ``clocks`` reads.
"""

import re
from collections.abc import Callable

from simulator.language import N_
from simulator.scenario.slips import Slip

_NOON = 12


def _of_half_a_day(*, is_later: bool) -> Callable[[re.Match[str]], str]:
    """Return what writes an hour before, or after, noon as one of 24."""

    def of_the_day(match: re.Match[str]) -> str:
        hour = int(match["hour"])
        hour = hour % _NOON + (_NOON if is_later else 0) if hour <= _NOON else hour
        return f"{hour:02d}:{match['minute'] or '00'}"

    return of_the_day


_HOUR_AND_MINUTE = r"^(?P<hour>[0-9]{1,2})(?:\s?(?:h|g|giờ|[:.])\s?(?P<minute>[0-9]{2})?)?"
_TIME_OF_DAY = N_("a time of day is written as hours:minutes: write {text}")

CLOCK_SLIPS = (
    Slip(re.compile(r"^(?:lúc|từ|đến|at|from|khoảng|~)\s*"), ""),
    Slip(
        re.compile(rf"{_HOUR_AND_MINUTE}\s?(?:am|a\.m\.?|sáng|in the morning|o'clock)$"),
        _of_half_a_day(is_later=False),
    ),
    Slip(
        re.compile(rf"{_HOUR_AND_MINUTE}\s?(?:pm|p\.m\.?|chiều|tối|in the afternoon)$"),
        _of_half_a_day(is_later=True),
    ),
    Slip(
        re.compile(
            r"^(?P<hour>[0-9]{1,2})\s?(?:g|h|giờ|[.:,])\s?(?P<minute>[0-9]{1,2})\s?(?:p|ph|m)?$"
        ),
        lambda match: f"{match['hour']}:{match['minute']:0>2}",
        _TIME_OF_DAY,
    ),
    Slip(re.compile(r"^(?P<hour>[0-2][0-9])(?P<minute>[0-5][0-9])$"), r"\1:\2", _TIME_OF_DAY),
    Slip(
        re.compile(r"^(?P<hour>[0-9]{1,2})(?:\s?(?:g|hours?|o'clock))?$"),
        r"\1:00",
        _TIME_OF_DAY,
    ),
    Slip(re.compile(r"^(?P<hour>[0-9]{1,2})\s?(?:h|giờ)?\s?rưỡi$"), r"\1:30", _TIME_OF_DAY),
    Slip(
        re.compile(rf"{_HOUR_AND_MINUTE}\s?trưa$"),
        lambda match: f"{(int(match['hour']) + 2) % _NOON + 10}:{match['minute'] or '00'}",
    ),
    Slip(re.compile(r"^(?:noon|midday|trưa|giữa trưa)$"), "12:00"),
    Slip(re.compile(r"^(?:midnight|nửa đêm)$"), "00:00"),
)
"""What planners write for a time of day, and what they mean."""

_HOURS_OF_HALF_A_DAY = N_("write the hours, e.g. {text}")

SPAN_SLIPS = (
    Slip(re.compile(r"^(?:from|từ)\s+"), ""),
    # "chiều 1h30-5h" is "1h30-5h chiều".
    Slip(re.compile(r"^(?:buổi )?(?P<half>sáng|chiều|tối):? (?P<hours>[0-9].*)$"), r"\2 \1"),
    Slip(re.compile(r"\s*(?:đến|tới|to|until|till|~|→|->|\.\.+)\s*"), "-"),
    Slip(
        re.compile(r"^(?:24h|24/7|24/24h?|24 giờ|cả ngày|suốt ngày|all day|round the clock)$"),
        "00:00-24:00",
    ),
    Slip(
        re.compile(r"^(?:(?:buổi )?sáng|morning)$"),
        "07:30-11:30",
        _HOURS_OF_HALF_A_DAY,
    ),
    Slip(
        re.compile(r"^(?:(?:buổi )?chiều|afternoon)$"),
        "13:30-17:00",
        _HOURS_OF_HALF_A_DAY,
    ),
)
"""What planners write for a span of hours, and what they mean."""

HALF_OF_DAY = re.compile(r"\s?(?:am|pm|a\.m\.?|p\.m\.?|sáng|chiều|tối)$")
"""The word at the end of a time of day that says which half of the day it is in."""
SPANS_IN_ONE = re.compile(r"\s*(?:[,;&+]|và|and)\s*")
"""What parts spans of hours that stand in one text."""


_MONTH_STARTS = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)


def _iso(match: re.Match[str]) -> str:
    year = match["year"] if len(match["year"]) > 2 else f"20{match['year']}"  # noqa: PLR2004
    return f"{year}-{int(match['month']):02d}-{int(match['day']):02d}"


def _of_named_month(match: re.Match[str]) -> str:
    month = _MONTH_STARTS.index(match["name"][:3]) + 1
    return f"{match['year']}-{month:02d}-{int(match['day']):02d}"


_MONTH_NAME = rf"(?P<name>(?:{'|'.join(_MONTH_STARTS)})[a-z]*)\.?"
_YEAR = r"(?P<year>[0-9]{4})"
_DAY = r"(?P<day>[0-9]{1,2})"
_MONTH = r"(?P<month>[0-9]{1,2})"

DATE_SLIPS = (
    Slip(re.compile(r"^(?:ngày|on)\s+"), ""),
    Slip(
        re.compile(r"(?:t| )[0-9]{1,2}:[0-9]{2}.*$"), "", N_("a day has no time here: write {text}")
    ),
    Slip(
        re.compile(rf"^{_YEAR}[-/.]{_MONTH}[-/.]{_DAY}$"),
        _iso,
        N_("a date is written year-month-day: write {text}"),
    ),
    Slip(
        re.compile(rf"^(?P<month>0?[1-9]|1[0-2])[-/.](?P<day>1[3-9]|2[0-9]|3[01])[-/.]{_YEAR}$"),
        _iso,
        N_("the day of a date comes first, or the year: write {text}"),
    ),
    Slip(
        re.compile(rf"^{_DAY}[-/.]{_MONTH}[-/.](?P<year>[0-9]{{2}})$"),
        _iso,
        N_("the year of a date has four digits: write {text}"),
    ),
    Slip(
        re.compile(rf"^{_DAY}[-.]{_MONTH}[-.]{_YEAR}$"),
        _iso,
        N_("a date is written year-month-day, or day/month/year: write {text}"),
    ),
    Slip(re.compile(rf"^{_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})$"), _iso),
    Slip(re.compile(rf"^{_DAY} tháng {_MONTH},? (?:năm )?{_YEAR}$"), _iso),
    Slip(re.compile(rf"^{_DAY}(?:st|nd|rd|th)?[ -]{_MONTH_NAME},?[ -]{_YEAR}$"), _of_named_month),
    Slip(re.compile(rf"^{_MONTH_NAME} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}$"), _of_named_month),
)
"""What planners write for a date, and what they mean."""
