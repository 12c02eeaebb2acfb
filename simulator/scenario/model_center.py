"""The sections of a scenario about who serves: queues, staff, the seal and the courier.

In comes what a planner wrote; out come frozen models, checked one by one. Docstrings of fields are
the reference of the language. Duty intervals and the rules of service are not known here.
"""

from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, Strict, ValidationInfo, field_validator

from simulator.language import N_, mistake
from simulator.scenario.moves import HELP, IN_PERSON, LESS, MORE, POOL, ByStep, OfStations, ToWord
from simulator.scenario.quantities import Duration, WorkingTime
from simulator.scenario.vocabulary import (
    OFFICE,
    STATION,
    UP_TO_A_DAY,
    WHOLE_NUMBER,
    Between,
    Clock,
    Count,
    CountOrNone,
    DaySpan,
    DurationOrNone,
    DurationText,
    KeySection,
    Label,
    Number,
    Share,
    Speed,
    Step,
    Text,
    Weight,
    WorkingTimeText,
    such_that,
)

_MOST_OFFICERS = 40_000
"""Officers of a group: of the 2³² draws of a day, each second of each officer has its own."""
_LONGEST_SPELL = 250
"""Working days: a year."""
_SECOND_TO_MONTH = AfterValidator(  # Times are kept in whole seconds; R4 multiplies two of them.
    Between(Duration(1, "s"), Duration(30, "days"), N_("must be from 1 s to 30 days"))
)

StationText = Annotated[Text, STATION]
Departures = Annotated[
    tuple[Clock, ...],
    such_that(
        lambda departures: list(departures) == sorted(set(departures)),
        N_("the departures of a day are given in order, each once"),
    ),
]
"""Times of day at which the courier leaves."""


class QueueSettings(KeySection):
    """How a station's queue is worked off."""

    discipline: Annotated[
        Literal["fifo", "due-date"],
        ToWord(
            names={"due-date": N_("What is due first is worked off first")},
            steps=("appraise", "approve", "seal"),
        ),
    ] = Field("fifo", title=N_("Next is"))
    """Who is next within a class: the first to be ready, or the first to be due (R4)."""
    at_break: Literal["finish", "pause"] = Field("pause", title=N_("Work at the end of a duty"))
    """What happens to work still running when duty ends (R6)."""
    closing: Annotated[
        Literal["serve-all", "send-home"],
        ToWord(names={"serve-all": N_("Overtime for all who wait at closing")}, steps=IN_PERSON),
    ] = Field("serve-all", title=N_("Citizens waiting at closing"))
    """What happens to citizens still waiting at closing (R8)."""
    tickets_per_day: CountOrNone = Field(None, title=N_("Most tickets a day"))
    """Most tickets issued in a calendar day, 1 to 1,000,000; `none` for no cap (R10)."""
    target_wait: Annotated[DurationText, _SECOND_TO_MONTH] = Field(
        Duration(15, "min"), title=N_("Target wait")
    )
    """Wait aimed at, against which officers that choose by target compare (R4); from a second to
    30 days."""
    hurry: Annotated[Weight, Field(le=2)] = Field(0.0, title=N_("Hurry, exponent"))
    """Service shortens as (1 + number waiting) to the power −hurry (R7); 0 to 2."""
    last_ticket: Annotated[
        DurationOrNone,
        UP_TO_A_DAY,
        ByStep(
            step="30 min",
            names={
                MORE: N_("Last ticket half an hour earlier"),
                LESS: N_("Last ticket half an hour later"),
            },
            steps=IN_PERSON,
        ),
    ] = Field(None, title=N_("No more tickets, from this time before closing"))
    """Time before closing from which citizens who come get no ticket any more (R8); `none` for
    tickets until closing."""
    overtime_at_most: Annotated[
        DurationOrNone,
        UP_TO_A_DAY,
        ByStep(
            step="60 min",
            none_is_most=True,
            names={
                MORE: N_("An hour more of overtime at most"),
                LESS: N_("Less overtime, an hour at a time"),
            },
            steps=IN_PERSON,
        ),
    ] = Field(None, title=N_("Overtime for those who wait, at most"))
    """Time after closing at which those not called yet are sent home (R8); `none` for no such end,
    0 min is `closing: send-home`."""

    def over(self, other: "QueueSettings") -> "QueueSettings":
        """Return these settings with every key that was not given taken from `other`."""
        given = {name: getattr(self, name) for name in self.model_fields_set}
        return other.model_copy(update=given)


def default_queue(step: Step) -> QueueSettings:
    """Return the settings of the queues of a step of which a scenario says nothing."""
    in_person = step in ("receive", "return")
    return QueueSettings(at_break="finish" if in_person else "pause")


class StaffChange(DaySpan):
    """More or fewer officers for some days."""

    officers: Annotated[
        int, Strict(), WHOLE_NUMBER, Field(ge=-_MOST_OFFICERS, le=_MOST_OFFICERS)
    ] = Field(title=N_("officers"))
    """Officers added, at most 40,000; negative for fewer."""


class Staff(KeySection):
    """A group of officers who serve the same stations in the same hours."""

    label: Label = Field(title=N_("Name"))
    """What reports call it; the key itself where absent."""
    officers: Annotated[
        Count,
        Field(le=_MOST_OFFICERS),
        ByStep(step=1, names={MORE: N_("One officer more"), LESS: N_("One officer fewer")}),
    ] = Field(title=N_("Officers"))
    """Number of officers, 1 to 40,000."""
    serves: Annotated[
        tuple[StationText, ...],
        Field(min_length=1),
        OfStations(names={POOL: N_("Every counter serves everybody")}, steps=IN_PERSON),
    ] = Field(title=N_("Serves"))
    """Stations served, as step/field; `all` on either side stands for every one."""
    helps: Annotated[tuple[StationText, ...], OfStations(names={HELP: N_("Help each other")})] = (
        Field((), title=N_("Helps while nobody waits there"))
    )
    """Stations served only while nothing waits at those of `serves` (R4)."""
    chooses: Literal["first-come", "target"] = Field(
        "first-come", title=N_("Chooses between stations by")
    )
    """Across stations: the first to be ready, or the largest wait ÷ target wait (R4)."""
    calendar: Annotated[Text, ToWord(names={OFFICE: N_("On duty in all hours of the Center")})] = (
        Field(OFFICE, title=N_("Calendar of the duty"))
    )
    """Name of the calendar of their duty; `office` for the Center's."""
    speed: Annotated[
        Speed, ByStep(step=0.1, most=2, names={MORE: N_("Training, a tenth faster")})
    ] = Field(1.0, title=N_("Speed"))
    """Work done a second of duty, in thousandths (R7); at most 1,000."""
    other_duties: Annotated[Share, Field(lt=1)] = Field(
        0.0, title=N_("Other duties, share of the time")
    )
    """Share of each duty interval spent elsewhere, less than 1."""
    leave: Annotated[
        WorkingTimeText,
        such_that(lambda leave: leave.unit == "working days", N_("leave is given in working days")),
    ] = Field(WorkingTime(0, "working days"), title=N_("Leave a year"))
    """Leave a year and officer, in working days."""
    sick: Share = Field(0.0, title=N_("Sick, chance a working day"))
    """Chance a working day and officer of being sick."""
    sick_spell: Annotated[
        WorkingTimeText,
        such_that(
            lambda spell: spell.unit == "working days" and 1 <= spell.days <= _LONGEST_SPELL,
            N_("must be from 1 to {most} working days"),
            most=_LONGEST_SPELL,
        ),
    ] = Field(WorkingTime(1, "working days"), title=N_("Mean length of a spell of sickness"))
    """Mean length of a spell of sickness, geometric, from 1 to 250 working days: `sick` stays the
    share of days, and a new spell may follow at once."""
    changes: tuple[StaffChange, ...] = Field((), title=N_("Changes of the number"))
    """More or fewer officers for a time; those that overlap add up."""
    cost: Annotated[Number, Field(ge=0, le=1e15)] = Field(0.0, title=N_("Cost a year and officer"))
    """Cost a year and officer, in `currency`; at most 10¹⁵."""

    @field_validator("changes")
    @classmethod
    def _within_bounds(
        cls, changes: tuple[StaffChange, ...], info: ValidationInfo
    ) -> tuple[StaffChange, ...]:
        officers = info.data.get("officers")
        if officers is None:  # It has a problem of its own.
            return changes
        for day in _turns(changes):
            there = _headcount(officers, changes, day)
            if not 0 <= there <= _MOST_OFFICERS:
                raise mistake(
                    "the changes leave {officers} officers on {day}", officers=there, day=day
                )
        return changes

    def officers_on(self, day: date) -> int:
        """Return the number of officers on a day, changes included."""
        return _headcount(self.officers, self.changes, day)

    @property
    def most_officers(self) -> int:
        """The largest number of officers that there are at a time."""
        return max(self.officers, *map(self.officers_on, _turns(self.changes)), 0)


def _turns(changes: tuple[StaffChange, ...]) -> list[date]:
    """Return the days on which changes begin, or have just ended, in order."""
    after = timedelta(days=1)
    return sorted({day for change in changes for day in (change.from_, change.to + after)})


def _headcount(officers: int, changes: tuple[StaffChange, ...], day: date) -> int:
    return officers + sum(change.officers for change in changes if change.from_ <= day <= change.to)


class Seal(KeySection):
    """The second seal."""

    at: Annotated[
        Literal["center", "headquarters"],
        ToWord(
            names={
                "center": N_("The second seal at the Center"),
                "headquarters": N_("The second seal at headquarters"),
            }
        ),
    ] = Field("center", title=N_("Kept at"))
    """Where it is kept, and its clerks sit."""


class Courier(KeySection):
    """The trips that carry dossiers between the Center and headquarters, both ways."""

    to_headquarters: Departures = Field((), title=N_("Departures to headquarters"))
    """Departures to headquarters, on every open day of the calendar, until its closing."""
    to_center: Departures = Field((), title=N_("Departures to the Center"))
    """Departures back to the Center, on every open day of the calendar, until its closing."""
    trip: Annotated[DurationText, _SECOND_TO_MONTH] = Field(title=N_("Length of one way"))
    """Length of one way, from a second to 30 days."""
    calendar: Text = Field(OFFICE, title=N_("Calendar of the trips"))
    """Name of the calendar whose open days it runs on; `office` for the Center's."""
