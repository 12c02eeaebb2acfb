"""Observed: the model beside what a Center saw, in words, and what would have to be otherwise.

In: a stored run whose scenario says what was observed. Out: a section of its document, and the same
as data. What explains a number is not decided here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import isnan

from simulator.language import N_, _, ngettext
from simulator.measures import Estimate, Method
from simulator.measures.observed import Observation
from simulator.reports.document import Interval, Items, Number, Row, Section, Table, Text, Tone
from simulator.reports.figures import COUNT, Unit, day, interval, mean, number, value_unit
from simulator.reports.labels import Names
from simulator.reports.moved import Moved
from simulator.results.run import Stored
from simulator.studies.observed import Beside, Explained, Explanation, Remedy, explanation_of

_EXPLAINED = {
    Explained.CHANCE: (N_("chance alone"), Tone.MET),
    Explained.ASSUMPTIONS: (N_("chance and assumptions"), Tone.UNCLEAR),
    Explained.NOTHING: (N_("not even both"), Tone.MISSED),
    Explained.UNKNOWN: (N_("cannot be said"), Tone.QUIET),
}

_TITLE = N_("Beside what the Center saw")

MOST_REMEDIES = 3
"""Assumptions that are named."""


def observed_section(stored: Stored) -> Section:
    """Set the model beside what the Center saw; an empty section where it says nothing of it."""
    found = explanation_of(stored.result, stored.written, stored.moved)
    if found is None:
        return Section(_(_TITLE), ())
    telling = _Telling(stored, found)
    return Section(
        _(_TITLE),
        (
            telling.days,
            telling.table,
            Items(tuple(telling.gaps())),
            Items(tuple(telling.remedies()), are_numbered=True),
            *telling.remarks(),
        ),
        key="observed",
    )


def observed_findings(stored: Stored) -> list[str]:
    """Say first that the model is not what the Center saw, where chance does not explain it."""
    found = explanation_of(stored.result, stored.written, stored.moved)
    if found is None or found.is_by_chance:
        return []
    apart = sum(not one.is_by_chance for one in found.compared)
    said = ngettext(
        "{n} number that the Center saw is not explained by chance; see: {title}.",
        "{n} numbers that the Center saw are not explained by chance; see: {title}.",
        apart,
    )
    return [said.format(n=number(apart, COUNT), title=_(_TITLE))]


def observed_data(stored: Stored) -> dict[str, object]:
    """Return what summary.json has of it, by its key; nothing where nothing was observed."""
    found = explanation_of(stored.result, stored.written, stored.moved)
    if found is None:
        return {}
    first, last = _days(stored)
    return {
        "observed": {
            "from": str(first),
            "to": str(last),
            "measures": {str(one.observation.key): _compared_data(one) for one in found.compared},
            "assumptions": [_remedy_data(remedy) for remedy in found.remedies],
            "tried": found.tried,
            "of": found.moves,
        }
    }


def _compared_data(one: Beside) -> dict[str, object]:
    seen = one.observation
    is_known = one.explained is not Explained.UNKNOWN
    return {
        "seen": seen.value,
        "model": one.model,
        "unit": "per working day" if seen.is_rate else seen.key.entry.unit,
        "chance": list(one.chance) if is_known else None,
        "chance_and_assumptions": list(one.together) if is_known else None,
        "explained_by": one.explained.value if is_known else None,
    }


def _remedy_data(remedy: Remedy) -> dict[str, object]:
    return {
        "assumption": remedy.assumption.name,
        "position": remedy.position,
        "values": remedy.assumption.settings(remedy.position),
        "misfit": remedy.misfit,
        "model": {str(one.observation.key): one.model for one in remedy.compared},
        "explains": remedy.explains,
    }


def _days(stored: Stored) -> tuple[date, date]:
    """Return the first and the last day that were observed."""
    observed, period = stored.result.scenario.observed, stored.result.scenario.period
    assert observed is not None  # noqa: S101  # there is an explanation of it
    return observed.from_ or period.from_, observed.to or period.to


@dataclass(frozen=True)
class _Telling:
    """What is said of an explanation."""

    stored: Stored
    found: Explanation

    @cached_property
    def _names(self) -> Names:
        return Names(self.stored.result.scenario)

    @property
    def days(self) -> str:
        """Say what is set beside what."""
        first, last = _days(self.stored)
        return _(
            "What the Center saw from {first} to {last}, and what the model says of the same days."
        ).format(first=day(first), last=day(last))

    @property
    def table(self) -> Table:
        """Lay out the numbers."""
        heads = ("", _("you saw"), _("model"), _("by chance"), _("what explains it"))
        rows = tuple(map(self._row, self.found.compared))
        note = _(
            "By chance: between these, such days fall in 95 of 100 runs of the model as it is."
        )
        return Table(
            _("Model and Center"), heads, rows, frozenset({1, 2, 3}), note, widths=(22, 9, 15)
        )

    def _measure(self, one: Beside) -> str:
        name = self._names.measure(one.observation.key)
        if one.observation.is_rate:
            return _("{measure}, per working day").format(measure=name)
        return name

    def _row(self, one: Beside) -> Row:
        unit, estimate = _unit(one.observation), _estimate(one.model, one)
        text, tone = _EXPLAINED[one.explained]
        return (
            self._measure(one),
            Number.of(_estimate(one.observation.value, one), unit),
            Number.of(estimate, unit),
            Interval(estimate, unit),
            Text(_(text), tone),
        )

    def gaps(self) -> Iterator[str]:
        """Say which numbers chance does not explain."""
        for one in self.found.compared:
            if one.is_by_chance:
                continue
            said = _(
                "{measure}: the model says {model}, you saw {seen}; by chance alone such days fall "
                "within {chance}."
            )
            if one.explained is Explained.NOTHING and self.found.tried:
                said = _(
                    "{measure}: the model says {model}, you saw {seen}; by chance alone such days "
                    "fall within {chance}, and with assumptions as they may be within {together}."
                )
            yield said.format(
                measure=self._measure(one),
                model=_value(one.model, one),
                seen=_value(one.observation.value, one),
                chance=_between(one.chance, one),
                together=_between(one.together, one),
            )

    def remedies(self) -> Iterator[str]:
        """Say which assumptions would have to be otherwise, and how far."""
        if self.found.is_by_chance:
            return
        moved = Moved(self.stored.result.scenario)
        for remedy in self.found.remedies[:MOST_REMEDIES]:
            model = "; ".join(
                _("{measure} {value}").format(
                    measure=self._measure(now), value=_value(now.model, now)
                )
                for before, now in zip(self.found.compared, remedy.compared, strict=True)
                if not (before.is_by_chance and now.is_by_chance)
            )
            said = (
                _("{values}. Then the model says about: {model}. Chance explains the rest.")
                if remedy.explains
                else _(
                    "{values}. Then the model says about: {model}. That alone does not explain it."
                )
            )
            yield said.format(values=moved.values(remedy.assumption, remedy.position), model=model)

    def remarks(self) -> Iterator[str]:
        """Say what is open."""
        found = self.found
        if all(one.explained is Explained.UNKNOWN for one in found.compared):
            yield _("One replication shows no chance: run more, and the numbers can be compared.")
        elif found.is_by_chance:
            yield _("Chance explains every number: nothing speaks against the model here.")
        elif found.tried < found.moves:
            yield _(
                "{tried} of {n} moves of assumptions were tried: run it again to try the others."
            ).format(tried=number(found.tried, COUNT), n=number(found.moves, COUNT))
        elif not found.remedies:
            yield _(
                "No single assumption, moved as far as it may be, brings the model near: what was "
                "seen comes from several together, from what the scenario does not have, or it was "
                "counted otherwise."
            )
        else:
            yield _(
                "How far, and what the model says then, is estimated from the ends of what each "
                "may be, tried in one replication: set the value, and run it again, to see."
            )


def _unit(seen: Observation) -> Unit:
    return Unit("") if seen.is_rate else value_unit(seen.key.entry.quantity)


def _estimate(value: float, one: Beside) -> Estimate:
    """Return a value with the range by chance, which tells its digits."""
    low, high = (None if isnan(end) else end for end in one.chance)
    return Estimate(value, low, high, 1, Method.NONE)


def _value(value: float, one: Beside) -> str:
    return mean(_estimate(value, one), _unit(one.observation))


def _between(ends: tuple[float, float], one: Beside) -> str:
    unit = _unit(one.observation)
    text = interval(Estimate(one.model, *ends, 2, Method.T), unit)
    return f"{text}{_(unit.sign)}" if unit.sign else text
