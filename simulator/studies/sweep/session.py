"""Sessions: runs what a plan asks for and its store lacks, from the plan to its results.

In: a plan and a folder. Out: the store of the sweep there, complete, with a record of how it came
about. The command line and notebooks go through this; what they say of it is theirs.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from multiprocessing import current_process
from pathlib import Path

from simulator.results.store import resumed
from simulator.scenario import Place, ScenarioError
from simulator.studies.compiling import compile_engine
from simulator.studies.experiment import Event
from simulator.studies.pools.choosing import workers_that_fit
from simulator.studies.pools.processes import Processes
from simulator.studies.precision import Precision
from simulator.studies.replicate import Showing, checked_seed, seed_of, unshown
from simulator.studies.session import CountedWork, stop_at_difference
from simulator.studies.sweep.checking import CheckedPoint, check_points
from simulator.studies.sweep.design import SweepQuestion
from simulator.studies.sweep.plan import SweepPlan
from simulator.studies.sweep.plan_file import read_plan
from simulator.studies.sweep.reading import Sweep, open_sweep


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
    """Run a sweep, or go on with it, as `onestop sweep` does.

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
        precision is asked for), and then how many levels are to be decided, a context that gives
        what to call when one more is done, as `simulator.cli.progress.progress` does.

    Returns
    -------
    Sweep
        Its results, to be closed after use; `onestop report` makes the page of them.

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
    if getattr(current_process(), "_inheriting", False):  # a worker reads the script again
        raise RuntimeError('call run_plan below `if __name__ == "__main__":`')
    if seed is not None:
        seed = checked_seed(seed)
    planned, points = checked_plan(plan, replications=replications)
    workers = workers_that_fit(max(each.source.size.memory for each in points), workers)
    compile_engine()
    question = SweepQuestion(planned, points)
    with resumed(Path(out)) as store:
        seed = seed_of(seed, planned.seed, store.seed)
        command = f"run_plan({planned.file!r}, {str(out)!r}, {replications=}, {seed=})"
        session = question.session(store, seed=seed, command=command, check=check)
        if not session.is_done:
            with session, Processes(workers) as pool:
                for part in session.parts:
                    with showing(part.to_do) as advance:
                        part.run(pool, partial(_heeded, part, advance))
    return open_sweep(out)


def _heeded(part: CountedWork, advance: Callable[[], None], event: Event) -> None:
    """Take what is finished."""
    stop_at_difference(event)
    for _thing in range(part.done(event)):
        advance()


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
