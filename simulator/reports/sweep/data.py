"""What a sweep answers, for programs.

In: a `Sweep`. Out: data that is JSON: numbers in full, names of measures as in every file.
"""

from collections.abc import Sequence

from simulator.measures import CONFIDENCE
from simulator.studies.sweep.frontier import cheapest_by_level
from simulator.studies.sweep.reading import Sweep, SweepPoint
from simulator.studies.sweep.screening import is_overloaded, leaves_filings
from simulator.studies.sweep.summary import answer, chance_of, replications_in_all
from simulator.studies.sweep.targets import Target


def sweep_data(sweep: Sweep) -> dict[str, object]:
    """Return which points meet the targets, and the cheapest at each level of what is given."""
    sessions, found = sweep.sessions, answer(sweep)
    return {
        "points": len(sweep.points),
        "replications": replications_in_all(sweep),
        "targets": {target.measure: target.text for target in sweep.targets},
        "years": sweep.years,
        "met": found.met,
        "cannot_carry": [point.number for point in sweep.points if is_overloaded(sweep, point)],
        "leave_filings": [point.number for point in sweep.points if leaves_filings(sweep, point)],
        "unclear": found.unclear,
        "second_stage": _second_stage(sweep),
        "cheapest": [
            {
                "level": dict(each.level.settings),
                "point": each.point and _point_data(sweep, each.point, certain=each.is_certain),
                "undecided": [_point_data(sweep, one, certain=False) for one in each.undecided],
            }
            for each in (cheapest_by_level(sweep) if sweep.targets else ())
        ],
        "currency": sweep.currency or None,
        "provenance": sessions[-1] if sessions else None,
    }


def _point_data(sweep: Sweep, point: SweepPoint, *, certain: bool) -> dict[str, object]:
    return {
        "number": point.number,
        "case": point.case or None,
        "settings": dict(point.settings),
        "cost": point.cost,
        "officers": int(sweep.outlay(point)) if sweep.counts_officers else None,
        "certain": certain,
        "chance": None if certain else chance_of(sweep, point),
        "stage": 2 if sweep.decided_by(point) else 1,
        "load": sweep.load(point),
        "cannot_carry": is_overloaded(sweep, point),
        "leaves_filings": leaves_filings(sweep, point),
        "years": _years_data(sweep, point, sweep.targets),
        "measures": {
            target.measure: {
                **sweep.estimate(point, target.measure).data(),
                "years": _years_data(sweep, point, [target]),
            }
            for target in sweep.targets
        },
    }


def _second_stage(sweep: Sweep) -> dict[str, object] | None:
    """Return how the candidates were decided on; None where there is no such stage."""
    if not sweep.fresh_at_most:
        return None
    tried = sweep.decisions.replications
    return {
        "finished": sweep.is_decided,
        "at_most": sweep.fresh_at_most,
        "candidates": len(tried),
        "replications": sum(tried.values()),
        "confidence": CONFIDENCE,
    }


def _years_data(
    sweep: Sweep, point: SweepPoint, targets: Sequence[Target]
) -> dict[str, object] | None:
    """Return in how many replications all of some targets hold."""
    met = sweep.periods_met(point, targets)
    return met.data() if met else None
