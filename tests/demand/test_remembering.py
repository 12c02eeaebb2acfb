from datetime import date

from simulator.demand.remembering import MOST_YEARS, days_with_past


def ordinal(day):
    return date.fromisoformat(day).toordinal()


def days(scenario, first, last, past, kind="is_open_day", **calendar):
    spec = scenario(
        calendar={"country": "none", "hours": {"mon-fri": ["08:00-12:00"]}, **calendar}
    ).calendar
    found = days_with_past(spec, ordinal(first), ordinal(last), past, kind)
    return [date.fromordinal(day).isoformat() for day in found.tolist()]


def test_days_of_a_kind_come_with_those_before_them(scenario):
    assert days(scenario, "2021-01-01", "2021-01-05", 0) == [
        "2021-01-01",
        "2021-01-04",
        "2021-01-05",
    ]
    assert days(scenario, "2021-01-02", "2021-01-04", 3) == [
        "2020-12-30",
        "2020-12-31",
        "2021-01-01",
        "2021-01-04",
    ]


def test_there_may_be_none_of_the_days_themselves(scenario):
    assert days(scenario, "2021-01-02", "2021-01-03", 1) == ["2021-01-01"]


def test_the_past_may_be_years_long(scenario):
    assert len(days(scenario, "2021-01-01", "2021-12-31", 1_000)) == 261 + 1_000


def test_open_and_working_days_are_told_apart(scenario):
    hours = {"mon-sat": ["08:00-12:00"]}
    assert len(days(scenario, "2021-01-04", "2021-01-10", 0, hours=hours)) == 6
    working = days(scenario, "2021-01-04", "2021-01-10", 0, "is_working_day", hours=hours)
    assert len(working) == 5


def test_a_calendar_that_was_hardly_ever_open_has_few(scenario):
    calendar = {"hours": {"mon": ["08:00-12:00"]}}
    weekly = days(scenario, "2021-01-04", "2021-01-04", 10**6, **calendar)
    assert 52 * MOST_YEARS - 60 < len(weekly) < 53 * MOST_YEARS
