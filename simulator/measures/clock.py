"""The dossier clock at a moment of the past (R12): which due moment was in force then.

In: a `Workload` and its `Outcome`, which keeps the due moment of the clock that ran last. Out: the
due moments that dossiers had before a moment, so that a form of an earlier day does not know of
supplements asked for and brought after it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.center.outcome import Outcome
from simulator.demand.workload import DAY, FAR, NONE, JobFlag, OpFlag, Timetable, Workload
from simulator.measures.open_hours import OpenHours
from simulator.measures.routes import operations_of


@dataclass(frozen=True, slots=True)
class Clocks:
    """What turned the clocks of the dossiers that were asked for a supplement.

    One entry a start or halt, by dossier and then in order of time. Shapes (turns,).
    """

    dossier: NDArray[np.int64]
    """Its job number."""
    moment: NDArray[np.int64]
    """When the clock was started or halted."""
    due: NDArray[np.int64]
    """Due moment from then on; `FAR` without a limit or while the clock stands."""

    @classmethod
    def of(cls, workload: Workload, outcome: Outcome) -> "Clocks":
        """Read the turns off the operations."""
        jobs, ops, finish = workload.jobs, workload.ops, outcome.ops.finish
        halt = np.flatnonzero((ops.flags & OpFlag.HALTS_CLOCK) != 0)
        halt = halt[finish[halt] != NONE]
        halted = np.unique(np.searchsorted(jobs.first_op, halt, side="right") - 1)
        op, first = operations_of(workload, halted)
        turns = (ops.flags[op] & (OpFlag.STARTS_CLOCK | OpFlag.HALTS_CLOCK)) != 0
        turns &= finish[op] != NONE
        op, turned = op[turns], np.repeat(halted, np.diff(first))[turns]
        # A dossier that is accepted at its beginning has no operation that starts its clock first.
        begun = halted[(jobs.flags[halted] & JobFlag.ACCEPTED) != 0]
        dossiers = np.concatenate([begun, turned])
        moments = np.concatenate([outcome.jobs.accepted[begun], finish[op]])
        stands = np.concatenate([np.zeros_like(begun), ops.flags[op] & OpFlag.HALTS_CLOCK]) != 0
        order = np.argsort(dossiers, kind="stable")
        due = due_moments(workload, moments, jobs.limit[dossiers])
        due[stands] = FAR
        dossiers, moments, due = dossiers[order], moments[order], due[order]
        ready = outcome.jobs.ready[dossiers]
        until = np.append(moments[1:], NONE)
        runs_last = np.diff(dossiers, append=NONE) != 0
        until[runs_last] = np.where(ready == NONE, workload.horizon, ready)[runs_last]
        return cls(dossiers, moments, _extended(workload, dossiers, moments, until, due))

    def due_before(
        self, end: int, dossier: NDArray[np.int64], due: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Return the due moments in force in the last second before `end`.

        Parameters
        ----------
        end
            A moment at which all the dossiers have been accepted.
        dossier
            Job numbers, ascending. Shape (dossiers,).
        due
            Due moments at the horizon. Shape (dossiers,).
        """
        turns = np.flatnonzero(self.moment < end)
        last = turns[np.diff(self.dossier[turns], append=NONE) != 0]
        last = last[np.isin(self.dossier[last], dossier)]
        due = due.copy()
        due[np.searchsorted(dossier, self.dossier[last])] = self.due[last]
        return due


def _extended(
    workload: Workload,
    dossier: NDArray[np.int64],
    start: NDArray[np.int64],
    until: NDArray[np.int64],
    due: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Return the due moments of clocks that ran from `start`, as extensions have changed them."""
    can = (workload.jobs.flags[dossier] & JobFlag.EXTENDS) != 0
    can &= due != FAR
    drawn = np.flatnonzero(can)
    told = workload.time.close_before[(due[drawn] - 1) // DAY]
    given = drawn[(start[drawn] < told) & (told < until[drawn])]
    given = given[np.unique(dossier[given], return_index=True)[1]]  # once a dossier
    due[given] = changed_dates(workload, dossier[given], due[given])
    return due


def changed_dates(
    workload: Workload, dossier: NDArray[np.int64], due: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the due moments to which extensions change those of dossiers (R12)."""
    time = workload.time
    changed: NDArray[np.int64] = time.due[
        time.extension[workload.jobs.limit[dossier]], (due - 1) // DAY
    ]
    return changed


def due_moments(
    workload: Workload, accepted: NDArray[np.int64], limit: NDArray[np.int32]
) -> NDArray[np.int64]:
    """Return the due moment of each dossier, from when its clock starts and its limit (R12)."""
    time = workload.time
    start = start_days(time, accepted)
    # Nothing is ever due without a limit, -1, or where no working day is left to start on.
    table = np.pad(time.due, (0, 1), constant_values=FAR)
    due: NDArray[np.int64] = table.take(limit * table.shape[1] + start)
    if (time.limit_hours != NONE).any():
        # A limit in hours runs at once, where its day has begun.
        seconds = np.append(time.limit_hours, NONE)[limit]
        at_once = np.flatnonzero((seconds != NONE) & (start == accepted // DAY))
        hours = OpenHours.of_calendar(time, time.working_hours, workload.horizon)
        due[at_once] = hours.after(accepted[at_once], seconds[at_once])
    return due


def start_days(time: Timetable, accepted: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return the working day on which the clock of each dossier starts (R12)."""
    today = accepted // DAY
    days: NDArray[np.int32] = time.next_working_day.take(
        today + (accepted > time.cut_off.take(today))
    )
    return days


def same_day_limits(time: Timetable) -> NDArray[np.bool_]:
    """Return whether each limit is the same day: what starts on a day is due on it (R12)."""
    working = np.unique(time.next_working_day[:-1])
    working = working[working < len(time.next_working_day) - 1]
    due_day = (time.due[:, working] - 1) // DAY
    is_same_day: NDArray[np.bool_] = (due_day == working).all(axis=1) & (time.limit_hours == NONE)
    return is_same_day
