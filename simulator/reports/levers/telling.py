"""Telling: what is said of the levers of a Center: which help, whom, why, and what they harm.

In: `Levers`. Out: sentences in the language that is spoken. Where they stand is not known here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from simulator.language import _
from simulator.measures import Scope
from simulator.reports.certainty import periods, times_text
from simulator.reports.comparison.changes import Changes
from simulator.reports.comparison.telling import ENOUGH
from simulator.reports.figures import ROUND_PERCENT, number
from simulator.reports.labels import Names, in_words
from simulator.reports.levers.wording import MOST_WORSE, LeverWords
from simulator.scenario.moves import MORE
from simulator.studies.levers import LEADING, Levers, Pulled, is_better
from simulator.studies.paired import Difference

OFTEN = 0.2
"""Share of the replications in which more officers make something worse that is worth a word."""


@dataclass(frozen=True)
class Telling:
    """What is said of some levers."""

    levers: Levers

    @cached_property
    def words(self) -> LeverWords:
        """The words for them."""
        return LeverWords(self.levers.base.scenario)

    @property
    def names(self) -> Names:
        """The names of the Center's parts."""
        return self.words.names

    def name(self, pulled: Pulled) -> str:
        """Say what is changed, and where."""
        return self.words.name(pulled.lever.named, pulled.lever.way, pulled.lever.where)

    def changes(self, pulled: Pulled) -> str:
        """Say which values are other ones."""
        rows = Changes(self.levers.base.scenario, pulled.scenario).rows()
        return "; ".join(row.text() for row in rows)

    def worse(self, pulled: Pulled) -> str:
        """Say what gets worse beyond chance; nothing where nothing does."""
        found = {each.measure: each.estimate for each in pulled.worse}
        return self.words.worse(pulled.lever.named, pulled.lever.way, found)

    def sentence(self, pulled: Pulled) -> str:
        """Say what a lever does, what it takes, why it helps, and what it makes worse."""
        takes = self.words.takes(pulled.effort.officers, pulled.effort.money)
        said = [
            self.words.head(self.name(pulled), takes),
            *(self.words.becomes(each.measure, each.estimate) for each in pulled.gained),
            *self._reasons(pulled),
            self.worse(pulled),
        ]
        return " ".join(filter(None, said))

    def turning(self) -> Iterator[str]:
        """Say where more of a thing and less of it do the same, and where more often harms."""
        for more, less, key in self.levers.turning():
            said = (
                _("Both gain, and neither way is the better for sure: {more}, {less}.")
                if is_better(more.gains[key])
                else _("Both lose: {more}, {less}.")
            )
            yield said.format(
                more=self._with_verdict(more, more.gains[key]),
                less=self._with_verdict(less, less.gains[key]),
            )
        called = periods(self.levers.base.scenario)
        for key in LEADING:
            often = [
                each
                for each in self.levers.pulled
                if each.lever.key.path[0] == "staff"
                and each.lever.way == MORE
                and each.losing[key].times >= OFTEN * each.losing[key].of
            ]
            told = [
                _("{lever} ({verdict})").format(
                    lever=self.name(each), verdict=times_text(each.losing[key], called)
                )
                for each in sorted(often, key=lambda each: -each.losing[key].times)
            ]
            if told:
                yield _("More is not always better. “{title}” gets worse with: {levers}.").format(
                    title=self.names.measure(key), levers=in_words(told, most=MOST_WORSE)
                )

    def spare(self) -> str:
        """Say where officers could be spared; nothing where they could not, or few would tell."""
        found = [self.name(each) for each in self.levers.pulled if each.is_spare]
        if not found or self.levers.finished < ENOUGH:
            return ""
        return _("Nothing is seen to get worse with: {levers}.").format(
            levers=in_words(found, most=len(found))
        )

    def _reasons(self, pulled: Pulled) -> Iterator[str]:
        """Say how busy the groups are that it is about, and whom it helps most."""
        base = self.levers.base
        loads = base.by("utilization", Scope.GROUP) if pulled.lever.key.path[0] == "staff" else {}
        if groups := [group for group in pulled.lever.where if group in loads]:
            at_work = [
                _("{groups} {load}").format(
                    groups=self.names.group(group), load=number(loads[group].mean, ROUND_PERCENT)
                )
                for group in groups
            ]
            yield _("At work now: {groups}.").format(groups=in_words(at_work, most=len(at_work)))
        leading = {each.measure.measure for each in pulled.gained[:1]}
        of_fields = [
            each
            for each in pulled.others
            if each.measure.scope is Scope.FIELD
            and each.measure.measure in leading
            and each.estimate.n
        ]
        helped = [each for each in of_fields if each.is_seen and is_better(each)]
        if helped and len(of_fields) > 1:
            most = max(helped, key=lambda each: abs(each.estimate.mean))
            yield _("Most of all: {verdict}.").format(
                verdict=self.words.verdict(most.measure, most.estimate)
            )

    def _with_verdict(self, pulled: Pulled, difference: Difference) -> str:
        return _("{lever} ({verdict})").format(
            lever=self.name(pulled),
            verdict=self.words.verdict(difference.measure, difference.estimate),
        )
