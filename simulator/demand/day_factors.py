"""The day factor: busy days are busy for all, and a busy day may come after a busy one.

In: the open days of a run and of the time before it, and the `Draws` of a replication. Out: a
factor for each day, gamma with mean 1. What it multiplies is not known here.

With memory ρ the factors are the beta-gamma process of Lewis, McKenzie and Hugus (1989, "Gamma
processes"): each day keeps a drawn share of the factor of the open day before, beta with mean ρ,
and adds a gamma of its own. Mean and cv are those without memory, and the correlation of two days
is ρ to the power of the open days between them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.demand.draws import Address, Draws, Purpose
from simulator.demand.kernels import kernel
from simulator.demand.remembering import days_with_past, reach
from simulator.scenario import Scenario


@dataclass(frozen=True, slots=True)
class DayFactors:
    """What the factors of all replications share."""

    cv: float
    memory: float
    days: NDArray[np.int64]
    """Ordinals of the days of which something is drawn, those before the run included. (days,)"""
    row: NDArray[np.int64]
    """Rows of the days that a factor is asked for. Shape (days of the run,)."""

    def draw(self, draws: Draws) -> NDArray[np.float64]:
        """Draw the factor of each day of the run. Shape (days of the run,)."""
        at = Address.of(who=0, day=self.days)
        uniform = draws.uniform(Purpose.DAY_FACTOR, at)
        if not self.memory:
            return gamma_factor(uniform, self.cv)
        from scipy.special import betaincinv  # noqa: PLC0415  # heavy, and only for memory

        shape = self.cv**-2
        kept = betaincinv(
            shape * self.memory,
            shape * (1 - self.memory),
            draws.uniform(Purpose.DAY_MEMORY, at),
        )
        own = (1 - self.memory) * gamma_factor(uniform, self.cv / np.sqrt(1 - self.memory))
        first = gamma_factor(uniform, self.cv)
        return followed_up(first, kept, own, reach(self.memory), self.row)


def day_factors(scenario: Scenario, days: NDArray[np.int64]) -> DayFactors:
    """Lay out what the factors of some open days depend on.

    Parameters
    ----------
    scenario
        A resolved scenario.
    days
        Ordinals, ascending. Shape (days,).
    """
    cv = scenario.demand.day_cv
    memory = scenario.demand.day_memory if cv else 0.0
    if not (memory and len(days)):
        return DayFactors(cv, 0.0, days, np.arange(len(days)))
    first, last = int(days[0]), int(days[-1])
    there = days_with_past(scenario.calendar, first, last, reach(memory), "is_open_day")
    return DayFactors(cv, memory, there, np.searchsorted(there, days))


def gamma_factor(uniform: NDArray[np.float64], cv: float) -> NDArray[np.float64]:
    """Return the factors that uniforms stand for: gamma, mean 1. Shape as `uniform`."""
    if cv == 0:
        return np.ones_like(uniform)
    from scipy.special import gammaincinv  # noqa: PLC0415  # heavy, and only for uneven days

    return np.asarray(gammaincinv(cv**-2, uniform) * cv**2)


@kernel()
def followed_up(
    first: NDArray[np.float64],
    kept: NDArray[np.float64],
    own: NDArray[np.float64],
    back: int,
    rows: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Return the factors of some days, each followed up from `back` days before it.

    Parameters
    ----------
    first
        What a day's factor is if nothing before it is remembered. Shape (days,).
    kept, own
        Share kept of the day before, and what is added to it. Shapes (days,).
    back
        Days that are remembered.
    rows
        The days that are asked for. Shape (asked,).
    """
    factors = np.empty(len(rows))
    for place in range(len(rows)):
        day = rows[place]
        start = max(day - back, 0)
        factor = first[start]
        for later in range(start + 1, day + 1):
            factor = kept[later] * factor + own[later]
        factors[place] = factor
    return factors
