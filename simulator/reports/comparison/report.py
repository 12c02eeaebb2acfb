"""The report of a comparison: its document, and all of its files.

In: a `Compared`, and how it came about. Out: a `Report`. A comparison and `onestop report` make it
alike.
"""

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any

from simulator.reports.brief.comparison import comparison_brief
from simulator.reports.comparison.document import comparison_document
from simulator.reports.comparison.files import (
    CSV,
    comparison_csv,
    comparison_data,
)
from simulator.reports.document import Document, Letter
from simulator.reports.report import Report
from simulator.reports.run.answer import checked_text
from simulator.studies.comparison.running import Compared


class ComparisonReport(Report):
    """What came of a comparison, in the language that is spoken.

    Parameters
    ----------
    of
        The scenarios and their differences.
    origin
        How they came about: `simulator.results.provenance`.
    briefs
        Names of the files of the brief that are asked for.
    """

    stem = "compare"

    def __init__(
        self, of: Compared, origin: Mapping[str, Any], briefs: Collection[str] = ()
    ) -> None:
        self._of, self._origin, self.briefs = of, origin, briefs
        self.checked = checked_text(origin)

    @cached_property
    def document(self) -> Document:
        """What people read."""
        return comparison_document(self._of, self._origin)

    @property
    def brief(self) -> Letter:
        """One sheet for the leadership."""
        return comparison_brief(self._of, self._origin)

    @property
    def data(self) -> dict[str, object]:
        """The content of compare.json."""
        return comparison_data(self._of, self._origin)

    def numbers(self) -> dict[str, bytes]:
        """Return the differences as rows, and all of it as data."""
        return {CSV: comparison_csv(self._of).encode(), **super().numbers()}
