"""Controls: what stands on the desk to be moved, as the marks of the schema's keys give it.

In: a scenario. Out: a `Control` for each thing that can be moved, with its positions in order, each
as values set by path; what the positions are called is not known here. Keys that are moved at all
things together stand under a path with `*` for these, pairs of groups under one with `+`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias, get_args, get_origin

from pydantic_core import to_jsonable_python

from simulator.scenario import Scenario
from simulator.scenario.moves import (
    LESS,
    MORE,
    Booking,
    ByStep,
    OfDuty,
    OfHours,
    OfShares,
    OfStations,
    ToWord,
)
from simulator.scenario.problems import KeyPath, dotted
from simulator.scenario.schema import Key, keys
from simulator.scenario.vocabulary import OFFICE
from simulator.studies.levers.booking import with_slots
from simulator.studies.levers.finding import led_to, levers_of, values_of, where_of
from simulator.studies.levers.stepping import share_stepped, stepped

Kind: TypeAlias = Literal["step", "choice", "switch"]

Values: TypeAlias = Mapping[KeyPath, Any]
"""Values by path."""

MOST_STEPS = 5
"""Steps from today that are offered, either way."""

TOGETHER = "+"
"""Stands between groups that share stations."""

HEADQUARTERS = "headquarters"

COURIER: Mapping[str, object] = {
    "courier.to_headquarters": ["10:00", "15:30"],
    "courier.to_center": ["11:00", "16:30"],
    "courier.trip": "30 min",
    "sources.courier": "assumption",
}
"""A courier for a Center that has none, an assumption: without one nothing is done elsewhere."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a control can stand."""

    value: object
    """What tells it from the others of its control; of a key that is moved alone, its value."""
    overrides: Mapping[str, object]
    """Values by path; none where it stands today."""
    way: str = ""
    """The way of the mark that leads there, where that is how it is called."""


@dataclass(frozen=True, slots=True)
class Control:
    """One thing that can be moved."""

    path: str
    key: Key
    where: tuple[str, ...]
    """Keys of the things that it is moved at."""
    kind: Kind
    positions: tuple[Position, ...]
    today: object
    """The value of the position in which it stands today."""
    values: Mapping[str, object] = field(default_factory=dict)
    """Today's values by path, of a key that is moved at all things together."""

    @property
    def is_common(self) -> bool:
        """Whether it moves a key at all things together."""
        return bool(self.values)

    def position(self, value: object) -> Position | None:
        """Return the position of a value, if there is such."""
        return next((each for each in self.positions if each.value == value), None)


def controls(scenario: Scenario) -> Iterator[Control]:
    """Yield what can be moved of a scenario, in the order of its keys.

    Examples
    --------
    >>> from simulator.scenario import load_scenario
    >>> mm1 = load_scenario("scenarios/textbook/mm1.yaml")
    >>> officers = next(each for each in controls(mm1) if each.path == "staff.clerks.officers")
    >>> [each.value for each in officers.positions][:3], officers.today
    ([1, 2, 3], 1)
    """
    for key in keys():
        yield from (each for each in _found(key, scenario) if len(each.positions) > 1)


def _found(key: Key, scenario: Scenario) -> Iterator[Control]:
    """Yield the controls that the mark of a key gives; none where it has no mark."""
    match key.moves:
        case None:
            return
        case OfStations():
            yield from _switches(key, scenario)
        case ToWord() as moves:
            yield from _words(moves, key, scenario)
        case OfHours() | OfDuty() as moves:
            yield from _ways(moves, key, scenario)
        case Booking() as moves:
            for control in _stepped(moves, key, scenario):
                positions = (
                    replace(each, overrides=with_slots(scenario, each.overrides))
                    for each in control.positions
                )
                yield replace(control, positions=tuple(positions))
        case ByStep() | OfShares() as moves:
            yield from _stepped(moves, key, scenario)
        case _other:
            raise NotImplementedError(f"no control is known of {key.moves} at {key.path}")


def _words(moves: ToWord, key: Key, scenario: Scenario) -> Iterator[Control]:
    """Yield the controls of a key whose positions are words."""
    words = get_args(key.kind) if get_origin(key.kind) is Literal else ()
    words = words or (OFFICE, *scenario.calendars)
    values = _values(key, scenario)
    if values and moves.is_common:
        alike = set(values.values())
        today = next(iter(alike)) if len(alike) == 1 else None
        positions = [_place(word, _at_all(values), scenario) for word in words]
        if today is None:
            positions.insert(0, Position(None, {}))
        yield Control(dotted(key.path), key, (), "choice", tuple(positions), today, _at_all(values))
        return
    for path, value in values.items():
        places = tuple(_place(word, [dotted(path)], scenario) for word in words)
        yield Control(dotted(path), key, where_of(path, key), "choice", places, value)


def _place(word: str, paths: Iterable[str], scenario: Scenario) -> Position:
    """Return the position of a word, with a courier where it needs one and there is none."""
    needs = word == HEADQUARTERS and scenario.courier is None
    return Position(word, {**dict.fromkeys(paths, word), **(COURIER if needs else {})})


def _switches(key: Key, scenario: Scenario) -> Iterator[Control]:
    """Yield the controls of stations of groups: each is as today, or as a lever has it."""
    for lever in levers_of(key, scenario):
        path = f"staff.{TOGETHER.join(lever.where)}.{key.names[-1]}"
        positions = (Position(False, {}), Position(True, lever.overrides, lever.way))
        yield Control(path, key, lever.where, "switch", positions, False)


def _stepped(moves: ByStep | OfShares, key: Key, scenario: Scenario) -> Iterator[Control]:
    """Yield the controls of a key that is moved by steps from where it stands today."""
    values = _values(key, scenario)
    if values and moves.is_common:
        found = {0: values}
        for steps in sorted(range(-MOST_STEPS, MOST_STEPS + 1), key=abs):
            after = {path: _on(value, steps, moves, key) for path, value in values.items()}
            if None not in after.values() and after not in found.values():
                found[steps] = after
        positions = tuple(
            Position(steps, _at_all(after) if steps else {})
            for steps, after in sorted(found.items())
        )
        yield Control(dotted(key.path), key, (), "step", positions, 0, _at_all(values))
        return
    for path, value in values.items():
        moved = [_on(value, steps, moves, key) for steps in range(-MOST_STEPS, MOST_STEPS + 1)]
        places = [
            Position(each, {dotted(path): each})
            for number, each in enumerate(moved)
            if each is not None and each not in moved[:number]
        ]
        yield Control(dotted(path), key, where_of(path, key), "step", tuple(places), value)


def _on(value: Any, steps: int, moves: ByStep | OfShares, key: Key) -> object:
    """Return a value so many steps on, or back; None where there is no such."""
    if isinstance(moves, OfShares):
        least = -value[moves.part]
        return share_stepped(value, replace(moves, step=max(steps * moves.step, least)))
    for _step in range(abs(steps)):
        value = stepped(value, key, moves, MORE if steps > 0 else LESS)
        if value is None:
            break
    return value


def _ways(moves: OfHours | OfDuty, key: Key, scenario: Scenario) -> Iterator[Control]:
    """Yield the controls of a key whose positions are today's and those that ways lead to."""
    for path, value in _values(key, scenario).items():
        positions = [Position(value, {})]
        for way in moves.names:
            after = led_to(value, way, key, scenario)
            if after is not None and all(after != each.value for each in positions):
                positions.append(Position(after, {dotted(path): after}, way))
        yield Control(dotted(path), key, where_of(path, key), "choice", tuple(positions), value)


def _values(key: Key, scenario: Scenario) -> Values:
    """Return the values of a key that decide something, as a page is told them."""
    found = values_of(key, scenario)
    return {path: to_jsonable_python(value) for path, value in found.items()}


def _at_all(values: Values) -> dict[str, object]:
    return {dotted(path): value for path, value in values.items()}
