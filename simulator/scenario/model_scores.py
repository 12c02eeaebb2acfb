"""The section of a scenario about what its Center is judged by: points, bands and the index.

In comes what a planner wrote; out come frozen models, checked one by one. Docstrings of fields are
the reference of the language. Nothing here moves a citizen or a dossier: a run is scored by it, and
which points a run earns is not known here. Of the figures that hold where a scenario says nothing,
`default_source` knows which are stated somewhere; the others are assumptions.
"""

from collections.abc import Mapping
from operator import attrgetter
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field, PlainValidator, Strict, ValidationInfo, field_validator

from simulator.language import N_, _, mistake
from simulator.scenario.clocks import SECONDS_PER_MINUTE
from simulator.scenario.vocabulary import (
    WHOLE_NUMBER,
    Count,
    DurationText,
    KeySection,
    Label,
    Number,
    Share,
    Written,
    such_that,
)

AreaName: TypeAlias = Literal[
    "direction",
    "institutions",
    "procedures",
    "organisation",
    "one_stop",
    "finance",
    "modernisation",
    "civil_servants",
]

AREAS: Final[Mapping[AreaName, str]] = {
    "direction": N_("Direction and management"),
    "institutions": N_("Institutional reform"),
    "procedures": N_("Procedure reform"),
    "organisation": N_("Organisational reform"),
    "one_stop": N_("One-stop and inter-agency one-stop mechanism"),
    "finance": N_("Public finance"),
    "modernisation": N_("Modernisation"),
    "civil_servants": N_("Quality of civil servants"),
}
"""The eight areas of the PAR INDEX, in their order, with their names."""

FULL: Final = "full"
"""The word for all the points of an area, however many they are."""

COUNTED_WAITS: Final = (15, 20, 30)
"""Minutes of which it is counted who is called within them."""

_MOST_POINTS = 1_000


def _points_or_full(value: object) -> float | Literal["full"]:
    if value == FULL:
        return FULL
    if isinstance(value, int | float) and not isinstance(value, bool):  # True is an int
        points = float(value)
        if 0 <= points <= _MOST_POINTS:
            return points
    raise mistake("points are due, 0 to 1,000, or the word full")


Points = Annotated[Number, Field(ge=0, le=_MOST_POINTS), Written(N_("points"), can_vary=True)]
"""Points of a score, 0 to 1,000."""
PointsOrFull = Annotated[
    float | Literal["full"],
    PlainValidator(_points_or_full),
    Written(N_("points, or `full`"), can_vary=True),
]
"""Points of a score, 0 to 1,000; or "full"."""


class Decision766(KeySection):
    """Most points of the five groups of Decision 766/QĐ-TTg."""

    transparency: Points = Field(18.0, title=N_("Decision 766, transparency, points"))
    """Most points for transparency."""
    progress: Points = Field(20.0, title=N_("Decision 766, progress, points"))
    """Most points for progress: the share on time, of all received, times these."""
    digitisation: Points = Field(22.0, title=N_("Decision 766, digitisation, points"))
    """Most points for digitisation."""
    online: Points = Field(22.0, title=N_("Decision 766, services online, points"))
    """Most points for services online."""
    satisfaction: Points = Field(18.0, title=N_("Decision 766, satisfaction, points"))
    """Most points for satisfaction."""


class Grades(KeySection):
    """Least total of the nine criteria for each grade; below the last it is weak."""

    excellent: Points = Field(15.0, title=N_("excellent"))
    """Least total that is excellent."""
    good: Points = Field(12.0, title=N_("good"))
    """Least total that is good."""
    fair: Points = Field(9.0, title=N_("fair"))
    """Least total that is fair."""
    average: Points = Field(6.0, title=N_("average"))
    """Least total that is average."""

    @field_validator("good", "fair", "average")
    @classmethod
    def _falls(cls, least: float, info: ValidationInfo) -> float:
        if least >= min(info.data.values(), default=_MOST_POINTS + 1):
            raise mistake("the grades must fall from excellent to average")
        return least


class OneStop(KeySection):
    """The one-stop-shop evaluation by nine criteria, of which the simulator computes six."""

    points: Points = Field(2.0, title=N_("One-stop evaluation, points of a criterion"))
    """Most points of each of the nine criteria; of those of a dossier half is the middle."""
    level: Literal["district", "commune"] | None = Field(
        None, title=N_("One-stop evaluation, level of the Center")
    )
    """Level of the Center, which criterion 5 asks for; absent: a district's before 1 July 2025,
    when districts were abolished, and a commune's, ward's or special zone's from then on."""
    grades: Grades = Field(Grades(), title=N_("One-stop evaluation, least totals of the grades"))
    """Least totals of the grades."""


class OnTimeBand(KeySection):
    """The item of the PAR INDEX for the on-time rate: in proportion to it, or nothing."""

    none_below: Share = Field(0.95, title=N_("none below"))
    """Share of settled dossiers on time below which there are no points; from it on, the share is
    that of the points."""
    points: Points | None = Field(None, title=N_("points"))
    """Most points of the item; absent where they are not known."""


class Area(KeySection):
    """One of the eight areas of the PAR INDEX."""

    maximum: Points | None = Field(None, title=N_("PAR INDEX, most points of the area"))
    """Most points of the area; absent where they are not known."""
    points: Points | None = Field(None, title=N_("PAR INDEX, points of the area"))
    """Points of the area in `year`."""
    target: PointsOrFull | None = Field(None, title=N_("PAR INDEX, points aimed at in the area"))
    """Points aimed at; `full` for all there are."""
    note: Label | None = Field(None, title=N_("PAR INDEX, what the plan says of the area"))
    """What the plan says of the area in words."""

    @field_validator("points", "target")
    @classmethod
    def _at_most_the_maximum(
        cls, points: float | Literal["full"] | None, info: ValidationInfo
    ) -> float | Literal["full"] | None:
        most = info.data.get("maximum")
        if isinstance(points, float) and most is not None and points > most:
            raise mistake("is more than the maximum, {most:g}", most=most)
        return points


class ParIndex(KeySection):
    """The public administration reform index of the district: what is known of it and aimed at."""

    on_time: OnTimeBand = Field(OnTimeBand(), title=N_("PAR INDEX, band of the on-time rate"))
    """Band of the item for the on-time rate, in the area `one_stop`."""
    year: Annotated[int, Strict(), WHOLE_NUMBER, Field(ge=1900, le=2200)] | None = Field(
        None, title=N_("PAR INDEX, year")
    )
    """Year of the figures below."""
    total: Points | None = Field(None, title=N_("PAR INDEX, total"))
    """The index in that year."""
    districts: Count | None = Field(None, title=N_("PAR INDEX, districts ranked"))
    """Number of districts that are ranked."""
    rank: Count | None = Field(None, title=N_("PAR INDEX, rank"))
    """Rank in that year."""
    target_rank: Count | None = Field(None, title=N_("PAR INDEX, rank aimed at"))
    """Rank aimed at."""
    areas: dict[AreaName, Area] = Field(default_factory=dict, title=N_("PAR INDEX, areas"))
    """Figures of the areas: direction, institutions, procedures, organisation, one_stop, finance,
    modernisation, civil_servants."""

    @field_validator("rank", "target_rank")
    @classmethod
    def _among_the_districts(cls, rank: int | None, info: ValidationInfo) -> int | None:
        districts = info.data.get("districts")
        if rank is not None and districts is not None and rank > districts:
            raise mistake("there are only {districts} districts", districts=districts)
        return rank


_MinutesOfADay = Annotated[
    DurationText,
    such_that(
        lambda wait: wait.seconds % SECONDS_PER_MINUTE == 0 and 0 < wait.days <= 1,
        N_("must be whole minutes, 1 day at most"),
    ),
]
_CountedWait = Annotated[
    DurationText,
    such_that(
        lambda wait: wait.seconds / SECONDS_PER_MINUTE in COUNTED_WAITS,
        N_("must be 15, 20 or 30 min: of other waits nobody keeps count"),
    ),
]


class WaitNorms(KeySection):
    """Norms of the wait that hold for this Center, by its place or its own promise."""

    mean_wait: _MinutesOfADay | None = Field(None, title=N_("Norm of the mean wait"))
    """Most that a visit may wait on average; absent for the norm of the country in that year."""
    longest_wait: _CountedWait | None = Field(None, title=N_("Norm of the longest wait"))
    """Most that any visit may wait: 15, 20 or 30 min; absent for no such norm."""


class ScoreRules(KeySection):
    """What a Center is judged by."""

    norms: WaitNorms = Field(WaitNorms(), title=N_("Norms of the wait"))
    """Norms of the wait of this Center."""
    decision_766: Decision766 = Field(Decision766(), title=N_("Decision 766"))
    """Decision 766/QĐ-TTg, points of its five groups."""
    one_stop: OneStop = Field(OneStop(), title=N_("One-stop evaluation"))
    """The one-stop-shop evaluation by nine criteria."""
    par_index: ParIndex = Field(ParIndex(), title=N_("PAR INDEX"))
    """The public administration reform index."""


_EVALUATION = N_(
    "Circular 01/2018/TT-VPCP and Decree 61/2018/NĐ-CP: nine criteria of 2 points each, five grades"
)

SOURCES: Final[Mapping[str, str]] = {
    "scores.decision_766": N_("Decision 766/QĐ-TTg"),
    "scores.one_stop.points": _EVALUATION,
    "scores.one_stop.grades": _EVALUATION,
}
"""Where defaults come from, by path; what stands below none of these is an assumption."""


def default_source(scores: ScoreRules, path: str) -> str | None:
    """Return where the figure at a path comes from, if it is a default that is stated somewhere.

    A figure that a planner has changed is not stated there any more.

    Parameters
    ----------
    scores
        The section.
    path
        Path of the figure or band in the scenario.

    Examples
    --------
    >>> default_source(ScoreRules(), "scores.decision_766.progress")
    'Decision 766/QĐ-TTg'
    >>> changed = ScoreRules(decision_766=Decision766(progress=25))
    >>> default_source(changed, "scores.decision_766.progress")
    >>> default_source(ScoreRules(), "scores.par_index.on_time")
    """
    text = next(
        (text for stated, text in SOURCES.items() if f"{path}.".startswith(f"{stated}.")), None
    )
    if text is None:
        return None
    value = attrgetter(path.partition(".")[2])
    return _(text) if value(scores) == value(ScoreRules()) else None
