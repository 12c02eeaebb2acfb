"""Services where only calls are known: the pace at which the days of a log come out as they were.

In: a `PaceTrial`. Out: `FittedPace`. A log of calls does not tell how long a service lasts. So the
days are served again at other paces, until the waits of the queue-days are nearest to those seen:
from busy periods as a first guess, longer or shorter for each company of queues that have counters
in common, while two values are the same for all of the office: `hurry`, by which services quicken
with the queue, and how long citizens wait before they leave without a word. Within a company, the
guess says which services are longer than others: waits tell little of that, as its queues share the
time of the same counters.
"""

from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import HOUR
from simulator.studies.fit.busy import BusyPeriods
from simulator.studies.fit.ranges import Fitted, ends, resamples
from simulator.studies.fit.trial import Pace, PaceTrial

COARSE = 1.35 ** np.arange(-3, 4)
FINE = 1.1 ** np.arange(-2, 3)
"""Factors on the services of a company: the first time, and from its best ones on."""

USUAL_HURRY, ITS_SPREAD = 0.2, 0.1
USUAL_HOURS, THEIR_SPREAD = 4.0, 2.0
"""What offices are like, as far as is known, and how far they are from it: hurry, and the hours of
patience, whose spread is a factor."""
BESIDE = 0.01
"""Part of the error by which a pace must be better, to be once its spread from the usual one: days
tell little of how they would be if more came, and the usual pace goes astray the least there."""
NEVER = 64.0
"""Hours of patience of who never leaves: so long nobody waits."""
HURRIES, PATIENCES = (0.2, 0.3, 0.4, 0.1, 0.0), (4.0, 2.0, 8.0, NEVER)
"""What is tried, the usual ones first; patience in hours."""


class FittedPace(NamedTuple):
    """The pace of an office, with the ranges that it may lie in."""

    service: tuple[Fitted, ...]
    """Mean seconds of a service while nobody else waits, by queue of the trial."""
    hurry: Fitted
    patience: Fitted | None
    """Mean seconds; None where nobody leaves."""


@dataclass(frozen=True, slots=True, eq=False)
class _Tried:
    """A pace that was tried."""

    pair: int
    """Number of its hurry and patience."""
    pace: Pace
    apart: NDArray[np.float64]
    """How far the mean waits were from those seen, in minutes. Shape (companies, days)."""


class _Search:
    """What has been tried so far."""

    def __init__(self, trial: PaceTrial) -> None:
        self._trial, self._busy = trial, BusyPeriods(trial)
        companies, self._company = np.unique(trial.company, return_inverse=True)
        place = np.searchsorted(trial.queues, trial.days.queue)
        days, day = np.unique(trial.days.day, return_inverse=True)
        self._shape = len(companies), len(days)
        self._cell = np.ravel_multi_index((self._company[place], day), self._shape)
        self._factor = np.ones(len(companies))
        self.tried: list[_Tried] = []
        self._beside: list[float] = []

    def look(self, hurry: float, hours: float) -> None:
        """Try services with a hurry and some hours of patience."""
        patience = np.inf if hours >= NEVER else hours * HOUR
        guess = self._busy.service(hurry)
        for grid in (FINE,) if self._beside else (COARSE, FINE):
            own = [self._try(guess, factor * self._factor, hurry, patience) for factor in grid]
            best = np.argmin([each.apart.sum(axis=1) for each in own], axis=0)
            self._factor = self._factor * grid[best]
        self._beside.append(_beside(hurry, hours))

    def _try(
        self, guess: NDArray[np.float64], factor: NDArray[np.float64], hurry: float, patience: float
    ) -> _Tried:
        pace = Pace(guess * factor[self._company], hurry, patience)
        apart = np.abs(self._trial.waits(pace) - self._trial.days.seen[0])
        by_cell = np.bincount(self._cell, apart, minlength=self._shape[0] * self._shape[1])
        tried = _Tried(len(self._beside), pace, by_cell.astype(np.float64).reshape(self._shape))
        self.tried.append(tried)
        return tried

    def best(self, weight: NDArray[np.float64]) -> Pace:
        """Return the best pace where days count so often; each company has its own best."""
        apart = np.array([each.apart for each in self.tried]) @ weight
        pairs = np.array([each.pair for each in self.tried])
        chosen = [
            np.flatnonzero(pairs == pair)[np.argmin(apart[pairs == pair], axis=0)]
            for pair in range(len(self._beside))
        ]
        errors = [np.take_along_axis(apart, rows[None], axis=0).sum() for rows in chosen]
        rows = chosen[int(np.argmin(np.array(errors) * self._beside))]
        services = np.array([each.pace.service for each in self.tried])
        queues = np.arange(len(self._company))
        pace = self.tried[rows[0]].pace
        return Pace(services[rows[self._company], queues], pace.hurry, pace.patience)

    @property
    def days(self) -> int:
        """Days of the trial that anything is seen of."""
        return self._shape[1]


def _beside(hurry: float, hours: float) -> float:
    """Return the factor on the error of a pace that is not the usual one."""
    apart = (
        (hurry - USUAL_HURRY) / ITS_SPREAD,
        np.log(hours / USUAL_HOURS) / np.log(THEIR_SPREAD),
    )
    return float(1 + BESIDE * np.square(apart).sum())


def pace_of(trial: PaceTrial, known: tuple[float, float] | None = None) -> FittedPace:
    """Find the pace at which the queue-days of a trial are nearest to what was seen.

    Which pace is best where days are drawn again, as often as before, tells the ranges.

    Parameters
    ----------
    trial
        The days.
    known
        Hurry, and hours of patience, where they are not to be found.
    """
    search = _Search(trial)
    for hurry, hours in [known] if known else product(HURRIES, PATIENCES):
        search.look(hurry, hours)
    found = search.best(np.ones(search.days))
    again = [search.best(weight) for weight in resamples(search.days)] if search.days > 1 else []
    _queues, n = np.unique(trial.log.queue, return_counts=True)

    def ranged(value: float, values: NDArray[np.float64], n: int) -> Fitted:
        return Fitted(value, n, *(ends(values, search.days) if len(values) else ()))

    services = np.array([pace.service for pace in again]).reshape(len(again), len(trial.queues))
    patience = np.array([min(pace.patience, NEVER * HOUR) for pace in again])
    return FittedPace(
        service=tuple(
            ranged(float(value), services[:, queue], int(n[queue]))
            for queue, value in enumerate(found.service)
        ),
        hurry=ranged(found.hurry, np.array([pace.hurry for pace in again]), int(n.sum())),
        patience=ranged(found.patience, patience, int(n.sum()))
        if np.isfinite(found.patience)
        else None,
    )
