"""What a command needs of memory, told before anything is computed.

In: how large replications are expected to be. Out: nothing where they fit; or it leaves. How a size
is estimated, and how it is put into words, is not known here.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

from typing import TYPE_CHECKING

from simulator.cli.console import refuse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.demand.size import Size


def refuse_beyond_memory(sizes: "Iterable[Size]", *, with_simpy: bool = False) -> None:
    """Leave where a replication of one of several scenarios takes more memory than there is.

    Parameters
    ----------
    sizes
        Of a replication of each; they are run one after the other.
    with_simpy
        Whether the SimPy model serves all of them, and not a month only.
    """
    from simulator.demand.memory import available_memory
    from simulator.reports.check.sizes import memory_problem

    needed = [size.memory_in_simpy if with_simpy else size.memory for size in sizes]
    if problem := memory_problem(needed, available_memory()):
        refuse(problem)
