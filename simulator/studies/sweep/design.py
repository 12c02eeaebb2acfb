"""The design of a sweep: what its store is told, so that a changed plan finds its results again.

In: a checked plan. Out: a `Question`, whose points a store takes. Results are found by the hash of
their scenario, so it does not matter where in which design a point stood. Nothing is run here.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from simulator.demand.capacity import period_load
from simulator.results.store import NewPoint, Store
from simulator.results.study import SweepDefinition
from simulator.scenario import ScenarioError, validated
from simulator.scenario.names import path_text
from simulator.studies.experiment import Point
from simulator.studies.precision import Until
from simulator.studies.question import Question
from simulator.studies.replicate import Replication
from simulator.studies.source import Source
from simulator.studies.sweep.candidates import CandidateRuns
from simulator.studies.sweep.checking import CheckedPoint
from simulator.studies.sweep.plan import SweepPlan


def load_of(source: Source, one: Replication) -> float | None:
    """Return the load of the bottleneck over the period, work ÷ hours on duty, once of a source."""
    return None if one.index else period_load(source.prepared).load


class SweepQuestion(Question):
    """What is asked of a sweep.

    Parameters
    ----------
    plan, design
        The plan, and its points as they were checked.
    """

    observer = staticmethod(load_of)
    most_checked = 1

    def __init__(self, plan: SweepPlan, design: Sequence[CheckedPoint]) -> None:
        asked = plan.replications
        self.points = [Point(each.point.label, each.source) for each in design]
        self.until = Until.made(asked) if isinstance(asked, int) else asked
        self._plan, self._design = plan, design

    def defined(self, folder: Path) -> tuple[SweepDefinition, list[NewPoint]]:
        """Return how it is stored in a folder, and its design points."""
        plan = self._plan
        definition = SweepDefinition(
            plan=path_text(plan.file),
            folder=os.path.relpath(plan.base.folder.resolve(), folder.resolve()),
            base=_base_values(plan),
            axes=tuple(axis.path for axis in plan.axes),
            cases=tuple(case.name for case in plan.cases if case.name),
            replications=self.until.stored,
            targets={target.measure: target.text for target in plan.targets},
            years=plan.years,
            decide_at_most=plan.fresh_at_most,
            currency=_currency(plan),
        )
        return definition, [
            NewPoint(each.hash, each.point.case, each.point.values, each.cost)
            for each in self._design
        ]

    def further(self, store: Store, *, seed: int) -> list[CandidateRuns]:
        """Return the second stage, where the plan has targets."""
        return [CandidateRuns(self.points, store, seed=seed)] if self._plan.fresh_at_most else []


def _currency(plan: SweepPlan) -> Any:
    written = plan.base.tree.entries.get("currency")
    return written and written.plain()


def _base_values(plan: SweepPlan) -> dict[str, Any]:
    """Return what the base has where the axes lead, as far as that is one value."""
    found: dict[str, Any] = {}
    try:
        data = validated(plan.base).canonical()
    except ScenarioError:  # The points complete it.
        return found
    for axis in plan.axes:
        value: object = data
        for key in axis.path.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        if value is not None:
            found[axis.path] = value
    return found
