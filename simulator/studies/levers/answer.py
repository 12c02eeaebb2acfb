"""The answer: what each lever gains and what it makes worse, with intervals that hold together.

In: the replications of a Center as it is, and with each lever pulled, of the same citizens. Out:
`Levers`, ranked by what they gain for each officer that they take. How it is said is not known
here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.measures import MeasureKey, Measures, Occurrence, Scope
from simulator.results.result import Result
from simulator.scenario import Scenario
from simulator.scenario.moves import LESS, MORE
from simulator.studies.comparison.alternatives import usual_measures
from simulator.studies.frames import estimate_row, table
from simulator.studies.levers.effort import Effort, effort
from simulator.studies.levers.finding import Lever
from simulator.studies.levers.pulling import TriedLever
from simulator.studies.paired import Comparison, Difference, compare_paired
from simulator.studies.source import NOT_DRAWN

if TYPE_CHECKING:
    import pandas as pd

WAIT, ON_TIME = MeasureKey("wait_mean"), MeasureKey("on_time_rate")
LEADING: Mapping[MeasureKey, float] = {WAIT: 5.0, ON_TIME: 0.01}
"""What levers are ranked by, and how much of it nobody minds: five minutes, and a point late."""

LEAST_OFFICERS = 0.5
"""What a lever is taken to take at least: none is for nothing."""

UNSERVED = ("sent_home", "turned_away", "abandoned", "lost")
"""Citizens whom a lever may send away, beside what scenarios are compared by."""

BEST = 3
"""Levers that a report names first."""

_BASE = ""
"""The Center as it is, among levers that have codes."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a lever does."""

    lever: Lever
    scenario: Scenario
    """In which it is pulled."""
    effort: Effort
    officers: float
    """What it takes in officers; where they have costs, in so many of mean cost."""
    gains: Mapping[MeasureKey, Difference]
    """In the measures of `LEADING`."""
    losing: Mapping[MeasureKey, Occurrence]
    """Replications in which a measure of `LEADING` gets worse."""
    others: tuple[Difference, ...]
    """In what else may get worse."""
    relief: float
    """Sum of the shares of the wait, and of what is late, that it is seen to take away; less than
    nothing where it adds to them."""

    @property
    def score(self) -> float:
        """The same for each officer that it takes, of which half a one is the least."""
        return self.relief / max(self.officers, LEAST_OFFICERS)

    @property
    def gained(self) -> list[Difference]:
        """What is seen to get better of what levers are ranked by."""
        return [each for each in self.gains.values() if each.is_seen and is_better(each)]

    @property
    def worse(self) -> list[Difference]:
        """What is seen to get worse, beyond chance."""
        return [
            each
            for each in (*self.gains.values(), *self.others)
            if each.is_seen and not is_better(each)
        ]

    @property
    def helps(self) -> bool:
        """Whether it is seen to gain, in all that levers are ranked by taken together."""
        return self.relief > 0

    @property
    def is_spare(self) -> bool:
        """Whether it saves officers, and nothing is seen to get worse."""
        return self.effort.officers < 0 and not self.worse


@dataclass(frozen=True, slots=True, eq=False)
class Levers:
    """A Center, and what its levers do."""

    base: Result
    """The Center as it is; without details."""
    pulled: tuple[Pulled, ...]
    """The lever that gains most for each officer first."""
    leading: Comparison
    """The differences in what they are ranked by, whose intervals hold together."""
    others: Comparison
    """The differences in what else may get worse, likewise."""

    def frame(self) -> "pd.DataFrame":
        """Return a row per lever × measure that levers are ranked by, the best lever first.

        Returns
        -------
        pandas.DataFrame
            Columns: `lever`, what tells it from the others, as `staff.officers more counter`;
            `officers` and `money` that it takes; `measure`, `unit`; the `difference` that it makes,
            with the ends `low` and `high` of its interval, which all hold together with 95 %; and
            the number of replications that it is of.
        """
        rows = (
            (each.lever.code, each.effort.officers, each.effort.money, *estimate_row(key, gain))
            for each in self.pulled
            for key, gain in ((key, found.estimate) for key, found in each.gains.items())
        )
        heads = ["lever", "officers", "money", "measure", "unit", "difference", "low", "high", "n"]
        return table(heads, rows)

    @property
    def finished(self) -> int:
        """Replications of each."""
        return len(self.base.replications)

    @property
    def demanding(self) -> int:
        """How many of them change more than staffing, so that citizens are drawn for them alone."""
        return sum(each.lever.key.path[0] not in NOT_DRAWN for each in self.pulled)

    @property
    def helping(self) -> tuple[Pulled, ...]:
        """Those that are seen to help."""
        return tuple(each for each in self.pulled if each.helps)

    @property
    def best(self) -> tuple[Pulled, ...]:
        """Those to be named first."""
        return self.helping[:BEST]

    def turning(self) -> Iterator[tuple[Pulled, Pulled, MeasureKey]]:
        """Yield what gains, or loses, in a measure both with more of it and with less.

        The first of a pair has more of it, the second less.
        """
        by_way = {
            (each.lever.key.path, each.lever.where, each.lever.way): each for each in self.pulled
        }
        for (path, where, way), more in by_way.items():
            less = by_way.get((path, where, LESS))
            if way != MORE or less is None:
                continue
            for key in LEADING:
                one, other = more.gains[key], less.gains[key]
                if one.is_seen and other.is_seen and is_better(one) == is_better(other):
                    yield more, less, key


def is_better(difference: Difference) -> bool:
    """Whether a difference is for the better."""
    return (difference.estimate.mean < 0) == (difference.measure.entry.better == "less")


def levers_tried(
    scenario: Scenario,
    base: Sequence[Measures],
    tried: Sequence[TriedLever],
    *,
    seed: int,
    planned: int,
) -> Levers | None:
    """Say what levers do; None where one of them, or the Center as it is, has no replication.

    Parameters
    ----------
    scenario, base
        The Center as it is, and the measures of its replications.
    tried
        What was pulled, and what came of it; one at least. Replications that not all have are left
        out.
    seed, planned
        The seed of all, and the replications of each that were asked for.
    """
    finished = min(len(base), *(len(each.replications) for each in tried))
    if not finished:
        return None
    as_it_is = Result.of(
        scenario, seed=seed, planned=planned, replications=base[:finished], details=()
    )
    runs = {_BASE: base[:finished]}
    runs |= {each.lever.code: each.replications[:finished] for each in tried}
    leading = compare_paired(runs, list(LEADING), all_pairs=False)
    others = compare_paired(runs, _watched(as_it_is), all_pairs=False)
    gains_of, others_of = _by_second(leading), _by_second(others)
    pulled = [
        _pulled(as_it_is, each, gains_of[each.lever.code], others_of[each.lever.code])
        for each in tried
    ]
    pulled.sort(key=lambda each: -each.score)
    return Levers(as_it_is, tuple(pulled), leading, others)


def _pulled(
    base: Result, tried: TriedLever, gains: Sequence[Difference], others: Sequence[Difference]
) -> Pulled:
    taken = effort(base.scenario, tried.scenario)
    officers = taken.officers
    if taken.money is not None:  # By what they cost, in officers of mean cost.
        officers = taken.money * base.scenario.officers / base.scenario.staff_cost
    return Pulled(
        tried.lever,
        tried.scenario,
        taken,
        officers,
        {each.measure: each for each in gains},
        {key: _losing(key, base.replications, tried.replications) for key in LEADING},
        tuple(others),
        sum(_relief(base, each) for each in gains),
    )


def _relief(base: Result, difference: Difference) -> float:
    """Return what share of what is bad in a measure is seen to go."""
    if not difference.is_seen:
        return 0.0
    entry, level = difference.measure.entry, base[difference.measure].mean
    bad = level if entry.better == "less" else entry.highest - level
    change = abs(difference.estimate.mean) / max(bad, LEADING[difference.measure])
    return change if is_better(difference) else -change


def _losing(key: MeasureKey, before: Sequence[Measures], after: Sequence[Measures]) -> Occurrence:
    """Count the replications in which a measure gets worse."""
    sign = 1 if key.entry.better == "less" else -1
    worse = [sign * (two[key] - one[key]) > 0 for one, two in zip(before, after, strict=False)]
    return Occurrence(sum(worse), of=len(worse))


def _watched(base: Result) -> list[MeasureKey | str]:
    """Return what else may get worse: for all, and for the citizens of each field."""
    leading = {str(key) for key in LEADING}
    by_field = [
        key
        for key in base.index
        if key.scope is Scope.FIELD and key.measure in leading and len(base.scenario.fields) > 1
    ]
    usual = [name for name in usual_measures([base.scenario]) if name not in leading]
    return [*usual, *UNSERVED, *by_field]


def _by_second(found: Comparison) -> dict[str, list[Difference]]:
    by_lever: dict[str, list[Difference]] = {}
    for each in found.differences:
        by_lever.setdefault(each.second, []).append(each)
    return by_lever
