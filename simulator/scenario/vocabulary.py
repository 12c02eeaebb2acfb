"""The words and the kinds of value that the sections of a scenario share.

In come the plain values that a reader found under a key; out come parsed ones (a ``Duration``, a
date, seconds of a day, a share). Each kind refuses what it cannot read with a message for the
planner, and writes itself back as the text that it is read from. What a section is for, and where
in a file a value stands, is not known here.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Annotated, Any, ClassVar, Final, Literal, TypeAlias, TypeVar, cast, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    Strict,
    ValidationInfo,
    field_validator,
    model_validator,
)

from simulator.language import N_, language, mistake
from simulator.scenario.clocks import (
    format_clock,
    format_hours_span,
    parse_clock,
    parse_date,
    parse_hours_span,
)
from simulator.scenario.number_text import plain_number, tidy
from simulator.scenario.quantities import Duration, Limit, Rate, WorkingTime
from simulator.scenario.shares import parse_share
from simulator.signs import named

Step: TypeAlias = Literal["receive", "appraise", "approve", "seal", "return"]
Month: TypeAlias = Literal[
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"
]
Weekday: TypeAlias = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

STEPS: Final[tuple[Step, ...]] = get_args(Step)
"""The five steps at the Center, in their order."""
MONTHS: Final[tuple[Month, ...]] = get_args(Month)
WEEKDAYS: Final[tuple[Weekday, ...]] = get_args(Weekday)

ALL: Final = "all"
"""In a path or a station, every key of its level; no thing is named so."""
OFFICE: Final = "office"
"""The name of the Center's own calendar; no other thing is named so."""
OUTSIDE: Final = "outside"
"""In the name of a measure, who comes to the Center for it, and did not stay there."""
OWN: Final = "own"
"""The Center's own authorities decide, and what measures are called that count no other dossiers;
no thing is named so."""
NONE: Final = "none"
"""The word for what does not happen or has no limit."""

_WORDS_FOR_NONE = (
    *("không", "khong", "không có", "không giới hạn", "không hạn chế", "vô hạn"),
    *("no", "never", "no limit", "unlimited", "∞"),
)

Key = TypeVar("Key")
Value = TypeVar("Value")

_HOUR = re.compile(r"[0-9]{2}h")
_NAME = re.compile(r"[^\s./,=:*{}\[\]#]+")
_SUM_TOLERANCE = 1e-6
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


@dataclass(frozen=True, slots=True)
class Written:
    """Marks a type with how its values are written, for those who look a key up."""

    words: str
    """The unit or the kind of value, marked by `N_`."""
    can_vary: bool = False
    """Whether it is a number, so that more and less of it can be tried."""
    decimals: int | None = None
    """Decimals that it has at most; None where that is not told."""
    unit: str = ""
    """The unit in which tables give such quantities; empty for what has none."""


TEXT = Written(N_("text"))
NUMBER = Written(N_("number, `0.5`"), can_vary=True)
WHOLE_NUMBER = Written(N_("whole number"), can_vary=True, decimals=0)
THOUSANDTHS = Written(NUMBER.words, can_vary=True, decimals=3)
SHARE = Written(N_("0 to 1, or `80 %`"), can_vary=True)
TIME = Written("`s`, `min`, `h`, `days`", can_vary=True, unit="min")
IN_DAYS = replace(TIME, unit="days")
PER_YEAR = Written(
    "`per year`, `per month`, `per working day`, `per hour`, `per min`",
    can_vary=True,
    unit="per year",
)
PER_WORKING_DAY = replace(PER_YEAR, unit="per working day")
STATION = Written(N_("station, `receive/land`"))
DAYS = Written(N_("days of the week, `mon-fri`"))


class KeySection(BaseModel):
    """A mapping of a scenario with known keys, never changed once it is read.

    A field has its title in its `Field`, and what it means as its docstring. Its bounds stand with
    its type: of those in the `Field` pydantic drops what the type bounds already.
    """

    written: ClassVar[Written | None] = None
    """How it is written where it is one value to a planner, whatever keys it has."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        hide_input_in_errors=True,
    )


def _readable(text: str) -> str:
    """Refuse what no file could hold as it is: control characters but line ends, surrogates."""
    for sign in text:
        if sign != "\n" and unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp"):
            raise mistake("{sign} is not allowed", sign=named(sign))
    return text


Text = Annotated[str, Field(min_length=1), AfterValidator(_readable), TEXT]
"""A text without control characters."""


_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Controls of Unicode that turn the text around them, beyond the label too."""


class Label(KeySection):
    """A text in Vietnamese and English; where one is missing, the other stands for it."""

    written: ClassVar[Written | None] = Written(N_('text, or `{vi: "…", en: "…"}`'))

    vi: Text
    """The Vietnamese text."""
    en: Text
    """The English text."""

    @model_validator(mode="before")
    @classmethod
    def _fill(cls, value: object) -> object:
        if isinstance(value, cls):
            return value
        if isinstance(value, str):
            return {"vi": value, "en": value}
        given = dict(value) if isinstance(value, Mapping) else {}
        if not given.keys() & {"vi", "en"}:
            raise mistake('a label is a text, or {vi: "…", en: "…"}')
        return {"vi": given.get("en"), "en": given.get("vi"), **given}

    @property
    def spoken(self) -> str:
        """The text in the language that is spoken."""
        return _TURNS.sub("", cast("str", getattr(self, language())))


def such_that(holds: Callable[[Any], bool], message: str, **words: object) -> AfterValidator:
    """Return a validator of values of which something holds; else `message` is told, with `words`.

    `message` is marked by `N_`.
    """

    def check(value: Value) -> Value:
        if not holds(value):
            raise mistake(message, **words)
        return value

    return AfterValidator(check)


@dataclass(frozen=True, slots=True)
class Between:
    """A validator of times: from one to another; else `message`, marked by `N_`, is told."""

    ge: Duration
    le: Duration
    message: str
    """May name the longest time as `days`."""

    def __call__(self, time: Duration | None) -> Duration | None:
        """Return the time if it is between the two, or is none."""
        if time and not self.ge.seconds <= time.seconds <= self.le.seconds:
            raise mistake(self.message, days=round(self.le.days))
        return time


def check_name(name: str) -> str:
    """Return `name` if a path can hold it.

    Raises
    ------
    ValueError
        If it is a word of the language, or holds a sign that paths and stations use.
    """
    if name in (ALL, OFFICE, OUTSIDE, OWN):
        raise mistake("{name!r} has a meaning of its own: choose another name", name=name)
    if _HOUR.fullmatch(name):
        raise mistake(
            "{name!r} is an hour of the day in the reports: choose another name", name=name
        )
    if name in WEEKDAYS:
        raise mistake("{name!r} is a weekday in the reports: choose another name", name=name)
    if not (_NAME.fullmatch(name) and name.isprintable()):
        meant = "-".join(_NAME.findall(name))
        if meant and meant.isprintable():
            raise mistake(
                "a name has no spaces and none of . / , = : * # {{ }} [ ]: write {name}", name=meant
            )
        raise mistake("a name has no spaces and none of . / , = : * # { } [ ]")
    return name


def check_sum(shares: Iterable[float], message: str, *, tolerance: float = _SUM_TOLERANCE) -> None:
    """Check that `shares` sum to 1; else raise `message`, marked by `N_`, with their `total`."""
    total = math.fsum(shares)
    if abs(total - 1) > tolerance:
        raise mistake(message, total=total)


def sum_to_one(message: str) -> Callable[[dict[Any, float]], dict[Any, float]]:
    """Return a validator of a mapping of shares that sum to 1."""

    def check(shares: dict[Any, float]) -> dict[Any, float]:
        check_sum(shares.values(), message)
        return shares

    return check


def weights(
    keys: Iterable[Key], *, missing: float | None
) -> Callable[[dict[Key, float]], dict[Key, float]]:
    """Return a validator of relative weights by `keys`: put in order, not all zero.

    Keys without a weight get `missing`; none is added where that is None.
    """

    def complete(given: dict[Key, float]) -> dict[Key, float]:
        full = {key: given.get(key, missing) for key in keys}
        profile = {key: weight for key, weight in full.items() if weight is not None}
        if not any(profile.values()):
            raise mistake("the weights must not all be 0")
        return profile

    return complete


def _number_key(key: object) -> object:
    """Return a key written as a whole number as that number."""
    number = plain_number(key) if isinstance(key, str) else None
    return number if isinstance(number, int) else key


def none_word(value: object) -> object:
    """Return None for the word `none`, and any other value as it is.

    Raises
    ------
    ValueError
        If the value is another word for it.
    """
    if isinstance(value, str) and tidy(value) in _WORDS_FOR_NONE:
        raise mistake("write {text}", text=NONE)
    return None if value == NONE else value


def _clock_or_none(text: object) -> int | None:
    return None if none_word(text) is None else parse_clock(text)


def _parse_day(text: object) -> date:
    day = parse_date(text)
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise mistake("a year from {first} to {last} is due", first=_FIRST_YEAR, last=_LAST_YEAR)
    return day


_AS_TEXT = PlainSerializer(str, return_type=str)

Name = Annotated[str, AfterValidator(check_name)]
"""The name that a planner gives a field, procedure, calendar or group."""

Count = Annotated[int, Strict(), Field(ge=1, le=1_000_000), WHOLE_NUMBER]
"""A whole number, 1 to 1,000,000."""
CountOrNone = Annotated[
    Count | None,
    BeforeValidator(none_word),
    PlainSerializer(lambda count: NONE if count is None else count),
    Written(N_("whole number, or `none`"), can_vary=True, decimals=0),
]
"""A whole number, 1 to 1,000,000; or "none"."""
CountKey = Annotated[int, BeforeValidator(_number_key), Strict(), Field(ge=1, le=1000)]
"""A key that is a whole number, 1 to 1,000."""
HourKey = Annotated[int, BeforeValidator(_number_key), Strict(), Field(ge=0, le=23)]
"""A key that is an hour of the day, 0 to 23."""
Flag = Annotated[bool, Strict(), Written(N_("`true` or `false`"))]
Number = Annotated[float, Strict(), Field(allow_inf_nan=False), NUMBER]
"""A finite number without a unit."""
Weight = Annotated[Number, Field(ge=0, le=1_000_000)]
"""A number, 0 to 1,000,000, that counts relative to its neighbours."""
Factor = Annotated[Number, Field(gt=0, le=1_000)]
"""A number more than 0, at most 1,000, that multiplies."""
Share = Annotated[
    Number,
    Field(ge=0, le=1),
    BeforeValidator(parse_share),
    SHARE,
]
"""A share or a chance, 0 to 1, or written as a percentage with its sign."""
Speed = Annotated[
    Factor,
    such_that(
        lambda speed: round(speed, 3) == speed,
        N_("is kept in thousandths: write three decimals at most"),
    ),
    THOUSANDTHS,
]
"""A factor of three decimals at most (R7)."""

Day = Annotated[date, PlainValidator(_parse_day), _AS_TEXT, Written(N_("day, `2021-02-01`"))]
"""A calendar day, written 2021-02-01 or 01/02/2021."""
Clock = Annotated[
    int,
    PlainValidator(parse_clock),
    PlainSerializer(format_clock),
    Written(N_("time of day, `07:30`")),
]
"""A time of day in seconds since midnight, written 07:30 or 7h30."""
ClockOrNone = Annotated[
    int | None,
    PlainValidator(_clock_or_none),
    PlainSerializer(lambda second: NONE if second is None else format_clock(second)),
    Written(N_("time of day, or `none`")),
]
"""A time of day in seconds since midnight, written 07:30; or "none"."""
HoursSpan = Annotated[
    tuple[int, int], PlainValidator(parse_hours_span), PlainSerializer(format_hours_span)
]
"""Start and end in seconds since midnight, written 07:30-11:30; the end is not held (R3)."""
DurationText = Annotated[Duration, PlainValidator(Duration.parse), _AS_TEXT, TIME]
"""A length of time on the clock, written 12 min."""
UP_TO_A_DAY = AfterValidator(
    Between(Duration(0, "s"), Duration(1, "days"), N_("must be at most 1 day"))
)
DurationOrNone = Annotated[
    Duration | None,
    PlainValidator(lambda text: None if none_word(text) is None else Duration.parse(text)),
    PlainSerializer(lambda duration: NONE if duration is None else str(duration)),
    Written(N_("`s`, `min`, `h`, `days`, or `none`"), can_vary=True, unit="min"),
]
"""A length of time on the clock, written 12 min; or "none"."""
WorkingTimeText = Annotated[
    WorkingTime,
    PlainValidator(WorkingTime.parse),
    _AS_TEXT,
    Written("`working days`", can_vary=True, unit="working days"),
]
"""A length of working time, written 12 working days."""
RateText = Annotated[
    Rate,
    PlainValidator(Rate.parse),
    _AS_TEXT,
    PER_YEAR,
]
"""How many a year, month, working day, hour or minute, written 3200 per year."""
LimitText = Annotated[
    Limit,
    PlainValidator(Limit.parse),
    _AS_TEXT,
    Written(
        "`working days`, `working hours`, `same day`, `none`",
        can_vary=True,
        unit="working days",
    ),
]
"""The time that a procedure may take, written 10 working days."""


class DaySpan(KeySection):
    """Days from one to another."""

    from_: Annotated[Day, Field(alias="from")] = Field(title=N_("from"))
    """First day."""
    to: Day = Field(title=N_("to"))
    """Last day, included."""

    @field_validator("to")
    @classmethod
    def _not_before_from(cls, to: date, info: ValidationInfo) -> date:
        first = info.data.get("from_", to)
        if to < first:
            raise mistake("is before the first day, {first}", first=first)
        return to

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.to - self.from_).days + 1

    @property
    def dates(self) -> list[date]:
        """Each of them."""
        return [self.from_ + timedelta(n) for n in range(self.days)]
