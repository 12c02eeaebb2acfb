"""Counters that were seen to be open, as officers of the groups that serve the queues."""

from datetime import timedelta

import pytest

from simulator.demand.workload import DAY
from simulator.studies.replay import LogSource
from simulator.studies.replay.counters import counters_of

from .logs import MINUTE, MONDAY, log_of, snapshots_of

LAND, TAX = 0, 1
SHARED = {"both": {"officers": 1, "serves": ["receive/all"]}}
APART = {
    "landers": {"officers": 1, "serves": ["receive/land"]},
    "taxers": {"officers": 1, "serves": ["receive/tax"]},
}


def seen(scenario, rows, days=(MONDAY,)):
    found = counters_of(snapshots_of(rows), scenario, days, first_day=MONDAY)
    return {
        group: list(
            zip((found.moment // MINUTE).tolist(), found.officers[:, n].tolist(), strict=True)
        )
        for n, group in enumerate(found.groups)
    }


ROWS = [(LAND, 0, 480, 1), (TAX, 0, 485, 2), (LAND, 0, 500, 3), (TAX, 0, 520, 0), (LAND, 1, 480, 9)]
END = DAY // MINUTE


def test_each_number_holds_from_its_snapshot_to_the_next_of_the_queue_and_none_over_midnight(
    office,
):
    assert seen(office(staff=APART), [*ROWS, (TAX, 0, 560, 0), (TAX, 0, 700, 1)]) == {
        "landers": [(0, 0), (480, 1), (485, 1), (500, 3), (520, 3), (560, 3), (700, 3), (END, 0)],
        "taxers": [(0, 0), (480, 0), (485, 2), (500, 2), (520, 0), (560, 0), (700, 1), (END, 0)],
    }


def test_who_was_there_in_the_last_hour_stays_for_whoever_may_still_wait(office):
    rows = [(LAND, 0, 480, 9), (LAND, 0, 900, 3), (LAND, 0, 950, 2), (LAND, 0, 970, 0)]
    assert seen(office(staff=APART), rows)["landers"] == [
        (0, 0), (480, 9), (900, 9), (950, 9), (970, 9), (END, 0)
    ]  # fmt: skip
    rows = [(LAND, 0, 480, 9), (LAND, 0, 800, 3), (LAND, 0, 950, 2), (LAND, 0, 970, 0)]
    assert seen(office(staff=APART), rows)["landers"] == [
        (0, 0), (480, 9), (800, 3), (950, 3), (970, 3), (END, 0)
    ]  # fmt: skip


def test_a_counter_that_is_seen_at_all_of_its_queues_is_one(office):
    assert seen(office(staff=SHARED), ROWS) == {
        "both": [(0, 0), (480, 1), (485, 2), (500, 3), (520, 3), (END, 0)]
    }


def test_a_group_that_serves_several_queues_has_what_those_of_one_leave(office):
    staff = {"landers": APART["landers"], **SHARED}
    assert seen(office(staff=staff), ROWS)["both"] == [
        (0, 0), (480, 0), (485, 2), (500, 2), (520, 2), (END, 0)
    ]  # fmt: skip


def test_a_day_without_snapshots_is_refused(office):
    with pytest.raises(ValueError, match="no snapshot tells of open counters on 2026-01-08"):
        seen(office(), ROWS, days=[MONDAY + timedelta(3)])


def test_a_replay_has_them_on_duty_on_its_day(office):
    scenario = office(
        staff=APART, period={"from": "2026-02-02", "to": "2026-02-27", "warm_up": "5 days"}
    )
    tuesday = MONDAY + timedelta(1)
    log = log_of([(LAND, 1, 480, 490)])
    counters = counters_of(
        snapshots_of([(LAND, 1, 470, 2), (LAND, 1, 500, 0)]), scenario, [tuesday], first_day=MONDAY
    )
    source = LogSource.of_days(scenario, log, [tuesday], counters=counters)
    roster = source.roster(1, 0)
    own = [n for n, group in enumerate(roster.group) if roster.groups[group] == "landers"]
    assert len(own) == 2
    assert (roster.duty_start[:2] // MINUTE).tolist() == [470, 470]
    assert source.first_day == tuesday
    other = LogSource.of_days(scenario, log, [tuesday], counters=counters.more({"landers": 1}))
    assert (other.workload_key == source.workload_key, other.key == source.key) == (True, False)
    assert len(other.roster(1, 0).group) == len(roster.group) + 1
