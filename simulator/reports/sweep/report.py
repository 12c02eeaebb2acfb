"""The report of a sweep: its document, and all of its files.

In: a `Sweep`, and the formats of exports that are asked for. Out: a `Report`. A sweep and `onestop
report` make it alike.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from simulator.reports.brief.sweep import sweep_brief
from simulator.reports.document import Document, Letter
from simulator.reports.report import Report
from simulator.reports.sweep.data import sweep_data
from simulator.reports.sweep.document import sweep_checked_text, sweep_document
from simulator.reports.sweep.exporting import export
from simulator.results.store import Store
from simulator.studies.sweep.reading import Sweep


@dataclass(eq=False)
class SweepReport(Report):
    """What came of a sweep, in the language that is spoken."""

    sweep: Sweep
    exports: Sequence[str] = ()
    """Formats of the files that have all replications of all points."""
    briefs: Collection[str] = ()
    stem = "sweep"

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
