"""Which branches of the rules a run took, so that a test can say that all were taken.

In: a `Replay`. Out: names of branches. A rule whose effect is not seen in any one moment (choosing
by target, hurry, …) was taken where the outcome is another one without it.
"""

import itertools
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from simulator.center import serve
from simulator.center.outcome import JobEnd, TripEnd
from simulator.demand.roster import Roster
from simulator.demand.workload import (
    DAY,
    FAR,
    NONE,
    JobFlag,
    OpFlag,
    OpKind,
    Workload,
    same_arrays,
)
from tests.center.replay import Replay, Spell

EXPECTED = {
    "R1 nobody comes",
    "R2 the courier leaves in this second",
    "R2 all of a group have answered",
    "R2 the first of a group answers last",
    "R2 some of a group answer before the horizon",
    "R6 an officer without duty",
    *(f"trip {end.name}" for end in TripEnd),
    *(f"job {end.name}" for end in JobEnd),
    *(f"operation {kind.name}" for kind in OpKind),
    "R3 work of 0 s",
    "R3 arrival in the second of a finish",
    "R4 a priority citizen is called first",
    "R4 papers wait for a citizen",
    "R4 a booked citizen is called before a walk-in",
    "R4 a booked citizen is called in turn",
    "R4 a booked citizen waits for a priority one",
    "R4 the due moment decides",
    "R4 the target decides",
    "R4 somebody helps",
    "R5 who serves fewer stations calls before a lower number",
    "R6 finished after duty",
    "R6 ends with duty",
    "R6 paused over a break",
    "R6 paused over a night",
    "R6 handed over",
    "R6 handed over to another officer",
    "R6 handed over to the same officer",
    "R6 a citizen is handed over",
    "R6 handed over with a fraction of a second of work",
    "R7 speed",
    "R7 hurry",
    "R8 queued at the door",
    "R8 turned away in the second of closing",
    "R8 bound to stay",
    "R8 sent home by the station",
    "R8 sent home when overtime is over",
    "R8 called in overtime that will be over",
    "R8 a void ticket goes when overtime is over",
    "R8 handed over and kept when overtime is over",
    "R8 an appointment shortly before closing",
    "R8 an appointment that failed, and a walk-in again",
    "R8 nobody comes to an appointment",
    "R8 who does not come to an appointment is called in overtime",
    "R8 an appointment to which nobody comes is dropped",
    "R10 an appointment when no ticket is left",
    "R8 no ticket shortly before closing",
    "R8 no ticket from this second on",
    "R8 a ticket for who stayed until shortly before closing",
    "R8 sent home, for nobody stays",
    "R8 not bound because of paused work",
    "R8 work begun in overtime at a station that pauses",
    "R9 left openly",
    "R9 left silently",
    "R9 called in the second in which patience ends",
    "R9 sent home in the second in which patience ends",
    "R9 called in vain",
    "R9 a void ticket is dropped",
    "R10 no ticket left",
    "R10 the last ticket by job number",
    "R11 comes again after leaving",
    "R11 a supplement is lost",
    "R12 halted and started again",
    "R12 supplement never brought",
    "R12 put off and settled",
    "R12 put off and open",
    "R12 put off before a supplement is asked for",
    "R12 put off after a supplement",
    "R12 late again after a supplement, and not put off again",
    "R12 ready in the second in which it is decided",
    "R12 not put off, for none was drawn",
    "R13 the doors close on who stayed",
    "R13 stayed and collected",
    "R14 work is cut off",
    "R14 paused work is cut off",
}


def branches_taken(told: Replay) -> Iterator[str]:
    """Name what happened in a run, each branch once."""
    outcome = told.run.outcome
    yield from {f"trip {TripEnd(end).name}" for end in outcome.trips.ended.tolist()}
    yield from {f"job {JobEnd(end).name}" for end in outcome.jobs.ended.tolist()}
    done = np.flatnonzero(outcome.ops.finish >= 0)
    yield from {f"operation {OpKind(told.kind[op]).name}" for op in done}
    seen = {
        **at_the_edges(told),
        **queueing(told),
        **duty(told),
        **closing(told),
        **patience_and_caps(told),
        **clock(told),
        **extensions(told),
        **without_a_rule(told),
    }
    yield from (name for name, happened in seen.items() if happened)


def at_the_edges(told: Replay) -> dict[str, bool]:
    """R1, R2 and R6 where there is nothing, or not a second to spare."""
    workload, roster = told.run.workload, told.run.roster
    taken = workload.ops.kind == OpKind.COURIER
    leaves = np.isin(told.run.outcome.ops.ready[taken], workload.time.courier_departs)
    answers = [[told.finish[op] for op in group] for group in told.groups()]
    return {
        "R1 nobody comes": len(workload.jobs.kind) == 0,
        "R2 the courier leaves in this second": bool(leaves.any()),
        "R2 all of a group have answered": any(NONE not in group for group in answers),
        "R2 the first of a group answers last": any(
            NONE not in group and group[0] > max(group[1:], default=FAR) for group in answers
        ),
        "R2 some of a group answer before the horizon": any(
            NONE in group and max(group) != NONE for group in answers
        ),
        "R6 an officer without duty": bool((np.diff(roster.first_duty) == 0).any()),
    }


def queueing(told: Replay) -> dict[str, bool]:
    """R3, R4, R5 and R14."""
    calls = [wait for wait in told.waits if wait.end is TripEnd.SERVED]
    passed = [
        (call, other)
        for call in calls
        for other in told.waits
        if other.station == call.station
        and other.ready < call.ready
        and other.lasts_over(call.until)
    ]
    finishes = {spell.until for spell in told.spells}
    return {
        "R3 work of 0 s": bool(told.rounds),
        "R3 arrival in the second of a finish": any(w.ready in finishes for w in told.waits),
        "R4 a priority citizen is called first": any(
            a.key[0] == 0 < b.key[0] < 3 for a, b in passed
        ),
        "R4 papers wait for a citizen": any(a.key[0] < b.key[0] == 3 for a, b in passed),
        "R4 a booked citizen is called before a walk-in": any(
            a.key[0] == 1 and b.key[0] == 2 for a, b in passed
        ),
        "R4 a booked citizen is called in turn": any(
            call.key[0] == 2 and told.is_booked(call.op, call.ready) for call in calls
        ),
        "R4 a booked citizen waits for a priority one": any(
            a.key[0] == 0 and b.key[0] == 1 for a, b in passed
        ),
        "R4 the due moment decides": any(a.key[0] == b.key[0] for a, b in passed),
        "R4 somebody helps": any(s.station in told.helps[s.officer] for s in told.spells),
        "R5 who serves fewer stations calls before a lower number": any(
            told.on_duty(other, spell.called)
            and not told.at_work(other, spell.called)
            and spell.station in told.serves[other]
            for spell in told.spells
            for other in range(spell.officer)
        ),
        "R14 work is cut off": any(
            s.until == NONE and told.at_work(s.officer, told.horizon - 1) for s in told.spells
        ),
        "R14 paused work is cut off": any(
            s.until == NONE and not told.at_work(s.officer, told.horizon - 1) for s in told.spells
        ),
    }


def duty(told: Replay) -> dict[str, bool]:
    """R6."""
    pauses = [
        (one, other)
        for stretches in told.work.values()
        for one, other in itertools.pairwise(stretches)
        if one.op == other.op and one.end < other.start
    ]
    handed = [spell for spell in told.spells if spell.handed_over]
    later = [(a, b) for a in handed for b in told.spells if follows(a, b)]
    done = [spell for spell in told.spells if spell.until != NONE and not spell.handed_over]
    return {
        "R6 finished after duty": any(
            told.on_duty(s.officer, s.called) and not told.on_duty(s.officer, s.until - 1)
            for s in done
            if s.until > s.called
        ),
        "R6 ends with duty": any(s.until in {e for _, e in told.duty[s.officer]} for s in done),
        "R6 paused over a break": any(a.end // DAY == b.start // DAY for a, b in pauses),
        "R6 paused over a night": any(a.end // DAY < b.start // DAY for a, b in pauses),
        "R6 handed over": bool(handed),
        "R6 handed over to another officer": any(a.officer != b.officer for a, b in later),
        "R6 handed over to the same officer": any(a.officer == b.officer for a, b in later),
        "R6 a citizen is handed over": any(a.in_person for a, _ in later),
        "R6 handed over with a fraction of a second of work": any(
            spell.seconds * told.speed[spell.officer] % 1000 for spell, _ in later
        ),
    }


def follows(one: Spell, other: Spell) -> bool:
    """Whether `other` is a later spell with the same ticket."""
    return (one.op, one.ready) == (other.op, other.ready) and other.called >= one.until


def closing(told: Replay) -> dict[str, bool]:
    """R8."""
    time, most = told.run.workload.time, told.overtime_at_most
    sent = [
        (told.where[op], gone in told.closings)
        for op, _, gone, end, _ in told.trips
        if end is TripEnd.SENT_HOME
    ]
    last = [
        (arrival + told.last_ticket[told.where[op]] - told.tables.closing[arrival // DAY], end, has)
        for (op, arrival, _, end, _), has in zip(
            told.trips, told.run.outcome.trips.stayed.tolist(), strict=True
        )
        if arrival < told.tables.closing[arrival // DAY]
    ]
    failed = [
        told.is_booked(op, arrival) and (other, end) == (op, TripEnd.TURNED_AWAY)
        for (op, arrival, *_), (other, _, _, end, _) in itertools.pairwise(told.trips)
    ]
    nobody = [t for t in told.tickets if told.flags[t.op] & OpFlag.EMPTY]
    turned_away = [late for late, end, _ in last if end is TripEnd.TURNED_AWAY and late >= 0]
    overtime = [s for s in told.spells if not told.on_duty(s.officer, s.called)]
    closings = [second for second in told.closings if second < told.horizon]
    return {
        "R8 queued at the door": any(
            ticketed and arrival < time.opens[arrival // DAY]
            for _, arrival, _, _, ticketed in told.trips
        ),
        "R8 turned away in the second of closing": any(
            arrival in closings for _, arrival, _, end, _ in told.trips if end.name == "TURNED_AWAY"
        ),
        "R8 bound to stay": bool(overtime),
        "R8 sent home by the station": any(at and most[station] == 0 for station, at in sent),
        "R8 sent home, for nobody stays": any(at and most[station] > 0 for station, at in sent),
        "R8 sent home when overtime is over": any(not at for _, at in sent),
        "R8 called in overtime that will be over": any(most[s.station] < FAR for s in overtime),
        "R8 a void ticket goes when overtime is over": any(
            ticket.is_void
            and ticket.waits[-1].end is TripEnd.SENT_HOME
            and ticket.waits[-1].until not in told.closings
            for ticket in told.tickets
        ),
        "R8 handed over and kept when overtime is over": any(
            wait.in_person and wait.lasts_over(closing + most[wait.station])
            for ticket in told.tickets
            for wait in ticket.waits[1:]
            for closing in told.closings
            if 0 < most[wait.station] < FAR and closing + most[wait.station] < told.horizon
        ),
        "R8 an appointment shortly before closing": any(
            told.is_booked(wait.op, wait.ready)
            and wait.ready + told.last_ticket[wait.station] >= time.closing[wait.ready // DAY]
            for wait in told.waits
            if told.last_ticket[wait.station] and not wait.is_void
        ),
        "R8 an appointment that failed, and a walk-in again": any(failed),
        "R8 nobody comes to an appointment": any(ticket.spells for ticket in nobody),
        "R8 who does not come to an appointment is called in overtime": any(
            not told.on_duty(spell.officer, spell.called) for t in nobody for spell in t.spells
        ),
        "R8 an appointment to which nobody comes is dropped": any(
            ticket.waits[-1].end is TripEnd.SENT_HOME for ticket in nobody
        ),
        "R8 no ticket shortly before closing": bool(turned_away),
        "R8 no ticket from this second on": 0 in turned_away,
        "R8 a ticket for who stayed until shortly before closing": any(
            late >= 0 and has and end is not TripEnd.TURNED_AWAY for late, end, has in last
        ),
        "R8 not bound because of paused work": any(
            told.on_duty(officer, second - 1) and told.holds_paused(officer, second)
            for second in closings
            for officer in range(len(told.duty))
        ),
        "R8 work begun in overtime at a station that pauses": any(
            told.pauses[spell.station] for spell in overtime
        ),
    }


def patience_and_caps(told: Replay) -> dict[str, bool]:
    """R9, R10 and R11."""
    silent = told.run.workload.leaves_silently
    patience, row = told.run.workload.trips.patience, told.run.workload.ops.trips
    ends = [end for *_, end, _ in told.trips]
    in_time = [
        end
        for op, arrival, gone, end, ticketed in told.trips
        if ticketed and gone == arrival + int(patience[row[op]])
    ]
    void = [ticket for ticket in told.tickets if ticket.is_void]
    refused = [
        (arrival, told.where[op], told.job[op])
        for op, arrival, _, end, _ in told.trips
        if end is TripEnd.TURNED_AWAY
        and arrival + told.last_ticket[told.where[op]] < told.tables.closing[arrival // DAY]
    ]
    issued = [(arrival, told.where[op], told.job[op]) for op, arrival, *_, got in told.trips if got]
    again = [
        one
        for one, other in zip(told.trips, told.trips[1:], strict=False)
        if one[0] == other[0] and one[3] is TripEnd.LEFT
    ]
    return {
        "R9 left openly": not silent and TripEnd.LEFT in ends,
        "R9 left silently": bool(void),
        "R9 called in the second in which patience ends": TripEnd.SERVED in in_time,
        "R9 sent home in the second in which patience ends": TripEnd.SENT_HOME in in_time,
        "R9 called in vain": any(ticket.spells for ticket in void),
        "R9 a void ticket is dropped": any(t.waits[-1].end is TripEnd.SENT_HOME for t in void),
        "R10 no ticket left": bool(refused),
        "R10 an appointment when no ticket is left": any(
            told.is_booked(op, arrival)
            and got
            and any(
                station == told.where[op] and early <= arrival and early // DAY == arrival // DAY
                for early, station, _ in refused
            )
            for op, arrival, _, _, got in told.trips
        ),
        "R10 the last ticket by job number": any(
            a[:2] == b[:2] and a[2] < b[2] for a in issued for b in refused
        ),
        "R11 comes again after leaving": bool(again),
        "R11 a supplement is lost": any(
            told.flags[op] & OpFlag.SUPPLEMENT and told.finish[op] == NONE
            for op, *_ in told.trips
            if told.run.outcome.jobs.ended[told.job[op]] == JobEnd.RETURNED
        ),
    }


def clock(told: Replay) -> dict[str, bool]:
    """R12 and R13."""
    trips = told.run.outcome.trips
    stayed = trips.stayed

    def finished(flag: OpFlag) -> set[int]:
        return {
            told.job[op] for op, f in enumerate(told.flags) if f & flag and told.finish[op] != NONE
        }

    return {
        "R12 halted and started again": bool(finished(OpFlag.SUPPLEMENT)),
        "R12 supplement never brought": bool(finished(OpFlag.RETURNS)),
        "R13 the doors close on who stayed": bool(
            (stayed & (trips.ended == TripEnd.IN_VAIN)).any()
        ),
        "R13 stayed and collected": bool((stayed & (trips.ended == TripEnd.SERVED)).any()),
    }


def extensions(told: Replay) -> dict[str, bool]:
    """R12, where a due moment is put off."""
    jobs = told.run.outcome.jobs
    accepted = np.flatnonzero(jobs.accepted != NONE).tolist()
    clocks = {job: list(told.clocks(job)) for job in accepted}
    put_off = {job: [clock.told != NONE for clock in clocks[job]] for job in accepted}
    ready = jobs.ready.tolist()
    edge = {
        job: int(told.run.workload.time.close_before[(clock.first_due - 1) // DAY])
        for job in accepted
        for clock in clocks[job][-1:]
        if clock.first_due != FAR
    }
    drawn = {job for job in edge if told.job_flags[job] & JobFlag.EXTENDS}
    return {
        "R12 put off and settled": any(put_off[job][-1] and ready[job] != NONE for job in accepted),
        "R12 put off and open": any(put_off[job][-1] and ready[job] == NONE for job in accepted),
        "R12 put off before a supplement is asked for": any(
            any(of_job[:-1]) for of_job in put_off.values()
        ),
        "R12 put off after a supplement": any(of_job[1:] == [True] for of_job in put_off.values()),
        "R12 late again after a supplement, and not put off again": any(
            put_off[job] == [True, False] and edge[job] < ready[job] for job in edge
        ),
        "R12 ready in the second in which it is decided": any(
            ready[job] == edge[job] and not put_off[job][-1] for job in drawn
        ),
        "R12 not put off, for none was drawn": any(
            NONE < edge[job] < ready[job] and not any(put_off[job])
            for job in edge
            if job not in drawn
        ),
    }


def without_a_rule(told: Replay) -> dict[str, bool]:
    """Whether the outcome is another one without a rule."""
    workload, roster = told.run.workload, told.run.roster
    stations = workload.stations
    hurry, speed = np.full_like(stations.hurry, 1000), np.full_like(roster.speed, 1000)

    def differs(changed: Workload, staff: Roster) -> bool:
        return not same_arrays(serve(changed, staff), told.run.outcome)

    return {
        "R4 the target decides": bool(roster.by_target.any())
        and differs(workload, replace(roster, by_target=np.zeros_like(roster.by_target))),
        "R7 speed": bool((roster.speed != speed).any())
        and differs(workload, replace(roster, speed=speed)),
        "R7 hurry": bool((stations.hurry != hurry).any())
        and differs(replace(workload, stations=replace(stations, hurry=hurry)), roster),
    }
