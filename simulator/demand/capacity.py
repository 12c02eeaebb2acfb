"""Which stations and groups of officers cannot carry their load, before anything is simulated.

In: a `Plan`. Out: `CapacityCheck`, the load of every station and group over the reported period and
over its busiest month. Nothing is drawn here: work and duty are expectations, and how long anyone
waits is not known.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from simulator.demand.absences import expected_presence
from simulator.demand.balance import balance
from simulator.demand.offered_load import offered_load
from simulator.demand.plan import Plan
from simulator.demand.roster import headcount_by_day
from simulator.demand.workload import DAY, HOUR
from simulator.scenario import Step
from simulator.scenario.model_time import Period

DIGITS = 9
"""Digits of a load that count; what lies beyond is rounding."""


@dataclass(frozen=True, slots=True)
class StationLoad:
    """The load of a station."""

    station: str
    """Its name, step/field."""
    step: Step
    field: str
    work_hours: float
    """Work offered an open day, at speed 1."""
    groups: tuple[str, ...]
    """Keys of the groups that serve it."""
    load: float
    """Load of its pool, 0 without work, infinite where nobody is ever on duty for its work."""


@dataclass(frozen=True, slots=True)
class GroupLoad:
    """The load of a group of officers when all groups share the work as evenly as they can."""

    group: str
    """Its key."""
    capacity_hours: float
    """Hours on duty an open day, times speed, less other duties."""
    work_hours: float
    """Work an open day that falls to the group."""
    load: float
    """Load of its pool, 0 if it is in none: it has no work to do, or is never on duty."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Stations and the groups that carry their work, all to the same load.

    The stations are served by these groups only, or by groups that carry a higher load already.
    """

    stations: tuple[str, ...]
    """Names of the stations, all with work."""
    groups: tuple[str, ...]
    """Keys of the groups."""
    work_hours: float
    """Work offered an open day, at speed 1."""
    capacity_hours: float
    """Capacity of the groups an open day."""
    load: float
    """Work ÷ capacity; above 1 they cannot carry it."""

    @property
    def can_carry(self) -> bool:
        """Whether the groups have the hours for the work."""
        return can_carry(self.load)


@dataclass(frozen=True, slots=True)
class CenterLoad:
    """The load of a Center over some days."""

    first: date
    last: date
    """The last day, included."""
    open_days: int
    """Days of these on which the doors of the Center open."""
    stations: tuple[StationLoad, ...]
    """By field and step, as in the scenario."""
    groups: tuple[GroupLoad, ...]
    """In the order of the scenario."""
    pools: tuple[Pool, ...]
    """By load, the highest first: the first is the bottleneck."""

    @property
    def load(self) -> float:
        """The load of the bottleneck, 0 without any work."""
        return max((pool.load for pool in self.pools), default=0.0)

    @property
    def feasible(self) -> bool:
        """Whether every pool can carry its work."""
        return all(pool.can_carry for pool in self.pools)


@dataclass(frozen=True, slots=True)
class CapacityCheck:
    """Whether a Center can carry its load."""

    period: CenterLoad
    """The reported period as a whole."""
    busiest_month: CenterLoad | None
    """Of the calendar months that lie wholly in the period, the one with the highest load, the
    first of several; None where there is no such month."""

    @property
    def feasible(self) -> bool:
        """Whether the load can be carried over the period and in its busiest month."""
        return self.period.feasible and (self.busiest_month is None or self.busiest_month.feasible)


def can_carry(load: float) -> bool:
    """Whether a load, work ÷ hours, can be carried: run, compare and sweep mark where not."""
    return round(load, DIGITS) <= 1


def period_load(plan: Plan) -> CenterLoad:
    """Compare the work offered over the reported period with the hours of the officers.

    Parameters
    ----------
    plan
        The compiled scenario.
    """
    period = plan.scenario.period
    return _load_between(plan, offered_load(plan), expected_capacity(plan), period.from_, period.to)


def check_capacity(plan: Plan) -> CapacityCheck:
    """Compare the work offered with the hours of the officers who may do it.

    Parameters
    ----------
    plan
        The compiled scenario.

    Examples
    --------
    >>> from simulator import load_scenario
    >>> check = check_capacity(Plan(load_scenario("scenarios/textbook/mm1.yaml")))
    >>> check.feasible
    True
    """
    work, capacity = offered_load(plan), expected_capacity(plan)
    period = plan.scenario.period
    months = [_load_between(plan, work, capacity, *month) for month in _whole_months(period)]
    return CapacityCheck(
        period=_load_between(plan, work, capacity, period.from_, period.to),
        busiest_month=max(months, key=lambda month: month.load, default=None),
    )


def expected_capacity(plan: Plan) -> NDArray[np.float64]:
    """Return the seconds of work, at speed 1, that each group can do on each day.

    Returns
    -------
    NDArray[float64]
        Duty in shifts × headcount × speed, less the share of other duties and what leave and
        sickness take on average. Shape (groups, days of the reported period).
    """
    midnights = np.arange(plan.run_days + 1) * DAY
    presence = expected_presence(plan.posts.absences)
    rows = []
    for row, group in enumerate(plan.scenario.staff.values()):
        shifts = plan.calendars.named(group.calendar).open_times
        duty = np.diff(shifts.seconds_before(midnights)) * headcount_by_day(group, plan.ordinals)
        rows.append(duty * group.speed * (1 - group.other_duties) * presence[row])
    return np.array(rows)[:, plan.scenario.period.warm_up_days :]


def _load_between(
    plan: Plan,
    work: NDArray[np.float64],
    capacity: NDArray[np.float64],
    first: date,
    last: date,
) -> CenterLoad:
    """Take the load from one day of the reported period to another, both included."""
    period = plan.scenario.period
    start = (first - period.from_).days
    days = slice(start, start + (last - first).days + 1)
    open_days = int(plan.calendars.office.is_open_day[period.warm_up_days :][days].sum())
    an_open_day = HOUR * max(open_days, 1)
    work_hours = work[:, days].sum(axis=1) / an_open_day
    capacity_hours = capacity[:, days].sum(axis=1) / an_open_day

    names = [f"{step}/{field}" for step, field in plan.station_row]
    keys = list(plan.scenario.staff)
    serves = _serves(plan)
    pools = tuple(
        Pool(
            stations=tuple(names[station] for station in shared.stations),
            groups=tuple(keys[group] for group in shared.groups),
            work_hours=float(work_hours[shared.stations].sum()),
            capacity_hours=float(capacity_hours[shared.groups].sum()),
            load=shared.load,
        )
        for shared in balance(work_hours, capacity_hours, serves)
    )
    load_of = {station: pool.load for pool in pools for station in pool.stations}
    pool_of = {group: pool for pool in pools for group in pool.groups}
    return CenterLoad(
        first=first,
        last=last,
        open_days=open_days,
        stations=tuple(
            StationLoad(
                station=names[row],
                step=step,
                field=field,
                work_hours=float(work_hours[row]),
                groups=tuple(keys[group] for group in np.flatnonzero(serves[:, row])),
                load=load_of.get(names[row], 0.0),
            )
            for (step, field), row in plan.station_row.items()
        ),
        groups=tuple(
            _group_load(key, float(hours), pool_of.get(key))
            for key, hours in zip(keys, capacity_hours, strict=True)
        ),
        pools=pools,
    )


def _group_load(group: str, capacity_hours: float, pool: Pool | None) -> GroupLoad:
    """Give a group its part of the work of its pool: by capacity, or the same for all without."""
    if pool is None:
        return GroupLoad(group, capacity_hours, work_hours=0.0, load=0.0)
    part = capacity_hours / pool.capacity_hours if pool.capacity_hours else 1 / len(pool.groups)
    return GroupLoad(group, capacity_hours, work_hours=part * pool.work_hours, load=pool.load)


def _serves(plan: Plan) -> NDArray[np.bool_]:
    """Tell which groups serve or help which stations. Shape (groups, stations)."""
    serves = np.zeros((len(plan.scenario.staff), len(plan.station_row)), np.bool_)
    for row, group in enumerate(plan.scenario.staff):
        helped = plan.scenario.helped_stations(group)
        for station in plan.scenario.served_stations(group) + helped:
            serves[row, plan.station_row[station]] = True
    return serves


def _whole_months(period: Period) -> Iterator[tuple[date, date]]:
    """Yield the first and last day of the calendar months that lie wholly in the period."""
    first = period.from_.replace(day=1)
    while first <= period.to:
        last = first.replace(day=monthrange(first.year, first.month)[1])
        if period.from_ <= first and last <= period.to:
            yield first, last
        first = last + timedelta(days=1)
