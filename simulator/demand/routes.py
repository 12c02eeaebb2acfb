"""What becomes of visits and dossiers: their routes, with every duration drawn.

In: a `PreparedScenario`, the `Draws`, the arrivals and their dossiers. Out: jobs, operations and
trips of the `Workload`. A route is laid out slot by slot, for all dossiers at once: reception and
its loops, appraisal and supplement, consultations, approval and correction, the courier and the
seal, and the return (R1, R2).
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simulator.demand.dossiers import Arrivals, Dossiers
from simulator.demand.draws import Address, Draws, Purpose
from simulator.demand.prepared import PreparedScenario
from simulator.demand.quantile_table import read_tables
from simulator.demand.route_slots import Routes
from simulator.demand.timetable import ALWAYS
from simulator.demand.whole_days import days_rounded_up, whole_days
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
PURPOSES = 256
"""More than there are purposes."""

Chosen = NDArray[np.intp]
"""Positions of the dossiers that an operation is laid out for."""


class RoutePlanner:
    """Lays out the routes of one replication.

    Jobs are numbered here as arrivals first, then dossiers; only arrivals that are visits become
    jobs in the end.
    """

    def __init__(
        self, prepared: PreparedScenario, draws: Draws, arrivals: Arrivals, dossiers: Dossiers
    ) -> None:
        self.prepared, self.draws = prepared, draws
        self.arrivals, self.dossiers = arrivals, dossiers
        self.columns = prepared.scenario.citizens.retries + 2
        self.first_dossier = len(arrivals.begin)
        self.routes = Routes(self.first_dossier + len(dossiers.arrival))
        self.at_counter = dossiers.channel == Channel.COUNTER
        self.goes_on = np.ones(len(dossiers.arrival), np.bool_)
        """Whether the route goes on: not after a supplement that never came."""
        self.is_away = np.zeros(len(dossiers.arrival), np.bool_)
        """Whether the dossier is at headquarters."""
        self.was_away = np.zeros(len(dossiers.arrival), np.bool_)
        """Whether it has ever been there: then nobody waits for it."""

    def lay_out(self) -> tuple[Jobs, Operations, Trips]:
        """Draw and lay out everything."""
        self._visits()
        self._receive()
        accepting = self.routes.last()
        self._to_back_office()
        self._appraise()
        self._consult()
        self._approve()
        self._seal()
        finishing = self.routes.last()
        self._return()

        accepting[: self.first_dossier] = finishing[: self.first_dossier] = NONE  # visits: no clock
        order = self._job_order()
        first_op, operations = self.routes.operations(
            order, {OpFlag.STARTS_CLOCK: accepting, OpFlag.STOPS_CLOCK: finishing}
        )
        flags = JobFlag.ACCEPTED * (accepting < 0) + JobFlag.READY * (finishing < 0)
        flags[: self.first_dossier] = JobFlag.ENQUIRY * self.arrivals.is_enquiry
        flags[: self.first_dossier] += JobFlag.BOOKED * self.arrivals.is_booked
        flags[self.first_dossier :] += JobFlag.EXTENDS * self._extends()
        flags += JobFlag.PRIORITY * np.concatenate(
            [self.arrivals.has_priority, self.arrivals.has_priority[self.dossiers.arrival]]
        )
        return self._jobs(order, flags, first_op), operations, self.routes.trips()

    # The steps, in their order

    def _visits(self) -> None:
        """One service for all the dossiers of a visit, or for what an enquiry asks."""
        arrivals = self.arrivals
        received = self._with_step(RECEIVE)
        brought = received[self.at_counter[received]]
        work = np.bincount(
            self.dossiers.arrival[brought],
            weights=self._work(brought, RECEIVE, Purpose.RECEIVE),
            minlength=len(arrivals.begin),
        ).astype(np.int64)
        rules = self.prepared.scenario.appointments
        if rules and rules.no_show:
            work[arrivals.is_empty] = round(rules.no_show.costs.seconds)
        asks = np.flatnonzero(arrivals.is_enquiry)
        uniform = self.draws.uniform(Purpose.RECEIVE, arrivals.address[asks])
        table = np.full(len(asks), self.prepared.enquiry_table, np.int32)
        work[asks] = read_tables(self.prepared.tables, table, uniform)
        visit = np.flatnonzero(arrivals.is_visit)
        self.routes.add(
            visit,
            OpKind.SERVE,
            where=self.prepared.visit_station[arrivals.stream[visit]],
            amount=work[visit],
            flags=OpFlag.IN_PERSON | OpFlag.EMPTY * arrivals.is_empty[visit],
            trips=self._trips(arrivals.address[visit], Purpose.RECEIVE_TRIPS, 0),
        )

    def _receive(self) -> None:
        """Papers are received, and whatever is incomplete comes again."""
        received = self._with_step(RECEIVE)
        papers = received[~self.at_counter[received]]
        self._serve(papers, RECEIVE, self._work(papers, RECEIVE, Purpose.RECEIVE))
        chance = self.prepared.procedures.incomplete[self.dossiers.procedure]
        pending = received
        attempt = 0
        while len(pending):
            sent_back = self._happens(pending, chance[pending], Purpose.INCOMPLETE, attempt)
            pending = pending[sent_back]
            attempt += 1
            self._bring(
                pending,
                days=self._comes_back(pending, Purpose.COMES_BACK, attempt),
                work=self._work(pending, RECEIVE, Purpose.RECEIVE, attempt),
                trips=(Purpose.RECEIVE_TRIPS, attempt),
            )

    def _to_back_office(self) -> None:
        """The courier takes what is appraised or approved at headquarters there."""
        procedures = self.prepared.procedures
        done_there = (procedures.work[:, [APPRAISE, APPROVE]] != NONE).any(axis=1)
        goes = done_there & procedures.back_office_away
        self._courier(goes[self.dossiers.procedure], TO_HEADQUARTERS)

    def _appraise(self) -> None:
        """Appraisal, which may ask for a supplement, once, and then appraises again."""
        appraised = self._with_step(APPRAISE)
        procedures, procedure = self.prepared.procedures, self.dossiers.procedure[appraised]
        asks = self._happens(appraised, procedures.supplement[procedure], Purpose.SUPPLEMENT)
        work = self._work(appraised, APPRAISE, Purpose.APPRAISE)
        self._serve(appraised, APPRAISE, work, flags=np.where(asks, OpFlag.HALTS_CLOCK, 0))

        asked, procedure = appraised[asks], procedure[asks]
        never = self._happens(asked, procedures.never_brought[procedure], Purpose.NEVER_BROUGHT)
        days = self._comes_back(asked, Purpose.SUPPLEMENT_DAYS)
        self._add(
            asked[never],
            OpKind.DELAY,
            where=ALWAYS,
            amount=days[never] * DAY,
            flags=OpFlag.RETURNS,
        )
        self.goes_on[asked[never]] = False

        asked, days = asked[~never], days[~never]
        has_receive = procedures.work[self.dossiers.procedure[asked], RECEIVE] != NONE
        received = asked[has_receive]
        self._bring(
            received,
            days=days[has_receive],
            work=self._work(received, RECEIVE, Purpose.SUPPLEMENT_RECEIVE),
            trips=(Purpose.SUPPLEMENT_TRIPS, 0),
            flags=OpFlag.STARTS_CLOCK | OpFlag.SUPPLEMENT,
        )
        self._add(
            asked[~has_receive],
            OpKind.DELAY,
            where=ALWAYS,
            amount=days[~has_receive] * DAY,
            flags=OpFlag.STARTS_CLOCK,
        )
        self._serve(asked, APPRAISE, self._work(asked, APPRAISE, Purpose.APPRAISE, 1))

    def _consult(self) -> None:
        """Other agencies, one after the other or all at once, in hours of their calendars."""
        procedure = self.dossiers.procedure
        for k, agency in enumerate(self.prepared.procedures.consultations):
            chance = np.where(self.goes_on, agency.chance[procedure], 0.0)
            everybody = np.arange(len(procedure))
            chosen = np.flatnonzero(self._happens(everybody, chance, Purpose.CONSULTED, k))
            takes = self._read(agency.table[procedure[chosen]], chosen, Purpose.CONSULTATION, k)
            where = agency.calendar[procedure[chosen]]
            flags = OpFlag.TOGETHER * self.prepared.procedures.at_once[procedure[chosen]]
            self._add(chosen, OpKind.DELAY, where=where, amount=takes, flags=flags)

    def _approve(self) -> None:
        """Approval, which may send a dossier back to be appraised and approved again, once."""
        approved = self._with_step(APPROVE)
        self._serve(approved, APPROVE, self._work(approved, APPROVE, Purpose.APPROVE))
        chance = self.prepared.procedures.correction[self.dossiers.procedure[approved]]
        again = approved[self._happens(approved, chance, Purpose.CORRECTION)]
        self._serve(again, APPRAISE, self._work(again, APPRAISE, Purpose.APPRAISE, 2))
        self._serve(again, APPROVE, self._work(again, APPROVE, Purpose.APPROVE, 1))

    def _seal(self) -> None:
        """The seal, where it stands; the courier takes dossiers there and back (R2)."""
        has_seal = self.prepared.procedures.work[self.dossiers.procedure, SEAL] != NONE
        if self.prepared.scenario.seal.at == "headquarters":
            self._courier(has_seal & ~self.is_away, TO_HEADQUARTERS)
        else:
            self._courier(self.is_away, TO_CENTER)
        sealed = self._with_step(SEAL)
        self._serve(sealed, SEAL, self._work(sealed, SEAL, Purpose.SEAL))
        self._courier(self.is_away, TO_CENTER)

    def _return(self) -> None:
        """Collected by the citizen, sent by post, or handed over online, which takes no work."""
        returned = self._with_step(RETURN)
        procedure = self.dossiers.procedure[returned]
        way = np.searchsorted(
            self.prepared.collects_gathered[:-1],
            self._uniform(returned, Purpose.COLLECTS),
            side="right",
        )
        stays = self.prepared.procedures.on_the_spot[procedure] & self.at_counter[returned]
        stays &= ~self.was_away[returned]
        way[stays] = Channel.COUNTER
        work = self._work(returned, RETURN, Purpose.RETURN)

        in_person = way == Channel.COUNTER
        citizens, stays = returned[in_person], stays[in_person]
        by_slip = self.prepared.procedures.limit[procedure[in_person]] != NONE
        by_slip &= self.prepared.scenario.citizens.collects_on == "slip"
        flags = np.where(stays, OpFlag.IF_GONE, np.where(by_slip, OpFlag.BY_SLIP, 0))
        after = np.full(len(citizens), self.prepared.collects_after, np.int32)
        days = whole_days(
            self._read(after, citizens, Purpose.COLLECTS_AFTER, 0),
            self._uniform(citizens, Purpose.WHOLE_DAYS),
        )
        self._add(citizens, OpKind.VISIT, amount=days, flags=flags)
        trips = self._trips(self.dossiers.address[citizens], Purpose.RETURN_TRIPS, 0)
        self._serve(citizens, RETURN, work[in_person], flags=OpFlag.IN_PERSON, trips=trips)
        posted = way == Channel.POST
        self._serve(returned[posted], RETURN, work[posted])

    # Pieces of several steps

    def _bring(
        self,
        chosen: Chosen,
        *,
        days: NDArray[np.int64],
        work: NDArray[np.int64],
        trips: tuple[Purpose, int],
        flags: OpFlag = OpFlag(0),  # noqa: B008  # an immutable constant
    ) -> None:
        """Citizens come again after some days; papers are filed again."""
        citizen = self.at_counter[chosen]
        citizens, papers = chosen[citizen], chosen[~citizen]
        self._add(citizens, OpKind.VISIT, amount=days[citizen])
        drawn = self._trips(self.dossiers.address[citizens], *trips)
        self._serve(citizens, RECEIVE, work[citizen], flags=flags | OpFlag.IN_PERSON, trips=drawn)
        self._add(papers, OpKind.DELAY, where=ALWAYS, amount=days[~citizen] * DAY)
        self._serve(papers, RECEIVE, work[~citizen], flags=flags & ~OpFlag.SUPPLEMENT)

    def _courier(self, chosen: NDArray[np.bool_], direction: int) -> None:
        """The courier takes the chosen dossiers that are still on their way."""
        taken = chosen & self.goes_on
        self._add(np.flatnonzero(taken), OpKind.COURIER, where=direction)
        self.is_away[taken] = direction == TO_HEADQUARTERS
        self.was_away |= taken

    def _serve(
        self,
        chosen: Chosen,
        step: int,
        work: NDArray[np.int64],
        *,
        flags: ArrayLike = 0,
        trips: Trips | None = None,
    ) -> None:
        """Work at the step's station."""
        station = self.prepared.procedures.station[self.dossiers.procedure[chosen], step]
        self._add(chosen, OpKind.SERVE, where=station, amount=work, flags=flags, trips=trips)

    def _add(
        self,
        chosen: Chosen,
        kind: OpKind,
        *,
        where: ArrayLike = NONE,
        amount: ArrayLike = 0,
        flags: ArrayLike = 0,
        trips: Trips | None = None,
    ) -> None:
        jobs = chosen + self.first_dossier
        self.routes.add(jobs, kind, where=where, amount=amount, flags=flags, trips=trips)

    def _with_step(self, step: int) -> Chosen:
        """Dossiers whose flow has a step and whose route goes on."""
        has_step = self.prepared.procedures.work[self.dossiers.procedure, step] != NONE
        return np.flatnonzero(has_step & self.goes_on)

    # Draws

    def _uniform(self, chosen: Chosen, purpose: Purpose, nth: int = 0) -> NDArray[np.float64]:
        return self.draws.uniform(purpose, self.dossiers.address[chosen], nth)

    def _happens(
        self, chosen: Chosen, chance: NDArray[np.float64], purpose: Purpose, nth: int = 0
    ) -> NDArray[np.bool_]:
        """Whether something of a given chance happens; nothing is drawn where it cannot."""
        happens = np.zeros(len(chosen), np.bool_)
        possible = np.flatnonzero(chance)
        uniform = self._uniform(chosen[possible], purpose, nth)
        happens[possible] = uniform < chance[possible]
        return happens

    def _work(self, chosen: Chosen, step: int, purpose: Purpose, nth: int = 0) -> NDArray[np.int64]:
        """Seconds of work at a step."""
        table = self.prepared.procedures.work[self.dossiers.procedure[chosen], step]
        return self._read(table, chosen, purpose, nth)

    def _comes_back(self, chosen: Chosen, purpose: Purpose, nth: int = 0) -> NDArray[np.int64]:
        """Days until the citizen comes back: never on the same day."""
        tables = np.full(len(chosen), self.prepared.comes_back, np.int32)
        return days_rounded_up(self._read(tables, chosen, purpose, nth))

    def _read(
        self, table: NDArray[np.int32], chosen: Chosen, purpose: Purpose, nth: int
    ) -> NDArray[np.int64]:
        """Seconds, read from service-time tables at a uniform."""
        return read_tables(self.prepared.tables, table, self._uniform(chosen, purpose, nth))

    def _trips(self, at: Address, purpose: Purpose, nth: int) -> Trips:
        """Times of day of the trips for a service, patience, and days until coming back (R9)."""
        uniform = self.draws.columns(purpose, at, self.columns, nth)
        if self.prepared.patience == NONE:
            never = np.full(len(at), FAR, np.int64)
            return Trips.of(uniform=uniform, patience=never, comes_back=np.zeros(len(at)))

        def read(table: int, own: Purpose) -> NDArray[np.int64]:
            # Receptions, supplements and returns have patience of their own.
            uniform = self.draws.uniform(own, at, nth * PURPOSES + purpose)
            which = np.full(len(at), table, np.int32)
            return read_tables(self.prepared.tables, which, uniform)

        away = read(self.prepared.comes_back, Purpose.COMES_BACK_AFTER_LEAVING)
        days = days_rounded_up(away)
        patience = read(self.prepared.patience, Purpose.PATIENCE)
        return Trips.of(uniform=uniform, patience=patience, comes_back=days)

    # Jobs

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

    def _extends(self) -> NDArray[np.bool_]:
        """Whether each dossier is put off if its result is not ready in time (R12)."""
        everybody = np.arange(len(self.dossiers.procedure))
        chance = self.prepared.procedures.extension[self.dossiers.procedure]
        return self._happens(everybody, chance, Purpose.EXTENSION)

    def _jobs(
        self, order: NDArray[np.intp], flags: NDArray[np.int_], first_op: NDArray[np.int64]
    ) -> Jobs:
        """The jobs of the contract."""
        arrivals, dossiers, procedures = self.arrivals, self.dossiers, self.prepared.procedures
        directly = ~arrivals.is_visit[dossiers.arrival]
        begin = np.where(directly, arrivals.begin[dossiers.arrival], NONE)
        limit = procedures.limit[dossiers.procedure]
        n_arrivals, n_dossiers = len(arrivals.begin), len(dossiers.arrival)

        def both(of_arrivals: ArrayLike, of_dossiers: ArrayLike) -> NDArray[Any]:
            parts = (
                np.broadcast_to(of_arrivals, n_arrivals),
                np.broadcast_to(of_dossiers, n_dossiers),
            )
            return np.concatenate(parts)[order]

        procedure = np.where(arrivals.is_enquiry, NONE, arrivals.stream)
        return Jobs.of(
            kind=both(JobKind.VISIT, JobKind.DOSSIER),
            flags=flags[order],
            begin=both(arrivals.begin, begin),
            dossiers=both(arrivals.size, 0),
            procedure=both(procedure, dossiers.procedure),
            channel=both(arrivals.channel, dossiers.channel),
            limit=both(NONE, limit),
            first_op=first_op,
        )
