"""Figures: how a number or a date is written for people, in the language that is spoken.

In: numbers, estimates and dates. Out: short texts with as many digits as the interval supports.
What the number means is not known here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from math import ceil, floor, isinf, isnan, log10

from babel.numbers import format_decimal

from simulator.language import N_, _, language, ngettext
from simulator.measures import Estimate, Occurrence, quantities
from simulator.measures.quantities import Quantity
from simulator.scenario.clocks import MONTH_NAMES, WEEKDAY_NAMES

ABSENT = "–"
"""Stands for a number that does not exist."""

_MOST_DECIMALS = 2

_NO_WIDTH = 1e-9  # Share of a mean below which a half-width is the rounding of equal values.


@dataclass(frozen=True, slots=True)
class Unit:
    """How the values of one unit are written."""

    sign: str
    """What follows the number, with the space before it, in English."""
    scale: float = 1.0
    """What a value is multiplied by first."""
    decimals: int = 1
    """Decimals where no interval says how many make sense."""


def value_unit(quantity: Quantity) -> Unit:
    """Return how the values of a measure are written, from what it counts in."""
    return Unit(quantity.sign, quantity.scale, quantity.decimals)


def bare_unit(quantity: Quantity) -> Unit:
    """Return the same for where the unit stands elsewhere."""
    return Unit("", quantity.scale, quantity.decimals)


def difference_unit(quantity: Quantity) -> Unit:
    """Return how differences and half-widths of a measure are written; of shares, in points."""
    return Unit(quantity.difference_sign, quantity.scale, quantity.decimals)


MINUTES = value_unit(quantities.MINUTES)
HOURS = value_unit(quantities.HOURS)
OPEN_HOURS = value_unit(quantities.OPEN_HOURS)
PERCENT = value_unit(quantities.SHARE)
ROUND_PERCENT = replace(PERCENT, decimals=0)
COUNT = Unit("", decimals=0)
SMALL_COUNT = 10
"""Mean counts below are written with a decimal: half a dossier is not none."""
RATIO = Unit("", decimals=2)


def number(value: float, unit: Unit) -> str:
    """Write a value without an interval.

    Examples
    --------
    >>> number(0.1234, PERCENT), number(12345.6, COUNT), number(float("nan"), MINUTES)
    ('12.3 %', '12,346', '–')
    """
    return written(value, unit, decimals_alone(value, unit))


def mean_count(estimate: Estimate) -> str:
    """Write the mean of a count, for a sentence that has no room for its interval."""
    return number(estimate.mean, COUNT)


def mean(estimate: Estimate, unit: Unit) -> str:
    """Write the mean of an estimate, to the digits of its interval.

    Examples
    --------
    >>> from simulator.measures import Method
    >>> mean(Estimate(18.437, 17.1, 19.8, 10, Method.T), MINUTES)
    '18.4 min'
    """
    return written(estimate.mean, unit, decimals(estimate, unit))


def factor_text(factor: float) -> str:
    """Write a number whose size is not known beforehand: four digits that count.

    Examples
    --------
    >>> factor_text(0.12345), factor_text(120)
    ('0.1234', '120')
    """
    return format_decimal(factor, "@@##", locale=language())


def interval(estimate: Estimate, unit: Unit) -> str:
    """Write the interval of an estimate, without the unit; empty where there is none.

    Where nearly all replications are the same, write how often it is otherwise.

    Examples
    --------
    >>> from simulator.measures import Method
    >>> interval(Estimate(0.9934, 0.9912, 0.9956, 10, Method.T), PERCENT)
    '99.1 – 99.6'
    """
    if estimate.unlike:
        return occurrence_text(estimate.unlike)
    if estimate.low is None or estimate.high is None:
        return ""
    places = decimals(estimate, unit)
    ends = (_digits(value * unit.scale, places) for value in (estimate.low, estimate.high))
    return " – ".join(ends)


def mean_and_interval(estimate: Estimate, unit: Unit) -> str:
    """Write a mean with its interval, or with how often it may be otherwise.

    Examples
    --------
    >>> from simulator.measures import Method
    >>> mean_and_interval(Estimate(18.437, 17.1, 19.8, 10, Method.T), MINUTES)
    '18.4 min (17.1 – 19.8)'
    """
    between = interval(estimate, unit)
    if not between:
        return mean(estimate, unit)
    if estimate.unlike:
        return f"{mean(estimate, unit)}, {between}"
    return _("{mean} ({interval})").format(mean=mean(estimate, unit), interval=between)


def occurrence_text(found: Occurrence) -> str:
    """Write in how many replications something happened, and in what share of all it may.

    The ends of the share are the whole percents around it: a bound is not rounded below itself.

    Examples
    --------
    >>> occurrence_text(Occurrence(6, of=10)), occurrence_text(Occurrence(0, of=10))
    ('6/10 (26 – 88 %)', '0/10 (≤ 31 %)')
    """
    times = f"{number(found.times, COUNT)}/{number(found.of, COUNT)}"
    low, high = _digits(floor(100 * found.low), 0), most_text(found)
    if found.times == 0:
        return f"{times} (≤ {high})"
    return (
        f"{times} (≥ {low}{sign_of(PERCENT)})"
        if found.times == found.of
        else f"{times} ({low} – {high})"
    )


def most_text(found: Occurrence) -> str:
    """Write the largest share of all replications in which something may happen.

    Examples
    --------
    >>> most_text(Occurrence(0, of=10))
    '31 %'
    """
    return number(ceil(100 * found.high) / 100, ROUND_PERCENT)


_DAY = {"en": "{day.day} {month} {day.year}", "vi": "{day:%d/%m/%Y}"}
_MONTH = {"en": "{month} {day.year}", "vi": "{month}/{day.year}"}

# Names are our own: those of Unicode's tables change from version to version.
_SHORT_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_SHORT_MONTHS = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)


def day(moment: date) -> str:
    """Write a date in full.

    Examples
    --------
    >>> day(date(2021, 3, 1))
    '1 March 2021'
    """
    return _dated(_DAY, moment)


def month(moment: date) -> str:
    """Write the month of a date.

    Examples
    --------
    >>> month(date(2021, 3, 1))
    'March 2021'
    """
    return _dated(_MONTH, moment)


def month_name(index: int) -> str:
    """Return the short name of a month, 0 for January.

    Examples
    --------
    >>> month_name(8)
    'Sep'
    """
    return _(_SHORT_MONTHS[index])


def weekday(index: int, *, short: bool = False, first: bool = False) -> str:
    """Return the name of a weekday, 0 for Monday.

    Parameters
    ----------
    index
        Which.
    short
        As it stands in tables and at axes.
    first
        As it stands at the beginning of a sentence; Vietnamese writes it small elsewhere.

    Examples
    --------
    >>> weekday(0), weekday(6, short=True)
    ('Monday', 'Sun')
    """
    name = _((_SHORT_WEEKDAYS if short else WEEKDAY_NAMES)[index])
    return f"{name[0].upper()}{name[1:]}" if first else name


def counted(singular: str, plural: str, count: int) -> str:
    """Write a number of things: texts with `{n}`, translated.

    Examples
    --------
    >>> counted("{n} day", "{n} days", 1), counted("{n} day", "{n} days", 1200)
    ('1 day', '1,200 days')
    """
    return ngettext(singular, plural, count).format(n=number(count, COUNT))


def priced(amount: float, currency: str) -> str:
    """Write an amount of money, in units of cost where no currency is known.

    Examples
    --------
    >>> priced(840, "million VND"), priced(840, "")
    ('840 million VND', '840 units of cost')
    """
    return f"{number(amount, COUNT)} {cost_unit(currency)}"


def cost_unit(currency: str) -> str:
    """Return what costs are in; the currency may be empty."""
    return currency or _("units of cost")


def _dated(formats: Mapping[str, str], moment: date) -> str:
    return formats[language()].format(day=moment, month=_(MONTH_NAMES[moment.month - 1]))


def written(value: float, unit: Unit, decimals: int) -> str:
    """Write a value with so many decimals."""
    if isnan(value):
        return ABSENT
    if isinf(value):
        return "∞"
    return f"{_digits(value * unit.scale, decimals)}{sign_of(unit)}"


def sign_of(unit: Unit) -> str:
    """Return what follows a number of a unit, with the space before it."""
    return _(unit.sign) if unit.sign else ""


def _digits(value: float, decimals: int) -> str:
    """Write a number; its minus is as wide as a plus, and nothing has none."""
    text = format_decimal(value, pattern(decimals), locale=language()).replace("-", "−")
    return text if any(digit in text for digit in "123456789") else text.removeprefix("−")


@cache
def pattern(decimals: int) -> str:
    """Return the pattern of a number with so many decimals: Unicode TR 35, and of workbooks."""
    return "#,##0" + f".{'0' * decimals}" * (decimals > 0)


def decimals_alone(value: float, unit: Unit) -> int:
    """Return the decimals of a value without an interval; a small mean of counts has one."""
    is_small_mean = unit == COUNT and abs(value) < SMALL_COUNT and value % 1 != 0
    return 1 if is_small_mean else unit.decimals


def decimals(estimate: Estimate, unit: Unit) -> int:
    """Return the decimals of a mean: the last is worth less than half of the half-width."""
    if estimate.low is None or estimate.high is None:
        return unit.decimals
    half_width = (estimate.high - estimate.low) / 2 * unit.scale
    if half_width < _NO_WIDTH * max(abs(estimate.mean * unit.scale), 1):
        return unit.decimals
    return min(max(-floor(log10(half_width / 2)), 0), _MOST_DECIMALS)
