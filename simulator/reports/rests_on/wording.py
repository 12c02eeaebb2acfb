"""Wording: the values of a scenario as a planner reads them, quantities as they were written.

In: values as a scenario has them, and their paths. Out: texts in the language that is spoken. What
a value rests on is not known here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from babel.numbers import get_decimal_symbol

from simulator.language import N_, _, language
from simulator.measures.names import names_of
from simulator.reports.figures import ABSENT, day, month_name, weekday
from simulator.reports.labels import Names, country_name
from simulator.scenario import Scenario
from simulator.scenario.clocks import parse_date
from simulator.scenario.families import Distribution
from simulator.scenario.merging import MERGED, matches
from simulator.scenario.model_demand import Channels
from simulator.scenario.model_scores import AREAS
from simulator.scenario.number_text import number_text
from simulator.scenario.schema import CHOICES, by_names, keys
from simulator.scenario.sourcing import Path
from simulator.scenario.units import UNITS, in_words
from simulator.scenario.vocabulary import MONTHS, NONE, WEEKDAYS
from simulator.scenario.weekdays import weekdays_of

FAMILIES = frozenset(Distribution.model_fields)

_WAYS = frozenset(Channels.model_fields)

_AREAS = ("scores", "par_index", "areas")

_WORDS = CHOICES | {
    "none": N_("none"),
    "same day": N_("same day"),
    "every-day": N_("every day"),
    "full": N_("all there are"),
    "elderly": N_("elderly"),
    "disabled": N_("disabled"),
}
"""Words that stand for a value."""


class PlaceInWords(NamedTuple):
    """Where a value stands, in words."""

    section: str
    """Key of the section."""
    what: str
    of: str
    """The procedure, group or other thing that it belongs to; empty where there is but one."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words for paths and values of one scenario."""

    scenario: Scenario

    def place(self, path: Path) -> PlaceInWords:
        """Say where a value stands."""
        section, *rest = path
        if section in ("calendars", "procedures", "queues", "staff"):
            thing, *rest = rest
            return PlaceInWords(section, self._what(section, rest), self.thing(section, thing))
        if path[: len(_AREAS)] == _AREAS:
            keys = [*path[1 : len(_AREAS)], path[-1]]
            return PlaceInWords(section, self._what(section, keys), _(AREAS[path[len(_AREAS)]]))  # type: ignore[index]  # one of the names
        return PlaceInWords(section, self._what(section, rest), "")

    def thing(self, section: str, key: str) -> str:
        """Return the name of a procedure, group, station or calendar."""
        names = Names(self.scenario, longest=None)
        match section:
            case "calendars":
                return names.calendar(key)
            case "procedures":
                return self.scenario.procedures[key].label.spoken
            case "staff":
                return names.group(key)
            case "queues":
                return names.station(key) if "/" in key else names.step(key)
        return key

    def value(self, value: object, *, key: str = "") -> str:
        """Write a value; `key` is the one that it stands under."""
        match value:
            case bool():
                return _("yes") if value else _("no")
            case int() | float():
                return _digits(number_text(value))
            case str():
                called = {"country": _country, "calendar": Names(self.scenario).calendar}
                return called.get(key, self._word)(value)
            case Mapping():
                return self._mapping(value)
            case tuple() | list():
                return _joined(map(self.value, value), apart=any(_is_composite(x) for x in value))
        return ABSENT

    def _what(self, section: str, keys: Iterable[str]) -> str:
        first, *rest = keys
        if section == "procedures" and first == "steps":
            return _("Service time, {step}").format(step=Names(self.scenario).step(rest[0]))
        if section == "observed" and (section, first) not in by_names():
            return self._measure(first)
        return _(by_names()[section, first, *rest].title)

    def _measure(self, name: str) -> str:
        index = names_of(self.scenario)
        return Names(self.scenario).measure(index.key(name)) if name in index.names else name

    def _word(self, text: str) -> str:
        if text in self.scenario.fields:
            return Names(self.scenario).field(text)
        if text in _words():
            return _(_words()[text])
        number, _space, unit = text.partition(" ")
        if unit == "%":
            return _("{number} %", number=_digits(number))
        if unit in UNITS:
            return in_words(f"{_digits(number)} {unit}", language())
        if days := _weekdays(text):
            return days
        return month_name(MONTHS.index(text)) if text in MONTHS else _date(text)

    def _mapping(self, entries: Mapping[str, object]) -> str:
        if "with" in entries:
            return self._consultation(entries)
        family = next((key for key in entries if key in FAMILIES), None)
        if family is not None:
            return self._distribution(family, entries[family])
        if entries.keys() <= _WAYS:
            entries = {way: share for way, share in entries.items() if share} or entries
        if len(entries) == 1 and next(iter(entries)).isdecimal():
            return _("always {time}").format(time=next(iter(entries)))
        if _is_flat(entries):
            return _("the same for all")
        parts = (self._entry(str(key), entry) for key, entry in entries.items())
        return _joined(parts, apart=any(_is_composite(entry) for entry in entries.values()))

    def _entry(self, key: str, value: object) -> str:
        is_number = key.replace(".", "").isdecimal()
        if is_number:
            return f"{_digits(key)}: {self.value(value)}"
        return _("{name} {value}").format(name=self._word(key), value=self.value(value))

    def _distribution(self, family: str, parameters: object) -> str:
        if family == "constant":
            return _("always {time}").format(time=self.value(parameters))
        if isinstance(parameters, Mapping):
            return f"{self._word(family)}, {self._mapping(parameters)}"
        parts = [part for part in parameters if isinstance(part, Mapping)]  # type: ignore[attr-defined]  # a mixture is a list
        return _("one of: {parts}").format(
            parts="; ".join(
                _("chance {weight}: {time}").format(
                    weight=self.value(part["weight"]), time=self._mapping(part)
                )
                for part in parts
            )
        )

    def _consultation(self, entries: Mapping[str, object]) -> str:
        said = _("{agency}, chance {chance}, takes {time}").format(
            agency=self.thing("calendars", str(entries["with"])),
            chance=self.value(entries.get("chance", 1.0)),
            time=self.value(entries["takes"]),
        )
        limit = entries.get("limit", NONE)
        return (
            said
            if limit == NONE
            else _("{said}, limit {limit}").format(said=said, limit=self.value(limit))
        )


@cache
def _words() -> dict[str, str]:
    """Return the words inside values: the keys of those that are written as a whole, and choices.

    None of them is put through `_` yet.
    """
    inside = (key for key in keys() if not matches(key.section, MERGED))
    return {key.names[-1]: key.title for key in (*inside, *keys(Distribution))} | _WORDS


def _is_composite(value: object) -> bool:
    return isinstance(value, Mapping | tuple | list)


def _is_flat(entries: Mapping[str, object]) -> bool:
    """Whether it is a profile over all months or weekdays that has but one number."""
    values = list(entries.values())
    return (
        any(entries.keys() == set(all_of) for all_of in (MONTHS, WEEKDAYS))
        and isinstance(values[0], int | float)
        and all(value == values[0] for value in values)
    )


def _digits(written: str) -> str:
    """Return a number as it was written, with the decimal mark of the language."""
    return written.replace(".", get_decimal_symbol(language()))


def _joined(parts: Iterable[str], *, apart: bool) -> str:
    # Where a comma marks decimals, it parts nothing else.
    sign = "; " if apart or get_decimal_symbol(language()) == "," else ", "
    return sign.join(parts) or _("none")


def _date(text: str) -> str:
    """Return a date as people write it; every other text as it is."""
    try:
        return day(parse_date(text))
    except ValueError:
        return text


def _country(code: str) -> str:
    return _("none") if code == "none" else country_name(code)


def _weekdays(text: str) -> str:
    """Return a day of the week or a range of them as people write it; nothing for other texts."""
    try:
        days = weekdays_of(text)
    except ValueError:
        return ""
    return "–".join(weekday(day, short=True) for day in dict.fromkeys((days[0], days[-1])))
