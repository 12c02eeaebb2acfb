"""Reads the file of a plan: base, grid, cases, replications, targets.

In: the path of a plan. Out: a `SweepPlan` and its checked design points, or one error with every
problem of the plan and of the scenarios that it leads to, each with file, line, path and value.
What a scenario may hold is not known here.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from itertools import combinations, islice
from pathlib import Path
from typing import TypeVar

from simulator.demand.draws import MAX_SEED
from simulator.language import _
from simulator.measures import measure_named
from simulator.scenario import (
    Place,
    Problem,
    Resolved,
    Scenario,
    ScenarioError,
    read_resolved,
)
from simulator.scenario.files import why_unreadable
from simulator.scenario.names import as_on_disk
from simulator.scenario.near_matches import near_match
from simulator.scenario.nodes import Mark, Node
from simulator.scenario.number_text import plain_number
from simulator.scenario.paths import set_path
from simulator.scenario.problems import MOST_PROBLEMS, KeyPath
from simulator.scenario.reader import read_file
from simulator.scenario.shares import parse_share
from simulator.scenario.vocabulary import ALL
from simulator.studies.precision import LEAST, Precision, half_width_problem
from simulator.studies.sweep.checking import CheckedPoint, Showing, check_points, unshown
from simulator.studies.sweep.plan import Axis, Case, SweepPlan
from simulator.studies.sweep.targets import Target, amount_of, replications_to_show

REPLICATIONS = 20
"""Replications of a plan that does not say how many."""

MOST_REPLICATIONS = 100_000
MOST_POINTS = 100_000
"""Larger plans are taken for a mistake."""
MOST_SETTINGS = 100
"""Paths of a grid, of a case, of bounds, and measures of targets; likewise."""

KEYS = (
    *("base", "vary", "cases", "replications", "precision", "seed"),
    *("targets", "years", "bounds"),
)
PRECISION_KEYS = ("measure", "half_width", "at_most")

Read = TypeVar("Read")


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
    reading = _Reading(tree, problems)
    plan = reading.plan(path)
    points: list[CheckedPoint] = []
    if plan and len(plan) <= MOST_POINTS:
        points, found = check_points(plan, reading.asked, showing)
        problems += found
    if plan is None or problems:
        raise ScenarioError(problems)
    return plan, points


class _Reading:
    """One pass over the keys of a plan, collecting problems."""

    def __init__(self, tree: Node, problems: list[Problem]) -> None:
        self._tree = tree
        self._problems = problems
        self.asked: dict[str, tuple[Place, KeyPath]] = {}
        """Where the plan names a measure."""

    def plan(self, path: Path) -> SweepPlan | None:
        """Read all keys; None where there is no base to go on with."""
        if self._tree.child("base") is None and self._is_scenario():
            told = _("this is a scenario, not a plan: name it as `base: FILE` in a plan of its own")
            self._problems.append(Problem.at(self._tree.place, ("base",), told))
            return None
        self._refuse_unknown(self._tree, (), KEYS)
        axes, cases = self._axes(), self._cases()
        self._refuse_overlaps(axes, cases)
        replications = self._replications()
        seed = self._whole(("seed",), 0, MAX_SEED)
        targets = self._targets()
        years = self._years(replications)
        base = self._base(path.parent)
        bounds = self._bounds(base)
        if base is None:
            return None
        if years is not None and isinstance(replications, Precision):
            least = max(replications_to_show(years), LEAST)
            replications = replace(replications, at_least=min(least, replications.at_most))
        asked = (replications, seed, targets, years, bounds)
        plan = SweepPlan(str(path), base, axes, cases, *asked)
        if len(plan) > MOST_POINTS:
            told = _("the design has {n} points: at most {most} are swept")
            self._miss(("vary",), told.format(n=len(plan), most=MOST_POINTS))
        return plan

    def _is_scenario(self) -> bool:
        return any(key in Scenario.model_fields or key == "extends" for key in self._tree.entries)

    def _report(self, node: Node, path: KeyPath, message: str) -> None:
        if node.value is not Mark.EMPTY:  # The reader has reported it.
            self._problems.append(Problem.at(node.place, path, message, node.plain()))

    def _miss(self, path: KeyPath, message: str) -> None:
        """Report what is about a key and not about its value."""
        node = self._tree.at(path) or self._tree.at(path[:-1]) or self._tree
        self._problems.append(Problem.at(node.place, path, message))

    def _refuse_unknown(self, node: Node, path: KeyPath, known: Sequence[str]) -> None:
        unknown = (key for key in node.entries if key not in known)
        for key in islice(unknown, MOST_PROBLEMS + 1):
            self._miss((*path, key), _("unknown key{hint}").format(hint=near_match(key, known)))

    def _entries(self, *path: str, most: int = MOST_SETTINGS) -> dict[str, Node]:
        """Return the entries of a mapping that may be absent; report what is none, or too large."""
        node = self._tree.at(path)
        if node is None:
            return {}
        if not node.is_mapping:
            self._report(node, path, _("a mapping is due: {{key: value}}").format())
        if len(node.entries) > most:
            told = _("holds {n} keys: at most {most} are read")
            self._miss(path, told.format(n=len(node.entries), most=most))
            return {}
        return dict(node.entries)

    def _base(self, folder: Path) -> Resolved | None:
        node = self._tree.child("base")
        if node is None:
            self._miss(("base",), _("this key is missing"))
            return None
        if not isinstance(node.value, str):
            self._report(node, ("base",), _("name the scenario file that is varied"))
            return None
        file = as_on_disk(folder / node.value)
        if told := why_unreadable(file):
            self._report(node, ("base",), told)
            return None
        try:
            return read_resolved(file)
        except ScenarioError as error:
            self._problems += error.problems
            return None

    def _axes(self) -> tuple[Axis, ...]:
        axes = []
        for path, node in self._entries("vary").items():
            here = ("vary", path)
            if not isinstance(node.value, tuple):
                self._report(node, here, _("a list of values is due: [1, 2, 3]"))
            elif not node.items:
                self._report(node, here, _("an axis needs at least one value"))
            else:
                earlier = set()
                for position, item in enumerate(node.items):
                    value = _comparable(item.plain())
                    if value in earlier:
                        self._report(item, (*here, position), _("this value is given twice"))
                    earlier.add(value)
                axes.append(Axis(path, node.items))
        return tuple(axes)

    def _cases(self) -> tuple[Case, ...]:
        cases = [
            Case(name, tuple(self._entries("cases", name).items()))
            for name in self._entries("cases", most=MOST_POINTS)
        ]
        return tuple(cases) or (Case("", ()),)

    def _refuse_overlaps(self, axes: Iterable[Axis], cases: Iterable[Case]) -> None:
        """Refuse paths that set the same value: a point would not be what it is called."""
        paths = [axis.path for axis in axes]
        pairs: list[tuple[str, tuple[str, ...]]] = [
            (one, ("vary", other)) for one, other in combinations(paths, 2)
        ]
        pairs += [
            (one, ("cases", case.name, other))
            for case in cases
            for other, _value in case.settings
            for one in paths
        ]
        for one, path in pairs:
            if _overlap(one, path[-1]):
                told = _("sets what {other} sets as well: keep one of them")
                self._miss(path, told.format(other=f"vary.{one}"))

    def _replications(self) -> int | Precision:
        number = self._whole(("replications",), 1, MOST_REPLICATIONS)
        node = self._tree.child("precision")
        if node is None:
            return number or REPLICATIONS
        if self._tree.child("replications"):
            self._miss(("replications",), _("give either replications or precision"))
        asked = self._entries("precision")
        self._refuse_unknown(node, ("precision",), PRECISION_KEYS)
        for key in PRECISION_KEYS:
            if node.is_mapping and key not in asked:
                self._miss(("precision", key), _("this key is missing"))
        at_most = self._whole(("precision", "at_most"), LEAST, MOST_REPLICATIONS)
        if not ("measure" in asked and "half_width" in asked):
            return REPLICATIONS
        name = str(asked["measure"].plain())
        path = ("precision", "half_width")
        if not self._is_measure(name, ("precision", "measure")):
            return REPLICATIONS
        width = self._reading(asked["half_width"], path, amount_of, measure_named(name))
        if width is not None and (told := half_width_problem(name, width)):
            self._report(asked["half_width"], path, told)
        return Precision({name: width or 0.0}, at_most or LEAST)

    def _targets(self) -> tuple[Target, ...]:
        found = [
            self._reading(node, ("targets", name), Target.parse, name)
            for name, node in self._entries("targets").items()
            if self._is_measure(name, ("targets", name))
        ]
        return tuple(target for target in found if target)

    def _years(self, replications: int | Precision) -> float | None:
        """Read the share of the replications that must meet all targets."""
        node = self._tree.child("years")
        if node is None:
            return None
        if not self._entries("targets"):
            self._miss(("years",), _("there are no targets that years could meet"))
        try:
            share = parse_share(node.plain())
        except ValueError as error:
            self._report(node, ("years",), str(error))
            return None
        if not isinstance(share, int | float) or isinstance(share, bool):
            self._report(node, ("years",), _("a share between 0 and 1 is due, e.g. 0.9"))
            return None
        most = replications if isinstance(replications, int) else replications.at_most
        if not 0 < share < 1:
            told = _("no number of replications can show it: a share between 0 and 1 is due")
            self._report(node, ("years",), told)
            return None
        if (least := replications_to_show(share)) > most:
            told = _("takes {least} replications or more to be shown, and there are {most}")
            self._report(node, ("years",), told.format(least=least, most=most))
        return float(share)

    def _bounds(self, base: Resolved | None) -> dict[str, tuple[int, int]]:
        found = {}
        for path, node in self._entries("bounds").items():
            low, high = map(plain_number, str(node.value).partition("..")[::2])
            if not (isinstance(low, int) and isinstance(high, int) and 0 <= low <= high):
                told = _("bounds are written as least..most in whole numbers, e.g. 1..6")
                self._report(node, ("bounds", path), told)
                continue
            found[path] = low, high
            try:
                if base:
                    set_path(base.tree, path, Node(node.place, low))
            except ScenarioError as error:
                self._problems += error.problems
        return found

    def _is_measure(self, name: str, path: KeyPath) -> bool:
        """Whether the catalogue has a measure; its suffix is checked with the scenarios."""
        try:
            measure_named(name)
        except KeyError as error:
            self._miss(path, error.args[0])
            return False
        node = self._tree.at(path) or self._tree
        self.asked.setdefault(name, (node.place, path))
        return True

    def _whole(self, path: tuple[str, ...], least: int, most: int) -> int | None:
        node = self._tree.at(path)
        if node is None:
            return None
        value = node.value
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        told = _("a whole number from {least} to {most} is due").format(least=least, most=most)
        self._report(node, path, told)
        return None

    def _reading(
        self, node: Node, path: KeyPath, read: "Callable[..., Read]", about: object
    ) -> Read | None:
        """Return what is read of a node; report why it cannot be."""
        try:
            arguments = (about, node.plain()) if isinstance(about, str) else (node.plain(), about)
            return read(*arguments)
        except ValueError as error:
            self._report(node, path, str(error))
            return None


def _comparable(value: object) -> Hashable:
    """Return what two values have in common if they say the same.

    True is not 1, though Python has it so.
    """
    if isinstance(value, dict):
        return frozenset((key, _comparable(entry)) for key, entry in value.items())
    if isinstance(value, tuple):
        return tuple(map(_comparable, value))
    return (bool, value) if isinstance(value, bool) else value


def _overlap(one: str, other: str) -> bool:
    """Whether two paths lead to the same value, or one to what holds the other.

    Examples
    --------
    >>> _overlap("staff.all.officers", "staff.land.officers")
    True
    >>> _overlap("staff.land.officers", "staff.land.speed")
    False
    """
    pairs = zip(one.split("."), other.split("."), strict=False)
    return all(first == second or ALL in (first, second) for first, second in pairs)
