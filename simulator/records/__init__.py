"""Records: what a Center has noted of its days, read so that it can be reckoned with.

In: files of a ticket machine. Out: a `TicketLog`, or `Snapshots`, with what was left out of them.
What a simulation makes of them is not known here, but for the log that a machine would have written
of one.
"""

from typing import TYPE_CHECKING

from simulator.lazily import lazily
from simulator.records.tickets import Ending, Snapshots, TicketLog

if TYPE_CHECKING:
    from simulator.records.headings import SNAPSHOTS, TICKETS, columns_asked
    from simulator.records.problems import Excluded, Reason, RecordsError
    from simulator.records.reading import read_tickets
    from simulator.records.series import read_snapshots
    from simulator.records.simulated import log_of
    from simulator.records.understood import Reading
    from simulator.records.writing import write_tickets

__all__ = [
    "SNAPSHOTS",
    "TICKETS",
    "Ending",
    "Excluded",
    "Reading",
    "Reason",
    "RecordsError",
    "Snapshots",
    "TicketLog",
    "columns_asked",
    "log_of",
    "read_snapshots",
    "read_tickets",
    "write_tickets",
]

__getattr__ = lazily(
    __name__,
    {
        **dict.fromkeys(("SNAPSHOTS", "TICKETS", "columns_asked"), "headings"),
        **dict.fromkeys(("Excluded", "Reason", "RecordsError"), "problems"),
        "Reading": "understood",
        "log_of": "simulated",
        "read_snapshots": "series",
        "read_tickets": "reading",
        "write_tickets": "writing",
    },
)
"""Who holds a log needs nothing that reads files."""
