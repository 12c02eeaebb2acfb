"""Tell in words what an outcome holds: moments, officers, stations, and the events of a place.

In: an `Outcome` and the contracts that it belongs to. Out: short texts and lines, for the reader of
a difference. Nothing is judged here.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from simulator.center.outcome import JobEnd, Outcome, TripEnd
from simulator.demand.roster import Roster
from simulator.demand.workload import DAY, FAR, NONE, OpKind, Workload
from simulator.language import N_, _
from simulator.scenario import STEPS

BEFORE, AFTER = 3, 5
"""Events told before a moment, and from it on."""

EVENTS = N_("ready"), N_("start"), N_("finish")
"""What happens to an operation, by the names of its times."""

OPERATIONS = {
    OpKind.SERVE: N_("service"),
    OpKind.DELAY: N_("delay"),
    OpKind.VISIT: N_("visit to come"),
    OpKind.COURIER: N_("courier trip"),
}

TRIP_ENDS = {
    TripEnd.WAITING: N_("waiting"),
    TripEnd.SERVED: N_("served"),
    TripEnd.TURNED_AWAY: N_("turned away"),
    TripEnd.SENT_HOME: N_("sent home"),
    TripEnd.LEFT: N_("left"),
    TripEnd.IN_VAIN: N_("in vain"),
}

JOB_ENDS = {
    JobEnd.NOT_BEGUN: N_("not begun"),
    JobEnd.OPEN: N_("open"),
    JobEnd.DONE: N_("done"),
    JobEnd.LOST: N_("lost"),
    JobEnd.RETURNED: N_("returned"),
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
            return _("not before the horizon")
        if seconds >= FAR:
            return _("never")
        day, second = divmod(seconds, DAY)
        clock = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
        if self._first_day is None:
            return _("day {day} {clock}").format(day=day, clock=clock)
        return f"{self._first_day + timedelta(days=day)} {clock}"

    def officer(self, number: int) -> str:
        """Tell an officer by group and number in it, from 1."""
        if number == NONE:
            return _("nobody")
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
            return _("no such trip")
        end = _(TRIP_ENDS[TripEnd(ended)])
        parts = [
            _("arrival {moment}").format(moment=self.moment(arrival)),
            end if gone == NONE else f"{end} {self.moment(gone)}",
            _("with a ticket") if ticketed else _("without a ticket"),
        ]
        if stayed:
            parts.append(_("had stayed"))
        return ", ".join(parts)

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
            for order, name in enumerate(EVENTS)
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
        work = _(OPERATIONS[kind])
        if kind == OpKind.SERVE:
            work = f"{work} {self.station(int(ops.where[op]))}"
            officer = int(outcome.ops.officer[op])
            if order and officer != NONE:
                work = _("{work} by {officer}").format(work=work, officer=self.officer(officer))
        event = _("job {job}, operation {op}, {work}").format(job=self.job(op), op=op, work=work)
        names = [_(name) for name in EVENTS]
        width = max(map(len, names))
        return f"{self.moment(time)}  {names[order]:<{width}}  {event}"
