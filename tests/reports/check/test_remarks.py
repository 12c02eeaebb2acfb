from datetime import date

import pytest

from simulator.demand import PreparedScenario
from simulator.demand.capacity import check_capacity
from simulator.demand.size import expected_size
from simulator.reports.check.document import check_data, check_document
from simulator.reports.check.remarks import remarks, scaling
from simulator.reports.labels import country_name
from simulator.reports.terminal import rendered
from simulator.scenario import public_days

VIETNAM = country_name("VN")

CACHED = (public_days.public_days, public_days.years_unknown, public_days.weekend)


class Library(dict):
    """What a library of holidays might know of a country whose weekend is Friday and Saturday."""

    weekend = frozenset({4, 5})
    weekend_workdays = ()


@pytest.fixture
def known(monkeypatch):
    """Lets the library know the first of January of some years, and no other holiday."""

    def know(*years):
        days = [date(year, 1, 1) for year in years]
        monkeypatch.setattr(public_days, "_known", lambda _country, _years: Library.fromkeys(days))
        for function in CACHED:
            function.cache_clear()

    yield know
    for function in CACHED:
        function.cache_clear()


def test_years_without_any_known_holiday_are_told(district_with, known):
    known(2020, 2021, 2023)
    scenario = district_with("period={from: 2021-01-01, to: 2025-12-31}").scenario
    text = remarks(scenario)[0]
    assert text.startswith(f"No public holiday of {VIETNAM} is known for 2022 and 2024–2025: ")


def test_a_weekend_that_is_not_that_of_the_week_is_told(district_with, known):
    known(2021)
    (text,) = remarks(district_with().scenario)
    assert text.startswith(
        f"The weekend of {VIETNAM} is Friday and Saturday, by its public holidays;"
    )
    assert "calendar.week, mon-fri" in text
    assert remarks(district_with("calendar.week=sun-thu").scenario) == []


def test_without_a_country_there_is_nothing_to_remark(district_with):
    assert remarks(district_with("calendar.country=none").scenario) == []


def test_it_is_said_where_service_is_quicker_than_its_load(district_with):
    *_others, text = remarks(district_with("queues.receive.hurry=0.4").scenario)
    assert text.startswith("Receive: service quickens with the queue (hurry).")


def test_overtime_of_a_queue_that_sends_all_home_is_said_to_decide_nothing(district_with):
    at_most = "queues.receive.overtime_at_most=1 h"
    *_others, text = remarks(district_with("queues.receive.closing=send-home", at_most).scenario)
    assert text.startswith("Receive: who still waits at closing is sent home")
    assert "overtime_at_most decides nothing" in text
    assert not any("decides nothing" in each for each in remarks(district_with(at_most).scenario))


def test_an_agency_that_takes_longer_than_the_limit_is_told_in_days_of_its_own(district_with):
    takes = "procedures.land-transfer.consult.0.takes"
    (text,) = remarks(district_with(f"{takes}={{constant: 5 days}}").scenario)
    assert "tax-office takes 120 hours in the mean, which are 1" in text
    assert "the limit is 10 working days" in text
    assert remarks(district_with(f"{takes}={{constant: 40 h}}").scenario) == []


def test_the_check_tells_them_to_people_and_programs(district_with, known):
    known(2020)
    scenario = district_with("calendar.week=sun-thu").scenario
    check = check_capacity(PreparedScenario(scenario))
    (text,) = check_data(scenario, check, expected_size(scenario), None)["remarks"]
    page = rendered(
        check_document(scenario, check, expected_size(scenario), None), width=100, colour=False
    )
    assert f"! {text}" in " ".join(page.split())


def test_what_the_volumes_are_multiplied_by_is_told_with_the_growth_on_top(district_with):
    scenario = district_with(
        "demand.scale_to={visits: 120 per working day}", "demand.growth=1.5"
    ).scenario
    assert scaling(scenario, 1.23456) == (
        "All volumes are multiplied by 1.235: 120 visits per working day, failed trips not "
        "counted. Growth by 1.5 comes on top."
    )
    scenario = district_with("demand.scale_to={dossiers: 80 per working day}").scenario
    text = "All volumes are multiplied by 0.0012: 80 dossiers per working day."
    assert scaling(scenario, 0.0012) == text


def test_the_check_lays_out_what_each_weekday_gets(district_with):
    scenario = district_with("demand.scale_to={dossiers: 80 per working day}").scenario
    check = check_capacity(PreparedScenario(scenario))
    page = rendered(
        check_document(scenario, check, expected_size(scenario), None), width=100, colour=False
    )
    (total,) = (line for line in page.splitlines() if "All of them, per working day" in line)
    assert total.split()[-2] == "80.0"
    assert "  Monday" in page
    (sunday,) = (line for line in page.splitlines() if line.startswith("  Sunday"))
    assert sunday.split()[1] == "0.0"
    assert sunday.split()[2] == sunday.split()[3] != "0.0"  # all of them filed online
    share = check.expected.online_when_closed / check.expected.online
    assert f"Online filings on closed days: {100 * share:.1f} %. A day on which the doors" in page
    assert scaling(scenario, check.expected.scale) in " ".join(page.split())
    assert (
        check_data(scenario, check, expected_size(scenario), None)["expected"]["scale"]
        == check.expected.scale
    )


def test_more_appointments_wanted_than_there_are_places_are_told(district_with):
    slots = "appointments={slots: {all: {every: 200 min, places: 1}}, horizon: 3 days}"

    def told(chance):
        scenario = district_with(slots, f"procedures.all.booked={chance}").scenario
        check = check_capacity(PreparedScenario(scenario))
        return check_data(scenario, check, expected_size(scenario), None)["remarks"]

    assert told(0.001) == []
    assert told(1)[0].startswith("Receive · ")
    assert told(1)[0].endswith("places: not all can have one.")
