"""The shipped scenarios: what is known of their Centers comes out, and each moves what it asks."""

from datetime import timedelta
from functools import cache

import numpy as np
import pytest

from simulator import cli, load_scenario, run
from simulator.center.outcome import TripEnd
from simulator.demand import PreparedScenario
from simulator.demand.capacity import check_capacity
from tests.shipped import CENTERS, FOLDER, PLANS, SCENARIOS

SHIPPED = FOLDER / "van-don-2021.yaml"

DAY, HOUR = 86_400, 3_600

SPRING = ("period.from=2021-03-01", "period.to=2021-04-30", "period.warm_up=20 days")
AFTER_TET = ("period.from=2021-02-17", "period.to=2021-03-05", "period.warm_up=20 days")
SUMMER = ("period.from=2021-07-01", "period.to=2021-08-31", "period.warm_up=20 days")


def replications(name, overrides=(), *, count, seed):
    scenario = load_scenario(FOLDER / f"{name}.yaml", overrides=overrides)
    return list(run(scenario, replications=count, seed=seed))


@cache
def measures(name, overrides=SPRING):
    """One replication; under the same seed, the same citizens meet every scenario."""
    return replications(name, overrides, count=1, seed=5)[0].measures


# All of them


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_scenario_can_be_checked_and_runs_for_a_month(path):
    first = load_scenario(path).period.from_
    overrides = {"period.to": str(first + timedelta(days=29)), "period.warm_up": "7 days"}
    scenario = load_scenario(path, overrides=overrides)
    check_capacity(PreparedScenario(scenario))
    [replication] = run(scenario, seed=1)
    assert replication.measures["visits"] > 0


@pytest.mark.parametrize("path", [*CENTERS, *PLANS], ids=lambda path: path.stem)
def test_a_scenario_opens_with_what_it_is_about(path):
    assert path.read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("path", CENTERS, ids=lambda path: path.stem)
def test_what_is_said_of_sources_and_assumptions_is_said_in_both_languages(path):
    """`assumption` alone is said in the language of the report."""
    for stated in load_scenario(path).sources.values():
        said = stated.source or stated.assumption
        assert said.vi != said.en or said.en == "assumption"


@pytest.mark.parametrize("path", CENTERS, ids=lambda path: path.stem)
def test_agencies_and_shifts_have_names_in_both_languages(path):
    for calendar in load_scenario(path).calendars.values():
        assert calendar.label.vi != calendar.label.en


def test_the_officers_can_carry_the_load_unless_their_leave_is_bunched():
    assert check_capacity(PreparedScenario(load_scenario(SHIPPED))).feasible
    summer = load_scenario(FOLDER / "van-don-2021-summer-leave.yaml")
    assert not check_capacity(PreparedScenario(summer)).feasible


# The shipped scenario


def test_vandon_is_what_is_known_in_one_year():
    check_known_of_vandon([replications("van-don-2021", count=1, seed=1)[0].measures])


@pytest.mark.full
@pytest.mark.parametrize("seed", [1, 77, 2021, 2**32 - 1])
def test_vandon_is_what_is_known_under_any_seed(seed):
    year = [one.measures for one in replications("van-don-2021", count=5, seed=seed)]
    check_known_of_vandon(year)


def check_known_of_vandon(year):
    """Check the bounds that the scenario is set to keep, on the mean of the replications."""
    mean = {
        name: np.mean([one[name] for one in year])
        for name in ("received", "wait_mean", "before_due_rate", "on_time_rate")
    }
    assert 75 <= mean["received"] / 250 <= 85
    assert 10 <= mean["wait_mean"] <= 30
    assert 0.65 <= mean["before_due_rate"] <= 0.85
    assert 0.985 <= mean["on_time_rate"] <= 0.999


def test_vandon_does_not_serve_into_the_night():
    """On no day of these years is anybody called an hour or more after closing."""
    for one in replications("van-don-2021", count=3, seed=2021):
        assert last_call_after_closing(one) < HOUR


# Observed anchors


def test_quang_yen_calls_ticket_55_of_eight_o_clock_near_eleven():
    days = [
        day
        for one in replications("quang-yen-2025", count=3, seed=2025)
        for day in tickets_by_day(one.outcome.trips)
    ]
    at_the_door = np.mean([(arrived < 7.25).sum() for arrived, _ in days])
    assert 40 <= at_the_door <= 50
    assert 70 <= np.mean([len(arrived) for arrived, _ in days]) <= 80
    taken = np.array([arrived[54] for arrived, _ in days if len(arrived) >= 55])
    called = np.array([called[54] for arrived, called in days if len(called) >= 55])
    near_eight = abs(taken - 8) < 0.5
    assert near_eight.sum() >= 15
    assert 10.25 <= called[near_eight].mean() <= 11.75
    assert np.mean((called[near_eight] >= 10.25) & (called[near_eight] <= 11.75)) > 0.75


def test_quang_yen_lets_no_ticket_wait_over_night():
    [one] = replications("quang-yen-2025", ["staff.land-counter.officers=1"], count=1, seed=2025)
    assert one.measures["sent_home"] > 0
    trips = one.outcome.trips
    gone = trips.gone[trips.gone >= 0]
    assert np.array_equal(gone // DAY, trips.arrival[trips.gone >= 0] // DAY)


def test_hoa_xuan_finishes_about_thirty_land_dossiers_a_day_while_other_counters_are_idle():
    month = [one.measures for one in replications("hoa-xuan-2025", count=3, seed=2025)]
    working_days = 23
    assert 24 <= np.mean([one["settled.land"] for one in month]) / working_days <= 36
    idle = 1 - np.mean([one["utilization.other-counters"] for one in month])
    assert idle > 0.75
    assert np.mean([one["utilization.land-specialists"] for one in month]) > 0.8


def test_hoa_xuan_would_wait_less_if_the_idle_counters_received_land_dossiers():
    helping = ["staff.other-counters.helps=[receive/land]"]
    [alone] = replications("hoa-xuan-2025", count=1, seed=2025)
    [helped] = replications("hoa-xuan-2025", helping, count=1, seed=2025)
    station = "wait_mean.receive/land"
    assert helped.measures[station] < alone.measures[station] / 2


def tickets_by_day(trips):
    """Arrivals and calls of each day in the order of the tickets, in hours of that day."""
    days = trips.arrival // DAY
    for day in np.unique(days):
        rows = np.flatnonzero((days == day) & trips.ticketed)
        rows = rows[np.argsort(trips.arrival[rows], kind="stable")]
        yield (trips.arrival[rows] - day * DAY) / HOUR, (trips.gone[rows] - day * DAY) / HOUR


# Closing


@pytest.mark.full
@pytest.mark.parametrize("path", CENTERS, ids=lambda path: path.stem)
def test_nobody_is_called_from_the_end_of_overtime_on_in_any_replication(path):
    """Closing + `overtime_at_most` of the station that they wait at."""
    for one in run(load_scenario(path), replications=20, seed=15):
        trips, stations = one.outcome.trips, one.workload.ops.where[one.outcome.trips.op]
        called = trips.ticketed & (trips.ended == TripEnd.SERVED)
        closing = one.workload.time.closing[trips.arrival // DAY]
        is_over = closing + one.workload.stations.overtime_at_most[stations]
        assert (trips.gone < is_over)[called].all()


# The scenarios of 2026

OF_2026 = [path for path in CENTERS if "2026" in path.stem]
SPRING_OF_2026 = ("period.from=2026-03-02", "period.to=2026-04-30", "period.warm_up=20 days")


@pytest.mark.parametrize("path", OF_2026, ids=lambda path: path.stem)
def test_nobody_is_called_from_the_end_of_overtime_on(path):
    """Closing + `overtime_at_most`, which is an hour."""
    for one in run(load_scenario(path), replications=2, seed=2026):
        assert last_call_after_closing(one) < HOUR


def test_a_ward_that_is_overrun_calls_until_the_hour_is_over():
    overrides = ["demand.growth=2", "citizens.patience=none"]
    [one] = replications("ward-2026-tet", overrides, count=1, seed=2026)
    assert one.measures["sent_home"] > 100
    assert 0.9 * HOUR < last_call_after_closing(one) < HOUR


def last_call_after_closing(one):
    """The most seconds after a day's closing at which a citizen who came that day was called."""
    trips, closing = one.outcome.trips, one.workload.time.closing
    called = trips.ticketed & (trips.ended == TripEnd.SERVED)
    return max(trips.gone[called] - closing[trips.arrival[called] // DAY])


def test_a_ward_has_seven_officers_and_serves_them_well():
    ward = load_scenario(FOLDER / "ward-2026.yaml")
    assert sum(group.officers for group in ward.staff.values()) == 7
    year = measures("ward-2026", SPRING_OF_2026)
    assert year["wait_mean.outside"] < 15
    assert year["on_time_rate"] > 0.99


def test_a_ward_certifies_most_and_decides_not_all_itself():
    year = measures("ward-2026", SPRING_OF_2026)
    assert 0.57 <= year["received.certification"] / year["received"] <= 0.67
    assert year["received.own"] < 0.92 * year["received"]


def test_the_special_zone_receives_what_is_published_of_it():
    year = measures("special-zone-2026", ())
    assert 75 <= year["received"] / 250 <= 85
    assert 0.06 <= year["received.own"] / year["received"] <= 0.16
    assert year["on_time_rate"] > 0.995


def test_the_surge_after_tet_2026_makes_the_ward_wait_and_dossiers_late():
    overrides = ("period.from=2026-02-23", "period.to=2026-03-13")
    usual, surge = measures("ward-2026", overrides), measures("ward-2026-tet", overrides)
    assert surge["wait_mean"] > 2 * usual["wait_mean"]
    assert surge["on_time_rate"] < usual["on_time_rate"]


@pytest.mark.parametrize("name", ["ward-2026-booked", "ward-2026-booked-only"])
def test_who_booked_waits_less_than_who_did_not(name):
    year = measures(name, SPRING_OF_2026)
    assert year["booked_wait_mean"] < year["walk_in_wait_mean"]
    assert 0.14 <= year["slots_missed"] / year["appointments"] <= 0.25


def test_no_shows_cost_places_and_dossiers():
    all_come = (*SPRING_OF_2026, "appointments.no_show.chance=0")
    usual, kept = (measures("ward-2026-booked", each) for each in (SPRING_OF_2026, all_come))
    assert usual["slots_missed"] > 4 * kept["slots_missed"]
    assert usual["received"] < kept["received"]


# What the others ask


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("pooled-counters", "wait_mean"),
        ("helping-counters", "wait_mean.receive/land"),
        ("online", "wait_mean"),
        ("online", "visits"),
        ("trained", "wait_mean"),
        ("trained", "visits_per_dossier"),
        ("trained", "queueing_mean.appraise"),
        ("discipline", "queueing_mean.appraise"),
        ("headquarters-seal", "before_due_rate"),
        ("certification-later", "utilization.justice-counter"),
    ],
)
def test_a_scenario_lowers_what_it_asks_about(name, measure):
    assert measures(f"van-don-2021-{name}")[measure] < measures("van-don-2021")[measure]


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("headquarters-seal", "cycle_time_mean"),
        ("headquarters-seal", "visits"),
        ("certification-later", "visits"),
    ],
)
def test_a_scenario_raises_what_it_asks_about(name, measure):
    assert measures(f"van-don-2021-{name}")[measure] > measures("van-don-2021")[measure]


def test_five_steps_at_the_center_are_faster_than_headquarters():
    before, after = measures("van-don-2021-headquarters"), measures("van-don-2021")
    assert before["cycle_time_mean"] > 1.1 * after["cycle_time_mean"]
    assert before["before_due_rate"] < after["before_due_rate"]


def test_the_surge_after_tet_makes_citizens_wait_and_preparing_for_it_helps():
    usual = measures("van-don-2021", AFTER_TET)["wait_mean"]
    surge = measures("van-don-2021-tet", AFTER_TET)["wait_mean"]
    prepared = measures("van-don-2021-tet-prepared", AFTER_TET)["wait_mean"]
    assert surge > 1.5 * usual
    assert prepared < surge


def test_a_summer_heavy_with_leave_makes_dossiers_late():
    usual = measures("van-don-2021", SUMMER)
    summer = measures("van-don-2021-summer-leave", SUMMER)
    assert summer["queueing_mean.appraise"] > usual["queueing_mean.appraise"]
    assert summer["on_time_rate"] < usual["on_time_rate"]


# Bad days in a row

APART = ("staff.all.sick_spell=1 working days", "demand.day_memory=0")
YEARS = {"count": 60, "seed": 15}


@pytest.mark.full
@pytest.mark.parametrize(
    "in_a_row", ["staff.all.sick_spell=5 working days", "demand.day_memory=0.7"]
)
def test_bad_days_in_a_row_make_more_overdue_and_years_differ_more(in_a_row):
    """By a quarter, and by half, at least: as much sickness and as many citizens in both."""
    apart, together = (
        np.array([one.measures["overdue"] for one in replications("van-don-2021", each, **YEARS)])
        for each in (APART, (*APART, in_a_row))
    )
    assert together.mean() > 1.25 * apart.mean()
    assert together.std() > 1.5 * apart.std()


# Overload is no error


def test_a_counter_with_twice_the_work_it_can_do_runs_and_the_report_says_so_first(capsys):
    arguments = ["run", str(SHIPPED), "--seed", "1", "--replications", "2", "--quiet"]
    alone = ("staff.land-counter.officers=1", "staff.general-counter.helps=[]")
    for override in (*SPRING, *alone, "citizens.patience=none"):
        arguments += ["--set", override]
    with pytest.raises(SystemExit) as left:
        cli.main(arguments)
    page, _ = capsys.readouterr()
    assert left.value.code == 0
    _, findings = page.split("What to look at first")
    first, second = (" ".join(part.split()) for part in findings.split("  3 ")[0].split("  2 "))
    assert "dossiers are filed and not accepted at the end" in first  # so that rates flatter
    assert second.startswith("The load cannot be carried")
    assert "Land counter 2" in second  # more than 200 % of its hours
    assert "dossiers are open at the end" in second
