"""Precision: how many replications it takes until the intervals are as narrow as asked for.

In: the half-width that each of some measures is to have, and the replications as they come. Out:
whether there are enough, and what the half-widths are. Who makes the replications, and where, is
not known here. The rule is that of Hoad, Robinson and Davies (2010), "Automated selection of the
number of replications for a discrete-event simulation", Journal of the Operational Research
Society 61(11), with half-widths in the unit of the measure in place of shares of its mean, and for
several measures at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from simulator.language import _
from simulator.measures import (
    Estimate,
    Items,
    MeasureIndex,
    MeasureKey,
    Series,
    measure_named,
    summarize,
)
from simulator.measures.catalogue import no_measure
from simulator.results.provenance import PrecisionData
from simulator.results.study import StoredPrecision

LEAST = 3
"""Replications below which no interval is trusted; so in the paper."""

LOOK_AHEAD = 5
"""Replications that must confirm an interval: kLimit of the paper."""

PER_HUNDRED = 100
"""From so many replications, the look-ahead grows in proportion to their number."""


def look_ahead(replications: int) -> int:
    """Return how many more replications must keep intervals as narrow as they are after some.

    f(kLimit, n) of the paper: kLimit up to n = 100, ⌊kLimit · n ÷ 100⌋ beyond.

    Examples
    --------
    >>> look_ahead(3), look_ahead(100), look_ahead(250)
    (5, 5, 12)
    """
    return LOOK_AHEAD * max(replications, PER_HUNDRED) // PER_HUNDRED


def half_width(estimate: Estimate) -> float | None:
    """Return the half-width of an interval: from the mean to the farther of its ends.

    None where there is no interval: then no precision is reached.
    """
    if estimate.low is None or estimate.high is None:
        return None
    return max(estimate.mean - estimate.low, estimate.high - estimate.mean)


def target_problem(name: str, target: float, index: MeasureIndex) -> str | None:
    """Say what is wrong with the half-width asked for a measure; None if nothing is.

    Parameters
    ----------
    name
        Full name of the measure.
    target
        Half-width, in its unit.
    index
        The measures of the scenario, as of `names_of`.
    """
    return (
        half_width_problem(name, target) if name in index.names else no_measure(name, index.names)
    )


def half_width_problem(name: str, target: float) -> str | None:
    """Say what is wrong with a half-width of a measure of the catalogue, likewise."""
    if not (isfinite(target) and target > 0):
        return _("{name}: a half-width is a number above 0, not {target:g}").format(
            name=name, target=target
        )
    if target >= measure_named(name).highest:
        return _(
            "{name} lies between 0 and 1, so that a half-width of {target:g} says nothing: for two "
            "percentage points write 0.02"
        ).format(name=name, target=target)
    return None


@dataclass(frozen=True, slots=True)
class Until:
    """How many replications are made: between two numbers, until their intervals are narrow."""

    targets: Mapping[str, float]
    """Largest half-width of the 95 % interval of each measure, by full name, in its unit."""
    at_most: int
    """Replications after which it ends, reached or not."""
    at_least: int
    """Replications before which it does not end."""

    @classmethod
    def made(cls, replications: int) -> "Until":
        """Return the rule that so many are made, whatever they bring."""
        return cls({}, at_most=replications, at_least=replications)

    @property
    def stored(self) -> int | StoredPrecision:
        """What a store says of it."""
        if not self.targets:
            return self.at_least
        return StoredPrecision(targets=dict(self.targets), at_most=self.at_most)

    def watch(self, index: MeasureIndex) -> "PrecisionWatch":
        """Begin to watch the replications of a scenario.

        Parameters
        ----------
        index
            Its measures: `names_of` it, or those of any of its replications.

        Raises
        ------
        ValueError
            If it has no such measure, or a half-width is none; a line a problem, with a near match.

        Examples
        --------
        >>> index = MeasureIndex([MeasureKey("visits"), MeasureKey("wait_mean")])
        >>> watch = Precision({"wait_mean": 0.5}, at_most=100).watch(index)
        >>> for wait in (9.8, 10.0, 10.2, 10.0, 9.9, 10.1, 10.0, 9.9):
        ...     watch.add(np.array([500.0, wait]), np.array([500, 500]), {})
        >>> watch.enough, watch.reached, round(watch.half_widths["wait_mean"], 2)
        (True, True, 0.11)
        """
        found = (target_problem(name, target, index) for name, target in self.targets.items())
        problems = [problem for problem in found if problem]
        if problems:
            raise ValueError("\n".join(problems))
        return PrecisionWatch(self, index)


@dataclass(frozen=True, slots=True)
class Precision(Until):
    """What is asked of the intervals of a scenario.

    Raises
    ------
    ValueError
        If no measure is named, or `at_most` is less than `at_least` or `LEAST`.
    """

    at_least: int = LEAST

    def __post_init__(self) -> None:
        if not self.targets:
            raise ValueError(_("a precision needs a measure that it is asked of"))
        least = max(self.at_least, LEAST)
        if self.at_most < least:
            raise ValueError(
                _("a precision is judged after {least} replications or more, not {most}").format(
                    least=least, most=self.at_most
                )
            )


class PrecisionWatch:
    """The replications of one scenario as they come, and whether they are enough.

    They are to be added in the order of their numbers: the rule depends on it, and so the number
    at which it ends is the same however many are made at once.

    Parameters
    ----------
    precision
        What is asked.
    index
        All measures of the scenario.
    """

    def __init__(self, precision: Until, index: MeasureIndex) -> None:
        self.precision = precision
        self._series = [
            _Watched(index.key(name), index.row(name), target)
            for name, target in precision.targets.items()
        ]
        self._within_since: int | None = None
        self.replications = 0
        """How many have been added."""

    def add(
        self,
        values: NDArray[np.float64],
        counts: NDArray[np.int64],
        samples: Mapping[MeasureKey, Items],
    ) -> None:
        """Add the next replication.

        Parameters
        ----------
        values, counts
            Those of its `Measures`. Shapes (measures,).
        samples
            Likewise.
        """
        self.replications += 1
        for series in self._series:
            items = samples.get(series.key)
            series.add(float(values[series.row]), int(counts[series.row]), items)
        if not self.reached:
            self._within_since = None
        elif self._within_since is None:
            self._within_since = self.replications

    @property
    def reached(self) -> bool:
        """Whether all intervals are as narrow as asked for, after what has been added."""
        return all(series.is_within for series in self._series)

    @property
    def enough(self) -> bool:
        """Whether no more are needed: the look-ahead has confirmed it, or there are `at_most`."""
        if self.replications >= self.precision.at_most:
            return True
        since = self._within_since
        if since is None or self.replications < self.precision.at_least:
            return False
        return self.replications >= since + look_ahead(since)

    @property
    def due(self) -> int:
        """How many are needed at least: the next one is the first that a look-ahead may follow."""
        if self.enough or not self.precision.targets:
            return max(self.replications, self.precision.at_least)
        since = self._within_since or max(self.replications + 1, LEAST)
        least = max(since + look_ahead(since), self.precision.at_least)
        return min(least, self.precision.at_most)

    @property
    def half_widths(self) -> dict[str, float | None]:
        """Half-width of each measure so far; None where there is no interval."""
        widths = (half_width(series.estimate) for series in self._series)
        return dict(zip(self.precision.targets, widths, strict=True))

    def data(self) -> PrecisionData:
        """Return what came of it for programs; it is JSON."""
        return {
            "reached": self.reached,
            "replications": self.replications,
            "at_most": self.precision.at_most,
            "targets": dict(self.precision.targets),
            "half_widths": self.half_widths,
        }


class _Watched:
    """One measure in the replications so far."""

    def __init__(self, key: MeasureKey, row: int, target: float) -> None:
        self.key, self.row, self._target = key, row, target
        self._values: list[float] = []
        self._counts: list[int] = []
        self._items: list[Items] = []

    def add(self, value: float, count: int, items: Items) -> None:
        self._values.append(value)
        self._counts.append(count)
        self._items.append(items)

    @property
    def estimate(self) -> Estimate:
        values, counts = np.array(self._values), np.array(self._counts, np.int64)
        return summarize(Series(self.key, values, counts, self._items))

    @property
    def is_within(self) -> bool:
        estimate = self.estimate
        width = half_width(estimate)
        return width is not None and estimate.n >= LEAST and width <= self._target
