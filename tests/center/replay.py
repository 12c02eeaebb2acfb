"""A run told anew: who waited where and who worked on what when, for the tests of invariants.

In: a `Run`. Out: tickets with their stays in the queue and the spells in which officers had them,
from the outcome, the roster and the stretches of work alone. It asks the engine nothing but due
moments.
"""

import itertools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from simulator.center.lookup import Tables
from simulator.center.outcome import TripEnd
from simulator.demand.workload import DAY, FAR, NONE, JobFlag, OpFlag, OpKind
from tests.center.happened import Run, Stretch


@dataclass(frozen=True)
class Waiting:
    """A stay in a queue, [since, until); `until` is `NONE` for one that the horizon cuts off."""

    station: int
    op: int
    key: tuple[int, int, int, int]
    """Class, due moment, ready time, job number."""
    since: int
    until: int
    end: TripEnd
    """How it ended; `SERVED` is a call."""
    in_person: bool
    is_void: bool
    """The citizen has left silently, now or before the end."""

    @property
    def ready(self) -> int:
        return self.key[2]

    def lasts_over(self, second: int) -> bool:
        """Whether it goes on when all calls of a second are done."""
        return self.since <= second and (self.until == NONE or self.until > second)

    def lasts_through_the_calls(self, second: int) -> bool:
        """Whether it goes on, or is ended by patience, which comes after the calls."""
        leaves = self.end is TripEnd.LEFT and self.until == second
        return self.lasts_over(second) or (self.since <= second and leaves)

    def was_there_at_closing(self, second: int) -> bool:
        there = self.ready < second and self.since <= second
        return self.in_person and there and (self.until == NONE or second <= self.until)


@dataclass(frozen=True)
class Spell:
    """An officer's time with a ticket, [called, until), pauses included.

    `until` is `NONE` where the horizon cuts it off.
    """

    officer: int
    station: int
    op: int
    ready: int
    in_person: bool
    called: int
    until: int
    handed_over: bool
    seconds: int
    """Of work, pauses not included."""


@dataclass(frozen=True)
class Ticket:
    """A ticket with its stays in the queue and spells of work, which take turns."""

    op: int
    waits: list[Waiting]
    spells: list[Spell]
    is_void: bool


class Clock(NamedTuple):
    """A dossier's clock from a start to a halt, the result or the horizon (R12)."""

    due: int
    first_due: int
    told: int
    """When the citizen was told of the new date; `NONE` if they were not."""


class Replay:
    """Queues and officers of a run, told anew from its outcome, roster and stretches of work."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.tables = Tables(run.workload)
        self.horizon = run.workload.horizon
        ops, jobs = run.workload.ops, run.workload.jobs
        self.kind, self.flags = ops.kind.tolist(), ops.flags.tolist()
        self.where, self.amount = ops.where.tolist(), ops.amount.tolist()
        self.job = run.workload.job_of_op.tolist()
        self.job_flags, self.job_kind = jobs.flags.tolist(), jobs.kind.tolist()
        self.first_op, self.limit = jobs.first_op.tolist(), jobs.limit.tolist()
        self.pauses = run.workload.stations.pauses.tolist()
        self.booked_first = run.workload.stations.booked_first.tolist()
        self.begin = jobs.begin.tolist()
        self.last_ticket = run.workload.stations.last_ticket.tolist()
        self.overtime_at_most = run.workload.stations.overtime_at_most.tolist()
        self.closings = run.workload.time.closings.tolist()
        times = run.outcome.ops
        self.ready, self.start = times.ready.tolist(), times.start.tolist()
        self.finish, self.officer = times.finish.tolist(), times.officer.tolist()
        self.done = list(self.finish)
        """When the route can go on: of a group of delays the last end (R2)."""
        for group in self.groups():
            ends = [self.finish[op] for op in group]
            for op in group:
                self.done[op] = NONE if NONE in ends else max(ends)
        trips = run.outcome.trips
        self.trips = list(
            zip(
                trips.op.tolist(),
                trips.arrival.tolist(),
                trips.gone.tolist(),
                map(TripEnd, trips.ended.tolist()),
                trips.ticketed.tolist(),
                strict=True,
            )
        )
        roster = run.roster
        duty = list(zip(roster.duty_start.tolist(), roster.duty_end.tolist(), strict=True))
        self.duty = [duty[a:b] for a, b in itertools.pairwise(roster.first_duty.tolist())]
        self.speed = roster.speed.tolist()
        self.serves = _sets(roster.served.tolist(), roster.first_served.tolist())
        self.helps = _sets(roster.helped.tolist(), roster.first_helped.tolist())
        self.work: dict[int, list[Stretch]] = defaultdict(list)
        self._on_op: dict[int, list[Stretch]] = defaultdict(list)
        for stretch in sorted(run.work, key=lambda each: (each.start, each.end)):
            self.work[stretch.officer].append(stretch)
            self._on_op[stretch.op].append(stretch)
        self.rounds = {each.start for each in run.work if each.start == each.end}
        """Seconds with work of 0 s, in which there are several dispatches."""
        self.tickets = list(self._tickets())
        self.spells = [spell for ticket in self.tickets for spell in ticket.spells]
        self.spells.sort(key=lambda spell: (spell.called, spell.until % FAR))
        for ticket in self.tickets:
            if ticket.is_void and ticket.waits[-1].end is TripEnd.WAITING:
                ticket.waits[-1] = self._dropped(ticket)
        self.waits = [wait for ticket in self.tickets for wait in ticket.waits]

    def groups(self) -> Iterator[list[int]]:
        """Operations of each group of delays that begin together (R2)."""
        for begin, end in itertools.pairwise(self.first_op):
            runs = itertools.groupby(range(begin, end), lambda op: self.flags[op] & OpFlag.TOGETHER)
            yield from (list(run) for is_group, run in runs if is_group)

    def clocks(self, job: int) -> Iterator[Clock]:
        """The clocks that run for an accepted dossier, one after the other, or stand (R12)."""
        jobs = self.run.outcome.jobs
        extends = bool(self.job_flags[job] & JobFlag.EXTENDS)

        def done(flag: OpFlag) -> list[int]:
            route = range(self.first_op[job], self.first_op[job + 1])
            ends = (self.finish[op] for op in route if self.flags[op] & flag)
            return [end for end in ends if end != NONE]

        starts, ends = done(OpFlag.STARTS_CLOCK), done(OpFlag.HALTS_CLOCK)
        if self.job_flags[job] & JobFlag.ACCEPTED:
            starts = [int(jobs.accepted[job]), *starts]
        stands = len(ends) == len(starts)
        ends.append(self.horizon if jobs.ready[job] == NONE else int(jobs.ready[job]))
        for start, end in zip(starts, ends, strict=False):
            due = first_due = self.tables.due(start, self.limit[job])
            told = NONE
            if extends and due != FAR:
                close, changed = self.tables.extension(due, self.limit[job])
                if start < close < end:
                    told, due, extends = close, changed, False
            yield Clock(due, first_due, told)
        if stands:
            yield Clock(FAR, FAR, NONE)

    # Tickets

    def _tickets(self) -> Iterator[Ticket]:
        silent = self.run.workload.leaves_silently
        of_op = defaultdict(list)
        for op, arrival, gone, end, ticketed in self.trips:
            if ticketed:
                of_op[op].append((arrival, gone, end))
        for op, trips in of_op.items():
            later = [arrival for arrival, _, _ in trips[1:]] + [FAR]
            for (arrival, gone, end), before in zip(trips, later, strict=True):
                is_void = silent and end is TripEnd.LEFT
                yield self._ticket(op, arrival, gone, end, before, is_void=is_void)
        for op, flags in enumerate(self.flags):
            if flags & OpFlag.EMPTY and self.begin[self.job[op]] < self.horizon:
                slot = self.begin[self.job[op]]
                yield self._ticket(op, slot, NONE, TripEnd.LEFT, FAR, is_void=True)
        for op, (kind, flags) in enumerate(zip(self.kind, self.flags, strict=True)):
            papers = kind == OpKind.SERVE and not flags & OpFlag.IN_PERSON
            if papers and self.ready[op] != NONE:
                yield self._ticket(op, self.ready[op], NONE, TripEnd.SERVED, FAR, is_void=False)

    def _ticket(
        self, op: int, ready: int, gone: int, end: TripEnd, before: int, *, is_void: bool
    ) -> Ticket:
        """The ticket with which a service was ready; its work begins `before` the next trip."""
        groups = [each for each in self._groups(op) if ready <= each[0].start < before]
        spells = self._spells(op, ready, groups, is_void=is_void)
        in_person, key = bool(self.flags[op] & OpFlag.IN_PERSON), self._key(op, ready)

        def wait(since: int, until: int, how: TripEnd) -> Waiting:
            return Waiting(self.where[op], op, key, since, until, how, in_person, is_void)

        joins = [ready] + [spell.until for spell in spells if spell.handed_over]
        waits = [
            wait(since, spell.called, TripEnd.SERVED)
            for since, spell in zip(joins, spells, strict=False)
        ]
        if len(joins) > len(spells):
            stays = is_void or end in (TripEnd.SERVED, TripEnd.WAITING)
            how = TripEnd.WAITING if stays else end
            waits.append(wait(joins[-1], NONE if stays else gone, how))
        return Ticket(op, waits, spells, is_void)

    def _groups(self, op: int) -> list[list[Stretch]]:
        """Stretches of an operation, those together between which the officer paused."""
        groups: list[list[Stretch]] = []
        for each in self._on_op[op]:
            paused = groups and self._back_in_time(groups[-1][-1]) == each.start
            if paused and groups[-1][-1].officer == each.officer:
                groups[-1].append(each)
            else:
                groups.append([each])
        return groups

    def _spells(
        self, op: int, ready: int, groups: list[list[Stretch]], *, is_void: bool
    ) -> list[Spell]:
        """The spells of one ticket."""
        spells = []
        works = self._call_outs(op)
        for group in groups:
            last, seconds = group[-1], sum(each.end - each.start for each in group)
            is_last = group is groups[-1]
            speed = self.speed[last.officer]
            done = self.finish[op] == last.end
            if is_void:
                done = seconds in [-(-work * 1000 // speed) for work in works]
            breaks_off = self._ends_with_duty(last) and not (is_last and done)
            handed_over = breaks_off and self._back_in_time(last) == NONE
            works = [work - seconds * speed // 1000 for work in works]
            is_open = is_last and not done and not handed_over
            spells.append(
                Spell(
                    officer=last.officer,
                    station=last.station,
                    op=op,
                    ready=ready,
                    in_person=bool(self.flags[op] & OpFlag.IN_PERSON),
                    called=group[0].start,
                    until=NONE if is_open else last.end,
                    handed_over=handed_over,
                    seconds=seconds,
                )
            )
        return spells

    def _call_outs(self, op: int) -> list[int]:
        """What calling a void ticket may take, by the number of others who wait (R7, R9)."""
        factors = self.run.workload.stations.hurry[self.where[op]].tolist()
        return [-(-self.call_out(op) * factor // 1000) for factor in factors]

    def call_out(self, op: int) -> int:
        """What calling somebody who is not there takes (R8, R9)."""
        is_empty = self.flags[op] & OpFlag.EMPTY
        return self.amount[op] if is_empty else self.run.workload.call_out

    def is_booked(self, op: int, ready: int) -> bool:
        """Whether a ticket has an appointment, which is for the first trip only (R8)."""
        is_empty = self.flags[op] & OpFlag.EMPTY
        first = self.begin[self.job[op]] == ready
        return bool(is_empty or (first and self.job_flags[self.job[op]] & JobFlag.BOOKED))

    def _dropped(self, ticket: Ticket) -> Waiting:
        """A void ticket is dropped where others would be sent home (R8, R9)."""
        wait = ticket.waits[-1]
        for closing in self.closings:
            goes = closing
            if not self.sends_home(wait.station, closing):
                goes += FAR if ticket.spells else self.overtime_at_most[wait.station]
            if wait.since <= goes < self.horizon:
                return replace(wait, until=goes, end=TripEnd.SENT_HOME)
        return wait

    def _key(self, op: int, ready: int) -> tuple[int, int, int, int]:
        job = self.job[op]
        rank = 2 if self.flags[op] & OpFlag.IN_PERSON else 3
        if rank == 2 and self.job_flags[job] & JobFlag.PRIORITY:
            rank = 0
        elif rank == 2 and self.is_booked(op, ready) and self.booked_first[self.where[op]]:
            rank = 1
        by_due = self.run.workload.stations.by_due_date[self.where[op]]
        return rank, self.due_before(op) if by_due else 0, ready, job

    def due_before(self, op: int) -> int:
        """The due moment of a dossier when it comes to an operation (R12)."""
        job = self.job[op]
        first, due = self.first_op[job], FAR
        if self.job_flags[job] & JobFlag.ACCEPTED:
            due = self.tables.due(self.ready[first], self.limit[job])
        for earlier in range(first, op):
            if self.flags[earlier] & OpFlag.STARTS_CLOCK:
                due = self.tables.due(self.finish[earlier], self.limit[job])
            if self.flags[earlier] & OpFlag.HALTS_CLOCK:
                due = FAR
        return due

    # Officers

    def _ends_with_duty(self, stretch: Stretch) -> bool:
        """Whether work that could pause stops at the end of a duty interval (R6)."""
        at_end = any(end == stretch.end for _, end in self.duty[stretch.officer])
        begun_on_duty = self.on_duty(stretch.officer, stretch.start)
        may_pause = self.pauses[stretch.station] and begun_on_duty
        return may_pause and at_end and stretch.end < self.horizon

    def _back_in_time(self, stretch: Stretch) -> int:
        """When the officer takes paused work up again, `NONE` for one who is away too long (R6)."""
        if not self._ends_with_duty(stretch):
            return NONE
        back = min((s for s, _ in self.duty[stretch.officer] if s >= stretch.end), default=FAR)
        working = self.run.workload.time.next_working_day.tolist()
        next_day = working[(stretch.end - 1) // DAY + 1]
        return back if back < (next_day + 1) * DAY else NONE

    def bound(self, station: int, closing: int) -> list[int]:
        """The officers who are bound to stay for those who wait at a closing (R8)."""
        return [
            officer
            for officer, stations in enumerate(self.serves)
            if station in stations
            and self.on_duty(officer, closing - 1)
            and not self.holds_paused(officer, closing)
        ]

    def sends_home(self, station: int, closing: int) -> bool:
        """Whether those who wait at a closing are sent home (R8)."""
        return self.overtime_at_most[station] == 0 or not self.bound(station, closing)

    def events(self) -> list[int]:
        """All seconds at which anything happens before the horizon."""
        moments = {second for shifts in self.duty for shift in shifts for second in shift}
        moments |= set(self.closings)
        moments |= {second for wait in self.waits for second in (wait.since, wait.until)}
        moments |= {second for each in self.run.work for second in (each.start, each.end)}
        return sorted(second for second in moments if 0 <= second < self.horizon)

    def on_duty(self, officer: int, second: int) -> bool:
        shifts = self.duty[officer]
        place = bisect_right(shifts, (second, FAR)) - 1
        return place >= 0 and second < shifts[place][1]

    def at_work(self, officer: int, second: int) -> bool:
        return any(each.start <= second < each.end for each in self.work[officer])

    def holds_paused(self, officer: int, second: int) -> bool:
        """Whether work of the officer stands still once a second has settled."""
        holds = any(
            spell.officer == officer
            and spell.called < second
            and (spell.until == NONE or spell.until > second)
            for spell in self.spells
        )
        return holds and not self.at_work(officer, second)

    def last_closing(self, second: int) -> int:
        """The last closing at or before a second."""
        return int(self.closings[bisect_right(self.closings, second) - 1])


def _sets(stations: list[int], first: list[int]) -> list[set[int]]:
    return [set(stations[a:b]) for a, b in itertools.pairwise(first)]
