"""Routes: which operations belong to some jobs.

In: the jobs of a `Workload`. Out: numbers of operations. What they are is not looked at.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import Workload, offsets


def operations_of(
    workload: Workload, job: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the operations of some jobs, one route after the other.

    Returns
    -------
    op, first
        Numbers of the operations; those of the k-th job are `op[first[k] : first[k + 1]]`.
    """
    start = workload.jobs.first_op[job]
    return ranges(start, workload.jobs.first_op[job + 1] - start)


def ranges(
    start: NDArray[np.int64], length: NDArray[np.integer]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the numbers in several ranges one after the other, and where each range begins.

    Examples
    --------
    >>> numbers, first = ranges(np.array([5, 9, 2]), np.array([2, 0, 3]))
    >>> numbers.tolist(), first.tolist()
    ([5, 6, 2, 3, 4], [0, 2, 2, 5])
    """
    first = offsets(length)
    return np.arange(first[-1]) + np.repeat(start - first[:-1], length), first
