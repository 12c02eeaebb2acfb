"""The situation: how a Center does as it is, what is wrong with it, and how sure that is.

In: a `Result`. Out: sentences in the language that is spoken, a few. What could be done about it is
not known here.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from simulator.language import _, ngettext
from simulator.measures import Estimate
from simulator.reports.figures import (
    COUNT,
    MINUTES,
    PERCENT,
    Unit,
    cost_unit,
    counted,
    mean,
    mean_and_interval,
    mean_count,
    number,
    priced,
)
from simulator.reports.labels import Names, in_words
from simulator.reports.run.answer import agrees, checked_text
from simulator.reports.run.findings import findings
from simulator.reports.run.norms import Judged, judged_mean_wait, judged_norms
from simulator.results.result import Result
from simulator.scenario import Scenario

MOST_FOUND = 300
"""Characters that there is room for of what is found."""


def situation(result: Result) -> Iterator[str]:
    """Say what comes to a Center, who is there for it, and how long it takes."""
    scenario = result.scenario
    said = _(
        "{period}, on average: {received} dossiers received, {visits} visits of citizens, "
        "{officers}{cost}."
    )
    yield said.format(
        period=Names(scenario).period,
        received=mean_count(result["received"]),
        visits=mean_count(result["visits"]),
        officers=counted("{n} officer", "{n} officers", scenario.officers),
        cost=_cost(scenario),
    )
    wait, rate, norm = result["wait_mean"], result["on_time_rate"], judged_mean_wait(result)
    if wait.n:
        judged = f"; {_judged(norm, wait)}" if norm else ""
        yield _("Mean wait: {wait}{judged}.").format(wait=_level(wait, MINUTES), judged=judged)
    if rate.n:
        yield _("Before due or on time: {rate} of the dossiers that are settled.").format(
            rate=_level(rate, PERCENT)
        )


def _judged(norm: Judged, wait: Estimate) -> str:
    """Say how a norm is kept, behind the wait that it is of where that is another one."""
    if norm.estimate == wait:
        return norm.text
    return _("of who comes from outside {wait}, {norm}").format(
        wait=_level(norm.estimate, MINUTES), norm=norm.text
    )


def _level(estimate: Estimate, unit: Unit) -> str:
    """Write a mean with its interval, or that it is the same in all replications."""
    if estimate.unlike is None or estimate.unlike.times:
        return mean_and_interval(estimate, unit)
    everywhere = _("in all {n} replications").format(n=number(estimate.n, COUNT))
    return _("{mean} ({interval})").format(mean=mean(estimate, unit), interval=everywhere)


def problem(result: Result) -> str:
    """Say what is most urgent, or that nothing stands out; and what comes next, if it is short."""
    first, *others = findings(result)
    both = " ".join([first, *others[:1]])
    return both if len(both) <= MOST_FOUND else first


def norms_kept_text(result: Result) -> str:
    """Say that nothing has to be changed for the norms, of a Center that keeps them."""
    return _(
        "As it is, the Center meets its norm of the wait, {norms}, and has hardly a dossier "
        "overdue: nothing has to be changed for that."
    ).format(norms=in_words([judged.norm.name for judged in judged_norms(result)], most=2))


def least(*, counts_officers: bool) -> str:
    """Say which of several an option is that takes least."""
    return _("the one with the fewest officers") if counts_officers else _("the cheapest")


def outlay_head(currency: str, *, counts_officers: bool) -> str:
    """Return the head of the column that says what options take."""
    if counts_officers:
        return _("Officers")
    return _("Cost a year, {currency}").format(currency=cost_unit(currency))


def chance(replications: int) -> str:
    """Say what the intervals of some replications hold, and under what."""
    if replications == 1:
        return _("One replication gives no interval: chance may be large.")
    return _(
        "The period was simulated {n} times, each time with other chances; what stands in brackets "
        "holds with 95 % certainty, if the assumptions do."
    ).format(n=number(replications, COUNT))


def disagreeing(origin: Mapping[str, Any]) -> str:
    """Say that the engine and the SimPy model differ; nothing where they do not."""
    return "" if agrees(origin) else checked_text(origin)


def norm_source(result: Result) -> str:
    """Say where the norm of the wait is written; nothing where there is none."""
    norm = judged_mean_wait(result)
    if norm is None:
        return ""
    return _("Norm of the wait: {source}.").format(source=norm.norm.standing.text)


def sources_text(scenario: Scenario) -> str:
    """Say how many sources a scenario names."""
    return ngettext(
        "The scenario names {n} source; what has none is an assumption.",
        "The scenario names {n} sources; what has none is an assumption.",
        len(scenario.sources),
    ).format(n=number(len(scenario.sources), COUNT))


def _cost(scenario: Scenario) -> str:
    """Write what the officers cost, behind their number; nothing where it is not known."""
    if not scenario.staff_cost:
        return ""
    cost = priced(scenario.staff_cost, Names(scenario).currency)
    return _(", who cost {cost} a year").format(cost=cost)
