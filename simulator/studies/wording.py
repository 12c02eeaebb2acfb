"""Wording: how studies speak of a measure: what more or less of it is called.

In: an entry of the catalogue, and numbers. Out: short texts in the language that is
spoken. How the numbers came about is not known here.
"""

from typing import NamedTuple

from simulator.language import N_, _
from simulator.measures import Estimate, Kind, Measure
from simulator.reports.figures import Unit, decimals, number
from simulator.reports.units import difference_unit


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
