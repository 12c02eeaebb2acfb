"""Footnotes: what stands in a table where there is no interval, or a quantile of few, explained.

In: the estimates that a table shows, and the scenario. Out: sentences to stand below it, empty
where it shows nothing of the kind.
"""

from collections.abc import Iterable

from simulator.language import _
from simulator.measures import Estimate, Method
from simulator.reports.figures import most_text, occurrence_text
from simulator.reports.occurrences import periods, times_text
from simulator.scenario import Scenario


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
