"""Reads the file of a plan: base, grid, cases, replications, targets.

In: the path of a plan. Out: a `SweepPlan`, or one error with every problem of the plan and of the
scenarios that its design points are, each with file, line, path and value. Nothing is run, but
every design point is resolved, so that what begins can be finished.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from simulator.demand import Plan
from simulator.demand.draws import MAX_SEED
from simulator.language import _, ngettext
from simulator.measures import measure_named
from simulator.scenario import Problem, Resolved, Scenario, ScenarioError, read_resolved
from simulator.scenario.number_text import near_match
from simulator.scenario.problems import KeyPath
from simulator.scenario.reader import Mark, Node, read_file
from simulator.scenario.vocabulary import ALL
from simulator.studies.names import names_of
from simulator.studies.precision import LEAST, Precision, target_problem
from simulator.studies.sweep.plan import Axis, Case, DesignPoint, Setting, SweepPlan
from simulator.studies.sweep.targets import Target, amount_of

REPLICATIONS = 10
"""Replications of a plan that does not say how many."""

MOST_REPLICATIONS = 100_000
MOST_POINTS = 100_000
"""Larger plans are taken for a mistake."""

KEYS = (
    "base",
    "vary",
    "cases",
    "replications",
    "precision",
    "seed",
    "targets",
    "bounds",
)
PRECISION_KEYS = ("measure", "half_width", "at_most")


class CheckedPoint(NamedTuple):
    """A design point whose scenario is valid."""

    point: DesignPoint
    hash: str
    """Of its scenario."""
    cost: float
    """Of its officers, a year."""


def read_plan(path: str | Path) -> tuple[SweepPlan, list[CheckedPoint]]:
    """Read a plan, and resolve every design point.

    Parameters
    ----------
    path
        A YAML file; the base is found from its folder.

    Raises
    ------
    ScenarioError
        With every problem.
    """
    path = Path(path)
    tree, problems = read_file(path)
    if tree is None:
        raise ScenarioError(problems)
    reading = _Reading(problems)
    plan = reading.plan(path, tree)
    if plan is None or reading.problems:
        raise ScenarioError(reading.problems)
    return plan, _check_points(plan, tree)


class _Reading:
    """One pass over the keys of a plan, collecting problems."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems

    def report(self, node: Node, path: KeyPath, message: str) -> None:
        self.problems.append(Problem.at(node.place, path, message, node.plain()))

    def plan(self, path: Path, tree: Node) -> SweepPlan | None:
        self.known_keys(tree, (), KEYS)
        axes = self.axes(tree)
        cases = self.cases(tree)
        self.overlaps(tree, axes, cases)
        replications = self.replications(tree)
        seed = self.whole(tree, "seed", 0, MAX_SEED)
        targets = self.targets(tree)
        bounds = self.bounds(tree)
        base = self.base(tree, path.parent)
        if base is None:
            return None
        plan = SweepPlan(str(path), base, axes, cases, replications, seed, targets, bounds)
        if len(plan) > MOST_POINTS:
            told = _("the design has {n} points, more than {most}")
            self.report(tree, ("vary",), told.format(n=len(plan), most=MOST_POINTS))
        return plan

    def known_keys(self, node: Node, path: KeyPath, known: Sequence[str]) -> None:
        for key, child in node.entries.items():
            if key not in known:
                told = _("unknown key{hint}").format(hint=near_match(key, known))
                self.problems.append(Problem.at(child.place, (*path, key), told))

    def entries(self, tree: Node, path: KeyPath) -> dict[str, Node]:
        """Return the entries of a mapping that may be absent; report what is none."""
        node = tree.at(path)
        if node is None:
            return {}
        if not node.is_mapping and node.value is not Mark.EMPTY:
            self.report(node, path, _("a mapping is due: {{key: value}}").format())
        return dict(node.entries)

    def base(self, tree: Node, folder: Path) -> Resolved | None:
        node = tree.child("base")
        if node is None:
            self.report(tree, ("base",), _("this key is missing"))
            return None
        if not isinstance(node.value, str):
            self.report(node, ("base",), _("name the scenario that is varied"))
            return None
        file = folder / node.value
        if not file.is_file():
            files = [each.name for each in file.parent.glob("*.y*ml")]
            told = _("there is no such file{hint}").format(hint=near_match(file.name, files))
            self.report(node, ("base",), told)
            return None
        try:
            return read_resolved(file)
        except ScenarioError as error:
            self.problems += error.problems
            return None

    def axes(self, tree: Node) -> tuple[Axis, ...]:
        axes = []
        for path, node in self.entries(tree, ("vary",)).items():
            here = ("vary", path)
            if not isinstance(node.value, tuple):
                self.report(node, here, _("a list of values is due: [1, 2, 3]"))
                continue
            if not node.items:
                self.report(node, here, _("an axis needs at least one value"))
                continue
            for position, other in enumerate(node.items):
                if any(_same(other, one) for one in node.items[:position]):
                    self.report(other, (*here, position), _("this value is given twice"))
            axes.append(Axis(path, node.items))
        return tuple(axes)

    def cases(self, tree: Node) -> tuple[Case, ...]:
        cases = []
        for name, node in self.entries(tree, ("cases",)).items():
            settings = self.entries(tree, ("cases", name))
            cases.append(Case(name, tuple(settings.items())))
        return tuple(cases) or (Case("", ()),)

    def overlaps(self, tree: Node, axes: Iterable[Axis], cases: Iterable[Case]) -> None:
        """Refuse paths that set the same value: a point would not be what it is called."""
        told = _("sets values that {other} sets too")
        for one, other in combinations([axis.path for axis in axes], 2):
            if _overlap(one, other):
                node = tree.at(("vary", other)) or tree
                self.problems.append(
                    Problem.at(node.place, ("vary", other), told.format(other=f"vary.{one}"))
                )
        for case in cases:
            for path, node in case.settings:
                for axis in axes:
                    if _overlap(axis.path, path):
                        here = ("cases", case.name, path)
                        message = told.format(other=f"vary.{axis.path}")
                        self.problems.append(Problem.at(node.place, here, message))

    def replications(self, tree: Node) -> int | Precision:
        given = self.whole(tree, "replications", 1, MOST_REPLICATIONS)
        if tree.child("precision") is None:
            return given or REPLICATIONS
        if node := tree.child("replications"):
            self.report(node, ("replications",), _("either replications or precision is due"))
        asked = self.entries(tree, ("precision",))
        parent = tree.child("precision") or tree
        self.known_keys(parent, ("precision",), PRECISION_KEYS)
        for key in PRECISION_KEYS:
            if parent.is_mapping and key not in asked:
                told = _("this key is missing")
                self.problems.append(Problem.at(parent.place, ("precision", key), told))
        at_most = self.whole(parent, "at_most", LEAST, MOST_REPLICATIONS, above=("precision",))
        measure, width = asked.get("measure"), asked.get("half_width")
        half_width = 0.0
        if measure and width:
            name = str(measure.value)
            entry = self.reading(measure, ("precision", "measure"), lambda: measure_named(name))
            if entry:
                amount = self.reading(
                    width, ("precision", "half_width"), lambda: amount_of(width.plain(), entry)
                )
                half_width = amount or 0.0
                if amount is not None and (told := target_problem(name, amount, [name])):
                    self.report(width, ("precision", "half_width"), told)
            return Precision({name: half_width}, max(at_most or LEAST, LEAST))
        return REPLICATIONS

    def targets(self, tree: Node) -> tuple[Target, ...]:
        found = [
            self.reading(
                node,
                ("targets", name),
                lambda name=name, node=node: Target.parse(name, node.value),  # type: ignore[misc]  # bound now
            )
            for name, node in self.entries(tree, ("targets",)).items()
        ]
        return tuple(target for target in found if target)

    def bounds(self, tree: Node) -> dict[str, tuple[int, int]]:
        found = {}
        for path, node in self.entries(tree, ("bounds",)).items():
            low, dots, high = str(node.value).partition("..")
            if not (dots and low.isdecimal() and high.isdecimal() and int(low) <= int(high)):
                told = _("bounds are written as least..most in whole numbers, e.g. 1..6")
                self.report(node, ("bounds", path), told)
                continue
            found[path] = int(low), int(high)
        return found

    def whole(
        self, parent: Node, key: str, least: int, most: int, *, above: KeyPath = ()
    ) -> int | None:
        node = parent.child(key)
        if node is None:
            return None
        value = node.value
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        if value is not Mark.EMPTY:
            told = _("a whole number from {least} to {most} is due").format(least=least, most=most)
            self.report(node, (*above, key), told)
        return None

    def reading[Read](self, node: Node, path: KeyPath, read: Callable[[], Read]) -> Read | None:
        """Return what is read of a node; report why it cannot be."""
        if node.value is Mark.EMPTY:
            return None
        try:
            return read()
        except (KeyError, ValueError) as error:
            self.report(node, path, str(error.args[0]))
            return None
