"""Comparing: scenarios of Python, run with the same chances and compared, in one call.

In: scenarios by name, and how often they are run. Out: `Compared`, as of the command line, with
tidy tables for notebooks. What is said or drawn of it is not known here.
"""

from collections.abc import Mapping, Sequence
from typing import cast

from simulator.center import Engine
from simulator.language import _
from simulator.scenario import Scenario
from simulator.studies.comparison.alternatives import (
    MOST,
    Alternative,
    comparability_problems,
    usual_measures,
)
from simulator.studies.comparison.running import Compared, ComparisonQuestion
from simulator.studies.pools.this_process import ThisProcess
from simulator.studies.replicate import seed_of
from simulator.studies.running import run

LEAST = 2
"""Replications from which a difference has an interval."""


def compare(
    scenarios: Mapping[str, Scenario],
    *,
    measures: Sequence[str] | None = None,
    replications: int = 10,
    seed: int | None = None,
    all_pairs: bool = False,
    engine: Engine = "compiled",
) -> Compared:
    """Run scenarios for the same citizens, and compare them replication by replication.

    Parameters
    ----------
    scenarios
        Scenarios of `load_scenario` by what they are to be called; the others are compared with
        the first.
    measures
        Full names of the measures to compare by; those of `onestop compare` when absent.
    replications
        How many of each scenario, 2 or more.
    seed
        0 to 2³² - 1; drawn when absent, and recorded in the results.
    all_pairs
        Whether every two are compared, or each of the others with the first.
    engine
        `compiled` or `simpy`: the same outcome, later.

    Returns
    -------
    Compared
        With `frame()`, `estimates()` and `differences()` as tables of pandas.

    Raises
    ------
    ValueError
        Before anything is run: if there are fewer than two scenarios or too many, they are of
        unlike periods, a measure is unknown or named twice, or a number is out of range; a line a
        problem.

    Examples
    --------
    >>> from simulator import load_scenario
    >>> path = "scenarios/textbook/mm1.yaml"
    >>> two = load_scenario(path, overrides={"staff.clerks.officers": 2})
    >>> found = compare(
    ...     {"one clerk": load_scenario(path), "two clerks": two},
    ...     measures=["wait_mean"], replications=3, seed=1,
    ... )
    >>> found.differences()[["second", "first", "measure"]].values.tolist()
    [['two clerks', 'one clerk', 'wait_mean']]
    """
    if not 2 <= len(scenarios) <= MOST:  # noqa: PLR2004  # a pair
        raise ValueError(f"to compare takes two to {MOST} scenarios, not {len(scenarios)}")
    if replications < LEAST:
        raise ValueError(f"replications must be {LEAST} or more, not {replications}")
    names = usual_measures(scenarios.values()) if measures is None else tuple(measures)
    if not names:
        raise ValueError(_("to compare takes measures, each named once"))
    alternatives = [Alternative(name, None, (), each) for name, each in scenarios.items()]
    problems = comparability_problems(alternatives, names)
    if problems:
        raise ValueError("\n".join(problems))
    question = ComparisonQuestion(
        alternatives, names, replications=replications, engine=engine, all_pairs=all_pairs
    )
    experiment = question.experiment(seed=seed_of(seed))
    run(experiment, ThisProcess(), on_event=lambda _event: None)
    return cast("Compared", question.answer(experiment))  # all of it is finished
