"""What holds in every run of the Center, each invariant a function that checks one.

In: a `Replay`. Out: nothing, or an `AssertionError`. They look at the outcome, the roster and the
stretches of work alone; `test_invariants` checks them all on random Centers.
"""

import itertools
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable

import numpy as np

from simulator.center.outcome import JobEnd, TripEnd
from simulator.demand.workload import DAY, NONE, JobKind, OpFlag, OpKind
from tests.center.replay import Replay, Spell, Waiting

INVARIANTS: list[Callable[[Replay], None]] = []


def invariant(holds: Callable[[Replay], None]) -> Callable[[Replay], None]:
    """Collect what is to be checked on every example."""
    INVARIANTS.append(holds)
    return holds


# Operations and jobs


@invariant
def moments_of_an_operation_follow_one_another(told: Replay) -> None:
    for op in range(len(told.kind)):
        ready, start, finish = told.ready[op], told.start[op], told.finish[op]
        assert (start == NONE) or (NONE < ready <= start)
        assert (finish == NONE) or (NONE < start <= finish)
        assert max(ready, start, finish) < told.horizon
        assert (told.officer[op] != NONE) == (told.kind[op] == OpKind.SERVE and start != NONE)


@invariant
def a_route_goes_on_where_it_came_to(told: Replay) -> None:
    ended, results = (getattr(told.run.outcome.jobs, of).tolist() for of in ("ended", "ready"))
    for job, (begin, end) in enumerate(itertools.pairwise(told.first_op)):
        for op in range(begin + 1, end):
            if told.flags[op] & told.flags[op - 1] & OpFlag.TOGETHER:
                assert told.ready[op] == told.ready[op - 1]
            elif told.done[op - 1] == NONE or told.flags[op - 1] & OpFlag.RETURNS:
                assert told.ready[op] == NONE
            elif not told.flags[op] & OpFlag.IN_PERSON:
                assert told.ready[op] == told.done[op - 1]
            else:
                came = [
                    arrival
                    for o, arrival, _, end, _ in told.trips
                    if o == op and end != TripEnd.IN_VAIN
                ]
                assert min(came) == told.done[op - 1]
                assert told.ready[op] == max(came)
        route = range(begin, end)
        returned = [op for op in route if told.flags[op] & OpFlag.RETURNS and told.finish[op] >= 0]
        if returned:
            assert ended[job] == JobEnd.RETURNED
            assert results[job] == told.finish[returned[0]]
        made = [told.done[op] for op in route if told.flags[op] & OpFlag.STOPS_CLOCK]
        if made and made[0] != NONE:
            assert results[job] == made[0]
        done = begin == end or told.done[end - 1] != NONE
        finished = done and not returned and ended[job] != JobEnd.NOT_BEGUN
        assert (ended[job] == JobEnd.DONE) == finished
        if told.job_kind[job] == JobKind.VISIT:
            for dossier in range(job + 1, job + 1 + int(told.run.workload.jobs.dossiers[job])):
                assert told.ready[told.first_op[dossier]] == told.finish[begin]


@invariant
def nothing_is_due_before_it_is_accepted(told: Replay) -> None:
    jobs = told.run.outcome.jobs
    for accepted, due in zip(jobs.accepted.tolist(), jobs.due.tolist(), strict=True):
        assert accepted == NONE or due > accepted


@invariant
def a_due_moment_is_put_off_once_where_a_result_is_not_ready_the_day_before(told: Replay) -> None:
    jobs = told.run.outcome.jobs
    for job in np.flatnonzero(jobs.accepted != NONE).tolist():
        *_, last = told.clocks(job)
        assert (jobs.due[job], jobs.first_due[job]) == (last.due, last.first_due)


@invariant
def every_ticket_ends_once_and_who_failed_comes_again_or_is_lost(told: Replay) -> None:
    by_op = defaultdict(list)
    for op, arrival, gone, end, ticketed in told.trips:
        by_op[op].append((arrival, gone, end, ticketed))
    jobs = told.run.outcome.jobs
    failures = (TripEnd.SENT_HOME, TripEnd.TURNED_AWAY, TripEnd.LEFT)
    for op, flags in enumerate(told.flags):
        if not flags & OpFlag.IN_PERSON:
            assert op not in by_op
            continue
        trips = by_op[op]
        for (_, gone, end, _), (arrival, _, _, _) in itertools.pairwise(trips):
            assert NONE < gone < arrival
            assert end not in (TripEnd.SERVED, TripEnd.WAITING)
            if end in failures:
                assert arrival // DAY == next_day(told, op, gone, end, arrival)
        ends = [end for _, _, end, _ in trips]
        if told.start[op] != NONE:
            _, gone, end, _ = trips[-1]
            called = end is TripEnd.SERVED and gone == told.start[op]
            # Or called, handed over, and sent home at closing before the rest was done.
            assert called or (end is TripEnd.SENT_HOME and told.start[op] < gone)
        else:
            assert TripEnd.SERVED not in ends
        failed = [end for end in ends if end in failures]
        assert len(failed) <= told.run.workload.retries + 1
        if len(failed) == told.run.workload.retries + 1:
            job, supplement = told.job[op], flags & OpFlag.SUPPLEMENT
            assert jobs.ended[job] == (JobEnd.RETURNED if supplement else JobEnd.LOST)
            assert not supplement or jobs.ready[job] == trips[-1][1]


def next_day(told: Replay, op: int, gone: int, end: TripEnd, arrival: int) -> int:
    """The day on which a citizen comes after a trip that failed (R11)."""
    time, row = told.run.workload.time, told.run.workload.ops.trips[op]
    days = int(told.run.workload.trips.comes_back[row]) if end is TripEnd.LEFT else 1
    day = int(time.next_open_day[gone // DAY + days])
    if day * DAY + arrival % DAY <= gone:  # strictly later
        day = int(time.next_open_day[gone // DAY + days + 1])
    return day


@invariant
def nobody_comes_for_a_result_before_the_dossier_is_accepted(told: Replay) -> None:
    jobs, stayed = told.run.outcome.jobs, told.run.outcome.trips.stayed.tolist()
    for (op, arrival, _, end, _), has_stayed in zip(told.trips, stayed, strict=True):
        if end is TripEnd.IN_VAIN:
            accepted, result = int(jobs.accepted[told.job[op]]), int(jobs.ready[told.job[op]])
            assert NONE < accepted <= arrival
            assert accepted < arrival or has_stayed
            assert result == NONE or arrival < result or has_stayed


@invariant
def a_station_issues_its_tickets_and_no_more(told: Replay) -> None:
    most = told.run.workload.stations.tickets_per_day.tolist()
    issued: Counter[tuple[int, int]] = Counter()
    stayed = told.run.outcome.trips.stayed.tolist()
    asked = sorted(
        (arrival, told.job[op], op, end, has_stayed)
        for (op, arrival, _, end, _), has_stayed in zip(told.trips, stayed, strict=True)
    )
    for arrival, _, op, end, has_stayed in asked:
        day, station = arrival // DAY, told.where[op]
        is_booked = told.is_booked(op, arrival)
        ends_before = 0 if has_stayed or is_booked else told.last_ticket[station]
        if end is TripEnd.IN_VAIN or arrival >= told.tables.closing[day] - ends_before:
            assert end in (TripEnd.IN_VAIN, TripEnd.TURNED_AWAY)
            continue
        if is_booked:
            assert end is not TripEnd.TURNED_AWAY
            continue
        assert (end is TripEnd.TURNED_AWAY) == (issued[station, day] == most[station])
        issued[station, day] += end is not TripEnd.TURNED_AWAY


@invariant
def nobody_waits_longer_than_their_patience(told: Replay) -> None:
    patience, row = told.run.workload.trips.patience, told.run.workload.ops.trips
    for op, arrival, gone, end, ticketed in told.trips:
        ends = arrival + int(patience[row[op]])
        if end is TripEnd.LEFT:
            assert gone == ends
        elif ticketed and end is TripEnd.SENT_HOME:
            first_called = min(
                (spell.called for spell in told.spells if (spell.op, spell.ready) == (op, arrival)),
                default=gone,
            )
            assert first_called <= ends
        elif ticketed:
            assert ends >= (told.horizon if gone == NONE else gone)


# Officers at work


@invariant
def the_work_of_a_ticket_is_done_in_full(told: Replay) -> None:
    for ticket in told.tickets:
        if not ticket.spells:
            continue
        assert all(spell.station == told.where[ticket.op] for spell in ticket.spells)
        assert all(spell.handed_over for spell in ticket.spells[:-1])
        work = told.call_out(ticket.op) if ticket.is_void else told.amount[ticket.op]
        first = ticket.spells[0]
        assert any(
            adds_up(told, ticket.spells, -(-work * factor // 1000))
            for factor in hurry_factors(told, ticket.waits[0], first.called)
        )
    for op, officer in enumerate(told.officer):
        if officer != NONE:
            last = [s for s in told.spells if s.op == op and s.called >= told.start[op]]
            assert officer == [s for s in last if s.ready == told.ready[op]][-1].officer


def adds_up(told: Replay, spells: list[Spell], work: int) -> bool:
    """Whether spells do some work and no more, each officer at their speed (R6, R7)."""
    for spell in spells:
        speed = told.speed[spell.officer]
        needed = -(-work * 1000 // speed)
        if spell.handed_over:
            if spell.seconds >= needed:
                return False
            work -= spell.seconds * speed // 1000
        elif spell.until == NONE:
            return spell.seconds <= needed
        else:
            return spell.seconds == needed
    return True


def hurry_factors(told: Replay, called: Waiting, second: int) -> list[int]:
    """The factor of work first called at a second, by the number of others who wait (R7)."""
    table = told.run.workload.stations.hurry[called.station].tolist()
    if second in told.rounds:
        return table  # there were several dispatches, and nobody can say which one it was
    others = sum(
        wait.station == called.station
        and (
            wait.lasts_through_the_calls(second)
            or (wait.until == second and wait.end is TripEnd.SERVED and wait.key > called.key)
        )
        for wait in told.waits
    )
    return [table[min(others, len(table) - 1)]]


@invariant
def seconds_worked_and_overtime_are_those_of_the_stretches_by_day(told: Replay) -> None:
    worked = told.run.outcome.worked
    expected = np.zeros_like(worked.seconds)
    overtime = np.zeros_like(worked.overtime)
    pairs = list(zip(worked.officer.tolist(), worked.station.tolist(), strict=True))
    for each in told.run.work:
        row = pairs.index((each.officer, each.station))
        moments = {each.start, each.end, *(s for shift in told.duty[each.officer] for s in shift)}
        moments |= set(range(0, told.horizon + DAY, DAY))
        cuts = sorted(moment for moment in moments if each.start <= moment <= each.end)
        for start, end in itertools.pairwise(cuts):
            expected[row, start // DAY] += end - start
            if not told.on_duty(each.officer, start):
                overtime[row, start // DAY] += end - start
    assert worked.seconds.tolist() == expected.tolist()
    assert worked.overtime.tolist() == overtime.tolist()


@invariant
def an_officer_never_does_two_things_at_once(told: Replay) -> None:
    for stretches in told.work.values():
        for one, next_one in itertools.pairwise(stretches):
            assert one.end <= next_one.start
    for officer in range(len(told.duty)):
        # Not even by taking something up while other work is paused.
        mine = [spell for spell in told.spells if spell.officer == officer]
        for one, next_one in itertools.pairwise(mine):
            assert NONE < one.until <= next_one.called


def _is_still_bound(told: Replay, spell: Spell, closing: int) -> bool:
    """Whether an officer was bound at an earlier closing, and is not idle at this one."""
    officer = spell.officer
    is_busy = told.at_work(officer, closing) or told.holds_paused(officer, closing)
    return is_busy and any(
        officer in told.bound(spell.station, earlier)
        for earlier in told.closings
        if spell.ready < earlier < closing
    )


@invariant
def nobody_works_off_duty_but_to_finish_or_for_those_who_waited_at_closing(told: Replay) -> None:
    for spell in told.spells:
        stretches = [
            each
            for each in told.work[spell.officer]
            if each.op == spell.op and spell.called <= each.start
        ]
        if told.on_duty(spell.officer, spell.called):
            for each in stretches:
                if spell.until != NONE and each.start >= max(spell.until, spell.called + 1):
                    continue  # of a later spell
                in_a_shift = any(
                    a <= each.start and each.end <= b for a, b in told.duty[spell.officer]
                )
                assert in_a_shift or not told.pauses[spell.station]
            continue
        closing = told.last_closing(spell.called)
        assert spell.in_person
        assert spell.ready < closing
        is_bound = spell.officer in told.bound(spell.station, closing)
        assert is_bound or _is_still_bound(told, spell, closing)
        # From the closing on they have not been idle off duty: they would have gone home.
        since = spell.called
        for earlier in reversed(told.spells):
            if earlier.officer == spell.officer and earlier.until == since:
                since = earlier.called
        assert since <= closing


# Queues


@invariant
def no_idle_officer_on_duty_faces_work_that_they_may_take(told: Replay) -> None:
    for second in told.events():
        waiting = {wait.station for wait in told.waits if wait.lasts_over(second)}
        for officer, stations in enumerate(told.serves):
            if told.on_duty(officer, second) and not told.at_work(officer, second):
                assert not waiting & stations, f"officer {officer} is idle at {second}"
                assert not waiting & told.helps[officer], f"{officer} does not help at {second}"


@invariant
def who_helps_is_on_duty_and_has_nobody_waiting_for_them(told: Replay) -> None:
    for spell in told.spells:
        if spell.station in told.serves[spell.officer]:
            continue
        assert spell.station in told.helps[spell.officer]
        assert told.on_duty(spell.officer, spell.called)
        if spell.called not in told.rounds:
            assert not any(
                wait.station in told.serves[spell.officer]
                and wait.lasts_through_the_calls(spell.called)
                for wait in told.waits
            )


@invariant
def who_is_called_is_first_in_class_and_discipline(told: Replay) -> None:
    for called in told.waits:
        if called.end is not TripEnd.SERVED or called.until in told.rounds:
            continue
        for other in told.waits:
            if other.station == called.station and other.lasts_through_the_calls(called.until):
                assert called.key < other.key


@invariant
def the_officer_with_the_fewest_stations_calls(told: Replay) -> None:
    def rank(officer: int, station: int) -> tuple[bool, int, int]:
        return station not in told.serves[officer], len(told.serves[officer]), officer

    for spell in told.spells:
        if spell.called in told.rounds:
            continue
        for other in range(len(told.serves)):
            idle = told.on_duty(other, spell.called) and not told.at_work(other, spell.called)
            if idle and spell.station in told.serves[other]:
                assert rank(spell.officer, spell.station) < rank(other, spell.station)


@invariant
def at_closing_those_who_wait_are_all_kept_or_all_sent_home(told: Replay) -> None:
    for closing in told.closings:
        if closing >= told.horizon:
            continue
        for station in range(len(told.pauses)):
            there = [
                wait
                for wait in told.waits
                if wait.station == station and wait.was_there_at_closing(closing)
            ]
            sent = [w for w in there if (w.end, w.until) == (TripEnd.SENT_HOME, closing)]
            assert len(sent) == (len(there) if told.sends_home(station, closing) else 0)


@invariant
def nobody_is_called_when_overtime_is_over_and_who_was_not_goes_home(told: Replay) -> None:
    for ticket in told.tickets:
        first = ticket.waits[0]
        if not first.in_person or first.ready >= told.closings[-1]:
            continue
        closing = told.closings[bisect_right(told.closings, first.ready)]
        goes = closing + told.overtime_at_most[first.station]
        assert first.until < goes or (first.until, first.end) == (goes, TripEnd.SENT_HOME)
        for later in ticket.waits[1:]:  # handed over, and so begun
            assert later.end is not TripEnd.SENT_HOME or later.until in told.closings
