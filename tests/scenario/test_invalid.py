"""A folder of scenarios with one mistake each: it is told at its place, and nothing else is.

The first line of a file says what is expected, as ``# expects: LINE: PATH: PART OF THE MESSAGE``.
The line counts from 1; before it stands ``FILE:`` where the problem lies in a file that this one
extends. ``-`` stands for no line, and ``.`` for the path of the whole file.
"""

import os
import re
from pathlib import Path

import pytest

from simulator.scenario import Problem, ScenarioError, load_scenario

FOLDER = Path(__file__).parent / "invalid"
BASE = FOLDER / "base.yaml"
FILES = sorted(path for path in FOLDER.glob("*.yaml") if path != BASE)
EXPECTATION = re.compile(
    r"# expects: (?:(?P<file>[\w-]+\.yaml):)?(?P<line>\d+|-): (?P<path>.+?): (?P<message>.+)"
)


def problems_of(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    return caught.value.problems


def test_the_file_that_the_others_extend_is_right() -> None:
    assert len(FILES) >= 300
    assert load_scenario(BASE).name.en == "Base"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_mistake_is_the_only_problem_told_and_at_its_place(path: Path) -> None:
    first_line = path.read_text(encoding="utf-8").partition("\n")[0]
    expected = EXPECTATION.fullmatch(first_line)
    assert expected, first_line
    (problem,) = problems_of(path)
    assert Path(problem.file).name == (expected["file"] or path.name)
    assert str(problem.line or "-") == expected["line"]
    assert (problem.path or ".") == expected["path"]
    assert expected["message"] in problem.message


def bomb() -> bytes:
    """Nine levels of ten aliases each: a few hundred bytes that stand for a billion texts."""
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    return "\n".join(["a0: &a0 lol", *levels]).encode()


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"", None, "the file is empty"),
        (b"\xef\xbb\xbf", None, "the file is empty"),
        (b"[" * 10_000_000, None, "is larger than 1 MB: this is no scenario"),
        (b"[" * 900_000, 1, "is nested deeper than 32 levels"),
        (b"name: " + b"{a: " * 200_000, 1, "is nested deeper than 32 levels"),
        (bomb(), 1, "an anchor is not allowed: remove it"),
        ("name: Vân".encode("cp1258"), 1, "is not UTF-8 text: save it as UTF-8"),
        ("name: Vân Đồn".encode("utf-16"), 1, "is not UTF-8 text: save it as UTF-8"),
        (b"name: Base\nseal: {at: \xff}", 2, "is not UTF-8 text: save it as UTF-8"),
        (b"name: \x00", 1, "the sign U+0000 in column 7 is not allowed"),
        (b"%PDF-1.7 no scenario at all", 1, "is not YAML: "),
        (b"PK\x03\x04 neither", 1, "the sign U+0003 in column 3 is not allowed"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else str(value),
)
def test_what_is_no_scenario_at_all_is_refused_at_once(
    tmp_path: Path, content: bytes, line: int | None, message: str
) -> None:
    path = tmp_path / "center.yaml"
    path.write_bytes(content)
    first = problems_of(path)[0]
    assert (first.file, first.line) == (str(path), line)
    assert first.message.startswith(message)


def test_a_folder_a_loop_and_names_that_no_file_can_have_are_refused(tmp_path: Path) -> None:
    loop = tmp_path / "loop.yaml"
    loop.symlink_to(loop)
    for path in (tmp_path, loop, tmp_path / "missing.yaml", tmp_path / ("x" * 5000)):
        (problem,) = problems_of(path)
        assert problem.file == str(path)
        assert problem.message.startswith("cannot be read: ")
    for name in ("a\0b.yaml", os.fsdecode(b"\xff") + "\ud800.yaml"):
        (problem,) = problems_of(Path(name))
        assert problem.message == "cannot be read: there is no such file"


@pytest.mark.parametrize("name", ['"a\\0b.yaml"', '"\\ud800.yaml"', "x" * 5000, "loop.yaml", "/"])
def test_extending_what_no_file_can_be_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    path = tmp_path / "center.yaml"
    path.write_text(f"name: Base\nextends: {name}\n", encoding="utf-8")
    (problem,) = problems_of(path)
    assert (problem.line, problem.path) == (2, "extends")
    assert problem.message.startswith(("there is no such file", "cannot be read: "))


def test_files_that_extend_one_another_without_end_are_refused(tmp_path: Path) -> None:
    for number in range(2_000):
        path = tmp_path / f"{number}.yaml"
        path.write_text(f"extends: {number + 1}.yaml\n", encoding="utf-8")
    (problem,) = problems_of(tmp_path / "0.yaml")
    assert problem.path == "extends"
    assert problem.message == "more than 32 files extend one another"
