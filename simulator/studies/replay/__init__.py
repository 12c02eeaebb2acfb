"""Replaying: days that a ticket machine has noted, served again as a scenario has it.

In: a `TicketLog` and a scenario. Out: a `LogSource`, with what has been drawn of a day that was.
"""

from simulator.studies.replay.source import LogSource

__all__ = ["LogSource"]
