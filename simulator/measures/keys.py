"""Keys: which measure a number is of, and what it is taken over.

In: the names of the catalogue and the labels of a scenario. Out: `MeasureKey`, by which arrays,
estimates and stores know a measure, and `MeasureIndex`, the keys of a scenario in their order. Here
alone a key becomes the text that people type and files show, and such a text a key again: it can be
read only beside a scenario, which says whether `land` is a field or a group.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple, Self

from simulator.measures.catalogue import BY_NAME, no_measure
from simulator.measures.measure import Measure, Scope
from simulator.scenario.names import composed
from simulator.scenario.vocabulary import OUTSIDE

HOUR_LABELS = tuple(f"{hour:02d}h" for hour in range(24))
"""Labels of `Scope.HOUR`, by the hour of the day."""


def station_label(step: str, field: str) -> str:
    """Return the label of a station, as scenario files write it."""
    return f"{step}/{field}"


class MeasureKey(NamedTuple):
    """A measure, and what it is taken over.

    Examples
    --------
    >>> str(MeasureKey("wait_mean")), str(MeasureKey("visits", Scope.STATION, "receive/land"))
    ('wait_mean', 'visits.receive/land')
    """

    measure: str
    """Its name in the catalogue."""
    scope: Scope = Scope.ALL
    """What it is taken over."""
    label: str = ""
    """Which of these, as the scenario names them; empty for the whole Center."""

    @property
    def entry(self) -> Measure:
        """What the catalogue says of the measure."""
        return BY_NAME[self.measure]

    def __str__(self) -> str:
        """Return the full name, as people type it and files have it."""
        return f"{self.measure}.{self.label}" if self.label else self.measure


def from_outside(measure: str) -> MeasureKey:
    """Return the key of a measure of the wait, of who came to the Center for it.

    Examples
    --------
    >>> str(from_outside("wait_mean"))
    'wait_mean.outside'
    """
    return MeasureKey(measure, Scope.COMING, OUTSIDE)


class MeasureIndex(tuple[MeasureKey, ...]):
    """The measures of a scenario, each by its key or its full name.

    Examples
    --------
    >>> index = MeasureIndex([MeasureKey("visits"), MeasureKey("visits", Scope.FIELD, "land")])
    >>> index.row("visits.land"), index.key("visits.land").scope.value, "visits.tax" in index
    (1, 'field', False)
    """

    @cached_property
    def _rows(self) -> dict[MeasureKey | str, int]:
        by_key: dict[MeasureKey | str, int] = {key: row for row, key in enumerate(self)}
        return by_key | {name: row for row, name in enumerate(self.names)}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The full names."""
        return tuple(map(str, self))

    def row(self, measure: MeasureKey | str) -> int:
        """Return the place of a measure.

        Raises
        ------
        KeyError
            If there is no such measure; the message gives a near match.
        """
        if measure in self:
            return self._rows[_looked_up(measure)]
        raise KeyError(no_measure(str(measure), self.names))

    def key(self, measure: MeasureKey | str) -> MeasureKey:
        """Return the key of a measure, likewise."""
        return self[self.row(measure)]

    def keys_of(self, measures: Iterable[MeasureKey | str] | None) -> Self:
        """Return some of the measures, in the order in which they are given; all for None."""
        return self if measures is None else type(self)(map(self.key, measures))

    def __contains__(self, measure: object) -> bool:
        """Whether there is such a measure."""
        return isinstance(measure, str | MeasureKey) and _looked_up(measure) in self._rows

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[MeasureKey, ...]]]:
        """Leave the tables out of what is sent: they are made again where they are asked for."""
        return type(self), (tuple(self),)


def _looked_up(measure: MeasureKey | str) -> MeasureKey | str:
    return composed(measure) if isinstance(measure, str) else measure
