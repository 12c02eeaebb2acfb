"""Quantities as a planner writes them: texts with units, read into small frozen values.

In comes one text ("12 min", "10 ngày làm việc", "3200 per year"); out comes a value object that
knows its unit and prints the canonical text, which reads back as an equal object. What cannot be
read raises a ``ValueError`` that says what was meant and how to write it. Times of day and dates,
read in ``clocks``, are offered from here too, so that the schema finds every text in one place.
This module knows nothing of YAML, of keys, or of what a quantity is used for.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Self

from simulator.language import _
from simulator.scenario.clocks import (
    SECONDS_PER_DAY,
    SECONDS_PER_HOUR,
    SECONDS_PER_MINUTE,
    format_clock,
    format_hours_span,
    parse_clock,
    parse_date,
    parse_hours_span,
)
from simulator.scenario.number_text import (
    amount_and_unit,
    known_unit,
    near_match,
    number_text,
    tidy,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "SECONDS_PER_DAY",
    "SECONDS_PER_HOUR",
    "SECONDS_PER_MINUTE",
    "Duration",
    "Limit",
    "Rate",
    "WorkingTime",
    "format_clock",
    "format_hours_span",
    "parse_clock",
    "parse_date",
    "parse_hours_span",
]

DurationUnit = Literal["s", "min", "h", "days"]
WorkingUnit = Literal["working days", "working hours"]
LimitKind = Literal["none", "same day", "working days", "working hours"]
RatePeriod = Literal["year", "working day", "hour", "min"]

LONGEST_DURATION_DAYS = 36_525
"""A hundred years: longer than any run, and short enough for seconds to be counted exactly."""
LONGEST_WORKING_DAYS, LONGEST_WORKING_HOURS = 2_500, 20_000
"""Ten years of 250 working days of eight hours; calendars reach that far past a run (R14)."""
LARGEST_RATE = 1e9

_SECONDS_PER_UNIT: Mapping[DurationUnit, int] = {
    "s": 1,
    "min": SECONDS_PER_MINUTE,
    "h": SECONDS_PER_HOUR,
    "days": SECONDS_PER_DAY,
}

_DURATION_UNITS: Mapping[str, DurationUnit] = {
    **dict.fromkeys(("s", "sec", "second", "seconds", "giây"), "s"),
    **dict.fromkeys(("min", "mins", "minute", "minutes", "phút"), "min"),
    **dict.fromkeys(("h", "hour", "hours", "giờ"), "h"),
    **dict.fromkeys(("day", "days", "ngày"), "days"),
}

_WORKING_UNITS: Mapping[str, WorkingUnit] = {
    **dict.fromkeys(("working day", "working days", "ngày làm việc"), "working days"),
    **dict.fromkeys(("working hour", "working hours", "giờ làm việc"), "working hours"),
}

_RATE_PERIODS: Mapping[str, RatePeriod] = {
    **dict.fromkeys(("per year", "mỗi năm"), "year"),
    **dict.fromkeys(("per working day", "mỗi ngày làm việc"), "working day"),
    **dict.fromkeys(("per hour", "per h", "mỗi giờ"), "hour"),
    **dict.fromkeys(("per min", "per minute", "mỗi phút"), "min"),
}

_LIMIT_WORDS: Mapping[str, LimitKind] = {
    **dict.fromkeys(("none", "không"), "none"),
    **dict.fromkeys(("same day", "trong ngày"), "same day"),
}


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time on the clock: `amount` (finite, not negative) of `unit`, up to 100 years.

    `days` are calendar days of 24 hours.

    Examples
    --------
    >>> Duration.parse("12 phút")
    Duration(amount=12.0, unit='min')
    >>> Duration.parse("1.5 h").seconds
    5400.0
    """

    amount: float
    unit: DurationUnit

    def __post_init__(self) -> None:
        """Check the amount."""
        _check_amount(self.amount, _("a duration"))
        if self.days > LONGEST_DURATION_DAYS:
            raise ValueError(_("a duration is at most 100 years, 36525 days"))

    @classmethod
    def parse(cls, text: object) -> Self:
        """Read a text such as "12 min"; a `Duration` is returned as it is.

        Raises
        ------
        ValueError
            If the number or the unit cannot be read.
        """
        if isinstance(text, cls):
            return text
        amount, unit = amount_and_unit(text, _("a duration"), example_unit=_("min"))
        if unit in _WORKING_UNITS:
            raise ValueError(_("a duration runs on the clock: write it in s, min, h or days"))
        return cls(amount, known_unit(unit, _DURATION_UNITS, _("s, min, h or days")))

    @property
    def seconds(self) -> float:
        """The duration in seconds."""
        return self.amount * _SECONDS_PER_UNIT[self.unit]

    @property
    def days(self) -> float:
        """The duration in calendar days of 86,400 seconds."""
        return self.seconds / SECONDS_PER_DAY

    def __str__(self) -> str:
        """Return the canonical text, e.g. "12 min"."""
        return f"{number_text(self.amount)} {self.unit}"


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """A length of working time: whole working days, or working hours (R12).

    `amount` is not negative, at most 2,500 days or 20,000 hours; an `int` when the unit is working
    days.

    Examples
    --------
    >>> WorkingTime.parse("12 ngày làm việc")
    WorkingTime(amount=12, unit='working days')
    """

    amount: float
    unit: WorkingUnit

    def __post_init__(self) -> None:
        """Check the amount."""
        _check_amount(self.amount, _("a working time"))
        _check_working_time(self.amount, self.unit)
        if self.unit == "working days":
            object.__setattr__(self, "amount", _whole_days(self.amount))

    @classmethod
    def parse(cls, text: object) -> Self:
        """Read a text such as "10 working days"; a `WorkingTime` is returned as it is.

        Raises
        ------
        ValueError
            If the number or the unit cannot be read, or the days are not a whole number.
        """
        if isinstance(text, cls):
            return text
        amount, unit = amount_and_unit(text, _("a working time"), example_unit=_("working days"))
        return cls(amount, _working_unit(amount, unit, _("working days or working hours")))

    @property
    def days(self) -> int:
        """The whole number of working days; a `ValueError` for working hours."""
        if self.unit != "working days":
            raise ValueError(f"{self} is no number of working days")
        return int(self.amount)

    @property
    def seconds(self) -> int:
        """The working hours in whole seconds; a `ValueError` for working days."""
        if self.unit != "working hours":
            raise ValueError(f"{self} is no number of working hours")
        return round(self.amount * SECONDS_PER_HOUR)

    def __str__(self) -> str:
        """Return the canonical text, e.g. "10 working days"."""
        return f"{number_text(self.amount)} {self.unit}"


@dataclass(frozen=True, slots=True)
class Limit:
    """The time that a procedure may take: none, the same day, or a working time (R12).

    `amount` is the number of working days (an `int`, 1 to 2,500) or working hours (more than 0, at
    most 20,000), and 0 for the other two kinds.

    Examples
    --------
    >>> Limit.parse("10 working days").days
    10
    >>> str(Limit.parse("trong ngày"))
    'same day'
    """

    kind: LimitKind
    amount: float = 0

    def __post_init__(self) -> None:
        """Check the amount."""
        _check_amount(self.amount, _("a limit"))
        _check_working_time(self.amount, self.kind)
        if self.kind == "working days":
            object.__setattr__(self, "amount", _whole_days(self.amount))
        if self.is_timed and self.amount == 0:
            raise ValueError(_('a limit is more than 0: write "same day", or "none" for no limit'))
        if not self.is_timed and self.amount != 0:
            raise ValueError(f'a limit "{self.kind}" has no amount')

    @classmethod
    def parse(cls, text: object) -> Self:
        """Read "10 working days", "16 working hours", "same day" or "none".

        Raises
        ------
        ValueError
            If the text is none of these; calendar days are refused.
        """
        if isinstance(text, cls):
            return text
        expected = _('"10 working days", "16 working hours", "same day" or "none"')
        if isinstance(text, str) and not any(sign.isdigit() for sign in text):
            word = tidy(text)
            if word in _LIMIT_WORDS:
                return cls(_LIMIT_WORDS[word])
            hint = near_match(word, _LIMIT_WORDS)
            message = _("a limit is {expected}{hint}")
            raise ValueError(message.format(expected=expected, hint=hint))
        amount, unit = amount_and_unit(text, _("a limit"), example_unit=_("working days"))
        return cls(_working_unit(amount, unit, expected), amount)

    @property
    def is_timed(self) -> bool:
        """Whether the limit is a number of working days or hours."""
        return self.kind in ("working days", "working hours")

    @property
    def days(self) -> int:
        """The limit in working days after the start day, 0 for the same day (R12).

        Raises ``ValueError`` for no limit and for working hours.
        """
        if self.kind not in ("working days", "same day"):
            raise ValueError(f"the limit {str(self)!r} is no number of working days")
        return int(self.amount)

    @property
    def seconds(self) -> int:
        """The limit's working hours in whole seconds; a `ValueError` for the other kinds."""
        if self.kind != "working hours":
            raise ValueError(f"the limit {str(self)!r} is no number of working hours")
        return round(self.amount * SECONDS_PER_HOUR)

    def __str__(self) -> str:
        """Return the canonical text, e.g. "same day"."""
        return f"{number_text(self.amount)} {self.kind}" if self.is_timed else self.kind


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of something, up to a billion, there are `per` year, working day, hour or minute.

    Examples
    --------
    >>> Rate.parse("80 mỗi ngày làm việc")
    Rate(amount=80.0, per='working day')
    """

    amount: float
    per: RatePeriod

    def __post_init__(self) -> None:
        """Check the amount."""
        _check_amount(self.amount, _("a rate"))
        if self.amount > LARGEST_RATE:
            raise ValueError(_("a rate is at most a billion"))

    @classmethod
    def parse(cls, text: object) -> Self:
        """Read a text such as "3200 per year"; a `Rate` is returned as it is.

        Raises
        ------
        ValueError
            If the number or the period cannot be read; "per day" is refused as ambiguous.
        """
        if isinstance(text, cls):
            return text
        amount, unit = amount_and_unit(text, _("a rate"), example_unit=_("per year"))
        if unit in ("per day", "mỗi ngày", "/day", "/ngày"):
            message = _(
                '"per day" is ambiguous: write "{number} per working day", '
                "or the number of a whole year with per year"
            )
            raise ValueError(message.format(number=number_text(amount)))
        expected = _("per year, per working day, per hour or per min")
        if unit.startswith("/"):
            message = _("write the period in words: {expected}")
            raise ValueError(message.format(expected=expected))
        return cls(amount, known_unit(unit, _RATE_PERIODS, expected))

    def __str__(self) -> str:
        """Return the canonical text, e.g. "3200 per year"."""
        return f"{number_text(self.amount)} per {self.per}"


def _working_unit(amount: float, text: str, expected: str) -> WorkingUnit:
    """Return the unit of working time, telling calendar time apart from it."""
    calendar_unit = _DURATION_UNITS.get(text)
    if calendar_unit in ("days", "h"):
        unit = _("working days") if calendar_unit == "days" else _("working hours")
        message = _('this is working time: write "{number} {unit}"')
        raise ValueError(message.format(number=number_text(amount), unit=unit))
    return known_unit(text, _WORKING_UNITS, expected)


def _check_amount(amount: float, meaning: str) -> None:
    if not math.isfinite(amount):
        raise ValueError(_("{meaning} must be a finite number").format(meaning=meaning))
    if amount < 0:
        raise ValueError(_("{meaning} must not be negative").format(meaning=meaning))


def _check_working_time(amount: float, unit: str) -> None:
    longest = LONGEST_WORKING_HOURS if unit == "working hours" else LONGEST_WORKING_DAYS
    if amount > longest:
        message = _("working time is at most {longest} {unit}, ten years")
        raise ValueError(message.format(longest=longest, unit=_(unit)))


def _whole_days(amount: float) -> int:
    if amount != int(amount):
        raise ValueError(_("working days come in whole numbers: write hours for a part of a day"))
    return int(amount)
