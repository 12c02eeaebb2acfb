"""The tandem in Ciw: a network of nodes, each of which sends everybody on to the next."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import ciw
import numpy as np
from numpy.typing import NDArray

from tandem import Tandem

VERSION = version("ciw")


class OwnTimes(ciw.dists.Distribution):  # type: ignore[misc]  # Ciw has no types
    """Service times that customers bring, by their number.

    Ciw's own `Sequential` gives them out in the order of starting, which past the first station is
    not that of the jobs.
    """

    def __init__(self, seconds: Sequence[float]) -> None:
        self._seconds = seconds

    def sample(self, t: float | None = None, ind: Any = None) -> float:  # noqa: ARG002  # Ciw's call
        """Return the service time of a customer."""
        number: int = ind.id_number  # from 1
        return self._seconds[number - 1]


class Ciw:
    """A network of Ciw."""

    def __init__(self, tandem: Tandem) -> None:
        gaps = np.diff(tandem.arrivals, prepend=0).astype(float).tolist()
        stations = len(tandem.servers)
        router = ciw.routing
        network = ciw.create_network(
            arrival_distributions=[
                ciw.dists.Sequential([*gaps, float("inf")]),
                *[None] * (stations - 1),
            ],
            service_distributions=[OwnTimes(own.astype(float).tolist()) for own in tandem.work.T],
            number_of_servers=tandem.servers.tolist(),
            routing=router.NetworkRouting(
                routers=[
                    *(router.Direct(to=node) for node in range(2, stations + 1)),
                    router.Leave(),
                ]
            ),
        )
        self._simulation = ciw.Simulation(network)
        self._shape = tandem.work.shape
        self._horizon = tandem.horizon

    def serve(self) -> None:
        """Run to the horizon."""
        self._simulation.simulate_until_max_time(self._horizon)

    def starts(self) -> NDArray[np.int64]:
        """Return the starts of the records, those of services not finished included."""
        starts = np.full(self._shape, -1)
        records = self._simulation.get_all_records(only=["service"], include_incomplete=True)
        for record in records:
            if record.service_start_date:
                starts[record.id_number - 1, record.node - 1] = record.service_start_date
        return starts
