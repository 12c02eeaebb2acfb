"""The rules of service, R1 to R14, which every engine carries out.

This is the text that code and tests cite by number. Where a rule leaves room, the choice made is
given after a dash. Below it stands what reports say of each rule.

Time is whole seconds (`int64`) since 00:00 of the first day, local time. Every interval (a duty, an
opening, the horizon) holds its first second and not its last; abutting intervals are one.

**R1 Jobs and stations.** A job is a visit or a dossier. A visit has one operation; when it
finishes, the dossiers that it brought begin; those of a lost visit never do. An online or posted
dossier begins at its filing. A station is a (step, field) pair with one queue.

**R2 Operations.** `serve`: w seconds of work at a station, at speed 1; *in-person* where a citizen
comes for it. `delay`: d seconds of a named calendar; 0 s ends at once. `visit`: the citizen comes
at a drawn time of day on the first open day at least n days after now (or after the slip's date),
strictly later than now. `courier`: the first departure at or after now, until that trip ends; open
at the horizon where no trip is left. A group is a maximal run of delays flagged *together*
(agencies asked at once): all begin in the same second; the finish of each is its own end, if that
is before the horizon; the group's flags act, and the route goes on, at the last end. Loops are
unrolled into the route. Each trip carries a uniform that a table turns into its second of the day:
at the door before opening, never at or after closing. — A visit by the slip's date is planned
before the result is known to be ready: a result that is ready in the very second of the visit is
not late for it. A slip for the very day on which it is given is for a later second, or else for the
next open day.

**R3 An instant** runs: (a) *settle*: finishes, starts and ends of duty, closings, departures,
arrivals, returns, and whatever they cause in the same second; (b) tickets under a cap, by job
number; (c) dispatch; (d) if work of 0 s was begun, back to (a); (e) patience that ends now. Nothing
depends on the order of events within (a).

**R4 Who is next.** Within a station: class (priority citizens, booked citizens where they go before
walk-ins, citizens, papers without a citizen), then the discipline (`fifo`: ready time; `due-date`:
due moment, none = last), then ready time, job number. Across the stations that an officer serves:
class, then ready time (or, for a group that chooses by target, the largest wait ÷ target wait of
the station, compared in whole numbers), then job number of their heads. Stations that the officer
only helps count only while every station that they serve is empty. — Only officers on duty help. A
booked citizen with priority keeps that class.

**R5 Who serves.** Among the waiting heads that some idle officer on duty can take, the best by
class, ready time, job number (where every idle officer who can take one chooses by target: by
class, wait ÷ target, job number); to the idle officer who serves it, the one who serves the fewest
stations first, then to one who helps it, likewise, then to the lowest number. Repeat. No idle
officer on duty faces work that they may take.

**R6 Duty.** Work still running at the end of a duty interval: `finish` (the officer stays until it
is done) or `pause` (it resumes at the officer's next interval, before anything else). Work that
ends in that very second is finished. If the officer will not be back by the end of the next working
day, the rest (w − ⌊seconds served × s⌋) returns to the queue with its old ready time. Headcount at
work never exceeds headcount on duty plus those who finish or are in overtime. — The next working
day is that after the last second of the duty; its end is 24:00.

**R7 Speed.** An officer of speed s does w seconds of work in ⌈w/s⌉ seconds; s is kept in
thousandths, so that the arithmetic is whole. At a station with hurry h, work first begun while n
others wait there becomes ⌈w·(1 + n)^−h⌉, the factor from a table in thousandths, once. — The table
ends at 63 others waiting, and no factor is less than a thousandth.

**R8 Closing** is the end of an opening after which the doors do not open again that calendar day
(lunch is none; round-the-clock hours have none). Before the day's first opening and in breaks,
visits queue at the door; at closing and after, and on closed days, they are turned away. In-person
work that waits at closing: `serve-all`: officers on duty in the second before closing who serve its
station and hold no paused work are bound to stay: they call only visits that waited at closing, at
stations that they serve, and go home at the first dispatch that leaves them idle; where nobody is
bound, citizens are sent home. `send-home`: they are sent home. With `overtime_at_most` h, whoever
would serve there: at closing + h, by midnight, all who wait and were never called go home, in (a);
tickets that were left go with them, and work handed over counts as begun. So nobody is called for
the first time at closing + h or after. Officers stay bound for other stations. 0 is `send-home`.
`last_ticket` m: in [closing - m, closing) trips from outside are turned away and use up no ticket;
who has stayed (R13) gets one. m is no longer than the last opening of any day. Overtime is every
second worked off duty. Work begun in overtime is never paused. Sent home wins over out of patience
in the same second. — The queue at the door is the station's queue: an officer who is on duty before
the doors open may call from it. Who is bound is judged when the second of the closing has settled.
Drawn trips are not moved for a last ticket: who comes too late for it has come in vain.
*Appointments*: a visit's first trip may be booked; its citizen takes the ticket at the slot, or on
arrival if later, by the end of the grace. Such a trip is exempt from `last_ticket` and from the cap
(R10), and uses up no ticket; any other trip is that of a walk-in. Where nobody comes, the slot has
a ticket all the same from its first second on, of the class of booked citizens, whose work is what
an empty slot costs: to everybody else it is as one that a citizen has left silently (R9). It counts
in no wait. — Who is booked for which slot, late or missing, is drawn before; engines know the
ticket.

**R9 Patience.** A waiting citizen leaves when their wait, from arrival, reaches their patience;
called in that second, they are served. Who leaves silently keeps the place in the queue; called
after patience has ended, the ticket takes `call_out` instead of w and the citizen has left. — To
everybody else such a ticket is as any other. Work handed over (R6) was called, and is not left.

**R10 Ticket cap.** A station issues at most n tickets a calendar day of arrival; void tickets are
not given back. Booked citizens need none (R8).

**R11 Coming back.** Sent home, turned away (R8, R10): the next open day, at the next of the visit's
drawn times. Out of patience: the first open day at least the drawn days later (who left silently
counts from when patience ended). A visit on the slip's date before the result is ready is a trip in
vain: no ticket, and the citizen comes again the drawn days after the notice. On the spot at
closing: the next open day. Who fails, and has come back `retries` times, is lost; lost while
bringing a supplement: as never brought. R8 to R11 hold for in-person operations only. — A trip in
vain is none that failed: it uses up no retry.

**R12 The dossier clock** starts when the accepting service finishes (online: the receiving one),
again when a supplement has been received, and stops when the last operation before the return
finishes, the courier back included. Accepted later than the cut-off (strictly), it starts the next
working day (hours: at its opening); so it does when it is accepted on a day that is no working day,
or at or after the close of its day. The due moment is the close of the n-th working day after the
start day (same day: of the start day); limits in working hours run in the opening hours of working
days. Working days are the days of `week` (Monday to Friday) less holidays and days off, plus
`work_days` (with the hours of the last day of `week`); another open day is none. No limit: settled
counts as before due, open as within due. Before due: ready on an earlier day than the due day. On
time: ready on the due day by the due moment. Overdue: later. A flow without a receive step accepts
at arrival. *Extension*: let E be the close of the last working day before the due day. If accepted
< E < ready, the clock not halted at E, and an extension is drawn for the dossier, due becomes the
close of the n-th working day after the first due day: once a dossier, across a supplement too, and
never with a limit of the same day. It is decided when the clock halts, the result is ready, or at
the horizon. Slip, collection, form, carried over and the rates use the changed date, the rates by
the first date and the queue the first. — Accepted is the last start of the clock: one that has been
halted and started anew is judged by its own due day. A working day on which the doors stay closed,
or are open through midnight, ends at 24:00. A supplement that is asked for stops the clock; what is
returned without one is settled in time.

**R13 On the spot.** The citizen stays, and no visit comes before the return; if the doors close
before the result is ready, one does, and the first stay counts as a trip in vain. — Ready in the
second of the closing is too late. The citizen waits from the last start of the clock.

**R14 The horizon.** The run covers the instants [0, H). Arrivals begin `warm_up` days before the
reported period. An operation unfinished at H has finish -1 and counts as open, never dropped.
Accepted before the period and open at its start: carried over. Calendars reach past H plus the
longest limit.
"""

import re

from simulator.language import N_

SENTENCES = {
    "R1": N_(
        "A job is a visit or a dossier; a visit is served once for all the dossiers that it "
        "brings. A step and a field make a station with one queue."
    ),
    "R2": N_(
        "A job is worked at stations, waits for other agencies in their open hours, for the next "
        "courier, or for the day and time at which the citizen comes."
    ),
    "R3": N_(
        "Time runs in whole seconds; what happens in the same second is settled first, and then "
        "work is begun, so that the order of events within a second changes nothing."
    ),
    "R4": N_(
        "Citizens with priority come first, then those with an appointment if they go before "
        "walk-ins, then other citizens, then papers without a citizen; then the discipline of the "
        "queue decides. Officers help elsewhere only while nothing waits at their own stations."
    ),
    "R5": N_(
        "Work goes to an idle officer who serves the station, to who serves the fewest stations "
        "first; then to one who helps. Nobody is idle while work waits that they may take."
    ),
    "R6": N_(
        "Work still running at the end of a duty is finished or pauses, as its queue says; where "
        "the officer stays away longer than the next working day, another one takes over the rest."
    ),
    "R7": N_("An officer of speed s takes 1 ÷ s of the time; a long queue may hurry the work."),
    "R8": N_(
        "Citizens who come before opening wait at the door; who comes at closing or later, or "
        "without an appointment after the last ticket, is turned away. Who still waits at closing "
        "is served in overtime, for a limited time if there is a limit, or sent home. The slot of "
        "who does not come to an appointment takes some time of an officer."
    ),
    "R9": N_("A citizen whose patience has ended leaves the queue, openly or silently."),
    "R10": N_("A station may issue a limited number of tickets a day; an appointment needs none."),
    "R11": N_(
        "Who was sent home, turned away or left comes again, a limited number of times. Who comes "
        "for a result that is not ready has come in vain."
    ),
    "R12": N_(
        "The dossier clock starts at acceptance, anew when a supplement has come, and stops when "
        "the result is ready. Limits run in working days from the day after, or in opening hours; "
        "accepted after the cut-off, at closing or later, or on a day that is no working day "
        "counts as the next working day. A result that is not ready the day before it is due may "
        "get a new date, once."
    ),
    "R13": N_(
        "On the spot the citizen stays until the result is ready; at closing they go home and come "
        "again."
    ),
    "R14": N_(
        "The run ends with the period: what is unfinished then counts as open. What was accepted "
        "before the period and is open at its start is carried over."
    ),
}
"""Each rule in short, to be put through `_`."""

_RULE = re.compile(r"^\*\*(R\d+) (.+?)(\.?)\*\*(.*?)(?=^\*\*R|\Z)", re.MULTILINE | re.DOTALL)


def in_full() -> dict[str, tuple[str, str]]:
    """Return the title and the text of each rule, as they stand above.

    Examples
    --------
    >>> title, text = in_full()["R10"]
    >>> title, text[:46]
    ('Ticket cap', 'A station issues at most n tickets a calendar ')
    """
    return {
        number: (title, " ".join(f"{'' if stop else title}{text}".split()))
        for number, title, stop, text in _RULE.findall(__doc__ or "")
    }
