"""Choosing a pool: whether workers are worth their start, and how many there is memory for.

In: how large the replications are expected to be, and how many there are. Out: a `Pool`, or an
error before anything is run. The estimate is rough, and need not be better: at the threshold both
ways take the same time.
"""

from collections.abc import Sequence

from simulator.center import Engine
from simulator.demand.memory import available_memory
from simulator.demand.size import OF_A_PROCESS, Size
from simulator.studies.experiment import seconds_of
from simulator.studies.pools import Pool
from simulator.studies.pools.processes import Processes, cores
from simulator.studies.pools.this_process import ThisProcess

START_SECONDS = 2.0
"""Until a worker has loaded what it needs: less than that is not to be saved by more of them."""


class MemoryShortError(ValueError):
    """A replication that takes more memory than there is."""

    def __init__(self, needed: float, available: int) -> None:
        super().__init__(
            f"one replication takes {needed / 1e9:.1f} GB of memory, {available / 1e9:.1f} are free"
        )
        self.needed = needed
        self.available = available


def workers_that_fit(memory: float, asked: int | None = None) -> int:
    """Return how many processes have room, each at a replication of the largest point.

    Parameters
    ----------
    memory
        Bytes that such a replication takes.
    asked
        How many are asked for; one for each core when absent.

    Raises
    ------
    MemoryShortError
        If there is room for none.
    """
    workers = asked or cores()
    available = available_memory()
    each = OF_A_PROCESS + memory
    if available is None:
        return workers
    if each > available:
        raise MemoryShortError(each, available)
    return min(workers, int(available // each))


def pool_for(sizes: Sequence[Size], replications: int, engine: Engine) -> Pool:
    """Return this process for what it does in the time in which workers start, else processes.

    Parameters
    ----------
    sizes
        Of a replication of each point.
    replications
        Of each point, at least; 0 where nothing is left.
    engine
        The engine that serves.
    """
    seconds = replications * sum(seconds_of(size, engine) for size in sizes)
    memory = max(each.memory_in_simpy if engine == "simpy" else each.memory for each in sizes)
    try:
        workers = min(workers_that_fit(memory), replications * len(sizes))
    except MemoryShortError:
        return ThisProcess()
    saved = seconds * (1 - 1 / max(workers, 1))
    return Processes(workers) if saved > START_SECONDS else ThisProcess()
