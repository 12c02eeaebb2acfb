"""Scores: how near predictions of queue-days came to what was seen.

In: waits by queue-day, predictions of what they come to, and the queue and the office-day of each.
Out: figures, errors, correlations, and the interval of a difference. A *queue-day* is one queue on
one day, an *office-day* one office on one day. Where predictions come from is not known here.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import MINUTE
from simulator.measures import Estimate, measure_named, student_interval
from simulator.measures.tallies import Segments, ratios

FIGURES = ("wait_mean", "wait_p90", "wait_within_15", "wait_within_30")
"""What is predicted of the waits of a queue-day, as the catalogue of measures has it."""

WITHIN = (15, 30)
"""Minutes of the last two."""

NO_SPREAD = 1e-12
"""What rounding leaves of none."""


def figures_of(
    wait: NDArray[np.int64], queue_day: NDArray[np.int64], n: int
) -> NDArray[np.float64]:
    """Return what waits come to by queue-day.

    Parameters
    ----------
    wait
        Seconds from a ticket to its call. Shape (tickets,).
    queue_day
        Of each, from 0 to n - 1. Shape (tickets,).

    Returns
    -------
    The `FIGURES`, in minutes and as shares; nan where nobody was called. Shape (figures, n).

    Examples
    --------
    >>> waits = np.array([0, 1200, 600])
    >>> figures_of(waits, np.array([0, 0, 1]), 2).tolist()
    [[10.0, 10.0], [18.0, 10.0], [0.5, 1.0], [1.0, 1.0]]
    """
    waits = Segments.of(wait, queue_day, n)
    shares = [
        ratios(np.bincount(queue_day[wait <= minutes * MINUTE], minlength=n), waits.counts).values
        for minutes in WITHIN
    ]
    mean, p90 = waits.means(unit=MINUTE).values, waits.quantiles(0.9, unit=MINUTE).values
    return np.stack([mean, p90, *shares])


@dataclass(frozen=True, slots=True)
class Score:
    """How near the predictions of one figure came, over the queue-days that have both."""

    error: float
    """Mean absolute error."""
    bias: float
    """Mean of prediction less what was seen."""
    correlation: float
    """Over all queue-days; nan where one side does not vary."""
    within: float
    """The same of the log deviations from the queue's own mean; 0 of a static prediction."""
    n: int
    """Queue-days."""


def score(
    figure: str,
    predicted: NDArray[np.float64],
    seen: NDArray[np.float64],
    queue: NDArray[np.int64],
    *,
    is_static: bool = False,
) -> Score:
    """Score the predictions of a figure.

    Parameters
    ----------
    figure
        One of `FIGURES`.
    predicted, seen
        By queue-day; where one is nan, the queue-day is left out. Shapes (queue-days,).
    queue
        Of each queue-day. Shape (queue-days,).
    is_static
        Whether the prediction of a queue is meant to be the same on every day: that it differs a
        little when a day is predicted from the others tells nothing of the day.
    """
    both = ~(np.isnan(predicted) | np.isnan(seen))
    predicted, seen, queue = predicted[both], seen[both], queue[both]
    if not len(seen):
        return Score(np.nan, np.nan, np.nan, np.nan, 0)
    apart = predicted - seen
    return Score(
        error=float(np.abs(apart).mean()),
        bias=float(apart.mean()),
        correlation=_correlation(predicted - predicted.mean(), seen - seen.mean()),
        within=0.0 if is_static else within_correlation(figure, predicted, seen, queue),
        n=len(apart),
    )


def within_correlation(
    figure: str,
    predicted: NDArray[np.float64],
    seen: NDArray[np.float64],
    queue: NDArray[np.int64],
) -> float:
    """Return the correlation of what is predicted and seen beside what a queue is like always.

    Of a wait it is the deviation of log(1 + minutes) from its mean over the queue's days, so that
    twice as long counts as much in a short queue as in a long one, and no wait at all is no
    infinity; of a share the plain deviation. 0 where no prediction deviates.
    """
    if measure_named(figure).unit == "min":
        predicted, seen = np.log1p(predicted), np.log1p(seen)
    found = _correlation(_from_own_mean(predicted, queue), _from_own_mean(seen, queue))
    return 0.0 if np.isnan(found) else found


def error_difference(
    one: NDArray[np.float64],
    other: NDArray[np.float64],
    seen: NDArray[np.float64],
    office_day: NDArray[np.int64],
) -> Estimate:
    """Estimate by how much the mean absolute error of one prediction is more than of another.

    Office-days are the unit: what happens in the queues of an office on a day is not independent.

    Parameters
    ----------
    one, other, seen
        By queue-day; where one is nan, the queue-day is left out. Shapes (queue-days,).
    office_day
        Of each queue-day. Shape (queue-days,).

    Notes
    -----
    The difference is a ratio R = ∑d ÷ ∑n over office-days, with d the sum of the differences and n
    the number of queue-days of each; the interval is that of the mean of R + (d − R·n) ÷ mean n
    (Cochran, *Sampling Techniques*, §2.11).
    """
    more = np.abs(one - seen) - np.abs(other - seen)
    both = ~np.isnan(more)
    _found, place = np.unique(office_day[both], return_inverse=True)
    total, number = np.bincount(place, weights=more[both]), np.bincount(place)
    if not len(number):
        return student_interval(np.empty(0))
    ratio = total.sum() / number.sum()
    return student_interval(ratio + (total - ratio * number) / number.mean())


def _from_own_mean(values: NDArray[np.float64], queue: NDArray[np.int64]) -> NDArray[np.float64]:
    _found, place = np.unique(queue, return_inverse=True)
    mean = np.bincount(place, weights=values) / np.bincount(place)
    return np.asarray(values - mean[place])


def _correlation(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Return the correlation of deviations; nan where one of them is none."""
    spread = sqrt(float(one @ one) * float(other @ other))
    return float(one @ other) / spread if spread > NO_SPREAD else np.nan
