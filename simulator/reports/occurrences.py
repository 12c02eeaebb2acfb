"""Occurrences: in how many replications something is so, in words, and how often it may be.

In: `Occurrence`s, and the scenario. Out: short texts. A replication is called a year where the
period is one: what a planner has before them is a year.
"""

from math import floor

from simulator.language import _
from simulator.measures import Occurrence
from simulator.reports.figures import COUNT, most_text, number
from simulator.scenario import Scenario


def periods(scenario: Scenario) -> str:
    """Return what the replications of a scenario are called, more than one."""
    return _("years") if scenario.period.is_year else _("replications")


def times_text(found: Occurrence, name: str) -> str:
    """Say in how many it is so.

    Parameters
    ----------
    found
        Something that happened in some of the replications.
    name
        What they are called: `periods`.

    Examples
    --------
    >>> times_text(Occurrence(3, of=10), "years")
    '3 of 10 years'
    """
    return _("{times} of {n} {periods}").format(
        times=number(found.times, COUNT), n=number(found.of, COUNT), periods=name
    )


def share_text(found: Occurrence) -> str:
    """Write the 95 % interval of the share of all such periods, to whole percents around it.

    Examples
    --------
    >>> share_text(Occurrence(3, of=10))
    '6 – 66 %'
    """
    return f"{number(floor(100 * found.low), COUNT)} – {most_text(found)}"
