"""Check the compiled engine against the SimPy model, on the very replication that it serves.

In: a replication as it was drawn. Out: an `OutcomeComparison`, of its first month or of all of it.
The model is the authority: what differs is a defect of the compiled engine.
"""

from dataclasses import fields, replace
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from simulator.center import serve
from simulator.center.comparing import OutcomeComparison, compare
from simulator.demand import Roster, Workload
from simulator.demand.workload import DAY, NONE, Jobs, Operations, Trips

ENGINES = ("SimPy", "compiled")
"""What to call the two outcomes of an `OutcomeComparison`."""

Contract = TypeVar("Contract", Jobs, Operations, Trips)


def compare_engines(
    workload: Workload, roster: Roster, *, days: int | None = None, first_day: date | None = None
) -> OutcomeComparison:
    """Serve a replication with both engines, and compare what comes out.

    Parameters
    ----------
    workload, roster
        The replication.
    days
        How many of its days, from the first; all of them when absent.
    first_day
        The day on which it begins, for the texts of a difference.

    Examples
    --------
    >>> from simulator import draw, load_scenario
    >>> scenario = load_scenario("scenarios/textbook/mm1.yaml")
    >>> compare_engines(*draw(scenario, seed=1), days=1).difference is None
    True
    """
    if days is not None:
        workload = first_days(workload, days)
    model = serve(workload, roster, engine="simpy")
    compiled = serve(workload, roster, engine="compiled")
    return compare(model, compiled, workload, roster, first_day=first_day)


def first_days(workload: Workload, days: int) -> Workload:
    """Return what comes on the first days of a workload: an engine needs room for all it is given.

    Jobs keep their numbers. What comes later could not begin before the new horizon.
    """
    horizon = min(workload.horizon, days * DAY)
    begun = np.flatnonzero((workload.jobs.begin != NONE) & (workload.jobs.begin < horizon))
    n_jobs = int(begun[-1] + 1 + workload.jobs.dossiers[begun[-1]]) if len(begun) else 0
    first_op = workload.jobs.first_op[: n_jobs + 1]
    ops = _taken(workload.ops, slice(int(first_op[-1])))
    in_person = ops.trips != NONE
    rows = ops.trips.copy()
    rows[in_person] = np.arange(np.count_nonzero(in_person))
    return replace(
        workload,
        horizon=horizon,
        jobs=replace(_taken(workload.jobs, slice(n_jobs)), first_op=first_op),
        ops=replace(ops, trips=rows),
        trips=_taken(workload.trips, ops.trips[in_person]),
    )


def _taken(contract: Contract, chosen: slice | NDArray[np.int32]) -> Contract:
    """Return a part of each array of a contract."""
    return replace(
        contract, **{each.name: getattr(contract, each.name)[chosen] for each in fields(contract)}
    )
