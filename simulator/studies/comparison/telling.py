"""Telling: the texts that the terminal and the page of a comparison share.

In: a `Compared`. Out: sentences, titles of measures and cells of tables, in the language that is
spoken. How they are laid out is not known here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import isnan
from typing import Any

from simulator.language import N_, _
from simulator.measures import measure_named
from simulator.reports.answer import agrees
from simulator.reports.answer import warnings as warnings_of
from simulator.reports.carrying import overload
from simulator.reports.certainty import assumptions_text
from simulator.reports.figures import (
    ABSENT,
    COUNT,
    PERCENT,
    Unit,
    counted,
    day,
    decimals,
    interval,
    mean,
    number,
)
from simulator.reports.findings import unaccepted_text
from simulator.reports.labels import Names, in_words
from simulator.reports.result import parse_name
from simulator.reports.units import difference_unit
from simulator.scenario import Scenario
from simulator.studies.comparison.explaining import explanations
from simulator.studies.comparison.running import Compared
from simulator.studies.paired import Difference

MEASURES = (
    "wait_mean",
    "wait_p90",
    "wait_within_15",
    "before_due_rate",
    "on_time_rate",
    "on_time_rate_official",
    "on_time_rate_filing",
    "unaccepted",
    "overdue",
    "open_at_end",
    "cycle_time_mean",
    "overtime_hours",
    "visits_per_dossier",
    "trips_in_vain",
)
"""What scenarios are compared by if nothing else is asked for: every scenario has these."""

TITLES: Mapping[str, str] = {
    "wait_mean": N_("Mean wait"),
    "wait_p50": N_("Half of the waits within"),
    "wait_p90": N_("9 in 10 waits within"),
    "wait_p95": N_("19 in 20 waits within"),
    "wait_within_15": N_("Called within 15 min"),
    "wait_within_20": N_("Called within 20 min"),
    "wait_within_30": N_("Called within 30 min"),
    "visits": N_("Visits"),
    "visits_per_dossier": N_("Visits per dossier"),
    "sent_home": N_("Sent home at closing"),
    "turned_away": N_("Turned away at the door"),
    "abandoned": N_("Left while waiting"),
    "lost": N_("Gave up for good"),
    "trips_in_vain": N_("Trips in vain"),
    "queueing_mean": N_("Mean time in the queue"),
    "queueing_p90": N_("9 in 10 in the queue within"),
    "utilization": N_("Load of the officers"),
    "overtime_hours": N_("Overtime"),
    "signatures_per_day": N_("Signatures a working day"),
    "received": N_("Dossiers received"),
    "carried_over": N_("Dossiers carried over"),
    "settled": N_("Dossiers settled"),
    "open_at_end": N_("Dossiers still open"),
    "unaccepted": N_("Dossiers not accepted yet"),
    "before_due_rate": N_("Before due"),
    "on_time_rate": N_("Before due or on time"),
    "on_time_rate_official": N_("Official rate"),
    "on_time_rate_filing": N_("Official rate from the filing"),
    "before_due_rate_days": N_("Before due, limits in days"),
    "on_time_rate_same_day": N_("In time, same-day limits"),
    "after_cut_off_share": N_("Accepted after the cut-off or closing"),
    "overdue": N_("Dossiers settled late"),
    "lateness_p90": N_("9 in 10 late by up to"),
    "cycle_time_mean": N_("Mean time to result"),
    "cycle_time_p90": N_("9 in 10 results within"),
}
"""What people call the measures of the catalogue."""

DOSSIERS = (
    *("on_time_rate_filing", "on_time_rate", "before_due_rate", "on_time_rate_official"),
    *("overdue", "open_at_end", "unaccepted"),
)
"""Measures of dossiers, the most telling first."""

ENOUGH = 10
"""Replications from which differences of some size can be seen."""

_MOST_PAIRING = 100
"""Gain of pairing beyond which no number is written: as its estimate varies, it would mislead."""

_WRITTEN_UNITS = {"min", "open h", "h"}
"""Units that the title of a measure does not tell."""


def measure_title(name: str, scenario: Scenario) -> str:
    """Return what people call a measure, with the place that it is taken over.

    Parameters
    ----------
    name
        Its full name.
    scenario
        A scenario that has it.
    """
    stem, suffix = parse_name(name, scenario)
    if stem == name:
        return _(TITLES[stem])
    return f"{_(TITLES[stem])} · {Names(scenario).place(suffix)}"


def title_with_unit(name: str, scenario: Scenario) -> str:
    """Return the title of a measure, with the unit of its means."""
    measure, title = measure_named(name), measure_title(name, scenario)
    if measure.unit == "share":
        return f"{title}, %"
    return f"{title}, {_(measure.unit)}" if measure.unit in _WRITTEN_UNITS else title


def facts(of: Compared) -> list[str]:
    """Return what was simulated, and how."""
    period = of.base.scenario.period
    return [
        _("{first} to {last}").format(first=day(period.from_), last=day(period.to)),
        counted("{n} scenario", "{n} scenarios", len(of.alternatives)),
        counted("{n} replication of each", "{n} replications of each", of.finished),
        _("seed {seed}").format(seed=of.results[0].seed),
    ]


def warnings(of: Compared) -> list[str]:
    """Return what a reader must know before any number."""
    told = warnings_of(of.results[0])
    if 1 < of.finished < ENOUGH:
        few = _("With {n} replications only large differences can be seen: take {most} or more.")
        told.append(few.format(n=of.finished, most=ENOUGH))
    for one in of.alternatives:
        result = of.result(one.name)
        told += [
            _("“{scenario}”: {said}").format(scenario=one.name, said=said)
            for said in (overload(result), unaccepted_text(result))
            if said
        ]
    return told


def sentences(of: Compared) -> list[str]:
    """Say of each pair what changes visibly, in one or two sentences."""
    return [
        " ".join(_sentences_of(of, first, second, differences))
        for (first, second), differences in of.by_pair().items()
    ]


def own_mean(of: Compared, scenario: str, difference: Difference) -> str:
    """Write the mean of a scenario, without the unit, to its own digits and the difference's."""
    unit, estimate = _bare(difference.measure), of.result(scenario)[difference.measure]
    places = max(decimals(estimate, unit), decimals(difference.estimate, unit))
    return number(estimate.mean, replace(unit, decimals=places))


def own_interval(of: Compared, scenario: str, difference: Difference) -> str:
    """Write the 95 % interval of a measure in a scenario; empty where there is none."""
    estimate = of.result(scenario)[difference.measure]
    return interval(estimate, _bare(difference.measure))


def signed_mean(difference: Difference) -> str:
    """Write the mean of a difference with its sign, without the unit.

    Examples
    --------
    >>> from simulator.measures import Estimate, Method
    >>> signed_mean(Difference("wait_mean", "A", "B", Estimate(-4.04, -5, -3, 20, Method.T), 12.3))
    '−4.0'
    """
    unit = difference_unit(measure_named(difference.measure))
    return _signed(mean(difference.estimate, replace(unit, sign="")))


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


def pairing_note() -> str:
    """Say what the last column of the differences is."""
    return _(
        "Pairing: about how many times as many replications it would take with other citizens in "
        "each scenario for intervals as narrow as these; from fewer than 20 replications it is "
        "known only roughly."
    )


def interval_texts(of: Compared) -> list[str]:
    """Say with what confidence the intervals hold, and under what; nothing where there are none."""
    return [of.comparison.family_text(), assumptions_text()] if of.finished > 1 else []


def together(origins: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Put the provenances of the scenarios together into one, for `checked_text`.

    Parameters
    ----------
    origins
        One of each scenario: `simulator.reports.provenance`.
    """
    checks = [origin["check"] for origin in origins]
    check: dict[str, Any] | None
    if any(each is None for each in checks):
        check = None
    elif not all(agrees(origin) for origin in origins):
        check = {"identical": False}
    elif any("identical" not in each for each in checks):
        check = {"interrupted": True}
    else:
        check = {"identical": True, "operations": sum(each["operations"] for each in checks)}
    return {**origins[0], "check": check}


def _sentences_of(
    of: Compared, first: str, second: str, differences: Sequence[Difference]
) -> Iterator[str]:
    names = {"first": first, "second": second}
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
    names = {"first": lead.first, "second": lead.second}
    second = lead.second
    title = measure_title(lead.measure, of.result(second).scenario)
    said = _("With “{second}” in place of “{first}”, “{title}” is {verdict}.")
    if lead.measure == "wait_mean":
        said = _("With “{second}” in place of “{first}”, the mean wait is {verdict}.")
    yield said.format(**names, title=title, verdict=lead.text())
    if not others:
        if len(differences) > 1:
            yield _("Nothing else that was asked for changes visibly.")
        return
    for each in _of_dossiers(lead, others)[:1]:
        others.remove(each)
        title = measure_title(each.measure, of.result(second).scenario)
        yield _("“{title}” is {verdict}.").format(title=title, verdict=each.text())
    if not others:
        return
    titles = [measure_title(each.measure, of.result(second).scenario) for each in others]
    yield _("There is a visible change in {measures} too.").format(
        measures=in_words([f"“{title}”" for title in titles], most=4)
    )


def _of_dossiers(lead: Difference, others: Sequence[Difference]) -> list[Difference]:
    """Return what changes in dossiers, the most telling first, where a wait leads."""
    if not lead.measure.startswith("wait"):
        return []
    found = [each for each in others if each.measure in DOSSIERS]
    return sorted(found, key=lambda each: DOSSIERS.index(each.measure))


def _signed(text: str) -> str:
    """Put a sign before a number that has none and is not nothing; a minus is as wide as a plus."""
    if text.startswith("-"):
        text = text.replace("-", "−", 1)
        return text if any(digit in text for digit in "123456789") else text.removeprefix("−")
    return f"+{text}" if any(digit in text for digit in "123456789") else text


def _bare(measure: str) -> Unit:
    """Return how the means of a measure are written where the unit stands elsewhere."""
    unit = difference_unit(measure_named(measure))
    return replace(PERCENT if measure_named(measure).unit == "share" else unit, sign="")
