"""What the assumptions of a scenario are, and what moves with which."""

import pytest

from simulator.scenario import ScenarioError
from simulator.studies.assumptions import moved_scenario, unmoved
from tests.studies.assumptions.conftest import Reading


def test_a_number_that_no_source_covers_is_an_assumption_of_its_own(read: Reading) -> None:
    _resolved, found = read("")
    assert list(found) == [
        "demand.day_cv",
        "procedures.transfer.volume",
        "procedures.advice.volume",
        "procedures.transfer.limit",
        "procedures.transfer.channels",
        "procedures.transfer.bundle",
        "procedures.transfer.incomplete",
        "procedures.transfer.steps.receive",
        "procedures.transfer.steps.return",
        "procedures.advice.steps.receive",
        "staff.clerks.officers",
        "staff.clerks.speed",
        "staff.clerks.leave",
        "staff.clerks.sick",
    ]
    assert all(each.is_open for each in found.values())


def test_zeros_and_what_is_no_number_are_listed(read: Reading) -> None:
    resolved, found = read("")
    assert unmoved(resolved.tree, tuple(found.values())) == (
        ("calendar", "country"),
        ("calendar", "hours"),
        ("demand", "weekdays"),
        ("procedures", "transfer", "correction"),
        ("procedures", "advice", "limit"),
        ("staff", "clerks", "cost"),
    )


def test_one_entry_of_sources_is_one_assumption(read: Reading) -> None:
    resolved, found = read(
        'sources: {procedures.all.steps: "assumption: guessed", staff: Decision 12}'
    )
    steps = found["procedures.all.steps"]
    assert len(steps.parts) == 3
    times = [
        procedure.steps["receive"].mean_seconds
        for procedure in moved_scenario(resolved, (steps, 1)).procedures.values()
    ]
    assert times == [720, 360]
    assert [each.is_open for each in (steps, found["staff"])] == [True, False]


def test_what_has_a_source_and_a_range_may_be_otherwise(read: Reading) -> None:
    resolved, found = read("sources: {staff.all.sick: {source: logs, range: [0.01, 0.04], n: 80}}")
    sick = found["staff.all.sick"]
    assert sick.is_open
    ends = [moved_scenario(resolved, (sick, end)).staff["clerks"].sick for end in (-1, 0, 0.5, 1)]
    assert ends == [0.01, 0.02, 0.03, 0.04]


def test_only_what_is_moved_is_another(read: Reading) -> None:
    resolved, found = read("")
    before = moved_scenario(resolved, (found["staff.clerks.officers"], 0))
    after = moved_scenario(resolved, (found["staff.clerks.officers"], 1))
    assert after.staff["clerks"].officers == 4
    assert before.model_copy(update={"staff": after.staff}) == after


def test_several_move_together(read: Reading) -> None:
    resolved, found = read("")
    both = moved_scenario(
        resolved, (found["staff.clerks.officers"], -1), (found["demand.day_cv"], 0.5)
    )
    assert (both.staff["clerks"].officers, both.demand.day_cv) == (2, 0.11)


def test_a_scenario_that_cannot_be_is_refused(read: Reading) -> None:
    resolved, found = read("")
    changed = resolved.overridden(
        {"staff.clerks.changes": [{"from": "2026-01-05", "to": "2026-01-06", "officers": -3}]}
    )
    with pytest.raises(ScenarioError, match="-1 officers"):
        moved_scenario(changed, (found["staff.clerks.officers"], -1))


def test_a_range_of_one_share_moves_that_share(read: Reading) -> None:
    _resolved, found = read(
        "sources: {procedures.transfer.channels.post: {assumption: few, range: [0.1, 0.4]}}"
    )
    (channels,) = found["procedures.transfer.channels.post"].values(1).values()
    assert channels == {"post": 0.4, "counter": pytest.approx(0.6)}
