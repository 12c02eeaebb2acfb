"""Records: what a Center has noted of its days, read so that it can be reckoned with.

In: files of a ticket machine. Out: a `TicketLog`, or `Snapshots`. What a simulation makes of them
is not known here.
"""

from simulator.records.tickets import Ending, Snapshots, TicketLog

__all__ = ["Ending", "Snapshots", "TicketLog"]
