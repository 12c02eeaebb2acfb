"""The page on ticket logs says what is so."""

import doctest
import importlib
import re
import shutil
import sys
from pathlib import Path

import pytest

from simulator.records import SNAPSHOTS, TICKETS, Reason
from simulator.records.headings import recognised

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")
sys.path.insert(0, str(ROOT / "docs"))
blocks = importlib.import_module("blocks")


def table(heading):
    """Rows of the table below a heading of the page, apart into cells."""
    part = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (.*) \|$", part, re.MULTILINE)
    return [[cell.strip() for cell in row.split("|")] for row in rows[1:]]


@pytest.mark.parametrize(
    ("heading", "vocabulary"), [("Columns", TICKETS), ("Snapshots", SNAPSHOTS)]
)
def test_it_names_every_column_and_headings_that_are_recognised(heading, vocabulary):
    named = {}
    for columns, _what, headings in table(heading):
        named |= dict.fromkeys(re.findall(r"`(\w+)`", columns), re.split("[,;] ", headings))
    assert set(named) == set(vocabulary)
    for column, headings in named.items():
        for each in filter(None, headings):
            assert each == "as above" or recognised([each], vocabulary, {}) == {column: 0}, each


def test_it_gives_every_reason():
    assert {row[0] for row in table("What is left out")} == set(Reason)


def test_its_examples_are_true(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    monkeypatch.chdir(tmp_path)
    every = list(blocks.blocks(PAGE))
    for block in every:
        if block.note.startswith("file: "):
            Path(block.note.removeprefix("file: ")).write_text(block.text, encoding="utf-8")
    examples = "".join(block.text for block in every if block.language == "pycon")
    test = doctest.DocTestParser().get_doctest(examples, {}, "docs/records.md", None, 0)
    assert doctest.DocTestRunner(verbose=False).run(test).failed == 0
