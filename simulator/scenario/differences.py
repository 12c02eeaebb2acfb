"""Differences: every value in which two scenarios differ, each once.

In: two scenarios, all defaults filled in. Out: `Change`s, of whole procedures and groups where only
one of the two has them, else of the values that merging replaces whole: a distribution, a profile,
a list, a number. What only names or explains something is kept apart. How any of it is said is not
known here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, cast

from pydantic import BaseModel

from simulator.scenario.merging import MERGED, matches, whole_values
from simulator.scenario.model import Scenario
from simulator.scenario.sourcing import Path

_NAMES = (
    ("fields", "*"),
    ("calendars", "*", "label"),
    ("procedures", "*", "label"),
    ("staff", "*", "label"),
    ("currency",),
    ("scores", "par_index", "areas", "*", "note"),
)
"""Texts by which people know the parts of a Center."""

_SETS = (
    ("staff", "*", "serves"),
    ("staff", "*", "helps"),
    ("calendar", "days_off"),
    ("calendar", "work_days"),
    ("calendars", "*", "days_off"),
    ("calendars", "*", "work_days"),
)
"""Lists whose order says nothing."""

_PARTS = (("fields",), ("procedures",), ("calendars",), ("staff",))
"""Collections whose parts are added and removed as a whole."""

_WHOLE = (("courier",),)
"""Sections that are."""

_TOLD_OTHERWISE = frozenset({"name", "sources", "observed"})
"""The name stands above what is compared, sources are compared as a whole, and no number depends on
what was observed."""

_ORDERED = ("fields", "procedures", "staff")
"""Sections whose order decides between equals, or is that of the reports."""


class ChangeKind(Enum):
    """What became of a value."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """What is not the same in two scenarios, at one place."""

    path: Path
    """Keys that lead to it."""
    first: object
    """In the one that is compared with; None where it has no such value."""
    second: object
    """In the one that is compared, likewise."""
    kind: ChangeKind = ChangeKind.CHANGED
    """Whether a value is another one, or a whole thing is there in only one of them."""


@dataclass(frozen=True, slots=True)
class Differences:
    """All that is not the same in two scenarios."""

    values: tuple[Change, ...]
    """What the numbers depend on."""
    names: tuple[Change, ...]
    """What parts are called."""
    reordered: tuple[str, ...]
    """Sections whose parts both have, in another order."""
    sources: bool
    """Whether what is said of the sources differs."""

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.values or self.names or self.reordered or self.sources)


def differences(first: Scenario, second: Scenario) -> Differences:
    """Return all that is not the same in two scenarios, but for their names.

    Examples
    --------
    >>> from simulator.scenario import load_scenario
    >>> path = "scenarios/textbook/mm1.yaml"
    >>> other = load_scenario(path, overrides={"staff.clerks.officers": 2})
    >>> [(each.path, each.second) for each in differences(load_scenario(path), other).values]
    [(('staff', 'clerks', 'officers'), 2)]
    """
    before, after = _tree(first, second), _tree(second, first)
    changes = [*_between((), before, after), *_read_otherwise(before, first, second)]
    renamed = [
        change.kind is ChangeKind.CHANGED and matches(change.path, _NAMES) for change in changes
    ]
    return Differences(
        values=tuple(
            change for change, is_name in zip(changes, renamed, strict=True) if not is_name
        ),
        names=tuple(change for change, is_name in zip(changes, renamed, strict=True) if is_name),
        reordered=tuple(
            section
            for section in _ORDERED
            if _common(before, after, section) != _common(after, before, section)
        ),
        sources=first.sources != second.sources,
    )


def _tree(scenario: Scenario, other: Scenario) -> dict[str, Any]:
    """Return the data of a scenario, with a queue for each station of which `other` has one."""
    tree = cast("dict[str, Any]", scenario.canonical())
    queues = {key: tree["queues"][key.partition("/")[0]] for key in other.queues} | tree["queues"]
    kept = {key: value for key, value in tree.items() if key not in _TOLD_OTHERWISE}
    return {**kept, "queues": queues}


def _between(path: Path, first: object, second: object) -> Iterator[Change]:
    """Yield the changes at a path and below it."""
    if first == second:
        return
    if (first is None or second is None) and (path in _WHOLE or matches(path[:-1], _PARTS)):
        yield Change(path, first, second, ChangeKind.ADDED if first is None else ChangeKind.REMOVED)
    elif matches(path, MERGED) and isinstance(first or second, Mapping):
        before, after = (
            cast("Mapping[str, Any]", first or {}),
            cast("Mapping[str, Any]", second or {}),
        )
        for key in {**before, **after}:
            yield from _between((*path, key), before.get(key), after.get(key))
    elif not (matches(path, _SETS) and _as_set(first) == _as_set(second)):
        yield Change(path, first, second)


def _as_set(texts: object) -> set[str]:
    return set(cast("list[str] | None", texts) or ())


def _read_otherwise(
    before: Mapping[str, Any], first: Scenario, second: Scenario
) -> Iterator[Change]:
    """Yield measured times that are written alike, but were not the same in the file."""
    for path, value in whole_values((), before):
        if "'empirical'" in repr(value):
            one, other = _part(first, path), _part(second, path)
            if other is not None and one != other and _written(one) == _written(other):
                yield Change(path, value, value)


def _part(scenario: Scenario, path: Path) -> object:
    """Return what a scenario has at a path; None where it has nothing."""
    part: object = scenario
    for key in path:
        part = part.get(key) if isinstance(part, Mapping) else getattr(part, key, None)
    return part


def _written(part: object) -> object:
    """Return a distribution, or a tuple of what holds some, as it is written."""
    if isinstance(part, tuple):
        return [_written(item) for item in part]
    return part.model_dump(mode="json") if isinstance(part, BaseModel) else part


def _common(tree: Mapping[str, Any], other: Mapping[str, Any], section: str) -> list[str]:
    """Return the parts of a section that both have, in the order of the first."""
    return [key for key in tree[section] if key in other[section]]
