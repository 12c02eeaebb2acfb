"""The enumerations of the contracts as plain numbers, which kernels compare fastest.

Out: one constant a member that a kernel needs.
"""

from simulator.demand.workload import JobFlag, JobKind, OpFlag, OpKind

VISIT_JOB, DOSSIER_JOB = int(JobKind.VISIT), int(JobKind.DOSSIER)

PRIORITY, ENQUIRY = int(JobFlag.PRIORITY), int(JobFlag.ENQUIRY)
BOOKED = int(JobFlag.BOOKED)
ACCEPTED, READY = int(JobFlag.ACCEPTED), int(JobFlag.READY)
EXTENDS = int(JobFlag.EXTENDS)

SERVE, DELAY = int(OpKind.SERVE), int(OpKind.DELAY)
VISIT, COURIER = int(OpKind.VISIT), int(OpKind.COURIER)

IN_PERSON, SUPPLEMENT = int(OpFlag.IN_PERSON), int(OpFlag.SUPPLEMENT)
EMPTY = int(OpFlag.EMPTY)
STARTS_CLOCK, STOPS_CLOCK = int(OpFlag.STARTS_CLOCK), int(OpFlag.STOPS_CLOCK)
HALTS_CLOCK, RETURNS = int(OpFlag.HALTS_CLOCK), int(OpFlag.RETURNS)
BY_SLIP, IF_GONE = int(OpFlag.BY_SLIP), int(OpFlag.IF_GONE)
TOGETHER = int(OpFlag.TOGETHER)
