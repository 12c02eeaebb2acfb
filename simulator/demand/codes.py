"""The flags of the contracts as plain numbers, as kernels need them.

Out: one constant a member that a kernel reads.
"""

from simulator.demand.workload import JobFlag, OpFlag

PRIORITY, ENQUIRY = int(JobFlag.PRIORITY), int(JobFlag.ENQUIRY)
BOOKED = int(JobFlag.BOOKED)
ACCEPTED, READY = int(JobFlag.ACCEPTED), int(JobFlag.READY)
EXTENDS = int(JobFlag.EXTENDS)

IN_PERSON, SUPPLEMENT = int(OpFlag.IN_PERSON), int(OpFlag.SUPPLEMENT)
EMPTY = int(OpFlag.EMPTY)
STARTS_CLOCK, STOPS_CLOCK = int(OpFlag.STARTS_CLOCK), int(OpFlag.STOPS_CLOCK)
HALTS_CLOCK, RETURNS = int(OpFlag.HALTS_CLOCK), int(OpFlag.RETURNS)
BY_SLIP, IF_GONE = int(OpFlag.BY_SLIP), int(OpFlag.IF_GONE)
TOGETHER = int(OpFlag.TOGETHER)
