"""What becomes of visits and dossiers: their routes, with every duration drawn.

In: a `Plan`, the `Draws`, the arrivals and their dossiers. Out: jobs, operations and trips of the
`Workload`. A route is laid out slot by slot, for all dossiers at once: reception and its loops,
appraisal, consultations, approval, the courier and the seal, and the return (R1, R2).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from simulator.demand.dossiers import Arrivals, Dossiers
from simulator.demand.draws import Address, Draws, Purpose
from simulator.demand.plan import Plan
from simulator.demand.quantile_table import read_tables
from simulator.demand.timetable import ALWAYS
from simulator.demand.workload import (
    DAY,
    FAR,
    NONE,
    Channel,
    JobFlag,
    JobKind,
    Jobs,
    Operations,
    OpFlag,
    OpKind,
    Trips,
)

RECEIVE, APPRAISE, APPROVE, SEAL, RETURN = range(5)
TO_HEADQUARTERS, TO_CENTER = 0, 1

Chosen = NDArray[np.intp]
"""Positions of the dossiers that an operation is laid out for."""


@dataclass(frozen=True)
class Slot:
    """One operation in the routes of several jobs; arrays have one entry a job."""

    jobs: NDArray[np.intp]
    place: NDArray[np.int64]
    """Place in the route of each job."""
    kind: NDArray[np.int8]
    flags: NDArray[np.int16]
    where: NDArray[np.int32]
    amount: NDArray[np.int64]
    trips: NDArray[np.int32]


class Routes:
    """Routes under construction: each operation is appended to those of the jobs that have it.

    Parameters
    ----------
    jobs
        Number of jobs, in any numbering of the caller's.
    """

    def __init__(self, jobs: int) -> None:
        self.length = np.zeros(jobs, np.int64)
        """Operations so far, by job."""
        self._slots: list[Slot] = []
        self._uniforms: list[NDArray[np.uint16]] = []
        self._rows = 0

    def add(
        self,
        jobs: NDArray[np.intp],
        kind: OpKind,
        *,
        where: ArrayLike = NONE,
        amount: ArrayLike = 0,
        flags: ArrayLike = 0,
        trips: NDArray[np.uint16] | None = None,
    ) -> None:
        """Append an operation to the routes of distinct jobs; `trips` are those of a service."""
        rows = np.full(len(jobs), NONE, np.int32)
        if trips is not None:
            rows = np.arange(self._rows, self._rows + len(jobs), dtype=np.int32)
            self._rows += len(jobs)
            self._uniforms.append(trips)
        self._slots.append(
            Slot(
                jobs=jobs,
                place=self.length[jobs],
                kind=np.full(len(jobs), kind, np.int8),
                flags=np.full(len(jobs), flags, np.int16),
                where=np.full(len(jobs), where, np.int32),
                amount=np.full(len(jobs), amount, np.int64),
                trips=rows,
            )
        )
        self.length[jobs] += 1

    def last(self) -> NDArray[np.int64]:
        """Place of the last operation so far of each job; -1 before the first."""
        return self.length - 1

    def operations(
        self, order: NDArray[np.intp], marks: dict[OpFlag, NDArray[np.int64]]
    ) -> tuple[NDArray[np.int64], Operations]:
        """Put the routes one after the other.

        Parameters
        ----------
        order
            The jobs, by job number.
        marks
            Flags to set at a place of each job's route, -1 for nowhere. Shapes (jobs,).

        Returns
        -------
        The first operation of each job number and the end, and the operations.
        """
        first = np.concatenate([[0], np.cumsum(self.length[order])])
        own_first = np.zeros(len(self.length), np.int64)
        own_first[order] = first[:-1]
        to = own_first[np.concatenate([slot.jobs for slot in self._slots])]
        to += np.concatenate([slot.place for slot in self._slots])

        def in_order(part: str, dtype: DTypeLike) -> NDArray[Any]:
            placed = np.empty(len(to), dtype)
            placed[to] = np.concatenate([getattr(slot, part) for slot in self._slots])
            return placed

        operations = Operations(
            kind=in_order("kind", np.int8),
            flags=in_order("flags", np.int16),
            where=in_order("where", np.int32),
            amount=in_order("amount", np.int64),
            trips=in_order("trips", np.int32),
        )
        for flag, place in marks.items():
            marked = np.flatnonzero(place >= 0)
            operations.flags[own_first[marked] + place[marked]] |= np.int16(flag)
        return first, operations

    def trips(self, columns: int) -> Trips:
        """Trips of the in-person services, patience unlimited."""
        return Trips(
            uniform=np.concatenate([np.empty((0, columns), np.uint16), *self._uniforms]),
            patience=np.full(self._rows, FAR, np.int64),
            comes_back=np.zeros(self._rows, np.int32),
        )


class RoutePlanner:
    """Lays out the routes of one replication.

    Jobs are numbered here as arrivals first, then dossiers; only arrivals that are visits become
    jobs in the end.
    """

    def __init__(self, plan: Plan, draws: Draws, arrivals: Arrivals, dossiers: Dossiers) -> None:
        self.plan, self.draws = plan, draws
        self.arrivals, self.dossiers = arrivals, dossiers
        self.columns = plan.scenario.citizens.retries + 2
        self.first_dossier = len(arrivals.begin)
        self.routes = Routes(self.first_dossier + len(dossiers.arrival))
        self.at_counter = dossiers.channel == Channel.COUNTER

    def lay_out(self) -> tuple[Jobs, Operations, Trips]:
        """Draw and lay out everything."""
        self._receive()
        accepting = self.routes.last()
        self._serve(APPRAISE, Purpose.APPRAISE)
        self._consult()
        self._serve(APPROVE, Purpose.APPROVE)
        self._seal()
        finishing = self.routes.last()
        self._return()

        accepting[: self.first_dossier] = finishing[: self.first_dossier] = NONE  # visits: no clock
        order = self._job_order()
        first_op, operations = self.routes.operations(
            order, {OpFlag.STARTS_CLOCK: accepting, OpFlag.STOPS_CLOCK: finishing}
        )
        flags = JobFlag.ACCEPTED * (accepting < 0) + JobFlag.READY * (finishing < 0)
        flags[: self.first_dossier] = 0
        return self._jobs(order, flags, first_op), operations, self.routes.trips(self.columns)

    def _receive(self) -> None:
        """Reception, again for whoever is sent back with papers missing."""
        received = self._with_step(RECEIVE)
        work = self._work(received, RECEIVE, Purpose.RECEIVE)
        at_counter = self.at_counter[received]
        self._visits(received[at_counter], work[at_counter])
        papers = received[~at_counter]
        self._add(
            papers, OpKind.SERVE, where=self._station(papers, RECEIVE), amount=work[~at_counter]
        )
        chance = self.plan.procedures.incomplete[self.dossiers.procedure]
        pending = received[chance[received] > 0]
        attempt = 0
        while len(pending):
            sent_back = self._uniform(pending, Purpose.INCOMPLETE, attempt) < chance[pending]
            pending = pending[sent_back]
            attempt += 1
            self._receive_again(pending, attempt)

    def _visits(self, brought: Chosen, work: NDArray[np.int64]) -> None:
        """One service for all the dossiers of a visit."""
        arrivals = self.arrivals
        visit = np.flatnonzero(arrivals.is_visit)
        total = np.bincount(
            self.dossiers.arrival[brought], weights=work, minlength=len(arrivals.begin)
        )
        self.routes.add(
            visit,
            OpKind.SERVE,
            where=self.plan.procedures.station[arrivals.procedure[visit], RECEIVE],
            amount=total[visit].astype(np.int64),
            flags=OpFlag.IN_PERSON,
            trips=self._trips(arrivals.address[visit], Purpose.RECEIVE_TRIPS, 0),
        )

    def _receive_again(self, back: Chosen, attempt: int) -> None:
        """Citizens come again after some days; papers are filed again."""
        if not len(back):
            return
        days = self._days(back, self.plan.comes_back, Purpose.COMES_BACK, attempt)
        work = self._work(back, RECEIVE, Purpose.RECEIVE, attempt)
        citizen = self.at_counter[back]
        self._add(back[citizen], OpKind.VISIT, amount=days[citizen])
        self._add(back[~citizen], OpKind.DELAY, where=ALWAYS, amount=days[~citizen] * DAY)
        for who, in_person in ((citizen, True), (~citizen, False)):
            chosen = back[who]
            self._add(
                chosen,
                OpKind.SERVE,
                where=self._station(chosen, RECEIVE),
                amount=work[who],
                flags=OpFlag.IN_PERSON if in_person else 0,
                trips=self._trips(self.dossiers.address[chosen], Purpose.RECEIVE_TRIPS, attempt)
                if in_person
                else None,
            )

    def _consult(self) -> None:
        """Other agencies, one after the other, in hours of their calendars."""
        procedure = self.dossiers.procedure
        for k, agency in enumerate(self.plan.procedures.consultations):
            possible = np.flatnonzero(agency.chance[procedure] > 0)
            asked = (
                self._uniform(possible, Purpose.CONSULTED, k) < agency.chance[procedure[possible]]
            )
            chosen = possible[asked]
            takes = self._read(agency.table[procedure[chosen]], chosen, Purpose.CONSULTATION, k)
            self._add(chosen, OpKind.DELAY, where=agency.calendar[procedure[chosen]], amount=takes)

    def _seal(self) -> None:
        """The seal; at headquarters, the courier takes the dossier there and back."""
        sealed = self._with_step(SEAL)
        away = self.plan.scenario.seal.at == "headquarters"
        if away:
            self._add(sealed, OpKind.COURIER, where=TO_HEADQUARTERS)
        self._serve(SEAL, Purpose.SEAL)
        if away:
            self._add(sealed, OpKind.COURIER, where=TO_CENTER)

    def _return(self) -> None:
        """Collected by the citizen, sent by post, or handed over online, which takes no work."""
        returned = self._with_step(RETURN)
        procedure = self.dossiers.procedure[returned]
        way = np.searchsorted(
            self.plan.collects_gathered[:-1],
            self._uniform(returned, Purpose.COLLECTS),
            side="right",
        )
        stays = self.plan.procedures.on_the_spot[procedure] & self.at_counter[returned]
        way[stays] = Channel.COUNTER
        work = self._work(returned, RETURN, Purpose.RETURN)

        in_person = way == Channel.COUNTER
        citizens, stays = returned[in_person], stays[in_person]
        by_slip = self.plan.procedures.limit[procedure[in_person]] != NONE
        by_slip &= self.plan.scenario.citizens.collects_on == "slip"
        flags = np.where(stays, OpFlag.IF_GONE, np.where(by_slip, OpFlag.BY_SLIP, 0))
        days = self._days(citizens, self.plan.collects_after, Purpose.COLLECTS_AFTER)
        self._add(citizens, OpKind.VISIT, amount=days, flags=flags)
        self._add(
            citizens,
            OpKind.SERVE,
            where=self._station(citizens, RETURN),
            amount=work[in_person],
            flags=OpFlag.IN_PERSON,
            trips=self._trips(self.dossiers.address[citizens], Purpose.RETURN_TRIPS, 0),
        )
        posted = way == Channel.POST
        papers = returned[posted]
        self._add(papers, OpKind.SERVE, where=self._station(papers, RETURN), amount=work[posted])

    def _serve(self, step: int, purpose: Purpose) -> None:
        """A step done without the citizen."""
        chosen = self._with_step(step)
        self._add(
            chosen,
            OpKind.SERVE,
            where=self._station(chosen, step),
            amount=self._work(chosen, step, purpose),
        )

    def _job_order(self) -> NDArray[np.intp]:
        """Our jobs by job number: by arrival, and a visit's dossiers directly after it."""
        arrivals, dossiers = self.arrivals, self.dossiers
        by_begin = np.argsort(arrivals.begin, kind="stable")
        jobs = arrivals.is_visit + arrivals.size.astype(np.int64)
        number = np.empty(len(jobs), np.int64)
        number[by_begin] = np.cumsum(jobs[by_begin]) - jobs[by_begin]
        visits = np.flatnonzero(arrivals.is_visit)
        order = np.empty(int(jobs.sum()), np.intp)
        order[number[visits]] = visits
        after = number[dossiers.arrival] + arrivals.is_visit[dossiers.arrival] + dossiers.position
        order[after] = self.first_dossier + np.arange(len(after))
        return order

    def _jobs(
        self, order: NDArray[np.intp], flags: NDArray[np.int_], first_op: NDArray[np.int64]
    ) -> Jobs:
        """The jobs of the contract."""
        arrivals, dossiers, procedures = self.arrivals, self.dossiers, self.plan.procedures
        directly = ~arrivals.is_visit[dossiers.arrival]
        begin = np.where(directly, arrivals.begin[dossiers.arrival], NONE)
        limit = procedures.limit[dossiers.procedure]
        n_arrivals, n_dossiers = len(arrivals.begin), len(dossiers.arrival)

        def both(of_arrivals: ArrayLike, of_dossiers: ArrayLike, dtype: DTypeLike) -> NDArray[Any]:
            parts = (
                np.broadcast_to(of_arrivals, n_arrivals),
                np.broadcast_to(of_dossiers, n_dossiers),
            )
            return np.concatenate(parts)[order].astype(dtype)

        return Jobs(
            kind=both(JobKind.VISIT, JobKind.DOSSIER, np.int8),
            flags=flags[order].astype(np.int8),
            begin=both(arrivals.begin, begin, np.int64),
            dossiers=both(arrivals.size, 0, np.int32),
            procedure=both(arrivals.procedure, dossiers.procedure, np.int32),
            channel=both(arrivals.channel, dossiers.channel, np.int8),
            limit=both(NONE, limit, np.int32),
            first_op=first_op,
        )

    def _add(self, dossiers: Chosen, kind: OpKind, **parts: ArrayLike | None) -> None:
        self.routes.add(dossiers + self.first_dossier, kind, **parts)  # type: ignore[arg-type]  # as add

    def _with_step(self, step: int) -> Chosen:
        return np.flatnonzero(self.plan.procedures.work[self.dossiers.procedure, step] != NONE)

    def _station(self, chosen: Chosen, step: int) -> NDArray[np.int32]:
        station: NDArray[np.int32] = self.plan.procedures.station[
            self.dossiers.procedure[chosen], step
        ]
        return station

    def _uniform(self, chosen: Chosen, purpose: Purpose, nth: int = 0) -> NDArray[np.float64]:
        return self.draws.uniform(purpose, self.dossiers.address[chosen], nth)

    def _work(self, chosen: Chosen, step: int, purpose: Purpose, nth: int = 0) -> NDArray[np.int64]:
        """Seconds of work at a step."""
        table = self.plan.procedures.work[self.dossiers.procedure[chosen], step]
        return self._read(table, chosen, purpose, nth)

    def _days(
        self, chosen: Chosen, table: int, purpose: Purpose, nth: int = 0
    ) -> NDArray[np.int64]:
        """A time in days, rounded up."""
        return -(-self._read(np.full(len(chosen), table), chosen, purpose, nth) // DAY)

    def _read(
        self, table: NDArray[np.int32], chosen: Chosen, purpose: Purpose, nth: int
    ) -> NDArray[np.int64]:
        """Seconds, read from service-time tables at a uniform."""
        return read_tables(self.plan.tables, table, self._uniform(chosen, purpose, nth))

    def _trips(self, address: Address, purpose: Purpose, nth: int) -> NDArray[np.uint16]:
        """Times of day of the trips for a service."""
        return self.draws.columns(purpose, address, self.columns, nth)
