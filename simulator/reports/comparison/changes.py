"""Changes: what two scenarios differ in, in words.

In: two scenarios. Out: rows of texts in the language that is spoken, each difference once: what is
alike at several places stands in one row, with the places. What counts as a difference is not
decided here.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from simulator.language import LANGUAGES, N_, _, language
from simulator.reports.figures import ABSENT
from simulator.reports.labels import Names
from simulator.reports.rests_on.wording import Wording
from simulator.scenario import STEPS, Scenario
from simulator.scenario.differences import Change, ChangeKind, Differences, differences
from simulator.scenario.schema import titles
from simulator.scenario.sourcing import Path
from simulator.scenario.vocabulary import ALL, OFFICE
from simulator.studies.comparison import Alternative, Compared

MOST_ENTRIES = 6
"""Entries of a value that are shown in full; of a longer one, those in which it differs."""

_TOPICS = titles(Scenario)

_SUMMARIES: Mapping[str, tuple[str, ...]] = {
    "calendars": ("hours",),
    "procedures": ("field", "volume", "limit"),
    "staff": ("officers", "serves", "helps"),
    "courier": ("to_headquarters", "to_center", "trip"),
}
"""What is told of a thing that only one of the scenarios has."""

_STATIONS = ("serves", "helps")

_LINES = {
    ChangeKind.CHANGED: N_("{what}: {first} → {second}"),
    ChangeKind.ADDED: N_("{what}: added ({second})"),
    ChangeKind.REMOVED: N_("{what}: removed ({first})"),
}


class ChangeRow(NamedTuple):
    """A difference in words."""

    what: str
    """What differs, and where."""
    first: str
    second: str
    kind: ChangeKind

    def text(self) -> str:
        """Return it on a line."""
        return _(_LINES[self.kind]).format(what=self.what, first=self.first, second=self.second)


class _Told(NamedTuple):
    """A difference in words, wherever it is."""

    topic: str
    what: str
    """Empty for a thing as a whole."""
    first: str
    second: str
    kind: ChangeKind


@dataclass(frozen=True, slots=True)
class Changes:
    """What a scenario has other than the one that it is compared with."""

    first: Scenario
    second: Scenario

    @classmethod
    def of(cls, compared: Compared, alternative: Alternative) -> Self:
        """Return what one of the scenarios that are compared has other than the base."""
        return cls(compared.base.scenario, alternative.scenario)

    @property
    def found(self) -> Differences:
        """The differences as data."""
        return differences(self.first, self.second)

    def rows(self) -> list[ChangeRow]:
        """Return what the numbers depend on, each difference once, in the order of a scenario."""
        alike: dict[_Told, list[Change]] = {}
        for change in self.found.values:
            alike.setdefault(self._told(change), []).append(change)
        return [self._row(told, changes) for told, changes in alike.items()]

    def line(self, change: Change) -> str:
        """Return a difference on a line."""
        return self._row(self._told(change), [change]).text()

    def asides(self) -> list[str]:
        """Return what differs beside: names, the order of parts, sources."""
        return list(_asides(self.found))

    def lines(self, letter: str) -> list[str]:
        """Return all of it on lines; `letter` stands for the scenario that is compared with."""
        rows = [row.text() for row in self.rows()]
        return [*(rows or [_("the same values as {letter}").format(letter=letter)]), *self.asides()]

    def _told(self, change: Change) -> _Told:
        section, what = change.path[0], ""
        if change.kind is ChangeKind.CHANGED:
            section = "calendar" if section == "calendars" else section  # which it takes after
            what = self._wording(change).place(change.path).what
            first, second = self._values(change)
        else:
            first = _summary(self.first, change.path, change.first)
            second = _summary(self.second, change.path, change.second)
        return _Told(_(_TOPICS[section]), what, first, second, change.kind)

    def _values(self, change: Change) -> tuple[str, str]:
        key = change.path[-1]
        first = _value(self.first, key, change.first, change.second)
        second = _value(self.second, key, change.second, change.first)
        if first == second:  # Times that were measured, and read from files of one name.
            second = _("{value}, but other times").format(value=second)
        return first, second

    def _thing(self, change: Change) -> str:
        """Return the name of the procedure, group or other thing that a change is of."""
        section, *keys = change.path
        if section == "fields":
            return Names(self._scenario(change), longest=None).field(keys[0])
        if section in ("calendars", "procedures", "queues", "staff"):
            return self._wording(change).thing(section, keys[0])
        return self._wording(change).place(change.path).of if keys else ""

    def _row(self, told: _Told, changes: Sequence[Change]) -> ChangeRow:
        """Say where a difference is: at one thing, or at several in the same way."""
        topic, what, first, second, kind = told
        things = [self._thing(change) for change in changes]
        if not what:
            parts = [topic, "; ".join(things)]
        elif len(things) == 1:
            parts = [things[0] or topic, what]
        else:
            where = "; ".join(thing or _("the Center") for thing in things)
            if len(things) == self._number_of(changes[0].path[0]):
                where = _("all")
            parts = [topic, f"{what} ({where})"]
        return ChangeRow(" · ".join(filter(None, parts)), first, second, kind)

    def _number_of(self, section: str) -> int:
        """Return how many things a section has."""
        return {"procedures": len(self.second.procedures), "staff": len(self.second.staff)}.get(
            section, 0
        )

    def _wording(self, change: Change) -> Wording:
        return Wording(self._scenario(change))

    def _scenario(self, change: Change) -> Scenario:
        """Return the one that has what a change is of: the second, if both have it."""
        return self.first if change.kind is ChangeKind.REMOVED else self.second


def _summary(scenario: Scenario, path: Path, value: object) -> str:
    """Tell in short what a thing is that only one scenario has; a dash for the other."""
    if not isinstance(value, Mapping):
        return ABSENT
    if path[0] == "fields":
        return path[1]
    entries = (
        (key, value[key]) for key in _SUMMARIES[path[0]] if value.get(key) not in (None, [], ())
    )
    place = Wording(scenario).place
    return "; ".join(
        f"{place((*path, key)).what}: {_value(scenario, key, entry)}" for key, entry in entries
    )


def _value(scenario: Scenario, key: str, value: object, other: object = None) -> str:
    """Write a value; of a long one, where it is not the `other`."""
    wording = Wording(scenario)
    shown, is_cut = _apart(value, other)
    if is_cut and not shown:
        return "…"
    if key in _STATIONS and isinstance(shown, list):
        text = "; ".join(_station(scenario, station) for station in shown) or _("none")
    elif key == "calendar":
        text = _("that of the Center") if shown == OFFICE else str(shown)
    else:
        text = wording.value(shown, key=key)
    return f"{text}; …" if is_cut else text


def _apart(value: object, other: object) -> tuple[object, bool]:
    """Take from a long value what the other has as well; return whether anything was taken."""
    if not isinstance(value, Collection) or not isinstance(other, type(value)):
        return value, False
    if isinstance(value, str) or max(len(value), len(other)) <= MOST_ENTRIES:
        return value, False
    own: Collection[object]
    if isinstance(value, Mapping) and isinstance(other, Mapping):
        own = {key: entry for key, entry in value.items() if other.get(key) != entry}
    else:
        own = [item for item in value if item not in other]
    return own, len(own) < len(value)


def _station(scenario: Scenario, text: str) -> str:
    """Return the name of a station, or of all that one of its sides stands for."""
    names = Names(scenario, longest=None)
    step, _slash, field = text.partition("/")
    return " · ".join(
        (
            names.step(step) if step in STEPS else _("every step"),
            names.field(field) if field != ALL else _("every field"),
        )
    )


def _asides(found: Differences) -> Iterator[str]:
    if found.names:
        names = "; ".join(map(_renamed, found.names))
        yield _("also other names: {names}").format(names=names)
    if found.reordered:
        sections = "; ".join(_(_TOPICS[section]) for section in found.reordered)
        yield _("in another order: {sections}").format(sections=sections)
    if found.sources:
        yield _("other words on sources")


def _renamed(change: Change) -> str:
    """Write two names, in a language in which they differ, that which is spoken if possible."""
    pairs = [
        tuple(one.get(code, ABSENT) if isinstance(one, Mapping) else ABSENT for one in both)
        for both in ((change.first, change.second),)
        for code in sorted(LANGUAGES, key=lambda code: code != language())
    ]
    return " → ".join(next(pair for pair in pairs if pair[0] != pair[1]))
