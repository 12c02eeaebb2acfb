"""The tandem in plain SimPy: a process a job, a resource a station."""

from collections.abc import Sequence
from importlib.metadata import version

import numpy as np
import simpy
from numpy.typing import NDArray
from simpy.events import ProcessGenerator

from tandem import Tandem

VERSION = version("simpy")


class SimPy:
    """Resources of SimPy."""

    def __init__(self, tandem: Tandem) -> None:
        self._env = simpy.Environment()
        self._stations = [simpy.Resource(self._env, int(number)) for number in tandem.servers]
        self._horizon = tandem.horizon
        self._starts = np.full(tandem.work.shape, -1).tolist()
        self._env.process(self._source(tandem.arrivals.tolist(), tandem.work.tolist()))

    def serve(self) -> None:
        """Run to the horizon."""
        self._env.run(until=self._horizon)

    def starts(self) -> NDArray[np.int64]:
        """Return what the jobs noted down."""
        return np.array(self._starts)

    def _source(self, arrivals: Sequence[int], work: Sequence[Sequence[int]]) -> ProcessGenerator:
        for arrival, services, starts in zip(arrivals, work, self._starts, strict=True):
            yield self._env.timeout(arrival - self._env.now)
            self._env.process(self._job(services, starts))

    def _job(self, services: Sequence[int], starts: list[float]) -> ProcessGenerator:
        for number, (station, seconds) in enumerate(zip(self._stations, services, strict=True)):
            with station.request() as request:
                yield request
                starts[number] = self._env.now
                yield self._env.timeout(seconds)
