"""Sourcing: which of a scenario's numbers have a source, and which are assumptions.

In: the values that a planner wrote, and the `sources` of the scenario. Out: `SourcedValue`, one for
each value, and `Sourcing`, how many a run rests on. A value is what merging replaces whole: a
distribution, a profile, a list, a single number. Defaults that nobody wrote down are no part of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from simulator.scenario.merging import whole_values
from simulator.scenario.model_sources import Stated
from simulator.scenario.vocabulary import ALL

_SCORES = "scores"

_SECTIONS = (
    "calendar",
    "calendars",
    "demand",
    "procedures",
    "citizens",
    "appointments",
    "queues",
    "staff",
    "seal",
    "courier",
    _SCORES,
)
"""Sections that describe the Center and what it is judged by; the others name it and its parts."""

_TEXTS = frozenset({"label", "field", "serves", "helps", "calendar", "note"})
"""Keys whose values name things and measure nothing."""

Said = TypeVar("Said")

Path = tuple[str, ...]
"""Keys that lead to a value, outermost first."""


@dataclass(frozen=True, slots=True)
class SourcedValue:
    """A value of a scenario, and what it rests on."""

    path: Path
    """Keys that lead to it."""
    written: object
    """The value as it was written: a text, a number, a mapping or a tuple."""
    stated: Stated | None
    """What `sources` says of it; None where no entry covers it."""

    @property
    def is_assumed(self) -> bool:
        """Whether no source covers it, or what covers it says that it is an assumption."""
        return self.stated is None or self.stated.is_assumption

    @property
    def source(self) -> str | None:
        """Its source; None for an assumption."""
        return self.stated.text if self.stated and not self.is_assumed else None

    @property
    def remark(self) -> str:
        """What `sources` says of an assumption beside that it is one; mostly nothing."""
        return self.stated.remark if self.stated else ""


@dataclass(frozen=True, slots=True)
class Sourcing:
    """What a run rests on."""

    values: int
    """Values written in the scenario, but for its figures of scores."""
    assumed: int
    """Those of them that no source covers, or that are marked as an assumption."""


def sourcing(written: object, sources: Mapping[str, Stated]) -> Sourcing:
    """Count the values that a run rests on, and the assumptions among them.

    They are those of `sourced_values` but for the figures below `scores`, by which a Center is
    judged: no wait depends on them.

    Examples
    --------
    >>> written = {"staff": {"clerks": {"officers": 3, "speed": 1.1, "serves": ["receive/all"]}}}
    >>> sourcing(written, {"staff.all.officers": Stated.model_validate("Decision 12")})
    Sourcing(values=2, assumed=1)
    """
    values = [value for value in sourced_values(written, sources) if value.path[0] != _SCORES]
    return Sourcing(len(values), sum(value.is_assumed for value in values))


def sourced_values(written: object, sources: Mapping[str, Stated]) -> tuple[SourcedValue, ...]:
    """Return the values of a scenario, in its order, each with what covers it.

    Parameters
    ----------
    written
        The data of the scenario as it was put together, without defaults.
    sources
        Sources by path, in which `all` stands for every key of its level. A path covers what lies
        below it, and the value that it lies in; of several the longest decides.

    Examples
    --------
    >>> written = {"staff": {"clerks": {"officers": 3}}}
    >>> stated = Stated.model_validate("assumption: as in 2020")
    >>> sourced_values(written, {"staff": stated})[0].remark
    'as in 2020'
    """
    covering = Covering(sources)
    return tuple(
        SourcedValue(path, value, covering.stated(path)) for path, value in values(written)
    )


class Covering(Generic[Said]):
    """What `sources` says of values, found without going over all of it for each."""

    def __init__(self, sources: Mapping[str, Said]) -> None:
        self._top: _Branch[Said] = _Branch()
        for number, (source, text) in enumerate(sources.items()):
            keys = source.split(".")
            # The longest decides, then the one that says `all` least, then the first.
            entry = (len(keys), -keys.count(ALL), -number), text
            branch = self._top
            for key in keys:
                branch = branch.below.setdefault(key, _Branch())
                branch.best = max(branch.best or entry, entry)
            branch.own = entry

    def stated(self, path: Path) -> Said | None:
        """Return what is said of the value at a path; None where no entry covers it."""
        branches, covering = [self._top], []
        for key in path:
            branches = [
                branch.below[each]
                for branch in branches
                for each in dict.fromkeys((key, ALL))
                if each in branch.below
            ]
            covering += [branch.own for branch in branches if branch.own]
        covering += [branch.best for branch in branches if branch.best]
        return max(covering)[1] if covering else None


_Entry = tuple[tuple[int, int, int], Said]
"""How precise a source is, and what it says."""


@dataclass(slots=True)
class _Branch(Generic[Said]):
    """The sources whose paths begin alike."""

    below: "dict[str, _Branch[Said]]" = field(default_factory=dict)
    own: "_Entry[Said] | None" = None
    """What is said of this path itself."""
    best: "_Entry[Said] | None" = None
    """The most precise of what is said of it and below it."""


def values(data: object) -> Iterator[tuple[Path, object]]:
    """Yield the values in the data of a scenario, written or complete, each with its path."""
    sections = data if isinstance(data, Mapping) else {}
    for section in _SECTIONS:
        if section in sections:
            for path, value in whole_values((section,), sections[section]):
                if path[-1] not in _TEXTS:
                    yield path, value
