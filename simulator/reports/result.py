"""The result of a run: what every page and every file is made from.

In: a scenario and the measures of its replications. Out: `Result`, with an estimate of every
measure and a way to look them up by what their suffix stands for. It knows nothing of formats.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import nan
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.measures import (
    DayRecord,
    Details,
    Estimate,
    Measures,
    student_interval,
    summarize_all,
)
from simulator.measures.catalogue import Scope
from simulator.scenario import STEPS, Scenario
from simulator.scenario.vocabulary import WEEKDAYS


class Suffix(NamedTuple):
    """What the suffix of a measure's name stands for; empty texts where it says nothing."""

    scope: Scope
    step: str = ""
    field: str = ""
    group: str = ""
    hour: str = ""
    """Hour of arrival, two digits."""
    weekday: str = ""
    """Day of the week of arrival: `mon`."""


def parse_name(name: str, scenario: Scenario) -> tuple[str, Suffix]:
    """Part the full name of a measure, as `wait_mean.receive/land`, from what it is taken over."""
    stem, _, label = name.partition(".")
    return stem, _suffix(label, scenario) if label else Suffix(Scope.ALL)


def _suffix(label: str, scenario: Scenario) -> Suffix:
    step, slash, field = label.partition("/")
    if slash:
        return Suffix(Scope.STATION, step=step, field=field)
    if label in STEPS:
        return Suffix(Scope.STEP, step=label)
    if label in scenario.fields:
        return Suffix(Scope.FIELD, field=label)
    if label in scenario.staff:
        return Suffix(Scope.GROUP, group=label)
    if label in WEEKDAYS:
        return Suffix(Scope.WEEKDAY, weekday=label)
    return Suffix(Scope.HOUR, hour=label.removesuffix("h"))


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """One scenario, run."""

    scenario: Scenario
    seed: int
    planned: int
    """Replications asked for; fewer have finished if the run was interrupted."""
    replications: tuple[Measures, ...]
    """The finished replications, from 0; at least one."""
    estimates: Mapping[str, Estimate]
    """Every measure over the replications, by full name, in the order of the catalogue."""
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

    def __getitem__(self, name: str) -> Estimate:
        """Return the estimate of a measure by its full name; KeyError if there is no such."""
        return self.estimates[name]

    def by(self, stem: str, scope: Scope) -> dict[str, Estimate]:
        """Return the estimates of a measure in one scope that counted something, by label."""
        found = {}
        for name, estimate in self.estimates.items():
            own, suffix = parse_name(name, self.scenario)
            if own == stem and suffix.scope is scope and estimate.n:
                found[name.partition(".")[2]] = estimate
        return found

    def highest(self, stem: str, scope: Scope) -> tuple[str, Estimate] | None:
        """Return the label with the highest mean of a measure; None where nothing was counted."""
        found = self.by(stem, scope)
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


def overdue_share(result: Result, suffix: str = "") -> Estimate:
    """Estimate the share of the settled dossiers that are overdue.

    Parameters
    ----------
    result
        The run.
    suffix
        Empty for all of them, else that of a field, as `.land`.
    """
    in_time = f"on_time_rate{suffix}"
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
