"""Marks: bars, intervals, points and lines, alike whether they lie in rows or stand in columns.

In: Axes with a place for each thing that is shown, and numbers. Out: what is drawn on them. A page
and a notebook draw through the same marks. What the numbers mean is not known here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from simulator.measures import Estimate
from simulator.reports.charts.drawing import INK, Fill, Look


@dataclass(frozen=True, slots=True)
class Frame:
    """Axes that have a place for each thing, at which its numbers are drawn."""

    axes: Axes
    places: NDArray[np.float64]
    """On the axis along which the things stand."""
    is_upright: bool = True
    """Whether numbers go upwards; to the right where the things stand one below another."""
    thickness: float = 0.7
    """Of bars, in the unit of the places."""

    def xy(self, numbers: Any, places: Any) -> tuple[Any, Any]:
        """Return numbers and their places as x and y."""
        return (places, numbers) if self.is_upright else (numbers, places)


class Mark(Protocol):
    """Something that is drawn for each thing, or for all of them."""

    def draw(self, frame: Frame) -> None:
        """Draw it; a legend calls it by its label, if it has one."""


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar for each thing."""

    lengths: ArrayLike
    fill: Fill
    label: str = ""
    start: ArrayLike = 0.0
    """Where they begin."""
    part: float = 1.0
    """Of their usual thickness."""
    shift: float = 0.0
    """How far they stand from their places."""

    def draw(self, frame: Frame) -> None:
        """Draw them."""
        bar = frame.axes.bar if frame.is_upright else frame.axes.barh
        places, thickness = frame.places + self.shift, self.part * frame.thickness
        bar(places, self.lengths, thickness, self.start, label=self.label, **self.fill.look)


def stacked(parts: NDArray[np.float64], looks: Iterable[tuple[Fill, str]]) -> list[Bars]:
    """Return bars of which each begins where the one before ends, with what they are called.

    Shape of the parts: (bars of a thing, things).
    """
    starts = np.cumsum(parts, axis=0) - parts
    return [
        Bars(part, fill, label, start)
        for part, start, (fill, label) in zip(parts, starts, looks, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Intervals:
    """A thin line with ends for each estimate that has an interval."""

    of: Sequence[Estimate]
    shift: float = 0.0
    colour: str = INK

    def draw(self, frame: Frame) -> None:
        """Draw them."""
        known = [
            (place + self.shift, one.mean, one.mean - one.low, one.high - one.mean)
            for place, one in zip(frame.places, self.of, strict=True)
            if one.low is not None and one.high is not None
        ]
        if known:
            places, means, *ends = np.array(known).T
            # A rounded mean of equal values may lie a hair outside its interval.
            arms = {"yerr" if frame.is_upright else "xerr": np.vstack(ends).clip(min=0)}
            look: Look = {"fmt": "none", "elinewidth": 1.1, "capsize": 3.0}
            frame.axes.errorbar(*frame.xy(means, places), ecolor=self.colour, **look | arms)


@dataclass(frozen=True, slots=True)
class Points:
    """A mark for each thing, or a line through all of them, as its look says."""

    values: ArrayLike
    look: Look
    label: str = ""
    shift: float = 0.0

    def draw(self, frame: Frame) -> None:
        """Draw them."""
        xy = frame.xy(self.values, frame.places + self.shift)
        frame.axes.plot(*xy, label=self.label, **self.look)


@dataclass(frozen=True, slots=True)
class Band:
    """An area between two lines; numbers go upwards."""

    low: ArrayLike
    high: ArrayLike
    fill: Fill
    label: str = ""

    def draw(self, frame: Frame) -> None:
        """Draw it."""
        frame.axes.fill_between(
            frame.places, self.low, self.high, label=self.label, **self.fill.look
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across all things at one number: what they are held against."""

    at: float
    look: Look
    label: str = ""
    is_place: bool = False
    """Whether it stands at a place, across all numbers, instead."""

    def draw(self, frame: Frame) -> None:
        """Draw it."""
        is_level = frame.is_upright != self.is_place
        line = frame.axes.axhline if is_level else frame.axes.axvline
        line(self.at, label=self.label, **self.look)


@dataclass(frozen=True, slots=True)
class Texts:
    """Something written above each number."""

    texts: Sequence[str]
    numbers: Sequence[float]

    def draw(self, frame: Frame) -> None:
        """Write it; the Axes reach beyond it."""
        for text, number, place in zip(self.texts, self.numbers, frame.places, strict=True):
            frame.axes.annotate(
                text, (place, number), (0, 3), textcoords="offset points", ha="center", va="bottom"
            )
        frame.axes.update_datalim([(frame.places[0], 1.1 * max(self.numbers))])
