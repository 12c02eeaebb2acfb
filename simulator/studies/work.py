"""What a worker does: a few replications of some sources, sent there with all that they need.

In: a `WorkUnit`. Out: what each of its replications came to. A worker keeps nothing between units
but prepared scenarios, so that it does not matter which unit comes to which worker, nor whether one
dies. Who is asked, and what becomes of the numbers, is not known here.
"""

from collections.abc import Callable
from dataclasses import dataclass

from simulator.center import Engine, serve
from simulator.center.comparing import OutcomeComparison
from simulator.demand.size import MONTH
from simulator.measures import Measures, measure
from simulator.measures.labels import Labels, labels_of
from simulator.results.program import identity
from simulator.studies.checking import compare_engines
from simulator.studies.replicate import Replication
from simulator.studies.source import Source

Observer = Callable[[Source, Replication], object]
"""Looks at a replication while it is there, where it was served; what it returns is handed over."""


@dataclass(frozen=True, slots=True)
class Serving:
    """How all replications of an experiment are made."""

    seed: int
    engine: Engine
    observer: Observer | None
    version: str
    """Of the program that sends them."""
    start: int = 0
    """The number that the first replication of each source has among all of the seed."""


@dataclass(frozen=True, slots=True)
class WorkUnit:
    """Replications of sources that share their workloads."""

    sources: tuple[Source, ...]
    first: int
    """Number of the first replication, from the start of the serving on."""
    stop: int
    """Number after the last one."""
    serving: Serving


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What a replication came to."""

    measures: Measures
    seen: object
    """What was observed of it; None where nothing was asked for."""


class VersionError(RuntimeError):
    """A worker of another version, which is named: its numbers could be others."""


def work(unit: WorkUnit) -> list[list[Found]]:
    """Make the replications of a unit; return those of each source.

    Raises
    ------
    VersionError
        If the worker has another version of the program.
    """
    serving = unit.serving
    if (own := identity()) != serving.version:
        raise VersionError(own)
    found: list[list[Found]] = [[] for _source in unit.sources]
    known: dict[Labels, Labels] = {}  # One object where they are equal is sent once.
    for number in range(serving.start + unit.first, serving.start + unit.stop):
        workload = unit.sources[0].workload(serving.seed, number)
        for source, own_found in zip(unit.sources, found, strict=True):
            roster = source.roster(serving.seed, number)
            outcome = serve(workload, roster, engine=serving.engine)
            labels = labels_of(workload, roster)
            labels = known.setdefault(labels, labels)
            measures = measure(outcome, workload, roster, labels)
            one = Replication(serving.seed, number, workload, roster, outcome, measures)
            own_found.append(Found(measures, serving.observer and serving.observer(source, one)))
            del one, outcome  # Else the next needs room beside it.
    return found


def check_first_month(source: Source, seed: int) -> OutcomeComparison:
    """Serve the first month of the first replication by both engines."""
    return compare_engines(
        source.workload(seed, 0), source.roster(seed, 0), days=MONTH, first_day=source.first_day
    )
