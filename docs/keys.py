"""The reference of the keys of a scenario, from what stands on the fields of the schema.

`docs/reference.py` writes it. In a path, a word in capitals stands for a key that the planner
chooses, and [] for each item of a list.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby, pairwise
from typing import Any

from simulator.language import _, language
from simulator.scenario import STEPS
from simulator.scenario.families import Distribution
from simulator.scenario.model_center import default_queue
from simulator.scenario.schema import ANY, ITEM, Key, keys
from simulator.scenario.units import UNITS, word
from simulator.scenario.writer import yaml_text

LONGEST_DEFAULT = 45

NAMES = {
    "areas": "AREA",
    "bundle": "COUNT",
    "calendars": "CALENDAR",
    "fields": "FIELD",
    "hours": "HOUR",
    "months": "MONTH",
    "online_hours": "HOUR",
    "priority": "REASON",
    "procedures": "PROCEDURE",
    "quantiles": "PROBABILITY",
    "queues": "STATION",
    "slots": "FIELD",
    "sources": "PATH",
    "staff": "GROUP",
    "steps": "STEP",
    "weekdays": "WEEKDAY",
}
"""What stands in a path for the keys of a mapping."""

LIKE_ANOTHER = {"calendars": "calendar"}
"""Sections whose keys are told with another, but for those that it does not have."""

WORDS = {
    "en": {
        "head": ("key", "what it is called", "value", "default", "meaning"),
        "section": "section",
        "like": "the keys of `{section}`",
        "label": "its key",
        "needed": "needed",
        "each": "{value} each",
        "distribution": "distribution",
        "distributions": "Distributions",
    },
    "vi": {
        "head": ("từ khóa", "tên gọi", "cách ghi", "mặc định", "ý nghĩa"),
        "section": "mục",
        "like": "các từ khóa của `{section}`",
        "label": "chính từ khóa đó",
        "needed": "bắt buộc",
        "each": "mỗi khóa {value}",
        "distribution": "phân phối",
        "distributions": "Các dạng phân phối",
    },
}

Words = Mapping[str, Any]
Table = Callable[[Iterable[str], Iterable[Iterable[str]]], str]


def sections(table: Table) -> str:
    """Tell all keys in the language that is spoken; a function lays out tables."""
    words = WORDS[language()]
    told = {name: list(own) for name, own in groupby(keys(), lambda key: key.names[0])}
    for name, another in LIKE_ANOTHER.items():
        there = {key.names[1:] for key in told[another]}
        told[name][1:] = [key for key in told[name][1:] if key.names[1:] not in there]
    told[words["distributions"]] = list(keys(Distribution))
    contents = " · ".join(f"[{name}](#{anchor(name)})" for name in told)
    tables = (
        f"## {name}\n\n{table(words['head'], (row(key, words) for key in own))}"
        for name, own in told.items()
    )
    return "\n\n".join((contents, *tables))


def anchor(heading: str) -> str:
    """Return the anchor of a heading."""
    return heading.lower().replace(" ", "-")


def row(key: Key, words: Words) -> tuple[str, ...]:
    """Return the row of a key."""
    meaning = _(key.meaning)
    kind, default = kind_of(key, words), default_of(key, words)
    return f"`{path_of(key)}`", _(key.title), kind, default, meaning


def path_of(key: Key) -> str:
    """Return the path of a key, with words in capitals for what the planner chooses."""
    path = ""
    for before, part in pairwise(("", *key.path)):
        path += part if part == ITEM else f".{NAMES.get(before, 'NAME') if part == ANY else part}"
    return path.removeprefix(".")


def kind_of(key: Key, words: Words) -> str:
    """Return how its value is written."""
    if key.written:
        units = [unit.strip("`") for unit in key.written.words.split(", ")]
        if set(units) <= set(UNITS):
            return ", ".join(f"`{word(unit, language())}`" for unit in units)
        return _(key.written.words)
    if key.names[-1] in LIKE_ANOTHER:
        return words["like"].format(section=LIKE_ANOTHER[key.names[-1]])
    is_family = key.path[0] in Distribution.model_fields
    return words["distribution" if is_family else "section"]


def default_of(key: Key, words: Words) -> str:
    """Return what holds where a key is absent; empty for nothing."""
    name = key.names[-1]
    if name == "label":
        return words["label"]
    if key.is_needed:
        return words["needed"]
    if key.section == ("queues", ANY):
        return _defaults_by_step(name, words)
    return _shown(key.default, words)


def _defaults_by_step(name: str, words: Words) -> str:
    """Return the default of a queue's setting, with the steps that it holds for if they differ."""
    steps: dict[str, list[str]] = {}
    for step in STEPS:
        value = default_queue(step).model_dump(mode="json", include={name})[name]
        steps.setdefault(_shown(value, words), []).append(step)
    if len(steps) == 1:
        return next(iter(steps))
    return "; ".join(f"{value} ({', '.join(names)})" for value, names in steps.items())


def _shown(value: object, words: Words) -> str:
    if isinstance(value, dict):
        value = {key: entry for key, entry in value.items() if entry is not None}
    if value in (None, [], {}):
        return ""
    if isinstance(value, dict) and len(value) > 1 and len(set(map(str, value.values()))) == 1:
        return words["each"].format(value=f"`{next(iter(value.values()))}`")
    text = yaml_text({"default": value}).removeprefix("default:").strip()
    return f"`{text}`" if len(text) <= LONGEST_DEFAULT else ""
