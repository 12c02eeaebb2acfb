"""Tell in words what an outcome holds: moments, officers, stations, and the events of a place.

In: an `Outcome` and the contracts that it belongs to. Out: short texts and lines, for the reader of
a difference. Nothing is judged here.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from simulator.center.outcome import Outcome, TripEnd
from simulator.demand.roster import Roster
from simulator.demand.workload import DAY, FAR, NONE, OpKind, Workload
from simulator.scenario import STEPS

BEFORE, AFTER = 3, 5
"""Events told before a moment, and from it on."""

OPERATIONS = {
    OpKind.SERVE: "service",
    OpKind.DELAY: "delay",
    OpKind.VISIT: "visit to come",
    OpKind.COURIER: "courier trip",
}


class Teller:
    """Words for one replication.

    Parameters
    ----------
    workload, roster
        Its contracts.
    first_day
        The day on which second 0 lies; without it, days are counted from 0.
    """

    def __init__(self, workload: Workload, roster: Roster, first_day: date | None) -> None:
        self._workload = workload
        self._roster = roster
        self._first_day = first_day

    def moment(self, seconds: int) -> str:
        """Tell a moment as date and clock time."""
        if seconds == NONE:
            return "not before the horizon"
        if seconds >= FAR:
            return "never"
        day, second = divmod(seconds, DAY)
        clock = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
        if self._first_day is None:
            return f"day {day} {clock}"
        return f"{self._first_day + timedelta(days=day)} {clock}"

    def officer(self, number: int) -> str:
        """Tell an officer by group and number in it, from 1."""
        if number == NONE:
            return "nobody"
        group = self._roster.group[number]
        nth = number - int(np.searchsorted(self._roster.group, group)) + 1
        return f"{self._roster.groups[group]} {nth}"

    def station(self, number: int) -> str:
        """Tell a station as step and field; empty for none."""
        if number == NONE:
            return ""
        stations = self._workload.stations
        return f"{STEPS[stations.step[number]]}/{self._workload.fields[stations.field[number]]}"

    def job(self, op: int) -> int:
        """Return the job whose operation this is."""
        return int(np.searchsorted(self._workload.jobs.first_op, op, side="right")) - 1

    def trip(self, entries: Sequence[int]) -> str:
        """Tell a trip from its arrival, when gone, how it ended, ticket and stay; NONE for none."""
        arrival, gone, ended, ticketed, stayed = entries
        if arrival == NONE:
            return "no such trip"
        end = TripEnd(ended).name.lower().replace("_", " ")
        left = "" if gone == NONE else f" {self.moment(gone)}"
        ticket = "with" if ticketed else "without"
        told = f"arrival {self.moment(arrival)}, {end}{left}, {ticket} a ticket"
        return f"{told}, had stayed" if stayed else told

    def around(self, outcome: Outcome, moment: int, *, station: int, job: int) -> list[str]:
        """Tell the events before and after a moment at a station, or else of a job."""
        ops, jobs = self._workload.ops, self._workload.jobs
        if station != NONE:
            chosen = (ops.kind == OpKind.SERVE) & (ops.where == station)
        else:
            chosen = np.zeros(len(ops.kind), np.bool_)
            chosen[jobs.first_op[job] : jobs.first_op[job + 1]] = True
        rows = np.flatnonzero(chosen)
        events = [
            (int(time), order, int(op))
            for order, name in enumerate(("ready", "start", "finish"))
            for op, time in zip(rows, getattr(outcome.ops, name)[rows], strict=True)
            if time != NONE
        ]
        events.sort()
        before = [event for event in events if event[0] < moment][-BEFORE:]
        after = [event for event in events if event[0] >= moment][:AFTER]
        return [self._event(outcome, *event) for event in before + after]

    def _event(self, outcome: Outcome, time: int, order: int, op: int) -> str:
        ops = self._workload.ops
        kind = OpKind(ops.kind[op])
        told = f"{self.moment(time)}  {('ready', 'start', 'finish')[order]:<6}  job {self.job(op)}"
        told += f", operation {op}, {OPERATIONS[kind]}"
        if kind == OpKind.SERVE:
            told += f" {self.station(int(ops.where[op]))}"
            officer = int(outcome.ops.officer[op])
            if order and officer != NONE:
                told += f" by {self.officer(officer)}"
        return told
