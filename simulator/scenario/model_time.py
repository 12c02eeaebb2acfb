"""The sections of a scenario about time: the period and the calendars.

In comes what a planner wrote; out come frozen models with dates and seconds of the day, checked one
by one. Docstrings of fields are the reference of the language. Which seconds are open in the end,
holidays included, is worked out in ``calendars``.
"""

from datetime import date, timedelta
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator

from simulator.language import N_, _, mistake
from simulator.scenario.calendars import expand_week
from simulator.scenario.clocks import SECONDS_PER_DAY, listed_hours
from simulator.scenario.moves import CLOSES, EACH, LAST, OPENS, OfDuty, OfHours
from simulator.scenario.number_text import amount_and_unit
from simulator.scenario.public_days import check_country
from simulator.scenario.quantities import Duration
from simulator.scenario.units import example_language, word
from simulator.scenario.vocabulary import (
    DAYS,
    IN_DAYS,
    TEXT,
    Between,
    ClockOrNone,
    Day,
    DaySpan,
    DurationText,
    HoursSpan,
    KeySection,
    Label,
    Written,
    such_that,
)
from simulator.scenario.weekdays import DayKey, canonical_days

LONGEST_PERIOD_DAYS = 36_525


Spans = Annotated[tuple[HoursSpan, ...], BeforeValidator(listed_hours)]
"""Spans of hours, as a list."""


def _check_week(hours: dict[str, Spans]) -> dict[str, Spans]:
    expand_week(hours)
    return {canonical_days(key): spans for key, spans in hours.items()}


WeekHours = Annotated[
    dict[DayKey, Spans], AfterValidator(_check_week), Written("`{mon-fri: [07:30-11:30]}`")
]
"""Hours by day of the week: mon … sun or t2 … t7, cn; a range such as mon-fri; or every-day."""
WeekDays = Annotated[str, AfterValidator(canonical_days), DAYS]
"""Days of the week: mon … sun, a range such as mon-fri or sun-thu, or every-day."""


class Period(DaySpan):
    """The days that are reported, at most 100 years, and those before that fill the Center."""

    from_: Annotated[Day, Field(alias="from")] = Field(title=N_("First day"))
    """First day."""
    to: Day = Field(title=N_("Last day"))
    """Last day, included."""
    warm_up: Annotated[
        DurationText,
        such_that(
            lambda time: not time.seconds % SECONDS_PER_DAY,
            N_("the warm-up is a whole number of days"),
        ),
        AfterValidator(
            Between(
                Duration(0, "days"),
                Duration(3_660, "days"),
                N_("the warm-up is at most {days} days"),
            )
        ),
        IN_DAYS,
    ] = Field(Duration(0, "days"), title=N_("Warm-up"))
    """Whole days simulated before the first reported one, at most 3,660."""

    @field_validator("to")
    @classmethod
    def _at_most_a_century(cls, to: date, info: ValidationInfo) -> date:
        if (to - info.data.get("from_", to)).days >= LONGEST_PERIOD_DAYS:
            raise mistake("a period is at most 100 years, 36525 days")
        return to

    @field_validator("warm_up", mode="before")
    @classmethod
    def _with_its_unit(cls, warm_up: object) -> object:
        if isinstance(warm_up, int | float):
            amount_and_unit(warm_up, _("a duration"), word("days", example_language(warm_up)))
        return warm_up

    @property
    def is_year(self) -> bool:
        """Whether the reported days are those of a year, of 365 days or 366."""
        return self.days in {365, 366}

    @property
    def warm_up_days(self) -> int:
        """Number of days simulated before the first reported one."""
        return round(self.warm_up.days)

    @property
    def first_day(self) -> date:
        """First day simulated, second 0 of every table of times."""
        return self.from_ - timedelta(days=self.warm_up_days)


class HoursChange(DaySpan):
    """Hours that replace the usual ones for some days."""

    hours: WeekHours = Field(title=N_("hours"))
    """Hours by day of the week; a day without any is closed."""


class Calendar(KeySection):
    """When the doors are open, and which days are working days."""

    country: Annotated[str, AfterValidator(check_country), TEXT] = Field(
        "VN", title=N_("Public holidays")
    )
    """Country whose public holidays are closed, by its ISO code; `none` for no holidays."""
    hours: Annotated[
        WeekHours,
        OfHours(
            step="1 h",
            names={
                OPENS: N_("Doors open an hour earlier"),
                CLOSES: N_("Doors close an hour later"),
            },
        ),
    ] = Field(title=N_("Hours"))
    """Opening hours by day of the week: mon … sun or t2 … t7, cn; a range such as mon-fri; or
    every-day."""
    changes: tuple[HoursChange, ...] = Field((), title=N_("Other hours for a time"))
    """Other hours for a time; of two that overlap, the later in the list holds."""
    days_off: tuple[Day, ...] = Field((), title=N_("Days off"))
    """Days that are closed and no working days, beside the public holidays."""
    work_days: tuple[Day, ...] = Field((), title=N_("Worked days beside those of the week"))
    """Working days beside those of `week`, with the hours of its last day where they have none."""
    cut_off: ClockOrNone = Field(None, title=N_("Cut-off of the dossier clock"))
    """Accepted later than this, or at or after closing, the dossier clock starts the next working
    day; `none` for closing alone."""
    week: WeekDays = Field("mon-fri", title=N_("Days of the week that can be working days"))
    """Days of the week that can be working days; holidays and days off are none of them."""

    @field_validator("hours")
    @classmethod
    def _opens(cls, hours: WeekHours) -> WeekHours:
        if not any(hours.values()):
            raise mistake("no day has hours: the doors never open")
        return hours


class NamedCalendar(Calendar):
    """The calendar of an agency or a shift; what it lacks comes from the Center's own."""

    label: Label = Field(title=N_("Name"))
    """What reports call the agency or the shift; the key itself where absent."""
    hours: Annotated[
        WeekHours,
        OfDuty(
            names={
                LAST: N_("On duty at the end of the day"),
                EACH: N_("On duty before each closing of the doors"),
            }
        ),
    ] = Field(default_factory=dict, title=N_("Hours"))
    """Hours by day of the week: mon … sun or t2 … t7, cn; a range such as mon-fri; or every-day."""

    def over(self, center: Calendar) -> "NamedCalendar":
        """Return this calendar with every key that was not given taken from `center`."""
        inherited = {
            name: getattr(center, name)
            for name in Calendar.model_fields
            if name not in self.model_fields_set
        }
        return self.model_copy(update=inherited)
