"""Keeping: what an experiment finds goes into the store of a folder, and is found there again.

In: a store and the sources of an experiment. Out: `Keeper`, the `Store` that an experiment asks
for. How it is stored is not known here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simulator.measures import MeasureIndex, Replicated
from simulator.results.reading import Found as Kept
from simulator.results.store import Store, scenario_json
from simulator.studies.observing import Seen
from simulator.studies.source import Source
from simulator.studies.work import Found


@dataclass(frozen=True, slots=True)
class Keeper:
    """The `Store` of an experiment in the store of a folder."""

    store: Store
    sources: Mapping[str, Source]
    """Those of the experiment, by key."""
    anew: bool = False
    """Whether all is made again, whatever there is: it comes to the same."""

    def kept(self, key: str, index: MeasureIndex) -> Replicated | None:
        """Return what there is of a source, up to the first replication that is missing."""
        return None if self.anew else self.store.kept(key, index)

    def add(self, key: str, *, first: int, found: Sequence[Found], enough: bool) -> None:
        """Store further replications of a source, in one transaction."""
        text = None
        if first == 0:
            text = scenario_json(self.sources[key].scenario)
        loads = [one.seen for one in found if isinstance(one.seen, float)]
        self.store.add(
            key,
            first=first,
            found=[_kept(one) for one in found],
            enough=enough,
            load=loads[0] if loads else None,
            text=text,
        )


def _kept(found: Found) -> Kept:
    """Return what is stored of a replication."""
    seen = found.seen
    if isinstance(seen, Seen):
        return Kept(found.measures, seen.details, seen.day)
    return Kept(found.measures)
