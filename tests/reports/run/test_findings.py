import math
from dataclasses import replace

import pytest

from simulator.reports.run.carrying import limit
from simulator.reports.run.findings import MOST, _other_days, findings, is_calm, keeps_norms
from simulator.scenario.model_center import StaffChange

CALM = {
    "wait_mean.receive/land": 9.0,
    "wait_mean.return/land": 9.0,
    "utilization.leaders": 0.5,
    "utilization.counters": 0.65,
    "utilization.land-specialists": 0.7,
    "queueing_mean.approve": 0.1,
    "queueing_mean.appraise": 0.1,
    "queueing_mean.seal": 0.1,
}


@pytest.fixture
def found(changed):
    """Finds what stands out when values differ from those of a calm Center."""
    return lambda values=None: findings(changed(CALM | (values or {})))


def test_where_nothing_stands_out_the_busiest_group_is_named(found):
    (only,) = found()
    assert only.startswith("Nothing stands out. Land specialists is at work ")


def test_a_norm_that_is_not_met_does_stand_out(found):
    (only,) = found({"wait_mean.outside": 31.0})
    assert only.startswith(
        "Nothing stands out but what is not met: 30 min (Decision 468, 2022). Land specialists"
    )


def test_a_center_is_calm_where_nothing_stands_out_and_no_norm_is_missed(changed):
    assert is_calm(changed(CALM))
    assert not is_calm(changed(CALM | {"wait_mean.outside": 31.0}))
    assert not is_calm(changed(CALM | {"utilization.land-specialists": 0.99}))


def test_norms_are_kept_where_they_are_met_and_neither_lateness_nor_load_stands_against_it(changed):
    busy = {"utilization.land-specialists": 0.99}
    assert keeps_norms(changed(CALM | busy))
    for values in (
        {"wait_mean.outside": 31.0},
        {"wait_mean.outside": [20.0, 30.0, 40.0]},  # unclear
        {"on_time_rate": 0.98},
        {"unaccepted": 1e6},
        busy | {"open_at_end": 1e6},
    ):
        assert not keeps_norms(changed(CALM | values))


@pytest.fixture
def by_weekday(changed):
    """Finds what stands out where citizens wait so many minutes on a weekday, and 18 on others."""

    def find(*replications):
        others = {f"wait_mean.{day}": 18.0 for day in ("tue", "wed", "thu", "fri")}
        monday = {"wait_mean.mon": replications}
        return findings(changed(CALM | others | monday, replications=len(replications)))

    return find


def test_a_weekday_with_long_waits_is_named(by_weekday):
    (only,) = by_weekday(43.9, 44.0, 44.2)
    assert only == "Monday: citizens wait 44.0 min on average, 18.0 min on other days."


@pytest.mark.parametrize(
    "minutes",
    [(20, 20, 20), (30, 10, 92), (44,)],
    ids=["nearly as short", "perhaps by chance", "one run"],
)
def test_a_weekday_that_may_be_like_the_others_is_not_named(by_weekday, minutes):
    assert not any("Monday" in sentence for sentence in by_weekday(*minutes))


def test_the_other_days_are_told_by_their_tickets(result):
    days = [f"wait_mean.{day}" for day in ("tue", "wed", "thu")]
    waited = tickets = 0.0
    for one in result.replications[:1]:
        for name in days:
            row = one.index.row(name)
            waited += one.values[row] * one.counts[row]
            tickets += one.counts[row]
    only = replace(result, replications=result.replications[:1])
    assert _other_days(only, ["tue", "wed", "thu"]).mean == pytest.approx(waited / tickets)


def test_filings_that_nobody_accepts_are_said_first(found):
    first, *_ = found(
        {
            "unaccepted": 2501.0,
            "on_time_rate_filing": 0.41,
            "on_time_rate_official": 1.0,
            "on_time_rate": 0.9,
        }
    )
    assert first == (
        "2,501 dossiers are filed and not accepted at the end: no book, form or rate from "
        "acceptance knows of them. Counted from the filing 41.0 % are on time, from acceptance "
        "100.0 % (official rate)."
    )


def test_where_the_rates_agree_only_what_waits_is_said(found):
    first, *_ = found({"unaccepted": 600.0, "on_time_rate_filing": 1, "on_time_rate_official": 1})
    assert first.endswith("no book, form or rate from acceptance knows of them.")


def test_a_rate_from_the_filing_that_is_lower_is_said_first(found):
    first, *_ = found({"on_time_rate_filing": 0.9, "on_time_rate_official": 0.99})
    assert first.startswith("Dossiers wait long to be accepted. Counted from the filing 90.0 % ")


def test_time_to_spare_beside_the_counter_that_drowns_is_named(found):
    waits = {"wait_mean.receive/land": 67.0, "utilization.counters": 0.5}
    assert found(waits)[1] == (
        "Beside Land counter there is time to spare: Counters of the other fields (2 officers, "
        "50 % at work)."
    )
    busy = waits | {"utilization.counters": 0.8}
    assert not any("time to spare" in sentence for sentence in found(busy))


def test_without_a_bottleneck_nobody_has_time_to_spare_beside_it(found):
    assert not any("time to spare" in s for s in found({"utilization.counters": 0.5}))


def test_growing_queues_name_the_group_that_cannot_carry_its_load(found):
    values = {"utilization.leaders": 0.99, "open_at_end": 900.0, "carried_over": 20.0}
    first, *others = found(values)
    assert first.startswith("Dossiers pile up: 900 are open at the end, 20 were at the start.")
    assert "Signing leaders is at work 99.0 % of its duty" in first
    assert not any("Signing leaders" in other for other in others)


def test_where_the_rates_agree_who_cannot_carry_the_load_comes_first(found):
    values = {"utilization.leaders": 0.99, "open_at_end": 900.0, "carried_over": 20.0}
    values |= {"unaccepted": 600.0, "on_time_rate_filing": 0.75, "on_time_rate_official": 0.75}
    first, second, *_ = found(values)
    assert first.startswith("Dossiers pile up")
    assert second.startswith("600 dossiers are filed and not accepted")


@pytest.mark.parametrize(
    "values",
    [
        {"utilization.leaders": 0.99, "open_at_end": 25.0, "carried_over": 20.0},
        {"utilization.leaders": 0.80, "open_at_end": 900.0, "carried_over": 20.0},
    ],
)
def test_full_hands_or_open_dossiers_alone_are_no_growing_queue(found, values):
    assert not any("pile up" in sentence for sentence in found(values))


def test_overdue_dossiers_name_the_worst_field(found):
    first, *_ = found({"on_time_rate": 0.9, "on_time_rate.land": 0.7})
    assert first == "10.0 % of the settled dossiers are overdue, most often in Land (30.0 %)."


def test_long_waits_name_the_counter_and_count_the_others(found):
    waits = {"wait_mean.receive/land": 34.0, "wait_mean.return/land": 16.0}
    (only,) = found(waits | {"wait_within_15.receive/land": 0.25})
    assert only == (
        "Citizens wait longest at Receive · Land: 34.0 min on average, 25.0 % are called within "
        "15 min. 2 stations are above 15 min."
    )


def test_counters_that_chance_does_not_tell_apart_are_told(found):
    def sentence(spread):
        (only,) = found(
            {
                "wait_mean.receive/land": (34.0 - spread, 34.0, 34.0 + spread),
                "wait_mean.return/land": (31.0, 31.0, 31.0),
            }
        )
        return only

    assert sentence(0.1).startswith("Citizens wait longest at Receive · Land: 34.0 min")
    assert sentence(0.1).endswith("2 stations are above 15 min.")
    assert sentence(5).startswith("Citizens wait longest at Receive · Land: 34 min")
    assert sentence(5).endswith("The wait may be as long at 1 more station.")


def test_a_busy_group_is_named(found):
    (only,) = found({"utilization.leaders": 0.95})
    assert only.startswith("No slack: Signing leaders 95 % of duty at work.")


def test_visits_that_end_unserved_are_told_apart(found):
    (only,) = found({"visits": 1000.0, "sent_home": 80.0, "turned_away": 20.0, "trips_in_vain": 0})
    assert only.startswith("10 % of the visits end unserved: 80 sent home at closing, 20 turned")


def test_long_queues_of_dossiers_name_the_station(found):
    (only, *_) = found({"queueing_mean.seal/land": 9.0, "queueing_p90.seal/land": 20.0})
    assert only.startswith("Dossiers wait longest at Seal · Land: 9.0 open hours on average, one")


def test_signing_is_named_where_it_holds_most_of_the_queueing(found):
    (only,) = found({"queueing_mean.approve": 3.0})
    assert only == (
        "98 % of the time that dossiers queue in the back office is before approval and seal: "
        "Approve alone takes 3.0 open hours on average."
    )


def test_trips_in_vain_are_a_share_of_visits(found):
    (only,) = found({"visits": 1000.0, "trips_in_vain": 80.0})
    assert only.startswith("8 % of the visits are in vain (80)")


def test_overtime_is_told_by_week_and_officer(found):
    # 92 days are 13.1 weeks, and two officers: 105 hours are 4 hours each a week.
    (only,) = found({"overtime_hours.counters": 105.2})
    assert only.startswith(
        "Counters of the other fields works 4.0 h of overtime a week and officer"
    )


def test_overtime_is_shared_by_those_who_are_there(changed, result):
    # Six more officers in all the period: eight in all.
    staff = dict(result.scenario.staff)
    more = {"from": "2021-03-01", "to": "2021-05-31", "officers": 6}
    staff["counters"] = staff["counters"].model_copy(
        update={"changes": (StaffChange.model_validate(more),)}
    )
    scenario = result.scenario.model_copy(update={"staff": staff})
    (only,) = findings(
        replace(changed(CALM | {"overtime_hours.counters": 420.8}), scenario=scenario)
    )
    assert "works 4.0 h of overtime a week and officer" in only
    (calm,) = findings(
        replace(changed(CALM | {"overtime_hours.counters": 105.2}), scenario=scenario)
    )
    assert "overtime" not in calm


def test_a_report_shows_the_most_urgent_four(found):
    values = {
        "utilization.leaders": 0.99,
        "utilization.specialists": 0.95,
        "open_at_end": 900.0,
        "on_time_rate": 0.9,
        "wait_mean.receive/land": 34.0,
        "trips_in_vain": 500.0,
        "overtime_hours.counters": 900.0,
    }
    said = found(values)
    assert len(said) == MOST
    assert said[0].startswith("Dossiers pile up")
    assert said[1].startswith("10.0 % of the settled dossiers are overdue")
    assert said[2].startswith("Citizens wait longest")


def test_a_period_without_anything_says_so(changed, result):
    nobody = {
        *("visits", "received", "settled", "open_at_end", "carried_over", "trips_in_vain"),
        *("sent_home", "turned_away", "abandoned", "overtime_hours"),
    }
    nothing = dict.fromkeys(result.estimates, math.nan)
    nothing |= {key: 0.0 for key in result.estimates if key.measure in nobody}
    (only,) = findings(changed(nothing))
    assert only.startswith("Nobody was at work in the period")


def test_what_limits_the_center_is_its_busiest_group(changed):
    said = limit(changed(CALM | {"utilization.leaders": 0.85}))
    assert said == (
        "Signing leaders would be the first to run out of hours, "
        "at work 85.0 % of the time on duty."
    )


def test_what_limits_the_center_is_who_cannot_carry_the_load(district_with):
    overloaded = district_with("staff.land-specialists.officers=1", "demand.growth=3").run(1)
    assert limit(overloaded).startswith("Too few hours on duty for the work that is offered: Land")
