"""Writes ticket logs as a ticket machine exports them: CSV, in local dates and times.

In: a `TicketLog`. Out: a file that `read_tickets` reads again. How the log came about is not known
here.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulator.demand.workload import DAY, NONE
from simulator.records.tickets import Ending, TicketLog

HEADINGS: Mapping[str, str] = {
    what: what
    for what in ("office", "ticket", "queue", "taken", "called", "finished", "counter", "state")
}
"""The columns that are written, and what is written above them."""

STATES = {
    Ending.UNKNOWN: "",
    Ending.SERVED: "served",
    Ending.CALLED_IN_VAIN: "no-show",
    Ending.LEFT: "left",
}
"""How a ticket ended, as a log says it."""


def write_tickets(log: TicketLog, path: Path, *, headings: Mapping[str, str] = HEADINGS) -> None:
    """Write a log as CSV.

    Tickets are numbered from 1, by queue and day.

    Parameters
    ----------
    log
        The log.
    path
        The file; it is packed if its name ends in ``.gz``.
    headings
        The columns, of `HEADINGS`, and what is written above each.
    """
    day = pd.Series(log.taken // DAY)
    columns: dict[str, Callable[[], object]] = {
        "office": lambda: _named(log.offices, log.office[log.queue]),
        "ticket": lambda: day.groupby([log.queue, day]).cumcount() + 1,
        "queue": lambda: _named(log.queues, log.queue),
        "taken": lambda: _moments(log, log.taken),
        "called": lambda: _moments(log, log.called),
        "finished": lambda: _moments(log, log.finished),
        "counter": lambda: _named((*log.counters, ""), log.counter),
        "state": lambda: _named([STATES[end] for end in Ending], log.ending),
    }
    table = pd.DataFrame({heading: columns[what]() for what, heading in headings.items()})
    table.to_csv(path, index=False, lineterminator="\n")


def _named(names: Sequence[str], code: NDArray[np.integer]) -> NDArray[np.object_]:
    named: NDArray[np.object_] = np.array(names, object)[code]
    return named


def _moments(log: TicketLog, seconds: NDArray[np.int64]) -> NDArray[np.object_]:
    """Return moments as local dates and times; empty where there is none."""
    moments = np.datetime64(log.first_day, "s") + seconds.astype("timedelta64[s]")
    texts = pd.DatetimeIndex(moments).strftime("%Y-%m-%d %H:%M:%S")
    return np.where(seconds == NONE, "", texts.to_numpy(object))
