"""Says things of a workbook in the words of its cells: headings for keys, and lists' words.

In come what is wrong with a workbook, and what keys mean, both in the words of YAML; out comes the
same in the words that stand on the sheets. What is wrong, and where, is not decided here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from simulator.language import _
from simulator.scenario.files import is_workbook
from simulator.scenario.number_text import tidy
from simulator.scenario.problems import Cell, KeyPath, Problem, ScenarioError
from simulator.scenario.schema import ANY, ITEM, STEP_LABELS, keys
from simulator.scenario.vocabulary import ALL, OFFICE
from simulator.scenario.workbook.layout import (
    BY_DOTS,
    KeyPart,
    Sheet,
    in_both,
    scenario_sheets,
    station_said,
)

_QUOTED = re.compile(r"`(?P<word>[^`]+)`")
_STEPS, _FIELD = "|".join(STEP_LABELS), r"/[^\s,;'\"`]+"
_STEP = re.compile(rf"(?<![\w.-])(?:(?:{_STEPS}|{ALL}){_FIELD}|(?:{_STEPS})(?![\w.=-]))")
"""A station or a step, but for one that is a key of a path."""


def told_by_cells(error: ScenarioError) -> ScenarioError:
    """Return an error whose problems in workbooks are told by headings in place of paths."""
    return ScenarioError(map(told_by_cell, error.problems))


def meaning_of(part: KeyPart) -> str:
    """Return what is meant by what stands in a cell; empty where nothing is told."""
    words = {step: station_said(step) for step in STEP_LABELS}
    words |= {str(value): said for value, said in part.choices().items()}
    if part.is_station:
        words[ALL] = station_said(ALL)
    return _in_words(_(part.key.meaning), words, part.key.section) if part.key.meaning else ""


def told_by_cell(problem: Problem) -> Problem:
    """Return a problem told by a heading in place of a path, where it is in a workbook."""
    if not is_workbook(Path(problem.file)):
        return problem
    sheets: Iterable[Sheet] = scenario_sheets()[:-1]
    if isinstance(problem.line, Cell):
        title = tidy(problem.line.name.partition("!")[0])
        sheets = (each for each in sheets if title in in_both(lambda: tidy(_(each.title))))  # noqa: B023
    value = problem.value
    return replace(
        problem,
        path=next(_called(problem, sheets), problem.path),
        value=_with_steps(value) if isinstance(value, str) else value,
        message=_with_steps(_in_words(problem.message)).replace(
            _("this key is missing"), _("this is missing")
        ),
    )


def _called(problem: Problem, sheets: Iterable[Sheet]) -> Iterator[str]:
    """Yield what a value is called on each of some sheets that has a place for it."""
    path: KeyPath = tuple(problem.path.split("."))
    if path[0] in BY_DOTS:
        return
    if path[:2] == ("calendar", "hours"):
        path = ("calendars", OFFICE, *path[1:])
    for sheet in sheets:
        parts = [each for each in sheet.parts if _leads((*sheet.pattern, *each.path), path)]
        headings = [each.heading() for each in parts if each.role == path[-1]]
        headings += [each.heading() for each in parts] or _sections(sheet, path)
        called = [*_names(sheet, path), *headings[:1]]
        if called and not isinstance(problem.line, Cell):
            called[0] = f"{_(sheet.title)}: {called[0]}"
        elif not called and path == sheet.pattern[: len(path)]:
            called = [_(sheet.title)]
        if called:
            yield ", ".join(called)


def _names(sheet: Sheet, path: KeyPath) -> Iterator[str]:
    """Yield what the row of a path is called by."""
    if path[:1] == sheet.pattern[:1]:
        for key, name in zip(sheet.pattern, map(str, path), strict=False):
            if key == ANY:
                yield station_said(name) if sheet.is_of_stations else name


def _sections(sheet: Sheet, path: KeyPath) -> list[str]:
    """Return what a path is called that leads to several cells of a sheet."""
    is_on = path[:1] == sheet.pattern[:1] or any(each.path[:1] == path[:1] for each in sheet.parts)
    paths = ((key, title) for key, title in _titles() if len(key) == len(path) and is_on)
    return [_(title) for key, title in paths if _leads(key, path)]


def _leads(pattern: KeyPath, path: KeyPath) -> bool:
    """Whether a path is one of a pattern, or goes on from such."""
    fits = (key in (ANY, ITEM, name) for key, name in zip(map(str, pattern), path, strict=False))
    return len(pattern) <= len(path) and all(fits)


def _with_steps(text: str) -> str:
    """Return a text with the names of steps as they are said."""
    return _STEP.sub(lambda found: station_said(found[0]), text)


def _in_words(
    text: str, words: Mapping[str, str] = MappingProxyType({}), section: KeyPath = ()
) -> str:
    """Return a text with what keys and their values are called, in place of how YAML has them.

    `words` are those of the value that it is about, whose section has the nearest keys.
    """

    def said(found: re.Match[str]) -> str:
        word = found["word"]
        title = words.get(word) or _title(word, section)
        return f"“{title}”" if title else found[0]

    return _QUOTED.sub(said, text)


def _title(word: str, section: KeyPath) -> str:
    """Return the title of the key of a name: that of a section, or the only one that there is."""
    ending = tuple(word.split("."))
    found = {
        path[: -len(ending)]: title for path, title in _titles() if path[-len(ending) :] == ending
    }
    titles = {*found.values()}
    title = found.get(section) or (titles.pop() if len(titles) == 1 else "")
    return _(title) if title else ""


@cache
def _titles() -> tuple[tuple[KeyPath, str], ...]:
    """Return the titles of all keys, by their paths without what the last is one of many of."""
    return tuple(
        (key.path[:-1] if key.path[-1] in (ANY, ITEM) else key.path, key.title)
        for key in keys()
        if key.title
    )
