"""Space: the ways in which the assumptions of a Center, or of two at once, may be moved.

In: Centers as they were put together. Out: their assumptions, and what is to be simulated for a way
in which some of them are moved. Which ways are tried, and what comes of it, is not known here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from simulator.scenario import Resolved, Scenario
from simulator.scenario.problems import KeyPath
from simulator.studies.assumptions import Assumption, assumptions, moved_scenario
from simulator.studies.source import Source

Way: TypeAlias = tuple[tuple[str, float], ...]
"""Assumptions that are moved, by name, each with how far: from -1 to 1."""

AS_IT_IS: Way = ()
"""Nothing is moved."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A Center whose assumptions are moved."""

    name: str
    """What it is called; no other of the study is called so."""
    file: str | None
    """As the planner named it; None where it is no file's."""
    settings: tuple[str, ...]
    """Values set in this one only, as they were typed."""
    resolved: Resolved
    """As it was put together."""
    scenario: Scenario
    """As it is understood."""


class Space:
    """All ways in which the assumptions of one Center, or of two at once, may be moved.

    Parameters
    ----------
    centers
        One, or two that are compared: what both assume moves in both, and a value that is another
        one in the second stays, for it is what they are compared by.
    every
        Whether numbers that have a source are moved as well.

    Raises
    ------
    ValueError
        If a Center cannot be drawn as it is.
    """

    def __init__(self, centers: Sequence[Subject], *, every: bool = False) -> None:
        self.centers = centers
        found = [
            [
                each
                for each in assumptions(center.resolved.tree, center.scenario.sources)
                if every or each.is_open
            ]
            for center in centers
        ]
        fixed = _compared(found)
        self._own: list[dict[str, Assumption]] = [
            {each.name: kept for each in own if (kept := each.without(fixed))} for own in found
        ]
        self.assumptions: dict[str, Assumption] = {
            name: each for own in reversed(self._own) for name, each in own.items()
        }
        """By name; what both Centers assume as it is in the first."""
        self._sources = {AS_IT_IS: tuple(Source.of(each.scenario) for each in centers)}

    @cached_property
    def moves(self) -> list[Way]:
        """The ways in which a single assumption is as little, or as much, as it may be."""
        return [
            ((name, end),)
            for name in self.assumptions
            for end in (-1.0, 1.0)
            if any(name in own and own[name].changes(end) for own in self._own)
        ]

    def own(self, name: str) -> list[tuple[Subject, Assumption]]:
        """Return the Centers that have an assumption, each with what it assumes."""
        each = zip(self.centers, self._own, strict=True)
        return [(center, own[name]) for center, own in each if name in own]

    def sources(self, way: Way) -> tuple[Source, ...]:
        """Return what is to be simulated for a way, of each Center; nothing if none can be so."""
        if way not in self._sources:
            try:
                self._sources[way] = tuple(
                    Source.of(self._moved(center, own, way))
                    for center, own in zip(self.centers, self._own, strict=True)
                )
            except ValueError:  # Fewer officers than are away, say.
                self._sources[way] = ()
        return self._sources[way]

    @staticmethod
    def _moved(center: Subject, own: Mapping[str, Assumption], way: Way) -> Scenario:
        moves = [(own[name], position) for name, position in way if name in own]
        return moved_scenario(center.resolved, *moves) if moves else center.scenario


def _compared(found: Sequence[Sequence[Assumption]]) -> set[KeyPath]:
    """Return the paths of values of the first of two Centers that are other ones in the second."""
    first, *second = (
        {part.path: part.written for each in own for part in each.parts} for own in found
    )
    return {
        path
        for other in second
        for path in first.keys() & other.keys()
        if first[path] != other[path]
    }
