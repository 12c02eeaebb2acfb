"""The report of a sensitivity analysis: its document, and all of its files.

In: a `Sensitivity`, and how it came about. Out: a `Report`. The command and `onestop report` make
it alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from simulator.reports.document import Document
from simulator.reports.report import Report
from simulator.reports.sensitivity.data import sensitivity_data
from simulator.reports.sensitivity.document import sensitivity_document
from simulator.studies.sensitivity import Sensitivity


@dataclass(eq=False)
class SensitivityReport(Report):
    """What came of a sensitivity analysis, in the language that is spoken."""

    of: Sensitivity
    origin: Mapping[str, Any]
    stem = "sensitivity"

    @cached_property
    def document(self) -> Document:
        """What people read."""
        return sensitivity_document(self.of, self.origin)

    @property
    def data(self) -> dict[str, object]:
        """The content of sensitivity.json."""
        return sensitivity_data(self.of, self.origin)
