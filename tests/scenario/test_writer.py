"""Writing YAML: in the order given, short values on a line, and numbers as keys without quotes."""

import pytest

from simulator.scenario.problems import Place
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
