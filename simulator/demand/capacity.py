"""Which stations and groups of officers cannot carry their load, before anything is simulated.

In: a `PreparedScenario`. Out: `CapacityCheck`, the load of every station and group over the
reported period and over its busiest month. Nothing is drawn here: work and duty are expectations,
and how long anyone waits is not known.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from simulator.demand.appointments import SlotLoad, slot_loads
from simulator.demand.attendance import Part, capacity_by_part, helps, serves
from simulator.demand.balance import balance
from simulator.demand.by_weekday import Expected, expected_by_weekday
from simulator.demand.offered_load import IN_PERSON, PAPERS, offered_load
from simulator.demand.prepared import PreparedScenario
from simulator.demand.workload import HOUR
from simulator.scenario import Step
from simulator.scenario.model_time import Period
from simulator.scenario.repeats import Times

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
    """Highest load of its pools: citizens can be served in other hours than papers. 0 without work,
    infinite where nobody is ever on duty for its work."""


@dataclass(frozen=True, slots=True)
class GroupLoad:
    """The load of a group of officers when all groups share the work as evenly as they can."""

    group: str
    """Its key."""
    capacity_hours: float
    """Hours on duty an open day, times speed, less other duties."""
    in_person_hours: float | None
    """Those of them in which citizens can be served; None if none come to the group."""
    work_hours: float
    """Work an open day that falls to the group."""
    load: float
    """Highest load of its pools, 0 if it is in none: it has no work to do, or is never on duty."""


@dataclass(frozen=True, slots=True)
class PoolLoad:
    """Stations and the groups that carry their work, all to the same load.

    The stations are served by these groups only, or by groups that carry a higher load already.
    """

    stations: tuple[str, ...]
    """Names of the stations, all with work."""
    groups: tuple[str, ...]
    """Keys of the groups."""
    work_hours: float
    """Work offered an open day, at speed 1."""
    work_of: dict[str, float]
    """Of this, the work that falls to each group."""
    capacity_hours: float
    """Capacity of the groups an open day, in the hours that count for this work."""
    is_bound_to_doors: bool
    """Whether only hours in which citizens can be served count, and the groups have others."""
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
    pools: tuple[PoolLoad, ...]
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
    expected: Expected
    """What comes on which day of the week."""
    slots: tuple[SlotLoad, ...]
    """Stations at which appointments are wanted."""

    @property
    def feasible(self) -> bool:
        """Whether the load can be carried over the period and in its busiest month."""
        return self.period.feasible and (self.busiest_month is None or self.busiest_month.feasible)


def can_carry(load: float) -> bool:
    """Whether a load, work ÷ hours, can be carried: run, compare and sweep mark where not."""
    return round(load, DIGITS) <= 1


def period_load(prepared: PreparedScenario) -> CenterLoad:
    """Compare the work offered over the reported period with the hours of the officers.

    Parameters
    ----------
    prepared
        The prepared scenario.
    """
    period = prepared.scenario.period
    work = offered_load(prepared)
    capacity = capacity_by_part(prepared, work[IN_PERSON])
    return _load_between(prepared, work, capacity, period.from_, period.to)


def check_capacity(prepared: PreparedScenario) -> CapacityCheck:
    """Compare the work offered with the hours of the officers who may do it.

    Parameters
    ----------
    prepared
        The prepared scenario.

    Examples
    --------
    >>> from simulator import load_scenario
    >>> check = check_capacity(PreparedScenario(load_scenario("scenarios/textbook/mm1.yaml")))
    >>> check.feasible
    True
    """
    work = offered_load(prepared)
    capacity = capacity_by_part(prepared, work[IN_PERSON])
    period = prepared.scenario.period
    months = [_load_between(prepared, work, capacity, *month) for month in _whole_months(period)]
    return CapacityCheck(
        period=_load_between(prepared, work, capacity, period.from_, period.to),
        busiest_month=max(months, key=lambda month: month.load, default=None),
        expected=expected_by_weekday(prepared),
        slots=slot_loads(prepared),
    )


def _load_between(
    prepared: PreparedScenario,
    work: NDArray[np.float64],
    capacity: NDArray[np.float64],
    first: date,
    last: date,
) -> CenterLoad:
    """Take the load from one day of the reported period to another, both included."""
    period = prepared.scenario.period
    start = (first - period.from_).days
    days = slice(start, start + (last - first).days + 1)
    open_days = int(prepared.calendars.office.is_open_day[period.warm_up_days :][days].sum())
    an_open_day = HOUR * max(open_days, 1)
    work_hours = work[..., days].sum(axis=-1) / an_open_day
    capacity_hours = capacity[..., days].sum(axis=-1) / an_open_day

    names = [f"{step}/{field}" for step, field in prepared.station_row]
    keys = list(prepared.scenario.staff)
    can_do = _can_do(prepared)
    pools = tuple(_pools(names, keys, can_do, work_hours, capacity_hours))
    can_serve = (can_do[:, :, IN_PERSON] & (work_hours[IN_PERSON] > 0)).any(axis=-1)
    has_citizens, in_person_hours = can_serve.any(axis=0), (capacity_hours * can_serve).sum(axis=0)
    return CenterLoad(
        first=first,
        last=last,
        open_days=open_days,
        stations=tuple(
            StationLoad(
                station=names[row],
                step=step,
                field=field,
                work_hours=float(work_hours[:, row].sum()),
                groups=tuple(
                    keys[group] for group in np.flatnonzero(can_do[..., row].any(axis=(0, 2)))
                ),
                load=max((pool.load for pool in pools if names[row] in pool.stations), default=0.0),
            )
            for (step, field), row in prepared.station_row.items()
        ),
        groups=tuple(
            GroupLoad(
                group=key,
                capacity_hours=float(capacity_hours[:, row].sum()),
                in_person_hours=float(in_person_hours[row]) if has_citizens[row] else None,
                work_hours=float(sum(pool.work_of.get(key, 0.0) for pool in pools)),
                load=max((pool.load for pool in pools if key in pool.groups), default=0.0),
            )
            for row, key in enumerate(keys)
        ),
        pools=pools,
    )


def _pools(
    names: list[str],
    keys: list[str],
    can_do: NDArray[np.bool_],
    work_hours: NDArray[np.float64],
    capacity_hours: NDArray[np.float64],
) -> Iterator[PoolLoad]:
    """Share out each kind of a station's work by itself among the parts of the groups' duty."""
    parts, kinds = np.arange(capacity_hours.size), np.arange(work_hours.size)
    for shared in balance(
        work_hours.ravel(), capacity_hours.ravel(), can_do.reshape(len(parts), len(kinds))
    ):
        has_part = np.isin(parts, shared.groups).reshape(capacity_hours.shape)
        has_kind = np.isin(kinds, shared.stations).reshape(work_hours.shape)
        groups = np.flatnonzero(has_part.any(axis=0))
        hours = (capacity_hours * has_part).sum(axis=0)
        work, capacity = float(work_hours[has_kind].sum()), float(hours.sum())
        # By capacity, or the same for all without any.
        shares = hours / capacity if capacity else np.full(len(keys), 1 / len(groups))
        yield PoolLoad(
            stations=tuple(names[row] for row in np.flatnonzero(has_kind.any(axis=0))),
            groups=tuple(keys[group] for group in groups),
            work_hours=work,
            work_of={keys[group]: float(shares[group] * work) for group in groups},
            capacity_hours=capacity,
            is_bound_to_doors=bool(
                has_kind[IN_PERSON].any() and (capacity_hours * ~has_part)[:, groups].any()
            ),
            load=shared.load,
        )


def _can_do(prepared: PreparedScenario) -> NDArray[np.bool_]:
    """Tell in which part of its duty a group can do which kind of a station's work.

    Shape (parts, groups, kinds of `Times`, stations).
    """
    served, helped = serves(prepared), helps(prepared)
    can_do = np.zeros((len(Part), len(served), len(Times._fields), served.shape[1]), np.bool_)
    can_do[:, :, PAPERS] = served | helped
    can_do[Part.OPEN, :, IN_PERSON] = served | helped
    can_do[Part.LATE, :, IN_PERSON] = served & (prepared.stations.overtime_at_most > 0)
    return can_do


def _whole_months(period: Period) -> Iterator[tuple[date, date]]:
    """Yield the first and last day of the calendar months that lie wholly in the period."""
    first = period.from_.replace(day=1)
    while first <= period.to:
        last = first.replace(day=monthrange(first.year, first.month)[1])
        if period.from_ <= first and last <= period.to:
            yield first, last
        first = last + timedelta(days=1)
