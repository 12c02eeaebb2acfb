"""Telling: what figures have in common in how numbers become rows, estimates and words.

In: a `Result` and the names of its parts. Out: estimates over the replications of what `Details`
counts, the rows that a figure has room for, and short texts. It draws nothing.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence, Sized
from typing import Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from simulator.language import _
from simulator.measures import Estimate, student_interval
from simulator.measures.details import Details
from simulator.reports.figures import COUNT, Unit, mean, number
from simulator.reports.ranking import not_clearly_below
from simulator.results.result import Result, divided
from simulator.scenario.clocks import SECONDS_PER_MINUTE

MOST_ROWS = 15
"""Rows that a figure has room for."""

RARE = 0.005
"""Share of the tickets below which an hour or a day is not named in a title: few citizens make a
long wait there."""

_NO_WAIT = 0.05  # Minutes below which a wait is none.

Row = TypeVar("Row")
Key = TypeVar("Key", bound=Hashable)


class Ranked(NamedTuple, Generic[Row]):
    """What a figure has room for, the worst first."""

    keys: list[str]
    labels: list[str]
    values: list[Row]
    note: str
    """How many have no room; empty where all have."""


def over(result: Result, of: Callable[[Details], NDArray[np.generic]]) -> NDArray[np.float64]:
    """Stack what is taken from the details of each replication. Shape (replications, …)."""
    return np.array([of(one) for one in result.details], np.float64)


def estimates(values: NDArray[np.float64]) -> list[Estimate]:
    """Estimate each column of numbers that are not negative. Shape (replications, columns)."""
    return [student_interval(column, lowest=0.0) for column in values.T]


def means(of: Iterable[Estimate]) -> NDArray[np.float64]:
    """Return the means of estimates, 0 where nothing was counted: a bar of no length."""
    return np.array([one.mean if one.n else 0.0 for one in of])


def highest(of: Iterable[Estimate]) -> float:
    """Return the highest value drawn, intervals included; 0 where nothing was counted."""
    ends = [one.mean if one.high is None else one.high for one in of if one.n]
    return max(ends, default=0.0)


def ranked(
    found: Mapping[str, Row], name: Callable[[str], str], badness: Callable[[Row], float]
) -> Ranked[Row]:
    """Return what a figure has room for, the worst first, with what it is called."""
    keys = sorted(found, key=lambda key: -badness(found[key]))[:MOST_ROWS]
    return Ranked(keys, [*map(name, keys)], [found[key] for key in keys], left_out(found))


def left_out(found: Sized) -> str:
    """Say how many rows have no room; nothing where all have."""
    if len(found) <= MOST_ROWS:
        return ""
    return _("The first {shown} are shown; there are {more} more.").format(
        shown=number(MOST_ROWS, COUNT), more=number(len(found) - MOST_ROWS, COUNT)
    )


def title_of_highest(
    found: Mapping[Key, Estimate],
    name: Callable[[Key], str],
    unit: Unit,
    *,
    clear: str,
    alike: str,
    alone: str = "",
    **more: str,
) -> str:
    """Name in a title what has the highest mean; where chance may have made it so, the first two.

    Parameters
    ----------
    found
        Estimates of which one is the highest.
    name
        What they are called.
    unit
        How their means are written.
    clear
        The title where one is the highest, to be filled in with it as `thing`, and its `value`.
    alike
        The title where none is for certain, to be filled in with the first two, as `both`.
    alone
        The title where there is nothing else, if it is another than `clear`.
    more
        What else titles are to be filled in with.
    """
    highest, *others = not_clearly_below(found)
    sentence = alike if others else alone if len(found) == 1 and alone else clear
    return sentence.format(
        thing=name(highest),
        value=mean(found[highest], unit),
        both=listed((name(key), mean(found[key], unit)) for key in (highest, *others)[:2]),
        **more,
    )


def queueing(result: Result) -> NDArray[np.float64]:
    """Return the minutes that tickets waited once the doors were open, by replication.

    Shape (replications, 7, 24); nan where nobody came. Waiting for the doors is no queueing.
    """
    tickets = over(result, lambda one: one.tickets)
    waited = over(result, lambda one: one.waited - one.at_door)
    return divided(waited, tickets * SECONDS_PER_MINUTE)


def door_note(result: Result) -> str:
    """Say what waits hold that titles leave out; nothing where nobody waits for the doors."""
    if not over(result, lambda one: one.at_door).any():
        return ""
    return _(
        "The waits of who comes before the doors open hold the time until they do, which is no "
        "queueing: the title leaves it out."
    )


def title_of_waits(title: str, longest: float) -> str:
    """Return a title that names the longest wait, in minutes, unless there is none to name."""
    return title if longest >= _NO_WAIT else _("Citizens do not wait")


def whisker_note(result: Result) -> str:
    """Say what the thin lines are; nothing where one replication gives none."""
    return _("Thin lines are 95 % intervals.") if len(result.replications) > 1 else ""


def notes(*sentences: str) -> str:
    """Join the sentences that say something."""
    return " ".join(sentence for sentence in sentences if sentence)


def classes(upper: Sequence[int], *, lowest: int) -> list[str]:
    """Name classes of whole numbers by what they hold; the last holds all that is more.

    Examples
    --------
    >>> classes((1, 2, 5), lowest=1)
    ['1', '2', '3–5', 'over 5']
    """
    names = []
    for most in upper:
        names.append(f"{lowest}" if lowest == most else f"{lowest}–{most}")
        lowest = most + 1
    return [*names, _("over {n}").format(n=upper[-1])]


def listed(texts: Iterable[tuple[str, str]]) -> str:
    """List what each thing has."""
    return "; ".join(_("{thing}: {what}").format(thing=thing, what=what) for thing, what in texts)


def clock(minutes: int) -> str:
    """Write a time of the day.

    Examples
    --------
    >>> clock(8 * 60), clock(13 * 60 + 45)
    ('8:00', '13:45')
    """
    return f"{minutes // 60}:{minutes % 60:02d}"


def from_to(hour: int) -> dict[str, str]:
    """Return the `start` and `end` of an hour of the day, for a sentence."""
    return {"start": clock(60 * hour), "end": clock(60 * hour + 60)}
