"""Sourcing: how many of a scenario's numbers have a source, and how many are assumptions.

In: the values that a planner wrote, and the `sources` of the scenario. Out: `Sourcing`, two
counts. A value is what merging replaces whole: a distribution, a profile, a list, a single number.
Defaults that nobody wrote down are not counted.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from simulator.scenario.vocabulary import ALL

ASSUMPTION = ("assumption", "giả định")
"""The texts, or their beginnings, of a source that is none."""

_DEPTH = {
    "calendar": 2,
    "calendars": 3,
    "demand": 2,
    "procedures": 3,
    "citizens": 2,
    "queues": 3,
    "staff": 3,
    "seal": 2,
    "courier": 2,
}
"""Sections that describe the Center, and how many keys lead to a value of each."""

_TEXTS = frozenset({"label", "field", "serves", "helps", "calendar"})
"""Keys whose values name things and measure nothing."""


@dataclass(frozen=True, slots=True)
class Sourcing:
    """What the values of a scenario rest on."""

    values: int
    """Values written in the scenario."""
    assumed: int
    """Those of them that no source covers, or that are marked as an assumption."""


def sourcing(written: object, sources: Mapping[str, str]) -> Sourcing:
    """Count the values of a scenario and the assumptions among them.

    Parameters
    ----------
    written
        The data of the scenario as it was put together, without defaults.
    sources
        Sources by path, in which `all` stands for every key of its level. A path covers what lies
        below it, and the value that it lies in; of several the longest decides.

    Examples
    --------
    >>> written = {"staff": {"clerks": {"officers": 3, "speed": 1.1, "serves": ["receive/all"]}}}
    >>> sourcing(written, {"staff.all.officers": "Decision 12"})
    Sourcing(values=2, assumed=1)
    """
    entries = [(tuple(path.split(".")), text) for path, text in sources.items()]
    paths = list(_values(written))
    assumed = sum(_is_assumed(path, entries) for path in paths)
    return Sourcing(len(paths), assumed)


def _values(written: object) -> Iterator[tuple[str, ...]]:
    """Yield the paths of the values."""
    for section, depth in _DEPTH.items():
        if isinstance(written, Mapping) and section in written:
            yield from _below((section,), written[section], depth)


def _below(path: tuple[str, ...], node: object, depth: int) -> Iterator[tuple[str, ...]]:
    if len(path) == depth and path[-1] in _TEXTS:
        return
    is_flow = len(path) == depth and path[0] == "procedures" and path[-1] == "steps"
    if isinstance(node, Mapping) and (len(path) < depth or is_flow):
        for key, entry in node.items():
            yield from _below((*path, str(key)), entry, depth)
    else:
        yield path


def _is_assumed(path: tuple[str, ...], entries: list[tuple[tuple[str, ...], str]]) -> bool:
    covering = [(len(source), text) for source, text in entries if _covers(source, path)]
    if not covering:
        return True
    _, text = max(covering, key=lambda entry: entry[0])
    return text.strip().lower().startswith(ASSUMPTION)


def _covers(source: tuple[str, ...], path: tuple[str, ...]) -> bool:
    """Whether one of the two paths leads through the other."""
    return all(part in (ALL, key) for part, key in zip(source, path, strict=False))
