"""Proposing: which of the scenarios of a comparison follows from its numbers, by one rule.

In: a `Compared`. Out: a `Proposal`. The rule, which the brief states: of the options that are
better than the Center as it is beyond chance in what decides, worse in none of it, and can carry
their load, the cheapest that meets the norm of the wait; where none does, the one that gains most,
and of those that chance leaves open the cheapest. Where the Center keeps its norms as it is,
nothing has to be changed: that option is what could be gained, and the cheapest that keeps the
norms for less than now what could be saved. What is said of it is not known here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from simulator.measures import MeasureKey, Verdict, replication_values
from simulator.reports.ranking import not_lower_for_certain
from simulator.reports.run.carrying import leaves_filings, overloads
from simulator.reports.run.findings import keeps_norms
from simulator.reports.run.norms import judged_mean_wait
from simulator.studies.comparison import Alternative, Compared
from simulator.studies.comparison.behind import have_one_price
from simulator.studies.levers import LEADING, WAIT, is_better
from simulator.studies.paired import Difference


@dataclass(frozen=True, slots=True)
class Proposal:
    """What follows from a comparison."""

    is_needed: bool
    """Whether something has to be changed: as it is, the Center does not keep its norms."""
    proposed: Alternative | None
    """None where nothing does; where nothing is needed, it is what could be gained."""
    saving: Alternative | None
    """Where nothing is needed, what could be saved: it takes less, and keeps the norms too."""
    weighed: tuple[Alternative, ...]
    """Better in something that decides, and worse in something else."""
    burdened: tuple[Alternative, ...]
    """Better, but they cannot carry their load, or leave filings that nobody accepts."""


def deciding(of: Compared) -> Sequence[MeasureKey]:
    """Return what decides: the wait and the dossiers in time, else what was asked for first."""
    return [key for key in LEADING if key in of.measures] or of.measures[:1]


def differences_of(of: Compared, option: Alternative) -> list[Difference]:
    """Return what decides of an option, beside the Center as it is."""
    found = {each.measure: each for each in of.by_pair()[of.base.name, option.name]}
    return [found[key] for key in deciding(of)]


def counts_officers(of: Compared) -> bool:
    """Whether costs cannot be compared: then the number of officers stands for them."""
    return not have_one_price([each.scenario for each in of.alternatives])


def outlay(of: Compared, option: Alternative) -> float:
    """Return what the officers of an option cost a year, or their number."""
    scenario = option.scenario
    return scenario.officers if counts_officers(of) else scenario.staff_cost


def proposal(of: Compared) -> Proposal:
    """Propose one of the options, if one follows from the numbers."""
    better: list[Alternative] = []
    weighed: list[Alternative] = []
    burdened: list[Alternative] = []
    for option in of.alternatives[1:]:
        result = of.result(option.name)
        ways = {is_better(each) for each in differences_of(of, option) if each.is_seen}
        if True not in ways:
            continue
        is_burdened = bool(overloads(result)) or leaves_filings(result)
        (weighed if False in ways else burdened if is_burdened else better).append(option)
    is_needed = WAIT not in of.measures or not keeps_norms(of.results[0])
    chosen = [each for each in better if _meets_norm(of, each)]
    if is_needed and not chosen:
        chosen = _most_gaining(of, better)
    proposed = _least(of, chosen)
    return Proposal(
        is_needed,
        proposed,
        saving=None if is_needed else _least(of, _saving(of, proposed or of.base)),
        weighed=tuple(weighed),
        burdened=tuple(burdened),
    )


def _least(of: Compared, options: Iterable[Alternative]) -> Alternative | None:
    return min(options, key=lambda each: outlay(of, each), default=None)


def _saving(of: Compared, gaining: Alternative) -> Iterator[Alternative]:
    """Yield the options that keep the norms, and take less than now and than what would gain."""
    now = min(outlay(of, of.base), outlay(of, gaining))
    for option in of.alternatives[1:]:
        if outlay(of, option) < now and keeps_norms(of.result(option.name)):
            yield option


def _meets_norm(of: Compared, option: Alternative) -> bool:
    norm = judged_mean_wait(of.result(option.name)) if WAIT in of.measures else None
    return norm is not None and norm.verdict is Verdict.MET


def _most_gaining(of: Compared, options: Sequence[Alternative]) -> list[Alternative]:
    """Return those of which chance leaves open whether another gains more, of what decides first.

    They are compared replication by replication, for the same citizens.
    """
    if not options:
        return []
    key = deciding(of)[0]
    sign = 1 if key.entry.better == "more" else -1
    found = {
        each.name: sign * replication_values(of.result(each.name).series(key)) for each in options
    }
    return [each for name in not_lower_for_certain(found) for each in options if each.name == name]
