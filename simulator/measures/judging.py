"""Judging: whether replications show that a bound on a measure is kept.

In: a `Bound`, estimates, and the values of replications. Out: a `Verdict` that says so where the
runs cannot tell, and in how many replications bounds hold: the mean of many years may keep one that
every other year breaks. Who sets bounds, and what is said of them, is not known here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import ge, gt, le, lt

import numpy as np

from simulator.measures.intervals import Estimate
from simulator.measures.measure import Measure
from simulator.measures.occurrence import CONFIDENCE, Occurrence
from simulator.measures.replicated import Series

RELATIONS = {">=": ge, "<=": le, ">": gt, "<": lt}
"""What the sign of a bound says of a value and it."""


UNACCEPTED = 0.01
"""Dossiers that wait to be accepted at the end, as a share of the received, worth a look."""


class Verdict(StrEnum):
    """Whether a bound is kept; the value is the sign that stands for it."""

    MET = "✓"
    UNCLEAR = "?"
    MISSED = "✗"


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound on a measure."""

    sign: str
    """One of `RELATIONS`."""
    bound: float
    """In the unit of the measure."""

    def holds(self, value: float) -> bool:
        """Whether a value keeps it; nan does not."""
        return bool(RELATIONS[self.sign](value, self.bound))

    def judge(self, estimate: Estimate, measure: Measure) -> Verdict:
        """Hold the estimate of a measure against the bound.

        It is met, or missed, where the whole interval is on that side; else, and where nothing
        was counted, the runs cannot tell. Where nearly all replications are the same there is no
        interval: then the worst and the best that rare ones can make of the mean stand for its
        ends; but a wait of 0 throughout is that of a Center with time to spare, and no luck. A
        single replication is taken at its word.
        """
        if not estimate.n:
            return Verdict.UNCLEAR
        low = estimate.mean if estimate.low is None else estimate.low
        high = estimate.mean if estimate.high is None else estimate.high
        never_waits = bool(measure.quantity.seconds) and estimate.is_zero
        if estimate.unlike and not never_waits:
            rare = estimate.unlike.high
            low, high = low * (1 - rare), high + rare * (measure.highest - high)
        ends = [self.holds(low), self.holds(high)]
        if all(ends):
            return Verdict.MET
        return Verdict.UNCLEAR if any(ends) else Verdict.MISSED


def times_met(
    bounds: Sequence[Bound], series: Sequence[Series], *, confidence: float = CONFIDENCE
) -> Occurrence | None:
    """Count the replications in which all of some bounds hold; None where nothing can be counted.

    Parameters
    ----------
    bounds
        One or more.
    series
        The measure of each in every replication. Where one is nan, there was nothing to hold
        against its bound: the replication is left out.
    confidence
        Of the interval of their share.

    Examples
    --------
    >>> from simulator.measures.keys import MeasureKey
    >>> rates = np.array([0.99, 0.97, np.nan, 0.985])
    >>> of_years = Series(MeasureKey("on_time_rate"), rates, np.array([80, 75, 0, 81]), [None] * 4)
    >>> times_met([Bound(">=", 0.98)], [of_years])
    Occurrence(times=2, of=3)
    """
    values = np.column_stack([own.values for own in series])
    counted = values[~np.isnan(values).any(axis=1)]
    met = [all(map(Bound.holds, bounds, row)) for row in counted.tolist()]
    return Occurrence(sum(met), of=len(met), confidence=confidence) if met else None


def share_verdict(met: Occurrence, asked: float) -> Verdict:
    """Hold the share of the replications that keep all bounds against what is asked of it.

    As with means, it is met, or missed, where its whole interval is on that side.
    """
    if met.low >= asked:
        return Verdict.MET
    return Verdict.MISSED if met.high < asked else Verdict.UNCLEAR


def are_many_unaccepted(unaccepted: float, received: float) -> bool:
    """Whether more filings wait at the end to be accepted than come in a few days."""
    return unaccepted > UNACCEPTED * received
