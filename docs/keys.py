"""Write README's table of all keys of a scenario, from the docstrings of the schema.

Usage: python docs/keys.py

In a path, a word in capitals stands for a key that the planner chooses, and [] for each item of a
list. The table goes between the marks in README.md.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from simulator.scenario import STEPS
from simulator.scenario.families import Distribution
from simulator.scenario.model_center import default_queue
from simulator.scenario.schema import ANY, ITEM, Key, keys
from simulator.scenario.writer import yaml_text

README = Path(__file__).parents[1] / "README.md"

HEAD = "| key | value | default | meaning |\n|---|---|---|---|\n"
NEEDED = "needed"
LONGEST_DEFAULT = 45

KEYS = {
    "areas": "AREA",
    "bundle": "COUNT",
    "calendars": "CALENDAR",
    "fields": "FIELD",
    "hours": "HOUR",
    "months": "MONTH",
    "online_hours": "HOUR",
    "priority": "REASON",
    "procedures": "PROCEDURE",
    "queues": "STATION",
    "sources": "PATH",
    "staff": "GROUP",
    "steps": "STEP",
    "weekdays": "WEEKDAY",
}
"""What stands in a path for the keys of a mapping."""

LIKE_ANOTHER = {"calendars": "the keys of `calendar`"}
"""Sections whose keys are told with another."""


def table() -> str:
    """Return the table: all keys, and then the families of distributions."""
    families = (
        row(key.path[0], "distribution", "", key.meaning)
        for key in keys(Distribution)
        if not key.section
    )
    return HEAD + "".join((*rows(), *families))


def rows() -> Iterator[str]:
    """Yield a row for each key."""
    for key in keys():
        kind = key.written.words if key.written else LIKE_ANOTHER.get(key.names[-1], "section")
        if not key.section or key.section[0] not in LIKE_ANOTHER:
            yield row(path_of(key), kind, default_of(key), key.meaning)


def path_of(key: Key) -> str:
    """Return the path of a key, with words in capitals for what the planner chooses."""
    path = ""
    for part, before in zip(key.path, ("", *key.path), strict=False):
        path += part if part == ITEM else f".{KEYS[before] if part == ANY else part}"
    return path.removeprefix(".")


def row(path: str, *cells: str) -> str:
    """Return a row of the table."""
    texts = (f"`{path}`", *(" ".join(cell.split()).replace("|", "\\|") for cell in cells))
    return f"| {' | '.join(texts)} |\n"


def default_of(key: Key) -> str:
    """Return what holds where a key is absent; empty for nothing."""
    name = key.names[-1]
    if name == "label":
        return "its key"
    if key.is_needed:
        return NEEDED
    if key.section == ("queues", ANY):
        return _defaults_by_step(name)
    return _shown(key.default)


def _defaults_by_step(name: str) -> str:
    """Return the default of a queue's setting, with the steps that it holds for if they differ."""
    steps: dict[str, list[str]] = {}
    for step in STEPS:
        value = default_queue(step).model_dump(mode="json", include={name})[name]
        steps.setdefault(_shown(value), []).append(step)
    if len(steps) == 1:
        return next(iter(steps))
    return "; ".join(f"{value} ({', '.join(names)})" for value, names in steps.items())


def _shown(value: object) -> str:
    if isinstance(value, dict):
        value = {key: entry for key, entry in value.items() if entry is not None}
    if value in (None, [], {}):
        return ""
    if isinstance(value, dict) and len(value) > 1 and len(set(map(str, value.values()))) == 1:
        return f"`{next(iter(value.values()))}` each"
    text = yaml_text({"default": value}).removeprefix("default:").strip()
    return f"`{text}`" if len(text) <= LONGEST_DEFAULT else ""


def with_table(readme: str) -> str:
    """Return the text of README with the table between the marks."""
    marks = re.compile(r"(<!-- keys -->\n).*?(<!-- /keys -->)", re.DOTALL)
    text, found = marks.subn(lambda match: f"{match[1]}\n{table()}\n{match[2]}", readme)
    if not found:
        raise SystemExit("README.md has no marks for the table")
    return text


if __name__ == "__main__":
    README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
