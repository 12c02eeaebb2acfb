"""Differences in words: what another scenario is, compared with the first, and how surely.

In: an entry of the catalogue and the estimate of a difference, or how many intervals hold together.
Out: short texts in the language that is spoken. How the numbers came about is not known here.
"""

from simulator.language import N_, _, ngettext
from simulator.measures import CONFIDENCE, Estimate, Measure
from simulator.reports.figures import (
    COUNT,
    PERCENT,
    ROUND_PERCENT,
    Unit,
    decimals,
    difference_unit,
    number,
)

_UNSEEN = N_("no difference can be seen ({low} to {high})")


def difference_text(measure: Measure, difference: Estimate) -> str:
    """Say what the interval of a difference shows.

    Parameters
    ----------
    measure
        The entry of the catalogue: waits are shorter, rates lower, counts fewer.
    difference
        The mean difference to the other scenario, with an interval.

    Examples
    --------
    >>> from simulator.measures import Method, measure_named
    >>> difference_text(measure_named("wait_mean"), Estimate(-4.12, -4.69, -3.55, 20, Method.T))
    'shorter by 4.1 min (3.6 to 4.7)'
    >>> difference_text(measure_named("visits"), Estimate(0.25, -0.3, 0.8, 20, Method.T))
    'no difference can be seen (−0.3 to 0.8)'
    """
    unlike = difference.unlike
    if unlike and unlike.times:
        return ngettext(
            "only {n} of {of} replications is unlike the others: too few to say by how much",
            "only {n} of {of} replications are unlike the others: too few to say by how much",
            unlike.times,
        ).format(n=number(unlike.times, COUNT), of=number(unlike.of, COUNT))
    everywhere = _("in all {n} replications").format(n=number(difference.n, COUNT))
    if unlike and difference.mean == 0:
        return _("the same {everywhere}").format(everywhere=everywhere)
    if unlike:
        return _changed(measure, difference, everywhere)
    if difference.low is None or difference.high is None:
        return _("too few replications to compare")
    unit = difference_unit(measure.quantity)
    places = decimals(difference, unit)

    def bare(value: float) -> str:
        return number(value, Unit("", unit.scale, places))

    if difference.low <= 0 <= difference.high:
        return _(_UNSEEN).format(low=bare(difference.low), high=bare(difference.high))
    low, high = sorted((abs(difference.low), abs(difference.high)))
    between = _("{low} to {high}").format(low=bare(low), high=bare(high))
    return _changed(measure, difference, between)


def _changed(measure: Measure, difference: Estimate, between: str) -> str:
    change, unit = measure.quantity.change, difference_unit(measure.quantity)
    amount = Unit(unit.sign, unit.scale, decimals(difference, unit))
    return _(change.less if difference.mean < 0 else change.more).format(
        amount=number(abs(difference.mean), amount), between=between
    )


def family_text(pairs: int, measures: int, confidence: float) -> str:
    """Say over what the confidence of intervals holds.

    Parameters
    ----------
    pairs, measures
        Pairs of scenarios that are compared, and measures of each.
    confidence
        Of each interval.
    """
    together = number(CONFIDENCE, ROUND_PERCENT)
    if pairs * measures == 1:
        return _("The interval holds with {confidence}.").format(confidence=together)
    pairs_text = ngettext("{n} pair of scenarios", "{n} pairs of scenarios", pairs)
    measures_text = ngettext("{n} measure", "{n} measures", measures)
    return _(
        "All intervals together hold with {together}: each has {each} (Bonferroni over {pairs} "
        "× {measures})."
    ).format(
        together=together,
        each=number(confidence, Unit(PERCENT.sign, PERCENT.scale, decimals=2)),
        pairs=pairs_text.format(n=number(pairs, COUNT)),
        measures=measures_text.format(n=number(measures, COUNT)),
    )
