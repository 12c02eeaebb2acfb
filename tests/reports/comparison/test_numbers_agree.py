"""Terminal, page, workbook, JSON and CSV of a comparison say the same numbers."""

import json
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from openpyxl import Workbook

from simulator.language import LANGUAGES, _, use_language
from simulator.reports.comparison.document import comparison_document
from simulator.reports.comparison.files import comparison_csv, comparison_data
from simulator.reports.files import json_text
from simulator.reports.labels import Names
from simulator.reports.page import page_html
from simulator.reports.terminal import rendered
from simulator.reports.workbook import workbook_bytes
from tests.pages.markup import table, tree
from tests.reports.reading import csv_rows, ends, lines_with, plain, rows_named, shown, workbook_in
from tests.reports.reading import values as values_of
from tests.studies.comparison.conftest import origin_of


@dataclass(frozen=True)
class Files:
    """What was written of a comparison, read."""

    of: Any
    terminal: str
    page: Element
    workbook: Workbook
    data: Any
    rows: list[dict[str, str]]

    @property
    def sheet(self) -> str:
        return _("What differs")

    def pairs(self):
        """The letter and the differences of each scenario, with the rows of the workbook."""
        for place, ((first, second), found) in enumerate(self.of.by_pair().items()):
            for each in found:
                title = Names(self.of.result(second).scenario).measure_with_unit(each.measure)
                row = rows_named(self.workbook, self.sheet, title)[place]
                yield self.of.letter(second), first, second, each, title, row


@pytest.fixture(params=LANGUAGES)
def files(request, both, monkeypatch):
    for charts in ("difference_charts", "waits_by_hour", "load_by_group"):
        monkeypatch.setattr(f"simulator.reports.comparison.charts.{charts}", lambda of: ())
    use_language(request.param)
    document = comparison_document(both, origin_of(both))
    yield Files(
        both,
        rendered(document, width=100, colour=False),
        tree(page_html(document)),
        workbook_in(workbook_bytes(document)),
        json.loads(json_text(comparison_data(both, origin_of(both)))),
        csv_rows(comparison_csv(both)),
    )
    use_language("en")


def test_the_workbook_has_a_sheet_for_each_question(files):
    titles = ("The answer", "The scenarios", "What differs", "Measures", "About")
    assert files.workbook.sheetnames == [_(title) for title in titles]


def test_the_workbook_has_the_numbers_of_json_and_csv_in_full(files):
    own = {scenario["name"]: scenario["measures"] for scenario in files.data["scenarios"]}
    for (*_names, first, second, _each, _title, cells), told, row in zip(
        files.pairs(), files.data["differences"], files.rows, strict=True
    ):
        a, b = (own[name][told["measure"]] for name in (first, second))
        parts = ("mean", "low", "high")
        assert values_of(cells[1:7]) == [each[part] for each in (a, b) for part in parts]
        assert values_of(cells[8:11]) == [told[part] for part in parts]
        assert cells[7].value == told["verdict"]
        said = [row[name] for name in ("first_mean", "second_mean", "difference", "low", "high")]
        numbers = (a["mean"], b["mean"], told["mean"], told["low"], told["high"])
        assert said == ["" if number is None else str(number) for number in numbers]


def test_page_and_terminal_have_the_numbers_of_the_workbook(files):
    for letter, _first, _second, _each, title, cells in files.pairs():
        caption = _("{second} compared with {first}").format(first="A", second=letter)
        (row,) = (row for row in table(files.page, caption) if row[0] == title)
        _title, mean, interval, other, other_interval, verdict, pairing = row
        assert [mean, other] == [shown(cells[1]).rstrip("%"), shown(cells[4]).rstrip("%")]
        for said, place in ((interval, 2), (other_interval, 5)):
            assert ends(said)[0] in {shown(cells[place]), plain(shown(cells[place]))}
            assert ends(said)[1] == plain(shown(cells[place + 1]))
        assert [verdict, pairing] == [shown(cells[7]), shown(cells[11]).strip() or "–"]
        start = title[:20]
        assert lines_with(files.terminal, start, mean, other), (title, mean, other)


def test_words_have_the_numbers_of_the_difference(files):
    for *_names, each, _title, cells in files.pairs():
        if each.estimate.low is None:
            continue
        said = cells[7].value.replace("−", "").replace("-", "")
        low, high = (plain(shown(cell)).lstrip("-") for cell in cells[9:11])
        assert low in said
        assert high in said


def test_all_measures_of_all_scenarios_are_in_the_workbook(files):
    rows = list(files.workbook[_("Measures")].iter_rows(min_row=2))
    assert [row[0].value for row in rows] == list(files.of.results[0].index.names)
    for row in rows:
        for place, result in enumerate(files.of.results):
            estimate = result[row[0].value]
            first = 3 + 3 * place
            found = values_of(list(row[first : first + 3]))
            if estimate.n:
                assert found == [estimate.mean, estimate.low, estimate.high]
            else:
                assert found == [None] * 3
