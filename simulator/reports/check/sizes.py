"""Sizes in words: how much memory a replication takes, and whether there is as much.

In: the expected sizes of scenarios, and the memory that is free. Out: a line for the page of a
check, and what to change where it does not fit. How a size is estimated is not known here.
"""

from collections.abc import Sequence

from simulator.demand.size import Size
from simulator.language import _
from simulator.reports.figures import COUNT, Unit, number

_MEGABYTES = Unit(" MB", scale=1e-6, decimals=0)
_GIGABYTES = Unit(" GB", scale=1e-9, decimals=1)
_GIGABYTE = 1e9

SMALL = 0.1
"""Share of the memory that is free up to which a replication needs no more said."""


def memory_text(size: float) -> str:
    """Write a number of bytes.

    Examples
    --------
    >>> memory_text(64.2e6), memory_text(3.25e9)
    ('64 MB', '3.2 GB')
    """
    return number(size, _GIGABYTES if size >= _GIGABYTE else _MEGABYTES)


def size_line(size: Size, available: int | None) -> str:
    """Say what a replication takes, and what there is where that is not many times as much.

    Parameters
    ----------
    size
        Its expected size.
    available
        Bytes that are free; None where that is not known.
    """
    words = {"operations": number(size.operations, COUNT), "memory": memory_text(size.memory)}
    if available is not None and size.memory <= SMALL * available:
        message = _(
            "A replication has about {operations} operations and takes about {memory} of memory."
        )
    elif available is None:
        message = _(
            "A replication has about {operations} operations and takes about {memory} of memory; "
            "how much is free is not known here."
        )
    else:
        message = _(
            "A replication has about {operations} operations and takes about {memory} of memory; "
            "{available} are free."
        )
        words["available"] = memory_text(available)
    return message.format(**words)


def memory_problem(needed: Sequence[float], available: int | None) -> str | None:
    """Say that the largest of some replications takes more memory than there is; None if not.

    Parameters
    ----------
    needed
        Bytes that a replication takes, of each scenario.
    available
        Bytes that are free; None where that is not known.
    """
    most = max(needed)
    return None if available is None or most <= available else beyond_memory(most, available)


def beyond_memory(needed: float, available: int) -> str:
    """Say that a replication takes more memory than there is, and what to change.

    Parameters
    ----------
    needed, available
        Bytes that it takes, and that are free.
    """
    return _(
        "one replication takes about {needed} of memory, and {available} are free: shorten the "
        "period or the warm-up, make the volumes smaller, or use a machine with more memory"
    ).format(needed=memory_text(needed), available=memory_text(available))
