"""Amounts: how much of a measure a planner writes, as a target, a bound, or what was observed.

In: a text or a number, and the entry of the catalogue. Out: the number in the unit of the measure,
or what is wrong with the text. What it is written for is not known here.
"""

from simulator.language import _
from simulator.measures.measure import Measure
from simulator.measures.quantities import MINUTES, OPEN_HOURS, SHARE
from simulator.scenario.number_text import amount_and_unit
from simulator.scenario.quantities import Duration
from simulator.scenario.shares import parse_share


def amount_of(value: object, measure: Measure) -> float:
    """Read a quantity in the unit of a measure.

    Parameters
    ----------
    value
        A number or a text; times have their unit, shares are bare numbers or percentages.
    measure
        The catalogue's entry.

    Raises
    ------
    ValueError
        If it cannot be read, or is of another unit.

    Examples
    --------
    >>> from simulator.measures import measure_named
    >>> amount_of("30 min", measure_named("queueing_mean"))
    0.5
    """
    text = str(value).strip()
    if measure.quantity.seconds:
        return _time(text, measure)
    if measure.quantity is SHARE:
        return _share(text)
    bare = text.removesuffix(measure.unit).rstrip()
    amount, rest = amount_and_unit(f"{bare} {measure.unit}", _("a number"), _(measure.unit))
    if rest == measure.unit:
        return amount
    raise ValueError(_("is counted in {unit}").format(unit=_(measure.unit)))


def _share(text: str) -> float:
    share = parse_share(text)
    if isinstance(share, float):
        return share
    amount, rest = amount_and_unit(f"{text} share", _("a number"), _("share"))
    if rest != "share":
        raise ValueError(_("a share is a number from 0 to 1, or a percentage such as 98 %"))
    parse_share(amount)
    return amount


def _time(text: str, measure: Measure) -> float:
    spoken = text.replace("open h", "h") if measure.quantity is OPEN_HOURS else text
    duration = Duration.parse(spoken)
    if measure.quantity is not MINUTES and duration.unit == "days":
        raise ValueError(_("is counted in hours: write it in h or min"))
    return duration.seconds / measure.quantity.seconds
