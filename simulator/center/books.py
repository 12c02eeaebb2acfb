"""The books of the SimPy model: what happens is written down here, and read out as an `Outcome`.

In: notes of moments, trips and stretches of work. Out: the arrays of the contract. The model reads
nothing back from the books but the state of a dossier's clock.
"""

from collections.abc import Callable

import numpy as np

from simulator.center.outcome import JobEnd, JobTimes, OpTimes, Outcome, TripEnd, TripTimes, Worked
from simulator.center.people import Officer, Ticket
from simulator.demand.workload import DAY, NONE

Trace = Callable[[int, int, int, int, int], None]
"""Receives (officer, station, operation, start, end) of every stretch of work."""


class Books:
    """Records of one run.

    Parameters
    ----------
    jobs, ops, days
        Numbers of jobs, of operations, and of days of the run.
    pairs
        (officer, station) for every station that an officer serves or helps.
    trace
        Receives every stretch of work; for tests and pictures.
    """

    def __init__(
        self, jobs: int, ops: int, days: int, pairs: list[tuple[int, int]], trace: Trace | None
    ) -> None:
        self.ready, self.start, self.finish = [NONE] * ops, [NONE] * ops, [NONE] * ops
        self.served_by = [NONE] * ops
        self.ended: list[int] = [JobEnd.NOT_BEGUN] * jobs
        self.accepted, self.due = [NONE] * jobs, [NONE] * jobs
        self.result_ready, self.collected = [NONE] * jobs, [NONE] * jobs
        self._trips: list[tuple[int, int, int, int, bool, bool]] = []
        self._pairs = {pair: row for row, pair in enumerate(pairs)}
        self._worked = np.zeros((len(pairs), days), np.int32)
        self._overtime = np.zeros((len(pairs), days), np.int32)
        self._trace = trace

    def trip(self, op: int, arrival: int, gone: int, end: TripEnd, *, stayed: bool = False) -> None:
        """Note how a trip without a ticket ended."""
        self._trips.append((op, arrival, gone, end, False, stayed))

    def ticket(self, ticket: Ticket, gone: int, end: TripEnd) -> None:
        """Note how the trip of a ticket ended, and when its holder was called or gone."""
        self._trips.append((ticket.op, ticket.ready, gone, end, True, ticket.stayed))

    def stretch(self, officer: Officer, ticket: Ticket, end: int) -> None:
        """Note the stretch of work that ends now, by day, and what of it was off duty (R8)."""
        start, station = officer.working_since, ticket.station.number
        officer.working_since = NONE
        if self._trace:
            self._trace(officer.number, station, ticket.op, start, end)
        row = self._pairs[officer.number, station]
        while start < end:
            day = start // DAY
            until = min(end, (day + 1) * DAY)
            self._worked[row, day] += until - start
            self._overtime[row, day] += until - start - officer.seconds_on_duty(start, until)
            start = until

    def outcome(self) -> Outcome:
        """Everything as arrays."""
        officers, stations = zip(*self._pairs, strict=True) if self._pairs else ((), ())
        op, arrival, gone, ended, ticketed, stayed = (
            zip(*sorted(self._trips), strict=True) if self._trips else ((),) * 6
        )
        return Outcome(
            ops=OpTimes(
                ready=np.array(self.ready, np.int64),
                start=np.array(self.start, np.int64),
                finish=np.array(self.finish, np.int64),
                officer=np.array(self.served_by, np.int32),
            ),
            trips=TripTimes(
                op=np.array(op, np.int64),
                arrival=np.array(arrival, np.int64),
                gone=np.array(gone, np.int64),
                ended=np.array(ended, np.int8),
                ticketed=np.array(ticketed, np.bool_),
                stayed=np.array(stayed, np.bool_),
            ),
            jobs=JobTimes(
                ended=np.array(self.ended, np.int8),
                accepted=np.array(self.accepted, np.int64),
                due=np.array(self.due, np.int64),
                ready=np.array(self.result_ready, np.int64),
                collected=np.array(self.collected, np.int64),
            ),
            worked=Worked(
                officer=np.array(officers, np.int32),
                station=np.array(stations, np.int32),
                seconds=self._worked,
                overtime=self._overtime,
            ),
        )
