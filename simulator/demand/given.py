"""Visits whose moments are given, as by a ticket machine, instead of drawn.

In: when somebody came for which field; the arrivals of a replication as they are drawn. Out: these
arrivals with the given visits in place of the drawn ones of the reported period. What a visit is
for within its field, and what it brings, is drawn by an address of its own, so that the same ticket
has the same draws whoever serves. What comes without a citizen is as it is drawn, and so are the
visits of the warm-up.
"""

from dataclasses import dataclass, fields
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from simulator.demand.contract import Contract, Range
from simulator.demand.dossiers import Arrivals, what_they_bring
from simulator.demand.draws import Address, Draws, Purpose, name_key
from simulator.demand.prepared import PreparedScenario
from simulator.demand.workload import AMOUNT, DAY, Channel

FIRST_INDEX = 2**19
"""Index of the first given visit of a day: drawn cases, which count from 0, have other draws."""

NOWHERE = -2
"""A station that no visit goes to."""


@dataclass(frozen=True, slots=True, eq=False)
class GivenVisits(Contract):
    """Who came when, in the order of their coming."""

    fields: Annotated[tuple[str, ...], "fields"]
    """Keys of fields."""
    field: Annotated[NDArray[np.int32], "visits", Range(0, "fields")]
    """Field of each visit."""
    begin: Annotated[NDArray[np.int64], "visits", AMOUNT]
    """When the citizen came, s; never before the one above."""


def with_given(
    prepared: PreparedScenario, draws: Draws, arrivals: Arrivals, given: GivenVisits
) -> Arrivals:
    """Return the arrivals with the given visits in place of those of the reported period.

    Raises
    ------
    ValueError
        If a visit is given to a field at which nobody is received.
    """
    start = prepared.scenario.period.warm_up_days * DAY
    others = arrivals.take(~arrivals.is_visit | (arrivals.begin < start))
    day = prepared.ordinals[given.begin // DAY]
    index = FIRST_INDEX + _place_in_group(given.field + len(given.fields) * day)
    field_key = np.array([name_key(f"receive/{field}") for field in given.fields], np.uint32)
    ticket = Address.of(who=field_key[given.field], day=day, index=index)
    stream = _streams(prepared, given, draws.uniform(Purpose.STREAM, ticket))
    visits = what_they_bring(
        prepared,
        draws,
        Address.of(who=prepared.stream_key[stream], day=day, index=index),
        stream=stream,
        channel=np.full(len(stream), Channel.COUNTER, np.int8),
        begin=given.begin,
    )
    return _joined(others, visits)


def _streams(
    prepared: PreparedScenario, given: GivenVisits, uniform: NDArray[np.float64]
) -> NDArray[np.int64]:
    """What each visit is for: a procedure of its field, or an enquiry, by their shares of visits.

    Where a scenario expects none of them in the period, all are as likely.
    """
    expected = prepared.cases.number.sum(axis=1) * prepared.cases.share[:, Channel.COUNTER]
    stream = np.empty(len(uniform), np.int64)
    for number, field in enumerate(given.fields):
        own = given.field == number
        station = prepared.station_row.get(("receive", field), NOWHERE)
        rows = np.flatnonzero(prepared.visit_station == station)
        if len(rows):
            weight = expected[rows] if expected[rows].sum() else np.ones(len(rows))
            gathered = np.cumsum(weight) / weight.sum()
            stream[own] = rows[np.searchsorted(gathered[:-1], uniform[own], side="right")]
        elif own.any():
            raise ValueError(f"visits to {field}, where nobody is received")
    return stream


def _place_in_group(group: NDArray[np.int64]) -> NDArray[np.int64]:
    """Which of its group each is, from 0.

    Examples
    --------
    >>> _place_in_group(np.array([7, 3, 7, 7, 3])).tolist()
    [0, 0, 1, 2, 1]
    """
    order = np.argsort(group, kind="stable")
    _found, first, counts = np.unique(group[order], return_index=True, return_counts=True)
    place = np.empty(len(group), np.int64)
    place[order] = np.arange(len(group)) - np.repeat(first, counts)
    return place


def _joined(one: Arrivals, other: Arrivals) -> Arrivals:
    parts = {
        each.name: np.concatenate([getattr(one, each.name), getattr(other, each.name)])
        for each in fields(Arrivals)
        if each.name != "address"
    }
    return Arrivals(**parts, address=one.address.followed_by(other.address))
