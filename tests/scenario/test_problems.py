"""Problems: one line each that says where, what and why."""

from pathlib import Path

import pytest

from simulator.scenario.problems import Place, Problem, ScenarioError


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0: "),
        (True, "true: "),
        (1.5, "1.5: "),
        ("12 phút", "12 phút: "),
        ("", "'': "),
        (" a", "' a': "),
        ("a\nb", "'a\\nb': "),
        ("x" * 100, "x" * 60 + "…: "),
        (None, ""),
        ({"a": 1}, ""),
        ([1], ""),
    ],
)
def test_a_problem_shows_its_value_on_one_line_unless_it_is_a_mapping_or_list(
    value: object, shown: str
) -> None:
    problem = Problem.at(Place("a.yaml", 3), ("staff", "land", "serves", 0), "is wrong", value)
    assert str(problem) == f"a.yaml:3: staff.land.serves.0: {shown}is wrong"


def test_a_problem_of_a_whole_file_or_an_override_has_no_line() -> None:
    assert str(Problem.at(Place("a.yaml"), (), "is empty")) == "a.yaml: is empty"
    assert str(Problem.at(Place("--set a.b=0"), ("a", "b"), "is wrong", 0)) == (
        "--set a.b=0: a.b: 0: is wrong"
    )


def test_an_error_holds_each_problem_once_in_order_of_file_and_line() -> None:
    problems = [
        Problem("b.yaml", 1, "x", None, "is wrong"),
        Problem("a.yaml", 10, "y", None, "is wrong"),
        Problem("a.yaml", 9, "z", None, "is wrong"),
        Problem("a.yaml", 9, "z", None, "is wrong"),
    ]
    error = ScenarioError(problems)
    assert str(error).splitlines() == [
        "a.yaml:9: z: is wrong",
        "a.yaml:10: y: is wrong",
        "b.yaml:1: x: is wrong",
    ]
    assert error.problems == (problems[2], problems[1], problems[0])


def test_an_error_survives_being_sent_between_processes(tmp_path: Path) -> None:
    import pickle  # noqa: PLC0415  # only here

    error = ScenarioError([Problem("a.yaml", 1, "x", 3, "is wrong")])
    assert pickle.loads(pickle.dumps(error)).problems == error.problems  # noqa: S301  # our own
