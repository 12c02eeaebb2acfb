"""Gives a store its design: what a changed plan still asks for is found again.

In: a checked plan, and a store that may know an earlier one. Out: a store with the points of this
plan, and `Taken`, what of its results they have a use for. Results are found by the hash of their
scenario, so it does not matter where in which design a point stood. Nothing is run here.
"""

import os
from collections.abc import Sequence
from typing import Any

from simulator.results.program import identity
from simulator.results.store import NewPoint, Store, Taken
from simulator.results.study import Study, SweepDefinition
from simulator.scenario import ScenarioError, validated
from simulator.scenario.names import path_text
from simulator.studies.precision import Precision
from simulator.studies.sweep.checking import CheckedPoint
from simulator.studies.sweep.plan import SweepPlan


def take(store: Store, plan: SweepPlan, points: Sequence[CheckedPoint], *, seed: int) -> Taken:
    """Make a design that of a store, and keep the results that it has a use for.

    Parameters
    ----------
    store
        What there is.
    plan, points
        The design, checked.
    seed
        Of the sweep.

    Raises
    ------
    FolderError
        If the store has another seed, or results of scenarios of which the design has none.
    """
    asked = plan.replications
    definition = SweepDefinition(
        plan=path_text(plan.file),
        folder=os.path.relpath(plan.base.folder.resolve(), store.folder.path.resolve()),
        base=_base_values(plan),
        axes=tuple(axis.path for axis in plan.axes),
        cases=tuple(case.name for case in plan.cases if case.name),
        replications=asked.stored if isinstance(asked, Precision) else asked,
        targets={target.measure: target.text for target in plan.targets},
        years=plan.years,
        currency=_currency(plan),
    )
    return store.take(
        Study(program=identity(), seed=seed, definition=definition),
        [NewPoint(each.hash, each.point.case, each.point.values, each.cost) for each in points],
    )


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
