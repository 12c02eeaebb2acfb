"""Study: what the results in a store are of, as it was asked for; the schema of its definition.

In: what a command was told, or the JSON of a store. Out: a `Study`, checked: of a run its scenario
as it was written, of a comparison its scenarios, of a sweep its plan, of a sensitivity analysis its
Centers. What came out is not known here.
"""

from typing import Annotated, ClassVar, Literal, TypeAlias, get_args

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from simulator.center import Engine
from simulator.language import N_
from simulator.measures import Estimate
from simulator.results.provenance import HalfWidth, Replications, Seed


class _StoredModel(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class StoredPrecision(_StoredModel):
    """Half-widths that each point is run for."""

    targets: dict[str, HalfWidth]
    at_most: Replications


class StoredSpread(_StoredModel):
    """What assumptions leave of a measure, as a sensitivity analysis of the scenario has it."""

    low: float
    high: float
    explained: float
    """Share of it that they account for one by one."""


class StoredLever(_StoredModel):
    """A lever of a Center, as a study of levers of its scenario has it."""

    key: str
    """Path of the key that it changes, without what the planner chooses."""
    way: str
    where: tuple[str, ...]
    """Keys of the things that it is changed at."""
    officers: float
    """That it takes."""
    money: float | None
    """That these cost a year."""
    gains: dict[str, Estimate]
    """By full name, the differences in what levers are ranked by that are seen to be gains."""
    worse: dict[str, Estimate]
    """Those that are seen to be losses."""


class RunDefinition(_StoredModel):
    """A run: `onestop run`."""

    NAME: ClassVar = N_("a run")
    """What it is called."""
    FIXED: ClassVar = ("engine", "day")
    """What no later call can ask for otherwise."""
    IS_OF_FIRST: ClassVar = False
    """Whether all is held against the first point: a study of another one is another study."""

    kind: Literal["run"] = "run"
    scenario: str
    """As it was put together, without defaults: YAML, whose tables are named from the folder."""
    replications: Replications | StoredPrecision
    engine: Engine
    day: str | None
    """The day that is pictured, as it was asked for."""
    assumed: dict[str, StoredSpread] = {}
    """By full name of the measure, what is set beside its interval from chance, if anything is."""
    levers: tuple[StoredLever, ...] = ()
    """Those that help most, the best first, if they are told."""


class StoredAlternative(_StoredModel):
    """One of the scenarios that are compared."""

    name: str
    file: str | None
    """As the planner named it."""
    settings: tuple[str, ...]
    """Values set in this one only, as they were typed."""
    folder: str
    """Where its tables are, from the folder of the results."""


class CompareDefinition(_StoredModel):
    """A comparison: `onestop compare`."""

    NAME: ClassVar = N_("a comparison")
    FIXED: ClassVar = ("engine",)
    IS_OF_FIRST: ClassVar = False

    kind: Literal["compare"] = "compare"
    alternatives: tuple[StoredAlternative, ...]
    """In the order of the points."""
    measures: tuple[str, ...]
    """Full names of those compared by."""
    all_pairs: bool
    replications: Replications
    engine: Engine


class SweepDefinition(_StoredModel):
    """A sweep: `onestop sweep`."""

    NAME: ClassVar = N_("a sweep")
    FIXED: ClassVar = ()
    IS_OF_FIRST: ClassVar = False

    kind: Literal["sweep"] = "sweep"
    plan: str
    """The plan, as it was named."""
    folder: str
    """Where the tables of its base are, from the folder of the results."""
    base: dict[str, JsonValue]
    """What the base has on the axes, as far as that is one value."""
    axes: tuple[str, ...]
    """Paths of the grid."""
    cases: tuple[str, ...]
    replications: Replications | StoredPrecision
    """Of each point."""
    targets: dict[str, str]
    """Full names of measures, and bounds as they were written."""
    years: Annotated[float, Field(gt=0, lt=1)] | None
    """Share of the replications that must meet all targets; None where their means must."""
    decide_at_most: Replications | Literal[0] = 0
    """Fresh replications of a candidate at most; 0 where there is no second stage."""
    currency: JsonValue
    """Label of the unit of the costs, None where there is none."""


class StoredCenter(_StoredModel):
    """A Center of which something is changed."""

    name: str
    file: str | None
    """As the planner named it."""
    settings: tuple[str, ...]
    """Values set in this one only, as they were typed."""
    scenario: str
    """As that of a run."""


class SensitivityDefinition(_StoredModel):
    """A sensitivity analysis: `onestop sensitivity`, and `onestop compare --sensitivity`."""

    NAME: ClassVar = N_("a sensitivity analysis")
    FIXED: ClassVar = ("engine",)
    IS_OF_FIRST: ClassVar = True

    kind: Literal["sensitivity"] = "sensitivity"
    centers: tuple[StoredCenter, ...]
    """One, or two of which the second is compared with the first."""
    measures: tuple[str, ...]
    """Full names of those that are asked for."""
    targets: dict[str, str]
    """As those of a sweep."""
    replications: Replications
    """Of the scenario as it is, and of what matters."""
    runs: Replications
    """Of the hypercube."""
    every: bool
    """Whether numbers that have a source are moved as well."""
    engine: Engine


class LeversDefinition(_StoredModel):
    """What the levers of a Center do: `onestop sensitivity --levers`."""

    NAME: ClassVar = N_("a study of levers")
    FIXED: ClassVar = ("engine",)
    IS_OF_FIRST: ClassVar = True

    kind: Literal["levers"] = "levers"
    center: StoredCenter
    """As it is in the first point; in each of the others a lever is pulled."""
    replications: Replications
    engine: Engine


Definition: TypeAlias = (
    RunDefinition | CompareDefinition | SweepDefinition | SensitivityDefinition | LeversDefinition
)

KINDS: dict[str, str] = {
    each.model_fields["kind"].default: each.NAME for each in get_args(Definition)
}
"""What each kind of study is called."""


class Study(_StoredModel):
    """What the results in a store are of."""

    program: str
    """What tells the program from all whose numbers could be others: `program.identity`."""
    seed: Seed
    definition: Annotated[Definition, Field(discriminator="kind")]
