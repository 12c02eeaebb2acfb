"""Finding: the levers of a Center, as the marks of the schema's keys and its routes give them.

In: a scenario. Out: a `Lever` for each way in which its Center can change what stands under a key
that is marked with `simulator.scenario.moves`, as values set by path. What comes of it is not known
here, and what it is called stands with the mark.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from simulator.scenario import Place, Scenario
from simulator.scenario.moves import (
    CLOSES,
    EACH,
    HELP,
    OPENS,
    POOL,
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
from simulator.scenario.resolving import node_of
from simulator.scenario.schema import ANY, Key, keys, pattern_of
from simulator.studies.levers.booking import with_slots
from simulator.studies.levers.hours import at_ends, longer
from simulator.studies.levers.routes import is_of_use
from simulator.studies.levers.stations import helping, pooled
from simulator.studies.levers.stepping import share_stepped, stepped

Overrides: TypeAlias = Mapping[str, object]
"""Values by path, as `--set` takes them."""

_ENDS = {OPENS: "before", CLOSES: "after"}
"""What becomes longer of hours."""


@dataclass(frozen=True, slots=True)
class Lever:
    """A way in which a Center can change one thing."""

    key: Key
    """Of the language, whose value is changed."""
    way: str
    """One of those that its mark names."""
    where: tuple[str, ...]
    """Keys of the groups, steps or other things that it is changed at; none where at all."""
    overrides: Overrides

    @property
    def named(self) -> str:
        """Path of its key, without what the planner chooses."""
        return ".".join(self.key.names)

    @property
    def code(self) -> str:
        """What tells it from all others of its scenario, in stores and for programs."""
        return " ".join((self.named, self.way, *self.where))


def levers(scenario: Scenario) -> Iterator[Lever]:
    """Yield the levers of a scenario, in the order of its keys; some no Center may be able to pull.

    Parameters
    ----------
    scenario
        With all defaults filled in, which are its values too.

    Examples
    --------
    >>> from simulator.scenario import load_scenario
    >>> mm1 = load_scenario("scenarios/textbook/mm1.yaml")
    >>> [dict(lever.overrides) for lever in levers(mm1) if lever.where == ("clerks",)]
    [{'staff.clerks.officers': 2}, {'staff.clerks.speed': 1.1}]
    """
    for key in keys():
        yield from levers_of(key, scenario)


def levers_of(key: Key, scenario: Scenario) -> Iterator[Lever]:
    """Yield the levers of one key; none where it has no mark."""
    match key.moves:
        case None:
            return
        case OfStations() as moves:
            yield from _of_stations(moves, key, scenario)
        case Booking() as moves:
            for lever in _of_values(moves, key, scenario):
                yield replace(lever, overrides=with_slots(scenario, lever.overrides))
        case moves:
            yield from _of_values(moves, key, scenario)


def led_to(value: Any, way: str, key: Key, scenario: Scenario) -> object:
    """Return the value of a key that a way of its mark leads to, or None where there is no such."""
    match key.moves:
        case ByStep() as moves:
            return stepped(value, key, moves, way)
        case OfShares() as moves:
            return share_stepped(value, moves)
        case ToWord():
            return way
        case OfHours(step=step):
            return longer(value, **{_ENDS[way]: step})
        case OfDuty():
            return at_ends(value, scenario.calendar.hours, of_each=way == EACH)
    raise NotImplementedError(f"nothing is known of {key.moves} at {key.path}")


def values_of(key: Key, scenario: Scenario) -> dict[KeyPath, Any]:
    """Return the values of a key that decide something, as they are written."""
    tree = node_of(scenario.canonical(), Place(""))
    return {
        path: node.plain()
        for path, node in tree.select(pattern_of(key.path))
        if is_of_use(scenario, key, path)
    }


def where_of(path: KeyPath, key: Key) -> tuple[str, ...]:
    """Return the keys of the things that a path of a key leads through."""
    return tuple(str(part) for part, name in zip(path, key.path, strict=True) if name == ANY)


def _of_stations(moves: OfStations, key: Key, scenario: Scenario) -> Iterator[Lever]:
    ways = {HELP: lambda: helping(scenario), POOL: lambda: pooled(scenario, moves.steps)}
    for way in moves.names:
        for groups, stations in ways[way]().items():
            overrides = {
                f"staff.{group}.{key.names[-1]}": ["/".join(station) for station in own]
                for group, own in stations.items()
            }
            yield Lever(key, way, groups, overrides)


def _of_values(moves: Moves, key: Key, scenario: Scenario) -> Iterator[Lever]:
    """Yield the levers of a key whose values are changed each by itself."""
    values = values_of(key, scenario)
    for way in moves.names:
        changed = {
            path: value
            for path, before in values.items()
            if (value := led_to(before, way, key, scenario)) not in (None, before)
        }
        overrides = {dotted(path): value for path, value in changed.items()}
        if moves.is_common:
            yield from [Lever(key, way, (), overrides)] if overrides else []
            continue
        for path, value in changed.items():
            yield Lever(key, way, where_of(path, key), {dotted(path): value})
