"""The measure: what is known of a number that a replication is measured by, whatever its value.

In: nothing. Out: `Measure`, and the words in which its entry in the catalogue says what it is of.
Which measures there are is not known here.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from simulator.measures.quantities import Quantity


class Scope(StrEnum):
    """What a measure is taken over; all but `ALL` put a suffix behind its name."""

    ALL = "all"
    """The whole Center: no suffix."""
    STEP = "step"
    """One step: `.receive`."""
    FIELD = "field"
    """One field: `.land`."""
    STATION = "station"
    """One station: `.receive/land`."""
    GROUP = "group"
    """One group of officers: `.land-counter`."""
    HOUR = "hour"
    """Citizens who arrived in one hour of the day: `.08h`. The hours are those in which the
    timetable lets citizens come, so that every replication has the same ones."""
    OWN = "own"
    """The dossiers that the Center itself decides: `.own`, where others decide some."""
    WEEKDAY = "weekday"
    """Citizens who arrived on one day of the week: `.mon`. The days are those on which the doors
    open, likewise."""
    COMING = "coming"
    """Citizens by how they came to wait: `.outside` for those who came to the Center for it, and
    did not stay there for a result on the spot (R13)."""


class Needs(StrEnum):
    """What not every scenario has, and a measure is of."""

    EXTENSIONS = "extensions"
    """Due moments that can be put off."""
    APPOINTMENTS = "appointments"
    """Visits that can be booked."""


class Kind(StrEnum):
    """How the number of a measure comes about, and so what its count is."""

    MEAN = "mean"
    """A mean; the count is the number of items."""
    QUANTILE = "quantile"
    """A quantile, linear between order statistics; the count is the number of items."""
    SHARE = "share"
    """Items of a kind ÷ all items, 0 to 1; the count is the number of all items. The only kind
    whose replications pool into one binomial count."""
    RATIO = "ratio"
    """A quotient of two unlike totals; the count is the denominator in whole units."""
    TOTAL = "total"
    """A sum; the count is the sum itself in whole units (a visit, a dossier, a second)."""


Better = Literal["less", "more"]
"""Which values of a measure are better."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One entry of the catalogue; its texts are in English, put through `_` where people read."""

    name: str
    """Name without suffix."""
    title: str
    """What people call it."""
    quantity: Quantity
    """What it counts in, and how differences of it are written and said."""
    kind: Kind
    """How the number comes about."""
    definition: str
    """One sentence with the formula."""
    scopes: tuple[Scope, ...]
    """What it is taken over; each gives one name a label."""
    better: Better = "less"
    """Which values are better, as people would have it."""
    by_clock: bool = False
    """Whether it hangs on when the clocks of dossiers start (R12)."""
    probability: float | None = None
    """Of a quantile, which."""
    needs: Needs | None = None
    """What a scenario must have for it to be taken; None where every one has it."""

    @property
    def unit(self) -> str:
        """Unit of the value, as files have it."""
        return self.quantity.unit

    @property
    def highest(self) -> float:
        """Largest possible value; the smallest is 0 for every measure."""
        return self.quantity.highest


PLACES = (Scope.ALL, Scope.STEP, Scope.FIELD, Scope.STATION)
"""The scopes of whatever happens at a station."""

STAFFED = (*PLACES, Scope.GROUP)
"""The scopes of what officers do."""

BOOKS = (Scope.ALL, Scope.FIELD)
"""The scopes of dossiers: they pass through many stations, but belong to one field."""

LEDGER = (*BOOKS, Scope.OWN)
"""The scopes of how dossiers stand: what others decide is told apart."""

WAITS = (*PLACES, Scope.HOUR, Scope.WEEKDAY, Scope.COMING)
"""The scopes of the lobby's waits. Not by group: a citizen who leaves has met no officer."""
