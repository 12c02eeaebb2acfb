"""Small workbooks: the textbook queue M/M/3, whose cells a test changes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from simulator.scenario import Problem, ScenarioError, load_scenario

Sheets = dict[str, list[list[object]]]


def textbook() -> Sheets:
    """The sheets of M/M/3, each a list of rows."""
    return {
        "Center": [
            ["Item", "Value"],
            ["Name, in Vietnamese", "M/M/3"],
            ["Period: First day", "2021-01-01"],
            ["Period: Last day", "2023-12-31"],
            ["Period: Warm-up (days)", 30],
            ["Opening hours: Public holidays", "none"],
        ],
        "Hours": [["Calendar", "Days", "Hours"], ["office", "every-day", "00:00-24:00"]],
        "Fields": [["Field, short name", "Fields, in English"], ["any", "Any"]],
        "Procedures": [
            [
                "Procedure, short name",
                "Field",
                "Dossiers (per min)",
                "Limit (working days)",
                "Service times: Receive, mean (min)",
                "Service times: Receive, distribution",
            ],
            ["job", "any", 0.2, "none", 10, "exponential"],
        ],
        "Staff": [["Group, short name", "Officers", "Serves"], ["clerks", 3, "receive/all"]],
    }


Save = Callable[..., Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Return a function that writes sheets as a workbook, changed by another, and its path."""

    def write(
        sheets: Sheets | None = None,
        change: Callable[[Workbook], object] = lambda _workbook: None,
        name: str = "center.xlsx",
    ) -> Path:
        workbook = Workbook()
        workbook.remove(workbook.active)
        for title, rows in (textbook() if sheets is None else sheets).items():
            sheet = workbook.create_sheet(title)
            for row in rows:
                sheet.append(row)
        change(workbook)
        path = tmp_path / name
        workbook.save(path)
        return path

    return write


def problems_of(path: Path) -> tuple[Problem, ...]:
    """What is told of a workbook that is wrong."""
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    return caught.value.problems


def told_of(path: Path) -> dict[str, str]:
    """What is told of a workbook that is wrong, by cell."""
    return {str(problem.line): str(problem) for problem in problems_of(path)}
