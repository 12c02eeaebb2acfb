"""When the doors are open, as tickets and calls show it."""

from datetime import date

from simulator.center import serve
from simulator.demand import draw
from simulator.records import log_of
from simulator.studies.fit.lobby import lobby_of
from simulator.studies.fit.opening import opening_of
from tests.studies.fit.lobbies import lobby
from tests.studies.fit.simulated import simulated_log

HOUR = 3600
MORNING, AFTERNOON = (7.5 * HOUR, 11.5 * HOUR), (13.5 * HOUR, 17 * HOUR)


def test_hours_breaks_and_closed_days_are_found(fitted):
    assert fitted.opening.week[:5] == ((MORNING, AFTERNOON),) * 5
    assert fitted.opening.week[5:] == ((), ())
    assert fitted.opening.country == "VN"  # The death anniversary of the Hung kings is kept.
    assert fitted.opening.days_off == ()


def test_a_machine_behind_the_doors_shows_the_same_hours():
    scenario = lobby()
    drawn = draw(scenario, seed=2)
    opening = opening_of(lobby_of(log_of(scenario, *drawn, serve(*drawn))))
    assert opening.week[:5] == ((MORNING, AFTERNOON),) * 5


def test_other_hours_of_a_weekday_days_off_and_kept_holidays_are_found():
    hours = {"mon-thu": ["08:00-12:00", "13:00-17:00"], "fri": ["08:00-12:00"]}
    calendar = {"country": "none", "hours": hours, "days_off": ["2025-03-20"]}
    demand = {"hours": {8: 3, 9: 2, 10: 2, 11: 2, 12: 1, 13: 2, 14: 2, 15: 1, 16: 1}}
    opening = opening_of(lobby_of(simulated_log(lobby(calendar=calendar, demand=demand))))
    assert opening.week[3] == ((8 * HOUR, 12 * HOUR), (13 * HOUR, 17 * HOUR))
    assert opening.week[4] == ((8 * HOUR, 12 * HOUR),)
    assert opening.country == "none"
    assert opening.days_off == (date(2025, 3, 20),)


def test_who_is_sent_home_shows_that_all_are(log):
    queues = {"receive": {"closing": "send-home"}}
    demand = {"hours": {8: 1, 13: 1, 16: 4}}
    scenario = lobby(queues=queues, demand=demand, calendar={"hours": {"mon-fri": ["08:00-17:00"]}})
    opening = opening_of(lobby_of(simulated_log(scenario)))
    assert opening.sends_home
    assert opening.week[0][-1][1] == 17 * HOUR
    assert not opening_of(lobby_of(log)).sends_home


def test_round_the_clock_is_no_break():
    calendar = {"country": "none", "hours": {"every-day": ["00:00-24:00"]}}
    opening = opening_of(lobby_of(simulated_log(lobby(calendar=calendar, demand={}))))
    assert opening.week == (((0, 24 * HOUR),),) * 7
