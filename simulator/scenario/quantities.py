"""Quantities as a planner writes them: texts with units, read into small frozen values.

In comes one text ("12 min", "10 ngày làm việc", "3200 per year"); out comes a value object that
knows its unit and prints the canonical text, which reads back as an equal object. What cannot be
read raises a ``ValueError`` that says what was meant and how to write it. This module knows nothing
of YAML, of keys, or of what a quantity is used for; times of day and dates are read in ``clocks``.
"""

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, Self, TypeVar, get_args

from simulator.language import Language, _, mistake
from simulator.scenario.clocks import SECONDS_PER_DAY, SECONDS_PER_HOUR, SECONDS_PER_MINUTE
from simulator.scenario.near_matches import near_match
from simulator.scenario.number_text import amount_and_unit, number_text, tidy
from simulator.scenario.quantity_slips import (
    DURATION_SLIPS,
    LIMIT_SLIPS,
    RANGE,
    RATE_SLIPS,
    WORKING_SLIPS,
)
from simulator.scenario.slips import Slip, corrected
from simulator.scenario.units import example_language, in_words, listed, spellings, word

DurationUnit = Literal["s", "min", "h", "days"]
WorkingUnit = Literal["working days", "working hours"]
LimitKind = Literal["none", "same day", "working days", "working hours"]
RatePeriod = Literal["year", "month", "working day", "hour", "min"]

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

_DURATION_UNITS: Mapping[str, DurationUnit] = {unit: unit for unit in get_args(DurationUnit)}
_WORKING_UNITS: Mapping[str, WorkingUnit] = {unit: unit for unit in get_args(WorkingUnit)}
_PERIODS: Mapping[str, RatePeriod] = {f"per {period}": period for period in get_args(RatePeriod)}
_LIMIT_WORDS: Mapping[str, LimitKind] = {"none": "none", "same day": "same day"}
_AMBIGUOUS_PERIODS = ("per day", "mỗi ngày")

_NUMBER_OR_WORD = re.compile(rf"[+\-−]?[0-9]|(?:{'|'.join(_LIMIT_WORDS)})$")

Unit = TypeVar("Unit")


class _WrittenQuantity(ABC):
    """What quantities have in common: they are read from a text, and written as one."""

    __slots__ = ()

    _slips: ClassVar[tuple[Slip, ...]]
    """What planners write for it, and what they mean."""

    @classmethod
    def parse(cls, text: object) -> Self:
        """Read a text such as "12 min"; what has been read is returned as it is.

        Raises
        ------
        ValueError
            If the number or the unit cannot be read, or there is no such quantity.
        """
        return text if isinstance(text, cls) else _meant(text, cls._read, cls._slips)

    @classmethod
    @abstractmethod
    def _read(cls, text: object, of: Language) -> Self:
        """Read a text; examples in messages are in the words of a language."""

    @abstractmethod
    def in_words(self, of: Language) -> str:
        """Return its text in the words of a language."""

    def __str__(self) -> str:
        """Return the canonical text, which is read back as an equal value."""
        return self.in_words("en")


@dataclass(frozen=True, slots=True)
class Duration(_WrittenQuantity):
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
    _slips = DURATION_SLIPS

    def __post_init__(self) -> None:
        """Check the amount."""
        _check_amount(self.amount, _("a duration"))
        if self.days > LONGEST_DURATION_DAYS:
            raise mistake("a duration is at most 100 years, 36525 days")

    @classmethod
    def _read(cls, text: object, of: Language) -> Self:
        amount, unit = amount_and_unit(text, _("a duration"), word("min", of))
        return cls(amount, _known_unit(unit, amount, _DURATION_UNITS, of))

    @property
    def seconds(self) -> float:
        """The duration in seconds."""
        return self.amount * _SECONDS_PER_UNIT[self.unit]

    @property
    def days(self) -> float:
        """The duration in calendar days of 86,400 seconds."""
        return self.seconds / SECONDS_PER_DAY

    def in_words(self, of: Language) -> str:
        """Return its text in the words of a language."""
        return f"{number_text(self.amount)} {word(self.unit, of)}"


@dataclass(frozen=True, slots=True)
class WorkingTime(_WrittenQuantity):
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
    _slips = WORKING_SLIPS

    def __post_init__(self) -> None:
        """Check the amount."""
        amount = _working_amount(self.amount, self.unit, _("a working time"))
        object.__setattr__(self, "amount", amount)

    @classmethod
    def _read(cls, text: object, of: Language) -> Self:
        amount, unit = amount_and_unit(text, _("a working time"), word("working days", of))
        return cls(amount, _known_unit(unit, amount, _WORKING_UNITS, of))

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

    def in_words(self, of: Language) -> str:
        """Return its text in the words of a language."""
        return f"{number_text(self.amount)} {word(self.unit, of)}"


@dataclass(frozen=True, slots=True)
class Limit(_WrittenQuantity):
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
    _slips = LIMIT_SLIPS

    def __post_init__(self) -> None:
        """Check the amount."""
        amount = _working_amount(self.amount, self.kind, _("a limit"))
        object.__setattr__(self, "amount", amount)
        if self.is_timed and self.amount == 0:
            raise mistake('a limit is more than 0: write "same day", or "none" for no limit')
        if not self.is_timed and self.amount != 0:
            raise ValueError(f'a limit "{self.kind}" has no amount')

    @classmethod
    def _read(cls, text: object, of: Language) -> Self:
        if isinstance(text, str) and not any(sign.isdigit() for sign in text):
            kinds, clean = spellings(_LIMIT_WORDS), tidy(text)
            if clean in kinds:
                return cls(_LIMIT_WORDS[kinds[clean]])
            examples = [cls("working days", 10), cls("working hours", 16)]
            examples += map(cls, _LIMIT_WORDS.values())
            forms = [f'"{example.in_words(of)}"' for example in examples]
            hint = near_match(clean, kinds)
            raise mistake("a limit is {expected}{hint}", expected=listed(forms), hint=hint)
        amount, unit = amount_and_unit(text, _("a limit"), word("working days", of))
        return cls(_known_unit(unit, amount, _WORKING_UNITS, of), amount)

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

    def in_words(self, of: Language) -> str:
        """Return its text in the words of a language."""
        kind = word(self.kind, of)
        return f"{number_text(self.amount)} {kind}" if self.is_timed else kind


@dataclass(frozen=True, slots=True)
class Rate(_WrittenQuantity):
    """How many of something, up to a billion, there are `per` year, working day, hour or minute.

    Examples
    --------
    >>> Rate.parse("80 mỗi ngày làm việc")
    Rate(amount=80.0, per='working day')
    """

    amount: float
    per: RatePeriod
    _slips = RATE_SLIPS

    def __post_init__(self) -> None:
        """Check the amount."""
        _check_amount(self.amount, _("a rate"))
        if self.amount > LARGEST_RATE:
            raise mistake("a rate is at most a billion")

    @classmethod
    def _read(cls, text: object, of: Language) -> Self:
        examples = (word(f"per {period}", of) for period in ("year", "month", "working day"))
        amount, unit = amount_and_unit(text, _("a rate"), *examples)
        if unit in _AMBIGUOUS_PERIODS:
            raise mistake(
                '"per day" is ambiguous: write "{working}", '
                "or the number of a whole year with {year}",
                working=cls(amount, "working day").in_words(of),
                year=word("per year", of),
            )
        return cls(amount, _known_unit(unit, amount, _PERIODS, of))

    def in_words(self, of: Language) -> str:
        """Return its text in the words of a language."""
        return f"{number_text(self.amount)} {word(f'per {self.per}', of)}"


def duration_in(value: object) -> str:
    """Return the text of the duration that a value stands for, or of an example.

    Examples
    --------
    >>> duration_in("khoảng 10 ph"), duration_in([])
    ('10 phút', '12 min')
    """
    of = example_language(value)
    meant = corrected(tidy(value), DURATION_SLIPS) if isinstance(value, str) else None
    for text in (value, meant.text if meant else value):
        try:
            return Duration.parse(text).in_words(of)
        except ValueError:
            continue
    return Duration(12, "min").in_words(of)


def range_in(value: object) -> tuple[str, str] | None:
    """Return the texts of the two durations of a range; None for what is none.

    Examples
    --------
    >>> range_in("10-15 phút"), range_in("10 phút")
    (('10 phút', '15 phút'), None)
    """
    match = RANGE.fullmatch(tidy(value)) if isinstance(value, str) else None
    if match is None:
        return None
    ends = [f"{match[end]} {match['unit']}" for end in ("low", "high")]
    low, high = (duration_in(end) for end in ends)
    return low, high


_Q = TypeVar("_Q", bound=_WrittenQuantity)


def _meant(text: object, read: Callable[[object, Language], _Q], slips: Iterable[Slip]) -> _Q:
    """Return what `read` makes of a text; where that is nothing, say what to write instead."""
    of = example_language(text)
    try:
        return read(text, of)
    except ValueError:
        meant = corrected(tidy(text), slips) if isinstance(text, str) else None
        if meant is None or not _NUMBER_OR_WORD.match(meant.text):
            raise
    written = in_words(meant.text, of)
    try:
        advice = meant.advice(read(written, of).in_words(of))
    except ValueError as error:
        if written == text:
            raise
        advice = _('read as "{text}": {problem}', text=written, problem=error)
    raise ValueError(advice)


def _known_unit(text: str, amount: float, units: Mapping[str, Unit], of: Language) -> Unit:
    """Return the unit that a text stands for, by the names of those that there may be."""
    names = spellings(units)
    if text in names:
        return units[names[text]]
    problem = _(
        "unknown unit {unit!r}: write {expected}{hint}",
        unit=text,
        expected=listed([word(name, of) for name in units]),
        hint=near_match(text, names),
    )
    if amount < 0:
        problem = f"{problem}; {_('the number must not be negative')}"
    raise ValueError(problem)


def _check_amount(amount: float, meaning: str) -> None:
    if not math.isfinite(amount):
        raise mistake("{meaning} must be a finite number", meaning=meaning)
    if amount < 0:
        raise mistake("{meaning} must not be negative", meaning=meaning)


def _working_amount(amount: float, unit: str, meaning: str) -> float:
    """Return the amount of a working time, checked: working days as a whole number."""
    _check_amount(amount, meaning)
    longest = LONGEST_WORKING_HOURS if unit == "working hours" else LONGEST_WORKING_DAYS
    if amount > longest:
        raise mistake(
            "working time is at most {longest} {unit}, ten years", longest=longest, unit=_(unit)
        )
    if unit != "working days":
        return amount
    if amount != int(amount):
        raise mistake("working days come in whole numbers")
    return int(amount)
