"""A Center written down by hand: what came and what happened, said in the test that measures it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import pytest

from simulator.center.outcome import JobEnd, JobTimes, OpTimes, Outcome, TripEnd, TripTimes, Worked
from simulator.demand.roster import Roster
from simulator.demand.workload import (
    DAY,
    FAR,
    NONE,
    Bookings,
    Channel,
    JobKind,
    Jobs,
    Operations,
    OpFlag,
    OpKind,
    Stations,
    Timetable,
    Trips,
    Workload,
)
from simulator.measures import Details, Measures, detail, measure
from simulator.scenario.vocabulary import STEPS

HOUR = 3_600
MINUTE = 60


@dataclass
class Trip:
    arrival: int
    gone: int = NONE
    ended: TripEnd = TripEnd.SERVED
    ticketed: bool = True
    stayed: bool = False


@dataclass
class Op:
    station: int
    ready: int = NONE
    start: int = NONE
    finish: int = NONE
    kind: OpKind = OpKind.SERVE
    trips: Sequence[Trip] = ()
    flags: int = 0


@dataclass
class Job:
    kind: JobKind
    ops: Sequence[Op] = ()
    ended: JobEnd = JobEnd.DONE
    procedure: int = NONE
    channel: Channel = Channel.COUNTER
    accepted: int = NONE
    due: int = NONE
    ready: int = NONE
    flags: int = 0


@dataclass
class Officer:
    group: int
    serves: Sequence[int]
    duty: Sequence[tuple[int, int]]
    helps: Sequence[int] = ()
    worked: dict[tuple[int, int], int] = field(default_factory=dict)
    """Seconds by station and day, overtime included."""
    overtime: dict[tuple[int, int], int] = field(default_factory=dict)


@dataclass
class Center:
    """Four days, 0 to 3, of which 1 to 3 are reported; open 08-12 and 13-17, but for day 3."""

    fields: tuple[str, ...] = ("land", "justice")
    stations: Sequence[tuple[str, str]] = (
        ("receive", "land"),
        ("approve", "land"),
        ("receive", "justice"),
    )
    groups: tuple[str, ...] = ("counter", "signers")
    jobs: list[Job] = field(default_factory=list)
    officers: list[Officer] = field(default_factory=list)
    days: int = 4
    period_start: int = DAY
    hours: Sequence[tuple[int, int]] = ((8 * HOUR, 12 * HOUR), (13 * HOUR, 17 * HOUR))
    closed_days: frozenset[int] = frozenset({3})
    arrival_hours: Sequence[int] = (7, 8, 9, 14)
    agency_days: Sequence[int] = (NONE, NONE)
    """Working days in which the agency of each of the two calendars is to answer."""
    first_weekday: int = 4
    """Of day 0: a Friday."""

    def visit(self, station: int, *trips: Trip, ended: JobEnd = JobEnd.DONE) -> None:
        """A visit whose service becomes ready, and is called, by its last trip."""
        last = trips[-1]
        start = last.gone if last.ended is TripEnd.SERVED else NONE
        op = Op(station, last.arrival, start, start, trips=trips)
        self.jobs.append(Job(JobKind.VISIT, [op], ended))

    def dossier(
        self, field_number: int, accepted: int, due: int, ready: int, **more: object
    ) -> None:
        """A dossier of the only procedure of its field."""
        job = Job(JobKind.DOSSIER, procedure=field_number, accepted=accepted, due=due, ready=ready)
        for name, value in more.items():
            setattr(job, name, value)
        self.jobs.append(job)

    @property
    def ops(self) -> list[Op]:
        return [op for job in self.jobs for op in job.ops]

    def workload(self) -> Workload:
        ops = self.ops
        in_person = np.array([bool(op.trips) for op in ops], np.bool_)
        services, stations = int(in_person.sum()), len(self.stations)
        return Workload(
            horizon=self.days * DAY,
            period_start=self.period_start,
            retries=3,
            leaves_silently=False,
            call_out=60,
            fields=self.fields,
            procedures=tuple(f"{name}-procedure" for name in self.fields),
            procedure_field=np.arange(len(self.fields), dtype=np.int32),
            procedure_own=np.ones(len(self.fields), np.bool_),
            jobs=Jobs(
                kind=np.array([job.kind for job in self.jobs], np.int8),
                flags=np.array([job.flags for job in self.jobs], np.int8),
                begin=np.full(len(self.jobs), NONE, np.int64),
                dossiers=np.zeros(len(self.jobs), np.int32),
                procedure=np.array([job.procedure for job in self.jobs], np.int32),
                channel=np.array([job.channel for job in self.jobs], np.int8),
                limit=np.full(len(self.jobs), NONE, np.int32),
                first_op=np.cumsum([0, *(len(job.ops) for job in self.jobs)]).astype(np.int64),
            ),
            ops=Operations(
                kind=np.array([op.kind for op in ops], np.int8),
                flags=np.array([op.flags for op in ops], np.int16)
                | np.where(in_person, OpFlag.IN_PERSON, 0).astype(np.int16),
                where=np.array([op.station for op in ops], np.int32),
                amount=np.zeros(len(ops), np.int64),
                trips=np.where(in_person, np.cumsum(in_person) - 1, NONE).astype(np.int32),
            ),
            trips=Trips(
                uniform=np.zeros((services, 5), np.uint16),
                patience=np.full(services, FAR, np.int64),
                comes_back=np.ones(services, np.int32),
            ),
            stations=Stations(
                step=np.array([STEPS.index(step) for step, _ in self.stations], np.int8),
                field=np.array([self.fields.index(name) for _, name in self.stations], np.int32),
                by_due_date=np.zeros(stations, np.bool_),
                pauses=np.zeros(stations, np.bool_),
                last_ticket=np.zeros(stations, np.int64),
                booked_first=np.ones(stations, np.bool_),
                places=np.zeros(stations, np.int64),
                overtime_at_most=np.full(stations, FAR),
                tickets_per_day=np.full(stations, FAR, np.int64),
                target_wait=np.full(stations, 900, np.int64),
                hurry=np.full((stations, 1), 1000, np.int32),
            ),
            bookings=Bookings.full(0, station=0, moment=0, ended=0),
            time=self.timetable(),
            agency_days=np.tile(np.int32(self.agency_days), (len(self.fields), 1)),
        )

    def timetable(self) -> Timetable:
        open_days = [day for day in range(self.days) if day not in self.closed_days]
        spans = [(day * DAY + a, day * DAY + b) for day in open_days for a, b in self.hours]
        following = [
            next((later for later in open_days if later >= day), self.days)
            for day in range(self.days + 1)
        ]
        # A second calendar, of one long day, which no measure may take for the Center's own.
        return Timetable(
            calendar_first=np.array([0, len(spans), len(spans) + 1], np.int64),
            calendar_start=np.array([*(start for start, _ in spans), 0], np.int64),
            calendar_end=np.array([*(end for _, end in spans), self.days * DAY], np.int64),
            opens=np.array([day * DAY for day in range(self.days)], np.int64),
            closing=np.full(self.days, FAR, np.int64),
            closings=np.array([], np.int64),
            next_open_day=np.array(following, np.int32),
            next_working_day=np.array(following, np.int32),
            # Closed days have a kind of their own, of all hours, which nobody comes at.
            day_type=np.array([day not in open_days for day in range(self.days)], np.int32),
            first_weekday=self.first_weekday,
            arrival_second=np.array(
                [
                    [hour * HOUR for hour in self.arrival_hours],
                    np.linspace(0, DAY - 1, len(self.arrival_hours)),
                ],
                np.int32,
            ),
            cut_off=np.array([day * DAY + DAY - 1 for day in range(self.days)], np.int64),
            due=np.zeros((0, self.days), np.int64),
            limit_hours=np.zeros(0, np.int64),
            extension=np.zeros(0, np.int32),
            close_before=np.full(self.days, NONE, np.int64),
            working_hours=0,
            courier_first=np.zeros(3, np.int64),
            courier_departs=np.zeros(0, np.int64),
            courier_arrives=np.zeros(0, np.int64),
        )

    def outcome(self) -> Outcome:
        ops, jobs = self.ops, self.jobs
        trips = [(number, trip) for number, op in enumerate(ops) for trip in op.trips]
        pairs = [
            (number, station)
            for number, officer in enumerate(self.officers)
            for station in (*officer.serves, *officer.helps)
        ]

        def seconds(name: str) -> np.ndarray:
            table = np.zeros((len(pairs), self.days), np.int32)
            for row, (number, station) in enumerate(pairs):
                for (where, day), worked in getattr(self.officers[number], name).items():
                    if where == station:
                        table[row, day] = worked
            return table

        return Outcome(
            ops=OpTimes(
                ready=np.array([op.ready for op in ops], np.int64),
                start=np.array([op.start for op in ops], np.int64),
                finish=np.array([op.finish for op in ops], np.int64),
                officer=np.zeros(len(ops), np.int32),
            ),
            trips=TripTimes(
                op=np.array([number for number, _ in trips], np.int64),
                arrival=np.array([trip.arrival for _, trip in trips], np.int64),
                gone=np.array([trip.gone for _, trip in trips], np.int64),
                ended=np.array([trip.ended for _, trip in trips], np.int8),
                ticketed=np.array([trip.ticketed for _, trip in trips], np.bool_),
                stayed=np.array([trip.stayed for _, trip in trips], np.bool_),
            ),
            jobs=JobTimes(
                ended=np.array([job.ended for job in jobs], np.int8),
                accepted=np.array([job.accepted for job in jobs], np.int64),
                due=np.array([job.due for job in jobs], np.int64),
                first_due=np.array([job.due for job in jobs], np.int64),
                ready=np.array([job.ready for job in jobs], np.int64),
                collected=np.array([job.ready for job in jobs], np.int64),
            ),
            worked=Worked(
                officer=np.array([number for number, _ in pairs], np.int32),
                station=np.array([station for _, station in pairs], np.int32),
                seconds=seconds("worked"),
                overtime=seconds("overtime"),
            ),
        )

    def roster(self) -> Roster:
        officers = self.officers

        def first(lists: Sequence[Sequence[object]]) -> np.ndarray:
            return np.cumsum([0, *map(len, lists)]).astype(np.int64)

        serves, helps = [o.serves for o in officers], [o.helps for o in officers]
        duty = [o.duty for o in officers]
        return Roster(
            groups=self.groups,
            group=np.array([officer.group for officer in officers], np.int32),
            speed=np.full(len(officers), 1000, np.int32),
            by_target=np.zeros(len(officers), np.bool_),
            first_served=first(serves),
            served=np.array([station for some in serves for station in some], np.int32),
            first_helped=first(helps),
            helped=np.array([station for some in helps for station in some], np.int32),
            first_duty=first(duty),
            duty_start=np.array([start for some in duty for start, _ in some], np.int64),
            duty_end=np.array([end for some in duty for _, end in some], np.int64),
        )

    def measure(self) -> Measures:
        return measure(self.outcome(), self.workload(), self.roster())

    def detail(self) -> Details:
        first_day = date(2021, 1, 1) + timedelta(self.first_weekday - 4)  # that was a Friday
        return detail(self.outcome(), self.workload(), self.roster(), first_day)

    # Within reach of a test that is given nothing but a Center.
    Trip = Trip
    Op = Op
    Job = Job
    Officer = Officer

    @staticmethod
    def at(day: int, clock: str) -> int:
        """The moment of a day, `at(1, "08:30")`."""
        hours, minutes = clock.split(":")
        return day * DAY + int(hours) * HOUR + int(minutes) * MINUTE


@pytest.fixture
def center() -> Center:
    """An empty Center of two fields and three stations."""
    return Center()


@pytest.fixture(scope="session")
def build() -> Callable[..., Center]:
    """Builds a Center of other fields, stations or hours."""
    return Center
