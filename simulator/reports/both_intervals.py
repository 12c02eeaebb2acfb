"""Both intervals: an answer between what chance leaves open, and what the assumptions do.

In: estimates, and the interval of each over all that the assumptions may be. Out: a `Table`. How
the numbers came about is not known here.
"""

from collections.abc import Iterable
from dataclasses import replace
from math import isnan, nan
from typing import NamedTuple

from simulator.language import _
from simulator.measures import Estimate, Method
from simulator.reports.document import Interval, Number, Table
from simulator.reports.figures import ROUND_PERCENT, Unit


class Open(NamedTuple):
    """An answer, and how far it is open."""

    name: str
    base: Estimate
    """With its interval from chance."""
    unit: Unit
    low: float
    """The least and the greatest that the assumptions leave it; nan where nothing is counted."""
    high: float
    explained: float
    """Share of the latter that the assumptions one by one account for."""

    @property
    def by_assumptions(self) -> Estimate:
        """The answer with its interval from the assumptions."""
        low, high = (None if isnan(end) else end for end in (self.low, self.high))
        return replace(self.base, low=low, high=high, unlike=None, method=Method.T)


def both_intervals(answers: Iterable[Open], of: str = "") -> Table:
    """Set the intervals from the assumptions beside those from chance.

    Parameters
    ----------
    answers
        With both intervals.
    of
        What all of them are of, where it is no Center as it is.
    """
    rows = tuple(
        (
            each.name,
            Number.of(each.base, each.unit),
            Interval(each.base, each.unit),
            Interval(each.by_assumptions, each.unit),
            Number.of(nan if isnan(each.low) else each.explained, ROUND_PERCENT),
        )
        for each in answers
    )
    return Table(
        _("How far it is open, {answer}").format(answer=of) if of else _("How far it is open"),
        ("", _("mean"), _("by chance"), _("by assumptions"), _("explained singly")),
        rows,
        frozenset({1, 2, 3, 4}),
        _("Explained singly: share of the latter that the assumptions one by one account for."),
        (28, 9),
    )
