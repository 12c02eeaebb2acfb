"""Amounts: how much a value of a scenario is, so that it can be held against another.

In: plain data, as a planner wrote it. Out: the number and its unit; of a distribution, its mean.
What has no amount is told too: a name, a profile, a list.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import NamedTuple

from simulator.scenario.families import Distribution
from simulator.scenario.quantities import Duration, Rate, WorkingTime
from simulator.scenario.shares import parse_share


class Amount(NamedTuple):
    """How much something is, in a unit."""

    number: float
    unit: str
    """Empty for a bare number and for a share."""


def _share(text: str) -> Amount | None:
    share = parse_share(text)
    return Amount(share, "") if isinstance(share, float) else None


def _working_time(text: str) -> Amount:
    time = WorkingTime.parse(text)
    return Amount(time.amount, time.unit)


def _rate(text: str) -> Amount:
    rate = Rate.parse(text)
    return Amount(rate.amount, f"per {rate.per}")


_READERS: tuple[Callable[[str], Amount | None], ...] = (
    _share,
    lambda text: Amount(Duration.parse(text).seconds, "s"),
    _working_time,
    _rate,
)


def number_of(value: object) -> float:
    """Return the number of a value that has an amount: a step, a bound, the mean of a time."""
    found = amount(str(value) if isinstance(value, Duration) else value)
    assert found is not None  # noqa: S101  # asked of the caller
    return found.number


def amount(value: object) -> Amount | None:
    """Return how much a value is; None where it has no amount.

    Examples
    --------
    >>> amount("12 min"), amount("80 %"), amount("3200 per year").unit
    (Amount(number=720.0, unit='s'), Amount(number=0.8, unit=''), 'per year')
    >>> amount({"gamma": {"mean": "12 min", "cv": 0.6}})
    Amount(number=720.0, unit='s')
    >>> amount("headquarters"), amount(["07:30-11:30"])
    (None, None)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return Amount(value, "")
    if isinstance(value, str):
        for read in _READERS:
            with suppress(ValueError):
                if found := read(value):
                    return found
    if isinstance(value, Mapping) and value.keys() <= Distribution.model_fields.keys():
        with suppress(ValueError):
            return Amount(Distribution.model_validate(value).mean_seconds, "s")
    return None
