"""Labels: what the reports call steps, fields, stations, groups and measures.

In: a scenario and the keys of its parts. Out: texts in the language that is spoken. It knows
nothing of numbers and pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from babel import Locale

from simulator.language import _, language
from simulator.measures import MeasureKey, Scope
from simulator.measures.keys import HOUR_LABELS
from simulator.measures.quantities import SHARE
from simulator.reports.figures import cost_unit, day, weekday
from simulator.scenario import Scenario
from simulator.scenario.schema import STEP_LABELS
from simulator.scenario.vocabulary import OFFICE, WEEKDAYS

LONGEST = 40
"""Characters of the name of a part that a page shows; the rest is cut."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a scenario's parts, by key, cut to what a page has room for."""

    scenario: Scenario
    longest: int | None = LONGEST
    """Characters that there is room for; None for names in full."""

    @property
    def center(self) -> str:
        """Name of the Center, in full."""
        return self.scenario.name.spoken

    @property
    def currency(self) -> str:
        """Unit of the costs; empty where the scenario names none."""
        return self.scenario.currency.spoken if self.scenario.currency else ""

    @property
    def period(self) -> str:
        """The days that are simulated, from the first to the last."""
        period = self.scenario.period
        return _("{first} to {last}").format(first=day(period.from_), last=day(period.to))

    def step(self, key: str) -> str:
        """Name of one of the five steps."""
        return STEP_LABELS[key].spoken

    def field(self, key: str) -> str:
        """Name of a field."""
        return self._cut(self.scenario.fields[key].spoken)

    def group(self, key: str) -> str:
        """Name of a group of officers."""
        return self._cut(self.scenario.staff[key].label.spoken)

    def calendar(self, key: str) -> str:
        """Name of an agency or a shift, by its calendar, in full."""
        return _("the Center") if key == OFFICE else self.scenario.calendars[key].label.spoken

    def station(self, key: str) -> str:
        """Name of a station, given as step/field."""
        step, _slash, field = key.partition("/")
        return f"{self.step(step)} · {self.field(field)}"

    def place(self, key: MeasureKey) -> str:
        """Say what a measure is taken over."""
        match key.scope:
            case Scope.ALL | Scope.OWN:
                return _("Own authority") if key.label else _("The whole Center")
            case Scope.STEP:
                return self.step(key.label)
            case Scope.FIELD:
                return self.field(key.label)
            case Scope.STATION:
                return self.station(key.label)
            case Scope.GROUP:
                return self.group(key.label)
            case _coming:
                return _came(key)

    def measure(self, key: MeasureKey) -> str:
        """Return what people call a measure, with the place that it is taken over."""
        title = _(key.entry.title)
        return title if key.scope is Scope.ALL else f"{title} · {self.place(key)}"

    def measure_with_unit(self, key: MeasureKey) -> str:
        """Return the same with the unit of its means, as far as the title does not tell it."""
        quantity = key.entry.quantity
        unit = "%" if quantity is SHARE else _(quantity.unit) if quantity.seconds else ""
        return f"{self.measure(key)}, {unit}" if unit else self.measure(key)

    def _cut(self, name: str) -> str:
        return name if self.longest is None else shortened(name, self.longest)


def cost_title(currency: str) -> str:
    """Return what the costs of officers are called, with their unit."""
    return _("Cost of the officers a year, {currency}").format(currency=cost_unit(currency))


def shortened(text: str, longest: int) -> str:
    """Return a text of so many characters at most; what is cut ends in an ellipsis."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _came(key: MeasureKey) -> str:
    """Say in which hour, or on which weekday, citizens came; or that they came from outside."""
    if key.scope is Scope.COMING:
        return _("From outside")
    if key.scope is Scope.WEEKDAY:
        day = weekday(WEEKDAYS.index(key.label))
        return _("Arrived on {weekday}").format(weekday=day)
    hour = HOUR_LABELS.index(key.label)
    return _("Arrived {first}–{last}").format(first=f"{hour:02d}:00", last=f"{hour + 1:02d}:00")


def country_name(code: str) -> str:
    """Return the name of a country by its ISO code; the code where there is none."""
    return str(Locale(language()).territories.get(code, code))


def in_words(names: Sequence[str], *, most: int) -> str:
    """List names in a sentence, the first `most` of them and how many more there are.

    Examples
    --------
    >>> in_words(["Land"], most=2), in_words(["Land", "Health"], most=2)
    ('Land', 'Land and Health')
    >>> in_words(["Land", "Health", "Culture", "Justice"], most=2)
    'Land, Health and 2 more'
    """
    shown = list(names[:most])
    if len(names) > most:
        shown.append(_("{n} more").format(n=len(names) - most))
    if len(shown) == 1:
        return shown[0]
    return _("{names} and {last}").format(names=", ".join(shown[:-1]), last=shown[-1])
