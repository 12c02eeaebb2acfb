"""Terminal, page, form as CSV, workbook and summary of a run say the same numbers."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from openpyxl import Workbook

from simulator.language import LANGUAGES, _, use_language
from simulator.measures import Estimate, Method, Occurrence
from simulator.reports.figures import COUNT, HOURS, MINUTES, PERCENT, RATIO, interval, mean, number
from simulator.reports.files import json_text
from simulator.reports.run.files import measures_csv, summary
from simulator.reports.run.report import RunReport
from simulator.reports.terminal import rendered
from simulator.results.files import FORM, PAGE, WORKBOOK
from simulator.results.run import Stored
from tests.pages.conftest import PROVENANCE
from tests.pages.markup import cells, table, tree
from tests.reports.reading import ends, lines_with, plain, rows_named, rows_of, shown, workbook_in

ROWS = {
    "wait_mean": ("Mean wait", MINUTES),
    "before_due_rate": ("Before due", PERCENT),
    "on_time_rate_official": ("Official rate", PERCENT),
    "cycle_time_mean": ("Time to result", HOURS),
    "overtime_hours": ("Overtime in all", HOURS),
    "visits_per_dossier": ("Visits per dossier", RATIO),
    "trips_in_vain": ("Trips in vain", COUNT),
}
"""Measures with a row of their own in the answer: what it is called, and the unit."""

TABLES = {
    "wait_mean.receive/land": ("Waits by station", 0, MINUTES),
    "on_time_rate.land": ("Dossiers by field", 0, PERCENT),
    "utilization.land-counter": ("Load by group", 0, PERCENT),
}
"""Measures in the first columns of tables: which table, which row, and the unit."""

FORM_MEASURES = {"carried_over": 6, "settled": 7, "overdue": 10, "open_at_end": 11}
"""Columns of the form that are measures, too."""


@dataclass(frozen=True)
class Files:
    """The files of one result, read."""

    page: Element
    form: list[list[str]]
    workbook: Workbook
    measures: dict[str, Any]
    """From the summary."""
    terminal: str

    @classmethod
    def of(cls, result, written, period=None) -> "Files":
        report = RunReport(Stored(result, written, PROVENANCE), period)
        made = report.pages()
        data = json.loads(json_text(summary(result, dict(PROVENANCE))))
        return cls(
            tree(made[PAGE].decode()),
            rows_of(made[FORM].decode("utf-8-sig")),
            workbook_in(made[WORKBOOK]),
            data["measures"],
            rendered(report.document, width=100, colour=False),
        )

    def forms(self) -> list[list[list[str]]]:
        """The form in the page, the CSV and the workbook: its rows, with fields and totals."""
        (on_page,) = (each for each in self.page.iter("div") if each.get("class") == "form")
        sheet = self.workbook.worksheets[0]
        heads = next(row for row in range(1, 10) if sheet.cell(row, 1).value == "(1)")
        in_sheet = sheet.iter_rows(min_row=heads + 1, max_col=13, values_only=True)
        return [
            [row for row in cells(on_page) if len(row) == 13 and not row[0].startswith("(")],
            [row[:13] for row in self.form[1:]],
            [["" if cell is None else str(cell) for cell in row] for row in in_sheet if row[1]],
        ]

    def estimate(self, name: str) -> Estimate:
        """Return a measure as the summary tells it."""
        told = self.measures[name]
        few = told.get("unlike")
        unlike = Occurrence(few["times"], of=few["of"]) if few else None
        method = Method(told.get("method", "t"))
        return Estimate(told["mean"], told["low"], told["high"], told["n"], method, unlike)

    def answers(self) -> list[list[str]]:
        """Return the rows of the answer."""
        (answer,) = (each for each in self.page.iter("section") if each.get("id") == "answer")
        return cells(answer)

    def answered(self, name: str) -> list[str]:
        """Return the row of the answer with a name."""
        (row,) = (row for row in self.answers() if row[0] == name)
        return row


@pytest.fixture(scope="module")
def made(result, district) -> Callable[[str], Files]:
    """Makes the files in the language that is spoken, once."""
    return cache(lambda language: Files.of(result, district.resolved.data))


@pytest.fixture(params=LANGUAGES)
def files(request, made):
    """The files in each language; while they are looked at, it is spoken."""
    use_language(request.param)
    yield made(request.param)
    use_language("en")


def test_the_form_is_the_same_cell_by_cell(files):
    on_page, in_csv, in_workbook = files.forms()
    assert len(in_csv) == 10
    assert in_csv == in_workbook
    counts = [[int(cell) for cell in row[2:]] for row in in_csv]
    assert [row[:2] for row in on_page] == [row[:2] for row in in_csv]
    use_language("vi")  # the form is Vietnamese, and so are its numbers
    assert [row[2:] for row in on_page] == [[number(each, COUNT) for each in row] for row in counts]


def test_the_form_of_a_quarter_is_the_same_cell_by_cell(result, district):
    on_page, in_csv, in_workbook = Files.of(result, district.resolved.data, "2021-Q1").forms()
    assert in_csv == in_workbook
    assert on_page == in_csv  # nothing reaches a thousand


@pytest.mark.parametrize("name", ROWS)
def test_the_answer_says_what_the_summary_says(files, name):
    called, unit = ROWS[name]
    estimate, row = files.estimate(name), files.answered(_(called))
    assert row[1:3] == [mean(estimate, unit), interval(estimate, unit)]


def test_the_answer_is_the_same_on_the_terminal_and_in_the_workbook(files):
    told = [row for row in files.answers() if row[0] and row[1]]
    assert len(told) > len(ROWS)
    for name, value, beside, _note in told:
        begins = name[:15]  # a long name goes on in the next line
        assert lines_with(files.terminal, begins, value, beside), (name, value, beside)
        (cells,) = rows_named(files.workbook, _("The answer"), name)
        assert shown(cells[1]).replace("%", _(" %")) == value
        low, high = ends(beside)
        assert low in {shown(cells[2]), plain(shown(cells[2]))}
        assert high == plain(shown(cells[3]))


def test_the_answer_of_the_workbook_has_the_numbers_of_the_summary_in_full(files):
    for name, (called, _unit) in ROWS.items():
        (row,) = rows_named(files.workbook, _("The answer"), _(called))
        measure = files.measures[name]
        found = [cell.value for cell in row[1:4]]
        assert found[0] == measure["mean"]
        if measure["low"] is not None:
            assert found[1:] == [measure["low"], measure["high"]]


@pytest.mark.parametrize("name", TABLES)
def test_tables_say_what_the_summary_says(files, name):
    title, place, unit = TABLES[name]
    row = table(files.page, _(title))[1 + place]
    estimate = files.estimate(name)
    assert row[1:3] == [mean(estimate, unit), interval(estimate, unit)]


def test_the_workbook_says_what_the_summary_says(files):
    rows = list(files.workbook[_("Measures")].iter_rows(min_row=2, values_only=True))
    told = {row[0]: dict(zip(("mean", "low", "high", "n"), row[3:7], strict=True)) for row in rows}
    assert told == {
        name: {part: measure[part] for part in ("mean", "low", "high", "n")}
        for name, measure in files.measures.items()
    }


def test_measures_csv_says_what_the_summary_says(files, result):
    heads, *rows = rows_of(measures_csv(result))
    named = [dict(zip(heads, row, strict=True)) for row in rows]
    means = [row["mean"] for row in named if row["replication"] == "all"]
    assert means == [
        "" if measure["mean"] is None else str(measure["mean"])
        for measure in files.measures.values()
    ]


def test_in_one_replication_the_form_counts_what_the_measures_count(district):
    files = Files.of(district.run(1), district.resolved.data)
    *_fields, totals = files.forms()[1]
    for name, column in FORM_MEASURES.items():
        assert int(totals[column - 1]) == files.measures[name]["mean"]
    received = files.measures["received"]["mean"] + files.measures["carried_over"]["mean"]
    assert int(totals[2]) == received
    before_due = int(totals[7]) / int(totals[6])
    assert before_due == pytest.approx(files.measures["before_due_rate"]["mean"])
    assert files.answered("Before due")[1] == number(before_due, PERCENT)
    assert files.answered("Still open")[1] == number(int(totals[10]), COUNT)
