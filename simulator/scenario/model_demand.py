"""The sections of a scenario about who comes: demand, procedures and citizens.

In comes what a planner wrote; out come frozen models, checked one by one. Docstrings of fields are
the reference of the language. How visits and dossiers are drawn from them is not known here.
"""

import re
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SerializerFunctionWrapHandler,
    Strict,
    ValidationInfo,
    WrapSerializer,
    field_validator,
    model_validator,
)

from simulator.language import N_, _, mistake
from simulator.scenario.families import Distribution
from simulator.scenario.moves import LESS, MORE, Booking, ByStep, OfShares, ToWord
from simulator.scenario.quantities import Duration, Limit, Rate
from simulator.scenario.units import example_language, word
from simulator.scenario.vocabulary import (
    MONTHS,
    NONE,
    PER_WORKING_DAY,
    STEPS,
    TEXT,
    UP_TO_A_DAY,
    WEEKDAYS,
    WHOLE_NUMBER,
    CountKey,
    DaySpan,
    DurationText,
    Factor,
    Flag,
    HourKey,
    KeySection,
    Label,
    LimitText,
    Month,
    RateText,
    Share,
    Step,
    Text,
    Weekday,
    Weight,
    Written,
    check_sum,
    none_word,
    such_that,
    sum_to_one,
    weights,
)
from simulator.scenario.weekdays import DayKey, by_weekday

_LEAST_DAY_CV = 0.001
_SHARES = N_("the shares must sum to 1, not {total:.6g}")
_CHANCES = N_("the chances must sum to 1, not {total:.6g}")

MonthWeights = Annotated[dict[Month, Weight], AfterValidator(weights(MONTHS, missing=1.0))]
CLOSED_DAY_WEIGHT = 0.2
"""Weight of a closed day for what is filed online, where `weekdays` does not name it.

An assumption: a portal never closes, but people do their paperwork in office hours, so that a day
off sees a fifth of what its open day does."""


def _in_order(named: dict[Weekday, float]) -> dict[Weekday, float]:
    """Put the weekdays that are named in order; the others weigh something."""
    complete = weights(WEEKDAYS, missing=1.0)(named)
    return {day: weight for day, weight in complete.items() if day in named}


WeekdayWeights = Annotated[
    dict[DayKey, Weight], AfterValidator(by_weekday), AfterValidator(_in_order)
]
HourWeights = Annotated[dict[HourKey, Weight], AfterValidator(weights(range(24), missing=None))]


def none_or_serialized(value: object, serialize: SerializerFunctionWrapHandler) -> object:
    """Write None back as the word `none`."""
    return NONE if value is None else serialize(value)


DistributionOrNone = Annotated[
    Distribution | None,
    BeforeValidator(none_word),
    WrapSerializer(none_or_serialized),
    Written(N_("distribution, or `none`"), can_vary=True, unit="min"),
]
"""A distribution, or "none"."""
DailyRate = Annotated[RateText, PER_WORKING_DAY]
OfDays = Annotated[Distribution, Written(N_("distribution"), can_vary=True, unit="days")]
OfHours = Annotated[Distribution, Written(N_("distribution"), can_vary=True, unit="h")]


def _constant(text: str) -> Distribution:
    return Distribution.model_validate({"constant": text})


class Surge(DaySpan):
    """Days on which more visits and filings come than usual."""

    factor: Annotated[Weight, Field(le=1_000)] = Field(title=N_("factor"))
    """Multiplies the volume of these days, 0 to 1,000; not evened out over the year."""
    fields: tuple[Text, ...] | None = Field(None, title=N_("fields"))
    """Fields that it holds for; absent for all of them."""


class Enquiries(KeySection):
    """Visits that ask, and bring no dossier."""

    volume: DailyRate = Field(title=N_("volume"))
    """How many there are."""
    takes: Distribution = Field(title=N_("takes"))
    """Service time at the `receive` station."""
    fields: Annotated[dict[str, Share], AfterValidator(sum_to_one(_SHARES))] = Field(
        title=N_("fields")
    )
    """Shares of the enquiries by field; they sum to 1."""


class ScaleTo(KeySection):
    """The number that all volumes are scaled to, of visits or of dossiers."""

    visits: DailyRate | None = Field(None, title=N_("visits"))
    """Expected visits per working day of the period, with those for missing papers, supplements and
    collections, before surges and failed trips; `growth` acts after it."""
    dossiers: DailyRate | None = Field(None, title=N_("dossiers"))
    """Expected dossiers per working day of the period, all channels, likewise; one key of both."""

    @model_validator(mode="before")
    @classmethod
    def _of_what(cls, written: object) -> object:
        if isinstance(written, int | float | str):
            number = re.match(r"[0-9]+(?![0-9.,])", str(written))
            unit = word("per working day", example_language(written))
            told = _(
                "say of what: write {{visits: {rate}}} or {{dossiers: {rate}}}",
                rate=f"{number[0] if number else 120} {unit}",
            )
            raise ValueError(told)  # noqa: TRY004  # what pydantic makes a problem of
        return written

    @model_validator(mode="after")
    def _one_of_both(self) -> "ScaleTo":
        if (self.visits is None) == (self.dossiers is None):
            raise mistake("scale to visits or to dossiers: write one of the two keys")
        if self.rate.per != "working day":
            raise mistake("is written per working day, e.g. 120 per working day")
        if not self.rate.amount:
            raise mistake("must be more than 0")
        return self

    @property
    def rate(self) -> Rate:
        """What is scaled to."""
        rate = self.visits or self.dossiers
        assert rate is not None  # noqa: S101  # checked when it was read
        return rate


class Demand(KeySection):
    """When dossiers and citizens come; how many is said by the procedures."""

    growth: Annotated[Factor, ByStep(step=0.05, least=0.5, most=2, names={})] = Field(
        1.0, title=N_("Growth of every volume, factor")
    )
    """Multiplies every volume; more than 0, at most 1,000."""
    scale_to: ScaleTo | None = Field(None, title=N_("Volumes scaled to"))
    """One factor on all volumes, so that this many visits or dossiers are expected; absent for
    none. It follows from the ways in: of another share online it is another one."""
    months: MonthWeights = Field(dict.fromkeys(MONTHS, 1.0), title=N_("Months, relative volume"))
    """Relative volume of a month's days, missing = 1; normalised, the year's volume stays."""
    weekdays: WeekdayWeights | None = Field(None, title=N_("Weekdays, relative volume"))
    """Relative volume of a weekday on which the doors open, missing = 1; normalised, the year's
    volume stays. Of a weekday on which they never do: what is filed online then, against the open
    day after it, which it is taken from; missing = 0.2, as for holidays: an assumption."""
    hours: HourWeights | None = Field(None, title=N_("Visits by hour of arrival, relative"))
    """Relative number of visits by hour of arrival; before opening they wait at the door; absent
    for flat over the open hours."""
    online_hours: HourWeights | None = Field(None, title=N_("Online filings by hour, relative"))
    """Relative number of online filings by hour, any day; absent for flat from 07 to 22."""
    day_cv: Annotated[
        Weight,
        Field(le=2),
        such_that(
            lambda cv: not 0 < cv < _LEAST_DAY_CV,
            N_("must be 0, or at least {least}"),
            least=_LEAST_DAY_CV,
        ),
    ] = Field(0.0, title=N_("Busy and quiet days, cv of a common factor"))
    """Coefficient of variation of a factor that all volumes of a day share; 0, or 0.001 to 2."""
    day_memory: Annotated[Weight, Field(le=0.95)] = Field(
        0.0, title=N_("Correlation of that factor with the day before")
    )
    """Correlation of that factor with the one of the open day before, 0 to 0.95; of days further
    apart its powers."""
    surges: tuple[Surge, ...] = Field((), title=N_("Surges"))
    """Days with more volume, each with its factor; closed days go with the open day after them."""
    enquiries: Enquiries | None = Field(None, title=N_("Visits that only ask"))
    """Visits that only ask; absent for none."""

    def weekday_weight(self, day: Weekday) -> float:
        """Return the relative weight of a day of the week on which the doors open."""
        return (self.weekdays or {}).get(day, 1.0)

    def closed_weight(self, day: Weekday, *, is_always_closed: bool) -> float:
        """Return that of a day on which they stay closed, for what is filed online."""
        named = self.weekdays if is_always_closed else None
        return (named or {}).get(day, CLOSED_DAY_WEIGHT)


class Channels(KeySection):
    """Shares of the ways in, or out; they sum to 1."""

    counter: Share = Field(0.0, title=N_("counter"))
    """Share brought to, or collected at, the counter."""
    online: Share = Field(0.0, title=N_("online"))
    """Share filed, or returned, online."""
    post: Share = Field(0.0, title=N_("post"))
    """Share that comes, or goes, by post."""

    @model_validator(mode="after")
    def _sum(self) -> "Channels":
        check_sum((self.counter, self.online, self.post), _SHARES)
        return self


class Supplement(KeySection):
    """A request for missing papers, once, at appraisal."""

    chance: Share = Field(title=N_("chance"))
    """Chance that appraisal asks for one."""
    never: Share = Field(0.0, title=N_("never"))
    """Chance that it is not brought: the dossier is then returned after the drawn comes_back."""


class Consult(KeySection):
    """An opinion asked of another agency, between appraise and approve; the clock runs."""

    with_: Annotated[str, TEXT, Field(alias="with")] = Field(title=N_("agency"))
    """The agency, by the name of its calendar."""
    chance: Share = Field(1.0, title=N_("chance"))
    """Chance that a dossier needs it."""
    takes: Annotated[
        OfHours,
        ByStep(step="20 %", names={LESS: N_("Agencies answer a fifth sooner")}, is_common=True),
    ] = Field(title=N_("takes"))
    """Time until the opinion comes, in open hours of that calendar."""
    limit: Annotated[
        LimitText,
        such_that(
            lambda limit: limit.kind != "working hours",
            N_("the limit of an agency is given in working days"),
        ),
    ] = Field(Limit("none"), title=N_("limit"))
    """Time that the agency has to answer, in working days of the Center; it moves nothing, but the
    one-stop evaluation asks for it."""


class Extension(KeySection):
    """An apology for a result that is late, with one new date, once."""

    chance: Share = Field(title=N_("chance"))
    """Chance that a dossier gets one, where its result is not ready at the close of the last
    working day before its due day."""
    by: Annotated[
        LimitText,
        such_that(lambda by: by.kind == "working days", N_("is given in working days")),
    ] = Field(title=N_("later by"))
    """How much later the new date is, in working days."""


class Procedure(KeySection):
    """A kind of dossier, how many there are, and the flow they take."""

    label: Label = Field(title=N_("Name"))
    """What reports call it; the key itself where absent."""
    field: Text = Field(title=N_("Field"))
    """The field that it belongs to."""
    volume: RateText = Field(title=N_("Dossiers"))
    """Dossiers accepted, all channels, surges not counted. Per working day: times the working days
    of the year, spread over all open days."""
    limit: LimitText = Field(Limit("none"), title=N_("Limit"))
    """Time from acceptance to result: working days or hours, `same day`, or `none`."""
    channels: Annotated[
        Channels,
        OfShares(
            part="online", step=0.2, names={MORE: N_("A fifth more filed online")}, is_common=True
        ),
    ] = Field(Channels(counter=1.0), title=N_("Ways in, shares"))
    """Shares by the way the dossiers come in."""
    bundle: Annotated[dict[CountKey, Share], AfterValidator(sum_to_one(_CHANCES))] = Field(
        default_factory=lambda: {1: 1.0}, title=N_("Dossiers that one visit brings, chances")
    )
    """Chances of the number of dossiers, 1 to 1,000, that one visit brings; they sum to 1. Online
    and by post they come together too."""
    on_the_spot: Flag = Field(False, title=N_("The citizen waits through all steps"))
    """Whether the citizen waits through all the steps."""
    back_office: Annotated[
        Literal["center", "headquarters"],
        ToWord(names={"center": N_("Appraised and approved at the Center")}, is_common=True),
    ] = Field("center", title=N_("Appraised and approved at"))
    """Where appraise and approve happen."""
    authority: Literal["own", "boundary-free", "vertical"] = Field("own", title=N_("Decided by"))
    """Who decides: the Center's own authorities, those of another place, whatever the place of
    residence, or a vertical agency such as tax, police or registry; reports give own and all."""
    booked: Annotated[
        Share, Booking(step=0.3, names={MORE: N_("Three in ten more book a time")}, is_common=True)
    ] = Field(0.0, title=N_("Booked, share of the counter visits"))
    """Share of the counter visits that come with an appointment, as far as places are free."""
    incomplete: Annotated[
        Share,
        Field(le=0.95),
        ByStep(step=0.05, names={LESS: N_("One in twenty fewer incomplete")}, is_common=True),
    ] = Field(0.0, title=N_("Sent back incomplete at reception, chance each time"))
    """Chance, each time, that reception sends a dossier back; at most 0.95."""
    supplement: Supplement | None = Field(None, title=N_("Supplement asked for at appraisal"))
    """Request for missing papers at appraisal; absent for none."""
    extension: Extension | None = Field(
        None, title=N_("Not ready in time: apology with a new date")
    )
    """Apology with a new date, for a limit of working days or hours; what is due the same day never
    gets one; absent for none."""
    correction: Share = Field(0.0, title=N_("Sent back to appraisal by the approver, chance"))
    """Chance that the approver sends it back to appraisal, once."""
    consult: tuple[Consult, ...] = Field((), title=N_("Other agencies asked"))
    """Agencies asked between appraise and approve, between those of the steps that there are: a
    flow of receive and return is decided by them."""
    consult_order: Annotated[
        Literal["one-by-one", "at-once"],
        ToWord(names={"at-once": N_("Agencies asked all at once")}, is_common=True),
    ] = Field("one-by-one", title=N_("Order in which they are asked"))
    """Whether each agency is asked when the one before has answered, or all are asked together and
    the dossier goes on when the last has answered."""
    steps: dict[Step, Distribution] = Field(title=N_("Service times"))
    """Service time at each step of the flow, any of the five, for each dossier."""

    @field_validator("consult")
    @classmethod
    def _one_limit(cls, consult: tuple[Consult, ...]) -> tuple[Consult, ...]:
        limits: dict[str, Limit] = {}
        for each in consult:
            if limits.setdefault(each.with_, each.limit) != each.limit:
                raise mistake("{agency!r} has one limit, however often asked", agency=each.with_)
        return consult

    @field_validator("extension")
    @classmethod
    def _of_a_limit(cls, extension: Extension | None, info: ValidationInfo) -> Extension | None:
        limit = info.data.get("limit")  # None where it has a problem of its own.
        if extension and limit and limit.kind == "none":
            raise mistake("a procedure without a limit has no date to put off")
        return extension

    @field_validator("steps")
    @classmethod
    def _in_order(cls, steps: dict[Step, Distribution]) -> dict[Step, Distribution]:
        if not steps:
            raise mistake("a flow has at least one of the five steps")
        return {step: steps[step] for step in STEPS if step in steps}

    @property
    def mean_bundle(self) -> float:
        """Mean number of dossiers that a visit brings."""
        return sum(size * chance for size, chance in self.bundle.items())


class Citizens(KeySection):
    """What citizens do: waiting, leaving, coming back, collecting."""

    comes_back: OfDays = Field(_constant("1 days"), title=N_("Comes with missing papers after"))
    """Time until they come with missing papers or a supplement, days rounded up; 1 day where
    absent."""
    collects: Annotated[
        Channels,
        OfShares(part="online", step=0.2, names={MORE: N_("A fifth more results sent online")}),
    ] = Field(Channels(counter=1.0), title=N_("Ways to collect, shares"))
    """Shares by the way results are collected."""
    collects_on: Annotated[
        Literal["slip", "notice"],
        ToWord(names={"notice": N_("Citizens come when they are told that it is ready")}),
    ] = Field("slip", title=N_("Collects after"))
    """Collected after the date on the slip, or after the notice that the result is ready; without a
    limit, after the notice."""
    collects_after: OfDays = Field(_constant("0 days"), title=N_("Time from then until collected"))
    """Time from the slip's date or the notice until they come, in whole days with this mean; 0 days
    where absent."""
    patience: DistributionOrNone = Field(None, title=N_("Patience in the queue"))
    """Longest wait before they leave; `none` for no limit."""
    leaves: Literal["openly", "silently"] = Field("openly", title=N_("Leaves"))
    """Whether who leaves takes their ticket out of the queue, or it is called in vain."""
    call_out: Annotated[DurationText, UP_TO_A_DAY] = Field(
        Duration(1, "min"), title=N_("Time that a ticket called in vain costs")
    )
    """Time that a ticket called in vain costs the officer, at most a day."""
    retries: Annotated[int, Strict(), WHOLE_NUMBER, Field(ge=0, le=100)] = Field(
        3, title=N_("Further trips before giving up")
    )
    """Trips after being sent home, turned away or out of patience, at most 100; then the visit is
    lost."""
    priority: Annotated[
        dict[Text, Share],
        such_that(
            lambda shares: sum(shares.values()) <= 1,
            N_("the shares must not sum to more than 1"),
        ),
    ] = Field(default_factory=dict, title=N_("Called before others, shares of visits"))
    """Shares of visits, by reason, that are called before others."""
