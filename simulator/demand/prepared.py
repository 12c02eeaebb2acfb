"""A scenario prepared for drawing: what every replication shares, as arrays.

In: a resolved scenario. Out: its stations, timetable, expected numbers, service-time tables and
the parameters of its procedures, indexed by procedure. Nothing is drawn here.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.demand.day_factors import day_factors
from simulator.demand.draws import name_key
from simulator.demand.memory import keep_freed_memory
from simulator.demand.profiles import (
    DayProfiles,
    Density,
    hourly_density,
    profiles_of,
    visit_profiles,
)
from simulator.demand.quantile_table import compile_table
from simulator.demand.roster import prepare_posts
from simulator.demand.slots import BookableSlots, bookable_slots
from simulator.demand.timetable import Calendars, DueRule, build_timetable
from simulator.demand.volumes import expected_cases, shares_of_ways
from simulator.demand.workload import DAY, FAR, NONE, Stations, Timetable
from simulator.language import _
from simulator.scenario import Scenario, Station
from simulator.scenario.families import Distribution
from simulator.scenario.model_center import QueueSettings
from simulator.scenario.vocabulary import OWN, STEPS

ONLINE_HOURS = dict.fromkeys(range(7, 22), 1.0)
"""Online filings without a profile: flat from 07:00 to 22:00."""

HURRY_LENGTHS = 64
"""Queue lengths that the factor of `hurry` is kept for."""

AGENCY_ROW = 3
"""Row of the first agency among the calendars of a timetable."""


@dataclass(frozen=True)
class Procedures:
    """Parameters by procedure; first axis procedures."""

    key: NDArray[np.uint32]
    """Addresses of their draws."""
    field: NDArray[np.int32]
    is_own: NDArray[np.bool_]
    """Whether the Center's own authorities decide."""
    limit: NDArray[np.int32]
    """Row of the due moments; `NONE` for no limit."""
    extension: NDArray[np.float64]
    """Chance that a dossier not ready in time is extended; 0 where none can be."""
    booked: NDArray[np.float64]
    """Share of the counter visits that want an appointment."""
    incomplete: NDArray[np.float64]
    """Chance that reception sends a dossier back."""
    supplement: NDArray[np.float64]
    """Chance that appraisal asks for a supplement."""
    never_brought: NDArray[np.float64]
    """Chance that it is not brought."""
    correction: NDArray[np.float64]
    """Chance that the approver sends a dossier back."""
    back_office_away: NDArray[np.bool_]
    """Whether appraisal and approval are at headquarters."""
    on_the_spot: NDArray[np.bool_]
    work: NDArray[np.int32]
    """Row of the service-time tables by step; `NONE` for a step not in the flow. (procedures, 5)"""
    station: NDArray[np.int32]
    """Station by step, likewise. (procedures, 5)"""
    bundle_sizes: NDArray[np.int32]
    """Sizes of a bundle, padded. (procedures, sizes)"""
    bundle_gathered: NDArray[np.float64]
    """Cumulated chances of the sizes. (procedures, sizes)"""
    consult_chance: NDArray[np.float64]
    """Chance that a dossier needs the k-th agency, 0 where there is none. (agencies, procedures)"""
    consult_table: NDArray[np.int32]
    """Row of the service-time tables, likewise."""
    consult_calendar: NDArray[np.int32]
    """Row of the calendars of the timetable, likewise."""
    agency_days: NDArray[np.int32]
    """Working days of an agency's limit by its calendar, as in the workload."""
    at_once: NDArray[np.bool_]
    """Whether agencies are asked together, and not one after the other."""


class QuantileTables:
    """Collects distributions as rows of one array of quantile tables."""

    def __init__(self) -> None:
        self._rows: list[NDArray[np.float64]] = []

    def add(self, distribution: Distribution | None) -> int:
        """Compile a distribution; its row, or `NONE` for none."""
        if distribution is None:
            return NONE
        self._rows.append(compile_table(distribution))
        return len(self._rows) - 1

    def stack(self) -> NDArray[np.float64]:
        """All tables. Shape (rows, knots)."""
        return np.stack(self._rows)


class PreparedScenario:
    """What the replications of a scenario share.

    Parameters
    ----------
    scenario
        A resolved scenario.

    Raises
    ------
    ValueError
        If two procedures or groups have names with the same 32-bit address.
    """

    def __init__(self, scenario: Scenario) -> None:
        keep_freed_memory()  # whoever prepares a scenario replicates it
        self.scenario = scenario
        self.calendars = Calendars(scenario)
        self.run_days = self.calendars.run_days
        self.ordinals = scenario.period.first_day.toordinal() + np.arange(self.run_days)
        self.profiles: DayProfiles = profiles_of(scenario, self.calendars.office)
        self.online: Density = hourly_density(scenario.demand.online_hours or ONLINE_HOURS)
        self.post: DayProfiles = visit_profiles(self.calendars.office, None)
        self.cases = expected_cases(scenario)
        """Cases of the streams, procedures and then enquiries by field, by open day."""
        self.day_factors = day_factors(scenario, self.cases.filing.ordinal[self.cases.place])
        self.expected = self.cases.by_day()
        """The same by way in and by the day on which they come. (streams, channels, days)"""
        self.fields = tuple(scenario.fields)
        check_addresses(scenario)

        pairs = scenario.stations()
        self.station_row = {pair: row for row, pair in enumerate(pairs)}
        self.slots: BookableSlots | None = bookable_slots(scenario, self.calendars)
        """Where appointments can be booked; None where there are none."""
        self.stations = self._stations(pairs)
        self.posts = prepare_posts(scenario, self.calendars, self.station_row)
        procedures = scenario.procedures.values()
        consulted = (agency.with_ for procedure in procedures for agency in procedure.consult)
        agencies = list(dict.fromkeys(consulted))
        rules = list(dict.fromkeys(map(DueRule.of, procedures)))
        rules = [rule for rule in rules if rule.limit.kind != "none"]
        self.timetable: Timetable = build_timetable(self.calendars, self.profiles, agencies, rules)
        tables = QuantileTables()
        self.comes_back = tables.add(scenario.citizens.comes_back)
        self.collects_after = tables.add(scenario.citizens.collects_after)
        self.patience = tables.add(scenario.citizens.patience)
        appointments = scenario.appointments
        late = appointments.late if appointments else None
        self.late_by = tables.add(late.by if late else None)
        enquiries = scenario.demand.enquiries
        self.enquiry_table = tables.add(enquiries.takes if enquiries else None)
        self.procedures = self._procedures(tables, agencies, rules)
        self.tables = tables.stack()
        asked = [f"receive/{field}" for field in enquiries.fields] if enquiries else []
        self.stream_key = np.append(
            self.procedures.key, np.array([name_key(name) for name in asked], np.uint32)
        )
        """Addresses of the draws of each stream."""
        self.visit_station = np.append(
            self.procedures.station[:, 0],
            np.array([self.station_row["receive", name.split("/")[1]] for name in asked], np.int32),
        )
        """Station that a visit of each stream goes to; `NONE` where nothing is received."""
        self.collects_gathered = np.cumsum(shares_of_ways(scenario.citizens.collects))

    def staffed(self, scenario: Scenario) -> "PreparedScenario":
        """Prepare a scenario that differs from this one only in its staff."""
        other = copy(self)
        check_addresses(scenario)
        other.scenario = scenario
        other.posts = prepare_posts(scenario, self.calendars, self.station_row)
        return other

    def _stations(self, pairs: tuple[Station, ...]) -> Stations:
        settings = [self.scenario.queue_settings(step, field) for step, field in pairs]
        rules = self.scenario.appointments
        period = self.scenario.period.warm_up_days * DAY, self.run_days * DAY
        return Stations.of(
            step=[STEPS.index(step) for step, _field in pairs],
            field=[self.fields.index(field) for _step, field in pairs],
            by_due_date=[queue.discipline == "due-date" for queue in settings],
            booked_first=np.full(len(pairs), rules and rules.called == "before-walk-ins"),
            places=self.slots.places_between(*period) if self.slots else np.zeros(len(pairs)),
            pauses=[queue.at_break == "pause" for queue in settings],
            last_ticket=[
                round(queue.last_ticket.seconds) if queue.last_ticket else 0 for queue in settings
            ],
            overtime_at_most=[_overtime_at_most(queue) for queue in settings],
            tickets_per_day=[
                FAR if queue.tickets_per_day is None else queue.tickets_per_day
                for queue in settings
            ],
            target_wait=[round(queue.target_wait.seconds) for queue in settings],
            hurry=hurry_table([queue.hurry for queue in settings]),
        )

    def _procedures(
        self, tables: QuantileTables, agencies: list[str], rules: list[DueRule]
    ) -> Procedures:
        procedures = list(self.scenario.procedures.values())
        of_procedures = [DueRule.of(procedure) for procedure in procedures]
        n = len(procedures)
        work = np.full((n, len(STEPS)), NONE, np.int32)
        station = np.full((n, len(STEPS)), NONE, np.int32)
        sizes = np.ones((n, max(len(procedure.bundle) for procedure in procedures)), np.int32)
        gathered = np.ones(sizes.shape)
        agency_days = np.full((n, AGENCY_ROW + len(agencies)), NONE, np.int32)
        asked = max(len(procedure.consult) for procedure in procedures)
        consult_chance = np.zeros((asked, n))
        consult_table, consult_calendar = np.zeros((2, asked, n), np.int32)
        for row, procedure in enumerate(procedures):
            for step, distribution in procedure.steps.items():
                work[row, STEPS.index(step)] = tables.add(distribution)
                station[row, STEPS.index(step)] = self.station_row[step, procedure.field]
            bundle = sorted(procedure.bundle.items())
            sizes[row, : len(bundle)] = [size for size, _chance in bundle]
            gathered[row, : len(bundle) - 1] = np.cumsum([chance for _size, chance in bundle])[:-1]
            for k, consult in enumerate(procedure.consult):
                calendar = AGENCY_ROW + agencies.index(consult.with_)
                consult_chance[k, row], consult_calendar[k, row] = consult.chance, calendar
                consult_table[k, row] = tables.add(consult.takes)
                if consult.limit.kind != "none":
                    agency_days[row, calendar] = consult.limit.days
        return Procedures(
            key=np.array([name_key(name) for name in self.scenario.procedures], np.uint32),
            field=np.array([self.fields.index(each.field) for each in procedures], np.int32),
            is_own=np.array([each.authority == OWN for each in procedures]),
            limit=np.array(
                [rules.index(rule) if rule in rules else NONE for rule in of_procedures], np.int32
            ),
            extension=np.array(
                [
                    each.extension.chance if each.extension and rule.by else 0.0
                    for each, rule in zip(procedures, of_procedures, strict=True)
                ]
            ),
            booked=np.array([each.booked for each in procedures]),
            incomplete=np.array([each.incomplete for each in procedures]),
            supplement=np.array(
                [each.supplement.chance if each.supplement else 0.0 for each in procedures]
            ),
            never_brought=np.array(
                [each.supplement.never if each.supplement else 0.0 for each in procedures]
            ),
            correction=np.array([each.correction for each in procedures]),
            back_office_away=np.array([each.back_office == "headquarters" for each in procedures]),
            on_the_spot=np.array([each.on_the_spot for each in procedures], np.bool_),
            work=work,
            station=station,
            bundle_sizes=sizes,
            bundle_gathered=gathered,
            consult_chance=consult_chance,
            consult_table=consult_table,
            consult_calendar=consult_calendar,
            agency_days=agency_days,
            at_once=np.array([each.consult_order == "at-once" for each in procedures]),
        )


def hurry_table(hurries: Sequence[float]) -> NDArray[np.int32]:
    """Return the factor of the work, in thousandths, by station and number waiting (R7).

    Examples
    --------
    >>> hurry_table([0.0, 1.0])[:, :4].tolist()
    [[1000, 1000, 1000, 1000], [1000, 500, 333, 250]]
    """
    waiting = np.arange(HURRY_LENGTHS if any(hurries) else 1)
    factor = (1.0 + waiting) ** -np.array(hurries, np.float64)[:, None]
    return np.maximum(np.rint(1000 * factor), 1).astype(np.int32)


def _overtime_at_most(queue: QueueSettings) -> int:
    """Seconds after closing at which those not called yet go home; `FAR` for never (R8)."""
    if queue.closing == "send-home":
        return 0
    return FAR if queue.overtime_at_most is None else round(queue.overtime_at_most.seconds)


def check_addresses(scenario: Scenario) -> None:
    """Refuse a scenario of which two names would share their random numbers.

    Raises
    ------
    ValueError
        If there are two such names.
    """
    fields = [f"receive/{field}" for field in scenario.fields]
    names = [*scenario.procedures, *scenario.staff, *fields]
    owner: dict[int, str] = {}
    for name in names:
        other = owner.setdefault(name_key(name), name)
        if other != name:
            raise ValueError(
                _(
                    "the names {one!r} and {other!r} would share their random numbers: "
                    "rename one of them"
                ).format(one=other, other=name)
            )
