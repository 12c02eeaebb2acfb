"""Stations shared: which groups could help each other, and which counters could serve everybody.

In: a scenario. Out: for groups that would do so the stations that each of them helps, or serves,
then. What comes of it is not known here.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TypeAlias

from simulator.demand import PreparedScenario
from simulator.demand.capacity import period_load
from simulator.scenario import STEPS, Scenario, Station, Step

Groups: TypeAlias = tuple[str, ...]
Shared: TypeAlias = Mapping[Groups, Mapping[str, tuple[Station, ...]]]
"""By the groups that would share stations, those of each of them whose stations change."""

MOST_PARTNERS = 3
"""Groups that a group helps, and is helped by, in turn."""

NEAR = frozenset({("receive", "appraise"), ("appraise", "return")})
"""Steps of a field whose officers can help each other; who signs or seals is bound to the office
held."""


def pooled(scenario: Scenario, steps: Sequence[Step]) -> Shared:
    """Return the groups of a step, or of several steps alike, each serving what all of them do."""
    served = {group: scenario.served_stations(group) for group in scenario.staff}
    together: dict[Groups, list[str]] = {}
    for step in steps:
        groups = tuple(group for group in served if any(at == step for at, _field in served[group]))
        together.setdefault(groups, []).append(step)
    found = {}
    for groups, alike in together.items():
        all_of_them = {at for group in groups for at in served[group] if at[0] in alike}
        wanted = {group: _ordered({*served[group], *all_of_them}) for group in groups}
        if any(set(wanted[group]) != set(served[group]) for group in groups):
            found[groups] = wanted
    return found


def helping(scenario: Scenario) -> Shared:
    """Return pairs of groups that could help each other, and do not yet.

    Of many that could, a group has most from those whose load is least like its own.
    """
    pairs: dict[Groups, Mapping[str, tuple[Station, ...]]] = {}
    for pair in combinations(scenario.staff, 2):
        wanted = {
            group: (*scenario.helped_stations(group), *further)
            for group, other in (pair, pair[::-1])
            if (further := _could_help(scenario, group, other))
        }
        if wanted:
            pairs[pair] = wanted
    if not pairs:
        return pairs
    loads = {each.group: each.load for each in period_load(PreparedScenario(scenario)).groups}
    unlike = sorted(pairs, key=lambda pair: -abs(loads[pair[0]] - loads[pair[1]]))
    partners = {
        group: [pair for pair in unlike if group in pair][:MOST_PARTNERS]
        for group in scenario.staff
    }
    return {
        pair: wanted
        for pair, wanted in pairs.items()
        if any(pair in partners[group] for group in pair)
    }


def _could_help(scenario: Scenario, group: str, other: str) -> tuple[Station, ...]:
    """Return the stations of another group at which a group could help, and does not do yet."""
    own = scenario.served_stations(group)
    known = {*own, *scenario.helped_stations(group)}
    return tuple(
        at
        for at in scenario.served_stations(other)
        if at not in known and any(_is_near(at, each) for each in own)
    )


def _is_near(station: Station, own: Station) -> bool:
    (step, field), (own_step, own_field) = station, own
    pairs = {(step, own_step), (own_step, step)}
    return step == own_step or (field == own_field and not NEAR.isdisjoint(pairs))


def _ordered(stations: set[Station]) -> tuple[Station, ...]:
    return tuple(sorted(stations, key=lambda at: (STEPS.index(at[0]), at[1])))
