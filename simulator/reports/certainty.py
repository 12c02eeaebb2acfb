"""Certainty: what intervals and common numbers say, and what stands where there is no interval.

In: the estimates that a report shows, and the scenario. Out: sentences and short texts that run,
comparison and sweep have in common, on the terminal and on pages. A replication is called a year
where the period is one: what a planner has before them is a year.
"""

from collections.abc import Iterable
from math import floor

from simulator.language import _
from simulator.measures import Estimate, Method, Occurrence
from simulator.reports.figures import COUNT, most_text, number, occurrence_text
from simulator.scenario import Scenario


def assumptions_text() -> str:
    """Say what the intervals of a report leave out."""
    return _("Intervals show the chance of the replications, and hold if the assumptions do.")


def common_numbers_text() -> str:
    """Say what scenarios of one seed share, and what that leaves of chance."""
    return _(
        "Common random numbers: with the same seed, scenarios meet the same citizens with the same "
        "needs, but for what a scenario itself changes in them. That leaves less chance in the "
        "differences between scenarios, not none: how much, the intervals of `onestop compare` "
        "show."
    )


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


def unlike_note(shown: Iterable[Estimate], scenario: Scenario) -> str:
    """Explain what stands in place of an interval, by the first estimate of which it does.

    Parameters
    ----------
    shown
        Estimates whose intervals are shown.
    scenario
        What they are of.
    """
    first = next((each.unlike for each in shown if each.unlike), None)
    if first is None:
        return ""
    said = _("{shown} is no interval: it was otherwise in {times}, and may be in up to {most}.")
    times = times_text(first, periods(scenario))
    return said.format(shown=occurrence_text(first), times=times, most=most_text(first))


def quantile_note(shown: Iterable[Estimate]) -> str:
    """Say what quantiles are taken over where there are few items, and where there are none.

    Parameters
    ----------
    shown
        Quantiles whose values are shown.
    """
    methods = {each.method for each in shown}
    said = []
    if Method.POOLED in methods:
        said.append(_("“9 in 10 within” is of all replications together where each has few."))
    if Method.FEW in methods:
        said.append(_("“9 in 10 within” is left out where there are fewer than 100 in all."))
    return " ".join(said)
