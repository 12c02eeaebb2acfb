"""Yardsticks: what predicts queue-days without a model.

In: queue-days of a log, and those of them that may be known beforehand. Out: predictions of their
figures. Two know other days alone, as a model does: they are the same on every day. Three see the
present, ticket by ticket, and so are no rivals of a model of tomorrow: what was last called, who
stands at the head, and how many wait (Ibrahim and Whitt 2009, "Real-time delay estimation based on
delay history", Manufacturing & Service Operations Management 11(3)).
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import NONE
from simulator.studies.validation.queue_days import QueueDays
from simulator.studies.validation.scores import figures_of

MEAN, MEDIAN = "mean", "median"
"""Those that know other days alone."""

LAST_CALLED, HEAD, LENGTH = "last_called", "head", "length"
"""Those that see the present."""


def of_other_days(days: QueueDays, known: NDArray[np.bool_]) -> dict[str, NDArray[np.float64]]:
    """Predict the figures of each queue-day by those of the same queue on other days.

    Parameters
    ----------
    days
        The queue-days.
    known
        Which of them may be known; of these each day is predicted by the others.

    Returns
    -------
    The mean over the tickets of the other days (of the P90, that of the days, weighted by tickets),
    and the median over the days; nan where there is no other day. Shapes (figures, queue-days).
    """
    mean, median = (np.full(days.seen.shape, np.nan) for _each in range(2))
    for row in range(len(days)):
        others = known & (days.queue == days.queue[row])
        others[row] = False
        if others.any():
            seen = days.seen[:, others]
            mean[:, row] = np.average(seen, axis=1, weights=days.called[others])
            median[:, row] = np.median(seen, axis=1)
    return {MEAN: mean, MEDIAN: median}


class TicketLine(NamedTuple):
    """The tickets of a queue-day that were called, in the order of taking, s. Shapes (tickets,)."""

    taken: NDArray[np.int64]
    called: NDArray[np.int64]

    @property
    def overtaken(self) -> NDArray[np.int64]:
        """The latest call of each ticket and those before it."""
        return np.maximum.accumulate(self.called)

    @property
    def waiting_time(self) -> int:
        """Seconds during which anybody waits."""
        since = np.maximum(self.taken, np.append(0, self.overtaken[:-1]))
        return int(np.maximum(self.called - since, 0).sum())

    @property
    def calls_from_a_line(self) -> int:
        """Calls of tickets that have waited."""
        return int((self.called > self.taken).sum())


def seeing_the_present(days: QueueDays, known: NDArray[np.bool_]) -> dict[str, NDArray[np.float64]]:
    """Predict each wait from what is to be seen as the ticket is taken, and the figures by these.

    Parameters
    ----------
    days
        The queue-days.
    known
        Which of them may be known beforehand: how fast a queue goes on is taken from the others.

    Returns
    -------
    Shapes (figures, queue-days); nan where it is not known how fast the queue goes on.
    """
    lines = _lines(days)
    seconds = np.array([line.waiting_time for line in lines], np.float64)
    calls = np.array([line.calls_from_a_line for line in lines], np.float64)
    pace = _of_others(days, known, seconds) / _of_others(days, known, calls)
    found: dict[str, NDArray[np.float64]] = {}
    for name, predict in PREDICTORS.items():
        waits = [predict(line, each) for line, each in zip(lines, pace, strict=True)]
        place = np.repeat(np.arange(len(days)), [len(each) for each in waits])
        wait = np.concatenate(waits) if waits else np.empty(0)
        figures = figures_of(np.nan_to_num(wait).astype(np.int64), place, len(days))
        found[name] = np.where(np.isnan(pace) & (name == LENGTH), np.nan, figures)
    return found


def last_called(line: TicketLine, _pace: float = 0.0) -> NDArray[np.float64]:
    """Return the wait of who was called last; none before the first call of the day.

    Examples
    --------
    >>> line = TicketLine(np.array([0, 10, 20, 30]), np.array([5, 25, 50, 60]))
    >>> last_called(line).tolist()
    [0.0, 5.0, 5.0, 15.0]
    """
    order = np.argsort(line.called, kind="stable")
    wait = np.append(0, (line.called - line.taken)[order])
    return wait[np.searchsorted(line.called[order], line.taken, side="right")].astype(np.float64)


def head_of_line(line: TicketLine, _pace: float = 0.0) -> NDArray[np.float64]:
    """Return how long who stands at the head of the line has waited; none where nobody waits.

    Examples
    --------
    >>> line = TicketLine(np.array([0, 10, 20, 30]), np.array([5, 25, 50, 60]))
    >>> head_of_line(line).tolist()
    [0.0, 0.0, 10.0, 10.0]
    """
    head = np.searchsorted(line.overtaken, line.taken, side="right")
    waited = line.taken - line.taken[head.clip(max=len(line.taken) - 1)]
    return np.asarray(np.maximum(waited, 0), np.float64)


def queue_length(line: TicketLine, pace: float) -> NDArray[np.float64]:
    """Return how many wait, times the seconds between two calls while anybody waits.

    Examples
    --------
    >>> line = TicketLine(np.array([0, 10, 20, 30]), np.array([5, 25, 50, 60]))
    >>> queue_length(line, 10.0).tolist()
    [0.0, 0.0, 10.0, 10.0]
    """
    before = np.searchsorted(np.sort(line.called), line.taken, side="right")
    return np.asarray(np.maximum(np.arange(len(line.taken)) - before, 0) * pace)


PREDICTORS: Mapping[str, Callable[[TicketLine, float], NDArray[np.float64]]] = {
    LAST_CALLED: last_called,
    HEAD: head_of_line,
    LENGTH: queue_length,
}
"""Given a line and its pace, the wait that is predicted of each ticket."""


def _lines(days: QueueDays) -> list[TicketLine]:
    log = days.log
    own = np.flatnonzero((days.of_ticket != NONE) & (log.called != NONE))
    own = own[np.argsort(days.of_ticket[own], kind="stable")]
    parts = np.split(own, np.cumsum(days.called)[:-1]) if len(days) else []
    return [TicketLine(log.taken[rows], log.called[rows]) for rows in parts]


def _of_others(
    days: QueueDays, known: NDArray[np.bool_], values: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Sum values over the other days of each queue that are known; nan where that is nothing."""
    total = np.bincount(days.queue, weights=values * known)[days.queue] - values * known
    return np.where(total > 0, total, np.nan)
