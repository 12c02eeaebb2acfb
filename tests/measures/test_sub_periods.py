"""Quarters and years are clipped to the period, and each form stands at the end of its own."""

from datetime import date

import pytest

from simulator.demand.workload import DAY, FAR, NONE
from simulator.measures import FormColumn, detail
from simulator.measures.sub_periods import calendar_years

BEFORE_APRIL = date(2021, 3, 30)
"""So that day 2 is the first of a quarter."""


def told(first_day: date, start: int, end: int) -> list[tuple[str, int, int]]:
    """Name, first day and day after the last of each part."""
    return [
        (part.name, part.start // DAY, part.end // DAY)
        for year, quarters in calendar_years(first_day, start * DAY, end * DAY)
        for part in (*quarters, year)
    ]


def test_parts_are_clipped_to_the_period() -> None:
    assert told(date(2020, 12, 1), 20, 122) == [
        ("2020-Q4", 20, 31),
        ("2020", 20, 31),
        ("2021-Q1", 31, 121),
        ("2021-Q2", 121, 122),
        ("2021", 31, 122),
    ]


def test_a_period_that_ends_with_a_quarter_does_not_touch_the_next() -> None:
    assert told(date(2021, 1, 1), 0, 90) == [("2021-Q1", 0, 90), ("2021", 0, 90)]


def test_a_whole_leap_year_has_four_quarters() -> None:
    parts = told(date(2024, 1, 1), 0, 366)
    assert [end - start for _, start, end in parts] == [91, 91, 92, 92, 366]


@pytest.mark.parametrize(
    ("dossier", "first", "second"),
    [
        ((DAY, FAR, 2 * DAY - 1), {"SETTLED", "BEFORE_DUE"}, None),
        # At midnight: of the new quarter.
        ((DAY, FAR, 2 * DAY), {"IN_PROCESS", "WITHIN_DUE"}, {"CARRIED_OVER", "BEFORE_DUE"}),
        ((2 * DAY, FAR, 2 * DAY), None, {"DIRECT_OR_POST", "BEFORE_DUE"}),
        # Due at 24:00 of the last day is not past due at its end; a second less is.
        ((DAY, 2 * DAY, NONE), {"WITHIN_DUE"}, {"CARRIED_OVER", "PAST_DUE"}),
        ((DAY, 2 * DAY - 1, NONE), {"PAST_DUE"}, {"CARRIED_OVER", "PAST_DUE"}),
        ((DAY, 2 * DAY - 1, 3 * DAY), {"PAST_DUE"}, {"CARRIED_OVER", "OVERDUE"}),
        ((0, FAR, 3 * DAY), {"CARRIED_OVER", "WITHIN_DUE"}, {"CARRIED_OVER", "SETTLED"}),
    ],
)
def test_a_form_stands_at_the_end_of_its_quarter(center, dossier, first, second) -> None:
    accepted, due, ready = dossier
    center.dossier(0, accepted, due, ready)
    details = detail(center.outcome(), center.workload(), center.roster(), BEFORE_APRIL)
    assert details.sub_periods == ("2021-Q1", "2021-Q2", "2021")
    for cells, entered in zip(details.forms[:2], (first, second), strict=True):
        columns = {column.name for column in FormColumn if cells[0, column - FormColumn.RECEIVED]}
        assert columns >= entered if entered else not columns
