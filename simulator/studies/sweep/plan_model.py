"""What the file of a plan may say: its keys, and the kinds of their values.

In: the plain values that a reader found, and in the context the folder of the plan and whether it
is whole. Out: a `PlanFile`, or what is wrong, told by the machinery of scenarios. Which scenario is
varied, and what its points come to, is not known here.
"""

from collections.abc import Hashable, Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainValidator,
    ValidationInfo,
    field_validator,
)

from simulator.demand.draws import MAX_SEED
from simulator.language import _, mistake
from simulator.measures import measure_named
from simulator.measures.amounts import amount_of
from simulator.scenario.files import why_unreadable
from simulator.scenario.names import as_on_disk
from simulator.scenario.number_text import plain_number
from simulator.scenario.several import read_each
from simulator.scenario.shares import parse_share
from simulator.scenario.vocabulary import ALL, KeySection
from simulator.studies.precision import LEAST, Precision, half_width_problem
from simulator.studies.sweep.targets import Target, replications_to_show

REPLICATIONS = 20
"""Replications of a plan that does not say how many."""

MOST_REPLICATIONS = 100_000
MOST_POINTS = 100_000
"""Larger plans are taken for a mistake."""
MOST_SETTINGS = 100
"""Paths of a grid, of a case, of bounds, and measures of targets; likewise."""


def _at_most(most: int) -> BeforeValidator:
    """Refuse larger mappings before anything of them is read."""

    def check(value: object) -> object:
        if isinstance(value, Mapping) and len(value) > most:
            raise mistake("holds {n} keys: at most {most} are read", n=len(value), most=most)
        return value

    return BeforeValidator(check)


def _base_file(value: object, info: ValidationInfo) -> Path:
    if isinstance(value, str):
        file = as_on_disk(Path((info.context or {}).get("folder", ".")) / value)
        if message := why_unreadable(file):
            raise ValueError(message)
        return file
    raise ValueError(_("name the scenario file that is varied"))


def _known_measure(name: str) -> str:
    """Refuse what is not in the catalogue; the label is checked with the scenarios."""
    try:
        measure_named(name)
    except KeyError as error:
        raise ValueError(error.args[0]) from None
    return name


def _distinct(values: tuple[object, ...]) -> tuple[object, ...]:
    seen = set()

    def read(_position: int, value: object) -> object:
        if (common := _comparable(value)) in seen:
            raise ValueError(_("this value is given twice"))
        seen.add(common)
        return value

    read_each(enumerate(values), read)
    return values


def _comparable(value: object) -> Hashable:
    """Return what two values have in common if they say the same.

    True is not 1, though Python has it so.
    """
    if isinstance(value, dict):
        return frozenset((key, _comparable(entry)) for key, entry in value.items())
    if isinstance(value, tuple):
        return tuple(map(_comparable, value))
    return (bool, value) if isinstance(value, bool) else value


def _parse_bounds(value: object) -> tuple[int, int]:
    low, high = map(plain_number, str(value).partition("..")[::2])
    if not (isinstance(low, int) and isinstance(high, int) and 0 <= low <= high):
        raise ValueError(_("bounds are written as least..most in whole numbers, e.g. 1..6"))
    return low, high


def _parse_years(value: object) -> float:
    """Read a share of replications, which not all and not none of them can be shown to be."""
    share = parse_share(value)
    if isinstance(share, int | float) and not isinstance(share, bool):
        if 0 < share < 1:
            return float(share)
        message = _("no number of replications can show it: a share between 0 and 1 is due")
        raise ValueError(message)
    raise ValueError(_("a share between 0 and 1 is due, e.g. 0.9"))


MeasureName = Annotated[str, AfterValidator(_known_measure)]
"""The full name of a measure."""
Values = Annotated[tuple[Any, ...], Field(min_length=1), AfterValidator(_distinct)]
"""The values of an axis, whatever its path takes."""
Bounds = Annotated[tuple[int, int], PlainValidator(_parse_bounds)]
"""Least and most, written 1..6."""
Few = _at_most(MOST_SETTINGS)


class PlanPrecision(KeySection):
    """How narrow the interval of a measure must be."""

    measure: MeasureName
    """Full name."""
    half_width: Any
    """Of its 95 % interval, in the unit of the measure."""
    at_most: Annotated[int, Field(ge=LEAST, le=MOST_REPLICATIONS, strict=True)]
    """Replications after which it ends, reached or not."""

    @field_validator("half_width")
    @classmethod
    def _in_unit(cls, value: object, info: ValidationInfo) -> object:
        name = info.data.get("measure")
        if name is None:  # It has a problem of its own.
            return value
        width = amount_of(value, measure_named(name))
        if message := half_width_problem(name, width):
            raise ValueError(message)
        return width


class PlanDecide(KeySection):
    """How candidates are decided on, after the grid."""

    at_most: Annotated[int, Field(ge=0, le=MOST_REPLICATIONS, strict=True)]
    """Fresh replications of a candidate after which it stays undecided; 0 leaves it at the grid."""

    @field_validator("at_most")
    @classmethod
    def _can_be_looked_at(cls, at_most: int) -> int:
        if 0 < at_most < LEAST:
            raise mistake("takes {least} replications or more, or 0 for none", least=LEAST)
        return at_most


class PlanFile(KeySection):
    """Many scenarios, how often each is run, and what they must reach."""

    base: Annotated[Path, PlainValidator(_base_file)]
    """The scenario that is varied."""
    vary: Annotated[dict[str, Values], Few] = Field(default_factory=dict)
    """The axes of a grid: values by path."""
    cases: Annotated[dict[str, Annotated[dict[str, Any], Few]], _at_most(MOST_POINTS)] = Field(
        default_factory=dict
    )
    """Named settings, crossed with the grid: a value by path."""
    precision: PlanPrecision | None = None
    """What ends the replications of a point."""
    replications: Annotated[int, Field(ge=1, le=MOST_REPLICATIONS, strict=True)] = REPLICATIONS
    """Of each point, where no precision says how many."""
    seed: Annotated[int, Field(ge=0, le=MAX_SEED, strict=True)] | None = None
    """Of the chances."""
    targets: Annotated[dict[MeasureName, Any], Few] = Field(default_factory=dict)
    """What a point must reach, by measure."""
    years: Annotated[float, PlainValidator(_parse_years)] | None = None
    """Share of the replications that must meet all targets."""
    decide: PlanDecide | None = None
    """What ends the replications of a candidate; five times those of each point where absent."""
    bounds: Annotated[dict[str, Bounds], Few] = Field(default_factory=dict)
    """Of an optimization, by path."""

    @field_validator("vary")
    @classmethod
    def _axes_apart(cls, vary: dict[str, object]) -> dict[str, object]:
        axes = list(vary)

        def read(path: str, _values: object) -> None:
            _refuse_overlap(path, axes[: axes.index(path)])

        read_each(vary.items(), read)
        return vary

    @field_validator("cases")
    @classmethod
    def _cases_apart(
        cls, cases: dict[str, dict[str, object]], info: ValidationInfo
    ) -> dict[str, dict[str, object]]:
        axes = info.data.get("vary", ())

        def read(path: str, _value: object) -> None:
            _refuse_overlap(path, axes)

        read_each(cases.items(), lambda _name, settings: read_each(settings.items(), read))
        return cases

    @field_validator("replications")
    @classmethod
    def _not_beside_precision(cls, replications: int, info: ValidationInfo) -> int:
        if info.data.get("precision"):
            raise ValueError(_("give either replications or precision"))
        return replications

    @field_validator("targets")
    @classmethod
    def _can_be_held(cls, targets: dict[str, object]) -> dict[str, Target]:
        return read_each(targets.items(), Target.parse)

    @field_validator("years")
    @classmethod
    def _can_be_shown(cls, years: float | None, info: ValidationInfo) -> float | None:
        if years is None or not (info.context or {}).get("is_whole", True):
            return years  # What it is held against may be what was left out.
        if not info.data.get("targets", True):
            raise ValueError(_("there are no targets that years could meet"))
        asked = info.data.get("precision")
        most = asked.at_most if asked else info.data.get("replications")
        if most is not None and (least := replications_to_show(years)) > most:
            raise mistake(
                "takes {least} replications or more to be shown, and there are {most}",
                least=least,
                most=most,
            )
        return years

    @field_validator("decide")
    @classmethod
    def _has_candidates(cls, decide: PlanDecide | None, info: ValidationInfo) -> PlanDecide | None:
        is_whole = (info.context or {}).get("is_whole", True)
        if decide and decide.at_most and is_whole and not info.data.get("targets", True):
            raise mistake("there are no targets that candidates could meet")
        return decide

    @property
    def asked(self) -> int | Precision:
        """The replications of each point: their number, or what ends them."""
        if self.precision is None:
            return self.replications
        targets = {self.precision.measure: self.precision.half_width}
        least = replications_to_show(self.years) if self.years is not None else LEAST
        most = self.precision.at_most
        return Precision(targets, most, at_least=min(max(least, LEAST), most))


def _refuse_overlap(path: str, axes: Iterable[str]) -> None:
    """Refuse a path that sets what an axis sets: a point would not be what it is called."""
    for axis in axes:
        if _overlap(axis, path):
            raise mistake("sets what {other} sets as well: keep one of them", other=f"vary.{axis}")


def _overlap(one: str, other: str) -> bool:
    """Whether two paths lead to the same value, or one to what holds the other.

    Examples
    --------
    >>> _overlap("staff.all.officers", "staff.land.officers")
    True
    >>> _overlap("staff.land.officers", "staff.land.speed")
    False
    """
    pairs = zip(one.split("."), other.split("."), strict=False)
    return all(first == second or ALL in (first, second) for first, second in pairs)
