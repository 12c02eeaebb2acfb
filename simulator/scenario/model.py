"""A scenario as a whole: every section, and what follows from several of them.

In comes the plain data of a scenario file with nothing left to merge; out comes a frozen
``Scenario``, all defaults filled in, that writes itself as canonical text. Attributes are named as
the keys. Rules between sections are in ``checks``; files and lines are not known here.
"""

import hashlib
import json
from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator

from simulator.language import N_
from simulator.scenario.empirical import BY_CONTENT, Empirical, empirical_in
from simulator.scenario.model_appointments import Appointments
from simulator.scenario.model_center import Courier, QueueSettings, Seal, Staff, default_queue
from simulator.scenario.model_demand import Citizens, Demand, Procedure
from simulator.scenario.model_observed import Observed
from simulator.scenario.model_scores import ScoreRules
from simulator.scenario.model_sources import Stated
from simulator.scenario.model_time import Calendar, NamedCalendar, Period
from simulator.scenario.vocabulary import ALL, OFFICE, OWN, STEPS, KeySection, Label, Name, Step
from simulator.scenario.writer import yaml_text

Station = tuple[Step, str]
"""A step and a field, which share one queue (R1)."""


def _label_by_key(things: object) -> object:
    """Give every thing without a label its key for one."""
    if not isinstance(things, dict):
        return things
    return {
        key: {"label": key, **thing} if isinstance(thing, dict) else thing
        for key, thing in things.items()
    }


class Scenario(KeySection):
    """A Center, its citizens and its officers for a period."""

    name: Label = Field(title=N_("Name"))
    """What reports call the Center."""
    period: Period = Field(title=N_("Period"))
    """The days that are reported."""
    calendar: Calendar = Field(title=N_("Opening hours"))
    """When the doors are open."""
    calendars: Annotated[dict[Name, NamedCalendar], BeforeValidator(_label_by_key)] = Field(
        default_factory=dict, title=N_("Calendars of agencies and shifts")
    )
    """Calendars of agencies and shifts, by name."""
    fields: Annotated[dict[Name, Label], Field(min_length=1)] = Field(title=N_("Fields"))
    """Fields of procedures, by name, in the order of the reports."""
    demand: Demand = Field(Demand(), title=N_("Demand"))
    """When dossiers and citizens come."""
    procedures: Annotated[
        dict[Name, Procedure], BeforeValidator(_label_by_key), Field(min_length=1)
    ] = Field(title=N_("Procedures"))
    """Kinds of dossiers, by name."""
    citizens: Citizens = Field(Citizens(), title=N_("Citizens"))
    """What citizens do."""
    appointments: Appointments | None = Field(None, title=N_("Appointments"))
    """Booked visits; absent for none."""
    queues: dict[str, QueueSettings] = Field(
        default_factory=dict, validate_default=True, title=N_("Queues")
    )
    """How queues are worked off, by step, or by step/field; the latter completes the former."""
    staff: Annotated[dict[Name, Staff], BeforeValidator(_label_by_key), Field(min_length=1)] = (
        Field(title=N_("Officers"))
    )
    """Groups of officers, by name."""
    currency: Label | None = Field(None, title=N_("Currency"))
    """Unit of the costs."""
    seal: Seal = Field(Seal(), title=N_("Second seal"))
    """The second seal."""
    courier: Courier | None = Field(None, title=N_("Courier"))
    """Trips between the Center and headquarters; absent where nothing is done there."""
    observed: Observed | None = Field(None, title=N_("What the Center saw"))
    """Measures by their full names, as the Center saw them, beside which reports set the model: a
    count is that of the days, or `per working day`. Absent for nothing."""
    scores: ScoreRules = Field(ScoreRules(), title=N_("Scores"))
    """What the Center is judged by: points and bands, and the index of the district."""
    sources: dict[str, Stated] = Field(default_factory=dict, title=N_("Sources"))
    """Where the numbers come from, by path; what no entry covers is an assumption."""

    @field_validator("calendars")
    @classmethod
    def _complete_calendars(
        cls, calendars: dict[str, NamedCalendar], info: ValidationInfo
    ) -> dict[str, NamedCalendar]:
        center = info.data.get("calendar")
        if not isinstance(center, Calendar):  # It has problems of its own.
            return calendars
        return {name: calendar.over(center) for name, calendar in calendars.items()}

    @field_validator("queues")
    @classmethod
    def _complete_queues(cls, queues: dict[str, QueueSettings]) -> dict[str, QueueSettings]:
        complete: dict[str, QueueSettings] = {
            step: queues.get(step, QueueSettings()).over(default_queue(step)) for step in STEPS
        }
        stations = {
            station: settings.over(complete[step])
            for station, settings in queues.items()
            for step in STEPS
            if station.startswith(f"{step}/")
        }
        return {**complete, **stations}

    def calendar_named(self, name: str) -> Calendar:
        """Return a calendar with nothing missing; `office` is the Center's own."""
        return self.calendar if name == OFFICE else self.calendars[name]

    def queue_settings(self, step: Step, field: str) -> QueueSettings:
        """Return the settings of a station's queue: its own, over its step's, over the defaults."""
        return self.queues.get(f"{step}/{field}", self.queues[step])

    def stations(self) -> tuple[Station, ...]:
        """Return the stations that some flow or enquiry uses, by field and then by step (R1)."""
        used = {
            (step, procedure.field)
            for procedure in self.procedures.values()
            for step in procedure.steps
        }
        if self.demand.enquiries:
            used |= {("receive", field) for field in self.demand.enquiries.fields}
        return tuple(
            (step, field) for field in self.fields for step in STEPS if (step, field) in used
        )

    def served_stations(self, group: str) -> tuple[Station, ...]:
        """Return the stations that a group serves, `all` expanded, by step and then by field."""
        return self._matching(self.staff[group].serves)

    def helped_stations(self, group: str) -> tuple[Station, ...]:
        """Return the stations that a group only helps, `all` expanded, likewise (R4)."""
        served = self.served_stations(group)
        return tuple(
            station for station in self._matching(self.staff[group].helps) if station not in served
        )

    @property
    def has_authorities(self) -> bool:
        """Whether others than the Center's own authorities decide some procedures."""
        return any(procedure.authority != OWN for procedure in self.procedures.values())

    @property
    def officers(self) -> int:
        """Officers of all groups when the period begins."""
        return sum(group.officers for group in self.staff.values())

    @property
    def staff_cost(self) -> float:
        """What the officers cost a year, in `currency`; changes of staff are not counted."""
        return sum(group.officers * group.cost for group in self.staff.values())

    def _matching(self, texts: tuple[str, ...]) -> tuple[Station, ...]:
        patterns = {tuple(text.split("/")) for text in texts}
        stations = sorted(self.stations(), key=lambda station: STEPS.index(station[0]))
        return tuple(
            (step, field)
            for step, field in stations
            if patterns & {(step, field), (step, ALL), (ALL, field), (ALL, ALL)}
        )

    def dump(self) -> str:
        """Return the canonical YAML text: every default written out, quantities with units.

        Reading the text gives an equal scenario.
        """
        return yaml_text(self.canonical())

    @property
    def hash(self) -> str:
        """SHA-256 of the canonical form in hexadecimal; the order of keys does not change it.

        Measured times are a part of the scenario, wherever they were read from.
        """
        canonical = json.dumps(self.by_content(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()

    def by_content(self) -> dict[str, object]:
        """Return the data that the hash is taken of, with the measured times themselves."""
        data = self.model_dump(mode="json", by_alias=True, context=BY_CONTENT)
        return {key: _without_absent(value) for key, value in data.items() if value is not None}

    def measured_times(self) -> tuple[Empirical, ...]:
        """Return the distributions that were read from tables."""
        return tuple(empirical_in(self))

    def canonical(self) -> object:
        """Return the data of the canonical form: dicts, lists, numbers and texts."""
        return _without_absent(self.model_dump(mode="json", by_alias=True))


def _without_absent(value: object) -> object:
    """Return the data without the keys that are absent for none."""
    if isinstance(value, dict):
        return {key: _without_absent(entry) for key, entry in value.items() if entry is not None}
    if isinstance(value, list):
        return [_without_absent(item) for item in value]
    return value
