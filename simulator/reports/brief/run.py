"""The brief of a run: how the Center does, and the lever that helps most if the run was given any.

In: a stored run. Out: a `Letter`. A run compares nothing: without levers nothing can be proposed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from simulator.language import _
from simulator.measures import Estimate
from simulator.reports.brief.letter import Titled, letter, made_by
from simulator.reports.brief.situation import (
    chance,
    disagreeing,
    norm_source,
    norms_kept_text,
    problem,
    situation,
)
from simulator.reports.document import Block, Charts, Letter, Table
from simulator.reports.figures import ABSENT, number, value_unit
from simulator.reports.labels import Names, in_words, shortened
from simulator.reports.levers.wording import LeverWords, officers_by_cost_text
from simulator.reports.run.answer import rests_on_text, warnings
from simulator.reports.run.findings import is_calm, keeps_norms
from simulator.reports.run.observed import observed_findings
from simulator.results.run import Stored
from simulator.results.study import StoredLever
from simulator.scenario.sourcing import sourcing
from simulator.studies.levers import ON_TIME, WAIT

LONGEST = 250
"""Characters that there is room for of a lever's name."""

MOST_SAID = 2
"""Verdicts on measures, and warnings, that there is room for."""


def run_brief(stored: Stored) -> Letter:
    """Say on one sheet what came of a run."""
    about = _("On how procedures are served at {center}")
    return letter(stored.result.scenario, about, _sections(stored), stored.provenance)


def _sections(stored: Stored) -> Iterator[Titled]:
    result, levers = stored.result, _Levers(stored)
    yield _("Situation"), (*_picture(stored), " ".join(situation(result)))
    yield _("Problem"), (problem(result),)
    yield _("The options"), (levers.table(),)
    yield _("Proposal"), tuple(levers.proposal())
    yield _("How sure it is"), (" ".join(dict.fromkeys(filter(None, _certainty(stored)))),)
    sourced = sourcing(stored.written, result.scenario.sources)
    grounds = (rests_on_text(sourced), norm_source(result), made_by(stored.provenance))
    yield _("What it rests on"), (" ".join(filter(None, grounds)),)


def _picture(stored: Stored) -> Iterator[Block]:
    """Draw when citizens wait."""
    from simulator.reports.charts.svg import chart  # noqa: PLC0415  # a terminal needs no drawing
    from simulator.reports.charts.waits import waits_by_hour  # noqa: PLC0415  # likewise

    if drawing := waits_by_hour(stored.result):
        yield Charts([chart(drawing)])


def _certainty(stored: Stored) -> Iterator[str]:
    """Say what chance leaves open, and the assumptions, as far as that was asked."""
    yield disagreeing(stored.provenance)
    yield from observed_findings(stored)
    yield from warnings(stored.result)[:MOST_SAID]
    yield chance(len(stored.result.replications))
    open_to = [
        _("{measure}: {low} to {high}").format(
            measure=Names(stored.result.scenario).measure(key),
            low=number(stored.assumed[str(key)].low, value_unit(key.entry.quantity)),
            high=number(stored.assumed[str(key)].high, value_unit(key.entry.quantity)),
        )
        for key in (WAIT, ON_TIME)
        if str(key) in stored.assumed
    ]
    if open_to:
        yield _("What the assumptions leave open besides: {measures}.").format(
            measures="; ".join(open_to)
        )


@dataclass(frozen=True, slots=True)
class _Levers:
    """What is said of the levers that a run was given, the best first."""

    stored: Stored

    @property
    def words(self) -> LeverWords:
        """The words for them."""
        return LeverWords(self.stored.result.scenario)

    def table(self) -> Table:
        """Set side by side what each takes and does; no rows where there are none."""
        return Table(
            _("What each option takes and does"),
            (_("Option"), _("It takes"), _("What gets better"), _("What gets worse")),
            tuple(
                (
                    self._name(each),
                    self.words.takes(each.officers, each.money),
                    self._said(each.gains),
                    self._said(each.worse) or ABSENT,
                )
                for each in self.stored.levers
            ),
        )

    def proposal(self) -> Iterator[str]:
        """Propose the best of them, or name it where nothing is needed; say by which rule."""
        unneeded = self._unneeded()
        if not self.stored.levers:
            none = _(
                "Nothing is proposed: a run compares no options. `onestop compare` does, and "
                "`onestop sensitivity --levers`, which `onestop run --levers` takes up."
            )
            yield f"{unneeded} {none}".strip()
            return
        best = self.stored.levers[0]
        proposed = _("It is proposed: {lever} ({takes}). {gains}.")
        if unneeded:
            proposed = _(
                "What would gain most, if something is to be changed: {lever} ({takes}). {gains}."
            )
        said = proposed.format(
            lever=self._name(best),
            takes=self.words.takes(best.officers, best.money),
            gains=self._said(best.gains),
        )
        worse = _("What gets worse with it is to be weighed: {measures}.")
        weighed = worse.format(measures=self._said(best.worse)) if best.worse else ""
        yield f"{unneeded} {said} {weighed}".strip()
        rule = _(
            "Rule: of all that the Center could change, one thing at a time and for the same "
            "citizens, what takes away the largest part of the wait and of what is late for each "
            "officer that it takes."
        )
        counted = officers_by_cost_text() if self.stored.result.scenario.staff_cost else ""
        yield f"{rule} {counted}".strip()

    def _unneeded(self) -> str:
        """Say that nothing has to be changed; nothing where something has."""
        result = self.stored.result
        if keeps_norms(result):
            return norms_kept_text(result)
        return _("Nothing stands out that has to be changed.") if is_calm(result) else ""

    def _name(self, lever: StoredLever) -> str:
        return shortened(self.words.name(lever.key, lever.way, lever.where), LONGEST)

    def _said(self, found: Mapping[str, Estimate]) -> str:
        key = self.stored.result.index.key
        verdicts = [self.words.verdict(key(name), one) for name, one in found.items()]
        return in_words(verdicts, most=MOST_SAID) if verdicts else ""
