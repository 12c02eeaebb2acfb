"""Officers who are on duty as it is given."""

import itertools

import pytest

from simulator.demand.draws import Draws
from simulator.demand.open_counters import OpenCounters, roster_of
from simulator.demand.roster import draw_roster
from simulator.demand.workload import DAY

HORIZON = 2 * DAY


@pytest.fixture
def given(prepared):
    """The duties of each officer, by group, where those of some groups are given."""

    def build(counters):
        staff = {
            "clerks": {"officers": 2, "serves": ["receive/all"], "speed": 1.5},
            "desk": {
                "officers": 1,
                "serves": ["appraise/all", "approve/all", "seal/all", "return/all"],
            },
        }
        center = prepared(staff=staff, period={"from": "2021-01-04", "to": "2021-01-05"})
        drawn = draw_roster(center.posts, Draws(1, 0))
        roster = roster_of(counters, drawn, center.scenario, center.station_row, horizon=HORIZON)
        duties = {group: [] for group in roster.groups}
        for row, (first, end) in zip(
            roster.group, itertools.pairwise(roster.first_duty), strict=True
        ):
            pairs = zip(roster.duty_start[first:end], roster.duty_end[first:end], strict=True)
            duties[roster.groups[row]].append([(int(a), int(b)) for a, b in pairs])
        return roster, duties

    return build


def counters(officers, moment=(100, 200, 300, 400), groups=("clerks",)):
    return OpenCounters.of(groups=groups, moment=moment, officers=officers)


def test_the_first_officer_is_there_whenever_anybody_is_and_the_last_only_when_all_are(given):
    roster, duties = given(counters([[1], [3], [2], [0]]))
    assert duties["clerks"] == [[(100, 400)], [(200, 400)], [(200, 300)]]
    assert roster.speed.tolist() == [1500, 1500, 1500, 1000]


def test_a_number_holds_to_the_next_and_the_last_to_the_horizon(given):
    _roster, duties = given(counters([[1], [0], [1], [1]]))
    assert duties["clerks"] == [[(100, 200), (300, HORIZON)]]


def test_who_is_not_told_of_is_on_duty_as_drawn(given):
    _roster, duties = given(counters([[0], [0], [0], [0]]))
    assert duties["clerks"] == []
    morning, afternoon = (8 * 3600, 12 * 3600), (13 * 3600, 17 * 3600)
    assert duties["desk"][0][:2] == [morning, afternoon]


def test_more_of_a_group_are_there_only_while_anybody_of_it_is():
    more = counters([[1, 2], [0, 1], [3, 0], [1, 1]], groups=("a", "b")).more({"a": 2, "b": -1})
    assert more.officers.tolist() == [[3, 1], [0, 0], [5, 0], [3, 0]]


def test_they_are_counted_from_another_day_and_cut_at_both_ends():
    cut = counters([[1], [2], [3], [4]]).since(-150, until=200)
    assert (cut.moment.tolist(), cut.officers.tolist()) == ([50, 150], [[2], [3]])
