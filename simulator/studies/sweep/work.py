"""What a worker does: a few replications of one scenario, sent there with all that they need.

In: a `Unit`. Out: `Done`, the measures of as many of its replications as a worker makes in a few
seconds. A worker keeps nothing between units but the compiled scenario of the last ones, so that
it does not matter which unit comes to which worker, nor whether one dies.
"""

from collections import OrderedDict
from dataclasses import dataclass
from time import monotonic

from simulator.center import serve
from simulator.center.comparing import OutcomeComparison
from simulator.demand import PreparedScenario, draw_replication
from simulator.demand.capacity import period_load
from simulator.demand.size import MONTH
from simulator.measures import Measures, Replicated, measure
from simulator.reports.program import identity
from simulator.scenario import Scenario
from simulator.studies.checking import compare_engines
from simulator.studies.names import scenario_labels
from simulator.studies.precision import Precision

UNIT_SECONDS = 5.0
"""After so long a worker hands over what it has: that much is lost if the sweep is killed."""

KEPT_PLANS = 2
"""Compiled scenarios that a worker keeps: of a unit in parts, the second part may come later."""

_plans: OrderedDict[str, PreparedScenario] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Unit:
    """Replications of one scenario, in their order."""

    scenario: Scenario
    hash: str
    seed: int
    first: int
    """Number of the first replication."""
    stop: int
    """Number after the last one."""
    precision: Precision | None
    """Ends it before, where intervals are narrow enough."""
    earlier: Replicated | None
    """The measures that precision is asked of, in the replications before."""
    version: str
    """Of the program that sent it."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a worker has finished of a unit: at least one replication."""

    found: Replicated
    """All measures of each replication."""
    enough: bool
    """Whether precision asks for no more."""
    load: float | None
    """Of the bottleneck over the period, work ÷ hours on duty; comes with replication 0."""


class VersionError(RuntimeError):
    """A worker of another version, which is named: its numbers could be others."""


def work(unit: Unit) -> Done:
    """Replicate a scenario until the unit is finished, precise enough, or the time is up.

    Raises
    ------
    VersionError
        If the worker has another version of the program.
    ValueError
        If the scenario cannot be compiled.
    """
    if (own := identity()) != unit.version:
        raise VersionError(own)
    plan = _plan_of(unit)
    until = monotonic() + UNIT_SECONDS
    finished: list[Measures] = []
    labels, watch = scenario_labels(unit.scenario), None
    for number in range(unit.first, unit.stop):
        workload, roster = draw_replication(plan, seed=unit.seed, replication=number)
        measures = measure(serve(workload, roster), workload, roster, labels)
        finished.append(measures)
        if unit.precision and unit.earlier is not None:
            if watch is None:
                watch = unit.precision.watch(unit.earlier.index)
                for before in unit.earlier.rows():
                    watch.add(*before)
                rows = [measures.index.row(key) for key in unit.earlier.index]
            watch.add(measures.values[rows], measures.counts[rows], measures.samples)
            if watch.enough:
                break
        if monotonic() > until:
            break
    return Done(
        found=Replicated.of(finished),
        enough=bool(watch and watch.enough),
        load=None if unit.first else period_load(plan).load,
    )


def _plan_of(unit: Unit) -> PreparedScenario:
    """Return the compiled scenario of a unit, kept from before if it was among the last."""
    plan = _plans.pop(unit.hash, None) or PreparedScenario(unit.scenario)
    _plans[unit.hash] = plan
    while len(_plans) > KEPT_PLANS:
        _plans.popitem(last=False)
    return plan


def check_first_month(scenario: Scenario, seed: int) -> OutcomeComparison:
    """Serve the first month of the first replication by both engines, where the work is done."""
    workload, roster = draw_replication(PreparedScenario(scenario), seed=seed, replication=0)
    return compare_engines(workload, roster, days=MONTH, first_day=scenario.period.first_day)
