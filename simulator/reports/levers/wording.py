"""Wording: what a lever is called, what it takes, and what becomes of a measure with it.

In: a scenario, and what a lever changes, takes and does. Out: texts in the language that is spoken.
Where they stand is not known here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from simulator.language import _, ngettext
from simulator.measures import Estimate, MeasureKey
from simulator.measures.names import names_of
from simulator.reports.comparison.telling import DOSSIERS
from simulator.reports.differences import difference_text
from simulator.reports.figures import Unit, number, priced
from simulator.reports.labels import Names, in_words
from simulator.reports.rests_on.wording import Wording
from simulator.results.study import StoredLever
from simulator.scenario import Scenario
from simulator.scenario.moves import LESS
from simulator.scenario.schema import by_names

MOST_WORSE = 3
"""Measures that get worse, and are named."""

_LATER = frozenset({*DOSSIERS, "cycle_time_mean"})
"""Measures of what becomes of dossiers after they are accepted."""

_NOTHING = 1e-9
"""Officers that are none, but for rounding."""


@dataclass(frozen=True)
class LeverWords:
    """The words for the levers of a scenario."""

    scenario: Scenario

    @cached_property
    def names(self) -> Names:
        """The names of the Center's parts."""
        return Names(self.scenario)

    def name(self, key: str, way: str, where: Sequence[str]) -> str:
        """Say what is changed, and where.

        Parameters
        ----------
        key
            Path of the key, without what the planner chooses.
        way
            One of those that its mark names.
        where
            Keys of the things that it is changed at.
        """
        names = tuple(key.split("."))
        moves, wording = by_names()[names].moves, Wording(self.scenario)
        lever = _(moves.names[way]) if moves else ""
        things = [wording.thing(names[0], each) for each in where]
        if not things:
            return lever
        return _("{lever}: {things}").format(lever=lever, things=in_words(things, most=len(things)))

    def takes(self, officers: float, money: float | None) -> str:
        """Say what it takes: officers, and money where their costs are known."""
        if abs(officers) < _NOTHING:
            return _("no officer more")
        count = round(abs(officers), 1)
        plural = 1 if count == 1 else 2
        said = (
            ngettext("{n} officer more", "{n} officers more", plural)
            if officers > 0
            else ngettext("{n} officer fewer", "{n} officers fewer", plural)
        ).format(n=number(count, Unit("", decimals=int(count % 1 > 0))))
        if not money:
            return said
        cost = priced(abs(money), self.names.currency)
        return _("{officers}, {money} a year").format(officers=said, money=cost)

    def head(self, name: str, takes: str) -> str:
        """Say what a sentence on a lever begins with."""
        return _("{lever} ({takes}).").format(lever=name, takes=takes)

    def becomes(self, measure: MeasureKey, difference: Estimate) -> str:
        """Say in a sentence what becomes of a measure."""
        return _("“{title}” is {verdict}.").format(
            title=self.names.measure(measure), verdict=difference_text(measure.entry, difference)
        )

    def verdict(self, measure: MeasureKey, difference: Estimate) -> str:
        """Say the same in a few words."""
        return _("{measure} {verdict}").format(
            measure=self.names.measure(measure), verdict=difference_text(measure.entry, difference)
        )

    def worse(self, key: str, way: str, found: Mapping[MeasureKey, Estimate]) -> str:
        """Say what gets worse beyond chance; nothing where nothing does.

        Parameters
        ----------
        key, way
            As of `name`.
        found
            The differences.
        """
        if not found:
            return ""
        verdicts = [self.verdict(*each) for each in found.items()]
        said = _("Worse: {measures}.").format(measures=in_words(verdicts, most=MOST_WORSE))
        is_faster = key.startswith("staff.") and way != LESS
        if is_faster and any(each.measure in _LATER for each in found):
            return f"{said} {_('Who is faster there loads what comes after.')}"
        return said


def officers_by_cost_text() -> str:
    """Say how officers are counted where they have costs."""
    return _("Officers count by what they cost: one is an officer of mean cost.")


def helping_findings(levers: Sequence[StoredLever], scenario: Scenario) -> list[str]:
    """Say which levers of a scenario help most, as a run shows them.

    Parameters
    ----------
    levers
        The best first.
    scenario
        That of the run.
    """
    words, key = LeverWords(scenario), names_of(scenario).key
    return [
        " ".join(
            filter(
                None,
                [
                    words.head(
                        words.name(each.key, each.way, each.where),
                        words.takes(each.officers, each.money),
                    ),
                    *(words.becomes(key(name), one) for name, one in each.gains.items()),
                    words.worse(
                        each.key,
                        each.way,
                        {key(name): one for name, one in each.worse.items()},
                    ),
                ],
            )
        )
        for each in levers
    ]
