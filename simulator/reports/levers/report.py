"""The report of a study of levers: its document, and all of its files.

In: `Levers`, and how they came about. Out: a `Report`. The study and `onestop report` make it
alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from simulator.reports.document import Document
from simulator.reports.levers.data import levers_data
from simulator.reports.levers.document import levers_document
from simulator.reports.report import Report
from simulator.results.files import LEVERS
from simulator.studies.levers import Levers


@dataclass(eq=False)
class LeversReport(Report):
    """What levers do, in the language that is spoken."""

    of: Levers
    origin: Mapping[str, Any]
    stem = LEVERS

    @cached_property
    def document(self) -> Document:
        """What people read."""
        return levers_document(self.of, self.origin)

    @property
    def data(self) -> dict[str, object]:
        """The content of levers.json."""
        return levers_data(self.of, self.origin)
