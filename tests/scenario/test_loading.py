"""Loading a scenario file: the whole way, with every problem at its file, line and path."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.scenario import ScenarioError, load_scenario, read_resolved, validated

Write = Callable[..., Path]


def problems_of(path: Path) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    assert str(caught.value) == "\n".join(map(str, caught.value.problems))
    return [str(problem).removeprefix(f"{path}:") for problem in caught.value.problems]


def test_all_problems_are_told_in_one_go_in_order_of_lines(write: Write, center_text: str) -> None:
    mistakes = {
        "to: 2021-12-31": "to: 2021-11-31",
        "growth: 1.0": "growth: -1",
        "with: tax-office": "with: tax",
        "cv: 0.9": "cv: 0,9",
        "patience: none": "patience: 1 h",
        "speed: 1.1": "sped: 1.1",
        "staff.all.leave": "staff.all.leaf",
    }
    for written, instead in mistakes.items():
        center_text = center_text.replace(written, instead, 1)
    found = problems_of(write(center_text))
    assert [problem.split(": ")[1] for problem in found] == [
        "period.to",
        "demand.growth",
        "procedures.land-transfer.consult.0.with",
        "procedures.land-transfer.steps.appraise.lognormal.9",
        "citizens.patience",
        "staff.land-counter.sped",
    ]


def test_problems_of_an_extended_file_name_that_file(write: Write, center_text: str) -> None:
    base = write(center_text.replace("growth: 1.0", "growth: 0"), "base.yaml")
    top = write("extends: base.yaml\ncitizens: {retries: many}\n", "top.yaml")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(top)
    assert [str(problem) for problem in caught.value.problems] == [
        f"{base}:21: demand.growth: 0: must be more than 0",
        f"{top}:2: citizens.retries: many: a whole number is due",
    ]


def test_a_value_that_is_right_again_by_an_override_is_no_problem(
    write: Write, center_text: str
) -> None:
    path = write(center_text.replace("growth: 1.0", "growth: 0"))
    assert load_scenario(path, overrides=["demand.growth=2"]).demand.growth == 2


def test_a_resolved_scenario_can_be_overridden_and_validated_again_and_again(
    textbook: Path,
) -> None:
    resolved = read_resolved(textbook)
    officers = [
        validated(resolved.overridden({"staff.clerks.officers": number})).staff["clerks"].officers
        for number in (1, 2, 3)
    ]
    assert officers == [1, 2, 3]
    assert validated(resolved) == load_scenario(textbook)


def test_of_many_unknown_keys_a_hundred_are_told_and_that_there_are_more(write, center_text):
    path = write(center_text + "".join(f"queus{number}: 1\n" for number in range(9_000)))
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    lines = str(caught.value).splitlines()
    assert len(lines) == 101
    assert lines[0].endswith("queus0: unknown key (did you mean 'queues'?)")
    assert lines[100] == f"{path}: there are more problems than these first 100"
