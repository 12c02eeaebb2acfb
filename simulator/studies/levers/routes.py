"""Routes: whether what stands under a key decides anything, as the flows of a scenario go.

In: a scenario, and where a value stands in it. Out: yes or no. What the value could be instead is
not known here.
"""

from collections.abc import Callable, Mapping, Sequence

from simulator.scenario import Scenario
from simulator.scenario.model_demand import Procedure
from simulator.scenario.problems import KeyPath
from simulator.scenario.schema import Key

_OF_PROCEDURES: Mapping[str, Callable[[Procedure], bool]] = {
    "channels": lambda one: "receive" in one.steps and not one.on_the_spot,
    "booked": lambda one: "receive" in one.steps and one.channels.counter > 0,
    "consult_order": lambda one: len(one.consult) > 1,
}
"""By key, of which procedures it decides something; other keys of all of them."""


def is_of_use(scenario: Scenario, key: Key, path: KeyPath) -> bool:
    """Whether the value of a key at a path decides anything that a Center can decide on.

    Parameters
    ----------
    scenario
        The scenario.
    key
        The key, with its mark.
    path
        Where the value stands.
    """
    section, *rest = map(str, path)
    return _OF_SECTIONS.get(section, _always)(scenario, key, rest)


def _of_procedure(scenario: Scenario, _key: Key, rest: Sequence[str]) -> bool:
    name, own, *_below = rest
    decides = _OF_PROCEDURES.get(own)
    return decides is None or decides(scenario.procedures[name])


def _of_queue(scenario: Scenario, key: Key, rest: Sequence[str]) -> bool:
    """Whether a step has citizens or papers for it; of a station, if it is its own value."""
    name, own = rest
    step, _slash, field = name.partition("/")
    queues = scenario.queues
    is_own = not field or getattr(queues[name], own) != getattr(queues[step], own)
    return is_own and step in _steps(key) and _is_in_flows(scenario, step)


def _of_group(scenario: Scenario, key: Key, rest: Sequence[str]) -> bool:
    return any(step in _steps(key) for step, _field in scenario.served_stations(rest[0]))


def _of_calendar(scenario: Scenario, _key: Key, rest: Sequence[str]) -> bool:
    """Whether officers of the Center are on duty by a calendar, and no agency works by it."""
    agencies = {
        consult.with_ for procedure in scenario.procedures.values() for consult in procedure.consult
    }
    return rest[0] in {group.calendar for group in scenario.staff.values()} - agencies


def _always(_scenario: Scenario, _key: Key, _rest: Sequence[str]) -> bool:
    return True


_OF_SECTIONS: Mapping[str, Callable[[Scenario, Key, Sequence[str]], bool]] = {
    "procedures": _of_procedure,
    "queues": _of_queue,
    "staff": _of_group,
    "calendars": _of_calendar,
    "citizens": lambda scenario, _key, _rest: _is_in_flows(scenario, "return"),
    "seal": lambda scenario, _key, _rest: _is_in_flows(scenario, "seal"),
}


def _steps(key: Key) -> tuple[str, ...]:
    return key.moves.steps if key.moves else ()


def _is_in_flows(scenario: Scenario, step: str) -> bool:
    return any(step == each for each, _field in scenario.stations())
