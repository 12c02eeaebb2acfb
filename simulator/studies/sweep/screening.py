"""Screening: what the grid of a sweep says of each design point, before any is run again.

In: a `Sweep`, or the targets and what replications came to. Out: verdicts, each for its point
alone, and which points cannot be relied on whatever they came to. What is decided on fresh
replications is not known here.
"""

from collections.abc import Iterable, Sequence
from math import isnan
from typing import TYPE_CHECKING

from simulator.demand.capacity import can_carry
from simulator.measures import (
    CONFIDENCE,
    Series,
    Verdict,
    are_many_unaccepted,
    share_verdict,
    summarize,
    times_met,
)
from simulator.measures.intervals import SKEWNESS_WEIGHT
from simulator.results.kept import StoredPoint
from simulator.studies.sweep.targets import Target

if TYPE_CHECKING:
    from simulator.studies.sweep.reading import Sweep


def judged(
    targets: Sequence[Target],
    series: Sequence[Series],
    *,
    years: float | None,
    confidence: float = CONFIDENCE,
    skewness_weight: float = SKEWNESS_WEIGHT,
) -> Verdict:
    """Return whether some replications show that all of some targets are reached.

    Parameters
    ----------
    targets
        One or more.
    series
        The measure of each.
    years
        The share of the replications that must reach them; None where the mean of each must.
    confidence, skewness_weight
        Of each interval, as of `student_interval`.
    """
    if years is not None and (met := times_met(targets, series, confidence=confidence)):
        return share_verdict(met, years)
    estimates = (
        summarize(own, confidence=confidence, skewness_weight=skewness_weight) for own in series
    )
    return worst(map(Target.verdict, targets, estimates))


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the verdict on all of some things of which there is one on each."""
    found = set(verdicts)
    return next((each for each in (Verdict.MISSED, Verdict.UNCLEAR) if each in found), Verdict.MET)


def screened(sweep: "Sweep", point: StoredPoint) -> Verdict | None:
    """Return what the grid says of a point; None where it has no results yet."""
    if not sweep.replications(point):
        return None
    if sweep.years is not None:
        series = [sweep.series(point, target.measure) for target in sweep.targets]
        return judged(sweep.targets, series, years=sweep.years)
    return worst(
        target.verdict(sweep.estimate_on_grid(point, target.measure)) for target in sweep.targets
    )


def is_overloaded(sweep: "Sweep", point: StoredPoint) -> bool:
    """Whether a point with results is offered more work than its officers have hours."""
    load = sweep.load(point)
    return not isnan(load) and not can_carry(load)


def leaves_filings(sweep: "Sweep", point: StoredPoint) -> bool:
    """Whether more filings than a few wait at the end of a point to be accepted."""
    if not sweep.replications(point):
        return False
    unaccepted, received = (
        sweep.estimate_on_grid(point, name) for name in ("unaccepted", "received")
    )
    return are_many_unaccepted(unaccepted.mean, received.mean)


def is_burdened(sweep: "Sweep", point: StoredPoint) -> bool:
    """Whether what a point came to would grow worse with the length of the period."""
    return is_overloaded(sweep, point) or leaves_filings(sweep, point)
