"""Deciding: which of the candidates of a sweep meet the targets, on replications of their own.

In: a `Sweep`. Out: `Decisions`: what fresh replications have decided, and which are needed to go
on. They follow from what is stored and from nothing else, so that a sweep that was interrupted goes
on to the same. Who runs replications is not known here.

The grid is a first stage: it picks, and the best of many is flattered by the chances that picked
it. So the second takes replications of numbers that the first never uses. Candidates are the points
of a level that the grid does not rule out, in the order of their cost, and each is run until it is
seen to meet the targets or to miss one, or has as many as there may be at most; the first that
meets them is the answer, and dearer ones are not run. Where there are several levels, so are the
plans that have a point at each.

The chance that any verdict of the second stage is wrong is 5 % at most, whatever the number of
candidates and of looks at them (Bonferroni's inequality): each family of candidates has an equal
share of it, its k-th candidate of that in proportion to 1 ÷ k, since the first are the likeliest to
be reached; each look a part in proportion to the replications that it adds (linear spending: Lan
and DeMets 1983, "Discrete sequential boundaries for clinical trials", Biometrika 70(3)); and each
of the targets an equal part. A candidate meets the targets only if it is seen to meet each of them
(the intersection-union test: Berger 1982, Technometrics 24(4)).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from simulator.measures import CONFIDENCE, Bound, Series, Verdict, replication_values
from simulator.measures.judging import RELATIONS
from simulator.results.kept import StoredPoint
from simulator.studies.precision import LEAST
from simulator.studies.sweep.levels import levels, plans
from simulator.studies.sweep.screening import is_burdened, judged, screened, worst
from simulator.studies.sweep.targets import Target

if TYPE_CHECKING:
    from simulator.studies.sweep.reading import Sweep

MORE = 5
"""Fresh replications of a candidate at most, as a multiple of those of each point of the grid,
where the plan does not say how many."""

LOOKS = (0.25, 0.5, 1.0)
"""When a candidate is looked at, as shares of the replications that it has at most."""

_DRAWS = 2000  # Of weights, by which a chance is told to a percent or so.

Candidate: TypeAlias = tuple[StoredPoint, ...]
"""Points that must all meet the targets: one of a level, or those of a plan at all levels."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of a candidate."""

    candidate: Candidate
    verdicts: tuple[Verdict, ...]
    """By point; that of the whole is the worst of them."""
    replications: int
    """Of each point."""


@dataclass(frozen=True)
class Decisions:
    """What the second stage has come to."""

    families: tuple[tuple[Trial, ...], ...] = ()
    """Those of each family of candidates that have been tried to the end, in their order."""
    wanted: tuple[tuple[Candidate, int], ...] = ()
    """Of each family that is not decided, the candidate whose turn it is, and how many replications
    of each of its points there must be."""

    @cached_property
    def replications(self) -> dict[int, int]:
        """How many fresh replications count, by scenario."""
        found: dict[int, int] = {}
        for trial, point in self._tried:
            found[point.scenario] = max(trial.replications, found.get(point.scenario, 0))
        return found

    @cached_property
    def verdicts(self) -> dict[int, Verdict]:
        """What is decided of a scenario, by its number: by any family that has decided it."""
        found: dict[int, Verdict] = {}
        for trial, point in self._tried:
            own = trial.verdicts[trial.candidate.index(point)]
            if found.get(point.scenario, Verdict.UNCLEAR) is Verdict.UNCLEAR:
                found[point.scenario] = own
        return found

    @property
    def _tried(self) -> Iterable[tuple[Trial, StoredPoint]]:
        return (
            (trial, point)
            for family in self.families
            for trial in family
            for point in trial.candidate
        )


def looks(at_most: int) -> list[int]:
    """Return after how many replications a candidate is looked at.

    Examples
    --------
    >>> looks(100), looks(5)
    ([25, 50, 100], [3, 5])
    """
    return sorted({max(round(at_most * share), min(LEAST, at_most)) for share in LOOKS})


def tried(
    candidates: Sequence[Candidate],
    *,
    error: float,
    at_most: int,
    has: Callable[[StoredPoint], int],
    judge: Callable[[StoredPoint, int, float], Verdict],
) -> tuple[list[Trial], tuple[Candidate, int] | None]:
    """Try candidates in their order until one meets the targets.

    Parameters
    ----------
    candidates
        The cheapest first.
    error
        With which probability any verdict may be wrong.
    at_most
        Replications of a candidate, decided or not.
    has
        How many of a point there are.
    judge
        Given a point, how many replications of it to look at, and the error that each of its
        verdicts may have, returns the verdict on it.

    Returns
    -------
    trials : list of Trial
        Of the candidates that have been tried to the end.
    wanted : tuple or None
        The candidate whose turn it is, and how many replications there must be of each of its
        points; None where no more are needed.
    """
    trials: list[Trial] = []
    harmonic = sum(1 / place for place in range(1, len(candidates) + 1))
    for place, candidate in enumerate(candidates, start=1):
        own_error = error / (place * harmonic * len(candidate))
        for before, replications in pairwise([0, *looks(at_most)]):
            if any(has(point) < replications for point in candidate):
                return trials, (candidate, replications)
            spent = own_error * (replications - before) / at_most
            trial = Trial(
                candidate,
                tuple(judge(point, replications, spent) for point in candidate),
                replications,
            )
            if (found := worst(trial.verdicts)) is not Verdict.UNCLEAR:
                break
        trials.append(trial)
        if found is Verdict.MET:
            break
    return trials, None


class SecondStage:
    """The second stage of a sweep whose first is finished.

    Parameters
    ----------
    sweep
        The results.
    """

    def __init__(self, sweep: "Sweep") -> None:
        self._sweep = sweep
        self._judged: dict[tuple[int, int, float], Verdict] = {}
        self.families = list(_families(sweep)) if sweep.targets and sweep.fresh_at_most else []
        """Candidates among which one is looked for, the cheapest first."""

    def decisions(self) -> Decisions:
        """Return what is decided by what is stored now."""
        found = [
            tried(
                family,
                error=(1 - CONFIDENCE) / len(self.families),
                at_most=self._sweep.fresh_at_most,
                has=self._sweep.fresh_stored,
                judge=self._judge,
            )
            for family in self.families
        ]
        wanted = tuple(one for _trials, one in found if one)
        return Decisions(tuple(tuple(trials) for trials, _wanted in found), wanted)

    def _judge(self, point: StoredPoint, replications: int, error: float) -> Verdict:
        """Look at a point: what is stored stays, and so does the verdict on it."""
        asked = point.scenario, replications, error
        if asked not in self._judged:
            sweep = self._sweep
            self._judged[asked] = judged(
                sweep.targets,
                [sweep.fresh(point, each.measure, replications) for each in sweep.targets],
                years=sweep.years,
                confidence=1 - 2 * error / len(sweep.targets),
                skewness_weight=1.0,
            )
        return self._judged[asked]


def _families(sweep: "Sweep") -> Iterable[list[Candidate]]:
    """Return the candidates of each level, and the plans for all levels, where there are any."""
    parted: list[list[Candidate]] = [
        [(point,) for point in level.points] for level in levels(sweep)
    ]
    if len(parted) > 1:
        parted.append(plans(sweep))
    ruled_out = {
        point.number for point in sweep.points if screened(sweep, point) in (Verdict.MISSED, None)
    }
    for family in parted:
        able = [each for each in family if not ruled_out & {point.number for point in each}]
        if able:
            yield sorted(able, key=lambda each: _rank(sweep, each))


def _rank(sweep: "Sweep", candidate: Candidate) -> tuple[bool, float, int]:
    """Return by what candidates are ordered: those that cannot be relied on come last."""
    burdened = any(is_burdened(sweep, point) for point in candidate)
    return burdened, sweep.outlay(candidate[0]), candidate[0].number


def chance(targets: Sequence[Target], series: Sequence[Series], *, years: float | None) -> float:
    """Return how probable it is that all of some targets are reached, after some replications.

    Parameters
    ----------
    targets, series, years
        As of `judged`.

    Notes
    -----
    The Bayesian bootstrap (Rubin 1981, Annals of Statistics 9(1)): weights of the replications are
    drawn, all that sum to one alike, and in that share of the draws the weighted means reach the
    targets, or the weighted share of the replications that do. Errors of several measures that go
    together are left together. The draws are the same each time.
    """
    bounds: Sequence[Bound] = targets
    if years is None:
        values = np.column_stack([replication_values(own) for own in series])
    else:
        values = np.column_stack([own.values for own in series])
        is_whole = ~np.isnan(values).any(axis=1)
        values = np.where(is_whole, _hold(targets, values), np.nan)[:, None]
        bounds = [Bound(">=", years)]
    is_counted = ~np.isnan(values)
    weights = np.random.default_rng(1).dirichlet(np.ones(len(values)), _DRAWS)
    with np.errstate(invalid="ignore"):  # Of nothing there is no mean, which keeps no bound.
        means = (weights @ np.where(is_counted, values, 0)) / (weights @ is_counted)
    return float(_hold(bounds, means).mean())


def _hold(bounds: Sequence[Bound], values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return of each row whether all bounds are kept, one a column."""
    kept = [
        RELATIONS[each.sign](column, each.bound)
        for each, column in zip(bounds, values.T, strict=True)
    ]
    whole: NDArray[np.bool_] = np.all(kept, axis=0)
    return whole
