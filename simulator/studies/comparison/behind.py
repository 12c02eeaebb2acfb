"""Behind the differences: how many came, how long all of them waited, who served them, and the mix.

In: the results of scenarios for the same citizens. Out: a `Behind` for each number that explains a
difference. A mean over all moves where others make it up, though nobody waits longer: where those
who are quick stay away, say. By direct standardisation that is taken out again: each field keeps
the weight that it has in the first scenario. What is said of it is not known here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import nan
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from simulator.measures import Estimate, MeasureKey, Scope, student_interval
from simulator.measures.keys import station_label
from simulator.measures.measure import Better
from simulator.measures.quantities import HOURS, MINUTES
from simulator.results.result import Result, divided
from simulator.scenario import STEPS, Scenario
from simulator.studies.paired import family_confidence

MOVED = 0.02
"""Change of a share from which the mix is another one."""


class Cause(StrEnum):
    """What may explain a difference; the value is its name in files."""

    VISITS = "visits"
    WAITED = "waited_hours"
    """By all citizens together."""
    RECEIVED = "received"
    OFFICERS = "officers"
    COST = "cost"
    """Of the officers a year, where all scenarios have it in one currency."""
    SHARE = "share_of_waits"
    """Of the field whose share moves most, among all who wait; where the mix is another one."""
    LIKE_FOR_LIKE = "like_for_like_wait_minutes"
    """Mean wait to be received, each field with its weight in the first scenario; likewise."""


_DIGITS = 9  # To which shares are told apart: of two fields, one gains what the other loses.

_LESS_IS_BETTER = {Cause.WAITED, Cause.COST, Cause.LIKE_FOR_LIKE}

_Found: TypeAlias = tuple[Cause, NDArray[np.float64], str]
"""Values of shape (scenarios, replications), and the field that they are of, if any."""


@dataclass(frozen=True, slots=True)
class Behind:
    """A number that explains: what it is in each scenario, and by how much it is another one."""

    cause: Cause
    field: str
    """Key of the field that it is of; empty where it is of none."""
    estimates: tuple[Estimate, ...]
    """Of each scenario."""
    differences: tuple[Estimate, ...]
    """Of the others, less that of the first; all of a comparison together hold with 95 %."""

    @property
    def better(self) -> Better | None:
        """Which values are better; None where that depends on what is wanted."""
        return "less" if self.cause in _LESS_IS_BETTER else None


def behind(results: Sequence[Result]) -> tuple[Behind, ...]:
    """Return what may explain the differences of the others from the first of some scenarios.

    Parameters
    ----------
    results
        Of one seed, and as many replications of each.
    """
    found = [*_amounts(results), *_staff([each.scenario for each in results]), *_mix(results)]
    confidence = family_confidence(len(found) * (len(results) - 1))
    return tuple(
        Behind(
            cause,
            field,
            tuple(student_interval(each, lowest=0.0) for each in values),
            tuple(student_interval(each - values[0], confidence=confidence) for each in values[1:]),
        )
        for cause, values, field in found
    )


def _amounts(results: Sequence[Result]) -> Iterator[_Found]:
    waits, tickets = _waits(results, MeasureKey("wait_mean"))
    visits, received = (
        np.array([each.series(cause.value).values for each in results])
        for cause in (Cause.VISITS, Cause.RECEIVED)
    )
    yield Cause.VISITS, visits, ""
    yield Cause.WAITED, np.nan_to_num(waits) * tickets * MINUTES.seconds / HOURS.seconds, ""
    yield Cause.RECEIVED, received, ""


def _staff(scenarios: Sequence[Scenario]) -> Iterator[_Found]:
    """Yield what is decided, and so the same in every replication."""
    yield Cause.OFFICERS, _twice([each.officers for each in scenarios]), ""
    if have_one_price(scenarios):
        yield Cause.COST, _twice([each.staff_cost for each in scenarios]), ""


def have_one_price(scenarios: Sequence[Scenario]) -> bool:
    """Whether what officers cost can be compared: all scenarios have it, in one currency."""
    currencies = {each.currency for each in scenarios}
    return all(each.staff_cost for each in scenarios) and len(currencies) == 1


def _twice(numbers: Sequence[float]) -> NDArray[np.float64]:
    return np.array([numbers, numbers], np.float64).T


def _mix(results: Sequence[Result]) -> Iterator[_Found]:
    fields = dict.fromkeys(field for each in results for field in each.scenario.fields)
    _wait, total = _waits(results, MeasureKey("wait_mean"))
    shares = {
        field: np.nan_to_num(
            divided(_waits(results, MeasureKey("wait_mean", Scope.FIELD, field))[1], total)
        )
        for field in fields
    }
    means = {field: each.mean(axis=1) for field, each in shares.items()}
    moved = {field: round(float(np.ptp(each)), _DIGITS) for field, each in means.items()}
    most = max(moved, key=lambda field: (moved[field], means[field][0]))
    if moved[most] < MOVED:
        return
    yield Cause.SHARE, shares[most], most
    stations = [station_label(STEPS[0], field) for field in fields]
    received = [_waits(results, MeasureKey("wait_mean", Scope.STATION, each)) for each in stations]
    common = [(wait, tickets[0]) for wait, tickets in received if tickets.all()]
    if common:
        waits, weights = (np.array(each) for each in zip(*common, strict=True))
        weighted = (waits * weights[:, np.newaxis]).sum(axis=0) / weights.sum(axis=0)
        yield Cause.LIKE_FOR_LIKE, weighted, ""


def _waits(
    results: Sequence[Result], key: MeasureKey
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return mean waits and how many waited; nobody where a scenario has no such place."""
    found = [each.series(key) if key in each.index else None for each in results]
    nobody = np.zeros(len(results[0].replications))
    return (
        np.array([each.values if each else nobody * nan for each in found]),
        np.array([each.counts if each else nobody for each in found], np.float64),
    )
