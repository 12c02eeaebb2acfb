"""Telling: the texts that the terminal and the page of a comparison share.

In: a `Compared`. Out: sentences, titles of measures and cells of tables, in the language that is
spoken. How they are laid out is not known here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import isnan
from typing import TYPE_CHECKING

from simulator.language import _
from simulator.measures import MeasureKey
from simulator.measures.measure import WAITS
from simulator.reports.certainty import assumptions_text
from simulator.reports.comparison.changes import Changes
from simulator.reports.comparison.explaining import explanations
from simulator.reports.differences import difference_text, family_text
from simulator.reports.document import Cell, Interval, Number
from simulator.reports.figures import (
    ABSENT,
    COUNT,
    Unit,
    bare_unit,
    decimals,
    mean,
    number,
)
from simulator.reports.labels import Names, in_words
from simulator.reports.run.answer import warnings as warnings_of
from simulator.reports.run.carrying import overload
from simulator.reports.run.findings import unaccepted_text
from simulator.studies.comparison.alternatives import Alternative
from simulator.studies.comparison.running import Compared
from simulator.studies.paired import Difference

if TYPE_CHECKING:
    import pandas as pd

DOSSIERS = (
    *("on_time_rate_filing", "on_time_rate", "before_due_rate", "on_time_rate_official"),
    *("overdue", "open_at_end", "unaccepted"),
)
"""Measures of dossiers, the most telling first."""

ENOUGH = 10
"""Replications from which differences of some size can be seen."""

_MOST_PAIRING = 100
"""Gain of pairing beyond which no number is written: as its estimate varies, it would mislead."""


def called(of: Compared, scenario: str) -> str:
    """Return what a scenario is called: by what it changes, where it has no name of its own."""
    one = next(each for each in of.alternatives if each.name == scenario)
    changes = [row.text() for row in Changes.of(of, one).rows()] if one.is_typed else []
    return in_words(changes, most=1) if changes else scenario


def title_of(of: Compared, difference: Difference) -> str:
    """Return what people call the measure of a difference, with the place it is taken over."""
    return Names(of.result(difference.second).scenario).measure(difference.measure)


def few_replications(finished: int) -> list[str]:
    """Say that small differences are not seen, where replications are few."""
    if not 1 < finished < ENOUGH:
        return []
    few = _("With {n} replications only large differences can be seen: take {most} or more.")
    return [few.format(n=finished, most=ENOUGH)]


def warnings(of: Compared) -> list[str]:
    """Return what a reader must know before any number."""
    told = warnings_of(of.results[0]) + few_replications(of.finished)
    for one in of.alternatives:
        if said := overload(of.result(one.name)):
            told.append(_of_scenario(of, one, said))
    return told


def cautions(of: Compared) -> list[str]:
    """Return what to know of a scenario beside its numbers."""
    return [
        _of_scenario(of, one, said)
        for one in of.alternatives
        if (said := unaccepted_text(of.result(one.name)))
    ]


def _of_scenario(of: Compared, one: Alternative, said: str) -> str:
    return _("“{scenario}”: {said}").format(scenario=called(of, one.name), said=said)


def sentences(of: Compared) -> list[str]:
    """Say of each pair what changes visibly, in one or two sentences."""
    return [
        " ".join(sentences_of(of, first, second, differences))
        for (first, second), differences in of.by_pair().items()
    ]


def own_mean(of: Compared, scenario: str, difference: Difference) -> Number:
    """Return the mean of a scenario, without the unit, to its own digits and the difference's."""
    estimate = of.result(scenario)[difference.measure]
    unit = bare_unit(difference.measure.entry.quantity)
    places = max(decimals(estimate, unit), decimals(difference.estimate, unit))
    return Number.of(estimate.mean, replace(unit, decimals=places))


def own_interval(of: Compared, scenario: str, difference: Difference) -> Interval:
    """Return the 95 % interval of a measure in a scenario."""
    estimate = of.result(scenario)[difference.measure]
    return Interval(estimate, bare_unit(difference.measure.entry.quantity))


def difference_cells(difference: Difference) -> tuple[Cell, ...]:
    """Return mean, low and high of a difference, as numbers without the unit."""
    unit = bare_unit(difference.measure.entry.quantity)
    return Interval(difference.estimate, unit, has_mean=True).parts


def signed_mean(difference: Difference) -> str:
    """Write the mean of a difference with its sign, without the unit.

    Examples
    --------
    >>> from simulator.measures import Estimate, Method
    >>> difference = Estimate(-4.04, -5, -3, 20, Method.T)
    >>> signed_mean(Difference(MeasureKey("wait_mean"), "A", "B", difference, 12.3))
    '−4.0'
    """
    text = mean(difference.estimate, bare_unit(difference.measure.entry.quantity))
    is_more = not text.startswith("−") and any(digit in text for digit in "123456789")
    return f"+{text}" if is_more else text


def pairing_text(pairing: float) -> str:
    """Write what common random numbers were worth, in replications, to the one digit that holds.

    Parameters
    ----------
    pairing
        That of a `Difference`.

    Examples
    --------
    >>> pairing_text(12.3), pairing_text(0.47), pairing_text(2429.1)
    ('10 ×', '0.5 ×', '> 100 ×')
    """
    if isnan(pairing):
        return ABSENT
    if pairing > _MOST_PAIRING:
        return f"> {_MOST_PAIRING} ×"
    rounded = float(f"{pairing:.0e}")
    # It is ½ at least: var(A − B) is at most 2 (var A + var B).
    return f"{number(rounded, Unit('', decimals=0 if rounded >= 1 else 1))} ×"


def differences_in_words(of: Compared) -> "pd.DataFrame":
    """Return the differences as a table for notebooks, with what they come to in words.

    Returns
    -------
    pandas.DataFrame
        As of `Compared.differences`, and a column `verdict`.
    """
    return of.differences().assign(
        verdict=[
            difference_text(each.measure.entry, each.estimate) for each in of.comparison.differences
        ]
    )


def pairing_note() -> str:
    """Say what the last column of the differences is."""
    return _(
        "Pairing: about how many times as many replications it would take with other citizens in "
        "each scenario for intervals as narrow as these; from fewer than 20 replications it is "
        "known only roughly."
    )


def interval_texts(of: Compared) -> list[str]:
    """Say with what confidence the intervals hold, and under what; nothing where there are none."""
    return (
        [
            family_text(of.comparison.pairs, of.comparison.measures, of.comparison.confidence),
            assumptions_text(),
        ]
        if of.finished > 1
        else []
    )


def sentences_of(
    of: Compared, first: str, second: str, differences: Sequence[Difference]
) -> Iterator[str]:
    """Yield the sentences on a pair: what changes visibly, and what else has a part in it."""
    names = {"first": called(of, first), "second": called(of, second)}
    seen = [each for each in differences if each.is_seen]
    if not seen:
        yield _nothing_seen(differences).format(**names, n=number(of.finished, COUNT))
        return
    yield from _changes_seen(of, differences, seen)
    yield from explanations(of.result(first), of.result(second), seen)


def _nothing_seen(differences: Sequence[Difference]) -> str:
    """Return why none of some differences is seen, to be filled in with the scenarios."""
    told = [each for each in differences if each.estimate.n > 1]
    if not told:
        return _("Too few replications to compare “{second}” with “{first}”.")
    if all(each.is_none for each in told):
        return _(
            "“{second}” comes to the same as “{first}” in all {n} replications, in everything that "
            "was asked for."
        )
    if all(each.estimate.unlike for each in told):
        return _(
            "Too few replications of “{second}” differ from “{first}” to say by how much: nearly "
            "all come to the same."
        )
    return _(
        "Between “{second}” and “{first}” no difference can be seen in anything that was asked for."
    )


def _changes_seen(
    of: Compared, differences: Sequence[Difference], seen: Sequence[Difference]
) -> Iterator[str]:
    lead, *others = seen
    names = {"first": called(of, lead.first), "second": called(of, lead.second)}
    title = title_of(of, lead)
    said = _("With “{second}” in place of “{first}”, “{title}” is {verdict}.")
    if lead.measure == MeasureKey("wait_mean"):
        said = _("With “{second}” in place of “{first}”, the mean wait is {verdict}.")
    yield said.format(
        **names, title=title, verdict=difference_text(lead.measure.entry, lead.estimate)
    )
    if not others:
        if len(differences) > 1:
            yield _("Nothing else that was asked for changes visibly.")
        return
    for each in _of_dossiers(lead, others)[:1]:
        others.remove(each)
        yield _("“{title}” is {verdict}.").format(
            title=title_of(of, each), verdict=difference_text(each.measure.entry, each.estimate)
        )
    if not others:
        return
    titles = [title_of(of, each) for each in others]
    yield _("There is a visible change in {measures} too.").format(
        measures=in_words([f"“{title}”" for title in titles], most=4)
    )


def _of_dossiers(lead: Difference, others: Sequence[Difference]) -> list[Difference]:
    """Return what changes in dossiers, the most telling first, where a wait leads."""
    if lead.measure.entry.scopes is not WAITS:
        return []
    return [each for key in map(MeasureKey, DOSSIERS) for each in others if each.measure == key]
