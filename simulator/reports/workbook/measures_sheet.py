"""The sheet of the measures: every one over the replications, under its name in summary.json.

In: a `Result`. Out: a table that can be filtered.
"""

from openpyxl import Workbook

from simulator.language import N_, _
from simulator.measures import Estimate, Method
from simulator.reports.figures import (
    COUNT,
    occurrence_text,
    value_unit,
)
from simulator.reports.labels import Names
from simulator.reports.workbook.cells import (
    add_sheet,
    cell_at,
    interval_heads,
    set_heads,
    write_estimate,
    write_number,
    write_text,
)
from simulator.results.result import Result

_TAKEN = {
    Method.POOLED: N_("of all replications together"),
    Method.FEW: N_("fewer than 100 in all"),
}
"""Where a quantile of few comes from, or why there is none."""

_WIDTHS = (30, 40, 18, 12, 12, 12, 13, 26, 60)


def add_measures(workbook: Workbook, result: Result) -> None:
    """Add the sheet of the measures."""
    names = Names(result.scenario, longest=None)
    sheet = add_sheet(workbook, _("Measures"), header=names.center)
    heads = (_("Measure"), _("Place"), _("Unit"), _("Mean"), *interval_heads())
    set_heads(sheet, (*heads, _("Replications"), _("Note"), _("What it says")), _WIDTHS)
    for row, (key, estimate) in enumerate(result.estimates.items(), start=2):
        measure = key.entry
        cells = [cell_at(sheet, row, column) for column in range(1, len(_WIDTHS) + 1)]
        write_text(cells[0], str(key))
        write_text(cells[1], names.place(key))
        write_text(cells[2], _(measure.unit))
        write_estimate(cells[3:6], estimate, value_unit(measure.quantity))
        write_number(cells[6], estimate.n, COUNT, 0)
        write_text(cells[7], _taken(estimate))
        write_text(cells[8], _(measure.definition))
    sheet.auto_filter.ref = sheet.dimensions
    # With the sentences of the last column the print would be too small to read.
    sheet.print_area = f"A1:H{sheet.max_row}"


def _taken(estimate: Estimate) -> str:
    """Say what stands in place of an interval, or what a quantile is taken over."""
    if estimate.unlike:
        return occurrence_text(estimate.unlike)
    return _(_TAKEN[estimate.method]) if estimate.method in _TAKEN else ""
