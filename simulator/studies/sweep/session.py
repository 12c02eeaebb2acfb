"""Sessions: runs what a plan asks for and its store lacks, from the plan to the page.

In: a plan and a folder. Out: the store of the sweep there, complete, with a record of how it came
about, and its page. The command line and notebooks go through this; what they say of it is theirs.
"""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing import current_process
from pathlib import Path

from simulator.center.comparing import OutcomeDifference
from simulator.language import _
from simulator.reports.interrupts import Interrupts
from simulator.reports.progress import progress
from simulator.reports.provenance import Check, provenance
from simulator.scenario import Place, ScenarioError
from simulator.studies.checking import ENGINES
from simulator.studies.compiling import compile_engine
from simulator.studies.precision import Precision
from simulator.studies.replicate import checked_seed, draw_seed
from simulator.studies.sweep.checking import CheckedPoint, Showing, check_points, unshown
from simulator.studies.sweep.design import take
from simulator.studies.sweep.fitting import workers_that_fit
from simulator.studies.sweep.plan import SweepPlan
from simulator.studies.sweep.plan_file import read_plan
from simulator.studies.sweep.pools import LocalPool, Pool
from simulator.studies.sweep.reading import Sweep, open_sweep
from simulator.studies.sweep.running import check_engine, run_sweep
from simulator.studies.sweep.store import SweepStore
from simulator.studies.sweep.units import remaining


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
    pool: Callable[[], Pool]
    """Makes the workers."""
    prepare: Callable[[Interrupts], None]
    """Compiles the engine, if it is needed here."""
    check: bool
    """Whether the first month of the first point is served by the SimPy model as well."""
    quiet: bool
    """Whether no progress is shown on stderr."""


def run_plan(
    plan: str | Path | SweepPlan,
    out: str | Path,
    *,
    replications: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    check: bool = True,
    quiet: bool = True,
) -> Sweep:
    """Run a sweep, or go on with it, as `onestop sweep` does, its page included.

    Workers are processes that are started anew: a script calls this below
    ``if __name__ == "__main__":``. It listens to signals, and so belongs into the main thread.

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
    quiet
        Whether no progress is shown on stderr.

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
    SweepStoreError
        If the folder cannot be used.
    MemoryShortError
        If there is not the memory for one replication of every point.
    UnitError
        If a worker fails, or dies three times at the same point.
    EngineDifferenceError
        If the check has found a difference.
    KeyboardInterrupt
        At Ctrl-C and the like; what was finished is stored.
    """
    from simulator.studies.sweep.page import write_page  # noqa: PLC0415  # no worker needs to draw

    if getattr(current_process(), "_inheriting", False):  # a worker reads the script again
        raise RuntimeError('call run_plan below `if __name__ == "__main__":`')
    if seed is not None:
        seed = checked_seed(seed)
    planned, points = checked_plan(plan, replications=replications)
    workers = workers_that_fit(points, workers)
    with SweepStore(Path(out)) as store:
        seed = seed_of(planned, seed, store)
        session = Session(
            seed=seed,
            command=f"run_plan({planned.file!r}, {str(out)!r}, {replications=}, {seed=})",
            pool=lambda: LocalPool(workers),
            prepare=lambda interrupts: compile_engine(lambda: interrupts.heard),
            check=check,
            quiet=quiet,
        )
        take(store, planned, points, seed=session.seed)
        if run_session(planned, points, store, session):
            raise KeyboardInterrupt
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


def seed_of(plan: SweepPlan, asked: int | None, store: SweepStore) -> int:
    """Return the seed: as asked for, else of the plan, else of the store, else drawn."""
    for seed in (asked, plan.seed, store.seed):
        if seed is not None:
            return seed
    return draw_seed()


def run_session(
    plan: SweepPlan, points: Sequence[CheckedPoint], store: SweepStore, session: Session
) -> bool:
    """Run what the store lacks; return whether it was interrupted.

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
    UnitError, SweepStoreError, PoolError
        As `run_sweep` does.
    EngineDifferenceError
        If the check has found a difference.
    """
    total = remaining(plan, points, store)
    if not total:
        return False
    started = datetime.now(UTC)
    scenario = plan.scenario(points[0].point)
    result: Check = "interrupted" if session.check else None

    def origin() -> dict[str, object]:
        return provenance(
            scenario,
            command=session.command,
            seed=session.seed,
            started=started,
            engine="compiled",
            check=result,
        )

    counts_replications = isinstance(plan.replications, int)
    things = _("replications") if counts_replications else _("scenarios")
    with Interrupts() as interrupts:
        interrupts.hold()  # Numba would swallow what is raised while it compiles.
        session.prepare(interrupts)
        number = store.begin_session(origin())
        with interrupts.heeded():
            interrupts.release()
            with session.pool() as pool:
                if session.check:
                    result = check_engine(plan, points, session.seed, pool)
                    if result.difference:
                        raise EngineDifferenceError(result.difference)
                with progress(total, things, quiet=session.quiet) as advance:

                    def tell(replications: int, scenarios: int) -> None:
                        for _one in range(replications if counts_replications else scenarios):
                            advance()
                        interrupts.release()

                    run_sweep(plan, points, store, pool, seed=session.seed, advance=tell)
        store.end_session(number, origin())
        return interrupts.heard
