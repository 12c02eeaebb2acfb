"""The report of a run: its document, and all of its files.

In: a stored result, and the period that the form is filled in for. Out: a `Report`. A run and
`onestop report` make it alike.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from simulator.reports.brief.run import run_brief
from simulator.reports.document import Document, Letter
from simulator.reports.files import json_text
from simulator.reports.levers.data import helping_data
from simulator.reports.report import Report
from simulator.reports.run.document import run_document
from simulator.reports.run.files import form_csv, measures_csv, summary
from simulator.reports.run.form_table import form_table
from simulator.reports.run.observed import observed_data
from simulator.reports.run.precision import precision_text
from simulator.results.files import FORM, MEASURES, REPORT, SCENARIO, SUMMARY
from simulator.results.run import Stored
from simulator.scenario.writer import yaml_text


@dataclass(eq=False)
class RunReport(Report):
    """What came of a run, in the language that is spoken."""

    stored: Stored
    period: str | None = None
    """Quarter or year of the form, as `2021-Q1` or `2021`, which it has; all of it when absent."""
    briefs: Collection[str] = ()
    stem = REPORT

    def __post_init__(self) -> None:
        """Fill in the form."""
        self.origin = self.stored.provenance
        self._form = form_table(self.stored.result, self.period)

    @property
    def remarks(self) -> str:
        """What became of the precision that was asked for."""
        precision = self.stored.provenance.get("precision")
        return precision_text(precision) if precision else ""

    @cached_property
    def document(self) -> Document:
        """What people read."""
        return run_document(self.stored, self._form)

    @property
    def brief(self) -> Letter:
        """One sheet for the leadership."""
        return run_brief(self.stored)

    @property
    def data(self) -> dict[str, object]:
        """The content of summary.json."""
        said = summary(self.stored.result, self.stored.provenance)
        assumed = {name: spread.model_dump() for name, spread in self.stored.assumed.items()}
        open_to = {"assumptions": assumed} if assumed else {}
        helping = helping_data(self.stored.levers)
        return said | observed_data(self.stored) | open_to | helping

    def numbers(self) -> dict[str, bytes]:
        """Return the scenario as it was put together, all measures, and the summary."""
        return {
            SCENARIO: yaml_text(self.stored.written).encode(),
            MEASURES: measures_csv(self.stored.result).encode(),
            SUMMARY: json_text(self.data).encode(),
        }

    def pages(self) -> dict[str, bytes]:
        """Return the form, the workbook, and the page."""
        return {FORM: form_csv(self._form).encode(), **super().pages()}
