"""The enumerations of the contracts as plain numbers, which kernels compare fastest.

Out: one constant a member that a kernel needs, and the classes of R4, which both engines share.
"""

from simulator.center.outcome import JobEnd, TripEnd
from simulator.demand.workload import JobFlag, JobKind, OpFlag, OpKind

PRIORITY_CITIZEN, BOOKED_CITIZEN, CITIZEN, PAPERS = range(4)
"""The classes of R4, best first."""

VISIT_JOB = int(JobKind.VISIT)

PRIORITY, ENQUIRY = int(JobFlag.PRIORITY), int(JobFlag.ENQUIRY)
BOOKED = int(JobFlag.BOOKED)
ACCEPTED, READY = int(JobFlag.ACCEPTED), int(JobFlag.READY)
EXTENDS = int(JobFlag.EXTENDS)
EXTENDED = 2 * EXTENDS
"""Of a job in the compiled engine: the due moment of the clock that runs has been put off."""

SERVE, DELAY = int(OpKind.SERVE), int(OpKind.DELAY)
VISIT, COURIER = int(OpKind.VISIT), int(OpKind.COURIER)

IN_PERSON, SUPPLEMENT = int(OpFlag.IN_PERSON), int(OpFlag.SUPPLEMENT)
EMPTY = int(OpFlag.EMPTY)
STARTS_CLOCK, STOPS_CLOCK = int(OpFlag.STARTS_CLOCK), int(OpFlag.STOPS_CLOCK)
HALTS_CLOCK, RETURNS = int(OpFlag.HALTS_CLOCK), int(OpFlag.RETURNS)
BY_SLIP, IF_GONE = int(OpFlag.BY_SLIP), int(OpFlag.IF_GONE)
TOGETHER = int(OpFlag.TOGETHER)
COLLECTING = BY_SLIP | IF_GONE
"""The visits before which a citizen may have come in vain (R11, R13)."""

OPEN, DONE = int(JobEnd.OPEN), int(JobEnd.DONE)
LOST, RETURNED = int(JobEnd.LOST), int(JobEnd.RETURNED)

WAITING, SERVED, TURNED_AWAY = int(TripEnd.WAITING), int(TripEnd.SERVED), int(TripEnd.TURNED_AWAY)
SENT_HOME, LEFT, IN_VAIN = int(TripEnd.SENT_HOME), int(TripEnd.LEFT), int(TripEnd.IN_VAIN)
