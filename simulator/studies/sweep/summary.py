"""What a sweep answers: which design points reach the targets, and the cheapest of them.

In: a `Sweep`. Out: `Answer`. How it is told is not known here. A point that cannot carry its load,
or leaves filings that nobody accepts, is named only where no other meets the targets.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.measures import Verdict
from simulator.studies.sweep.deciding import chance
from simulator.studies.sweep.reading import Sweep, SweepPoint
from simulator.studies.sweep.screening import is_burdened, judged, screened
from simulator.studies.sweep.targets import Target


@dataclass(frozen=True, slots=True)
class Answer:
    """Which design points reach all targets."""

    points: int
    """Design points of the sweep that have results."""
    met: int
    """Those that reach all targets, the intervals included."""
    burdened: int
    """Those of `met` that cannot carry their load, or leave filings that nobody accepts."""
    unclear: int
    """Those that miss none, but of which the runs cannot tell whether they reach all."""
    cheapest: SweepPoint | None
    """The cheapest of `met`; else of those of `unclear` whose means reach the targets; None where
    there is none, or no target."""
    is_certain: bool
    """Whether the cheapest is one of `met`."""


def verdict(sweep: Sweep, point: SweepPoint) -> Verdict | None:
    """Return whether a point reaches all targets; None where it has no results yet.

    Where the plan asks for a share of the years, that share of the replications must reach them;
    else the mean of each. Of a point that was tried on fresh replications, these decide.
    """
    return sweep.decisions.verdicts.get(point.scenario) or screened(sweep, point)


def verdict_of(sweep: Sweep, point: SweepPoint, targets: Sequence[Target]) -> Verdict:
    """Return whether a point with results reaches some of the targets.

    What is decided of all targets holds of each; else each is held against its own interval.
    """
    if is_certain(sweep, point):
        return Verdict.MET
    series = [sweep.answering(point, target.measure) for target in targets]
    return judged(targets, series, years=sweep.years)


def chance_of(sweep: Sweep, point: SweepPoint) -> float:
    """Return how probable it is that a point with results reaches all targets."""
    series = [sweep.answering(point, target.measure) for target in sweep.targets]
    return chance(sweep.targets, series, years=sweep.years)


def answer(sweep: Sweep) -> Answer:
    """Hold every design point against the targets."""
    verdicts = [verdict(sweep, point) for point in sweep.points]
    met = [point for point in sweep.points if is_certain(sweep, point)] if sweep.targets else []
    cheapest = cheapest_of(sweep, sweep.points)
    return Answer(
        points=sum(each is not None for each in verdicts),
        met=verdicts.count(Verdict.MET),
        burdened=sum(is_burdened(sweep, point) for point in met),
        unclear=verdicts.count(Verdict.UNCLEAR),
        cheapest=cheapest,
        is_certain=cheapest is not None and is_certain(sweep, cheapest),
    )


def cheapest_of(sweep: Sweep, points: Sequence[SweepPoint]) -> SweepPoint | None:
    """Return the cheapest point that meets all targets, the first where several cost as little.

    Points that are burdened come after all others. Where none meets the targets, it is the cheapest
    of those that the runs cannot tell of, but whose means reach the targets; None where there is
    none either, or no target.
    """
    if not sweep.targets:
        return None
    candidates = [point for point in points if is_certain(sweep, point)] or [
        point
        for point in points
        if verdict(sweep, point) is Verdict.UNCLEAR and reaches(sweep, point, sweep.targets)
    ]
    steady = [point for point in candidates if not is_burdened(sweep, point)]
    return min(steady or candidates, key=sweep.outlay, default=None)


def replications_in_all(sweep: Sweep) -> int:
    """Return the replications of the grid that are stored, of points that are alike once."""
    return sum({each.scenario: sweep.replications(each) for each in sweep.points}.values())


def is_certain(sweep: Sweep, point: SweepPoint) -> bool:
    """Whether a point reaches all targets, the intervals included."""
    return verdict(sweep, point) is Verdict.MET


def reaches(sweep: Sweep, point: SweepPoint, targets: Sequence[Target]) -> bool:
    """Whether what came out of a point reaches some of the targets, chance left aside."""
    if sweep.years is not None and (met := sweep.periods_met(point, targets)):
        return met.share >= sweep.years
    return all(target.holds(sweep.estimate(point, target.measure).mean) for target in targets)
