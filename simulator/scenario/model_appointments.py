"""The section of a scenario about appointments: booked visits.

In comes what a planner wrote; out come frozen models, checked one by one. Docstrings of fields are
the reference of the language. When slots stand and who takes them is not known here.
"""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from simulator.language import N_
from simulator.scenario.families import Distribution
from simulator.scenario.quantities import Duration
from simulator.scenario.vocabulary import (
    ALL,
    IN_DAYS,
    UP_TO_A_DAY,
    Between,
    Count,
    DurationText,
    KeySection,
    Share,
    Text,
    such_that,
)


class Slots(KeySection):
    """The slots of a field, one after the other through each opening."""

    every: Annotated[
        DurationText,
        AfterValidator(
            Between(Duration(1, "s"), Duration(1, "days"), N_("must be from 1 s to 1 day"))
        ),
    ] = Field(title=N_("every"))
    """Length of a slot, from a second to a day: one starts with each opening of the day, the others
    follow, each as long as it ends within that opening."""
    places: Count = Field(title=N_("places"))
    """Citizens who can be booked for each slot, 1 to 1,000,000."""


class Late(KeySection):
    """Who comes later than they are booked for."""

    chance: Share = Field(title=N_("chance"))
    """Chance of coming late."""
    by: Distribution = Field(title=N_("by"))
    """How much later."""


class NoShow(KeySection):
    """Who does not come to their appointment."""

    chance: Share = Field(title=N_("chance"))
    """Chance of not coming."""
    comes_again: Share = Field(0.0, title=N_("comes again"))
    """Chance that they come later, as walk-ins, after `citizens.comes_back`; the others never
    come."""
    costs: Annotated[DurationText, UP_TO_A_DAY] = Field(Duration(0, "min"), title=N_("costs"))
    """Time of the officer that the empty slot takes, at most a day."""


class Appointments(KeySection):
    """Visits that are booked for a time of a day; of which procedures, `booked` says."""

    slots: Annotated[dict[Text, Slots], Field(min_length=1)] = Field(title=N_("Slots"))
    """Slots at reception by field; `all` for every field not named, each with its own places."""
    horizon: Annotated[
        DurationText,
        such_that(lambda time: time.days == int(time.days), N_("must be a whole number of days")),
        AfterValidator(
            Between(Duration(0, "days"), Duration(366, "days"), N_("must be at most {days} days"))
        ),
        IN_DAYS,
    ] = Field(title=N_("Open days ahead that can be booked"))
    """Open days after the wanted day that can be booked, at most 366."""
    full: Literal["walk-in", "lost"] = Field("walk-in", title=N_("Who finds no place"))
    """What becomes of who finds no place: they come when they wanted to, without an appointment, or
    not at all."""
    late: Late | None = Field(None, title=N_("Who comes late"))
    """Who comes late; absent for nobody."""
    grace: Annotated[DurationText, UP_TO_A_DAY] = Field(
        Duration(0, "min"), title=N_("Appointment held for")
    )
    """Lateness up to which the appointment holds, at most a day; then the citizen is a walk-in."""
    no_show: NoShow | None = Field(None, title=N_("Who does not come"))
    """Who does not come; absent for nobody."""
    called: Literal["before-walk-ins", "in-turn"] = Field(
        "before-walk-ins", title=N_("Booked citizens are called")
    )
    """Whether booked citizens are called before walk-ins, or with them (R4)."""

    def of_field(self, field: str) -> Slots | None:
        """Return the slots of a field; None where nobody can book."""
        return self.slots.get(field, self.slots.get(ALL))
