"""Moving: a number of a scenario made less or more, as far as it may be otherwise.

In: a value as it was written, its key, and the range that its source states, if it states one. Out:
the value moved, written alike: of a distribution the mean moves and the cv stays, a share moves by
its odds and the others of its sum are rescaled, a whole number moves by 1 at least. What is 0, or
no number, stays. Which values make one assumption is not known here.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from simulator.scenario.amounts import amount, number_of
from simulator.scenario.families import Distribution
from simulator.scenario.numbers import SUMS, first_share
from simulator.scenario.quantities import Duration, Limit, Rate, WorkingTime
from simulator.scenario.schema import Key
from simulator.scenario.vocabulary import SHARE

MOVED = 0.2
"""Of a number whose source states no range, the share that it is less or more."""

Range: TypeAlias = tuple[object, ...]
"""The least and the greatest that a value may be, as `sources` has it."""

_QUANTITIES = (Duration, Limit, Rate, WorkingTime)
_DIGITS = 12
"""Of a moved number."""


def moved(
    written: object, key: Key, position: float, stated: Range | None = None, share: str = ""
) -> object:
    """Return a value moved; what cannot move, as it is.

    Parameters
    ----------
    written
        The value, as it was written; of shares that sum to 1 all of them.
    key
        Its key; of such shares that of one of them.
    position
        How far: -1 for the least that it may be, 1 for the greatest, 0 for as it is.
    stated
        The range that its source states; a fifth less and more where there is none.
    share
        Of shares that sum to 1 the one that it is of; the first that is more than 0 when absent.

    Examples
    --------
    >>> from simulator.scenario.schema import by_names
    >>> keys = by_names()
    >>> moved({"gamma": {"mean": "10 min", "cv": 0.6}}, keys["procedures", "steps"], 1)
    {'gamma': {'mean': '12 min', 'cv': 0.6}}
    >>> moved(3, keys["staff", "officers"], -1), moved(0.5, keys["staff", "sick"], 1)
    (2, 0.545454545455)
    """
    if key.path[:-1] in SUMS and isinstance(written, Mapping):
        return _shares_moved(written, key, position, stated, share or first_share(written))
    size = _size(written, key)
    if not size:
        return written
    low, high = _ends(written, size, key, stated)
    number = size + abs(position) * ((high if position > 0 else low) - size)
    try:
        if key.kind is Distribution:
            return scaled(written, number / size)
        if key.kind in _QUANTITIES:
            return str(_quantity_scaled(key.kind.parse(written), number / size))
    except ValueError:  # There is no such quantity: a limit of no day, or of a hundred years.
        return written
    decimals = key.written.decimals if key.written else None
    return tidied(number) if decimals is None else round(number, decimals or None)


def _size(written: object, key: Key) -> float | None:
    """Return the number that moves of a value; None where there is none."""
    if key.kind is Distribution and "'empirical'" in repr(written):
        return None
    found = amount(written)
    return found.number if found else None


def _ends(written: object, size: float, key: Key, stated: Range | None) -> list[float]:
    """Return the least and the greatest that the number of a value may be, within its bounds."""
    if stated:
        ends = [found.number for found in map(amount, stated) if found]
    elif key.written == SHARE:
        ends = [_odds_moved(size, 1 - MOVED), _odds_moved(size, 1 + MOVED)]
    else:
        step = abs(size) * MOVED
        if _is_whole(written, key):
            step = max(round(step), 1)
        ends = [size - step, size + step]
    least = -1e99 if key.least is None else number_of(key.least)
    most = 1e99 if key.most is None else number_of(key.most)
    return [min(max(end, least), most) for end in ends]


def _is_whole(written: object, key: Key) -> bool:
    """Whether a value comes in whole numbers."""
    if key.kind in (Limit, WorkingTime):
        return str(key.kind.parse(written)).endswith("working days")
    return key.written is not None and key.written.decimals == 0


def _odds_moved(share: float, factor: float) -> float:
    """Return the share whose odds are so many times those of another.

    Examples
    --------
    >>> _odds_moved(0.5, 3.0), _odds_moved(1.0, 0.8)
    (0.75, 1.0)
    """
    return factor * share / (factor * share + 1 - share)


def tidied(number: float) -> float:
    """Return a number that is written no longer than it need be."""
    return float(f"{number:.{_DIGITS}g}")


def _shares_moved(
    written: Mapping[str, object], key: Key, position: float, stated: Range | None, first: str
) -> Mapping[str, object]:
    """Return shares that sum to 1 with one of them moved."""
    sizes = {name: _size(share, key) or 0.0 for name, share in written.items()}
    share = moved(sizes[first], key, position, stated)
    if not isinstance(share, float) or sizes[first] == 1:
        return written
    rest = (1 - share) / (1 - sizes[first])
    return {name: tidied(size * rest) for name, size in sizes.items()} | {first: share}


def _quantity_scaled(quantity: Any, factor: float) -> Any:
    """Return a quantity times a factor; working days stay whole."""
    number = tidied(quantity.amount * factor)
    is_whole = str(quantity).endswith("working days")
    return replace(quantity, amount=round(number) if is_whole else number)


def scaled(distribution: object, factor: float) -> object:
    """Return a distribution with all of its times scaled: so its mean is, and its cv stays.

    Examples
    --------
    >>> scaled({"gamma": {"mean": "10 min", "cv": 0.6}}, 0.8)
    {'gamma': {'mean': '8 min', 'cv': 0.6}}
    """
    match distribution:
        case Mapping():
            return {name: scaled(entry, factor) for name, entry in distribution.items()}
        case tuple() | list():
            return tuple(scaled(part, factor) for part in distribution)
        case str():
            return str(_quantity_scaled(Duration.parse(distribution), factor))
    return distribution
