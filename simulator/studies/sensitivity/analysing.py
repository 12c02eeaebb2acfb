"""Analysing: a scenario of Python whose assumptions are moved, in one call.

In: the file of a scenario, and what is asked of it. Out: a `Sensitivity`, as of the command line,
with a tidy table for notebooks. What is said or drawn of it is not known here.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from simulator.measures import Estimate
from simulator.measures.loading import validated
from simulator.scenario import read_resolved
from simulator.scenario.names import path_text
from simulator.scenario.resolving import Overrides
from simulator.studies.experiment import Event
from simulator.studies.frames import table
from simulator.studies.pools import Pool
from simulator.studies.pools.this_process import ThisProcess
from simulator.studies.replicate import seed_of
from simulator.studies.running import run
from simulator.studies.sensitivity.hypercube import RUNS
from simulator.studies.sensitivity.question import SensitivityQuestion
from simulator.studies.sensitivity.space import Subject
from simulator.studies.sensitivity.stages import REPLICATIONS, Inquiry, Sensitivity
from simulator.studies.sweep.targets import Target

if TYPE_CHECKING:
    import pandas as pd

EFFECT_COLUMNS = ["measure", "unit", "assumption", "position", "effect", "low", "high", "is_seen"]


def analyse(
    file: str | Path,
    *,
    overrides: Overrides = (),
    measures: Sequence[str] = ("wait_mean", "on_time_rate"),
    targets: Mapping[str, str] | None = None,
    replications: int = REPLICATIONS,
    runs: int = RUNS,
    every: bool = False,
    seed: int | None = None,
) -> Sensitivity:
    """Say which assumptions of a scenario decide the answer, and how far they leave it open.

    Parameters
    ----------
    file
        The scenario.
    overrides
        Values that are set in it, as of `simulator.load_scenario`.
    measures
        Full names of the measures that are asked for.
    targets
        Bounds by measure, as of a plan, that an assumption may turn.
    replications
        Of the scenario as it is, and of each move of what matters, 2 or more.
    runs
        Centers in which all assumptions are moved at once.
    every
        Whether numbers that have a source are moved as well.
    seed
        0 to 2³² - 1; drawn when absent, and recorded in the result.

    Raises
    ------
    ScenarioError
        With every problem of the scenario.
    KeyError
        If it has not a measure; the message gives a near match.
    ValueError
        If a number is out of range, a target cannot be read, or nothing may be otherwise.

    Examples
    --------
    >>> weeks = ["period={from: 2021-03-01, to: 2021-03-07, warm_up: 0 days}"]
    >>> found = analyse(
    ...     "scenarios/textbook/mm1.yaml",
    ...     overrides=weeks, measures=["wait_mean"], replications=2, runs=10, seed=1,
    ... )
    >>> found.mattering
    ('procedures.job.steps.receive', 'procedures.job.volume', 'staff.clerks.officers')
    """
    resolved = read_resolved(file, overrides=overrides)
    scenario = validated(resolved)
    center = Subject(scenario.name.spoken, path_text(file), (), resolved, scenario)
    held = tuple(Target.parse(*target) for target in (targets or {}).items())
    asked = Inquiry((center,), tuple(measures), held, replications, runs, every)
    return answered(asked, seed=seed_of(seed), pool=ThisProcess())


def answered(asked: Inquiry, *, seed: int, pool: Pool) -> Sensitivity:
    """Run all stages of what is asked."""
    question = SensitivityQuestion(asked, seed=seed)
    experiment = question.experiment(seed=seed)

    def go_on(_event: Event) -> None:
        question.go_on(experiment)

    run(experiment, pool, on_event=go_on)
    return cast("Sensitivity", question.answer(experiment))  # all of it is finished


def effects_frame(found: Sensitivity) -> "pd.DataFrame":
    """Return a row per measure × assumption × move, the assumption that does most first.

    Returns
    -------
    pandas.DataFrame
        Columns: `measure`, `unit`, `assumption`; the `position` of the move, -1 for as little as
        it may be, 1 for as much; its `effect` in the mean, with the ends `low` and `high` of its
        interval, which hold together with all others, and whether it `is_seen`. Of what does not
        matter it is the effect in one replication, without an interval.
    """
    return table(
        EFFECT_COLUMNS,
        (
            (
                str(each.measure),
                each.measure.entry.unit,
                bar.assumption.name,
                effect.position,
                effect.value,
                *_ends(effect.estimate),
                effect.is_seen,
            )
            for each in found.tornadoes
            for bar in each.bars
            for effect in bar.effects
        ),
    )


def _ends(estimate: Estimate | None) -> tuple[float | None, float | None]:
    return (estimate.low, estimate.high) if estimate else (None, None)
