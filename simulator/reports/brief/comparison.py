"""The brief of a comparison: the Center as it is, its options with their costs, and one of them.

In: a `Compared`, and how it came about. Out: a `Letter`. Which option is proposed is decided in
`proposing`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from simulator.language import _, ngettext
from simulator.measures import MeasureKey
from simulator.reports.brief.letter import Titled, letter, made_by
from simulator.reports.brief.proposing import (
    Proposal,
    counts_officers,
    deciding,
    differences_of,
    outlay,
    proposal,
)
from simulator.reports.brief.situation import (
    chance,
    disagreeing,
    least,
    norm_source,
    norms_kept_text,
    outlay_head,
    problem,
    situation,
    sources_text,
)
from simulator.reports.comparison.changes import Changes
from simulator.reports.comparison.telling import own_mean
from simulator.reports.differences import difference_text
from simulator.reports.document import Block, Cell, Charts, Letter, Number, Row, Table
from simulator.reports.figures import ABSENT, COUNT, ROUND_PERCENT, counted, number, priced
from simulator.reports.labels import Names, in_words, shortened
from simulator.reports.run.findings import OVERDUE
from simulator.reports.run.norms import judged_mean_wait
from simulator.studies.comparison import Alternative, Compared
from simulator.studies.paired import Difference

MOST = 5
"""Options that there is room for, the Center as it is among them."""

LONGEST, LONGEST_CHANGES = 160, 250
"""Characters that there is room for of what an option is, and of what one that is told of changes:
of its changes as many as that holds, each whole."""


def comparison_brief(of: Compared, origin: Mapping[str, Any]) -> Letter:
    """Say on one sheet what a comparison has shown."""
    about = _("On options for {center}")
    return letter(of.base.scenario, about, _sections(of, origin), origin)


def _sections(of: Compared, origin: Mapping[str, Any]) -> Iterator[Titled]:
    base, found = of.results[0], proposal(of)
    yield _("Situation"), (" ".join(situation(base)),)
    yield _("Problem"), (problem(base),)
    yield _("The options"), (_options(of, found),)
    told = (_proposed(of, found), _besides(of, found))
    yield (
        _("Proposal"),
        (*_picture(of, found), *filter(None, map(" ".join, told)), _rule(of, found)),
    )
    sure = (
        disagreeing(origin),
        _("The same citizens with the same needs meet each option."),
        chance(of.finished),
    )
    yield _("How sure it is"), (" ".join(filter(None, sure)),)
    grounds = (sources_text(of.base.scenario), norm_source(base), made_by(origin))
    yield _("What it rests on"), (" ".join(filter(None, grounds)),)


def _options(of: Compared, found: Proposal) -> Table:
    """Set the options side by side: what they are and cost, and what decides."""
    names = Names(of.base.scenario)
    heads = [_("Option"), outlay_head(names.currency, counts_officers=counts_officers(of))]
    for key in deciding(of):
        heads += [names.measure_with_unit(key), _("beside A")]
    shown = _shown(of, found)
    left = len(of.alternatives) - len(shown)
    note = ngettext(
        "and {n} more option, which compare.html has",
        "and {n} more options, which compare.html has",
        left,
    ).format(n=left)
    return Table(
        _("Options, what they cost, and what changes"),
        tuple(heads),
        tuple(_row(of, each) for each in shown),
        numbers=frozenset({1, *range(2, len(heads), 2)}),
        note=note * bool(left),
    )


def _shown(of: Compared, found: Proposal) -> list[Alternative]:
    """Return the options that there is room for: those that are told of are among them."""
    told = [of.base, *filter(None, [found.proposed, found.saving])]
    kept = [*told, *(each for each in of.alternatives if each not in told)][:MOST]
    return [each for each in of.alternatives if each in kept]


def _row(of: Compared, option: Alternative) -> Row:
    name = f"{of.letter(option.name)}. {_what(of, option)}"
    verdicts = [ABSENT] * len(deciding(of))
    if option is not of.base:
        verdicts = [_verdict(each) for each in differences_of(of, option)]
    cells: list[Cell] = []
    for key, verdict in zip(deciding(of), verdicts, strict=True):
        cells += [_mean(of, option, key), verdict]
    return (name, Number.of(outlay(of, option), COUNT), *cells)


def _mean(of: Compared, option: Alternative, key: MeasureKey) -> Number:
    """Return a mean to the digits that a difference from any other needs: so all are alike."""
    found = (each for each in of.comparison.differences if each.measure == key)
    return max((own_mean(of, option.name, each) for each in found), key=lambda one: one.decimals)


def _what(of: Compared, option: Alternative) -> str:
    """Say what an option is: by a name of its own, else by what it has otherwise."""
    if option is of.base:
        return _("as it is")
    return _changes(of, option, LONGEST) if option.is_typed else shortened(option.name, LONGEST)


def _changes(of: Compared, option: Alternative, longest: int) -> str:
    """Say what an option changes: as many changes as there is room for, each whole."""
    changes = Changes.of(of, option)
    first, *others = [row.text() for row in changes.rows()] or changes.asides()
    told = shortened(first, longest)
    for place, text in enumerate(others):
        if len(told) + len(text) > longest:
            left = len(others) - place
            more = ngettext(
                "and {n} more change, which compare.html has",
                "and {n} more changes, which compare.html has",
                left,
            )
            return f"{told}; {more.format(n=left)}"
        told = f"{told}; {text}"
    return told


def _outlay(of: Compared, option: Alternative) -> str:
    """Say what an option takes in place of what the Center takes as it is."""
    its, now = outlay(of, option), outlay(of, of.base)
    if its == now:
        return _("It takes no more than now")
    if counts_officers(of):
        texts = [counted("{n} officer", "{n} officers", int(each)) for each in (its, now)]
    else:
        texts = [priced(each, Names(of.base.scenario).currency) for each in (its, now)]
    return _("It takes {its} in place of {now}").format(its=texts[0], now=texts[1])


def _verdict(difference: Difference) -> str:
    if difference.is_none:
        return _("the same")
    return difference_text(difference.measure.entry, difference.estimate)


def _picture(of: Compared, found: Proposal) -> Iterator[Block]:
    """Draw the mean wait of each option against its norm."""
    from simulator.reports.charts.svg import chart  # noqa: PLC0415  # a terminal needs no drawing
    from simulator.reports.charts.waits import waits_of  # noqa: PLC0415  # likewise

    waits = {
        of.letter(each.name): wait
        for each in _shown(of, found)
        if (wait := of.result(each.name)["wait_mean"]).n
    }
    if waits:
        title = _("Mean wait of each option")
        yield Charts([chart(waits_of(of.results[0], "waits", title, [*waits], [*waits.values()]))])


def _proposed(of: Compared, found: Proposal) -> Iterator[str]:
    """Say what is proposed, or could be gained where nothing is needed; or why nothing is."""
    proposed = _("Option {letter} is proposed ({changes}). {verdicts}. {outlay}.")
    if not found.is_needed:
        yield norms_kept_text(of.results[0])
        proposed = _("What could be gained: option {letter} ({changes}). {verdicts}. {outlay}.")
    if found.proposed:
        yield from _option_told(of, found.proposed, proposed)
    elif not found.saving:
        yield _(
            "No option is proposed: by {measures}, none betters one beyond chance, worsens none "
            "and carries its load."
        ).format(measures=_measures(of))


def _besides(of: Compared, found: Proposal) -> Iterator[str]:
    """Say what could be saved, and which options are better and yet not proposed."""
    if found.saving:
        saving = _("What could be saved: option {letter} ({changes}). {verdicts}. {outlay}.")
        yield from _option_told(of, found.saving, saving)
    for told, options in (
        (_("To be weighed, better in one and worse in another: {options}."), found.weighed),
        (_("Better, but the load is not carried: {options}."), found.burdened),
    ):
        if options:
            yield told.format(options=", ".join(of.letter(each.name) for each in options))


def _option_told(of: Compared, option: Alternative, text: str) -> Iterator[str]:
    """Say of an option what becomes of what decides, what it takes, and how it keeps the norm."""
    names = Names(of.base.scenario)
    verdicts = (
        _("{measure} {verdict}").format(
            measure=names.measure(each.measure),
            verdict=_verdict(each),
        )
        for each in differences_of(of, option)
    )
    yield text.format(
        letter=of.letter(option.name),
        changes=_changes(of, option, LONGEST_CHANGES),
        verdicts="; ".join(verdicts),
        outlay=_outlay(of, option),
    )
    if norm := judged_mean_wait(of.result(option.name)):
        yield _("With it: {norm}.").format(norm=norm.text)


def _rule(of: Compared, found: Proposal) -> str:
    measures, cheapest = _measures(of), least(counts_officers=counts_officers(of))
    if not found.is_needed:
        return _(
            "Rule: nothing is proposed where the Center meets its norm as it is, carries its load "
            "and has at most {most} of its dossiers overdue. Of the options that keep it so, "
            "{cheapest} that, by {measures}, betters one beyond chance and worsens none shows what "
            "could be gained, and {cheapest} what could be saved."
        ).format(measures=measures, cheapest=cheapest, most=number(OVERDUE, ROUND_PERCENT))
    return _(
        "Rule: by {measures}, of the options that better one beyond chance, worsen none and carry "
        "their load, {cheapest} that meets the norm of the wait; where none does, that which gains "
        "most (where chance leaves it open, {cheapest})."
    ).format(measures=measures, cheapest=cheapest)


def _measures(of: Compared) -> str:
    names = Names(of.base.scenario)
    return in_words([f"“{names.measure(key)}”" for key in deciding(of)], most=2)
