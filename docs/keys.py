"""Write README's table of all keys of a scenario, from the docstrings of the schema.

Usage: python docs/keys.py

In a path, a word in capitals stands for a key that the planner chooses, and [] for each item of a
list. The table goes between the marks in README.md.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from simulator.scenario import STEPS, Scenario, vocabulary
from simulator.scenario.families import Distribution
from simulator.scenario.model_center import QueueSettings, default_queue
from simulator.scenario.model_demand import DistributionOrNone
from simulator.scenario.model_scores import Points, PointsOrFull
from simulator.scenario.model_time import NamedCalendar, WeekDays, WeekHours
from simulator.scenario.vocabulary import KeySection
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

KINDS: tuple[tuple[Any, str], ...] = (
    (vocabulary.Label, 'text, or `{vi: "…", en: "…"}`'),
    (vocabulary.CountOrNone, "whole number, or `none`"),
    (vocabulary.Flag, "`true` or `false`"),
    (vocabulary.Share, "0 to 1, or `80 %`"),
    (Points, "points"),
    (PointsOrFull, "points, or `full`"),
    (vocabulary.Day, "day, `2021-02-01`"),
    (vocabulary.Clock, "time of day, `07:30`"),
    (vocabulary.ClockOrNone, "time of day, or `none`"),
    (vocabulary.DurationText, "`s`, `min`, `h`, `days`"),
    (vocabulary.WorkingTimeText, "`working days`"),
    (vocabulary.RateText, "`per year`, `per month`, `per working day`, `per hour`, `per min`"),
    (vocabulary.LimitText, "`working days`, `working hours`, `same day`, `none`"),
    (WeekHours, "`{mon-fri: [07:30-11:30]}`"),
    (WeekDays, "days of the week, `mon-fri`"),
    (Distribution, "distribution"),
    (DistributionOrNone, "distribution, or `none`"),
    (NamedCalendar, "the keys of `calendar`"),
    (str, "text"),
    (int, "whole number"),
    (float, "number"),
)
"""Kinds of values in words; of several that fit, the most special counts."""


def table() -> str:
    """Return the table: all keys, and then the families of distributions."""
    families = (
        row(family, "distribution", "", field.description or "")
        for family, field in Distribution.model_fields.items()
    )
    return HEAD + "".join((*rows(Scenario), *families))


def rows(section: type[KeySection], prefix: str = "") -> Iterator[str]:
    """Yield the rows of a section's keys and of those below them."""
    hints = get_type_hints(section, include_extras=True)
    for name, field in section.model_fields.items():
        key = field.alias or name
        path, hint = f"{prefix}{key}", _present(hints[name])
        default = default_of(section, name)
        while not kind_of(hint) and get_origin(_bare(hint)) in (dict, tuple):
            is_mapping = get_origin(_bare(hint)) is dict
            path += f".{KEYS[key]}" if is_mapping else "[]"
            hint = get_args(_bare(hint))[1 if is_mapping else 0]
        yield row(path, kind_of(hint) or "section", default, field.description or "")
        if not kind_of(hint):
            yield from rows(_bare(hint), f"{path}.")


def row(path: str, *cells: str) -> str:
    """Return a row of the table."""
    texts = (f"`{path}`", *(" ".join(cell.split()).replace("|", "\\|") for cell in cells))
    return f"| {' | '.join(texts)} |\n"


def kind_of(hint: Any) -> str:
    """Return in words what a value may be; empty for a section and for a list or mapping."""
    if get_origin(_bare(hint)) is Literal:
        return ", ".join(f"`{choice}`" for choice in get_args(_bare(hint)))
    parts = _parts(hint)
    fitting = [
        (len(kind_parts), words)
        for kind, words in KINDS
        if (kind_parts := _parts(kind)) == parts[: len(kind_parts)]
    ]
    return max(fitting, default=(0, ""))[1]


def default_of(section: type[KeySection], name: str) -> str:
    """Return what holds where a key is absent; empty for nothing."""
    field = section.model_fields[name]
    if name == "label":
        return "its key"
    if field.is_required():
        return NEEDED
    if section is QueueSettings:
        return _defaults_by_step(name)
    return _shown(section.model_construct().model_dump(mode="json", include={name})[name])


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


def _present(hint: Any) -> Any:
    """Return a type without None, which stands for an absent key."""
    if get_origin(hint) in (Union, UnionType):
        return next(part for part in get_args(hint) if part is not NoneType)
    return hint


def _bare(hint: Any) -> Any:
    """Return a type without its annotations."""
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def _parts(hint: Any) -> tuple[Any, ...]:
    """Return a type and its annotations."""
    return get_args(hint) if get_origin(hint) is Annotated else (hint,)


def with_table(readme: str) -> str:
    """Return the text of README with the table between the marks."""
    marks = re.compile(r"(<!-- keys -->\n).*?(<!-- /keys -->)", re.DOTALL)
    text, found = marks.subn(lambda match: f"{match[1]}\n{table()}\n{match[2]}", readme)
    if not found:
        raise SystemExit("README.md has no marks for the table")
    return text


if __name__ == "__main__":
    README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
