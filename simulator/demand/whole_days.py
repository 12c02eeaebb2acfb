"""Times in whole days: a citizen comes on a day, and so many days later is a whole number.

In: times in seconds, and uniforms. Out: days; up or down by chance, so that their mean is that of
the times, or up, for what cannot be on the same day. What happens after these days is not known
here.
"""

from simulator.demand.kernel_parts import inlined
from simulator.demand.workload import DAY


@inlined
def whole_days(seconds: int, uniform: float) -> int:
    """Return ⌊days + uniform⌋: a time of 2.3 days becomes 3 with chance 0.3, else 2.

    Rounding up would add half a day to every mean. A whole number of days stays what it is, so that
    0 days are the same day, later (R2, R11), and a constant of 1 day the next. These are calendar
    days before the move to an open day: the visit comes on the first open day at least as many days
    on, so that weekends and holidays still add to what is stated.

    Parameters
    ----------
    seconds
        A time, 0 or more.
    uniform
        A uniform in (0, 1) of its own, independent of the time.

    Examples
    --------
    >>> whole_days(198_720, 0.71), whole_days(198_720, 0.69), whole_days(86_400, 0.99)
    (3, 2, 1)
    """
    return (seconds + int(uniform * DAY)) // DAY


@inlined
def days_rounded_up(seconds: int) -> int:
    """Return the least whole number of days that is not less than a time: of 2.3 days, 3."""
    return -(-seconds // DAY)
