"""Terminal, page, workbook, JSON and CSV of a sweep say the same numbers."""

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

import numpy as np
import pytest
from openpyxl import Workbook

from simulator.language import LANGUAGES, _, use_language
from simulator.reports.files import json_text
from simulator.reports.page import page_html
from simulator.reports.sweep.document import sweep_document
from simulator.reports.sweep.exporting import export
from simulator.reports.sweep.report import sweep_data
from simulator.reports.sweep.telling import load_title, outlay_title, title_of
from simulator.reports.terminal import rendered
from simulator.reports.workbook import workbook_bytes
from tests.pages.markup import table, tree
from tests.reports.reading import csv_rows, lines_with, plain, shown, values, workbook_in


@dataclass(frozen=True)
class Files:
    """What was written of a sweep, read."""

    of: Any
    terminal: str
    page: Element
    workbook: Workbook
    data: Any
    rows: list[dict[str, str]]

    def points(self):
        """The rows of the workbook on design points, below their heads."""
        return list(self.workbook[_("All design points")].iter_rows())

    def column(self, head):
        return next(n for n, cell in enumerate(self.points()[0]) if cell.value.startswith(head))


@pytest.fixture(params=LANGUAGES)
def files(request, results, monkeypatch):
    for charts in ("frontier_charts", "level_line_charts"):
        monkeypatch.setattr(f"simulator.reports.sweep.document.{charts}", lambda sweep: ())
    use_language(request.param)
    document = sweep_document(results)
    yield Files(
        results,
        rendered(document, width=100, colour=False),
        tree(page_html(document)),
        workbook_in(workbook_bytes(document)),
        json.loads(json_text(sweep_data(results))),
        csv_rows(export(results, "csv").read_text(encoding="utf-8")),
    )
    use_language("en")


def test_the_workbook_has_a_sheet_for_each_question(files):
    titles = ("The answer", "Targets", "All design points", "Measures", "About")
    assert files.workbook.sheetnames == [_(title) for title in titles]


def test_the_workbook_has_the_numbers_of_json_in_full(files):
    wait, cost = files.column(title_of(files.of, "wait_mean")), files.column(outlay_title(files.of))
    load = files.column(load_title())
    told = [each["point"] for each in files.data["cheapest"]]
    assert all(told)
    for point in told:
        row = files.points()[1 + point["number"]]
        assert row[0].value == point["number"] + 1
        measure = point["measures"]["wait_mean"]
        assert values(row[wait : wait + 3]) == [measure[part] for part in ("mean", "low", "high")]
        assert (row[cost].value, row[load].value) == (point["cost"], point["load"])


def test_the_workbook_has_the_means_of_the_exported_replications(files):
    found = defaultdict(list)
    for row in files.rows:
        if row["value"]:
            found[int(row["point"]), row["measure"]].append(float(row["value"]))
    for number, name, _unit, mean, *_others in files.workbook[_("Measures")].iter_rows(
        min_row=2, values_only=True
    ):
        values = found[number - 1, name]
        if name.endswith(("p50", "p90", "p95")):  # of few, they are of all replications together
            continue
        assert mean == (pytest.approx(np.mean(values)) if values else None), (number, name)


def test_the_page_has_the_numbers_of_the_workbook(files):
    heads, *rows = table(files.page, _("In the order of the plan"))
    wait = files.column(title_of(files.of, "wait_mean"))
    for row, cells in zip(rows, files.points()[1:], strict=True):
        assert row[:wait] == [shown(cell).replace("%", _(" %")) for cell in cells[:wait]]
        mean, low, high, *others = map(shown, cells[wait:])
        between = f", {low}" if not high else _(" ({low} – {high})").format(low=low, high=high)
        assert row[wait] == mean + between
        assert row[wait + 1 :] == others
    assert len(heads) == len(files.points()[0]) - 2


def test_the_terminal_has_the_numbers_of_the_workbook(files):
    (cost, load) = (files.column(title) for title in (outlay_title(files.of), load_title()))
    cheapest = [files.points()[1 + each["point"]["number"]] for each in files.data["cheapest"]]
    for title, column in ((outlay_title(files.of), cost), (load_title(), load)):
        said = [shown(row[column]).replace("%", _(" %")) for row in cheapest]
        assert lines_with(files.terminal, title, *said), (title, said)
    name = title_of(files.of, "wait_mean")
    (line,) = lines_with(files.terminal, name, "")
    wait = files.column(name)
    for row in cheapest:
        mean = plain(shown(row[wait]))
        assert mean.partition(".")[0].partition(",")[0] in line
