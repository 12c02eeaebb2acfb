"""The report of a sweep: its document, and all of its files.

In: a `Sweep`, and the formats of exports that are asked for. Out: a `Report`, and the data for
programs: numbers in full, names as in every file. A sweep and `onestop report` make it alike.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from simulator.measures import CONFIDENCE
from simulator.reports.brief.sweep import sweep_brief
from simulator.reports.document import Document, Letter
from simulator.reports.report import Report
from simulator.reports.sweep.document import sweep_checked_text, sweep_document
from simulator.reports.sweep.exporting import export
from simulator.results.files import SWEEP
from simulator.results.store import Store
from simulator.studies.sweep.frontier import cheapest_by_level
from simulator.studies.sweep.reading import Sweep, SweepPoint
from simulator.studies.sweep.screening import is_overloaded, leaves_filings
from simulator.studies.sweep.summary import answer, chance_of, replications_in_all
from simulator.studies.sweep.targets import Target


@dataclass(eq=False)
class SweepReport(Report):
    """What came of a sweep, in the language that is spoken."""

    sweep: Sweep
    exports: Sequence[str] = ()
    """Formats of the files that have all replications of all points."""
    briefs: Collection[str] = ()
    stem = SWEEP

    @property
    def checked(self) -> str:
        """What became of the check, in the last session that made one."""
        return sweep_checked_text(self.sweep)

    @cached_property
    def document(self) -> Document:
        """What people read."""
        return sweep_document(self.sweep)

    @property
    def brief(self) -> Letter:
        """One sheet for the leadership."""
        return sweep_brief(self.sweep)

    @property
    def data(self) -> dict[str, object]:
        """Which points meet the targets."""
        return sweep_data(self.sweep)

    def numbers(self) -> dict[str, bytes]:
        """Return nothing: the store is enough."""
        return {}

    def saved_in(self, store: Store, *, still_true: Collection[str] = ()) -> Iterator[list[str]]:
        """Save workbook and page, and then the exports, which may be larger than the memory."""
        yield from super().saved_in(store, still_true=still_true)
        yield [export(self.sweep, kind).name for kind in self.exports]


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
