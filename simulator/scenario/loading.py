"""Loads a scenario file: reading, merging, the schema and every check, in one call.

In comes the path of a file and overrides; out comes a ``Scenario``, or one error with every problem
that could be found.
"""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from simulator.language import _
from simulator.scenario import checks, feasibility
from simulator.scenario.messages import problems_of
from simulator.scenario.model import Scenario
from simulator.scenario.nodes import Node, NoValue
from simulator.scenario.problems import MOST_PROBLEMS, KeyPath, Problem, ScenarioError
from simulator.scenario.resolving import Overrides, Resolved, read_resolved
from simulator.scenario.units import examples_as_in
from simulator.scenario.vocabulary import KeySection

Model = TypeVar("Model", bound=KeySection)


def load_scenario(path: str | Path, *, overrides: Overrides = ()) -> Scenario:
    """Read, merge and check a scenario file: as `simulator.load_scenario`, but for what was seen.

    Raises
    ------
    ScenarioError
        With every problem of the file, those it extends, and the overrides.
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
    first = [*resolved.problems, *left_removals(tree)]
    scenario, told = read_section(Scenario, tree, folder=resolved.folder)
    further = [problem for _path, problem in told]
    if scenario:
        further += islice(checks.check_sources(tree, scenario), MOST_PROBLEMS + 1)
        further += islice(checks.check_ranges(tree, scenario), MOST_PROBLEMS + 1)
        further += checks.check_observed(tree, scenario)
    # Of one value, what the schema finds is the telling part, and then the first check.
    known = {(problem.file, problem.line, problem.path) for problem in further}
    for check in (
        checks.check_names,
        checks.check_flows,
        checks.check_stations,
        checks.check_queues,
        checks.check_appointments,
        checks.check_courier,
    ):
        for problem in islice(check(tree), MOST_PROBLEMS + 1):
            value = (problem.file, problem.line, problem.path)
            if value not in known:
                known.add(value)
                further.append(problem)
    further = without_consequences(further, first)
    if scenario and not (first or further):
        first += feasibility.check_run(tree, scenario)
    if scenario is None or first or further:
        raise ScenarioError((*first, *further))
    return scenario


def read_section(
    model: type[Model], tree: Node, **context: object
) -> tuple[Model | None, list[tuple[KeyPath, Problem]]]:
    """Return what a tree says as a model has it; or None, and what is wrong, by path.

    Parameters
    ----------
    model
        Its keys and their kinds.
    tree
        The values.
    context
        What its validators know beside: `folder`, from which values name files.
    """
    texts = [node.value for _path, node in tree.walk() if isinstance(node.value, str)]
    try:
        with examples_as_in(texts):
            return model.model_validate(tree.plain(), context=context), []
    except ValidationError as error:
        return None, list(islice(problems_of(error, tree, model), MOST_PROBLEMS + 1))


def left_removals(tree: Node, *, but: Collection[str] = ()) -> Iterator[Problem]:
    """Yield each ``~`` of a tree that is left, having removed nothing; `but` in some sections."""
    for path, node in tree.walk():
        if node.value is NoValue.REMOVE and path[0] not in but:
            yield Problem.at(node.place, path, _("there is nothing here that ~ could remove"))


def without_consequences(further: Iterable[Problem], first: Iterable[Problem]) -> list[Problem]:
    """Return the problems that are not of a line that could not be read rightly."""
    misread = {(problem.file, problem.line) for problem in first}
    return [problem for problem in further if (problem.file, problem.line) not in misread]
