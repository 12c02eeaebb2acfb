"""Warm-up: what a Center that begins empty lacks, and how many days before the period cure that.

In: a scenario, which is run with warm-ups of different length. Out: `WarmUp`: what the numbers of
the period lack with each of them against a Center that has been open for a year, and the shortest
with which that no longer matters. What is done with it is not known here.

Draws are addressed by date. So replication i has the same citizens in the period whatever the
warm-up is, and what it lacks is read directly, as a difference of the same replication with itself:
season and chance are in both, and in their difference nearly none is left. The longer the warm-up,
the more of the two agrees to the second, and the difference goes to 0. This is Johnson's (1996)
coupling, "Studying convergence of Markov chain Monte Carlo algorithms using coupled sample paths",
Journal of the American Statistical Association 91(433), with the lag of Biswas, Jacob and Vanetti
(2019), "Estimating convergence of Markov chains with L-lag couplings", NeurIPS 32.

Rules that look for the beginning to cut off in a single series, as MSER-5 does, answer another
question: they make the squared error of a mean small, and so put up with a bias that is less than
chance. Grassmann (2015), "Using multiple runs in the simulation of stochastic systems for
estimating equilibrium expectations", SIMULTECH, shows how far the two are apart. Who simulates ten
years and reads an interval of their mean takes a tenth of the chance, and all of the bias.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from simulator.center.outcome import Outcome
from simulator.demand import PreparedScenario
from simulator.demand.capacity import can_carry, period_load
from simulator.demand.workload import DAY, MINUTE, NONE, JobKind, Workload
from simulator.measures import Estimate, Occurrence, student_interval
from simulator.measures.tickets import tickets_of
from simulator.scenario import Scenario
from simulator.scenario.quantities import Duration
from simulator.studies.replicate import Replication, Showing, run, unshown
from simulator.studies.spans import number_at

PILOTS = 20
"""Replications of each warm-up: what is lacking is skewed, as few years begin with a backlog."""

OPEN_DAYS = 365
"""Days that the Center which is compared with has been open when the period begins."""

WEEK = 7

TRIED_WEEKS = (0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20, 26)
"""Warm-ups that are tried, the shortest first. Where half a year is not enough, against a year,
the Center fills more slowly than can be seen, or for ever."""


class Followed(StrEnum):
    """What is followed; the names are those of the catalogue as far as it has them."""

    WAIT = "wait_mean"
    """Mean minutes that citizens waited for their tickets to be called."""
    IN_PROCESS = "in_process"
    """Dossiers filed or accepted, and not ready, at the end of a day, on average."""
    CYCLE_TIME = "cycle_time_mean"
    """Mean open hours until the result was ready."""
    ON_TIME = "on_time_rate"
    """Share of the settled dossiers that were on time."""


LEAST: Mapping[Followed, float] = {
    Followed.WAIT: 0.1,
    Followed.IN_PROCESS: 0.5,
    Followed.CYCLE_TIME: 0.1,
    Followed.ON_TIME: 0.005,
}
"""What may always be lacking, where little is usual too: about the last digit that is reported. Of
a rate, which is near 1 or near 0, nothing else is asked."""

WEEK_SHARE = 0.05
"""Share of the usual that may be lacking in the first week of the period."""

LEAST_PERIOD_SHARE = 0.01
"""Share of the usual that may be lacking in the mean of any period, however long: less than the
chance that is left in it after ten years."""

WEEKLY = (Followed.WAIT, Followed.IN_PROCESS)
"""What is followed from week to week: a dossier takes longer than a week."""


def period_share(days: int) -> float:
    """Return the share of the usual that may be lacking in the mean of a period of so many days.

    It is what a period lacks whose first week alone lacks what it may.

    Examples
    --------
    >>> period_share(7), period_share(14), period_share(365)
    (0.05, 0.025, 0.01)
    """
    return max(WEEK_SHARE * min(WEEK / days, 1.0), LEAST_PERIOD_SHARE)


@dataclass(frozen=True, slots=True)
class Gap:
    """What one thing lacks."""

    usual: float
    """Its mean in the Center that has been open for a year; nan where there is none."""
    lacking: Estimate
    """What it is less here, with its interval."""
    tolerance: float
    """What may be lacking."""

    @property
    def is_known(self) -> bool:
        """Whether there is any of it in two replications or more."""
        return self.lacking.n > 1

    @property
    def lacking_share(self) -> float:
        """What is lacking, as a share of the usual; nan where nothing is usual and yet more is."""
        if not self.lacking.mean:
            return 0.0
        return self.lacking.mean / self.usual if self.usual else np.nan

    @property
    def most(self) -> float:
        """The most that may be lacking, or be too much: the farther end of the interval.

        Where so few replications lack anything that there is no interval, their mean is raised as
        if it happened as often as it may.
        """
        low, high, unlike = self.lacking.low, self.lacking.high, self.lacking.unlike
        if low is not None and high is not None:
            return max(-low, high)
        if unlike is None:
            return np.inf
        return abs(self.lacking.mean) * (unlike.high / unlike.share if unlike.times else 1.0)

    @property
    def is_little(self) -> bool:
        """Whether it no longer matters: the most is tolerable."""
        return self.most <= self.tolerance

    @property
    def is_much(self) -> bool:
        """Whether it is beyond the tolerance, and not only perhaps."""
        return abs(self.lacking.mean) > self.tolerance


@dataclass(frozen=True, slots=True)
class Left:
    """What a warm-up leaves: what the period lacks all the same."""

    days: int
    """Days of the warm-up."""
    period: Mapping[Followed, Gap]
    """Of the period."""
    weeks: Mapping[Followed, tuple[Gap, ...]]
    """Of its weeks, counted from its first day; the last may be shorter."""

    @property
    def first_week(self) -> Mapping[Followed, Gap]:
        """Of the first week in which there is anything: doors may be shut in the first of all."""
        found = {}
        for followed, weeks in self.weeks.items():
            known = (gap for gap in weeks if gap.is_known)
            found[followed] = next(known, weeks[0])
        return found

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What decides: those of the period and of its first week."""
        return *self.period.values(), *self.first_week.values()

    @property
    def is_enough(self) -> bool:
        """Whether what is lacking no longer matters."""
        return all(gap.is_little for gap in self.gaps)


@dataclass(frozen=True, slots=True)
class WarmUp:
    """What the pilot replications say of a scenario's warm-up."""

    seed: int
    replications: int
    """Replications of each warm-up."""
    first_day: date
    """First day of the period."""
    last_day: date
    """Last day of the period."""
    can_carry: bool
    """Whether the officers have the hours for the work of the period: else the Center fills for
    ever, though a short period may not show it."""
    own: Left
    """What the scenario's own warm-up leaves."""
    tried: tuple[Left, ...]
    """What others leave, from none at all on, up to the first that is enough or the longest."""

    @property
    def period_share(self) -> float:
        """Share of the usual that may be lacking in the mean of the period."""
        return period_share((self.last_day - self.first_day).days + 1)

    @property
    def unseen_share(self) -> float:
        """Share of the years that may have what no replication had, at most."""
        return Occurrence(0, of=self.replications).high

    @property
    def recommended_days(self) -> int | None:
        """The shortest that is enough, in whole weeks; None if none is."""
        is_found = self.can_carry and self.tried[-1].is_enough
        return self.tried[-1].days if is_found else None

    @property
    def own_is_enough(self) -> bool:
        """Whether the scenario's own warm-up is enough: read directly, or as it is longer."""
        days = self.recommended_days
        return days is not None and (self.own.is_enough or self.own.days >= days)

    @property
    def goes_on_filling(self) -> bool:
        """Whether even the longest has left much; else chance alone keeps from saying enough."""
        return any(gap.is_much for gap in self.tried[-1].gaps)


def find_warm_up(
    scenario: Scenario, *, seed: int, replications: int = PILOTS, watched: Showing = unshown
) -> WarmUp:
    """Run a scenario with longer and longer warm-ups, until what is lacking no longer matters.

    Parameters
    ----------
    scenario
        A scenario of `load_scenario`.
    seed
        0 to 2³² - 1; the replications are those of `run`.
    replications
        How many of each warm-up, 2 or more.
    watched
        Given the days of a warm-up, is told of each of its replications that is done.

    Raises
    ------
    ValueError
        If `replications` or `seed` are out of range.

    Examples
    --------
    >>> from simulator import load_scenario
    >>> scenario = load_scenario("scenarios/textbook/mm1.yaml")
    >>> found = find_warm_up(scenario, seed=1, replications=5)
    >>> found.own.days, found.own_is_enough
    (10, True)
    """
    if replications < 2:  # noqa: PLR2004  # an interval takes two
        raise ValueError(f"replications must be 2 or more, not {replications}")

    def read(begun: Scenario) -> list[_FollowedValues]:
        readings = []
        with watched(begun.period.warm_up_days) as advance:
            for one in run(begun, replications=replications, seed=seed):
                readings.append(_read(one))
                del one  # Else the next needs room beside it.
                advance()
        return readings

    usual = read(with_warm_up(scenario, OPEN_DAYS))
    own = _left(scenario, usual, read(scenario))
    tried: list[Left] = []
    for weeks in TRIED_WEEKS:
        begun = with_warm_up(scenario, WEEK * weeks)
        is_own = begun.period.warm_up_days == own.days
        tried.append(own if is_own else _left(begun, usual, read(begun)))
        if tried[-1].is_enough:
            break
    return WarmUp(
        seed=seed,
        replications=replications,
        first_day=scenario.period.from_,
        last_day=scenario.period.to,
        can_carry=can_carry(period_load(PreparedScenario(scenario)).load),
        own=own,
        tried=tuple(tried),
    )


def with_warm_up(scenario: Scenario, days: int) -> Scenario:
    """Return a scenario with another warm-up; who comes in the period does not depend on it."""
    period = scenario.period.model_copy(update={"warm_up": Duration(days, "days")})
    return scenario.model_copy(update={"period": period})


def longest_run(scenario: Scenario) -> Scenario:
    """Return the scenario with the longest warm-up that is run for it."""
    return with_warm_up(scenario, max(OPEN_DAYS, scenario.period.warm_up_days))


@dataclass(frozen=True, slots=True)
class _FollowedValues:
    """What is followed, in one replication."""

    period: Mapping[Followed, float]
    weeks: Mapping[Followed, NDArray[np.float64]]


def _read(replication: Replication) -> _FollowedValues:
    daily = daily_in_process(replication.workload, replication.outcome)
    measured = (Followed.WAIT, Followed.CYCLE_TIME, Followed.ON_TIME)
    return _FollowedValues(
        period={
            Followed.IN_PROCESS: float(daily.mean()),
            **{followed: replication.measures[followed.value] for followed in measured},
        },
        weeks={
            Followed.WAIT: weekly_wait(replication.workload, replication.outcome),
            Followed.IN_PROCESS: _means(np.arange(len(daily)) // WEEK, daily, len(daily)),
        },
    )


def daily_in_process(workload: Workload, outcome: Outcome) -> NDArray[np.float64]:
    """Count the dossiers in process at the end of each day of the period. Shape (days,)."""
    jobs, times = workload.jobs, outcome.jobs
    filed = (jobs.kind == JobKind.DOSSIER) & ((jobs.begin != NONE) | (times.accepted != NONE))
    begun = np.where(jobs.begin != NONE, jobs.begin, times.accepted)[filed]
    ready = times.ready[filed & (times.ready != NONE)]
    ends = np.arange(workload.period_start, workload.horizon, DAY) + DAY
    return number_at(ends - 1, begun, ready).astype(np.float64)


def weekly_wait(workload: Workload, outcome: Outcome) -> NDArray[np.float64]:
    """Return the mean minutes waited of those who came in each week of the period.

    Shape (weeks,), nan where nobody came.
    """
    start = workload.period_start
    tickets = tickets_of(workload, outcome, since=start)
    week = (tickets.arrival - start) // (WEEK * DAY)
    return _means(week, tickets.wait / MINUTE, (workload.horizon - start) // DAY)


def _means(week: NDArray[np.int64], values: NDArray[np.float64], days: int) -> NDArray[np.float64]:
    """Return the means of values by week."""
    weeks = -(-days // WEEK)
    number = np.bincount(week, minlength=weeks)
    total = np.bincount(week, weights=values, minlength=weeks)
    means: NDArray[np.float64] = np.full(weeks, np.nan)
    return np.divide(total, number, out=means, where=number > 0)


def _left(
    scenario: Scenario, usual: Sequence[_FollowedValues], read: Sequence[_FollowedValues]
) -> Left:
    """Set replications of a scenario against the same in a Center that has been open."""
    period, weeks = {}, {}
    share = period_share(scenario.period.days)
    for followed in Followed:
        before = np.array([one.period[followed] for one in usual])
        if not np.nan_to_num(before).any():
            continue  # The scenario has none of it.
        after = np.array([one.period[followed] for one in read])
        period[followed] = _gap(followed, before, after, share)
        if followed in WEEKLY:
            before, after = (
                np.array([one.weeks[followed] for one in each]) for each in (usual, read)
            )
            weeks[followed] = tuple(
                _gap(followed, *week, WEEK_SHARE) for week in zip(before.T, after.T, strict=True)
            )
    return Left(scenario.period.warm_up_days, period, weeks)


def _gap(
    followed: Followed, usual: NDArray[np.float64], read: NDArray[np.float64], share: float
) -> Gap:
    lacking = usual - read
    known = usual[~np.isnan(lacking)]
    mean = float(known.mean()) if len(known) else np.nan
    tolerance = LEAST[followed]
    if followed is not Followed.ON_TIME:
        tolerance = max(share * mean, tolerance)
    return Gap(mean, student_interval(lacking), tolerance)
