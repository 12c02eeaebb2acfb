"""Duty meets doors: which hours count for the work that citizens come for (R8)."""

from math import inf

import pytest

from simulator.demand.capacity import check_capacity
from simulator.studies import run

DOORS = {"country": "none", "hours": {"mon-fri": ["08:00-12:00", "13:00-17:00"]}}


@pytest.fixture
def sections(transfer):
    """Sections of a Center whose counter is on duty at some hours, with 4 hours of visits a day."""

    def build(duty, *, volume="20 per working day", channels=None, staff=None, **others):
        steps = {"receive": {"constant": "12 min"}}
        procedure = transfer(steps=steps, volume=volume, channels=channels or {"counter": 1.0})
        shift = {"serves": ["receive/all"], "officers": 1, "calendar": "shift"}
        return {
            "calendar": DOORS,
            "calendars": {"shift": {"hours": {"every-day": duty}}},
            "procedures": {"transfer": procedure},
            "staff": staff or {"counter": shift},
            **others,
        }

    return build


@pytest.fixture
def check(prepared, sections):
    return lambda *duty, **others: check_capacity(prepared(**sections(duty, **others))).period


@pytest.mark.parametrize(
    ("duty", "hours"),
    [
        (["08:00-12:00", "13:00-17:00"], 8),
        (["08:00-17:00"], 9),  # those who wait at the door in the break are called
        (["12:00-13:00"], 1),
        (["15:00-20:00"], 5),  # on duty at closing: all who wait are served
        (["17:00-21:00"], 0),
        (["06:00-08:00"], 0),
        (["06:00-09:00"], 1),
        (["00:00-24:00"], 9 + 7),
    ],
)
def test_citizens_are_served_while_the_doors_are_open_and_by_who_was_there_at_closing(
    check, duty, hours
):
    (group,) = check(*duty).groups
    assert group.in_person_hours == pytest.approx(hours)
    assert group.load == (pytest.approx(4 / hours) if hours else inf)


def test_where_closing_sends_home_no_hour_after_it_counts(check):
    (group,) = check("15:00-20:00", queues={"receive": {"closing": "send-home"}}).groups
    assert (group.in_person_hours, group.load) == (pytest.approx(2), pytest.approx(2))


def test_before_opening_officers_serve_those_who_stand_at_the_door(check):
    profile = {"hours": {"6": 1, "7": 1, "9": 8}}  # a fifth of 4 hours of work
    (group,) = check("06:00-08:00", demand=profile).groups
    assert (group.in_person_hours, group.load) == (pytest.approx(0.8), pytest.approx(5))
    (group,) = check("07:45-08:00", demand=profile).groups
    assert group.in_person_hours == pytest.approx(0.25)


def test_papers_are_worked_on_in_any_hour_on_duty(check):
    papers = check("17:00-21:00", channels={"online": 1.0})
    assert papers.feasible
    (group,) = papers.groups
    assert group.in_person_hours is None
    assert group.load == pytest.approx(group.work_hours / group.capacity_hours)


def test_visits_that_nobody_can_serve_are_apart_from_papers_that_somebody_can(check):
    period = check("17:00-21:00", channels={"counter": 0.5, "online": 0.5})
    citizens, papers = period.pools
    assert not period.feasible
    assert (citizens.load, citizens.is_bound_to_doors) == (inf, True)
    assert papers.can_carry
    assert not papers.is_bound_to_doors
    assert citizens.stations == papers.stations == ("receive/land",)


def test_another_group_whose_duty_meets_the_doors_carries_the_visits(check):
    shift = {"serves": ["receive/all"], "officers": 1}
    staff = {"evening": {**shift, "calendar": "shift"}, "day": shift}
    period = check("17:00-21:00", staff=staff)
    evening, day = period.groups
    assert period.feasible
    assert (evening.load, day.load) == (0, pytest.approx(0.5))


@pytest.mark.parametrize(
    ("duty", "feasible"),
    [(["17:00-21:00"], False), (["16:00-21:00"], True), (["06:00-08:00"], False)],
)
def test_what_the_check_says_is_what_comes_of_a_run(check, scenario, sections, duty, feasible):
    assert check(*duty).feasible is feasible
    (result,) = run(scenario(**sections(duty)), replications=1, seed=1)
    assert (result.measures["lost"] == 0) is feasible
