"""Moved: assumptions in words, as they are and as they would have to be.

In: a scenario, and an assumption of it with how far it is moved. Out: short texts in the language
that is spoken. What a move does is not known here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from simulator.language import _, ngettext
from simulator.reports.figures import COUNT, counted, number
from simulator.reports.labels import Names
from simulator.reports.rests_on.wording import Wording
from simulator.scenario import STEPS, Scenario
from simulator.scenario.amounts import amount
from simulator.scenario.number_text import number_text
from simulator.scenario.numbers import WrittenNumber
from simulator.scenario.schema import ANY, ITEM, by_names, titles
from simulator.scenario.vocabulary import ALL
from simulator.studies.assumptions import Assumption

MOST_PARTS = 2
"""Values of an assumption that are shown."""
_DIGITS = 3
"""Of a value that would have to be another one: it is known no better."""


@dataclass(frozen=True)
class Moved:
    """The words for assumptions of one scenario."""

    scenario: Scenario

    @cached_property
    def _wording(self) -> Wording:
        return Wording(self.scenario)

    def name(self, assumption: Assumption) -> str:
        """Say what an assumption is of: its value, or all of its values together."""
        first, *others = assumption.parts
        if not others:
            return self._what(first)
        section, *rest = assumption.name.split(".")
        keys = tuple(map(str, first.path[: 1 + len(rest)]))
        title = _(titles(Scenario)[section])
        pattern = first.key.path[: len(keys)]
        return _("{what} ({n})").format(
            what=" · ".join([title, *self._places(section, rest, pattern)]),
            n=counted("{n} value", "{n} values", len(assumption.parts)),
        )

    def _places(self, section: str, rest: list[str], pattern: tuple[str, ...]) -> list[str]:
        """Say what the name of an assumption is of, below its section."""
        found = []
        for place, key in enumerate(rest, start=1):
            names = tuple(part for part in pattern[: place + 1] if part not in (ANY, ITEM))
            if pattern[place : place + 1] != (ANY,):
                found.append(_(by_names()[names].title))
            elif key in STEPS:
                found.append(Names(self.scenario).step(key))
            elif key != ALL:
                found.append(self._wording.thing(section, key) if place == 1 else key)
        return found

    def values(self, assumption: Assumption, position: float) -> str:
        """Say which values would have to be which."""
        values = assumption.values(position)
        changed = [part for part in assumption.parts if values[part.path] != part.written]
        texts = [self._changed(part, values[part.path]) for part in changed[:MOST_PARTS]]
        more = len(changed) - MOST_PARTS
        if more > 0:
            said = ngettext(
                "and {n} more value of {name} likewise",
                "and {n} more values of {name} likewise",
                more,
            )
            texts.append(said.format(n=number(more, COUNT), name=assumption.name))
        return "; ".join(texts)

    def value(self, assumption: Assumption, position: float) -> str:
        """Write the first value of an assumption where it is moved, and that others move along."""
        part, *others = assumption.parts
        text = self._value_at(part, assumption, position)
        return f"{text}; …" if others else text

    def example(
        self, assumption: Assumption, moved: float, positions: Iterable[float]
    ) -> tuple[str, list[str]]:
        """Name an assumption by the value of it that changes most, and write that at positions.

        Parameters
        ----------
        assumption
            Of one value or several.
        moved
            Where the value is another one.
        positions
            Where it is written.
        """
        values = assumption.values(moved)
        part = max(assumption.parts, key=lambda part: _change(part.written, values[part.path]))
        name = self.name(assumption)
        if len(assumption.parts) > 1:
            what = self._what(part)
            name = _("{assumption}, such as {value}").format(assumption=name, value=what)
        return name, [self._value_at(part, assumption, each) for each in positions]

    def rows(self, assumption: Assumption) -> list[tuple[str, str, str, str]]:
        """Say what each of several values is of, and write it now, at its least and its most."""
        is_one = len(assumption.parts) == 1
        found = []
        for part in assumption.parts:
            now, least, most = (self._value_at(part, assumption, each) for each in (0, -1, 1))
            found.append(("" if is_one else self._what(part), now, least, most))
        return found

    def _value_at(self, part: WrittenNumber, assumption: Assumption, position: float) -> str:
        return self._value(part, self._moving(part, assumption.values(position)[part.path]))

    def _value(self, part: WrittenNumber, value: object) -> str:
        return self._wording.value(_rounded(value), key=str(part.path[-1]))

    def _moving(self, part: WrittenNumber, value: object) -> object:
        """Return what moves of a value: of a distribution its mean, of shares that sum to 1 one."""
        if not isinstance(value, Mapping):
            return value
        if part.spoken_of[0] != part.path:
            share = str(part.spoken_of[0][-1])
            return {share: value[share]}
        return next((each["mean"] for each in value.values() if "mean" in each), value)

    def _changed(self, part: WrittenNumber, value: object) -> str:
        return _("{what}: {first} → {second}").format(
            what=self._what(part),
            first=self._wording.value(part.written, key=str(part.path[-1])),
            second=self._value(part, value),
        )

    def _what(self, part: WrittenNumber) -> str:
        """Say what a value is, and of which procedure, group or queue."""
        wording, (section, *_rest, last) = self._wording, map(str, part.path)
        pattern = part.key.path[: len(part.path)]  # Of shares, that of all of them.
        names = tuple(key for key in pattern if key not in (ANY, ITEM))
        titles = [_(by_names()[names[:end]].title) for end in range(2, len(names) + 1)]
        if pattern[-1] == ANY:
            step = Names(self.scenario).step(last) if last in STEPS else wording.value(last)
            titles.append(step)
        of_thing = [wording.thing(section, str(part.path[1]))] if pattern[1] == ANY else []
        return " · ".join([*of_thing, ", ".join(titles)])


def _change(before: object, after: object) -> float:
    """Return by which share of it a value changes; 0 where that cannot be told."""
    one, other = amount(before), amount(after)
    if not (one and other and one.number):
        return 0.0
    return round(abs(other.number / one.number - 1), _DIGITS)


def _rounded(value: object) -> object:
    """Return a value of a scenario with as many digits of its numbers as are known."""
    match value:
        case float():
            return float(f"{value:.{_DIGITS}g}")
        case str():
            amount, space, unit = value.partition(" ")
            is_number = amount.replace(".", "", 1).isdecimal()
            digits = number_text(float(f"{float(amount):.{_DIGITS}g}")) if is_number else amount
            return f"{digits}{space}{unit}"
        case Mapping():
            return {key: _rounded(entry) for key, entry in value.items()}
        case tuple() | list():
            return tuple(map(_rounded, value))
    return value
