"""A scenario right in every line may still not run: too large, closed, or with nobody there."""

from pathlib import Path

import pytest

from simulator.scenario import ScenarioError, load_scenario

BASE = Path(__file__).parent / "invalid" / "base.yaml"
SHIPPED = Path(__file__).parents[2] / "scenarios" / "van-don-2021.yaml"


def problems_of(path: Path, *overrides: str) -> list[str]:
    try:
        load_scenario(path, overrides=overrides)
    except ScenarioError as error:
        return [f"{problem.path}: {problem.message}" for problem in error.problems]
    return []


def test_a_center_a_hundred_times_as_large_and_a_century_of_one_fit_into_memory() -> None:
    larger = ("demand.growth=150", "staff.all.officers=120", "staff.all.leave=0 working days")
    assert problems_of(SHIPPED, *larger) == []
    assert problems_of(SHIPPED, "period.to=2120-12-31") == []


def test_the_largest_volume_is_told_where_dossiers_are_too_many() -> None:
    (problem,) = problems_of(BASE, "demand.growth=1000", "period.to=2031-12-31")
    assert problem.startswith("procedures.copy.volume: the run would have about 33")


@pytest.mark.parametrize(
    ("volume", "days", "fits"),
    [
        ("4000000 per year", 365, True),
        ("6000000 per year", 365, False),
        ("6000000 per year", 180, True),  # half of a year has half of the dossiers
        ("20000 per working day", 365, False),
        ("19000 per working day", 365, True),
        ("2000 per hour", 365, True),
        ("3000 per hour", 365, False),  # 7.5 open hours a working day
        ("50 per min", 365, False),
    ],
)
def test_every_unit_of_a_volume_is_counted(volume: str, days: int, fits: bool) -> None:
    to = {365: "2022-01-03", 180: "2021-07-02"}[days]
    overrides = [f"procedures.copy.volume={volume}", f"period.to={to}", "period.warm_up=0 days"]
    assert (problems_of(BASE, *overrides) == []) is fits


def test_a_busy_part_of_a_year_may_have_more_than_its_share() -> None:
    overrides = ["procedures.copy.volume=9000000 per year", "period.warm_up=0 days"]
    assert problems_of(BASE, *overrides, "period.to=2021-06-30") == []
    assert problems_of(BASE, *overrides, "period.to=2021-06-30", "demand.months={jan: 9}") != []


def test_a_surge_counts_where_it_falls_into_the_run_and_for_its_fields() -> None:
    surge = "demand.surges=[{from: %s-02-01, to: %s-06-30, factor: 900, fields: [%s]}]"
    volumes = ["procedures.copy.volume=20000 per year", "procedures.transfer.volume=1 per year"]
    assert problems_of(BASE, *volumes, surge % (2021, 2021, "justice")) != []
    assert problems_of(BASE, *volumes, surge % (2021, 2021, "land")) == []
    assert problems_of(BASE, *volumes, surge % (2022, 2022, "justice")) == []


def test_surges_without_end_are_no_more_than_too_many() -> None:
    surge = "{from: 2021-02-01, to: 2021-06-30, factor: 1000}"
    (problem,) = problems_of(BASE, f"demand.surges=[{', '.join([surge] * 200)}]")
    assert problem.startswith("procedures.copy.volume: the run would have about")


def test_enquiries_count_as_dossiers_do() -> None:
    enquiries = "{volume: 90000 per working day, takes: {constant: 1 min}, fields: {land: 1.0}}"
    (problem,) = problems_of(BASE, f"demand.enquiries={enquiries}")
    assert problem.startswith("demand.enquiries.volume: the run would have about")


def test_officers_who_are_added_count_as_the_others_do() -> None:
    change = "{from: 2021-02-01, to: 2021-02-02, officers: %d}"
    twice = f"staff.clerk.changes=[{change % 19000}, {change % 19000}]"
    (problem,) = problems_of(BASE, twice)
    assert problem.startswith("staff.clerk.officers: 38005 officers over 192 days are more than")
    assert problems_of(BASE, f"staff.clerk.changes=[{change % 19000}]") == []


def test_leave_fits_while_one_officer_is_away_at_a_time() -> None:
    assert problems_of(BASE, "staff.counter.leave=125 working days") == []
    (problem,) = problems_of(BASE, "staff.counter.leave=126 working days")
    assert problem.startswith("staff.counter.leave: 252 working days of leave in all do not fit")
    added = "staff.counter.changes=[{from: 2021-02-01, to: 2021-02-02, officers: 1}]"
    assert problems_of(BASE, "staff.counter.leave=125 working days", added) != []


CLOSED = "calendar.changes=[{from: 2021-01-04, to: 2021-06-30, hours: {}}]"
ONLINE = "procedures.all.channels={online: 1.0}"
AROUND_THE_CLOCK = (
    "calendars.always={country: none, hours: {every-day: [00:00-24:00]}, changes: []}",
    "staff.all.calendar=always",
)


def test_doors_that_never_open_matter_where_visits_or_post_are_expected() -> None:
    closed = "calendar: the doors never open from 2021-01-04 to 2021-06-30: no visit can come"
    assert problems_of(BASE, CLOSED) == [closed]
    assert problems_of(BASE, CLOSED, *AROUND_THE_CLOCK) == [closed]
    assert problems_of(BASE, CLOSED, "procedures.all.channels={post: 1.0}") == [closed]
    lost = closed.replace("no visit can come", "online filings go with open days as visits do")
    (problem,) = problems_of(BASE, CLOSED, *AROUND_THE_CLOCK, ONLINE)
    assert problem.startswith(lost)
    nothing = "procedures.all.volume=0 per year"
    assert problems_of(BASE, CLOSED, *AROUND_THE_CLOCK, nothing) == []


def test_open_days_without_weight_would_lose_the_volume() -> None:
    no_open_day = "demand.weekdays={mon: 0, tue: 0, wed: 0, thu: 0, fri: 0}"
    (problem,) = problems_of(BASE, no_open_day)
    assert problem.startswith("demand: months and weekdays leave no weight to any open day")
    (problem_online,) = problems_of(BASE, no_open_day, ONLINE)
    assert problem_online.startswith(problem.replace("no visit can come", "online filings"))
    assert problems_of(BASE, no_open_day.replace("mon: 0", "mon: 1")) == []
    other_months = "demand.months={jan: 0, feb: 0, mar: 0, apr: 0, may: 0, jun: 0}"
    assert problems_of(BASE, other_months) == [problem]


def test_every_year_of_the_period_needs_an_open_day_for_its_volume() -> None:
    period = "period={from: 2021-01-04, to: 2022-06-30}"
    closed = "calendar.changes=[{from: 2022-01-01, to: 2022-12-31, hours: {}}]"
    (problem,) = problems_of(BASE, period, closed)
    assert problem.startswith("calendar: the doors never open in 2022: online filings")
    assert problems_of(BASE, period) == []


def test_a_station_needs_someone_who_is_ever_on_duty() -> None:
    nights = "calendars.weekend={hours: {sat-sun: [08:00-10:00]}}"
    idle = (nights, "calendars.weekend.country=none", "calendar.changes=[]")
    away = "staff.clerk.changes=[{from: 2021-01-01, to: 2021-06-30, officers: -1}]"
    assert problems_of(BASE, *idle, "staff.clerk.calendar=weekend") == []
    expected = "staff.clerk: no officer who serves seal/land is on duty on any day from 2021-01-04"
    (problem,) = problems_of(BASE, away)
    assert problem == f"{expected} to 2021-06-30"
    another = "staff.deputy={officers: 1, serves: [seal/all]}"
    assert problems_of(BASE, away, another) == []
    assert problems_of(BASE, away.replace("06-30", "06-29")) == []


@pytest.mark.parametrize(
    ("key", "time", "message"),
    [
        ("receive.last_ticket", "210 min", ""),
        ("receive.last_ticket", "211 min", "is longer than the last opening of 2021-01-04"),
        ("receive.overtime_at_most", "7 h", ""),
        ("receive.overtime_at_most", "421 min", "runs past midnight on 2021-01-04"),
        ("receive/land.overtime_at_most", "8 h", "runs past midnight on 2021-01-04"),
    ],
)
def test_last_tickets_and_overtime_fit_into_every_day(key: str, time: str, message: str) -> None:
    expected = [f"queues.{key}: {message}"] if message else []
    days = ("period={from: 2021-01-05, to: 2021-06-30, warm_up: 1 days}",)
    assert problems_of(BASE, f"queues.{key}={time}", *days) == expected


@pytest.mark.parametrize("key", ["last_ticket", "overtime_at_most"])
def test_where_the_doors_do_not_close_there_is_nothing_before_and_after(key: str) -> None:
    a_day = "calendar.changes=[{from: 2021-02-01, to: 2021-02-02, hours: {mon-fri: [00:00-24:00]}}]"
    (problem,) = problems_of(BASE, a_day, f"queues.return.{key}=1 min")
    assert problem == f"queues.return.{key}: the doors do not close on 2021-02-01"
    evenings = a_day.replace("00:00-24:00", "08:00-20:00")
    assert problems_of(BASE, evenings, f"queues.return.{key}=3 h") == []
    assert problems_of(BASE, evenings, f"queues.return.{key}=301 min") != []
