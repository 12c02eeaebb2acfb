"""The shelf: replications of the scenarios that were tried last, so that none is served twice.

In: what experiments find. Out: a `Keeping` for each of them that begins with what is there; and
sources that draw who comes in the first replication once for all of the same citizens. How much
there is stays the same, however many scenarios are tried.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import Self

from simulator.demand import Workload
from simulator.measures import MeasureIndex, Measures, Replicated
from simulator.results.kept import KeptReplication as Kept
from simulator.studies.last_used import LastUsed
from simulator.studies.source import Source
from simulator.studies.work import Found

MOST_SCENARIOS = 64
"""Scenarios of which replications are on the shelf: those of all seats, and some to spare."""

MOST_WORKLOADS = 2
"""Workloads of the first replication that are remembered: of today, and of another demand."""


class Drawn(Source):
    """A source that remembers workloads, for whoever is served the same citizens next."""

    @classmethod
    def like(cls, source: Source) -> Self:
        """Return a source that remembers."""
        return cls(source.key, source.workload_key, source.first_day, source.size, source.packed)

    def workload(self, seed: int, replication: int) -> Workload:
        """Draw who comes with what in a replication, or take it from before."""
        known = _later if replication else _first
        key = self.workload_key, seed, replication
        with suppress(KeyError):
            return known[key]
        known[key] = workload = super().workload(seed, replication)
        return workload


_first = LastUsed[tuple[str, int, int], Workload](MOST_WORKLOADS)
_later = LastUsed[tuple[str, int, int], Workload](1)
"""Of the first replications, and of the last that was served. Only one thread draws at a time
(`streaming.alone`)."""


class Shelf:
    """Replications by the key of their source, all of one seed; those used last stay."""

    def __init__(self, most: int = MOST_SCENARIOS) -> None:
        self._found = LastUsed[str, tuple[Measures, ...]](most)
        self._lock = Lock()

    def taken(self, key: str) -> tuple[Measures, ...]:
        """Return what there is of a source, from replication 0 on."""
        with self._lock:
            return self._found.get(key, ())

    def put(self, key: str, found: Sequence[Measures]) -> None:
        """Put replications of a source there, from 0 on, unless it has as many."""
        with self._lock:
            if len(found) > len(self._found.get(key, ())):
                self._found[key] = tuple(found)


@dataclass(frozen=True, slots=True)
class Borrowed:
    """What keeps the replications of one experiment, and shares them by a shelf."""

    shelf: Shelf
    _found: dict[str, list[Measures]] = field(default_factory=dict)

    def kept(self, key: str, index: MeasureIndex) -> Replicated | None:
        """Return what there is of a source from before."""
        found = self._found.setdefault(key, list(self.shelf.taken(key)))
        return Replicated.of(found, index) if found else None

    def add(self, key: str, *, first: int, found: Sequence[Found], enough: bool) -> None:  # noqa: ARG002  # a store's
        """Keep further replications of a source."""
        own = self._found[key]
        own.extend(each.measures for each in found[len(own) - first :])
        self.shelf.put(key, own)

    def found(self, key: str) -> list[Kept]:
        """Return the replications of a source."""
        return [Kept(measures) for measures in self._found.get(key, ())]

    def measures(self, key: str) -> list[Measures]:
        """Return the same, as measures."""
        return list(self._found.get(key, ()))
