"""Reads the file of a plan: base, grid, cases, replications, targets.

In: the path of a plan. Out: a `SweepPlan` and its checked design points, or one error with every
problem of the plan and of the scenarios that it leads to, each with file, line, path and value.
What a plan and a scenario may hold is not known here.
"""

from collections.abc import Iterator
from pathlib import Path

from simulator.language import _
from simulator.scenario import Problem, Resolved, Scenario, ScenarioError, read_resolved
from simulator.scenario.loading import left_removals, read_section, without_consequences
from simulator.scenario.names import as_on_disk
from simulator.scenario.nodes import Node
from simulator.scenario.paths import set_path
from simulator.scenario.problems import MOST_PROBLEMS, KeyPath
from simulator.scenario.reader import read_file
from simulator.studies.replicate import Showing, unshown
from simulator.studies.sweep.checking import Asked, CheckedPoint, check_points
from simulator.studies.sweep.plan import Axis, Case, SweepPlan
from simulator.studies.sweep.plan_model import MOST_POINTS, PlanFile


def read_plan(
    path: str | Path, *, showing: Showing = unshown
) -> tuple[SweepPlan, list[CheckedPoint]]:
    """Read a plan, and resolve every design point.

    Parameters
    ----------
    path
        A YAML file; the base is found from its folder.
    showing
        Given the number of design points, a context that is told of each that is checked.

    Raises
    ------
    ScenarioError
        With every problem.
    """
    path = as_on_disk(Path(path))
    tree, problems = read_file(path)
    if tree is None:
        raise ScenarioError(problems)
    if message := _is_scenario(tree):
        raise ScenarioError([*problems, Problem.at(tree.place, ("base",), message)])
    said, tree, found = _read(tree, path.parent)
    problems += without_consequences(found, problems)
    if said is None:
        raise ScenarioError(problems)
    points: list[CheckedPoint] = []
    try:
        base = read_resolved(said.base)
    except ScenarioError as error:
        raise ScenarioError([*problems, *error.problems]) from None
    problems += _wrong_bounds(said, tree, base)
    plan = _plan(said, tree, str(path), base)
    if len(plan) > MOST_POINTS:
        message = _("the design has {n} points: at most {most} are swept")
        place = tree.nearest(("vary",)).place
        message = message.format(n=len(plan), most=MOST_POINTS)
        problems.append(Problem.at(place, ("vary",), message))
    else:
        points, found = check_points(plan, _asked(said, tree), showing)
        problems += found
    if problems:
        raise ScenarioError(problems)
    return plan, points


def _is_scenario(tree: Node) -> str:
    """Return what to say of a file that is a scenario; nothing for any other."""
    keys = {*Scenario.model_fields, "extends"}
    if tree.child("base") is None and keys & tree.entries.keys():
        return _("this is a scenario, not a plan: name it as `base: FILE` in a plan of its own")
    return ""


def _read(tree: Node, folder: Path) -> tuple[PlanFile | None, Node, list[Problem]]:
    """Read what can be read: what is wrong is told, and the rest read without it.

    Returns
    -------
    said : PlanFile or None
        None where there is nothing to go on with.
    tree : Node
        What it was read from.
    problems : list of Problem
        What was left out, and why.
    """
    problems = {problem.path: problem for problem in left_removals(tree, but=("vary", "cases"))}
    is_whole = True
    while True:
        said, told = read_section(PlanFile, tree, folder=folder, is_whole=is_whole)
        for _path, problem in told:
            problems.setdefault(problem.path, problem)
        faults = {path if tree.at(path) else path[:-1] for path, _problem in told} - {()}
        if said or len(problems) > MOST_PROBLEMS or not faults:
            return said, tree, list(problems.values())
        tree, is_whole = tree.pruned(faults), False


def _plan(said: PlanFile, tree: Node, file: str, base: Resolved) -> SweepPlan:
    """Make the design of what was read; its values are nodes, so that they know their places."""
    return SweepPlan(
        file=file,
        base=base,
        axes=tuple(Axis(path, tree.nearest(("vary", path)).items) for path in said.vary),
        cases=tuple(
            Case(name, tuple((path, tree.nearest(("cases", name, path))) for path in settings))
            for name, settings in said.cases.items()
        )
        or (Case("", ()),),
        replications=said.asked,
        seed=said.seed,
        targets=tuple(said.targets.values()),
        years=said.years,
        decide_at_most=said.decide.at_most if said.decide else None,
        bounds=said.bounds,
    )


def _wrong_bounds(said: PlanFile, tree: Node, base: Resolved) -> Iterator[Problem]:
    """Tell of bounds of what the base has not."""
    for path, (least, _most) in said.bounds.items():
        try:
            set_path(base.tree, path, Node(tree.nearest(("bounds", path)).place, least))
        except ScenarioError as error:
            yield from error.problems


def _asked(said: PlanFile, tree: Node) -> Asked:
    """Return where the plan names each measure."""
    paths: list[KeyPath] = [("targets", name) for name in said.targets]
    asked = {str(path[-1]): (tree.nearest(path).place, path) for path in paths}
    if said.precision:
        path = ("precision", "measure")
        asked[said.precision.measure] = tree.nearest(path).place, path
    return asked
