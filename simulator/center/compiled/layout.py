"""How the compiled engine lays out a Center in memory.

In: nothing. Out: the types of the records, and `Floor`, which is every array that the engine reads
and writes. `laying_out` fills them; no rule is known here.

**The layout.** What is read and written together stands together, as one record: a *job* with the
place on its route and its clock, an *operation* with what was drawn for it, a *station* with the
length of its queue, an *officer* with the work in hand. Moments are written straight into the
arrays of the outcome. Officers stand in the order in which they are chosen (R5: who serves the
fewest stations first, then by number), so that sets of officers are bits in words of 32 and the
first bit is the first choice. Events that are known beforehand (arrivals, duties, closings) are
sorted once, in the *diary*; those that arise go into heaps: the *agenda* of the jobs that are
elsewhere, the *work* of the officers, and who may lose patience. An entry is one number, the moment
above and below it who it is about: a job, an officer, or the doors, numbered one after the other.
The queue of a station is a heap of tickets, all queues in one array, each with room for every
ticket that it can ever hold; a ticket is its order (class, and the due moment if that is the
discipline), its tie (ready time above, job below), and its work, of which the complement is kept
once it has been begun.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.demand.references import Column, Records

JOB = np.dtype(
    [
        ("at", np.int64),  # the operation that it is at
        ("end", np.int64),  # the operation after its last
        ("due", np.int64),
        ("clock_start", np.int64),
        ("ready", np.int64),  # when it took the ticket that it holds, or held last
        ("called", np.int64),  # when that was called, else NONE
        ("dossiers", np.int32),
        ("limit", np.int32),
        ("failed", np.int16),  # trips for this service that failed
        ("used", np.int16),  # drawn times of day used before them
        ("kind", np.int8),
        ("marks", np.int8),  # `JobFlag`
        ("waits", np.int8),  # holds a ticket that waits
        ("stayed", np.int8),  # has stayed at the Center, so that it is no new trip (R13)
    ],
)

OPERATION = np.dtype(
    [
        ("amount", np.int32),
        ("where", np.int32),
        ("trips", np.int32),
        ("marks", np.int16),  # `OpFlag`; a record of NumPy has `flags` of its own
        ("kind", np.int16),
    ],
)

STATION = np.dtype(
    [
        ("queue", np.int64),  # first row of its tickets
        ("waiting", np.int64),  # tickets in it
        ("citizens", np.int64),  # those of citizens, silent leavers among them
        ("tickets_per_day", np.int64),
        ("last_ticket", np.int64),  # seconds before closing without tickets for who comes (R8)
        ("overtime_at_most", np.int64),  # seconds after closing until who waits goes home (R8)
        ("issued", np.int64),  # tickets, on the day `issued_on`
        ("issued_on", np.int64),
        ("target_wait", np.int64),
        ("servers_first", np.int64),  # words of `Floor.servers` that are not empty
        ("servers_end", np.int64),
        ("helpers_first", np.int64),
        ("helpers_end", np.int64),
        ("relief_first", np.int64),  # stations helped from here, in `Floor.relief`
        ("relief_end", np.int64),
        ("by_due_date", np.int8),
        ("booked_first", np.int8),
        ("pauses", np.int8),
        ("is_to_look_at", np.int8),
    ],
    align=True,
)

OFFICER = np.dtype(
    [
        ("number", np.int64),
        ("speed", np.int64),
        ("serves", np.int64),  # first of the stations served, in `Floor.stations_of`
        ("helps", np.int64),  # first of those helped, which follow
        ("end", np.int64),
        ("duty_first", np.int64),
        ("duty_end", np.int64),
        ("shift", np.int64),  # the duty that runs, or ran last; `duty_first` - 1 before the first
        ("stays_for_before", np.int64),  # the closing after which they stay, else NONE (R8)
        ("job", np.int64),  # whose work is in hand, NONE for none
        ("station", np.int64),
        ("order", np.int64),  # of its ticket
        ("tie", np.int64),
        ("work", np.int64),  # seconds of it at speed 1
        ("left", np.int64),  # seconds that it still takes
        ("served", np.int64),  # seconds spent on it
        ("work_shift", np.int64),  # the shift that it is done in
        ("since", np.int64),  # when the stretch that runs began, else NONE
        ("on_duty", np.int8),
        ("pauses", np.int8),
        ("paused", np.int8),
        ("is_void", np.int8),  # its citizen has left silently (R9)
    ],
    align=True,
)

TRIP = np.dtype(
    [
        ("arrival", np.int64),
        ("gone", np.int64),
        ("op", np.int64),
        ("ended", np.int8),
        ("ticketed", np.int8),
        ("stayed", np.int8),
    ],
    align=True,
)

TALLY = np.dtype(
    [
        ("diary", np.int64),  # entries done
        ("agenda", np.int64),  # entries in the heap
        ("work", np.int64),  # likewise
        ("patience", np.int64),
        ("asking", np.int64),
        ("to_look_at", np.int64),
        ("bound", np.int64),
        ("trips", np.int64),
        ("doors_close", np.int64),  # or overtime is over somewhere
    ],
)


class Floor(NamedTuple):
    """Every array of one run; what is read of the contracts, by its names there."""

    horizon: int
    retries: int
    leaves_silently: bool
    call_out: int
    working_hours: int
    bits: int
    """Bits of an entry below its moment."""
    salt: int
    """Turns over the bits below, and with them the order of the events of an instant."""
    tally: Records
    """One record: how much there is in each of the arrays that fill."""

    jobs: Records
    ops: Records
    ready: Column
    """This and the next seven, down to `collected`, are arrays of the `Outcome`, written as things
    happen."""
    start: Column
    finish: Column
    officer: Column
    ended: Column
    accepted: Column
    result_ready: Column
    collected: Column
    put_off: Column
    """Due moment of each job that is marked as extended; empty where none can be (R12)."""
    uniform: Column
    patience: Column
    comes_back: Column

    stations: Records
    hurry: Column
    officers: Records
    stations_of: NDArray[np.int64]
    """Stations that each officer serves, then those that they help."""
    duty_start: Column
    duty_end: Column
    servers: NDArray[np.int64]
    """Who serves each station. Shape (stations, words)."""
    helpers: NDArray[np.int64]
    """Who only helps there. Shape (stations, words)."""
    everybody: NDArray[np.int64]
    """All officers. Shape (words,)."""
    first_come: NDArray[np.int64]
    """Who does not choose by target wait. Shape (words,)."""
    has_targets: bool
    """Whether anybody does."""
    idle: NDArray[np.int64]
    """Who has nothing in hand and is on duty or bound to stay. Shape (words,)."""
    relief: NDArray[np.int64]
    """Stations that may be helped when nobody waits at another one (R4)."""
    pair: NDArray[np.int32]
    """Row of `worked` by officer and station. Shape (officers, stations)."""
    worked: Column
    overtime: Column

    calendar_first: Column
    calendar_start: Column
    calendar_end: Column
    calendar_at: NDArray[np.int64]
    """The interval of each calendar that `now` has reached."""
    closing: Column
    next_open_day: Column
    next_working_day: Column
    cut_off: Column
    day_type: Column
    arrival_second: Column
    due: Column
    limit_hours: Column
    extension: Column
    close_before: Column
    courier_first: Column
    courier_departs: Column
    courier_arrives: Column
    courier_at: NDArray[np.int64]
    """The next trip of each direction."""

    diary: NDArray[np.int64]
    agenda: NDArray[np.int64]
    """Heap of the jobs that come back from elsewhere, each below its moment."""
    work: NDArray[np.int64]
    """Heap of the officers whose work goes on or ends, likewise."""
    waits_end: NDArray[np.int64]
    """Heap of the moments when patience ends, each above its job (R9)."""
    asking: NDArray[np.int64]
    """Heap of the jobs that ask for a ticket in this instant (R10)."""
    tickets: NDArray[np.int64]
    """The queues. Shape (room, 3)."""
    to_look_at: NDArray[np.int64]
    """Stations where a call may have become possible."""
    callers: NDArray[np.int64]
    """Who would call there, while the next call is chosen."""
    bound: NDArray[np.int64]
    """Officers bound to stay (R8)."""
    trips: Records
