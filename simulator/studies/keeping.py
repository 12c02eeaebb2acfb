"""Keeping: what an experiment finds is kept, in the store of a folder or in memory.

In: a store, if there is one, and the sources of an experiment. Out: the `Store` that an experiment
asks for, from which its replications are taken when it is over. How it is stored is not known here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from simulator.measures import MeasureIndex, Replicated
from simulator.results.kept import KeptReplication as Kept
from simulator.results.store import Store, scenario_json
from simulator.studies.observing import Seen
from simulator.studies.source import Source
from simulator.studies.work import Found


@dataclass(frozen=True, slots=True)
class Memory:
    """The `Store` of an experiment of which nothing stays."""

    _found: dict[str, list[Kept]] = field(default_factory=dict)

    def kept(self, key: str, index: MeasureIndex) -> Replicated | None:  # noqa: ARG002  # a store's
        """Return nothing: there is none from before."""
        return None

    def add(self, key: str, *, first: int, found: Sequence[Found], enough: bool) -> None:  # noqa: ARG002  # a store's
        """Keep further replications of a source."""
        self._found.setdefault(key, []).extend(map(_kept, found))

    def found(self, key: str) -> list[Kept]:
        """Return the replications of a source."""
        return self._found.get(key, [])


@dataclass(frozen=True, slots=True)
class Keeper:
    """The `Store` of an experiment in the store of a folder."""

    store: Store
    sources: Mapping[str, Source]
    """Those of the experiment, by key."""
    anew: bool = False
    """Whether all is made again, whatever there is: it comes to the same."""
    start: int = 0
    """Number of the first replication, in the store."""

    def kept(self, key: str, index: MeasureIndex) -> Replicated | None:
        """Return what there is of a source, up to the first replication that is missing."""
        return None if self.anew else self.store.kept(key, index, self.start)

    def add(self, key: str, *, first: int, found: Sequence[Found], enough: bool) -> None:
        """Store further replications of a source, in one transaction."""
        text = None
        if first == 0:
            text = scenario_json(self.sources[key].scenario)
        loads = [one.seen for one in found if isinstance(one.seen, float)]
        self.store.add(
            key,
            first=self.start + first,
            found=[_kept(one) for one in found],
            enough=enough and not self.start,  # How many count is said of those from 0 on.
            load=loads[0] if loads else None,
            text=text,
        )

    def found(self, key: str) -> list[Kept]:
        """Return the replications of a source that count."""
        number = self.store.scenario_of(key)
        return list(self.store.found(number, self.sources[key].scenario))


def _kept(found: Found) -> Kept:
    """Return what is stored of a replication."""
    seen = found.seen
    if isinstance(seen, Seen):
        return Kept(found.measures, seen.details, seen.day)
    return Kept(found.measures)
