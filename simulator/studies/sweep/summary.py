"""What a sweep answers: which design points reach the targets, and the cheapest of them.

In: a `Sweep`. Out: `Answer`, as data and as lines for the terminal. Pictures are made elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

from simulator.language import _, ngettext
from simulator.measures import Estimate, measure_named
from simulator.reports.figures import ABSENT, COUNT, PERCENT, Unit, counted, interval, mean, number
from simulator.reports.norms import Verdict
from simulator.reports.precision import difference_unit
from simulator.studies.sweep.plan import setting_text
from simulator.studies.sweep.reading import Sweep, SweepPoint


@dataclass(frozen=True, slots=True)
class Answer:
    """Which design points reach all targets."""

    points: int
    """Design points of the sweep that have results."""
    met: int
    """Those that reach all targets, the intervals included."""
    unclear: int
    """Those that miss none, but of which the runs cannot tell whether they reach all."""
    cheapest: SweepPoint | None
    """The cheapest of `met`; else of those of `unclear` whose means reach the targets; None where
    there is none, or no target."""
    is_certain: bool
    """Whether the cheapest is one of `met`."""


def verdict(sweep: Sweep, point: SweepPoint) -> Verdict | None:
    """Return whether a point reaches all targets; None where it has no results yet."""
    if not sweep.replications(point):
        return None
    found = [target.verdict(sweep.estimate(point, target.measure)) for target in sweep.targets]
    for worst in (Verdict.MISSED, Verdict.UNCLEAR):
        if worst in found:
            return worst
    return Verdict.MET


def answer(sweep: Sweep) -> Answer:
    """Hold every design point against the targets."""
    verdicts = [verdict(sweep, point) for point in sweep.points]
    cheapest = cheapest_of(sweep, sweep.points)
    return Answer(
        points=sum(each is not None for each in verdicts),
        met=verdicts.count(Verdict.MET),
        unclear=verdicts.count(Verdict.UNCLEAR),
        cheapest=cheapest,
        is_certain=cheapest is not None and is_certain(sweep, cheapest),
    )


def cheapest_of(sweep: Sweep, points: Sequence[SweepPoint]) -> SweepPoint | None:
    """Return the cheapest point that meets all targets, the first where several cost as little.

    Where none does, it is the cheapest of those that the runs cannot tell of, but whose means reach
    the targets; None where there is none either, or no target.
    """
    if not sweep.targets:
        return None
    candidates = [point for point in points if is_certain(sweep, point)] or [
        point
        for point in points
        if verdict(sweep, point) is Verdict.UNCLEAR and _means_reach_targets(sweep, point)
    ]
    return min(candidates, key=sweep.outlay, default=None)


def is_certain(sweep: Sweep, point: SweepPoint) -> bool:
    """Whether a point reaches all targets, the intervals included."""
    return verdict(sweep, point) is Verdict.MET


def _means_reach_targets(sweep: Sweep, point: SweepPoint) -> bool:
    return all(target.holds(sweep.estimate(point, target.measure).mean) for target in sweep.targets)


def outlay_text(sweep: Sweep, outlay: float) -> str:
    """Write what a point costs a year, or the number of its officers where they have no cost."""
    if isnan(outlay):
        return ABSENT
    if sweep.counts_officers:
        return counted("{n} officer", "{n} officers", int(outlay))
    return f"{number(outlay, COUNT)} {sweep.currency}".strip()


def answer_text(sweep: Sweep, found: Answer) -> str:
    """Say it in lines for the terminal."""
    if not sweep.targets:
        return _("The plan has no targets.") + "\n"
    lines = [
        ngettext(
            "Targets met by {met} of {n} point",
            "Targets met by {met} of {n} points",
            found.points,
        ).format(met=number(found.met, COUNT), n=number(found.points, COUNT))
    ]
    if found.unclear:
        lines[0] += ", " + ngettext(
            "unclear at {n}: more replications would tell",
            "unclear at {n}: more replications would tell",
            found.unclear,
        ).format(n=number(found.unclear, COUNT))
    if found.cheapest is None:
        return f"{lines[0]}\n"
    told = (
        _("The cheapest that meets them: {cost}")
        if found.is_certain
        else _("The cheapest that may meet them: {cost}")
    )
    lines.append(told.format(cost=outlay_text(sweep, sweep.outlay(found.cheapest))))
    point = found.cheapest
    shown = {"case": point.case} if point.case else {}
    shown |= {path: setting_text(value) for path, value in point.settings.items()}
    width = max((len(path) for path in shown), default=0)
    lines += [f"  {path:{width}}  {value}" for path, value in shown.items()]
    for target in sweep.targets:
        estimate = sweep.estimate(point, target.measure)
        lines.append(f"  {target.measure} {target.text}: {_estimated(target.measure, estimate)}")
    return "".join(f"{line}\n" for line in lines)


def _estimated(measure: str, estimate: Estimate) -> str:
    entry = measure_named(measure)
    unit: Unit = PERCENT if entry.unit == "share" else difference_unit(entry)
    if estimate.low is None:
        return number(estimate.mean, unit)
    return f"{mean(estimate, unit)} ({interval(estimate, unit)})"


def answer_data(sweep: Sweep, found: Answer) -> dict[str, object]:
    """Return it for programs; it is JSON."""
    point = found.cheapest
    return {
        "points": len(sweep.points),
        "targets": {target.measure: target.text for target in sweep.targets},
        "met": found.met,
        "unclear": found.unclear,
        "cheapest": point
        and {
            "point": point.number,
            "case": point.case or None,
            "settings": dict(point.settings),
            "cost": point.cost,
            "officers": int(sweep.outlay(point)) if sweep.counts_officers else None,
            "currency": sweep.currency or None,
            "certain": found.is_certain,
            "measures": {
                target.measure: _estimate_data(sweep.estimate(point, target.measure))
                for target in sweep.targets
            },
        },
    }


def _estimate_data(estimate: Estimate) -> dict[str, object]:
    has_mean = estimate.n > 0
    return {
        "mean": estimate.mean if has_mean else None,
        "low": estimate.low,
        "high": estimate.high,
        "n": estimate.n,
    }
