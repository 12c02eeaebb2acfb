"""Gives a store its design: what a changed plan still asks for is found again.

In: a checked plan, and a store that may know an earlier one. Out: a store with the points of this
plan, and `Kept`, what of its results they have a use for. Results are found by the hash of their
scenario, so it does not matter where in which design a point stood. Nothing is run here.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from simulator.language import _
from simulator.scenario import ScenarioError, validated
from simulator.scenario.names import path_text
from simulator.studies.precision import Precision
from simulator.studies.sweep.checking import CheckedPoint
from simulator.studies.sweep.locking import SweepStoreError
from simulator.studies.sweep.plan import SweepPlan
from simulator.studies.sweep.store import SweepStore


@dataclass(frozen=True, slots=True)
class Kept:
    """What a store already had of a design."""

    points: int
    """Design points whose scenario it knew."""
    replications: int
    """Replications of these."""
    added: int
    """Design points that are new to it."""
    dropped: int
    """Scenarios of an earlier design that are in this one no more."""


def take(store: SweepStore, plan: SweepPlan, points: Sequence[CheckedPoint], *, seed: int) -> Kept:
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
    SweepStoreError
        If the store has another seed, or results of scenarios of which the design has none.
    """
    if store.seed not in (None, seed):
        told = _(
            "{folder} holds a sweep with seed {stored}, and {seed} is asked for: the citizens "
            "would not be the same. Choose another folder, or that seed"
        )
        raise SweepStoreError(told.format(folder=store.folder, stored=store.seed, seed=seed))
    earlier = {
        row[0]
        for row in store.db.execute(
            "SELECT DISTINCT hash FROM points JOIN scenarios ON scenarios.id = scenario"
        )
    }
    known = {row[0] for row in store.db.execute("SELECT hash FROM scenarios")}
    hashes = {each.hash for each in points}
    if known and not known & hashes and store.finished_replications():
        told = _(
            "{folder} holds the results of another plan, none of whose points are in {plan}. "
            "Choose another folder"
        )
        raise SweepStoreError(told.format(folder=store.folder, plan=plan.file))
    fixed = plan.replications if isinstance(plan.replications, int) else None
    described = _described(plan)
    with store.transaction():
        if store.meta("replications") != described["replications"]:
            store.db.execute("UPDATE scenarios SET replications = ?", (fixed,))
        store.db.executemany(
            "INSERT OR IGNORE INTO scenarios (hash, replications) VALUES (?, ?)",
            ((digest, fixed) for digest in dict.fromkeys(each.hash for each in points)),
        )
        ids = dict(store.db.execute("SELECT hash, id FROM scenarios"))
        store.db.execute("DELETE FROM points")
        store.db.executemany(
            'INSERT INTO points (id, "case", settings, scenario, cost) VALUES (?, ?, ?, ?, ?)',
            (
                (
                    each.point.number,
                    each.point.case,
                    json.dumps(each.point.values, ensure_ascii=False),
                    ids[each.hash],
                    each.cost,
                )
                for each in points
            ),
        )
        store.note(seed=str(seed), **described)
    return Kept(
        points=sum(each.hash in known for each in points),
        replications=store.finished_replications(),
        added=sum(each.hash not in known for each in points),
        dropped=len(earlier - hashes),
    )


def _described(plan: SweepPlan) -> dict[str, str]:
    """Return what is stored of a plan as a whole."""
    asked = plan.replications
    described = {
        "plan": path_text(plan.file),
        "base": _base_values(plan),
        "axes": [axis.path for axis in plan.axes],
        "cases": [case.name for case in plan.cases if case.name],
        "replications": asked
        if not isinstance(asked, Precision)
        else {"targets": dict(asked.targets), "at_most": asked.at_most},
        "targets": {target.measure: target.text for target in plan.targets},
        "years": plan.years,
        "currency": plan.base.tree.entries["currency"].plain()
        if "currency" in plan.base.tree.entries
        else None,
    }
    return {key: json.dumps(value, ensure_ascii=False) for key, value in described.items()}


def _base_values(plan: SweepPlan) -> dict[str, object]:
    """Return what the base has where the axes lead, as far as that is one value."""
    found: dict[str, object] = {}
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
