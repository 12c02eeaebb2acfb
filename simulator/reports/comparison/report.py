"""The report of a comparison: its document, and all of its files.

In: a `Compared`, and how it came about. Out: a `Report`. A comparison and `onestop report` make it
alike.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from simulator.reports.brief.comparison import comparison_brief
from simulator.reports.comparison.document import comparison_document
from simulator.reports.comparison.files import comparison_csv, comparison_data
from simulator.reports.document import Document, Letter
from simulator.reports.report import Report
from simulator.results.files import COMPARE
from simulator.studies.comparison.running import Compared


@dataclass(eq=False)
class ComparisonReport(Report):
    """What came of a comparison, in the language that is spoken."""

    of: Compared
    origin: Mapping[str, Any]
    briefs: Collection[str] = ()
    stem = COMPARE

    @cached_property
    def document(self) -> Document:
        """What people read."""
        return comparison_document(self.of, self.origin)

    @property
    def brief(self) -> Letter:
        """One sheet for the leadership."""
        return comparison_brief(self.of, self.origin)

    @property
    def data(self) -> dict[str, object]:
        """The content of compare.json."""
        return comparison_data(self.of, self.origin)

    def numbers(self) -> dict[str, bytes]:
        """Return the differences as rows, and all of it as data."""
        return {f"{self.stem}.csv": comparison_csv(self.of).encode(), **super().numbers()}
