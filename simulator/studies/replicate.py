"""Replications of one scenario: drawn, served and measured, one after the other.

In: a scenario, a seed, a number of replications. Out: a lazy iterator of `Replication`.
Replication i is the same whether it is run alone or among others.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from operator import index

from simulator.center import Engine, Outcome, check_engine, serve
from simulator.demand import PreparedScenario, Roster, Workload, draw_replication
from simulator.demand.draws import MAX_SEED
from simulator.language import _
from simulator.measures import Measures, measure
from simulator.measures.labels import Labels
from simulator.measures.names import scenario_labels
from simulator.scenario import Scenario

Showing = Callable[[int], AbstractContextManager[Callable[[], None]]]
"""Given how much there is to do, a context that gives what to call when one more is done."""


def unshown(_total: int) -> AbstractContextManager[Callable[[], None]]:
    """Show no progress."""
    return nullcontext(lambda: None)


@dataclass(frozen=True, slots=True, eq=False)
class Replication:
    """One run of a scenario."""

    seed: int
    """Seed of the run, drawn or given."""
    index: int
    """Its number, from 0."""
    workload: Workload
    """Who came, with everything drawn."""
    roster: Roster
    """Who was on duty."""
    outcome: Outcome
    """What happened."""
    measures: Measures
    """What came out, in numbers."""


def draw_seed() -> int:
    """Return a seed from the system's randomness, 1 to 2³² - 1."""
    return 1 + secrets.randbelow(MAX_SEED)


def seed_of(*asked: int | None) -> int:
    """Return the first seed that is asked for; a drawn one where none is."""
    for seed in asked:
        if seed is not None:
            return seed
    return draw_seed()


def checked_seed(seed: int) -> int:
    """Return a seed as a plain number.

    Raises
    ------
    ValueError
        If it is out of range.
    TypeError
        If it is not a whole number.
    """
    seed = index(seed)
    if not 0 <= seed <= MAX_SEED:
        message = _("seed must be a whole number from 0 to {most}, not {seed}")
        raise ValueError(message.format(most=MAX_SEED, seed=seed))
    return seed


def run(
    scenario: Scenario,
    *,
    replications: int = 1,
    seed: int | None = None,
    replication_index: int | None = None,
    engine: Engine = "compiled",
) -> Iterator[Replication]:
    """Draw, serve and measure replications of a scenario, each when it is asked for.

    Parameters
    ----------
    scenario
        A scenario of `load_scenario`.
    replications
        How many, 1 or more.
    seed
        0 to 2³² - 1; drawn when absent, and recorded in every `Replication`.
    replication_index
        Run only this one of the replications, from 0.
    engine
        `compiled` or `simpy`: the same outcome, later.

    Raises
    ------
    ValueError
        At once, if `replications`, `seed`, `replication_index` or `engine` are out of range.
    TypeError
        If the seed is not a whole number.

    Examples
    --------
    >>> from simulator import load_scenario
    >>> scenario = load_scenario("scenarios/textbook/mm1.yaml")
    >>> [round(each.measures["wait_mean"], 1) for each in run(scenario, replications=2, seed=1)]
    [..., ...]
    """
    if replications < 1:
        raise ValueError(f"replications must be 1 or more, not {replications}")
    chosen = range(replications)
    if replication_index is not None:
        if replication_index not in chosen:
            raise ValueError(
                f"replication_index must be from 0 to {replications - 1}, not {replication_index}"
            )
        chosen = range(replication_index, replication_index + 1)
    check_engine(engine)
    seed = draw_seed() if seed is None else checked_seed(seed)
    plan, labels = PreparedScenario(scenario), scenario_labels(scenario)
    return (_replicate(plan, labels, seed, number, engine) for number in chosen)


def _replicate(
    plan: PreparedScenario, labels: Labels, seed: int, number: int, engine: Engine
) -> Replication:
    workload, roster = draw_replication(plan, seed=seed, replication=number)
    outcome = serve(workload, roster, engine=engine)
    measures = measure(outcome, workload, roster, labels)
    return Replication(seed, number, workload, roster, outcome, measures)
