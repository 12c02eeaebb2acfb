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
    first = offsets(workload.jobs.first_op[job + 1] - start)
    return np.arange(first[-1]) + np.repeat(start - first[:-1], np.diff(first)), first
