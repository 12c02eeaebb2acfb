"""Writing YAML: in the order given, short values on a line, and numbers as keys without quotes."""

import pytest

from simulator.scenario.problems import KeyPath, Place
from simulator.scenario.reader import read_text
from simulator.scenario.writer import yaml_text


def test_keys_keep_their_order() -> None:
    assert yaml_text({"b": 1, "a": 2, "c": 3}) == "b: 1\na: 2\nc: 3\n"


def test_what_fits_on_a_line_stands_on_one_and_what_does_not_in_a_block() -> None:
    short, long = {"vi": "a", "en": "b"}, {"vi": "a" * 70, "en": "b" * 70}
    assert yaml_text({"short": short}) == "short: {vi: a, en: b}\n"
    assert yaml_text({"long": long}) == f"long:\n  vi: {'a' * 70}\n  en: {'b' * 70}\n"


@pytest.mark.parametrize("key", ["1", "12", "0.1", "07", "1e3", "nan", "inf", "true", "~", "1.50"])
def test_a_key_reads_back_as_the_text_it_was(key: str) -> None:
    tree, problems = read_text(yaml_text({"a": {key: 1}}), lambda line: Place("a.yaml", line))
    assert problems == []
    assert tree is not None
    assert tree.plain() == {"a": {key: 1}}


def test_keys_that_are_numbers_have_no_quotes() -> None:
    assert yaml_text({"bundle": {"1": 0.9, "12": 0.1}}) == "bundle: {1: 0.9, 12: 0.1}\n"
    assert yaml_text({"quantiles": {"0.1": "4 min"}}) == "quantiles: {0.1: 4 min}\n"


def test_vietnamese_is_written_as_it_is() -> None:
    assert yaml_text({"name": "Vân Đồn"}) == "name: Vân Đồn\n"


def comment(path: KeyPath) -> str:
    return "mine" if path[-1] == "own" else "theirs"


def test_values_of_one_comment_share_a_line_and_those_of_several_do_not() -> None:
    data = {"alike": {"a": 1, "b": [2, 3]}, "mixed": {"own": 1, "b": 2}}
    assert yaml_text(data, comment=comment) == (
        "alike: {a: 1, b: [2, 3]}  # theirs\n"
        "mixed:\n"
        "  own: 1                  # mine\n"
        "  b: 2                    # theirs\n"
    )


def test_a_comment_follows_a_value_that_is_too_long_for_the_column_and_moves_no_other() -> None:
    long = "a" * 200
    text = yaml_text({"short": 1, "long": long, "none": []}, comment=comment)
    assert text == f"short: 1  # theirs\nlong: {long}  # theirs\nnone: []  # theirs\n"


@pytest.mark.parametrize("value", ["a\nb", "a # b", "#", " ", "a" * 20_000 + " b", "x\u2028y", ""])
def test_a_comment_changes_no_value(value: str) -> None:
    data = {"a": {"own": value, "b": [value, {"c": value}]}}
    text = yaml_text(data, comment=lambda path: f"{path}\nb: 1")
    tree, problems = read_text(text, lambda line: Place("a.yaml", line))
    assert problems == []
    assert tree is not None
    assert tree.plain() == {"a": {"own": value, "b": (value, {"c": value})}}
