"""Wording: what a lever is called, what it takes, what it gains, and what it makes worse.

In: what a lever does. Out: texts in the language that is spoken. Where they stand is not known
here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from simulator.language import _, ngettext
from simulator.measures import Scope
from simulator.reports.certainty import periods, times_text
from simulator.reports.comparison.changes import Changes
from simulator.reports.comparison.telling import DOSSIERS
from simulator.reports.differences import difference_text
from simulator.reports.figures import COUNT, ROUND_PERCENT, Unit, number
from simulator.reports.labels import Names, in_words
from simulator.reports.rests_on.wording import Wording
from simulator.scenario.moves import LESS, MORE
from simulator.studies.levers import LEADING, Levers, Pulled, is_better
from simulator.studies.paired import Difference

MOST_WORSE = 3
"""Measures that get worse, and are named."""

OFTEN = 0.2
"""Share of the replications in which more officers make something worse that is worth a word."""

_LATER = frozenset({*DOSSIERS, "cycle_time_mean"})
"""Measures of what becomes of dossiers after they are accepted."""

OFFICERS = Unit("", decimals=1)


@dataclass(frozen=True)
class Telling:
    """The words for the levers of a Center."""

    levers: Levers

    @cached_property
    def names(self) -> Names:
        """The names of the Center's parts."""
        return Names(self.levers.base.scenario)

    def name(self, pulled: Pulled) -> str:
        """Say what is changed, and where."""
        lever, wording = pulled.lever, Wording(self.levers.base.scenario)
        where = [wording.thing(lever.key.path[0], each) for each in lever.where]
        if not where:
            return _(lever.name)
        things = in_words(where, most=len(where))
        return _("{lever}: {things}").format(lever=_(lever.name), things=things)

    def changes(self, pulled: Pulled) -> str:
        """Say which values are other ones."""
        rows = Changes(self.levers.base.scenario, pulled.scenario).rows()
        return "; ".join(row.text() for row in rows)

    def takes(self, pulled: Pulled) -> str:
        """Say what it takes: officers, and money where their costs are known."""
        taken = pulled.effort
        if taken.is_none:
            return _("no officer more")
        officers = round(abs(taken.officers), 1)
        plural = 1 if officers == 1 else 2
        said = (
            ngettext("{n} officer more", "{n} officers more", plural)
            if taken.officers > 0
            else ngettext("{n} officer fewer", "{n} officers fewer", plural)
        ).format(n=number(officers, Unit("", decimals=int(officers % 1 > 0))))
        if not taken.money:
            return said
        money = f"{number(abs(taken.money), COUNT)} {self.names.currency}".strip()
        return _("{officers}, {money} a year").format(officers=said, money=money)

    def short(self, pulled: Pulled) -> str:
        """Say what a lever does, and what it takes and makes worse."""
        return " ".join(filter(None, [*self._gains(pulled), self.worse(pulled)]))

    def sentence(self, pulled: Pulled) -> str:
        """Say what a lever does, what it takes, why it helps, and what it makes worse."""
        said = [*self._gains(pulled), *self._reasons(pulled), self.worse(pulled)]
        return " ".join(filter(None, said))

    def worse(self, pulled: Pulled) -> str:
        """Say what gets worse beyond chance; nothing where nothing does."""
        found = [self._verdict(each) for each in pulled.worse]
        if not found:
            return ""
        said = _("Worse: {measures}.").format(measures=in_words(found, most=MOST_WORSE))
        is_faster = pulled.lever.key.path[0] == "staff" and pulled.lever.way != LESS
        if is_faster and any(each.measure.measure in _LATER for each in pulled.worse):
            return f"{said} {_('Who is faster there loads what comes after.')}"
        return said

    def turning(self) -> Iterator[str]:
        """Say where more of a thing and less of it do the same, and where more often harms."""
        for more, less, key in self.levers.turning():
            said = (
                _("Both gain, and neither way is the better for sure: {more}, {less}.")
                if is_better(more.gains[key])
                else _("Both lose: {more}, {less}.")
            )
            verdicts = (self._named(each, each.gains[key]) for each in (more, less))
            yield said.format(**dict(zip(("more", "less"), verdicts, strict=True)))
        for key in LEADING:
            often = [
                _("{lever}: {times}").format(
                    lever=self.name(each),
                    times=times_text(each.losing[key], periods(self.levers.base.scenario)),
                )
                for each in self.levers.pulled
                if each.lever.key.path[0] == "staff"
                and each.lever.way == MORE
                and each.losing[key].times >= OFTEN * each.losing[key].of
            ]
            if often:
                yield _("More is not always better: “{title}” gets worse with {levers}.").format(
                    title=self.names.measure(key), levers=in_words(often, most=MOST_WORSE)
                )

    def spare(self) -> str:
        """Say where officers could be spared; nothing where they could not."""
        found = [self.name(each) for each in self.levers.pulled if each.is_spare]
        if not found:
            return ""
        return _("Nothing is seen to get worse with: {levers}.").format(
            levers=in_words(found, most=len(found))
        )

    def _gains(self, pulled: Pulled) -> Iterator[str]:
        yield _("{lever} ({takes}).").format(lever=self.name(pulled), takes=self.takes(pulled))
        yield from map(self._is, _gained(pulled))

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
        leading = {each.measure.measure for each in _gained(pulled)[:1]}
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
            yield _("Most of all: {verdict}.").format(verdict=self._verdict(most))

    def _named(self, pulled: Pulled, difference: Difference) -> str:
        return _("{lever} ({verdict})").format(
            lever=self.name(pulled), verdict=self._verdict(difference)
        )

    def _is(self, difference: Difference) -> str:
        return _("“{title}” is {verdict}.").format(
            title=self.names.measure(difference.measure), verdict=verdict(difference)
        )

    def _verdict(self, difference: Difference) -> str:
        return _("{measure} {verdict}").format(
            measure=self.names.measure(difference.measure), verdict=verdict(difference)
        )


def best_levers(levers: Levers) -> list[str]:
    """Say which levers to pull first, those that are seen to help."""
    telling = Telling(levers)
    return [_("It would help: {lever}").format(lever=telling.short(each)) for each in levers.best]


def _gained(pulled: Pulled) -> list[Difference]:
    """Return what is seen to get better of what levers are ranked by."""
    return [each for each in pulled.gains.values() if each.is_seen and is_better(each)]


def verdict(difference: Difference) -> str:
    """Say by how much a measure changes."""
    return difference_text(difference.measure.entry, difference.estimate)
