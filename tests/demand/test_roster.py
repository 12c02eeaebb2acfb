import itertools

import numpy as np
import pytest

from simulator.demand.draws import Draws
from simulator.demand.roster import draw_roster, headcount_by_day
from simulator.demand.workload import DAY

HOUR = 3_600
MORNING, AFTERNOON = (8 * HOUR, 12 * HOUR), (13 * HOUR, 17 * HOUR)


@pytest.fixture
def roster(prepared):
    """Draws the roster of groups that serve everything unless they say otherwise."""

    def build(seed=1, replication=0, sections=None, **groups):
        staff = {
            key: {"officers": 1, "serves": ["all/all"], **keys} for key, keys in groups.items()
        }
        return draw_roster(
            prepared(staff=staff, **(sections or {})).posts, Draws(seed, replication)
        )

    return build


def duties(roster):
    """Duty intervals of each officer."""
    return [
        list(
            zip(
                roster.duty_start[first:end].tolist(),
                roster.duty_end[first:end].tolist(),
                strict=True,
            )
        )
        for first, end in itertools.pairwise(roster.first_duty)
    ]


def on_day(duty, day):
    return [(s - day * DAY, e - day * DAY) for s, e in duty if s // DAY == day]


def test_officers_are_on_duty_in_the_hours_of_the_center(roster):
    drawn = roster(officers={"officers": 2})
    for duty in duties(drawn):
        assert len(duty) == 2 * 20
        assert on_day(duty, 0) == [MORNING, AFTERNOON]
        assert on_day(duty, 5) == []  # Saturday


def test_a_group_has_the_shifts_of_its_calendar(roster):
    sections = {"calendars": {"signing": {"hours": {"mon-fri": ["10:00-11:30"]}}}}
    drawn = roster(signers={"calendar": "signing"}, sections=sections)
    (duty,) = duties(drawn)
    assert on_day(duty, 3) == [(10 * HOUR, 11.5 * HOUR)]


def test_officers_of_a_group_stand_together_in_the_order_of_the_scenario(roster):
    drawn = roster(land={"officers": 2}, justice={"officers": 3})
    assert drawn.groups == ("land", "justice")
    assert drawn.group.tolist() == [0, 0, 1, 1, 1]


def test_an_officer_serves_the_stations_of_the_group_ascending(roster, prepared, transfer):
    procedures = {"transfer": transfer(), "birth": transfer(field="justice")}
    station_row = prepared(procedures=procedures).station_row
    drawn = roster(
        counter={"serves": ["return/all", "receive/land"]},
        everywhere={"officers": 2},
        sections={"procedures": procedures},
    )
    served = [
        drawn.served[first:end].tolist() for first, end in itertools.pairwise(drawn.first_served)
    ]
    counter = [("receive", "land"), ("return", "land"), ("return", "justice")]
    assert served[0] == sorted(station_row[station] for station in counter)
    assert served[1] == served[2] == list(range(len(station_row)))


def test_speed_is_kept_in_thousandths(roster):
    assert roster(slow={"speed": 0.85}, trained={"speed": 1.125}).speed.tolist() == [850, 1125]


def test_changes_take_officers_away_and_bring_more_for_their_days(roster):
    changes = [
        {"from": "2021-01-05", "to": "2021-01-06", "officers": -1},
        {"from": "2021-01-06", "to": "2021-01-07", "officers": 2},
    ]
    drawn = roster(officers={"officers": 2, "changes": changes})
    there = [sum(bool(on_day(duty, day)) for duty in duties(drawn)) for day in range(5)]
    assert there == [2, 1, 3, 4, 2]
    assert len(drawn.group) == 4


def test_headcount_applies_the_changes_that_overlap_a_day(scenario):
    changes = [
        {"from": "2021-01-05", "to": "2021-01-06", "officers": -1},
        {"from": "2021-01-06", "to": "2021-01-06", "officers": 3},
    ]
    group = {"officers": 2, "serves": ["all/all"], "changes": changes}
    built = scenario(staff={"officers": group})
    ordinals = built.period.from_.toordinal() + np.arange(4)
    assert headcount_by_day(built.staff["officers"], ordinals).tolist() == [2, 1, 4, 2]


def test_a_shift_through_midnight_ends_with_the_day_on_which_the_officer_is_there(roster):
    always = {"country": "none", "hours": {"every-day": ["00:00-24:00"]}}
    changes = [{"from": "2021-01-06", "to": "2021-01-06", "officers": -1}]
    drawn = roster(officers={"changes": changes}, sections={"calendar": always})
    (duty,) = duties(drawn)
    assert duty == [(0, 2 * DAY), (3 * DAY, 28 * DAY)]


def test_round_the_clock_duty_is_one_interval_to_the_end_of_the_run(roster):
    always = {"country": "none", "hours": {"every-day": ["00:00-24:00"]}}
    assert duties(roster(officers={}, sections={"calendar": always})) == [[(0, 28 * DAY)]]


def test_duty_covers_the_warm_up_and_nothing_after_the_period(roster):
    period = {"from": "2021-01-11", "to": "2021-01-13", "warm_up": "7 days"}
    (duty,) = duties(roster(officers={}, sections={"period": period}))
    days = [start // DAY for start, _ in duty]
    assert sorted(set(days)) == [0, 1, 2, 3, 4, 7, 8, 9]


@pytest.mark.parametrize("share", [0.1, 0.25, 0.9])
def test_other_duties_take_their_share_of_each_shift_in_one_block(roster, share):
    drawn = roster(officers={"officers": 3, "other_duties": share})
    length = 4 * HOUR
    for duty, day in itertools.product(duties(drawn), (0, 1, 18)):
        for start, end in (MORNING, AFTERNOON):
            own = [(s, e) for s, e in on_day(duty, day) if start <= s < end]
            assert sum(e - s for s, e in own) == length - round(share * length)
            assert all(start <= s < e <= end for s, e in own)
            assert len(own) <= 2
            if len(own) == 2:
                (_, leaves), (returns, _) = own
                assert returns - leaves == round(share * length)


def test_other_duties_come_anywhere_in_the_shift_and_differ_by_officer_and_replication(roster):
    drawn = roster(officers={"officers": 40, "other_duties": 0.5})
    firsts = np.array([on_day(duty, 0)[0] for duty in duties(drawn)])
    leaves = np.where(firsts[:, 0] == MORNING[0], firsts[:, 1], firsts[:, 0] - 2 * HOUR)
    assert len(set(leaves.tolist())) > 30
    assert leaves.min() < 8.5 * HOUR
    assert leaves.max() > 9.5 * HOUR
    again = roster(officers={"officers": 40, "other_duties": 0.5}, replication=1)
    assert duties(again) != duties(drawn)


def test_other_duties_of_the_shifts_of_a_day_are_drawn_apart(roster):
    (duty,) = duties(roster(officers={"other_duties": 0.5}))

    def places(shift):
        """Seconds from the start of the shift to the first spell of work and to its end."""
        start, end = shift
        first = [next(at for at in on_day(duty, day) if start <= at[0] < end) for day in range(5)]
        return [(s - start, e - start) for s, e in first]

    assert places(MORNING) != places(AFTERNOON)


def test_another_period_has_the_same_duty_on_the_same_days(roster):
    late = {"period": {"from": "2021-01-11", "to": "2021-01-31"}}
    group = {"officers": 2, "other_duties": 0.3}
    week = 7 * DAY
    for own, of_late in zip(
        duties(roster(land=group)), duties(roster(land=group, sections=late)), strict=True
    ):
        assert [(s - week, e - week) for s, e in own if s >= week] == of_late


def test_adding_an_officer_changes_nobody_elses_duty(roster):
    land = {"officers": 2, "other_duties": 0.3}
    justice = {"officers": 2, "other_duties": 0.2}
    before = duties(roster(land=land, justice=justice))
    after = duties(roster(land={**land, "officers": 3}, justice=justice))
    assert after[:2] + after[3:] == before


def test_adding_a_group_changes_nobody_elses_duty(roster):
    land = {"officers": 2, "other_duties": 0.3}
    assert duties(roster(justice={"other_duties": 0.2}, land=land))[1:] == duties(roster(land=land))


def test_a_group_that_is_away_all_the_time_has_officers_without_duty(roster):
    changes = [{"from": "2020-12-01", "to": "2021-12-31", "officers": -1}]
    drawn = roster(gone={"changes": changes}, there={})
    assert drawn.group.tolist() == [1]
    assert drawn.groups == ("gone", "there")


def test_a_center_without_any_officer_has_an_empty_roster(roster):
    changes = [{"from": "2020-12-01", "to": "2021-12-31", "officers": -1}]
    drawn = roster(gone={"changes": changes})
    assert len(drawn.group) == len(drawn.served) == len(drawn.duty_start) == 0
    assert drawn.first_duty.tolist() == drawn.first_served.tolist() == [0]


def test_the_largest_group_has_draws_of_its_own_for_each_second(roster):
    changes = [{"from": "2021-01-06", "to": "2021-01-06", "officers": 39_990}]
    drawn = roster(officers={"officers": 10, "changes": changes})
    assert len(drawn.group) == 40_000
