"""Warm-up: how many days a Center that begins empty takes to be as full as it stays.

In: a scenario, of which pilot replications are run from their first, empty day, and others from a
year before. Out: `WarmUp`: the number of dossiers in process and the mean wait by open day, from
which day on each has settled, and the warm-up that this recommends. What is done with it is not
known here.

The days to cut off are found by MSER-5: White (1997), "An effective truncation heuristic for bias
reduction in simulation output", Simulation 69(6); White, Cobb and Spratt (2000), "A comparison of
five steady-state truncation heuristics for simulation", Proc. Winter Simulation Conference; with
the last five batches kept out, as Hoad, Robinson and Davies (2010), "Automating warm-up length
estimation", Journal of the Operational Research Society 61(9), advise. Two things are our own:

- MSER-5 takes a series for steady once it has filled, and a Center is not: it has seasons and
  holidays. So it is given what the Center that began empty has more or less, day by day, than one
  that began a year before: the season is in both, and in their difference no more.
- Its statistic is averaged over the replications, and not the series: what chance leaves in an
  averaged series wanders, and MSER-5 would follow it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from simulator.center import serve
from simulator.center.outcome import Outcome
from simulator.demand import Plan, Workload, draw_replication
from simulator.demand.workload import DAY, NONE, JobKind, Timetable
from simulator.language import ngettext
from simulator.measures import Estimate, student_interval
from simulator.measures.tickets import tickets_of
from simulator.scenario import Scenario
from simulator.scenario.quantities import Duration

BATCH = 5
"""Values in a batch: the 5 of MSER-5. Here they are open days, mostly those of a week."""

KEPT = 5
"""Batches at the end that are never cut off: few values are alike by chance."""

LEAST_BATCHES = 2 * KEPT
"""Batches below which a series says nothing."""

LONGEST_DAYS = 366
"""Days that are followed at most."""

EARLIER_DAYS = 365
"""Days that the Center which is compared with has begun before."""

SETTLED = 0.1
"""Share of a mean that may be lacking for good: a Center that is overloaded fills for ever, and so
lacks about the same on all days."""

CHANCE = 2.0
"""Half-widths of its interval that may be lacking by chance."""

PILOTS = 10
"""Pilot replications."""

WEEK = 7
MINUTE = 60

LONGEST_WARM_UP_DAYS = 3_660
"""That of `Period`."""


class Followed(StrEnum):
    """What is followed from day to day."""

    IN_PROCESS = "in_process"
    """Dossiers filed or accepted, and not ready, at the end of the day."""
    WAIT = "wait"
    """Mean minutes that the citizens of the day waited for their tickets to be called."""


@dataclass(frozen=True, slots=True)
class Truncation:
    """What MSER-5 says of a series."""

    batches: int
    """Batches to cut off at the beginning."""
    of: int
    """Batches of the series."""

    @property
    def values(self) -> int:
        """Values to cut off at the beginning."""
        return BATCH * self.batches

    @property
    def is_valid(self) -> bool:
        """Whether it can be trusted: it cannot if it cuts off more than half of the series."""
        return 2 * self.batches <= self.of


def mser5(series: NDArray[np.float64]) -> Truncation:
    """Find how much of the beginning of a series is better cut off.

    Parameters
    ----------
    series
        Values in the order of time; those behind the last whole batch are left out. Shape (n,), or
        (replications, n) for one answer for all.

    Raises
    ------
    ValueError
        If there are less than `LEAST_BATCHES` batches.

    Notes
    -----
    Of the batch means Z₁ … Z_m, the d that minimizes Σ_{i>d} (Z_i − Z̄_d)² ÷ (m − d)², Z̄_d being
    the mean of those that are left: the squared standard error of that mean, as if they were
    independent. Over replications, the d that minimizes the mean of it.

    Examples
    --------
    >>> mser5(np.array([0.0] * 10 + [8.0] * 60))
    Truncation(batches=2, of=14)
    """
    _check_length(series.shape[-1])
    means = np.atleast_2d(batch_means(series))
    means = means[:, ::-1] - means[:, -1:]  # so that a series that stays the same sums to 0 exactly
    left = np.arange(1, means.shape[1] + 1)
    spread = np.cumsum(means**2, axis=1) - np.cumsum(means, axis=1) ** 2 / left
    error = (spread / left**2).mean(axis=0)[::-1]
    return Truncation(int(error[: len(error) - KEPT + 1].argmin()), len(error))


def _check_length(open_days: int) -> None:
    if open_days < LEAST_BATCHES * BATCH:
        raise ValueError(
            ngettext(
                "{n} open day is too little to see when the Center has filled: it takes {least}, "
                "so lengthen the period",
                "{n} open days are too few to see when the Center has filled: it takes {least}, "
                "so lengthen the period",
                open_days,
            ).format(n=open_days, least=LEAST_BATCHES * BATCH)
        )


def batch_means(series: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the means of whole batches along the last axis. Shape (…, n ÷ 5, rounded down)."""
    batches = series.shape[-1] // BATCH
    whole = series[..., : batches * BATCH]
    return np.asarray(whole.reshape(*series.shape[:-1], batches, BATCH).mean(axis=-1))


@dataclass(frozen=True, slots=True)
class Series:
    """One thing followed from day to day, averaged over the pilot replications."""

    followed: Followed
    day: NDArray[np.int64]
    """Open days on which all have a value, counted from the first of the run. Shape (n,)."""
    empty: NDArray[np.float64]
    """Mean of the replications that began empty on the first day. Shape (n,)."""
    filled: NDArray[np.float64]
    """Mean of those that began a year before. Shape (n,)."""
    truncation: Truncation
    """What MSER-5 says of their difference."""
    lacking: Estimate
    """What the first have less than the others in the days that are kept, on average."""

    @property
    def warm_up_days(self) -> int:
        """Days before the first that is kept."""
        return int(self.day[self.truncation.values]) if self.truncation.batches else 0

    @property
    def has_settled(self) -> bool:
        """Whether it is, in the days that are kept, as if the Center had begun a year before."""
        usual = float(self.filled[self.truncation.values :].mean())
        lacking, low = abs(self.lacking.mean), self.lacking.low
        is_chance = low is not None and lacking <= CHANCE * (self.lacking.mean - low)
        is_little = lacking <= SETTLED * usual
        return self.truncation.is_valid and (is_little or is_chance)


@dataclass(frozen=True, slots=True)
class WarmUp:
    """What the pilot replications say of a scenario's warm-up."""

    seed: int
    replications: int
    first_day: date
    """First day of the run, on which the Center is empty."""
    days: int
    """Days of the run."""
    scenario_days: int
    """Warm-up of the scenario."""
    series: tuple[Series, ...]
    """What was followed, as far as the scenario has it."""

    @property
    def last_day(self) -> date:
        """Last day of the run."""
        return self.first_day + timedelta(days=self.days - 1)

    @property
    def has_settled(self) -> bool:
        """Whether everything that was followed has settled in the first half of the run."""
        return all(series.has_settled for series in self.series)

    @property
    def recommended_days(self) -> int | None:
        """The warm-up that all series need, in whole weeks; None if one of them has not settled."""
        if not self.has_settled:
            return None
        needed = max((series.warm_up_days for series in self.series), default=0)
        return -(-needed // WEEK) * WEEK


@dataclass(frozen=True, slots=True)
class Daily:
    """A replication from day to day. Shapes (open days,)."""

    in_process: NDArray[np.float64]
    """Dossiers in process at the end of the day."""
    wait: NDArray[np.float64]
    """Mean minutes waited, nan where nobody came."""

    def of(self, followed: Followed) -> NDArray[np.float64]:
        """Return one of the two."""
        return self.in_process if followed is Followed.IN_PROCESS else self.wait


@dataclass(frozen=True, slots=True)
class Pilot:
    """Two replications, independent of each other, over the same days."""

    empty: Daily
    """Begun on the first of these days."""
    filled: Daily
    """Begun a year before."""


def pilots(scenario: Scenario, *, seed: int, replications: int = PILOTS) -> Iterator[Pilot]:
    """Run pilot replications, each when it is asked for, from the empty first day.

    They last through the warm-up and the period of the scenario, a year at most.

    Parameters
    ----------
    scenario
        A scenario of `load_scenario`.
    seed
        0 to 2³² - 1: those that begin empty are the first replications of `run`.
    replications
        How many.

    Raises
    ------
    ValueError
        At the first, if the run has too few open days.
    """
    earlier = _begun_earlier(scenario)
    before = earlier.period.warm_up_days - scenario.period.warm_up_days
    plan, longer_plan = Plan(scenario), Plan(earlier)
    _check_length(len(_open_days(plan.timetable, min(plan.run_days, LONGEST_DAYS))))
    for number in range(replications):
        # Other citizens: of the same, the chances would cancel as well, and MSER-5 weighs by them.
        filled = _followed(longer_plan, seed, replications + number, since=before)
        yield Pilot(empty=_followed(plan, seed, number, since=0), filled=filled)


def _begun_earlier(scenario: Scenario) -> Scenario:
    """Return a scenario with a longer warm-up; what comes on a day does not depend on it."""
    period = scenario.period
    days = min(period.warm_up_days + EARLIER_DAYS, LONGEST_WARM_UP_DAYS)
    longer = period.model_copy(update={"warm_up": Duration(days, "days")})
    return scenario.model_copy(update={"period": longer})


def _followed(plan: Plan, seed: int, number: int, *, since: int) -> Daily:
    workload, roster = draw_replication(plan, seed=seed, replication=number)
    end = min(workload.horizon, (since + LONGEST_DAYS) * DAY)
    workload = replace(workload, horizon=end)
    return follow(workload, serve(workload, roster), since=since)


def follow(workload: Workload, outcome: Outcome, *, since: int = 0) -> Daily:
    """Follow a replication from day to day.

    Parameters
    ----------
    workload, outcome
        Who came, and what happened.
    since
        The day from which on, counted from the first one simulated.
    """
    size = workload.horizon // DAY
    days = _open_days(workload.time, size)
    days = days[days >= since]
    jobs, times = workload.jobs, outcome.jobs
    filed = (jobs.kind == JobKind.DOSSIER) & ((jobs.begin != NONE) | (times.accepted != NONE))
    begun = np.where(jobs.begin != NONE, jobs.begin, times.accepted)[filed]
    ready = times.ready[filed & (times.ready != NONE)]
    ends = (days + 1) * DAY
    in_process = np.searchsorted(np.sort(begun), ends) - np.searchsorted(np.sort(ready), ends)
    tickets = tickets_of(workload, outcome)
    came = tickets.arrival // DAY
    number = np.bincount(came, minlength=size)[days]
    waited = np.bincount(came, weights=tickets.wait / MINUTE, minlength=size)[days]
    wait = np.divide(waited, number, out=np.full(len(days), np.nan), where=number > 0)
    return Daily(in_process.astype(np.float64), wait)


def warm_up_of(scenario: Scenario, followed: Sequence[Pilot], *, seed: int) -> WarmUp:
    """Say what pilot replications show of the warm-up of their scenario.

    Parameters
    ----------
    scenario
        What was run.
    followed
        Its `pilots`, one or more.
    seed
        Their seed.

    Raises
    ------
    ValueError
        If the run has too few open days.

    Examples
    --------
    >>> from simulator import load_scenario
    >>> scenario = load_scenario("scenarios/textbook/mm1.yaml")
    >>> found = warm_up_of(scenario, list(pilots(scenario, seed=1, replications=2)), seed=1)
    >>> found.days, found.scenario_days, found.has_settled
    (191, 10, True)
    """
    plan = Plan(scenario)
    days = min(plan.run_days, LONGEST_DAYS)
    open_days = _open_days(plan.timetable, days)
    series = []
    for what in Followed:
        empty = np.array([pilot.empty.of(what) for pilot in followed])
        filled = np.array([pilot.filled.of(what) for pilot in followed])
        known = np.flatnonzero(~np.isnan(empty - filled).any(axis=0))
        empty, filled = empty[:, known], filled[:, known]
        if empty.any() or filled.any():
            truncation = mser5(empty - filled)
            kept = slice(truncation.values, None)
            series.append(
                Series(
                    what,
                    day=open_days[known],
                    empty=empty.mean(axis=0),
                    filled=filled.mean(axis=0),
                    truncation=truncation,
                    lacking=student_interval((filled - empty)[:, kept].mean(axis=1)),
                )
            )
    return WarmUp(
        seed=seed,
        replications=len(followed),
        first_day=scenario.period.first_day,
        days=days,
        scenario_days=scenario.period.warm_up_days,
        series=tuple(series),
    )


def _open_days(time: Timetable, days: int) -> NDArray[np.int64]:
    return np.flatnonzero(time.next_open_day[:days] == np.arange(days))
