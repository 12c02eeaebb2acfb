"""Carrying: who cannot carry the load that a scenario offers, and who has time to spare beside.

In: a `Result`, and the load offered in its scenario. Out: sentences, and the groups of officers, so
that run and compare mark the same; a sweep asks `simulator.demand.capacity` likewise.
"""

from collections.abc import Sequence
from itertools import starmap
from weakref import WeakKeyDictionary

from simulator.demand import PreparedScenario
from simulator.demand.capacity import PoolLoad, period_load
from simulator.language import _, ngettext
from simulator.measures import Estimate, Scope, are_many_unaccepted
from simulator.measures.catalogue import WITHIN_MINUTES
from simulator.measures.keys import station_label
from simulator.reports.figures import PERCENT, ROUND_PERCENT, mean, mean_count, number
from simulator.reports.labels import Names, in_words
from simulator.results.result import Result

GROWTH = 0.05
"""Dossiers added to those in process, as a share of the received, that count as a growing queue."""

BUSY = 0.9
"""Utilization of a group above which small surges make long queues."""

FULL = 0.97
"""Utilization of a group that cannot catch up any more."""

IDLE = 0.6
"""Utilization of a group beside a bottleneck up to which its hours are worth a look."""


def limit(result: Result) -> str:
    """Say what limits the Center: who cannot carry the load, or would be the first not to."""
    if overloaded := overload(result):
        return overloaded
    busiest = result.highest("utilization", Scope.GROUP)
    if busiest is None or not busiest[1].mean:
        return _("Nothing: nobody was at work in the period.")
    return _(
        "{group} would be the first to run out of hours, at work {share} of the time on duty."
    ).format(**busy(result, *busiest))


def overload(result: Result) -> str:
    """Say who cannot carry the load that is offered over the period; empty where all can."""
    groups = [group for pool in overloads(result) for group in pool.groups]
    if not groups:
        return ""
    names = Names(result.scenario)
    return _("Too few hours on duty for the work that is offered: {groups}.").format(
        groups=in_words([names.group(group) for group in groups], most=3)
    )


_overloads: WeakKeyDictionary[Result, tuple[PoolLoad, ...]] = WeakKeyDictionary()


def overloads(result: Result) -> tuple[PoolLoad, ...]:
    """Return the groups, with the stations they share, that are offered more than they carry.

    It is kept as long as the result is: preparing takes longer than all the rest.
    """
    if result not in _overloads:
        pools = period_load(PreparedScenario(result.scenario)).pools
        _overloads[result] = tuple(pool for pool in pools if not pool.can_carry)
    return _overloads[result]


def overload_data(result: Result) -> list[dict[str, object]]:
    """Return who cannot carry the load for programs: the groups, and work ÷ hours on duty.

    Where nobody is ever on duty for the work, the quotient is infinite.
    """
    return [{"groups": list(pool.groups), "load": pool.load} for pool in overloads(result)]


def piles_up(result: Result) -> str | None:
    """Say that the load cannot be carried, as is known before any run or as the run shows."""
    pools = overloads(result)
    return _overloaded(result, pools) if pools else _piling_up(result)


def leaves_filings(result: Result) -> bool:
    """Whether more dossiers wait at the end to be accepted than come in a few days."""
    return are_many_unaccepted(result["unaccepted"].mean, result["received"].mean)


def slack_beside(result: Result) -> str | None:
    """Say who works at the same step as the bottleneck, serves none of its queue and is idle."""
    scenario = result.scenario
    bottleneck = _bottleneck(result)
    queues = {one for group in bottleneck for one in scenario.served_stations(group)}
    steps = {step for step, _field in queues}
    idle = [
        group
        for group, use in result.by("utilization", Scope.GROUP).items()
        if use.mean <= IDLE
        and steps & {step for step, _field in scenario.served_stations(group)}
        and not queues & {*scenario.served_stations(group), *scenario.helped_stations(group)}
    ]
    if not idle:
        return None
    names = Names(scenario)
    told = [
        ngettext(
            "{group} (1 officer, {share} at work)",
            "{group} ({n} officers, {share} at work)",
            scenario.staff[group].officers,
        ).format(
            group=names.group(group),
            n=scenario.staff[group].officers,
            share=number(result.at("utilization", Scope.GROUP, group).mean, ROUND_PERCENT),
        )
        for group in idle
    ]
    return _("Beside {bottleneck} there is time to spare: {idle}.").format(
        bottleneck=in_words([names.group(group) for group in bottleneck], most=2),
        idle=in_words(told, most=2),
    )


def _bottleneck(result: Result) -> list[str]:
    """Return the groups that cannot carry their load, else who serves where waits are longest."""
    overloaded = [group for pool in overloads(result) for group in pool.groups]
    if overloaded:
        return overloaded
    longest = result.highest("wait_mean", Scope.STATION)
    if longest is None or longest[1].mean <= min(WITHIN_MINUTES):
        return []
    return [
        group
        for group in result.scenario.staff
        if longest[0] in starmap(station_label, result.scenario.served_stations(group))
    ]


def _overloaded(result: Result, pools: Sequence[PoolLoad]) -> str:
    """Groups are offered more work than they have hours: no run is needed to know it."""
    names = Names(result.scenario)
    needs = [
        _("{groups} {load}").format(
            groups=in_words([names.group(group) for group in pool.groups], most=2),
            load=number(pool.load, ROUND_PERCENT),
        )
        for pool in pools
    ]
    opened, carried = mean_count(result["open_at_end"]), mean_count(result["carried_over"])
    if result["unaccepted"].mean:
        left = _(
            "{opened} dossiers are open at the end, {unaccepted} filed but not accepted yet, "
            "{carried} were at the start; waits grow with the length of the period."
        ).format(opened=opened, unaccepted=mean_count(result["unaccepted"]), carried=carried)
    else:
        left = _(
            "{opened} dossiers are open at the end, {carried} were at the start; waits grow with "
            "the length of the period."
        ).format(opened=opened, carried=carried)
    return _("The load cannot be carried. Needed of the hours on duty: {needs}. {left}").format(
        needs=in_words(needs, most=3), left=left
    )


def _piling_up(result: Result) -> str | None:
    """More dossiers stay open than came over, and some group cannot catch up."""
    busiest = result.highest("utilization", Scope.GROUP)
    opened = result["open_at_end"].mean - result["carried_over"].mean
    if busiest is None or busiest[1].mean < FULL or opened <= GROWTH * result["received"].mean:
        return None
    return _(
        "Dossiers pile up: {opened} are open at the end, {carried} were at the start. {group} is "
        "at work {share} of its duty: it cannot carry its load, and waits grow with the length of "
        "the period."
    ).format(
        opened=mean_count(result["open_at_end"]),
        carried=mean_count(result["carried_over"]),
        **busy(result, *busiest),
    )


def busy(result: Result, group: str, use: Estimate) -> dict[str, str]:
    """Return the name of a group and how much of its duty it is at work, for a sentence."""
    return {"group": Names(result.scenario).group(group), "share": mean(use, PERCENT)}
