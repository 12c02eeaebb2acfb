"""Plans: today's scenario with what was moved and typed, put together in memory.

In: a scenario as it was put together, and changes of the page: positions of controls, and values of
keys. Out: `DeskPlan`s, checked as files are; or every problem, with its path. Nothing is read from
disk: a change names no file that today's scenario does not name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from secrets import token_hex

from pydantic_core import to_jsonable_python

from simulator.demand.memory import available_memory
from simulator.language import _, mistake
from simulator.measures.loading import validated
from simulator.reports.check.sizes import memory_problem
from simulator.reports.figures import COUNT, number
from simulator.scenario import Resolved, Scenario, ScenarioError
from simulator.scenario.nodes import Node
from simulator.scenario.problems import Problem
from simulator.studies.comparison import Alternative, comparability_problems
from simulator.studies.experiment import Point, seconds_of
from simulator.studies.source import Source
from simulator.web.controls import Control, controls
from simulator.web.shelf import Drawn

MOST_SECONDS = 30
"""That a replication takes, about: a desk answers at once, or not at all."""

Changes = Mapping[str, object]
"""Values by path, as the page has them."""


@dataclass(frozen=True, eq=False)
class DeskPlan:
    """A scenario on the desk."""

    changes: Changes
    """What it has other than today's."""
    resolved: Resolved
    scenario: Scenario
    source: Source
    key: str = field(default_factory=lambda: token_hex(8))
    """What the page calls it."""

    @classmethod
    def of(cls, resolved: Resolved, changes: Changes | None = None) -> "DeskPlan":
        """Check a scenario that was put together.

        Raises
        ------
        ScenarioError
            With every problem.
        ValueError
            If it cannot be drawn.
        """
        scenario = validated(resolved)
        source = Drawn.of(scenario)
        if problem := memory_problem([source.size.memory], available_memory()):
            raise ValueError(problem)
        if (seconds := seconds_of(source.size, "compiled")) > MOST_SECONDS:
            raise mistake(
                "one replication would take about {seconds} s: shorten the period, or make the "
                "volumes smaller",
                seconds=number(seconds, COUNT),
            )
        return cls(changes or {}, resolved, scenario, source)

    @property
    def point(self) -> Point:
        """The plan, to be tried."""
        return Point(self.key, self.source)

    @cached_property
    def controls(self) -> Mapping[str, Control]:
        """What can be moved of it, by path."""
        return {each.path: each for each in controls(self.scenario)}

    def overrides(self, changes: Changes) -> Mapping[str, object]:
        """Return the values by path that changes come to; two that add to a list come together.

        What was typed stands, whatever a control brings along.
        """
        known, overrides = self.controls, dict[str, object]()
        for path, value in sorted(changes.items(), key=lambda change: change[0] not in known):
            position = known[path].position(value) if path in known else None
            for each, wanted in (position.overrides if position else {path: value}).items():
                before = overrides.get(each)
                if isinstance(before, list) and isinstance(wanted, list):
                    overrides[each] = list(dict.fromkeys((*before, *wanted)))
                else:
                    overrides[each] = wanted
        return overrides

    def as_moved(self, overrides: Mapping[str, object]) -> Changes:
        """Return the position of a control that some values come to, or else the values."""
        wanted = to_jsonable_python(overrides)
        for path, control in self.controls.items():
            for each in control.positions:
                if to_jsonable_python(each.overrides) == wanted:
                    return {path: each.value}
        return dict(wanted)

    def changed(self, changes: Changes) -> "DeskPlan":
        """Return the scenario with changes.

        Raises
        ------
        ScenarioError, ValueError
            As `of`.
        """
        resolved = self.resolved
        for path, value in self.overrides(changes).items():
            is_typed = isinstance(value, str)
            resolved = resolved.overridden([f"{path}={value}"] if is_typed else {path: value})
            told = (each if each.path else replace(each, path=path) for each in resolved.problems)
            resolved = replace(resolved, problems=tuple(told))
        refuse_files(self.resolved.tree, resolved.tree)
        plan = self.of(resolved, changes)
        named = ((_("this plan"), plan), (_("today"), self))
        both = [Alternative(name, None, (), each.scenario) for name, each in named]
        if plan.scenario.period != self.scenario.period:
            raise ValueError("\n".join(comparability_problems(both, ())))
        return plan


def refuse_files(before: Node, after: Node) -> None:
    """Refuse what names files that were not named before.

    Raises
    ------
    ScenarioError
        With each of them.
    """
    known = [node.plain() for _path, node in _files(before)]
    problems = [
        Problem.at(node.place, path, _("a file cannot be named here: it stays as it is"))
        for path, node in _files(after)
        if node.plain() not in known
    ]
    if problems:
        raise ScenarioError(problems)


def _files(tree: Node) -> "Iterator[tuple[tuple[str | int, ...], Node]]":
    """Yield what names files."""
    return (
        (path, node)
        for path, node in tree.walk()
        if path[-1:] == ("extends",) or path[-2:] == ("empirical", "file")
    )
