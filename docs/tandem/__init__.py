"""The model on which `docs/peers.py` compares simulators: five FIFO stations in tandem.

In: the textbook scenario `tandem.yaml`, drawn once by the simulator. Out: `Tandem`, the same
arrivals and service times for everybody, and `Model`, what a simulator has to do with them. Each
module of this package is the tandem in the terms of one simulator, set up in the way that its
documentation gives as the fastest; none draws a random number.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

import simulator
from simulator.demand import Roster, Workload
from simulator.demand.workload import JobKind, OpKind

FILE = Path(__file__).parents[2] / "scenarios" / "textbook" / "tandem.yaml"

SLOW = {
    "period.from": "2021-01-01",
    "period.to": "2031-12-31",
    "period.warm_up": "0 days",
    "procedures.job.volume": "365 per year",
    "procedures.job.steps.receive.exponential.mean": "28.8 h",
    "procedures.job.steps.appraise.exponential.mean": "48 h",
    "procedures.job.steps.approve.exponential.mean": "16.8 h",
    "procedures.job.steps.seal.exponential.mean": "14.4 h",
    "procedures.job.steps.return.exponential.mean": "33.6 h",
}
"""The loads of the scenario on a scale so long that no two jobs are ready at a station in the same
second: there each simulator has an order of its own, and the answers would differ."""


@dataclass(frozen=True, slots=True)
class Tandem:
    """Who comes when, and how long each service takes, in whole seconds."""

    workload: Workload
    roster: Roster
    services: NDArray[np.int64]
    """Operation of the workload that is each job's service at each station. (jobs, stations)"""
    arrivals: NDArray[np.int64]
    """Ascending, from the beginning of the run. Shape (jobs,)."""
    work: NDArray[np.int64]
    """Length of each service. Shape (jobs, stations)."""
    servers: NDArray[np.int64]
    """Number of servers of each station. Shape (stations,)."""
    horizon: int
    """End of the run."""


class Model(Protocol):
    """The tandem in the terms of one simulator, ready to run once."""

    def serve(self) -> None:
        """Serve all jobs until the horizon."""

    def starts(self) -> NDArray[np.int64]:
        """Return when each service was begun; -1 or the horizon and later for those that were not.

        Shape (jobs, stations).
        """


def draw_tandem(seed: int) -> Tandem:
    """Draw the arrivals and service times."""
    workload, roster = simulator.draw(simulator.load_scenario(FILE, overrides=SLOW), seed=seed)
    jobs, ops = workload.jobs, workload.ops
    stations = len(workload.stations.step)
    arrivals = jobs.begin[jobs.kind == JobKind.VISIT]
    services = np.flatnonzero(ops.kind == OpKind.SERVE).reshape(len(arrivals), stations)
    in_order = np.argsort(arrivals, kind="stable")
    services = services[in_order]
    return Tandem(
        workload=workload,
        roster=roster,
        services=services,
        arrivals=arrivals[in_order],
        work=ops.amount[services],
        servers=np.bincount(roster.served, minlength=stations),
        horizon=workload.horizon,
    )
