"""The books of the SimPy model: what happens is written down here, and read out as an `Outcome`.

In: notes of trips and stretches of work, and the jobs, which carry their own moments. Out: the
arrays of the contract. The model reads nothing back from the books.
"""

from collections.abc import Callable, Sequence

import numpy as np

from simulator.center.casework import Job, Operation
from simulator.center.outcome import JobTimes, OpTimes, Outcome, TripEnd, TripTimes, Worked
from simulator.center.people import Officer, Ticket
from simulator.demand.contract import Contract, declared
from simulator.demand.workload import DAY, NONE

Trace = Callable[[int, int, int, int, int], None]
"""Receives (officer, station, operation, start, end) of every stretch of work."""


class Books:
    """Records of one run.

    Parameters
    ----------
    jobs
        All jobs.
    days
        Number of days of the run.
    pairs
        (officer, station) for every station that an officer serves or helps.
    trace
        Receives every stretch of work; for tests and pictures.
    """

    def __init__(
        self, jobs: list[Job], days: int, pairs: list[tuple[int, int]], trace: Trace | None
    ) -> None:
        self._jobs = jobs
        self._trips: list[tuple[int, int, int, int, bool, bool]] = []
        self._pairs = {pair: row for row, pair in enumerate(pairs)}
        self._worked = np.zeros((len(pairs), days), np.int32)
        self._overtime = np.zeros((len(pairs), days), np.int32)
        self._trace = trace

    def trip(
        self, service: Operation, arrival: int, gone: int, end: TripEnd, *, stayed: bool = False
    ) -> None:
        """Note how a trip without a ticket ended."""
        self._trips.append((service.number, arrival, gone, end, False, stayed))

    def ticket(self, ticket: Ticket, gone: int, end: TripEnd) -> None:
        """Note how the trip of a ticket ended, and when its holder was called or gone."""
        self._trips.append((ticket.op.number, ticket.ready, gone, end, True, ticket.stayed))

    def stretch(self, officer: Officer, ticket: Ticket, end: int) -> None:
        """Note the stretch of work that ends now, by day, and what of it was off duty (R8)."""
        start, station = officer.working_since, ticket.station.number
        officer.working_since = NONE
        if self._trace:
            self._trace(officer.number, station, ticket.op.number, start, end)
        row = self._pairs[officer.number, station]
        while start < end:
            day = start // DAY
            until = min(end, (day + 1) * DAY)
            self._worked[row, day] += until - start
            self._overtime[row, day] += until - start - officer.seconds_on_duty(start, until)
            start = until

    def outcome(self) -> Outcome:
        """Everything as arrays."""
        ops = [op for job in self._jobs for op in job.route]
        trips = np.array(sorted(self._trips), np.int64).reshape(-1, len(declared(TripTimes)))
        pairs = np.array(list(self._pairs), np.int32).reshape(-1, 2)
        return Outcome(
            ops=OpTimes.of(**_columns(OpTimes, ops)),
            trips=TripTimes.of(**dict(zip(declared(TripTimes), trips.T, strict=True))),
            jobs=JobTimes.of(**_columns(JobTimes, self._jobs)),
            worked=Worked.of(
                officer=pairs[:, 0],
                station=pairs[:, 1],
                seconds=self._worked,
                overtime=self._overtime,
            ),
        )


def _columns(contract: type[Contract], entries: Sequence[object]) -> dict[str, list[int]]:
    """What is noted of each entry, by the names of a contract."""
    return {name: [getattr(entry, name) for entry in entries] for name in declared(contract)}
