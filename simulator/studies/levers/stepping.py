"""Stepping: a value of a scenario, a step of its mark more or less.

In: a value as it is written, its key and its mark. Out: the value a step on, written alike, or None
where there is none. Which values a lever changes is not known here.
"""

from collections.abc import Mapping

from simulator.scenario.amounts import amount, number_of
from simulator.scenario.clocks import SECONDS_PER_MINUTE
from simulator.scenario.families import Distribution
from simulator.scenario.moves import LESS, MORE, ByStep, OfShares
from simulator.scenario.number_text import number_text
from simulator.scenario.schema import Key
from simulator.scenario.vocabulary import NONE
from simulator.studies.assumptions.moving import scaled, tidied


def stepped(value: object, key: Key, moves: ByStep, way: str) -> object:
    """Return a number a step more, or less, within the bounds of its key and of its mark.

    Examples
    --------
    >>> from simulator.scenario.schema import by_names
    >>> def step(value, *names):
    ...     key = by_names()[names]
    ...     return stepped(value, key, key.moves, "more")
    >>> step(3, "staff", "officers"), step("none", "queues", "last_ticket")
    (4, '30 min')
    """
    sign = {MORE: 1, LESS: -1}[way]
    if value == NONE:
        return moves.step if (way == LESS) is moves.none_is_most else None
    if key.kind is Distribution:
        return scaled(value, 1 + sign * number_of(moves.step))
    found, step = amount(value), amount(moves.step)
    if found is None or step is None or found.unit != step.unit:
        return None
    number = found.number + sign * step.number
    number = max([number, *(number_of(end) for end in (key.least, moves.least) if end is not None)])
    number = min([number, *(number_of(end) for end in (key.most, moves.most) if end is not None)])
    number = tidied(number)
    if found.unit == "s":
        return f"{number_text(number / SECONDS_PER_MINUTE)} min"
    if found.unit:
        return f"{number_text(number)} {found.unit}"
    return round(number) if isinstance(value, int) else number


def share_stepped(value: object, moves: OfShares) -> object:
    """Return shares that sum to 1 with more of one of them, taken from the largest of the others.

    Examples
    --------
    >>> moves = OfShares(part="online", step=0.2, names={})
    >>> share_stepped({"counter": 0.8, "online": 0.1, "post": 0.1}, moves)
    {'counter': 0.6, 'online': 0.3, 'post': 0.1}
    """
    assert isinstance(value, Mapping)  # noqa: S101  # shares by name
    shares: dict[str, float] = dict(value)
    for name in sorted(shares.keys() - {moves.part}, key=lambda each: -shares[each]):
        taken = min(shares[name], value[moves.part] + moves.step - shares[moves.part])
        shares[name] = tidied(shares[name] - taken)
        shares[moves.part] = tidied(shares[moves.part] + taken)
    return shares
