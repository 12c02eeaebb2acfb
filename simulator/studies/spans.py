"""Spans of time: how many of them hold a moment.

In: when each span begins, and when each ends. Out: numbers. Whether those are waits, services or
duties is not known here.
"""

import numpy as np
from numpy.typing import NDArray


def number_at(
    moment: NDArray[np.int64] | NDArray[np.float64],
    begin: NDArray[np.int64],
    end: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Return how many spans have begun at each moment, and are not over.

    Parameters
    ----------
    moment
        Any moments. Of any shape.
    begin, end
        Of the spans, each in any order. A span holds the moment at which it begins, and not that at
        which it ends. Shapes (spans,).

    Examples
    --------
    >>> number_at(np.array([0, 10, 20]), np.array([0, 10]), np.array([20, 20]))
    array([1, 2, 0])
    """
    begun, over = (np.searchsorted(np.sort(ends), moment, side="right") for ends in (begin, end))
    return np.asarray(begun - over)
