"""Targets: what a design point must reach, as a planner writes it.

In: texts such as ``>= 0.98`` and ``<= 30 min``. Out: `Target`, a `Bound` on a measure. Which
measures a scenario has is not known here.
"""

import re
from dataclasses import dataclass
from math import ceil, log

from simulator.language import N_, _
from simulator.measures import CONFIDENCE, Bound, Estimate, Measure, Verdict, measure_named
from simulator.measures.quantities import MINUTES, OPEN_HOURS, SHARE
from simulator.scenario.number_text import amount_and_unit
from simulator.scenario.quantities import Duration
from simulator.scenario.shares import parse_share

_RELATION = re.compile(r"(?P<sign>>=|<=|>|<|≥|≤)\s*(?P<amount>\S.*)")
_SIGNS = {"≥": ">=", "≤": "<="}

_WRITTEN = N_("is written as a relation and a bound, e.g. {example}")


@dataclass(frozen=True, slots=True)
class Target(Bound):
    """A bound on the mean of a measure over the replications.

    Examples
    --------
    >>> Target.parse("wait_p90.receive", "<= 1.5 h")
    Target(sign='<=', bound=90.0, measure='wait_p90.receive', text='<= 1.5 h')
    """

    measure: str
    """As it was written: the full name."""
    text: str
    """As it was written."""

    @classmethod
    def parse(cls, measure: str, text: object) -> "Target":
        """Read a target.

        Raises
        ------
        KeyError
            If the catalogue has no such measure.
        ValueError
            If the text cannot be read, or nothing could reach it.
        """
        entry = measure_named(measure)
        match = _RELATION.fullmatch(text.strip()) if isinstance(text, str) else None
        if match is None:
            raise ValueError(_(_WRITTEN).format(example=_example(entry)))
        sign = _SIGNS.get(match["sign"], match["sign"])
        bound = amount_of(match["amount"], entry)
        strictly_beyond = (sign == ">" and bound == entry.highest) or (sign == "<" and bound == 0)
        if not 0 <= bound <= entry.highest or strictly_beyond:
            raise ValueError(_impossible(entry))
        return cls(sign, bound, measure, str(text))

    @property
    def entry(self) -> Measure:
        """What the catalogue says of the measure."""
        return measure_named(self.measure)

    def verdict(self, estimate: Estimate) -> Verdict:
        """Hold an estimate against the target."""
        return self.judge(estimate, self.entry)


def replications_to_show(asked: float) -> int:
    """Return the replications that show a share of them, if all meet the targets.

    Examples
    --------
    >>> replications_to_show(0.9)
    36
    """
    return ceil(log((1 - CONFIDENCE) / 2) / log(asked))


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
    if spoken.startswith(("-", "−")):
        raise ValueError(_impossible(measure))
    duration = Duration.parse(spoken)
    if measure.quantity is not MINUTES and duration.unit == "days":
        raise ValueError(_("is counted in hours: write it in h or min"))
    return duration.seconds / measure.quantity.seconds


def _impossible(measure: Measure) -> str:
    if measure.highest == 1:
        return _("cannot be reached: {measure} lies between 0 and 1").format(measure=measure.name)
    return _("cannot be reached: {measure} is never below 0").format(measure=measure.name)


def _example(measure: Measure) -> str:
    if measure.quantity is SHARE:
        return "'>= 0.98'"
    return "'<= 30 min'" if measure.quantity is MINUTES else f"'<= 8 {_(measure.unit)}'"
