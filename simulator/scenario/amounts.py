"""Amounts: how much a value of a scenario is, so that it can be held against another.

In: plain data, as a planner wrote it. Out: the number and its unit; of a distribution, its mean.
What has no amount is told too: a name, a profile, a list.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import NamedTuple, get_args

from simulator.language import _
from simulator.scenario.families import Distribution
from simulator.scenario.number_text import amount_and_unit
from simulator.scenario.quantities import (
    Duration,
    DurationUnit,
    Rate,
    RatePeriod,
    WorkingTime,
    WorkingUnit,
)
from simulator.scenario.shares import parse_share
from simulator.scenario.units import spellings


class Amount(NamedTuple):
    """How much something is, in a unit."""

    number: float
    unit: str
    """Empty for a bare number and for a share."""


def _duration(text: str) -> Amount:
    return Amount(Duration.parse(text).seconds, "s")


def _working_time(text: str) -> Amount:
    time = WorkingTime.parse(text)
    return Amount(time.amount, time.unit)


def _rate(text: str) -> Amount:
    rate = Rate.parse(text)
    return Amount(rate.amount, f"per {rate.per}")


_READERS: Mapping[str, Callable[[str], Amount]] = {
    **dict.fromkeys(get_args(DurationUnit), _duration),
    **dict.fromkeys(get_args(WorkingUnit), _working_time),
    **{f"per {period}": _rate for period in get_args(RatePeriod)},
}
"""By unit."""
_BY_WORD = {word: _READERS[unit] for word, unit in spellings(_READERS).items()}


def _in_text(text: str) -> Amount | None:
    share = parse_share(text)
    if isinstance(share, float):
        return Amount(share, "")
    _number, unit = amount_and_unit(text, _("a number"), "min")
    return _BY_WORD[unit](text) if unit in _BY_WORD else None


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
    with suppress(ValueError):
        if isinstance(value, str):
            return _in_text(value)
        if isinstance(value, Mapping) and value.keys() <= Distribution.model_fields.keys():
            return Amount(Distribution.model_validate(value).mean_seconds, "s")
    return None
