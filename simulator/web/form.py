"""The form: everything of a scenario, to be typed; what levers move too, for they stop short.

In: a scenario. Out: its values by section, each as a file would have it on one line, with what the
schema says of it. What is typed is checked as a file is.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from simulator.language import _
from simulator.reports.rests_on.wording import Wording
from simulator.scenario.merging import MERGED, matches
from simulator.scenario.schema import ANY, ITEM, Key, keys
from simulator.scenario.writer import flow_text
from simulator.web.plans import DeskPlan
from simulator.web.telling import Json

_FREE = ("sources", "fields")
"""Sections whose keys are no names of the language."""
_THING = 2
"""Keys of the path of a thing that has keys of its own."""


def form(today: DeskPlan) -> Json:
    """Return what can be typed, section by section, and thing by thing."""
    data, wording = today.scenario.canonical(), Wording(today.scenario)
    sections: dict[tuple[str, ...], list[Json]] = {}
    for pattern, key in _whole().items():
        for path, value in _values(data, pattern):
            section = path[: 1 + (pattern[1:2] == (ANY,) and len(pattern) > _THING)]
            field = _field(wording, key, path, value) | {"written": _written(pattern)}
            sections.setdefault(section, []).append(field)
    titles = {key.path[0]: key.title for key in keys() if not key.section}
    return {
        "sections": [
            {
                "label": " · ".join(
                    [_(titles[section]), *(wording.thing(section, each) for each in things)]
                ),
                "fields": fields,
            }
            for (section, *things), fields in sections.items()
        ]
    }


def _field(wording: Wording, key: Key, path: tuple[str, ...], value: object) -> Json:
    return {
        "path": ".".join(path),
        "label": _label(wording, key, path),
        "value": "" if value is None else flow_text(value),
        "help": _(key.meaning),
    }


def _label(wording: Wording, key: Key, path: tuple[str, ...]) -> str:
    """Return what a value is called; one of many under a key has a name of its own."""
    if path[0] in _FREE:
        return path[-1]
    return _(key.title) if path[-1] in key.path else wording.place(path).what


def _written(pattern: tuple[str, ...]) -> str:
    """Return how a value is written: its shape, and what stands in it."""
    parts: dict[str, list[str]] = {}
    for path, words in _parts(pattern).items():
        name = next((each for each in reversed(path) if each not in (ANY, ITEM)), "")
        parts.setdefault(_(words), []).append(name)
    said = (": ".join(filter(None, (", ".join(names), words))) for words, names in parts.items())
    shape = _shape(_parts(pattern))
    return "; ".join((*([f"`{shape}`"] if shape else []), *said))


@cache
def _parts(pattern: tuple[str, ...]) -> Mapping[tuple[str, ...], str]:
    """Return how what stands in a value is written, by where in it it stands."""
    of_it = (key for key in keys() if key.path[: len(pattern)] == pattern)
    found = {key.path[len(pattern) :]: key.written.words for key in of_it if key.written}
    return {path: words for path, words in found.items() if path or len(found) == 1}


def _shape(paths: Iterable[tuple[str, ...]]) -> str:
    """Return lists and mappings as they are written, with … for what stands in them."""
    parts: dict[str, list[tuple[str, ...]]] = {}
    for first, *rest in filter(None, paths):
        parts.setdefault(first, []).append(tuple(rest))
    within = {first: _shape(rests) or "…" for first, rests in parts.items()}
    if ITEM in within:
        return f"[{within[ITEM]}, …]"
    entries = (f"{'…' if each == ANY else each}: {shape}" for each, shape in within.items())
    return f"{{{', '.join(entries)}}}" if within else ""


@cache
def _whole() -> dict[tuple[str, ...], Key]:
    """Return the keys whose values are written as a whole, by their paths."""
    found: dict[tuple[str, ...], Key] = {}
    for key in keys():
        above = (key.path[:end] for end in range(1, len(key.path) + 1))
        whole = next((each for each in above if not matches(each, MERGED)), None)
        if whole:
            found.setdefault(whole, key)
    return found


def _values(
    data: object, pattern: tuple[str, ...], path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], object]]:
    """Yield what stands under a key, wherever a scenario can have it; None where it has nothing."""
    if not pattern:
        yield path, data
        return
    first, *rest = pattern
    entries = data if isinstance(data, Mapping) else {}
    for each in entries if first == ANY else (first,):
        yield from _values(entries.get(each), tuple(rest), (*path, each))
