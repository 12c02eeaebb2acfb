"""The sheet about the result: what was simulated, how often, and how to have it again.

In: a stored result. Out: a sheet of names and texts; nothing in it depends on when it was run.
"""

from collections.abc import Iterator

from openpyxl import Workbook

from simulator.language import _
from simulator.reports.answer import few_replications, rests_on_text
from simulator.reports.figures import COUNT, day, number
from simulator.reports.footnotes import unlike_note
from simulator.reports.labels import Names
from simulator.reports.workbook.cells import (
    BOLD,
    WRAPPED,
    add_sheet,
    cell_at,
    set_widths,
    write_text,
)
from simulator.results.result import Result
from simulator.results.run import Stored
from simulator.scenario.sourcing import sourcing


def add_about(workbook: Workbook, stored: Stored) -> None:
    """Add the sheet about the result."""
    result, provenance = stored.result, stored.provenance
    center, period = Names(result.scenario).center, result.scenario.period
    lines = {
        _("Center"): center,
        _("Period"): _("{first} to {last}").format(first=day(period.from_), last=day(period.to)),
        _("Days simulated before it"): number(period.warm_up_days, COUNT),
        _("Replications"): _("{finished} of {planned}").format(
            finished=number(len(result.replications), COUNT), planned=number(result.planned, COUNT)
        ),
        _("Intervals"): " ".join(_intervals(result)),
        _("Seed"): str(result.seed),  # a text: a spreadsheet keeps 15 digits of a number
        _("Command"): str(provenance["command"]),
        _("Version"): str(provenance["version"]),
        _("Scenario, its hash"): str(provenance["scenario_hash"]),
        _("Assumptions"): rests_on_text(sourcing(stored.written, result.scenario.sources)),
    }
    sheet = add_sheet(workbook, _("About"), header=center)
    set_widths(sheet, (28, 100))
    for row, (name, text) in enumerate(lines.items(), start=1):
        cells = cell_at(sheet, row, 1), cell_at(sheet, row, 2)
        for cell, said in zip(cells, (name, text), strict=True):
            write_text(cell, said)
            cell.alignment = WRAPPED
        cells[0].font = BOLD


def _intervals(result: Result) -> Iterator[str]:
    """Say where intervals come from, and what stands where there is none."""
    yield _("95 % over the replications; none where fewer than two have something to count.")
    if note := unlike_note(result.estimates.values(), result.scenario):
        yield note
    yield from few_replications(result)
