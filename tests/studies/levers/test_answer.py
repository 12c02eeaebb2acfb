"""What levers gain, which are named first, and what is said of those that harm."""

import pytest

from simulator.measures import MeasureKey
from simulator.studies.levers import ON_TIME, WAIT, Levers, Pulled
from tests.studies.levers.centers import pulled


def one(levers: Levers, code: str) -> Pulled:
    """Return a lever by its code."""
    return next(each for each in levers.pulled if each.lever.code == code)


@pytest.mark.parametrize(
    ("center", "best"),
    [
        ("idle neighbour", {"staff.helps help busy idle", "staff.serves pool busy idle"}),
        ("absent signer", {"calendars.hours last signing", "calendars.hours each signing"}),
        ("slow agencies", {"procedures.consult_order at-once"}),
        ("far seal", {"seal.at center"}),
        ("morning rush", {"calendar.hours opens", "procedures.booked more"}),
        ("alone", {"staff.officers more counter"}),
    ],
)
def test_the_lever_that_common_sense_would_pull_is_the_first(center: str, best: set[str]) -> None:
    levers = pulled(center)
    assert levers.best[0].lever.code in best
    assert levers.best[0].relief > 0.4


def test_who_accepts_faster_loads_the_back_office_and_that_is_told() -> None:
    more = one(pulled("loaded back office"), "staff.officers more counter")
    assert more.gains[WAIT].is_seen
    assert more.gains[WAIT].estimate.mean < 0
    assert MeasureKey("cycle_time_mean") in {each.measure for each in more.worse}
    assert more.losing[ON_TIME].times > more.losing[ON_TIME].of / 2


def test_what_takes_no_officer_goes_before_what_takes_one_for_the_same() -> None:
    levers = pulled("idle neighbour")
    helping, more = (
        one(levers, code) for code in ("staff.helps help busy idle", "staff.officers more busy")
    )
    assert more.relief == pytest.approx(helping.relief, abs=0.05)
    assert helping.effort.is_none
    assert levers.pulled.index(helping) < levers.pulled.index(more)


def test_where_officers_have_costs_they_count_by_them() -> None:
    levers = pulled("alone")
    more = one(levers, "staff.officers more counter")
    assert (more.effort.money, more.officers) == (100, 1)
    assert one(levers, "calendar.hours closes").effort.money == pytest.approx(100 / 8)


def test_a_lever_that_moves_nothing_gains_nothing_and_harms_nothing() -> None:
    idle = one(pulled("slow agencies"), "queues.discipline due-date approve")
    assert (idle.relief, idle.worse) == (0, [])
    assert not idle.helps


def test_the_intervals_of_all_levers_hold_together() -> None:
    levers = pulled("far seal")
    assert levers.leading.confidence == pytest.approx(1 - 0.05 / (2 * len(levers.pulled)))
