"""The keys of a scenario: every one that there is, with what stands of it on its field.

In comes the schema; out comes a ``Key`` for each key that a planner may write, in the order of the
sections, and the words that stand for a value. Reports, the reference and whoever offers a key to
be changed read titles, units, bounds and defaults here. Which values a scenario has is not known.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from inspect import isclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, RootModel
from pydantic.fields import FieldInfo

from simulator.language import N_
from simulator.scenario.model import Scenario
from simulator.scenario.moves import Moves
from simulator.scenario.problems import KeyPath
from simulator.scenario.quantities import Duration
from simulator.scenario.vocabulary import KeySection, Label, Written

ANY, ITEM = "*", "[]"
"""Stand in a path for each name that a planner chooses, and for each item of a list."""

CHOICES = {
    "fifo": N_("the first to be ready"),
    "due-date": N_("the first to be due"),
    "finish": N_("is finished"),
    "pause": N_("pauses"),
    "serve-all": N_("are all served"),
    "send-home": N_("are sent home"),
    "center": N_("the Center"),
    "headquarters": N_("headquarters"),
    "slip": N_("the date on the slip"),
    "notice": N_("the notice"),
    "openly": N_("openly"),
    "silently": N_("silently, the ticket stays"),
    "first-come": N_("who came first"),
    "target": N_("the target wait"),
    "district": N_("district"),
    "commune": N_("commune, ward, special zone"),
    "one-by-one": N_("one after the other"),
    "at-once": N_("all at once"),
    "own": N_("own authority"),
    "boundary-free": N_("authority of another place"),
    "vertical": N_("vertical agency"),
    "walk-in": N_("comes as a walk-in"),
    "lost": N_("does not come"),
    "before-walk-ins": N_("before walk-ins"),
    "in-turn": N_("in their turn"),
}
"""What is meant by the words of which a key takes one."""

STEP_LABELS: Mapping[str, Label] = {
    "receive": Label(vi="Tiếp nhận", en="Receive"),
    "appraise": Label(vi="Thẩm định", en="Appraise"),
    "approve": Label(vi="Phê duyệt", en="Approve"),
    "seal": Label(vi="Đóng dấu", en="Seal"),
    "return": Label(vi="Trả kết quả", en="Return"),
}
"""What the five steps are called."""

Bound = float | Duration


@dataclass(frozen=True, slots=True)
class Key:
    """What is known of a key of the language."""

    section: tuple[str, ...]
    """Path of the section that it is a key of."""
    path: tuple[str, ...]
    """Keys that lead to it, outermost first, and `ANY` and `ITEM`."""
    title: str
    """What it is called, to be put through `_`."""
    meaning: str
    """The docstring of its field, on a line; to be put through `_`."""
    kind: Any
    """The type of its value, or of each where they are many."""
    written: Written | None
    """How a value is written; None for a section, whose keys follow."""
    least: Bound | None
    """Smallest value, where there is one; it may be excluded itself."""
    most: Bound | None
    """Largest value, likewise."""
    is_needed: bool
    default: object
    """The plain data that hold where it is absent; None for nothing."""
    moves: Moves | None = None
    """How a Center can change it; None where it is nothing that a Center decides on."""

    @property
    def names(self) -> tuple[str, ...]:
        """Its path without what the planner chooses."""
        return tuple(part for part in self.path if part not in (ANY, ITEM))

    @property
    def has_keys(self) -> bool:
        """Whether it is a section, whose keys follow, and no value."""
        return self.written is None and _is_section(self.kind)


def keys(section: type[BaseModel] = Scenario, path: tuple[str, ...] = ()) -> Iterator[Key]:
    """Yield the keys of a section and those below them; a distribution is one value.

    Examples
    --------
    >>> speed = next(key for key in keys() if key.path == ("staff", "*", "speed"))
    >>> speed.title, speed.most, speed.default, speed.written.can_vary
    ('Speed', 1000, 1.0, True)
    """
    for name, field in section.model_fields.items():
        kind, marks, above = _value(field)
        below = (*path, field.alias or name, *above)
        key = Key(
            section=path,
            path=below,
            title=field.title or "",
            meaning=" ".join((field.description or "").split()),
            kind=kind,
            written=_written(kind, marks),
            least=max(_bounds(marks, "ge", "gt"), key=_size, default=None),
            most=min(_bounds(marks, "le", "lt"), key=_size, default=None),
            is_needed=field.is_required(),
            default=None if field.is_required() else _default(section, name),
            moves=next((mark for mark in field.metadata if isinstance(mark, Moves)), None),
        )
        yield key
        if key.has_keys:
            yield from keys(kind, below)


def pattern_of(path: tuple[str, ...]) -> str:
    """Return the path of a key as `Node.select` takes it."""
    return ".".join(ANY if part == ITEM else part for part in path)


def titles(section: type[BaseModel]) -> dict[str, str]:
    """Return the titles of a section's own keys."""
    return {field.alias or name: field.title or "" for name, field in section.model_fields.items()}


def known_keys(section: type[BaseModel], location: KeyPath) -> list[str]:
    """Return the keys of the section at a location in the data of another, if there is one."""
    while location:
        first, *rest = location
        fields = section.model_fields.items()
        field = next((field for name, field in fields if first in (name, field.alias)), None)
        if field is None:
            return []
        section, _marks, above = _value(field)
        location = tuple(rest[len(above) :])
    return list(titles(section))


@cache
def by_names() -> dict[tuple[str, ...], Key]:
    """Return the keys of a scenario by their paths without what the planner chooses."""
    return {key.names: key for key in keys()}


def _value(field: FieldInfo) -> tuple[Any, list[Any], list[str]]:
    """Return the type of a field's values, its marks, and what stands for the parts above it."""
    hint, marks, above = field.annotation, list(field.metadata), []
    while True:
        parts = get_args(hint)
        if get_origin(hint) is Annotated:
            hint, marks = parts[0], [*_flat(parts[1:]), *marks]
        elif isclass(hint) and issubclass(hint, RootModel):
            root = hint.model_fields["root"]
            hint, marks = root.annotation, [*root.metadata, *marks]
        elif get_origin(hint) in (Union, UnionType) and NoneType in parts:
            hint = next(part for part in parts if part is not NoneType)
        elif get_origin(hint) in (dict, tuple) and not _written(hint, marks):
            is_named = get_origin(hint) is dict
            hint, marks = parts[1 if is_named else 0], []
            above.append(ANY if is_named else ITEM)
        else:
            return hint, marks, above


def _flat(marks: tuple[Any, ...]) -> Iterator[Any]:
    for mark in marks:
        yield from mark.metadata if isinstance(mark, FieldInfo) else (mark,)


def _written(kind: Any, marks: list[Any]) -> Written | None:
    """Return how values of a type are written; the outermost mark says it."""
    if get_origin(kind) is Literal:
        return Written(", ".join(f"`{choice}`" for choice in get_args(kind)))
    own = kind.written if _is_section(kind) else None
    return next((mark for mark in reversed(marks) if isinstance(mark, Written)), own)


def _is_section(kind: Any) -> bool:
    return isclass(kind) and issubclass(kind, KeySection)


def _bounds(marks: list[Any], *names: str) -> list[Bound]:
    checks = [getattr(mark, "func", mark) for mark in marks]
    found = (getattr(check, name, None) for check in checks for name in names)
    return [bound for bound in found if bound is not None]


def _size(bound: Bound) -> float:
    return bound.seconds if isinstance(bound, Duration) else bound


@cache
def _default(section: type[BaseModel], name: str) -> object:
    data = section.model_construct().model_dump(mode="json", include={name})
    return data.get(name) if isinstance(data, dict) else None  # It may write itself as a text.
