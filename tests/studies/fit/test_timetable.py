"""When counters are there, and what else they do."""

import pytest

from simulator.studies.fit.fitting import fit_lobby
from simulator.studies.fit.scenario import scenario_data
from tests.studies.fit.lobbies import lobby
from tests.studies.fit.simulated import simulated_log
from tests.studies.fit.unlike_lobbies import unlike_lobby

LAND = {"officers": 2, "serves": ["receive/land"]}
JUSTICE = {"officers": 1, "serves": ["receive/justice"]}


def test_counters_of_the_office_hours_have_no_calendar_and_no_absences(fitted):
    for served in fitted.staff:
        assert served.timetable.week is None
        assert served.timetable.changes == ()
        assert served.elsewhere is None


def test_a_group_that_comes_later_has_a_calendar_of_its_own():
    late = {"hours": {"mon-fri": ["09:00-11:30", "13:30-16:00"]}}
    scenario = lobby(
        calendars={"late": late}, staff={"land": LAND, "justice": JUSTICE | {"calendar": "late"}}
    )
    data = scenario_data(fit_lobby(simulated_log(scenario)), "log")
    (calendar,) = data["calendars"].values()
    assert calendar["hours"]["mon-fri"] == ["09:00-11:30", "13:30-16:00"]


def test_a_counter_that_comes_in_the_middle_is_a_change():
    changes = [{"from": "2025-03-03", "to": "2025-03-31", "officers": -1}]
    scenario = lobby(staff={"land": LAND | {"changes": changes}, "justice": JUSTICE})
    fitted = fit_lobby(simulated_log(scenario))
    (found,) = [each for served in fitted.staff for each in served.timetable.changes]
    assert (found.first, found.officers) == (0, -1)
    assert found.last == pytest.approx(20, abs=1)


def test_counters_that_close_at_noon_are_a_group_beside_those_that_do_not():
    scenario = unlike_lobby("half of the counters closed at noon")
    data = scenario_data(fit_lobby(simulated_log(scenario)), "log")
    assert [group["officers"] for group in data["staff"].values()] == [2, 2]
    (calendar,) = data["calendars"].values()
    assert calendar["hours"] == {"mon-fri": ["07:30-11:30", "13:30-17:00"]}
    assert [group.get("calendar") for group in data["staff"].values()].count(None) == 1


def test_days_on_which_a_counter_is_away_are_its_share_of_absence():
    scenario = lobby(staff={"land": LAND | {"sick": 0.2}, "justice": JUSTICE})
    fitted = fit_lobby(simulated_log(scenario))
    absent = next(one for one in fitted.staff if len(one.group.counters) == 2).timetable.absent
    assert absent.low < 0.2 < absent.high


def test_other_work_is_seen_by_those_who_come_and_not_by_those_who_wait():
    work = {
        "field": "papers",
        "volume": "24 per working day",
        "channels": {"online": 1.0},
        "steps": {"appraise": {"exponential": {"mean": "5 min"}}},
    }
    base = lobby()
    scenario = lobby(
        fields={"land": "Land", "justice": "Justice", "papers": "Papers"},
        demand={
            "hours": {8: 0.3, 9: 0.2, 10: 0.1, 13: 0.2, 14: 0.1, 15: 0.1},
            "online_hours": {8: 1, 9: 1, 10: 1, 14: 1, 15: 1, 16: 1},
            "weekdays": {"sat": 0.0, "sun": 0.0},
        },
        procedures={
            "papers": work,
            "justice": {
                "field": "justice",
                "volume": "20 per working day",
                "steps": {"receive": {"gamma": {"mean": "6 min", "cv": 0.5}}},
            },
            "land": base.procedures["land"].model_dump(mode="json"),
        },
        staff={
            "land": LAND,
            "justice": JUSTICE | {"serves": ["receive/justice", "appraise/papers"]},
        },
    )
    fitted = fit_lobby(simulated_log(scenario))
    found = {len(one.group.counters): one.elsewhere for one in fitted.staff}
    assert found[2] is None
    assert found[1].share.value == pytest.approx(24 * 5 / 450, abs=0.07)
    assert found[1].seconds == pytest.approx(300, rel=0.35)
    assert not found[1].is_block
