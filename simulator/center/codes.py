"""The enumerations of an outcome as plain numbers, which kernels compare fastest.

Out: one constant a member that a kernel needs, as `simulator.demand.codes` has them of a workload,
and the classes of R4, which both engines share.
"""

from simulator.center.outcome import JobEnd, TripEnd
from simulator.demand.codes import BY_SLIP, EXTENDS, IF_GONE

PRIORITY_CITIZEN, BOOKED_CITIZEN, CITIZEN, PAPERS = range(4)
"""The classes of R4, best first."""

EXTENDED = 2 * EXTENDS
"""Of a job in the compiled engine: the due moment of the clock that runs has been put off."""

COLLECTING = BY_SLIP | IF_GONE
"""The visits before which a citizen may have come in vain (R11, R13)."""

OPEN, DONE = int(JobEnd.OPEN), int(JobEnd.DONE)
LOST, RETURNED = int(JobEnd.LOST), int(JobEnd.RETURNED)

WAITING, SERVED, TURNED_AWAY = int(TripEnd.WAITING), int(TripEnd.SERVED), int(TripEnd.TURNED_AWAY)
SENT_HOME, LEFT, IN_VAIN = int(TripEnd.SENT_HOME), int(TripEnd.LEFT), int(TripEnd.IN_VAIN)
