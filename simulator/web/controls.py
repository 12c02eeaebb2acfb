"""Controls: what stands on the desk to be moved, as the marks of the schema's keys give it.

In: a scenario. Out: a `Control` for each thing that can be moved, with its positions in order, each
as values set by path; what the positions are called is not known here. Keys that are moved at all
things together stand under a path with `*` for these, pairs of groups under one with `+`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import singledispatch
from typing import Any, Literal, TypeAlias, get_args, get_origin

from pydantic_core import to_jsonable_python

from simulator.scenario import Scenario
from simulator.scenario.moves import (
    CLOSES,
    EACH,
    LAST,
    LESS,
    MORE,
    OPENS,
    Booking,
    ByStep,
    Moves,
    OfDuty,
    OfHours,
    OfShares,
    OfStations,
    ToWord,
)
from simulator.scenario.problems import KeyPath, dotted
from simulator.scenario.schema import Key, keys
from simulator.scenario.vocabulary import OFFICE
from simulator.studies.levers.booking import appointments_for
from simulator.studies.levers.finding import levers_of, values_of, where_of
from simulator.studies.levers.hours import at_ends, longer
from simulator.studies.levers.stepping import share_stepped, stepped

Kind: TypeAlias = Literal["step", "choice", "switch"]

Values: TypeAlias = Mapping[KeyPath, Any]
"""Values by path."""

MOST_STEPS = 5
"""Steps from today that are offered, either way."""

TOGETHER = "+"
"""Stands between groups that share stations."""


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
        if key.moves:
            found = _found(key.moves, key, scenario)
            yield from (each for each in found if len(each.positions) > 1)


@singledispatch
def _found(moves: Moves, key: Key, scenario: Scenario) -> Iterator[Control]:
    """Yield the controls that a mark gives."""
    raise NotImplementedError(f"no control is known of {moves} at {key.path}")


@_found.register
def _by_step(moves: ByStep, key: Key, scenario: Scenario) -> Iterator[Control]:
    def at(value: Any, steps: int) -> object:
        way = MORE if steps > 0 else LESS
        for _step in range(abs(steps)):
            value = stepped(value, key, moves, way)
            if value is None:
                return None
        return value

    yield from _stepped(moves, key, scenario, at)


@_found.register
def _of_shares(moves: OfShares, key: Key, scenario: Scenario) -> Iterator[Control]:
    def at(value: Any, steps: int) -> object:
        least = -value[moves.part]
        return share_stepped(value, replace(moves, step=max(steps * moves.step, least)))

    yield from _stepped(moves, key, scenario, at)


@_found.register
def _booking(moves: Booking, key: Key, scenario: Scenario) -> Iterator[Control]:
    for control in _by_step(moves, key, scenario):
        if scenario.appointments is not None:
            yield control
            continue
        positions = tuple(
            replace(each, overrides={**each.overrides, "appointments": _slots(scenario, each)})
            if each.overrides
            else each
            for each in control.positions
        )
        yield replace(control, positions=positions)


def _slots(scenario: Scenario, position: Position) -> object:
    """Return slots for a Center that has none."""
    booked = {path.split(".")[1]: share for path, share in position.overrides.items()}
    return appointments_for(scenario, booked)


@_found.register
def _to_word(moves: ToWord, key: Key, scenario: Scenario) -> Iterator[Control]:
    words = get_args(key.kind) if get_origin(key.kind) is Literal else ()
    words = words or (OFFICE, *scenario.calendars)
    values = _values(key, scenario)
    if values and moves.is_common:
        alike = set(values.values())
        today = next(iter(alike)) if len(alike) == 1 else None
        positions = [Position(word, dict.fromkeys(_at_all(values), word)) for word in words]
        if today is None:
            positions.insert(0, Position(None, {}))
        yield Control(dotted(key.path), key, (), "choice", tuple(positions), today, _at_all(values))
        return
    for path, value in values.items():
        places = tuple(Position(word, {dotted(path): word}) for word in words)
        yield Control(dotted(path), key, where_of(path, key), "choice", places, value)


@_found.register
def _of_hours(moves: OfHours, key: Key, scenario: Scenario) -> Iterator[Control]:
    ends = {OPENS: "before", CLOSES: "after"}
    yield from _ways(
        key, scenario, lambda value, way: longer(value, **{ends[way]: moves.step}), (OPENS, CLOSES)
    )


@_found.register
def _of_duty(_moves: OfDuty, key: Key, scenario: Scenario) -> Iterator[Control]:
    office = scenario.calendar.hours
    yield from _ways(
        key, scenario, lambda value, way: at_ends(value, office, of_each=way == EACH), (LAST, EACH)
    )


@_found.register
def _of_stations(_moves: OfStations, key: Key, scenario: Scenario) -> Iterator[Control]:
    for lever in levers_of(key, scenario):
        path = f"staff.{TOGETHER.join(lever.where)}.{key.names[-1]}"
        positions = (Position(False, {}), Position(True, lever.overrides, lever.way))
        yield Control(path, key, lever.where, "switch", positions, False)


def _stepped(
    moves: Moves, key: Key, scenario: Scenario, at: Callable[[Any, int], object]
) -> Iterator[Control]:
    """Yield the controls of a key that is moved by steps from where it stands today."""
    values = _values(key, scenario)
    if values and moves.is_common:
        found = {0: values}
        for steps in sorted(range(-MOST_STEPS, MOST_STEPS + 1), key=abs):
            after = {path: at(value, steps) for path, value in values.items()}
            if None not in after.values() and after not in found.values():
                found[steps] = after
        positions = tuple(
            Position(steps, _at_all(after) if steps else {})
            for steps, after in sorted(found.items())
        )
        yield Control(dotted(key.path), key, (), "step", positions, 0, _at_all(values))
        return
    for path, value in values.items():
        moved = [at(value, steps) for steps in range(-MOST_STEPS, MOST_STEPS + 1)]
        places = [
            Position(each, {dotted(path): each})
            for number, each in enumerate(moved)
            if each is not None and each not in moved[:number]
        ]
        yield Control(dotted(path), key, where_of(path, key), "step", tuple(places), value)


def _ways(
    key: Key, scenario: Scenario, moved: Callable[[Any, str], object], ways: Sequence[str]
) -> Iterator[Control]:
    """Yield the controls of a key whose positions are today's and those that ways lead to."""
    for path, value in _values(key, scenario).items():
        positions = [Position(value, {})]
        for way in ways:
            after = moved(value, way)
            if after is not None and all(after != each.value for each in positions):
                positions.append(Position(after, {dotted(path): after}, way))
        yield Control(dotted(path), key, where_of(path, key), "choice", tuple(positions), value)


def _values(key: Key, scenario: Scenario) -> Values:
    """Return the values of a key that decide something, as a page is told them."""
    found = values_of(key, scenario)
    return {path: to_jsonable_python(value) for path, value in found.items()}


def _at_all(values: Values) -> dict[str, object]:
    return {dotted(path): value for path, value in values.items()}
