"""Values are told as a planner reads them, numbers with the decimal mark of the language."""

import pytest

from simulator.reports.rests_on.wording import Wording
from simulator.scenario.vocabulary import MONTHS, WEEKDAYS

MORNING = ("08:00-12:00",)


@pytest.fixture
def told(district):
    return Wording(district.scenario).value


# Profiles, and what has the same keys


@pytest.mark.parametrize("keys", [MONTHS, WEEKDAYS])
def test_a_profile_of_one_number_is_the_same_for_all(told, keys):
    assert told(dict.fromkeys(keys, 1.0)) == "the same for all"


def test_a_profile_of_several_numbers_is_told_in_full(told):
    profile = dict.fromkeys(WEEKDAYS, 1.0) | {"mon": 1.25}
    assert told(profile) == "Mon 1.25, Tue 1, Wed 1, Thu 1, Fri 1, Sat 1, Sun 1"


def test_a_profile_that_leaves_days_out_is_told_in_full(told):
    assert told({"mon": 1.0, "tue": 1.0}) == "Mon 1, Tue 1"


def test_hours_that_are_alike_on_seven_days_are_told_and_no_profile(told):
    words = told(dict.fromkeys(WEEKDAYS, MORNING))
    assert words.startswith("Mon 08:00-12:00; Tue 08:00-12:00; Wed 08:00-12:00")
    assert words.endswith("Sun 08:00-12:00")


def test_a_calendar_that_is_closed_all_week_is_told(told):
    assert told(dict.fromkeys(WEEKDAYS, ())).startswith("Mon none; Tue none")


@pytest.mark.usefixtures("vietnamese")
def test_days_and_months_have_names_of_our_own(told):
    """And not those of a library, which abbreviates otherwise from version to version."""
    profile = {"mon": 1.25, "sun": 0.5, "jan": 2, "may": 1, "dec": 3}
    assert told(profile) == "T2: 1,25; CN: 0,5; tháng 1: 2; tháng 5: 1; tháng 12: 3"


# Vietnamese


@pytest.mark.usefixtures("vietnamese")
@pytest.mark.parametrize(
    ("written", "words"),
    [
        (0.18, "0,18"),
        (1.0, "1"),
        ("2.5 min", "2,5 phút"),
        ("1500.5 per year", "1500,5 mỗi năm"),
        (
            {"gamma": {"mean": "12.5 min", "cv": 0.6}},
            "phân phối gamma, trung bình: 12,5 phút; cv: 0,6",
        ),
        (
            {"quantiles": {"0.1": "4 min", "0.9": "30 min"}},
            "theo phân vị, 0,1: 4 phút; 0,9: 30 phút",
        ),
        (
            {
                "mixture": (
                    {"weight": 0.8, "constant": "2 min"},
                    {"weight": 0.2, "constant": "9.5 min"},
                )
            },
            "một trong: xác suất 0,8: luôn là 2 phút; xác suất 0,2: luôn là 9,5 phút",
        ),
        (
            {"with": "tax-office", "chance": 0.9, "takes": {"constant": "1.5 h"}},
            "tax-office, xác suất 0,9, mất luôn là 1,5 giờ",
        ),
        ({"1": 0.85, "12": 0.15}, "1: 0,85; 12: 0,15"),
        ((0.5, 0.25), "0,5; 0,25"),
    ],
)
def test_vietnamese_marks_decimals_with_a_comma_and_parts_with_semicolons(told, written, words):
    assert told(written) == words


@pytest.mark.usefixtures("vietnamese")
def test_what_is_no_number_keeps_its_points(told):
    assert told({"empirical": {"file": "times.csv", "column": "v1.2"}}).endswith("v1.2")
    assert told({"mon-fri": ("07:30-11:30",)}) == "T2–T6: 07:30-11:30"


def test_a_limit_of_an_agency_is_told_where_it_has_one(told):
    asked = {"with": "tax-office", "takes": {"constant": "1 h"}}
    without = "tax-office, chance 1, takes always 1 h"
    assert told(asked) == told({**asked, "limit": "none"}) == without
    assert told({**asked, "limit": "3 working days"}) == f"{without}, limit 3 working days"
