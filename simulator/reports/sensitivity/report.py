"""The report of a sensitivity analysis: its document, and all of its files.

In: a `Sensitivity`, and how it came about. Out: a `Report`. The command and `onestop report` make
it alike.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from simulator.reports.document import Document
from simulator.reports.report import Report
from simulator.reports.run.answer import checked_text
from simulator.reports.sensitivity.data import sensitivity_data
from simulator.reports.sensitivity.document import sensitivity_document
from simulator.studies.sensitivity import Sensitivity


class SensitivityReport(Report):
    """What came of a sensitivity analysis, in the language that is spoken.

    Parameters
    ----------
    of
        What came of it.
    origin
        How it came about: `simulator.results.provenance`.
    """

    stem = "sensitivity"

    def __init__(self, of: Sensitivity, origin: Mapping[str, Any]) -> None:
        self._of, self._origin = of, origin
        self.checked = checked_text(origin)

    @cached_property
    def document(self) -> Document:
        """What people read."""
        return sensitivity_document(self._of, self._origin)

    @property
    def data(self) -> dict[str, object]:
        """The content of sensitivity.json."""
        return sensitivity_data(self._of, self._origin)
