"""Wording: how studies speak of a measure: its unit, and what more or less of it is called.

In: an entry of the catalogue, and numbers. Out: units and short texts in the language that is
spoken. How the numbers came about is not known here.
"""

from math import floor, log10
from typing import NamedTuple

from simulator.language import N_, _
from simulator.measures import Estimate, Kind, Measure
from simulator.reports.figures import (
    COUNT,
    HOURS,
    MINUTES,
    OPEN_HOURS,
    RATIO,
    Unit,
    decimals,
    number,
)

PERCENTAGE_POINTS = Unit(N_(" percentage points"), scale=100.0)
"""The unit of differences of shares."""

DOSSIERS, VISITS = Unit(N_(" dossiers"), decimals=0), Unit(N_(" visits"), decimals=0)

_UNITS = {
    "min": MINUTES,
    "open h": OPEN_HOURS,
    "h": HOURS,
    "share": PERCENTAGE_POINTS,
    "dossiers": DOSSIERS,
    "visits": VISITS,
    "jobs": COUNT,
    "visits per dossier": RATIO,
    "per working day": RATIO,
}


class Change(NamedTuple):
    """The sentences for a measure that is less, or more, than in another scenario."""

    less: str
    more: str


_TIMES = Change(
    N_("shorter by {amount} ({low} to {high})"), N_("longer by {amount} ({low} to {high})")
)
_COUNTS = Change(
    N_("fewer by {amount} ({low} to {high})"), N_("more by {amount} ({low} to {high})")
)
_RATES = Change(
    N_("lower by {amount} ({low} to {high})"), N_("higher by {amount} ({low} to {high})")
)
_UNSEEN = N_("no difference can be seen ({low} to {high})")


def difference_unit(measure: Measure) -> Unit:
    """Return the unit in which differences and half-widths of a measure are written."""
    return _UNITS[measure.unit]


def half_width_text(measure: Measure, width: float) -> str:
    """Write the half-width of an interval, to two figures.

    Examples
    --------
    >>> from simulator.measures import Method, measure_named
    >>> half_width_text(measure_named("on_time_rate"), 0.0126)
    '± 1.3 percentage points'
    """
    unit = difference_unit(measure)
    places = max(1 - floor(log10(width * unit.scale)), 0) if width else unit.decimals
    return f"± {number(width, _with_decimals(unit, places))}"


def difference_text(measure: Measure, difference: Estimate) -> str:
    """Say what the interval of a difference shows.

    Parameters
    ----------
    measure
        The entry of the catalogue: waits are shorter, rates lower, counts fewer.
    difference
        The mean difference to the other scenario, with an interval.

    Examples
    --------
    >>> from simulator.measures import Method, measure_named
    >>> difference_text(measure_named("wait_mean"), Estimate(-4.12, -4.69, -3.55, 20, Method.T))
    'shorter by 4.1 min (3.6 to 4.7)'
    >>> difference_text(measure_named("visits"), Estimate(0.25, -0.3, 0.8, 20, Method.T))
    'no difference can be seen (−0.3 to 0.8)'
    """
    if difference.low is None or difference.high is None:
        return _("too few replications to compare")
    if difference.low == difference.high == 0:
        return _("the same in every replication")
    unit = difference_unit(measure)
    places = decimals(difference, unit)

    def bare(value: float) -> str:
        return number(value, Unit("", unit.scale, places)).replace("-", "−")

    if difference.low <= 0 <= difference.high:
        return _(_UNSEEN).format(low=bare(difference.low), high=bare(difference.high))
    change = _change(measure)
    low, high = sorted((abs(difference.low), abs(difference.high)))
    return _(change.less if difference.mean < 0 else change.more).format(
        amount=number(abs(difference.mean), _with_decimals(unit, places)),
        low=bare(low),
        high=bare(high),
    )


def _change(measure: Measure) -> Change:
    if measure.unit in {"min", "open h"}:
        return _TIMES
    if measure.kind is Kind.TOTAL and measure.unit != "h":
        return _COUNTS
    return _RATES


def _with_decimals(unit: Unit, places: int) -> Unit:
    return Unit(unit.sign, unit.scale, places)
