"""Loads a scenario file: reading, merging, the schema and every check, in one call.

In comes the path of a file and overrides; out comes a ``Scenario``, or one error with every problem
that could be found.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from pydantic import ValidationError

from simulator.language import _
from simulator.scenario import checks, feasibility
from simulator.scenario.messages import problems_of
from simulator.scenario.model import Scenario
from simulator.scenario.nodes import Mark
from simulator.scenario.problems import MOST_PROBLEMS, Problem, ScenarioError
from simulator.scenario.resolving import Overrides, Resolved, read_resolved
from simulator.scenario.units import examples_as_in

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
    texts = [node.value for _path, node in tree.walk() if isinstance(node.value, str)]
    try:
        with examples_as_in(texts):
            scenario = Scenario.model_validate(tree.plain(), context={"folder": resolved.folder})
        further += islice(checks.check_sources(tree, scenario), MOST_PROBLEMS + 1)
    except ValidationError as error:
        further += islice(problems_of(error, tree, Scenario), MOST_PROBLEMS + 1)
    # Of one value, what the schema finds is the telling part, and then the first check.
    known = {(problem.file, problem.line, problem.path) for problem in further}
    for check in (
        checks.check_names,
        checks.check_flows,
        checks.check_stations,
        checks.check_queues,
        checks.check_courier,
    ):
        for problem in islice(check(tree), MOST_PROBLEMS + 1):
            value = (problem.file, problem.line, problem.path)
            if value not in known:
                known.add(value)
                further.append(problem)
    # A line that could not be read rightly has further problems only as a consequence.
    misread = {(problem.file, problem.line) for problem in first}
    further = [problem for problem in further if (problem.file, problem.line) not in misread]
    if scenario and not (first or further):
        first += feasibility.check_run(tree, scenario)
    if scenario is None or first or further:
        raise ScenarioError((*first, *further))
    return scenario
