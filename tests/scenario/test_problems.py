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
        ("x" * 100, "x" * 39 + "…" + "x" * 20 + ": "),
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


def test_an_error_tells_a_hundred_problems_of_each_file_and_that_there_are_more() -> None:
    problems = [Problem(file, n, "x", None, "is wrong") for file in "ab" for n in range(1, 131)]
    error = ScenarioError(problems)
    lines = str(error).splitlines()
    assert len(error.problems) == 260
    assert (len(lines), lines[99], lines[100]) == (
        202,
        "a:100: x: is wrong",
        "a: there are more problems than these first 100",
    )


def test_a_problem_stays_on_a_line_of_some_length_whatever_is_told() -> None:
    file, key, text = "a\n\x1b[2J" + "f" * 5_000, "k" * 5_000, "\u202e" * 5_000
    line = str(Problem.at(Place(file, 3), (key, key, "c\nd"), text * 10, text))
    assert line.isprintable()
    assert len(line) < 8_000


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("12\u200b", "; a zero-width space (U+200B) cannot be seen: delete it"),
        ("\u00a0land", "; a no-break space (U+00A0) is no ordinary space: write one"),
        ("١٢", "; ١ (U+0661): write 1; ٢ (U+0662): write 2"),
        ("“land”", '; “ (U+201C): write "; ” (U+201D): write "'),
        ("Đất đai – 3 × 4", ""),
    ],
)
def test_a_problem_names_the_signs_of_its_value_that_are_not_what_they_look_like(
    value: str, told: str
) -> None:
    assert Problem.at(Place("a.yaml"), ("a",), "is wrong", value).message == f"is wrong{told}"
    assert Problem.at(Place("a.yaml"), ("b", value), "is wrong").message == f"is wrong{told}"
