"""The result of a run: what every page and every file is made from.

In: a scenario and the measures of its replications. Out: `Result`, with an estimate of every
measure and a way to look them up by what they are taken over. It knows nothing of formats.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

from simulator.measures import (
    DayRecord,
    Details,
    Estimate,
    MeasureIndex,
    MeasureKey,
    Measures,
    Replicated,
    Scope,
    Series,
    student_interval,
    summarize_all,
)
from simulator.scenario import Scenario


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class Result:
    """One scenario, run."""

    scenario: Scenario
    seed: int
    planned: int
    """Replications asked for; fewer have finished if the run was interrupted."""
    replications: tuple[Measures, ...]
    """The finished replications, from 0; at least one."""
    estimates: Mapping[MeasureKey, Estimate]
    """Every measure over the replications, in the order of the catalogue."""
    details: tuple[Details, ...]
    """What pictures need of each replication."""
    day: DayRecord | None
    """One day of the first replication, for its picture; None where no day was open."""

    @classmethod
    def of(
        cls,
        scenario: Scenario,
        *,
        seed: int,
        planned: int,
        replications: Sequence[Measures],
        details: Sequence[Details],
        day: DayRecord | None = None,
    ) -> "Result":
        """Summarize replications of a scenario.

        Raises
        ------
        ValueError
            If there is none.
        """
        estimates = summarize_all(replications)
        return cls(scenario, seed, planned, tuple(replications), estimates, tuple(details), day)

    @property
    def index(self) -> MeasureIndex:
        """The measures of the scenario."""
        return self.replications[0].index

    def __getitem__(self, measure: MeasureKey | str) -> Estimate:
        """Return the estimate of a measure by its key or full name; KeyError if there is none."""
        return self.estimates[self.index.key(measure)]

    def at(self, measure: str, scope: Scope, label: str) -> Estimate:
        """Return the estimate of a measure at one label of a scope."""
        return self.estimates[MeasureKey(measure, scope, label)]

    def by(self, measure: str, scope: Scope) -> dict[str, Estimate]:
        """Return the estimates of a measure in one scope that counted something, by label."""
        return {
            key.label: self.estimates[key]
            for key in self.index
            if key.measure == measure and key.scope is scope and self.estimates[key].n
        }

    def series(self, measure: MeasureKey | str) -> Series:
        """Return a measure in each replication."""
        return Replicated.of(self.replications, [measure]).series(measure)

    def highest(self, measure: str, scope: Scope) -> tuple[str, Estimate] | None:
        """Return the label with the highest mean of a measure; None where nothing was counted."""
        found = self.by(measure, scope)
        return max(found.items(), key=lambda item: item[1].mean, default=None)

    def share(self, of: Callable[[Measures], float]) -> Estimate:
        """Estimate a share that is no measure of its own.

        Parameters
        ----------
        of
            The derived share of one replication, nan where there was nothing to count.
        """
        values = np.array([of(one) for one in self.replications])
        return student_interval(values, lowest=0.0, highest=1.0)


def on_the_due_day_share(result: Result) -> Estimate:
    """Estimate the share of the settled dossiers that are on time, but not before due."""
    return result.share(lambda one: one["on_time_rate"] - one["before_due_rate"])


def overdue_share(result: Result, field: str = "") -> Estimate:
    """Estimate the share of the settled dossiers that are overdue.

    Parameters
    ----------
    result
        The run.
    field
        Of which; empty for all of them.
    """
    in_time = MeasureKey("on_time_rate", Scope.FIELD if field else Scope.ALL, field)
    return result.share(lambda one: 1 - one[in_time])


def in_vain_share(result: Result) -> float:
    """Return the trips in vain ÷ visits, of the means; nan where nobody came.

    It is a share of the visits: who stayed for the result in vain, which is no new visit, came on
    the visit on which the dossier was handed in.
    """
    visits = result["visits"].mean
    return result["trips_in_vain"].mean / visits if visits else nan


def divided(above: NDArray[np.float64], below: NDArray[np.float64]) -> NDArray[np.float64]:
    """Divide, nan where there is nothing to divide by: by replication, as the first axis."""
    return np.asarray(above / np.where(below > 0, below, np.nan))
