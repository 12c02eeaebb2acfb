"""Targets: what a design point must reach, as a planner writes it, and whether its runs show it.

In: texts such as ``>= 0.98`` and ``<= 30 min``, estimates, and the values of replications. Out:
`Target`, a verdict that says so where the runs cannot tell, and in how many replications targets
hold: the mean of many years may meet one that every other year misses. Which measures a scenario
has is not known here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log

import numpy as np

from simulator.language import N_, _
from simulator.measures import CONFIDENCE, Estimate, Measure, Occurrence, Series, measure_named
from simulator.reports.norms import Verdict
from simulator.scenario.clocks import SECONDS_PER_HOUR, SECONDS_PER_MINUTE
from simulator.scenario.number_text import amount_and_unit
from simulator.scenario.quantities import Duration
from simulator.scenario.shares import parse_share

_RELATION = re.compile(r"(?P<sign>>=|<=|>|<|≥|≤)\s*(?P<amount>\S.*)")
_SIGNS = {"≥": ">=", "≤": "<="}

_SECONDS = {"min": SECONDS_PER_MINUTE, "h": SECONDS_PER_HOUR, "open h": SECONDS_PER_HOUR}
"""Seconds in the units of time of the catalogue."""

_WRITTEN = N_("is written as a relation and a bound, e.g. {example}")


@dataclass(frozen=True, slots=True)
class Target:
    """A bound on the mean of a measure over the replications.

    Examples
    --------
    >>> Target.parse("wait_p90.receive", "<= 1.5 h")
    Target(measure='wait_p90.receive', sign='<=', bound=90.0, text='<= 1.5 h')
    """

    measure: str
    """Full name."""
    sign: str
    """`>=`, `<=`, `>` or `<`."""
    bound: float
    """In the unit of the measure."""
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
        return cls(measure, sign, bound, str(text))

    def verdict(self, estimate: Estimate) -> Verdict:
        """Hold an estimate against the target.

        It is met, or missed, where the whole 95 % interval is on that side; else, and where nothing
        was counted, the runs cannot tell. Where nearly all replications are the same there is no
        interval: then the worst and the best that rare ones can make of the mean stand for its
        ends; but a wait of 0 throughout is that of a Center with time to spare, and no luck. A
        single replication is taken at its word.
        """
        if not estimate.n:
            return Verdict.UNCLEAR
        low = estimate.mean if estimate.low is None else estimate.low
        high = estimate.mean if estimate.high is None else estimate.high
        if estimate.unlike and not never_waits(estimate, measure_named(self.measure)):
            rare, highest = estimate.unlike.high, measure_named(self.measure).highest
            low, high = low * (1 - rare), high + rare * (highest - high)
        ends = [self.holds(low), self.holds(high)]
        if all(ends):
            return Verdict.MET
        return Verdict.UNCLEAR if any(ends) else Verdict.MISSED

    def holds(self, value: float) -> bool:
        """Whether a value reaches it; nan does not."""
        match self.sign:
            case ">=":
                return value >= self.bound
            case "<=":
                return value <= self.bound
            case ">":
                return value > self.bound
            case _:
                return value < self.bound


def never_waits(estimate: Estimate, measure: Measure) -> bool:
    """Whether a time is 0 in every replication."""
    return measure.unit in _SECONDS and estimate.is_zero


def periods_met(targets: Sequence[Target], series: Sequence[Series]) -> Occurrence | None:
    """Count the replications in which all of some targets hold; None where nothing can be counted.

    Parameters
    ----------
    targets
        One or more.
    series
        The measure of each in every replication. Where one is nan, there was nothing to hold
        against its target: the replication is left out.

    Examples
    --------
    >>> target = Target.parse("on_time_rate", ">= 0.98")
    >>> rates = np.array([0.99, 0.97, np.nan, 0.985])
    >>> periods_met([target], [Series(rates, np.array([80, 75, 0, 81]), [None] * 4)])
    Occurrence(times=2, of=3)
    """
    values = np.column_stack([own.values for own in series])
    counted = values[~np.isnan(values).any(axis=1)]
    met = [all(map(Target.holds, targets, row)) for row in counted.tolist()]
    return Occurrence(sum(met), of=len(met)) if met else None


def share_verdict(met: Occurrence, asked: float) -> Verdict:
    """Hold the share of the replications that meet all targets against what is asked of it.

    As with means, it is met, or missed, where its whole 95 % interval is on that side.
    """
    if met.low >= asked:
        return Verdict.MET
    return Verdict.MISSED if met.high < asked else Verdict.UNCLEAR


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
    if measure.unit in _SECONDS:
        return _time(text, measure)
    if measure.unit == "share":
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
    spoken = text.replace("open h", "h") if measure.unit == "open h" else text
    if spoken.startswith(("-", "−")):
        raise ValueError(_impossible(measure))
    duration = Duration.parse(spoken)
    if measure.unit != "min" and duration.unit == "days":
        raise ValueError(_("is counted in hours: write it in h or min"))
    return duration.seconds / _SECONDS[measure.unit]


def _impossible(measure: Measure) -> str:
    if measure.highest == 1:
        return _("cannot be reached: {measure} lies between 0 and 1").format(measure=measure.name)
    return _("cannot be reached: {measure} is never below 0").format(measure=measure.name)


def _example(measure: Measure) -> str:
    if measure.unit == "share":
        return "'>= 0.98'"
    return "'<= 30 min'" if measure.unit == "min" else f"'<= 8 {_(measure.unit)}'"
