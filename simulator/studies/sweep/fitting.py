"""Fitting: how many workers of this machine there is memory for.

In: checked points, and how many workers are asked for. Out: how many have room, or an error before
anything is run. What a replication takes was estimated when its point was checked.
"""

from collections.abc import Sequence

from simulator.demand.memory import available_memory
from simulator.demand.size import OF_A_PROCESS
from simulator.reports.sizes import memory_problem
from simulator.studies.sweep.checking import CheckedPoint
from simulator.studies.sweep.pools import cores


class MemoryShortError(ValueError):
    """A replication that takes more memory than there is; the message says what to change."""


def workers_that_fit(points: Sequence[CheckedPoint], asked: int | None) -> int:
    """Return how many processes have room, each at a replication of the largest point.

    Parameters
    ----------
    points
        The points, at least one.
    asked
        How many are asked for; one for each core when absent.

    Raises
    ------
    MemoryShortError
        If there is room for none.
    """
    workers = asked or cores()
    available = available_memory()
    each = OF_A_PROCESS + max(point.memory for point in points)
    if problem := memory_problem([each], available):
        raise MemoryShortError(problem)
    return workers if available is None else min(workers, int(available // each))
