"""Quantities: what measures count in, and how people write and speak of it.

In: nothing. Out: the few `Quantity` that the catalogue knows, texts in English that are put through
`_` where people read them. What is counted is not known here.
"""

from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from simulator.language import N_
from simulator.scenario.clocks import SECONDS_PER_HOUR, SECONDS_PER_MINUTE


class ChangeTexts(NamedTuple):
    """The sentences for what is less, or more, than in another scenario."""

    less: str
    more: str


_TIMES = ChangeTexts(N_("shorter by {amount} ({between})"), N_("longer by {amount} ({between})"))
_COUNTS = ChangeTexts(N_("fewer by {amount} ({between})"), N_("more by {amount} ({between})"))
_RATES = ChangeTexts(N_("lower by {amount} ({between})"), N_("higher by {amount} ({between})"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """What a measure counts in."""

    unit: str
    """As files have it."""
    sign: str = ""
    """What follows a number, with the space before it."""
    difference_sign: str
    """What follows a difference, or a half-width."""
    scale: float = 1.0
    """What a value is multiplied by where people read it."""
    decimals: int = 1
    """Decimals where no interval says how many make sense."""
    change: ChangeTexts
    """How more or less of it is said."""
    highest: float = inf
    """Largest possible value; the smallest is 0 for every measure."""
    seconds: int = 0
    """Of a time, seconds in its unit; else 0."""


MINUTES = Quantity(
    unit=N_("min"),
    sign=N_(" min"),
    difference_sign=N_(" min"),
    change=_TIMES,
    seconds=SECONDS_PER_MINUTE,
)
OPEN_HOURS = Quantity(
    unit=N_("open h"),
    sign=N_(" open hours"),
    difference_sign=N_(" open hours"),
    change=_TIMES,
    seconds=SECONDS_PER_HOUR,
)
HOURS = Quantity(
    unit=N_("h"),
    sign=N_(" h"),
    difference_sign=N_(" h"),
    change=_RATES,
    seconds=SECONDS_PER_HOUR,
)
SHARE = Quantity(
    unit=N_("share"),
    sign=N_(" %"),
    difference_sign=N_(" percentage points"),
    scale=100.0,
    change=_RATES,
    highest=1.0,
)
VISITS = Quantity(
    unit=N_("visits"),
    sign=N_(" visits"),
    difference_sign=N_(" visits"),
    decimals=0,
    change=_COUNTS,
)
DOSSIERS = Quantity(
    unit=N_("dossiers"),
    sign=N_(" dossiers"),
    difference_sign=N_(" dossiers"),
    decimals=0,
    change=_COUNTS,
)
PLACES_OF_SLOTS = Quantity(unit=N_("places"), difference_sign="", decimals=0, change=_COUNTS)
JOBS = Quantity(unit=N_("jobs"), difference_sign="", decimals=0, change=_COUNTS)
VISITS_PER_DOSSIER = Quantity(
    unit=N_("visits per dossier"), difference_sign="", decimals=2, change=_RATES
)
PER_WORKING_DAY = Quantity(
    unit=N_("per working day"), difference_sign="", decimals=2, change=_RATES
)
