"""Runs the textbook scenarios and says what they came to, with an interval over replications."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from simulator.center.outcome import Outcome
from simulator.center.serving import serve
from simulator.demand import PreparedScenario, draw_replication
from simulator.demand.roster import Roster
from simulator.demand.workload import NONE, Workload
from simulator.scenario import load_scenario

FOLDER = Path(__file__).parents[2] / "scenarios" / "textbook"
CONFIDENCE = 0.999
MINUTE = 60


@dataclass(frozen=True)
class Interval:
    """A mean over replications with its half-width, by Student's t."""

    mean: float
    half_width: float

    def __contains__(self, exact: float) -> bool:
        return abs(exact - self.mean) <= self.half_width

    def is_sharp(self, share: float) -> bool:
        """Whether the interval is narrow enough to tell a wrong value from the exact one."""
        return self.half_width <= share * abs(self.mean)


def interval(values: NDArray[np.float64]) -> Interval:
    """The interval of the mean of independent replications."""
    spread = values.std(ddof=1) / np.sqrt(len(values))
    return Interval(
        float(values.mean()), float(stats.t.ppf((1 + CONFIDENCE) / 2, len(values) - 1) * spread)
    )


@dataclass(frozen=True)
class Served:
    """A replication, and what a textbook asks of it."""

    workload: Workload
    roster: Roster
    outcome: Outcome

    def waits(self, station: int | None = None) -> NDArray[np.float64]:
        """Minutes between ready and start of the services of the period that were begun."""
        return self._minutes("start", station)

    def sojourns(self) -> NDArray[np.float64]:
        """Minutes between ready and finish of the services of the period that were finished."""
        return self._minutes("finish", None)

    def _minutes(self, until: str, station: int | None) -> NDArray[np.float64]:
        ops, times = self.workload.ops, self.outcome.ops
        end = getattr(times, until)
        counted = (times.ready >= self.workload.period_start) & (end != NONE) & (ops.amount > 0)
        if station is not None:
            counted &= ops.where == station
        return np.asarray((end - times.ready)[counted] / MINUTE)

    @property
    def minutes(self) -> float:
        """Length of the reported period."""
        return (self.workload.horizon - self.workload.period_start) / MINUTE


def replications(
    name: str, number: int = 10, seed: int = 2021, overrides: Mapping[str, object] | None = None
) -> Iterator[Served]:
    """Serve replications of a textbook scenario, one after the other."""
    plan = PreparedScenario(load_scenario(FOLDER / f"{name}.yaml", overrides=overrides or {}))
    for replication in range(number):
        workload, roster = draw_replication(plan, seed=seed, replication=replication)
        yield Served(workload, roster, serve(workload, roster))


def estimate(
    name: str,
    *measures: Callable[[Served], float],
    number: int = 10,
    overrides: Mapping[str, object] | None = None,
) -> list[Interval]:
    """The interval of each measure of a textbook scenario."""
    values = [
        [measure(served) for measure in measures]
        for served in replications(name, number, overrides=overrides)
    ]
    return [interval(column) for column in np.array(values, np.float64).T]


def mean_wait(served: Served) -> float:
    """Wq in minutes."""
    return float(served.waits().mean())


def mean_sojourn(served: Served) -> float:
    """W in minutes."""
    return float(served.sojourns().mean())


def mean_queue(served: Served) -> float:
    """Lq, the waits of the period over its length."""
    return float(served.waits().sum()) / served.minutes


def mean_in_system(served: Served) -> float:
    """L, the sojourns of the period over its length."""
    return float(served.sojourns().sum()) / served.minutes


def share_that_waits(served: Served) -> float:
    """P(wait): the share of those not called in the second of their arrival."""
    return float((served.waits() > 0).mean())


def share_within(minutes: float) -> Callable[[Served], float]:
    """P(Wq ≤ minutes)."""
    return lambda served: float((served.waits() <= minutes).mean())
