import itertools
import json
from functools import cache

import numpy as np
import pytest

from simulator.demand.absences import BLOCK, draw_absences, place_blocks
from simulator.demand.draws import Draws
from simulator.demand.roster import draw_roster
from simulator.demand.workload import DAY
from tests.demand.zscores import assert_unbiased

YEAR = {"period": {"from": "2021-01-01", "to": "2021-12-31"}}
WORKING_DAYS = 261  # Mondays to Fridays of 2021; the Center of the tests has no holidays


@pytest.fixture
def away(prepared):
    """Draws who is away on which day of a year, of groups that serve everything: by officer."""

    @cache
    def shared(sections):
        return prepared(**json.loads(sections)).posts

    def build(seed=1, sections=None, replication=0, **groups):
        staff = {
            key: {"officers": 1, "serves": ["all/all"], **keys} for key, keys in groups.items()
        }
        posts = shared(json.dumps({"staff": staff, **YEAR, **(sections or {})}))
        draws = Draws(seed, replication)
        return draw_absences(posts.absences, draws, posts.officers.group, posts.number)

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


@pytest.mark.parametrize(
    ("chance", "spell", "replications", "notices"),
    [
        (0.05, 5, 300, (0.17, 0.13)),
        pytest.param(0.02, 2, 3_000, (0.05, 0.035), marks=pytest.mark.full),
        pytest.param(0.3, 20, 3_000, (0.035, 0.02), marks=pytest.mark.full),
    ],
)
def test_the_share_of_days_sick_stays_and_spells_are_as_long_as_stated(
    away, chance, spell, replications, notices
):
    # It would be noticed if the share were off by the first of `notices`, of it, or the correlation
    # with the day before, which tells the length of spells, by the second.
    of_share, of_correlation = notices
    officers = {"officers": 4, "sick": chance, "sick_spell": f"{spell} working days"}
    weekdays = (np.arange(365) + 4) % 7 < 5
    days = [away(replication=number, officers=officers) for number in range(replications)]
    deviation = np.array(days)[:, :, weekdays] - chance
    variance = chance * (1 - chance)
    assert_unbiased(deviation.mean(axis=(1, 2)), notices=of_share * chance)
    next_day = (deviation[:, :, 1:] * deviation[:, :, :-1]).mean(axis=(1, 2))
    assert_unbiased(next_day - (1 - 1 / spell) * variance, notices=of_correlation * variance)


def test_spells_are_of_geometric_length(away):
    days = away(officers={"officers": 1_000, "sick": 0.1, "sick_spell": "5 working days"})
    sick = days[:, (np.arange(365) + 4) % 7 < 5]
    age = np.zeros(sick.shape, np.int64)  # of the spell, on each day of it
    for day in range(1, sick.shape[1]):
        age[:, day] = np.where(sick[:, day], age[:, day - 1] + 1, 0)
    # However long it has lasted: it goes on, unless health is drawn anew and turns out well.
    goes_on = 1 - 0.9 / 5
    for lasted in (1, 2, 5, 10):
        longer = sick[:, 1:][age[:, :-1] == lasted]
        error = np.sqrt(goes_on * (1 - goes_on) / len(longer))
        assert longer.mean() == pytest.approx(goes_on, abs=5 * error)
        assert error < 0.02


def test_spells_of_a_day_are_as_if_the_key_were_not_there(away):
    one, other = (
        away(officers={"officers": 5, "sick": 0.1, **spell})
        for spell in ({}, {"sick_spell": "1 working days"})
    )
    assert one.tolist() == other.tolist()


def test_a_spell_of_a_date_does_not_depend_on_the_period(away):
    keys = {"officers": 5, "sick": 0.1, "sick_spell": "15 working days"}
    whole = away(officers=keys)
    part = away(sections={"period": {"from": "2021-03-03", "to": "2021-06-30"}}, officers=keys)
    warm = away(
        sections={"period": {"from": "2021-03-04", "to": "2021-06-30", "warm_up": "1 days"}},
        officers=keys,
    )
    assert part.tolist() == warm.tolist() == whole[:, 61:181].tolist()


def test_another_group_or_officer_changes_nobodys_spells(away):
    keys = {"sick": 0.1, "sick_spell": "4 working days"}
    one = away(land={"officers": 2, **keys})
    more = away(
        justice={"officers": 2, "sick": 0.2, "sick_spell": "60 working days"},
        land={"officers": 3, **keys},
    )
    assert more[2:4].tolist() == one.tolist()


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
