"""Score lines: what a score is made of on a page, and how what is counted becomes an estimate.

In: numbers of replications, and the texts beside them. Out: `Group`s of `Line`s with `Figure`s that
write themselves, and whether what a Center is scored by is stated somewhere, or assumed: what a
planner says under `sources` counts before what is known of the defaults. Which scores there are is
not known here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.language import _
from simulator.measures import Estimate, student_interval
from simulator.reports.document import Number
from simulator.reports.figures import (
    COUNT,
    PERCENT,
    ROUND_PERCENT,
    Unit,
    interval,
    number,
)
from simulator.results.result import divided
from simulator.scenario import Scenario
from simulator.scenario.model_scores import default_source
from simulator.scenario.sourcing import Covering, SourcedValue


class Standing(NamedTuple):
    """What a figure rests on."""

    text: str
    """Its source, or that it is an assumption, perhaps with the reason."""
    is_assumed: bool


def standing_of(scenario: Scenario, path: str) -> Standing:
    """Return what the figure at a path rests on.

    Parameters
    ----------
    scenario
        The scenario; of its sources that cover the path the longest decides, as in `sourcing`.
    path
        A path below `scores`, as `scores.one_stop.time`.
    """
    keys = tuple(path.split("."))
    figure = SourcedValue(keys, None, Covering(scenario.sources).stated(keys))
    if figure.source is not None:
        return Standing(figure.source, False)
    if figure.remark:
        reason = _("{thing}: {what}").format(thing=_("assumption"), what=figure.remark)
        return Standing(reason, True)
    if figure.stated is not None:
        return Standing(_("assumption"), True)
    source = default_source(scenario.scores, path)
    return Standing(_("assumption"), True) if source is None else Standing(source, False)


POINTS = Unit("", decimals=2)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a line: estimated from the replications, or a fact."""

    value: Estimate | float
    unit: Unit

    @property
    def text(self) -> str:
        """The number as it is written, with its unit."""
        return Number.of(self.value, self.unit).text

    @property
    def interval(self) -> str:
        """The interval of an estimate, as `figures.interval`; empty for a fact."""
        return interval(self.value, self.unit) if isinstance(self.value, Estimate) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a score."""

    name: str
    value: Figure | None = None
    """What is measured, or known; None where the simulator cannot tell."""
    points: Figure | None = None
    """The points that it earns."""
    most: Figure | None = None
    """The most points that it could earn."""
    band: str = ""
    """How the points follow from the value, in words; or that they do not."""
    note: str = ""
    """What the value is of, and further figures."""
    standing: Standing | None = None
    """What the band, or the fact, rests on; None for a value that is only measured."""


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one score."""

    title: str
    lines: tuple[Line, ...]
    note: str
    """What the lines leave open."""

    @property
    def estimates(self) -> list[Estimate]:
        """Values and points that are estimated, line by line."""
        figures = [figure for line in self.lines for figure in (line.value, line.points) if figure]
        return [each.value for each in figures if isinstance(each.value, Estimate)]


def given(points: float) -> Figure:
    """Return points that were given, without decimals where they are whole."""
    return Figure(points, POINTS if points % 1 else COUNT)


def percent(share: float) -> str:
    """Write a share that was given, without decimals where its percents are whole.

    Examples
    --------
    >>> percent(0.95), percent(0.995)
    ('95 %', '99.5 %')
    """
    return number(share, ROUND_PERCENT if share == round(share, 2) else PERCENT)


def earned(points: Sequence[float] | NDArray[np.float64], most: float) -> Estimate:
    """Estimate the points that replications earn.

    Parameters
    ----------
    points
        The points of each, nan where there was nothing to score.
    most
        The most that there can be.
    """
    return student_interval(np.asarray(points, np.float64), lowest=0.0, highest=most)


def scaled(estimate: Estimate, factor: float) -> Estimate:
    """Return the estimate of a multiple."""
    if estimate.low is None or estimate.high is None:
        return replace(estimate, mean=factor * estimate.mean)
    return replace(
        estimate,
        mean=factor * estimate.mean,
        low=factor * estimate.low,
        high=factor * estimate.high,
    )


def shares(counts: NDArray[np.int64]) -> list[Estimate]:
    """Estimate the shares of kinds of settled dossiers.

    Parameters
    ----------
    counts
        Dossiers of each kind in each replication. Shape (replications, kinds).
    """
    totals = counts.sum(axis=1)
    return [student_interval(divided(kind, totals), lowest=0, highest=1) for kind in counts.T]
