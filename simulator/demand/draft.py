"""Drafts of routes: what they are laid out from, and the arrays that they are written into.

A `Draft` is every array that the kernel of `routes` reads and writes; `laying_out` fills it. How a
piece of a route takes a number from it, or writes an operation down, stands here, too; which pieces
a route has is not known.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.demand.draws import Purpose, fill_columns, use_of
from simulator.demand.kernel_parts import called, inlined
from simulator.demand.philox import uniform_at
from simulator.demand.quantile_table import read_table
from simulator.demand.references import Column, Records
from simulator.demand.whole_days import days_rounded_up
from simulator.demand.workload import FAR, NONE

DOSSIER = np.dtype(
    [
        ("place", np.uint64),  # its address, and next its index there
        ("index", np.uint64),
        ("first", np.int64),  # the first operation of its route
        ("visit", np.int64),  # the operation of the visit that brings it
        ("procedure", np.int32),
        ("at_counter", np.int8),  # filed there, so that its citizen comes
        ("is_away", np.int8),  # at headquarters
        ("was_away", np.int8),  # ever: then nobody waits for it
    ],
    align=True,
)
"""A dossier while its route is laid out."""

WRITTEN = np.dtype([("operations", np.int64), ("services", np.int64)])
"""How many there are so far; those for which there was no room are counted, too."""

STEPS_DRAWN = (
    Purpose.RECEIVE,
    Purpose.APPRAISE,
    Purpose.APPROVE,
    Purpose.SEAL,
    Purpose.RETURN,
)
"""What the work at each step is drawn for, in the order of the steps."""

DRAWN_TOGETHER = (
    *STEPS_DRAWN,
    Purpose.INCOMPLETE,
    Purpose.SUPPLEMENT,
    Purpose.NEVER_BROUGHT,
    Purpose.SUPPLEMENT_DAYS,
    Purpose.CONSULTED,
    Purpose.CONSULTATION,
    Purpose.CORRECTION,
    Purpose.EXTENSION,
    Purpose.COLLECTS,
    Purpose.COLLECTS_AFTER,
    Purpose.WHOLE_DAYS,
)
"""What most dossiers draw for, first the work at the steps: the generator gives eight uniforms in
the time of two, so these are drawn together, and sixteen of them take less time than fourteen."""

DRAWN = len(DRAWN_TOGETHER)
USES = np.array([use_of(purpose, 0) for purpose in DRAWN_TOGETHER])
PURPOSES = 256
"""More than there are purposes. Patience is drawn by it, so that it stays what it is."""
SLOT = np.full(PURPOSES, NONE, np.int64)
"""Where each purpose stands among those drawn together."""
SLOT[list(DRAWN_TOGETHER)] = np.arange(DRAWN)


class Draft(NamedTuple):
    """Every array of one replication's routes.

    What stands for a class is named as its field, after a prefix where classes have names in
    common: `job` of `Jobs`, `op` of `Operations`, `trip` of `Trips`.
    """

    seed: int
    replication: int
    order: NDArray[np.int64]
    """The arrivals by their beginning."""
    place: Column
    """Addresses of the arrivals."""
    item: Column
    first_item: Column
    """Address of the first dossier of each arrival."""

    stream: Column
    """This and the next eight are those of `Arrivals`."""
    channel: Column
    begin: Column
    size: Column
    is_visit: Column
    is_enquiry: Column
    has_priority: Column
    is_booked: Column
    is_empty: Column

    tables: Column
    """This and the next six are those of the `PreparedScenario`."""
    visit_station: Column
    enquiry_table: int
    comes_back: int
    collects_after: int
    patience: int
    collects_gathered: Column
    no_show_costs: int
    """Seconds of the work of an appointment to which nobody comes."""
    sealed_away: bool
    """Whether the seal is kept at headquarters."""
    collects_by_slip: bool
    """Whether citizens come for the result on the slip's date."""

    work: Column
    """This and the next ones, down to `at_once`, are those of the `Procedures`."""
    station: Column
    limit: Column
    extension: Column
    incomplete: Column
    supplement: Column
    never_brought: Column
    correction: Column
    back_office_away: Column
    on_the_spot: Column
    consult_chance: Column
    consult_table: Column
    consult_calendar: Column
    at_once: Column

    job_kind: Column
    job_flags: Column
    job_begin: Column
    job_dossiers: Column
    job_procedure: Column
    job_channel: Column
    job_limit: Column
    job_first_op: Column

    op_kind: Column
    op_flags: Column
    op_where: Column
    op_amount: Column
    op_trips: Column

    trip_uniform: Column
    trip_patience: Column
    trip_comes_back: Column

    written: Records
    """One record."""
    dossier: Records
    """One record: whose route is laid out now."""
    uniforms: NDArray[np.float64]
    """Its uniforms for what is `DRAWN_TOGETHER`. Shape (16,)."""
    takes: NDArray[np.int64]
    """Seconds of its work at each step, the first time. Shape (5,)."""


@inlined
def draw_together(draft: Draft) -> None:
    """Draw what most dossiers need of this one."""
    dossier = draft.dossier[0]
    place, item, procedure = dossier.place, dossier.index, dossier.procedure
    for slot in range(DRAWN):
        draft.uniforms[slot] = uniform_at(draft.seed, draft.replication, place, item, USES[slot])
    for step in range(len(draft.takes)):
        if draft.work[procedure, step] != NONE:
            draft.takes[step] = seconds(draft, draft.work[procedure, step], draft.uniforms[step])


@inlined
def uniform(draft: Draft, purpose: int, nth: int) -> float:
    """Return a uniform of the dossier."""
    if nth == 0 and SLOT[purpose] != NONE:
        return float(draft.uniforms[SLOT[purpose]])
    dossier = draft.dossier[0]
    return uniform_of(draft, dossier.place, dossier.index, purpose, nth)


@called
def uniform_of(draft: Draft, place: np.uint64, item: np.uint64, purpose: int, nth: int) -> float:
    """Return the uniform at any address."""
    return uniform_at(draft.seed, draft.replication, place, item, use_of(purpose, nth))


@inlined
def happens(draft: Draft, chance: float, purpose: int, nth: int) -> bool:
    """Whether something of a given chance happens to the dossier."""
    return chance > 0 and uniform(draft, purpose, nth) < chance


@called
def seconds(draft: Draft, table: int, u: float) -> int:
    """Return a time in whole seconds, read from a table at a uniform."""
    return round(read_table(draft.tables[table], u))


@inlined
def lasts(draft: Draft, table: int, purpose: int, nth: int) -> int:
    """Return a time of the dossier in whole seconds."""
    return seconds(draft, table, uniform(draft, purpose, nth))


@inlined
def works(draft: Draft, step: int, purpose: int, nth: int) -> int:
    """Return the seconds of the dossier's work at a step; for the first ones see `takes`."""
    return lasts(draft, draft.work[draft.dossier[0].procedure, step], purpose, nth)


@inlined
def comes_back(draft: Draft, purpose: int, nth: int) -> int:
    """Return the days until the citizen comes back: never on the same day."""
    return days_rounded_up(lasts(draft, draft.comes_back, purpose, nth))


@inlined
def has_step(draft: Draft, step: int) -> bool:
    """Whether the dossier's flow has a step."""
    return bool(draft.work[draft.dossier[0].procedure, step] != NONE)


@called
def trips(draft: Draft, place: np.uint64, item: np.uint64, purpose: int, nth: int) -> int:
    """Draw the trips for a service, patience, and days until coming back (R9); return their row."""
    row = draft.written[0].services
    draft.written[0].services += 1
    if row >= len(draft.trip_patience):
        return int(row)
    fill_columns(draft.seed, draft.replication, place, item, purpose, nth, draft.trip_uniform[row])
    draft.trip_patience[row], draft.trip_comes_back[row] = FAR, 0
    if draft.patience != NONE:
        # Receptions, supplements and returns have patience of their own.
        own = nth * PURPOSES + purpose
        patience = uniform_of(draft, place, item, Purpose.PATIENCE, own)
        draft.trip_patience[row] = seconds(draft, draft.patience, patience)
        away = uniform_of(draft, place, item, Purpose.COMES_BACK_AFTER_LEAVING, own)
        draft.trip_comes_back[row] = days_rounded_up(seconds(draft, draft.comes_back, away))
    return int(row)


@called
def add(  # noqa: PLR0917  # the columns of `Operations`
    draft: Draft, kind: int, where: int, amount: int, flags: int, row: int
) -> None:
    """Append an operation to the route; `row` is that of the trips of a service."""
    at = draft.written[0].operations
    draft.written[0].operations += 1
    if at < len(draft.op_kind):
        draft.op_kind[at], draft.op_flags[at] = kind, flags
        draft.op_where[at], draft.op_amount[at], draft.op_trips[at] = where, amount, row


@inlined
def mark_last(draft: Draft, flag: int, otherwise: int) -> int:
    """Set a flag of the last operation so far; before the first, return one of the job instead."""
    last = draft.written[0].operations - 1
    if last < draft.dossier[0].first:
        return otherwise
    if last < len(draft.op_flags):
        draft.op_flags[last] |= flag
    return 0


@inlined
def lengthen(draft: Draft, operation: int, amount: int) -> None:
    """Add to the work of an operation."""
    if operation < len(draft.op_amount):
        draft.op_amount[operation] += amount
