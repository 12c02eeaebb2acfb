"""Times in whole days: a citizen comes on a day, and so many days later is a whole number.

In: times in seconds, and uniforms. Out: days; up or down by chance, so that their mean is that of
the times, or up, for what cannot be on the same day. What happens after these days is not known
here.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import DAY


def whole_days(seconds: NDArray[np.int64], uniform: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return ⌊days + uniform⌋: a time of 2.3 days becomes 3 with chance 0.3, else 2.

    Rounding up would add half a day to every mean. A whole number of days stays what it is, so that
    0 days are the same day, later (R2, R11), and a constant of 1 day the next. These are calendar
    days before the move to an open day: the visit comes on the first open day at least as many days
    on, so that weekends and holidays still add to what is stated.

    Parameters
    ----------
    seconds
        Times, 0 or more. Shape (n,).
    uniform
        Uniforms in (0, 1) of their own, independent of the times. Shape (n,).

    Examples
    --------
    >>> whole_days(np.array([198_720, 198_720, 86_400, 0]), np.array([0.71, 0.69, 0.99, 0.99]))
    array([3, 2, 1, 0])
    """
    return (seconds + (uniform * DAY).astype(np.int64)) // DAY


def days_rounded_up(seconds: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the least whole number of days that is not less than a time: of 2.3 days, 3."""
    return -(-seconds // DAY)
