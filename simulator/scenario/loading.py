"""Loads a scenario file: reading, merging, the schema and every check, in one call.

In comes the path of a file and overrides; out comes a ``Scenario``, or one error with every problem
that could be found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from simulator.language import _
from simulator.scenario import checks, feasibility
from simulator.scenario.messages import problems_of
from simulator.scenario.model import Scenario
from simulator.scenario.problems import Problem, ScenarioError
from simulator.scenario.reader import Mark
from simulator.scenario.resolving import Overrides, Resolved, read_resolved

if TYPE_CHECKING:
    from pathlib import Path


def load_scenario(path: str | Path, *, overrides: Overrides = ()) -> Scenario:
    """Read, merge and check a scenario file.

    Parameters
    ----------
    path
        A YAML file; the files that it extends are found from its folder.
    overrides
        Values by path, set in their order: ``{"staff.land.officers": 3}``, or texts as on the
        command line, ``["staff.land.officers=3"]``, whose values are read as YAML.

    Returns
    -------
    Scenario
        With all defaults filled in.

    Raises
    ------
    ScenarioError
        With every problem of the file, those it extends, and the overrides.

    Examples
    --------
    >>> scenario = load_scenario(
    ...     "scenarios/textbook/mm1.yaml", overrides={"staff.clerks.officers": 2}
    ... )
    >>> scenario.name.en, scenario.staff["clerks"].officers
    ('M/M/1', 2)
    """
    return validated(read_resolved(path, overrides=overrides))


def validated(resolved: Resolved) -> Scenario:
    """Return the scenario that was put together, checked.

    Raises
    ------
    ScenarioError
        With every problem, those of `resolved` included.
    """
    tree = resolved.tree
    if plan := list(checks.check_is_no_plan(tree)):
        raise ScenarioError(plan)
    first = list(resolved.problems)
    first += [
        Problem.at(node.place, path, _("there is nothing here that ~ could remove"))
        for path, node in tree.walk()
        if node.value is Mark.REMOVE
    ]
    further: list[Problem] = []
    scenario: Scenario | None = None
    try:
        scenario = Scenario.model_validate(tree.plain(), context={"folder": resolved.folder})
        further += checks.check_sources(tree, scenario)
    except ValidationError as error:
        further += problems_of(error, tree, Scenario)
    for check in (
        checks.check_names,
        checks.check_flows,
        checks.check_stations,
        checks.check_queues,
        checks.check_courier,
    ):
        further += check(tree)
    # A line that could not be read rightly has further problems only as a consequence, and of one
    # value the first problem found is the telling one.
    misread = {(problem.file, problem.line) for problem in first}
    told: dict[tuple[str, int | None, str], Problem] = {}
    for problem in further:
        if (problem.file, problem.line) not in misread:
            told.setdefault((problem.file, problem.line, problem.path), problem)
    if scenario and not (first or told):
        first += feasibility.check_run(tree, scenario)
    if scenario is None or first or told:
        raise ScenarioError((*first, *told.values()))
    return scenario
