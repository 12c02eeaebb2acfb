"""Leave and sickness: on which days officers are away.

In: a scenario's staff and calendars, compiled once, and the `Draws` of a replication. Out: for each
officer and day of the run whether they are away. Leave is a number of working days a calendar year,
taken in blocks of a working week at drawn places, at most one officer of a group at a time.
Sickness comes in spells of working days: on each a spell goes on, or health is drawn anew.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.demand.draws import Address, Draws, Purpose, name_key
from simulator.demand.kernels import kernel
from simulator.demand.remembering import days_with_past, reach
from simulator.demand.timetable import Calendars
from simulator.scenario import Scenario
from simulator.scenario.calendars import build_year

BLOCK = 5
"""Working days of a block of leave, the last block of a year may be shorter. An assumption: a
working week."""

BLOCKS = 366
"""More blocks than an officer can have in a year."""


@dataclass(frozen=True, slots=True)
class Absences:
    """What the absences of all replications share."""

    key: NDArray[np.uint32]
    """Address of each group. Shape (groups,)."""
    leave: NDArray[np.int64]
    """Working days of leave a year and officer, by group. Shape (groups,)."""
    sick: NDArray[np.float64]
    """Chance of being sick on a working day, by group. Shape (groups,)."""
    goes_on: NDArray[np.float64]
    """Chance that a working day is as the one before, by group. Shape (groups,)."""
    working: NDArray[np.int64]
    """Ordinals of the working days of the run, and of those before it that spells reach back to."""
    years: tuple[NDArray[np.int64], ...]
    """Ordinals of the working days of each calendar year that the run touches."""
    ordinals: NDArray[np.int64]
    """Ordinal of each day of the run. Shape (days,)."""


def prepare_absences(scenario: Scenario, calendars: Calendars) -> Absences:
    """Collect what absences depend on."""
    period = scenario.period
    staff = scenario.staff
    years = []
    for number in range(period.first_day.year, period.to.year + 1):
        year = build_year(scenario.calendar, number)
        years.append(year.first_day.toordinal() + np.flatnonzero(year.is_working_day))
    goes_on = np.array([1 - 1 / group.sick_spell.days for group in staff.values()])
    ordinals = period.first_day.toordinal() + np.arange(calendars.run_days)
    first, last = int(ordinals[0]), int(ordinals[-1])
    past = reach(float(goes_on.max()))
    return Absences(
        key=np.array([name_key(key) for key in staff], np.uint32),
        leave=np.array([group.leave.days for group in staff.values()], np.int64),
        sick=np.array([group.sick for group in staff.values()]),
        goes_on=goes_on,
        working=days_with_past(scenario.calendar, first, last, past, "is_working_day"),
        years=tuple(years),
        ordinals=ordinals,
    )


def expected_presence(absences: Absences) -> NDArray[np.float64]:
    """Return the share of officers of each group who are there on each day. (groups, days)."""
    presence = np.ones((len(absences.key), len(absences.ordinals)))
    for year in absences.years:
        working = np.isin(absences.ordinals, year)
        on_leave = absences.leave / len(year)
        presence[:, working] = ((1 - on_leave) * (1 - absences.sick))[:, None]
    return presence


def draw_absences(
    absences: Absences, draws: Draws, group: NDArray[np.int32], number: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Draw who is away when.

    Parameters
    ----------
    absences
        The shared part.
    draws
        The random numbers of the replication.
    group, number
        Group of each officer, and number within the group. Shapes (officers,).

    Returns
    -------
    Whether each officer is away on each day of the run, shape (officers, days).
    """
    away = np.zeros((len(group), len(absences.ordinals)), np.bool_)
    first = int(absences.ordinals[0])
    on_leave = np.flatnonzero(absences.leave[group])
    for year in absences.years:
        in_run = (year >= first) & (year < first + away.shape[1])
        uniform = _leave_uniforms(absences, draws, group[on_leave], number[on_leave], int(year[0]))
        taken = np.zeros((len(absences.key), len(year)), np.bool_)
        for officer, blocks in zip(on_leave, uniform, strict=True):
            own = np.zeros(len(year), np.bool_)
            row = group[officer]
            place_blocks(int(absences.leave[row]), blocks, taken[row], own)
            away[officer, year[own & in_run] - first] = True
    ill = np.flatnonzero(absences.sick[group])
    in_run = absences.working >= first
    away[np.ix_(ill, absences.working[in_run] - first)] |= _sick(
        absences, draws, group[ill], number[ill]
    )[:, in_run]
    return away


def _sick(
    absences: Absences, draws: Draws, group: NDArray[np.int32], number: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Draw which officers are sick on which of the `working` days. Shape (officers, days).

    Whether an officer is sick is drawn on the first day of a spell, of sickness or of health, and
    goes on: so spells have geometric lengths, and every day the same chance.
    """
    days = np.arange(len(absences.working))
    at = Address.of(
        who=np.repeat(absences.key[group], len(days)),
        day=np.tile(absences.working, len(group)),
        index=np.repeat(number, len(days)),
    )
    shape = len(group), len(days)
    falls_ill = draws.uniform(Purpose.SICK, at).reshape(shape) < absences.sick[group, None]
    goes_on = absences.goes_on[group]
    begins = draws.uniform(Purpose.SICK_SPELL, at).reshape(shape) >= goes_on[:, None]
    furthest = np.array([reach(chance) for chance in goes_on.tolist()], np.int64)
    first_day = np.maximum.accumulate(np.where(begins, days, 0), axis=1)
    return np.take_along_axis(falls_ill, np.maximum(first_day, days - furthest[:, None]), axis=1)


def _leave_uniforms(
    absences: Absences,
    draws: Draws,
    group: NDArray[np.int32],
    number: NDArray[np.int64],
    year: int,
) -> NDArray[np.float64]:
    """Draw a uniform for every block that an officer's leave can have. (officers, blocks)."""
    blocks = int(absences.leave.max(initial=0))
    at = Address.of(
        who=np.repeat(absences.key[group], blocks),
        day=year,
        index=np.repeat(number * BLOCKS, blocks) + np.tile(np.arange(blocks), len(group)),
    )
    return draws.uniform(Purpose.LEAVE, at).reshape(len(group), blocks)


@kernel()
def place_blocks(
    days: int, uniform: NDArray[np.float64], taken: NDArray[np.bool_], own: NDArray[np.bool_]
) -> None:
    """Place an officer's leave among the working days of a year.

    Each block lies at a drawn one of the places where it fits; where none is left, it is halved.

    Parameters
    ----------
    days
        Working days of leave; no more than are not taken.
    uniform
        One for each block, of which there are no more than days.
    taken
        Days on which another of the group is away; those of this leave are added. (days,)
    own
        Where the days of this leave are marked. Shape (days,).
    """
    size, block = BLOCK, 0
    while days > 0:
        size = min(size, days)
        ends = _ends_of_free_runs(taken, size)
        if len(ends) == 0:
            if size == 1:
                raise ValueError("the leave of the group does not fit into the year")
            size = (size + 1) // 2
            continue
        end = ends[int(uniform[block] * len(ends))]
        taken[end - size : end] = True
        own[end - size : end] = True
        days -= size
        block += 1


@kernel()
def _ends_of_free_runs(taken: NDArray[np.bool_], size: int) -> NDArray[np.int64]:
    """Return the ends of all places where `size` days in a row are free."""
    ends = np.empty(len(taken), np.int64)
    found, run = 0, 0
    for day in range(len(taken)):
        run = 0 if taken[day] else run + 1
        if run >= size:
            ends[found] = day + 1
            found += 1
    return ends[:found]
