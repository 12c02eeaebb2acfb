"""Sessions: runs what a plan asks for and its store lacks, from the plan to the page.

In: a plan and a folder. Out: the store of the sweep there, complete, with a record of how it came
about, and its page. The command line and notebooks go through this; what they say of it is theirs.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing import current_process
from pathlib import Path

from simulator.center.comparing import OutcomeDifference
from simulator.demand.capacity import period_load
from simulator.results.provenance import Check, Provenance, provenance
from simulator.results.store import Store, resumed
from simulator.scenario import Place, ScenarioError
from simulator.studies.checking import ENGINES
from simulator.studies.compiling import compile_engine
from simulator.studies.experiment import Event, Experiment, Finished, Point
from simulator.studies.keeping import Keeper
from simulator.studies.pools import Pool
from simulator.studies.pools.choosing import workers_that_fit
from simulator.studies.pools.processes import Processes
from simulator.studies.precision import Precision, Until
from simulator.studies.replicate import Replication, Showing, checked_seed, draw_seed, unshown
from simulator.studies.running import run
from simulator.studies.source import Source
from simulator.studies.sweep.checking import CheckedPoint, check_points
from simulator.studies.sweep.design import take
from simulator.studies.sweep.plan import SweepPlan
from simulator.studies.sweep.plan_file import read_plan
from simulator.studies.sweep.reading import Sweep, open_sweep


class EngineDifferenceError(RuntimeError):
    """The compiled engine and the SimPy model differ: a defect of the program."""

    def __init__(self, difference: OutcomeDifference) -> None:
        super().__init__(difference.text(*ENGINES))
        self.difference = difference
        """In what."""


@dataclass(frozen=True, slots=True)
class Session:
    """How a sweep is run, this time."""

    seed: int
    command: str
    """What repeats it."""
    pool: Callable[[], AbstractContextManager[Pool]]
    """Makes the workers."""
    check: bool
    """Whether the first month of the first point is served by the SimPy model as well."""
    showing: Showing
    """Is told of each replication that is finished, or scenario where precision is asked for."""


def run_plan(
    plan: str | Path | SweepPlan,
    out: str | Path,
    *,
    replications: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    check: bool = True,
    showing: Showing = unshown,
) -> Sweep:
    """Run a sweep, or go on with it, as `onestop sweep` does, its page included.

    Workers are processes that are started anew: a script calls this below
    ``if __name__ == "__main__":``.

    Parameters
    ----------
    plan
        A plan file, or a plan that has been read.
    out
        Folder of the sweep. What it has of the plan is kept, and only what is missing is run.
    replications
        Of each point, in place of what the plan says, a precision included.
    seed
        Of the chances, likewise; that of the folder, or else a drawn one, where neither says one.
    workers
        Processes at most; one for each core when absent. There are fewer where memory is short.
    check
        Whether the first month of the first point is served by the SimPy model as well.
    showing
        Shows how far it has come: given how many replications are to be made (or scenarios, where
        precision is asked for), a context that gives what to call when one more is done, as
        `simulator.cli.progress.progress` does.

    Returns
    -------
    Sweep
        Its results, to be closed after use.

    Raises
    ------
    ScenarioError
        With every problem of the plan, before anything is run.
    ValueError, TypeError
        If the seed is out of range, or no whole number.
    RuntimeError
        If a worker comes here, as it reads the script that started it.
    FolderError
        If the folder cannot be used.
    MemoryShortError
        If there is not the memory for one replication of every point.
    PointError
        If a worker fails, or dies three times at the same point.
    EngineDifferenceError
        If the check has found a difference.
    KeyboardInterrupt
        At Ctrl-C; what was finished is stored.
    """
    from simulator.studies.sweep.page import write_page  # noqa: PLC0415  # no worker needs to draw

    if getattr(current_process(), "_inheriting", False):  # a worker reads the script again
        raise RuntimeError('call run_plan below `if __name__ == "__main__":`')
    if seed is not None:
        seed = checked_seed(seed)
    planned, points = checked_plan(plan, replications=replications)
    workers = workers_that_fit(max(each.source.size.memory for each in points), workers)
    compile_engine()
    with resumed(Path(out)) as store:
        seed = seed_of(planned, seed, store)
        session = Session(
            seed=seed,
            command=f"run_plan({planned.file!r}, {str(out)!r}, {replications=}, {seed=})",
            pool=lambda: Processes(workers),
            check=check,
            showing=showing,
        )
        take(store, planned, points, seed=seed)
        run_session(planned, points, store, session)
        with ExitStack() as opened:
            found = opened.enter_context(open_sweep(out))
            write_page(found)
            opened.pop_all()
        return found


def checked_plan(
    plan: str | Path | SweepPlan, *, replications: int | None = None, showing: Showing = unshown
) -> tuple[SweepPlan, list[CheckedPoint]]:
    """Read a plan, and check it.

    Parameters
    ----------
    plan
        A plan file, or a plan that has been read.
    replications
        Of each point, in place of what the plan says.
    showing
        Is told of each point that is checked.

    Raises
    ------
    ScenarioError
        With every problem.
    """
    if isinstance(plan, SweepPlan):
        names = {target.measure for target in plan.targets}
        if isinstance(plan.replications, Precision):
            names |= set(plan.replications.targets)
        asked = {name: (Place(plan.file), ("targets", name)) for name in sorted(names)}
        points, problems = check_points(plan, asked, showing)
        if problems:
            raise ScenarioError(problems)
    else:
        plan, points = read_plan(plan, showing=showing)
    if replications is not None:
        if replications < 1:
            raise ValueError(f"at least one replication is due, not {replications}")
        plan = replace(plan, replications=replications)
    return plan, points


def seed_of(plan: SweepPlan, asked: int | None, store: Store) -> int:
    """Return the seed: as asked for, else of the plan, else of the store, else drawn."""
    for seed in (asked, plan.seed, store.seed):
        if seed is not None:
            return seed
    return draw_seed()


def load_of(source: Source, one: Replication) -> float | None:
    """Return the load of the bottleneck over the period, work ÷ hours on duty, once of a source."""
    return None if one.index else period_load(source.prepared).load


def experiment_of(
    plan: SweepPlan, points: Sequence[CheckedPoint], store: Store, *, seed: int
) -> Experiment:
    """Return the experiment that brings what the store of a sweep lacks; it has taken the plan."""
    asked = plan.replications
    keeper = Keeper(store, {each.hash: each.source for each in points})
    until = Until.made(asked) if isinstance(asked, int) else asked
    experiment = Experiment(seed, until, store=keeper, observer=load_of)
    experiment.extend(Point(each.point.label, each.source) for each in points)
    return experiment


def run_session(
    plan: SweepPlan, points: Sequence[CheckedPoint], store: Store, session: Session
) -> None:
    """Run what the store lacks, and record how it came about.

    Parameters
    ----------
    plan, points
        What to do, checked; the store has taken it.
    store
        Where it goes.
    session
        How.

    Raises
    ------
    PointError, FolderError, PoolError
        As `simulator.studies.running.run` does.
    EngineDifferenceError
        If the check has found a difference.
    """
    experiment = experiment_of(plan, points, store, seed=session.seed)
    if not experiment.left:
        return
    started = datetime.now(UTC)
    scenario = points[0].source.scenario
    check: Check = None
    if session.check:
        experiment.check(Point(points[0].point.label, points[0].source))
        check = "interrupted"

    def origin() -> Provenance:
        return provenance(
            scenario,
            command=session.command,
            seed=session.seed,
            started=started,
            engine="compiled",
            check=check,
        )

    counts_replications = isinstance(plan.replications, int)
    total = experiment.left if counts_replications else experiment.unfinished
    number = store.begin_session(origin())
    try:
        with session.pool() as pool, session.showing(total) as advance:

            def heed(event: Event) -> None:
                nonlocal check
                if isinstance(event, Finished):
                    for _one in event.found if counts_replications else range(event.watch.enough):
                        advance()
                    return
                check = event.comparison
                if check.difference:
                    raise EngineDifferenceError(check.difference)

            run(experiment, pool, on_event=heed)
    finally:
        store.end_session(number, origin())
