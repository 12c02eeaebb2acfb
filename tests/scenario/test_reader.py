"""Reading YAML: values as YAML 1.2 has them, each with its line; hostile texts are refused."""

from functools import partial
from pathlib import Path

import pytest

from simulator.scenario.nodes import Node, NoValue
from simulator.scenario.problems import Place
from simulator.scenario.reader import read_file, read_text


def read(text: str) -> Node:
    tree, problems = read_text(text, partial(Place, "a.yaml"))
    assert problems == []
    assert tree is not None
    return tree


def problems_in(text: str) -> list[str]:
    return [str(problem) for problem in read_text(text, partial(Place, "a.yaml"))[1]]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("07:30", "07:30"),
        ("2021-02-29", "2021-02-29"),
        ("no", "no"),
        ("12 min", "12 min"),
        ("3", 3),
        ("-3", -3),
        ("007", 7),
        ("0x10", "0x10"),
        ("1_000", "1_000"),
        ("0,6", "0,6"),
        ("0.6", 0.6),
        ("1e3", 1000.0),
        ("'3'", "3"),
        ('"~"', "~"),
        ("''", ""),
        ("true", True),
        ("False", False),
        (".inf", float("inf")),
        ("9" * 400, float("inf")),
    ],
)
def test_a_scalar_is_read_by_yaml_1_2_and_dates_and_times_stay_text(
    text: str, value: object
) -> None:
    read_value = read(f"key: {text}").entries["key"].plain()
    assert read_value == value
    assert type(read_value) is type(value)


def test_keys_become_text_as_they_are_written() -> None:
    assert read("{6: a, 0.10: b, true: c}").plain() == {"6": "a", "0.10": "b", "true": "c"}


def test_every_value_knows_the_line_of_its_key() -> None:
    tree = read("a:\n  b: 1\n  c:\n    - 2\n    -\n      d: 3\ne: {f:\n  4}\n")
    lines = {path: node.place.line for path, node in tree.walk()}
    assert lines == {
        (): 1,
        ("a",): 1,
        ("a", "b"): 2,
        ("a", "c"): 3,
        ("a", "c", 0): 4,
        ("a", "c", 1): 6,
        ("a", "c", 1, "d"): 6,
        ("e",): 7,
        ("e", "f"): 7,
    }


def test_a_tilde_is_told_from_an_empty_value() -> None:
    tree, problems = read_text("a: ~\nb:\n", partial(Place, "a.yaml"))
    assert tree is not None
    assert tree.entries["a"].value is NoValue.REMOVE
    assert tree.entries["b"].value is NoValue.EMPTY
    assert [str(problem) for problem in problems] == ["a.yaml:2: b: no value may be empty"]


def test_a_pattern_selects_every_key_and_item_that_it_reaches() -> None:
    tree = read("{a: {x: {k: [1, 2]}, y: {k: [3]}, z: {}}}")
    assert {path: node.value for path, node in tree.select("a.*.k.*")} == {
        ("a", "x", "k", 0): 1,
        ("a", "x", "k", 1): 2,
        ("a", "y", "k", 0): 3,
    }


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{mean: 12 min, cv: 0,6}", "a.yaml:1: 6: no value may be empty; a decimal comma splits"),
        ("{vi: Hà Nội, Vân Đồn}", "a.yaml:1: Vân Đồn: no value may be empty; a text with a comma"),
        ("a:\n- 1\n-\n", "a.yaml:3: a.1: no item may be empty"),
        ("a: 1\nb: 2\na: 3", "a.yaml:3: a: this key is given twice, in lines 1 and 3"),
        ("x:\n  <<: {a: 1}", "a.yaml:2: x: <<: the key << is not allowed"),
        (": 1", "a.yaml:1: a key is missing before the colon"),
        ("? [a]\n: 1", "a.yaml:1: a key must be a text or a number"),
        ("a: &x 1", "a.yaml:1: a: &x: an anchor is not allowed"),
        ("a: 1\nb: *x", "a.yaml:2: b: *x: an alias is not allowed"),
        ("a: !!python/object/apply:os.system [ls]", "a.yaml:1: a: tag:yaml.org,2002:python/object"),
        ("a: !!str 3", "a.yaml:1: a: tag:yaml.org,2002:str: a tag is not allowed"),
        ("!!map {a: 1}", "a.yaml:1: tag:yaml.org,2002:map: a tag is not allowed"),
        ("!!str a: 1", "a.yaml:1: tag:yaml.org,2002:str: a tag is not allowed"),
        ("a: 1\n---\nb: 2", "a.yaml:2: a file holds one scenario"),
        ("a:\n\tb: 1", "a.yaml:2: a tab cannot indent a line: use spaces"),
        ("a: [1\nb: 2", "a.yaml:2: is not YAML: a list in […] is not closed"),
        ("a: {m: 4 phút cv: 0.6}", "a.yaml:1: a comma is missing before cv"),
        ("a: {m: 4 phút\n  cv: 0.6}", "a.yaml:2: a comma is missing before cv"),
        ("a: {m: 4,\n  cv: 0.6\nb: 1", "a.yaml:3: is not YAML: a mapping in {…} is not closed"),
        ("a: {vi: 'x' en: 'y'}", "a.yaml:1: a comma is missing before en"),
        ("a: {x: 1，y: 2}", "a.yaml:1: ， (U+FF0C): write ,"),
        ("a:\n  b:2\n  c: 1", "a.yaml:2: a space is missing after the colon: write b: 2"),
        ("a:\n  c: 1\n  b:2\nd: 1", "a.yaml:3: a space is missing after the colon: write b: 2"),
        ("- a\n-b", "a.yaml:2: a space is missing after the dash: write - b"),
        ("a：1\nb: 2", "a.yaml:1: ： (U+FF1A) in column 2: write :"),
        ("a:\u00a01\nb: 2", "a.yaml:1: a no-break space (U+00A0) in column 3 is no ordinary"),
        ("a:\n\u202f b: 1", "a.yaml:2: a narrow no-break space (U+202F) in column 1 is no ordin"),
        ("a: 1\n\u200b\nb: 2", "a.yaml:2: a zero-width space (U+200B) in column 1 cannot be seen"),
        ("a: {x: 1,\u00a0y: 2}", "a.yaml:1: a.y: a no-break space (U+00A0) in column 10 is no"),
        ("a\u00adb: 1", "a.yaml:1: ab: a soft hyphen (U+00AD) in column 2 cannot be seen"),
        ("a: 1\n\ufeffb: 2", "a.yaml:2: a byte-order mark (U+FEFF) in column 1 cannot be seen"),
        ("a: x\u202ey", "a.yaml:1: the sign U+202E in column 5 cannot be seen: delete it"),
        ("a: 1\n\t\nb: 2", "a.yaml:2: a tab (U+0009) in column 1 is no ordinary space: write one"),
        ("a: 1\t\nb: 2", "a.yaml:1: a tab (U+0009) in column 5 is no ordinary space"),
        ("a: 1\n\t# b\nc: 2", "a.yaml:2: a tab (U+0009) in column 1 is no ordinary space"),
        ("a: 1\nb: 'c\n\n", "a.yaml:2: is not YAML: a quote is not closed"),
        ("a: b: c", "a.yaml:1: is not YAML: a second colon in a line"),
        ("a: 1\nb: \x07", "a.yaml:2: the sign U+0007 in column 4 is not allowed"),
    ],
)
def test_what_a_scenario_may_not_hold_is_reported_with_its_line(text: str, problem: str) -> None:
    (found,) = problems_in(text)
    assert found.startswith(problem)


def test_problems_are_collected_up_to_a_syntax_error() -> None:
    assert len(problems_in("a: 1\na: 2\nb:\nc: [")) == 3


@pytest.mark.parametrize(
    "text",
    [
        "[" * 5000,
        "{a: " * 5000,
        "- " * 5000,
        "? " * 5000,
        "{? " * 5000,
        "a: " + "[" * 40 + "]" * 40,
    ],
)
def test_deep_nesting_is_refused_before_it_exhausts_the_stack(text: str) -> None:
    assert problems_in(text)[-1] == "a.yaml:1: is nested deeper than 32 levels"


def test_a_billion_laughs_are_refused_at_the_first_anchor() -> None:
    lines = ["a0: &a0 [lol, lol]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 10)]
    found = problems_in("\n".join(lines))
    assert found[0] == "a.yaml:1: a0: &a0: an anchor is not allowed: remove it"
    assert len(found) == 10 + 9 * 9


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", ": the file is empty"),
        (b"# nothing\n", ": the file is empty"),
        (b"- a\n- b\n", ":1: a scenario is a mapping of keys to values"),
        (b"text", ":1: text: a scenario is a mapping of keys to values"),
        (b"\xff\xfen\x00a\x00", ":1: is not UTF-8 text: save it as UTF-8"),
        (b"name: x\nfields: \xe9\n", ":2: is not UTF-8 text: save it as UTF-8"),
        (b"PK\x03\x04", ":1: the sign U+0003 in column 3 is not allowed"),
        (b"a" * 10_000_000, ": is larger than 1 MB: this is no scenario"),
    ],
)
def test_a_file_that_is_no_scenario_is_refused(
    tmp_path: Path, content: bytes, problem: str
) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(content)
    tree, problems = read_file(path)
    assert tree is None
    assert [str(found) for found in problems] == [f"{path}{problem}"]


def test_a_no_break_space_within_a_text_is_left_alone() -> None:
    assert read("vi: Đất\u00a0đai").plain() == {"vi": "Đất\u00a0đai"}
    # Nor is it taken for the reason of what is wrong beside it.
    (found,) = problems_in("a: {vi: Đất\u00a0đai en: Land}")
    assert found == "a.yaml:1: a comma is missing before en"


def test_what_only_looks_like_indentation_hides_no_further_problem() -> None:
    assert len(problems_in("a:\n\u00a0\u00a0b: 1\n  b: 2\n  c:\n")) == 3


@pytest.mark.parametrize(
    "text",
    ["a: [" + "a, " * 300_000 + "a]", "a: 1\n" * 160_000, "a: [" + "!a 1, " * 160_000],
    ids=["list", "key", "tag"],
)
def test_a_text_that_holds_too_much_is_left_before_it_takes_long(text: str) -> None:
    # It is left within two seconds; the whole of it takes a minute.
    problem = "holds more than 30000 keys and values: this is no scenario"
    assert problems_in(text)[-1].endswith(problem)


def test_a_key_has_an_end() -> None:
    (found,) = problems_in("? " + "k" * 5_000 + "\n: 1")
    assert found.endswith("…" + "k" * 20 + ": a key has at most 200 signs")


def test_many_marks_on_a_letter_are_not_sorted() -> None:
    # As Unicode puts them in order, it takes the square of their number: hours of a full file.
    text = "e" + "\u0302\u0323" * 200_000
    assert read(f"a: {text}").plain() == {"a": text}


def test_a_missing_file_and_a_folder_are_problems(tmp_path: Path) -> None:
    missing = tmp_path / "missing.yaml"
    assert str(read_file(missing)[1][0]) == f"{missing}: cannot be read: there is no such file"
    assert (
        str(read_file(tmp_path)[1][0]) == f"{tmp_path}: cannot be read: it is a folder, not a file"
    )


def test_the_mark_that_windows_editors_begin_a_file_with_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("\ufeffname: Vân Đồn\r\n".encode())
    tree, problems = read_file(path)
    assert problems == []
    assert tree is not None
    assert tree.plain() == {"name": "Vân Đồn"}
