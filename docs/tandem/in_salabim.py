"""The tandem in salabim: a component a job, a resource a station.

As fast as salabim goes: generators instead of greenlets (`yieldless=False`), no trace, and no
monitors of the resources.
"""

from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import Any

import numpy as np
import salabim
from numpy.typing import NDArray

from tandem import Tandem

VERSION = version("salabim")


class Job(salabim.Component):  # type: ignore[misc]  # salabim has no types
    """A job on its way through the stations."""

    def process(
        self, stations: Sequence[Any], services: Sequence[int], starts: list[float]
    ) -> Iterator[None]:
        """Be served at each station in turn."""
        for number, (station, seconds) in enumerate(zip(stations, services, strict=True)):
            yield self.request(station)
            starts[number] = self.env.now()
            yield self.hold(seconds)
            self.release(station)


class Source(salabim.Component):  # type: ignore[misc]  # the same
    """Lets the jobs arrive."""

    def process(
        self,
        stations: Sequence[Any],
        arrivals: Sequence[int],
        work: Sequence[Sequence[int]],
        starts: list[list[float]],
    ) -> Iterator[None]:
        """Create each job at its arrival."""
        for arrival, services, noted in zip(arrivals, work, starts, strict=True):
            yield self.hold(till=arrival)
            Job(stations=stations, services=services, starts=noted)


class Salabim:
    """Components and resources of salabim."""

    def __init__(self, tandem: Tandem) -> None:
        self._env = salabim.Environment(trace=False, yieldless=False)
        self._horizon = tandem.horizon
        self._starts = np.full(tandem.work.shape, -1).tolist()
        stations = [
            salabim.Resource(capacity=number, monitor=False) for number in tandem.servers.tolist()
        ]
        Source(
            stations=stations,
            arrivals=tandem.arrivals.tolist(),
            work=tandem.work.tolist(),
            starts=self._starts,
        )

    def serve(self) -> None:
        """Run to the horizon."""
        self._env.run(till=self._horizon)

    def starts(self) -> NDArray[np.int64]:
        """Return what the jobs noted down."""
        return np.array(self._starts, np.int64)
