"""A Center written down by hand: stations, officers, visits and dossiers, said in the test.

In: what a test says of them, moments as texts (`moments`). Out: the contracts `Workload` and
`Roster`, and a `Run` that answers in the same texts, so that a test reads as the situation that it
describes. It knows no scenario and draws nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from simulator.center import serve
from simulator.center.reference import Center
from simulator.demand.roster import Roster
from simulator.demand.workload import (
    DAY,
    FAR,
    NONE,
    Bookings,
    Channel,
    JobFlag,
    JobKind,
    Jobs,
    Operations,
    OpFlag,
    Stations,
    Timetable,
    Trips,
    Workload,
    same_arrays,
)
from tests.center.happened import Run
from tests.center.moments import MINUTE, Moment, at, spans
from tests.center.steps import Dossier, Op, serve_citizen
from tests.center.tables import first_of, joined, timetable

OFFICE_HOURS = ("07:30-11:30", "13:30-17:00")
ROUND_THE_CLOCK = ("00:00-24:00",)
BEYOND = 20
"""Days that the tables reach past the horizon."""


@dataclass(frozen=True)
class _Job:
    kind: JobKind
    begin: int
    route: Sequence[Op]
    flags: int = 0
    limit: int = NONE
    dossiers: int = 0


@dataclass(frozen=True)
class _Station:
    by_due_date: bool
    booked_first: bool
    pauses: bool
    last_ticket: int
    overtime_at_most: int
    tickets_per_day: int
    target_wait: int
    hurry: Sequence[int]


@dataclass(frozen=True)
class _Officer:
    stations: tuple[int, ...]
    helps: tuple[int, ...]
    duty: list[tuple[int, int]]
    speed: int
    by_target: bool


@dataclass
class Scene:
    """A Center of some days; every day is open and a working day unless it is named here."""

    days: int = 2
    hours: Sequence[str] = OFFICE_HOURS
    hours_of_day: dict[int, Sequence[str]] = field(default_factory=dict)
    """Other hours on some days."""
    closed: Sequence[int] = ()
    """Days on which the doors stay closed, and nobody has duty."""
    holidays: Sequence[int] = ()
    """Days that are no working days; open unless closed, too."""
    cut_off: Moment | None = None
    retries: int = 3
    leaves_silently: bool = False
    call_out: int = MINUTE
    horizon: Moment | None = None
    to_headquarters: Sequence[tuple[Moment, Moment]] = ()
    """Departures and arrivals of the courier."""
    to_center: Sequence[tuple[Moment, Moment]] = ()
    agency: Sequence[tuple[Moment, Moment]] = ()
    """Intervals of one more calendar, row 3."""
    agency_days: Sequence[int] = (NONE, NONE, NONE, NONE)
    """Working days in which the agency of each calendar is to answer."""

    def __post_init__(self) -> None:
        self._stations: list[_Station] = []
        self._officers: list[_Officer] = []
        self._jobs: list[_Job] = []
        self._limits: list[tuple[str, int]] = []
        self._extensions: list[int] = []

    # What there is

    def station(
        self,
        *,
        at_break: str = "finish",
        closing: str = "serve-all",
        last_ticket: int = 0,
        overtime_at_most: int = FAR,
        discipline: str = "fifo",
        booked_first: bool = True,
        tickets_per_day: int = FAR,
        target_wait: int = 15 * MINUTE,
        hurry: Sequence[int] = (1000,),
    ) -> int:
        """A queue; its number. `hurry` is the factor of the work in thousandths, by length."""
        self._stations.append(
            _Station(
                discipline == "due-date",
                booked_first,
                at_break == "pause",
                last_ticket,
                0 if closing == "send-home" else overtime_at_most,
                tickets_per_day,
                target_wait,
                hurry,
            )
        )
        return len(self._stations) - 1

    def officer(
        self,
        *stations: int,
        on: Sequence[str] | None = None,
        days: Iterable[int] | None = None,
        duty: Sequence[tuple[Moment, Moment]] | None = None,
        speed: float = 1.0,
        helps: Sequence[int] = (),
        chooses: str = "first-come",
    ) -> int:
        """An officer on duty `on` some hours of `days`, or in `duty`; their number.

        Without these they are there whenever the doors are open.
        """
        if duty is None:
            there = range(self.days) if days is None else days
            intervals = [
                span
                for day in there
                for span in (self._opening(day) if on is None else spans(on, day))
            ]
        else:
            intervals = [(at(start), at(end)) for start, end in duty]
        self._officers.append(
            _Officer(
                tuple(sorted(stations)),
                tuple(sorted(helps)),
                joined(intervals),
                round(1000 * speed),
                chooses == "target",
            )
        )
        return len(self._officers) - 1

    def limit(
        self, *, working_days: int | None = None, working_seconds: int = 0, extends: int = NONE
    ) -> int:
        """A limit, and the row of the one by which it is extended; its row."""
        self._limits.append(
            ("hours", working_seconds) if working_days is None else ("days", working_days)
        )
        self._extensions.append(extends)
        return len(self._limits) - 1

    def is_extended(self, limit: int) -> bool:
        """Whether a limit can be extended."""
        return limit != NONE and self._extensions[limit] != NONE

    # Who comes

    def visit(
        self,
        station: int,
        arrival: Moment,
        work: int,
        *,
        comes: Sequence[Moment] = ("08:00",),
        priority: bool = False,
        booked: bool = False,
        brings: Sequence[Dossier] = (),
        patience: int = FAR,
        back_after: int = 1,
    ) -> int:
        """A citizen with dossiers, the jobs that follow; `comes` are the times of later trips.

        Out of patience, they come again `back_after` days later.
        """
        first, *_ = comes
        self._jobs.append(
            _Job(
                JobKind.VISIT,
                at(arrival),
                [
                    serve_citizen(
                        station,
                        work,
                        comes=(first, *comes),
                        patience=patience,
                        back_after=back_after,
                    )
                ],
                (JobFlag.PRIORITY if priority else 0)
                | (JobFlag.BOOKED if booked else 0)
                | (0 if brings else JobFlag.ENQUIRY),
                dossiers=len(brings),
            )
        )
        number = len(self._jobs) - 1
        for dossier in brings:
            self._add_dossier(dossier, NONE)
        return number

    def nobody(self, station: int, slot: Moment, work: int) -> int:
        """An appointment to which nobody comes."""
        service = serve_citizen(station, work, flags=OpFlag.EMPTY)
        self._jobs.append(_Job(JobKind.VISIT, at(slot), [service]))
        return len(self._jobs) - 1

    def visits(self, station: int, arrivals: Iterable[Moment], work: int) -> list[int]:
        """Several citizens who bring nothing."""
        return [self.visit(station, arrival, work) for arrival in arrivals]

    def papers(
        self, filed: Moment, *route: Op, limit: int = NONE, accepted: bool = False, flags: int = 0
    ) -> int:
        """An online dossier; `accepted` says that its clock starts when it is filed."""
        flags |= JobFlag.ACCEPTED if accepted else 0
        return self._add_dossier(Dossier(route, limit, flags), at(filed))

    def _add_dossier(self, dossier: Dossier, begin: int) -> int:
        self._jobs.append(_Job(JobKind.DOSSIER, begin, dossier.route, dossier.flags, dossier.limit))
        return len(self._jobs) - 1

    # The contracts

    def workload(self) -> Workload:
        """Everything that happens to this Center."""
        jobs, ops = self._jobs, [op for job in self._jobs for op in job.route]
        services = [op for op in ops if op.trips is not None]
        seconds = sorted({at(trip) for op in services for trip in op.trips or ()})
        in_person = np.array([op.trips is not None for op in ops], np.bool_)
        stations = self._stations
        return Workload(
            horizon=self.days * DAY if self.horizon is None else at(self.horizon),
            period_start=0,
            retries=self.retries,
            leaves_silently=self.leaves_silently,
            call_out=self.call_out,
            fields=("any",),
            procedures=("job",),
            procedure_field=np.zeros(1, np.int32),
            procedure_own=np.ones(1, np.bool_),
            jobs=Jobs.of(
                kind=[job.kind for job in jobs],
                flags=[job.flags for job in jobs],
                begin=[job.begin for job in jobs],
                dossiers=[job.dossiers for job in jobs],
                procedure=np.zeros(len(jobs), np.int32),
                channel=np.full(len(jobs), Channel.COUNTER, np.int8),
                limit=[job.limit for job in jobs],
                first_op=first_of([job.route for job in jobs]),
            ),
            ops=Operations.of(
                kind=[op.kind for op in ops],
                flags=[op.flags for op in ops],
                where=[op.where for op in ops],
                amount=[op.amount for op in ops],
                trips=np.where(in_person, np.cumsum(in_person) - 1, NONE),
            ),
            trips=Trips.of(
                uniform=np.array(
                    [self._columns(op.trips or (), seconds) for op in services], np.uint16
                ).reshape(len(services), self.retries + 2),
                patience=[op.patience for op in services],
                comes_back=[op.back_after for op in services],
            ),
            stations=Stations.of(
                step=np.zeros(len(stations), np.int8),
                field=np.zeros(len(stations), np.int32),
                by_due_date=[each.by_due_date for each in stations],
                booked_first=[each.booked_first for each in stations],
                pauses=[each.pauses for each in stations],
                last_ticket=[each.last_ticket for each in stations],
                overtime_at_most=[each.overtime_at_most for each in stations],
                tickets_per_day=[each.tickets_per_day for each in stations],
                target_wait=[each.target_wait for each in stations],
                hurry=_factors([each.hurry for each in stations]),
                places=np.zeros(len(stations)),
            ),
            bookings=Bookings.full(0, station=0, moment=0, ended=0),
            time=self._timetable(seconds),
            agency_days=np.array([self.agency_days], np.int32),
        )

    def roster(self) -> Roster:
        """Who is on duty when."""
        officers = self._officers
        duty = [span for officer in officers for span in officer.duty]
        return Roster.of(
            groups=("officers",),
            group=np.zeros(len(officers), np.int32),
            speed=[officer.speed for officer in officers],
            by_target=[officer.by_target for officer in officers],
            first_served=first_of([officer.stations for officer in officers]),
            served=[each for officer in officers for each in officer.stations],
            first_helped=first_of([officer.helps for officer in officers]),
            helped=[each for officer in officers for each in officer.helps],
            first_duty=first_of([officer.duty for officer in officers]),
            duty_start=[start for start, _ in duty],
            duty_end=[end for _, end in duty],
        )

    def run(self) -> Run:
        """What happened, the same by both engines."""
        work: list[tuple[int, int, int, int, int]] = []
        workload, roster = self.workload(), self.roster()
        outcome = Center(workload, roster, lambda *stretch: work.append(stretch)).run()
        assert same_arrays(outcome, serve(workload, roster))
        return Run.of(workload, roster, outcome, work)

    def _columns(self, trips: Sequence[Moment], seconds: list[int]) -> list[int]:
        columns = [seconds.index(at(trip)) for trip in trips]
        return (columns + [columns[-1]] * (self.retries + 2))[: self.retries + 2]

    def _opening(self, day: int) -> list[tuple[int, int]]:
        if day in self.closed:
            return []
        return spans(self.hours_of_day.get(day, self.hours), day)

    def _timetable(self, seconds: list[int]) -> Timetable:
        days = range(self.days + BEYOND)
        return timetable(
            [self._opening(day) for day in days],
            [day for day in days if day not in self.holidays and day not in self.closed],
            seconds=seconds,
            cut_off=None if self.cut_off is None else at(self.cut_off),
            limits=self._limits,
            extensions=self._extensions,
            couriers=[
                [(at(departs), at(arrives)) for departs, arrives in way]
                for way in (self.to_headquarters, self.to_center)
            ],
            agency=[(at(start), at(end)) for start, end in self.agency],
        )


def _factors(of_stations: Sequence[Sequence[int]]) -> np.ndarray:
    """As many columns for every station; a longer queue takes the last."""
    columns = max(map(len, of_stations), default=1)
    rows = [[*factors, *[factors[-1]] * (columns - len(factors))] for factors in of_stations]
    return np.array(rows, np.int32).reshape(len(rows), columns)
