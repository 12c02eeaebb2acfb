import itertools

import numpy as np
import pytest

from simulator.demand.absences import BLOCK, draw_absences, place_blocks
from simulator.demand.draws import Draws
from simulator.demand.roster import draw_roster
from simulator.demand.workload import DAY

YEAR = {"period": {"from": "2021-01-01", "to": "2021-12-31"}}
WORKING_DAYS = 261  # Mondays to Fridays of 2021; the Center of the tests has no holidays


@pytest.fixture
def away(prepared):
    """Draws who is away on which day of a year, of groups that serve everything: by officer."""

    def build(seed=1, sections=None, **groups):
        staff = {
            key: {"officers": 1, "serves": ["all/all"], **keys} for key, keys in groups.items()
        }
        posts = prepared(staff=staff, **{**YEAR, **(sections or {})}).posts
        return draw_absences(posts.absences, Draws(seed, 0), posts.officers.group, posts.number)

    return build


def blocks(days):
    """Lengths of the blocks of leave of a year of working days, weekends taken out."""
    weekdays = [day for day in range(len(days)) if (day + 4) % 7 < 5]  # 1 January was a Friday
    runs = itertools.groupby(bool(days[day]) for day in weekdays)
    return [len(list(run)) for is_away, run in runs if is_away]


def test_nobody_is_away_unless_the_scenario_says_so(away):
    assert not away(officers={"officers": 3}).any()


def test_every_officer_takes_their_leave_on_working_days(away):
    days = away(officers={"officers": 4, "leave": "12 working days"})
    assert days.sum(axis=1).tolist() == [12] * 4
    weekend = (np.arange(365) + 4) % 7 >= 5
    assert not days[:, weekend].any()


def test_leave_is_taken_in_working_weeks(away):
    days = away(officers={"officers": 1, "leave": "12 working days"})
    lengths = blocks(days[0])
    assert sum(lengths) == 12
    assert len(lengths) <= 3  # 5 + 5 + 2; blocks may touch
    assert max(lengths) >= BLOCK


@pytest.mark.parametrize("seed", range(10))
def test_at_most_one_of_a_group_is_on_leave(away, seed):
    days = away(seed=seed, officers={"officers": 8, "leave": "30 working days"})
    assert days.sum(axis=1).tolist() == [30] * 8
    assert days.sum(axis=0).max() == 1


def test_leave_that_fills_the_year_still_fits(away):
    days = away(officers={"officers": 9, "leave": "29 working days"})
    assert days.sum() == WORKING_DAYS
    assert days.sum(axis=0).max() == 1


def test_leave_that_does_not_fit_is_an_error(away):
    with pytest.raises(ValueError, match="does not fit into the year"):
        away(officers={"officers": 9, "leave": "30 working days"})


def test_groups_are_away_apart_from_each_other(away):
    days = away(
        land={"officers": 2, "leave": "60 working days"},
        justice={"officers": 2, "leave": "60 working days"},
    )
    assert days.sum(axis=0).max() == 2


def test_blocks_lie_anywhere_in_the_year(away):
    months = np.zeros(12)
    for seed in range(60):
        days = away(seed=seed, officers={"leave": "12 working days"})
        months += np.bincount(np.flatnonzero(days[0]) // 31, minlength=12)
    assert months.min() > 0.5 * months.mean()


def test_no_leave_is_taken_on_holidays(away):
    sections = {"calendar": {"country": "VN", "hours": {"mon-fri": ["08:00-12:00"]}}}
    days = away(sections=sections, officers={"officers": 10, "leave": "25 working days"})
    tet = slice(40, 47)  # 10 to 16 February 2021
    assert days.sum() == 250  # the working days of 2021
    assert not days[:, tet].any()


def test_the_part_of_a_year_has_the_leave_that_falls_into_it(away):
    whole = away(officers={"officers": 2, "leave": "12 working days"})
    part = {"period": {"from": "2021-04-01", "to": "2021-06-30"}}
    days = away(sections=part, officers={"officers": 2, "leave": "12 working days"})
    assert days.tolist() == whole[:, 90:181].tolist()


def test_a_run_over_two_years_has_the_leave_of_both(away):
    period = {"period": {"from": "2021-01-01", "to": "2022-12-31"}}
    days = away(sections=period, officers={"leave": "12 working days"})
    assert days[0, :365].sum() == days[0, 365:].sum() == 12


def test_another_officer_or_group_changes_nobodys_leave(away):
    one = away(land={"officers": 1, "leave": "12 working days"})
    more = away(
        justice={"officers": 2, "leave": "12 working days"},
        land={"officers": 2, "leave": "12 working days"},
    )
    assert more[2].tolist() == one[0].tolist()


def test_sickness_has_its_share_of_working_days(away):
    days = np.concatenate(
        [away(seed=seed, officers={"officers": 10, "sick": 0.02}) for seed in range(20)]
    )
    expected = 200 * WORKING_DAYS * 0.02
    assert days.sum() == pytest.approx(expected, abs=4 * np.sqrt(expected))
    assert not days[:, (np.arange(365) + 4) % 7 >= 5].any()


def test_officers_fall_ill_apart_from_each_other(away):
    days = away(officers={"officers": 2, "sick": 0.5})
    both = (days[0] & days[1]).sum() / WORKING_DAYS
    assert both == pytest.approx(0.25, abs=0.08)


def test_more_sickness_adds_days_and_takes_none_away(away):
    little, much = (away(officers={"officers": 5, "sick": chance}) for chance in (0.02, 0.1))
    assert (much >= little).all()
    assert much.sum() > little.sum()


def test_who_is_away_has_no_duty(prepared):
    staff = {"officers": {"officers": 2, "serves": ["all/all"], "leave": "12 working days"}}
    posts = prepared(staff=staff, **YEAR).posts
    roster = draw_roster(posts, Draws(1, 0))
    days = draw_absences(posts.absences, Draws(1, 0), posts.officers.group, posts.number)
    for officer in range(2):
        duty = roster.duty_start[roster.first_duty[officer] : roster.first_duty[officer + 1]]
        there = np.zeros(365, np.bool_)
        there[duty // DAY] = True
        weekday = (np.arange(365) + 4) % 7 < 5
        assert (there == (weekday & ~days[officer])).all()


def test_a_block_lies_at_the_drawn_place():
    taken, own = np.zeros(10, np.bool_), np.zeros(10, np.bool_)
    place_blocks(5, np.array([0.5]), taken, own)  # 6 places: the fourth
    assert np.flatnonzero(own).tolist() == [3, 4, 5, 6, 7]
    assert taken.tolist() == own.tolist()


def test_a_block_that_fits_nowhere_is_halved():
    taken = np.array([False, False, False, True] * 2)
    own = np.zeros(8, np.bool_)
    place_blocks(5, np.zeros(366), taken, own)
    # Five in a row are nowhere free, three are, and the last two go behind them.
    assert np.flatnonzero(own).tolist() == [0, 1, 2, 4, 5]
