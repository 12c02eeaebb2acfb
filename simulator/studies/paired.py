"""Paired differences: what another scenario changes for the same citizens.

In: the measures of the replications of two or more scenarios, of one seed: replication i of each
has the same citizens with the same needs (common random numbers). Out: `Comparison`: the mean
difference of each pair of scenarios in each measure with its interval, and what the pairing was
worth. How the replications were made, and what is said of them, is not known here.

The intervals are Student's on the differences, after Law, *Simulation Modeling and Analysis*,
§10.2 and §11.2; all of them together hold with 95 % confidence by Bonferroni's inequality.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf, nan

import numpy as np
from numpy.typing import NDArray

from simulator.language import _
from simulator.measures import (
    CONFIDENCE,
    Estimate,
    MeasureKey,
    Measures,
    Replicated,
    replication_values,
    student_interval,
)
from simulator.measures.catalogue import no_measure


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure in one pair of scenarios: the second less the first."""

    measure: MeasureKey
    first: str
    """Name of the scenario that is compared with."""
    second: str
    """Name of the scenario that is compared."""
    estimate: Estimate
    """Mean difference in the unit of the measure, with its interval at the confidence of the
    family; `n` are the replications in which both scenarios counted something."""
    pairing: float
    """How many times as many replications of each scenario it takes without common random numbers
    for an interval of this width: (var A + var B) ÷ var(A − B). Below 1 where pairing harms,
    infinite where all differences are equal, nan where nothing varies or can be compared. A ratio
    of variances is an estimate that varies much: known roughly below 20 replications, and to a
    digit above."""

    @property
    def is_seen(self) -> bool:
        """Whether the interval leaves out 0, or all replications differ by the same amount.

        Of the latter there is no interval, and yet each shows the change: nothing speaks for 0.
        """
        return is_seen(self.estimate)

    @property
    def is_none(self) -> bool:
        """Whether both scenarios come to the same in all replications, of two or more."""
        return self.estimate.is_zero


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences that were asked for, which together are the family of Bonferroni."""

    differences: tuple[Difference, ...]
    """By pair of scenarios, in the order in which they were given, then by measure."""
    pairs: int
    """Pairs of scenarios."""
    measures: int
    """Measures of each pair."""

    @property
    def confidence(self) -> float:
        """Confidence of each interval, so that all together hold with 95 %."""
        return family_confidence(self.pairs * self.measures)


def is_seen(difference: Estimate) -> bool:
    """Whether a difference is one beyond chance: see `Difference.is_seen`."""
    if difference.low is None or difference.high is None:
        return difference.is_alike and difference.mean != 0
    return not difference.low <= 0 <= difference.high


def family_confidence(size: int) -> float:
    """Return the confidence of each of so many intervals that together hold with 95 %.

    Examples
    --------
    >>> family_confidence(1), round(family_confidence(10), 4)
    (0.95, 0.995)
    """
    return 1 - (1 - CONFIDENCE) / size


def compare_paired(
    scenarios: Mapping[str, Sequence[Measures]],
    measures: Sequence[MeasureKey | str],
    *,
    all_pairs: bool = True,
) -> Comparison:
    """Compare some scenarios in pairs, replication by replication.

    Parameters
    ----------
    scenarios
        The replications of each scenario by its name: of one seed, and as many of each.
    measures
        The measures to compare, by key or full name.
    all_pairs
        Whether every two are compared, or each of the others with the first: fewer pairs have
        narrower intervals.

    Raises
    ------
    ValueError
        If there are fewer than two scenarios, no measures, measures named twice, unlike numbers of
        replications, or a scenario without such a measure; of these a line each, with a near match.
    """
    if len(scenarios) < 2:  # noqa: PLR2004  # a pair
        raise ValueError(_("to compare takes two scenarios or more"))
    if not measures or len(set(measures)) < len(measures):
        raise ValueError(_("to compare takes measures, each named once"))
    sizes = {len(replications) for replications in scenarios.values()}
    if len(sizes) > 1 or 0 in sizes:
        raise ValueError(_("to compare takes as many replications of each scenario"))
    problems = [
        f"{scenario}: {no_measure(str(measure), runs[0].index.names)}"
        for scenario, runs in scenarios.items()
        for measure in measures
        if measure not in runs[0].index
    ]
    if problems:
        raise ValueError("\n".join(problems))
    replicated = {name: Replicated.of(runs, measures) for name, runs in scenarios.items()}
    first_name, *_others = scenarios
    pairs = [
        (first, second)
        for first, second in combinations(scenarios, 2)
        if all_pairs or first == first_name
    ]
    confidence = family_confidence(len(pairs) * len(measures))
    differences = tuple(
        paired_difference(
            key,
            (first, replication_values(replicated[first].series(key))),
            (second, replication_values(replicated[second].series(key))),
            confidence=confidence,
        )
        for first, second in pairs
        for key in replicated[first].index
    )
    return Comparison(differences, len(pairs), len(measures))


def paired_difference(
    measure: MeasureKey,
    first: tuple[str, NDArray[np.float64]],
    second: tuple[str, NDArray[np.float64]],
    *,
    confidence: float = CONFIDENCE,
) -> Difference:
    """Estimate by how much the second of two scenarios differs from the first.

    Parameters
    ----------
    measure
        Which.
    first, second
        Name of each scenario and its values by replication, nan where nothing was counted; a
        replication counts where both have a value. Shapes (replications,).
    confidence
        Of the interval.

    Examples
    --------
    >>> one = ("two officers", np.array([9.0, 12.0, 15.0]))
    >>> other = ("three officers", np.array([6.0, 8.0, 10.0]))
    >>> found = paired_difference(MeasureKey("wait_mean"), one, other)
    >>> found.estimate.mean, found.is_seen, found.pairing
    (-4.0, True, 13.0)
    """
    both = ~(np.isnan(first[1]) | np.isnan(second[1]))
    before, after = first[1][both], second[1][both]
    most = measure.entry.highest
    estimate = student_interval(after - before, lowest=-most, highest=most, confidence=confidence)
    return Difference(measure, first[0], second[0], estimate, _pairing(before, after))


def _pairing(before: NDArray[np.float64], after: NDArray[np.float64]) -> float:
    if len(before) < 2:  # noqa: PLR2004  # a spread takes two
        return nan
    apart = float(before.var(ddof=1) + after.var(ddof=1))
    paired = float((after - before).var(ddof=1))
    if paired == 0:
        return inf if apart > 0 else nan
    return apart / paired
