"""What becomes of visits and dossiers: their routes, with every duration drawn.

In: a `Draft` as `laying_out` fills it. Out: the same, with the jobs, operations and trips of a
workload. A route is laid out piece by piece, as its dossier goes: reception and its loops,
appraisal and supplement, consultations, approval and correction, the courier and the seal, and the
return (R1, R2). `lay_out_all` is the kernel that Python calls, and the place to begin reading.
"""

import numpy as np

from simulator.demand.codes import (
    ACCEPTED,
    BOOKED,
    BY_SLIP,
    COURIER,
    DELAY,
    DOSSIER_JOB,
    EMPTY,
    ENQUIRY,
    EXTENDS,
    HALTS_CLOCK,
    IF_GONE,
    IN_PERSON,
    PRIORITY,
    READY,
    RETURNS,
    SERVE,
    STARTS_CLOCK,
    STOPS_CLOCK,
    SUPPLEMENT,
    TOGETHER,
    VISIT,
    VISIT_JOB,
)
from simulator.demand.draft import (
    Draft,
    add,
    comes_back,
    draw_together,
    happens,
    has_step,
    lasts,
    lengthen,
    mark_last,
    seconds,
    trips,
    uniform,
    uniform_of,
    works,
)
from simulator.demand.draws import Purpose
from simulator.demand.kernel_parts import called, inlined
from simulator.demand.kernels import LEAN, kernel
from simulator.demand.references import by_reference
from simulator.demand.timetable import ALWAYS
from simulator.demand.whole_days import whole_days
from simulator.demand.workload import DAY, NONE, Channel

RECEIVE, APPRAISE, APPROVE, SEAL, RETURN = range(5)
TO_HEADQUARTERS, TO_CENTER = 0, 1


@kernel(**LEAN)
def lay_out_all(draft: Draft) -> None:
    """Lay out the routes of all jobs: by arrival, and a visit's dossiers directly after it."""
    draft = by_reference(draft)
    job = 0
    for arrival in draft.order:
        draft.dossier[0].visit = draft.written[0].operations
        if draft.is_visit[arrival]:
            lay_out_visit(draft, arrival, job)
            job += 1
        for position in range(draft.size[arrival]):
            lay_out_dossier(draft, arrival, position, job)
            job += 1
    draft.job_first_op[job] = draft.written[0].operations


@called
def lay_out_visit(draft: Draft, arrival: int, job: int) -> None:
    """One service for what an enquiry asks, or for all the dossiers that the visit brings."""
    place, item = draft.place[arrival], draft.item[arrival]
    work, flags, procedure = 0, 0, draft.stream[arrival]
    if draft.is_enquiry[arrival]:
        asks = uniform_of(draft, place, item, Purpose.RECEIVE, 0)
        work, flags, procedure = seconds(draft, draft.enquiry_table, asks), ENQUIRY, NONE
    elif draft.is_empty[arrival]:
        work = draft.no_show_costs
    flags |= BOOKED * draft.is_booked[arrival] | PRIORITY * draft.has_priority[arrival]
    begin_job(draft, arrival, job, VISIT_JOB, procedure)
    draft.job_flags[job], draft.job_begin[job] = flags, draft.begin[arrival]
    draft.job_dossiers[job], draft.job_limit[job] = draft.size[arrival], NONE
    station = draft.visit_station[draft.stream[arrival]]
    row = trips(draft, place, item, Purpose.RECEIVE_TRIPS, 0)
    add(draft, SERVE, station, work, IN_PERSON | EMPTY * draft.is_empty[arrival], row)


@called
def lay_out_dossier(draft: Draft, arrival: int, position: int, job: int) -> None:
    """The steps of a dossier, in their order."""
    dossier = draft.dossier[0]
    dossier.place = draft.place[arrival]
    dossier.index = draft.first_item[arrival] + np.uint64(position)
    dossier.procedure = draft.stream[arrival]
    dossier.at_counter = draft.channel[arrival] == Channel.COUNTER
    dossier.is_away = dossier.was_away = 0
    dossier.first = draft.written[0].operations
    draw_together(draft)
    begin_job(draft, arrival, job, DOSSIER_JOB, dossier.procedure)
    draft.job_begin[job] = NONE if draft.is_visit[arrival] else draft.begin[arrival]
    draft.job_dossiers[job], draft.job_limit[job] = 0, draft.limit[dossier.procedure]

    receive(draft)
    accepted = mark_last(draft, STARTS_CLOCK, ACCEPTED)
    has_result = decide(draft)
    ready = mark_last(draft, STOPS_CLOCK, READY)
    if has_result:
        hand_over(draft)
    extends = happens(draft, draft.extension[dossier.procedure], Purpose.EXTENSION, 0)
    priority = PRIORITY * draft.has_priority[arrival]
    draft.job_flags[job] = accepted | ready | EXTENDS * extends | priority


@inlined
def begin_job(draft: Draft, arrival: int, job: int, kind: int, procedure: int) -> None:
    """Write down what is alike of every job; its route begins here."""
    draft.job_kind[job], draft.job_procedure[job] = kind, procedure
    draft.job_channel[job] = draft.channel[arrival]
    draft.job_first_op[job] = draft.written[0].operations


# The steps, in their order


@called
def receive(draft: Draft) -> None:
    """Papers are received, and whatever is incomplete comes again."""
    dossier = draft.dossier[0]
    if not has_step(draft, RECEIVE):
        return
    if dossier.at_counter:
        lengthen(draft, dossier.visit, draft.takes[RECEIVE])
    else:
        serve(draft, RECEIVE, draft.takes[RECEIVE], 0, NONE)
    attempt = 0
    while happens(draft, draft.incomplete[dossier.procedure], Purpose.INCOMPLETE, attempt):
        attempt += 1
        days = comes_back(draft, Purpose.COMES_BACK, attempt)
        takes = works(draft, RECEIVE, Purpose.RECEIVE, attempt)
        bring(draft, days, takes, Purpose.RECEIVE_TRIPS, attempt, 0)


@inlined
def decide(draft: Draft) -> bool:
    """From the back office to the seal; whether there is a result to hand over."""
    if draft.back_office_away[draft.dossier[0].procedure] and (
        has_step(draft, APPRAISE) or has_step(draft, APPROVE)
    ):
        courier(draft, TO_HEADQUARTERS)
    if not appraise(draft):
        return False
    consult(draft)
    approve(draft)
    seal(draft)
    return True


@called
def appraise(draft: Draft) -> bool:
    """Appraisal, which may ask for a supplement, once; whether the route goes on after it."""
    procedure = draft.dossier[0].procedure
    if not has_step(draft, APPRAISE):
        return True
    asks = happens(draft, draft.supplement[procedure], Purpose.SUPPLEMENT, 0)
    serve(draft, APPRAISE, draft.takes[APPRAISE], HALTS_CLOCK if asks else 0, NONE)
    if not asks:
        return True
    days = comes_back(draft, Purpose.SUPPLEMENT_DAYS, 0)
    if happens(draft, draft.never_brought[procedure], Purpose.NEVER_BROUGHT, 0):
        add(draft, DELAY, ALWAYS, days * DAY, RETURNS, NONE)
        return False
    if has_step(draft, RECEIVE):
        takes = works(draft, RECEIVE, Purpose.SUPPLEMENT_RECEIVE, 0)
        bring(draft, days, takes, Purpose.SUPPLEMENT_TRIPS, 0, STARTS_CLOCK | SUPPLEMENT)
    else:
        add(draft, DELAY, ALWAYS, days * DAY, STARTS_CLOCK, NONE)
    serve(draft, APPRAISE, works(draft, APPRAISE, Purpose.APPRAISE, 1), 0, NONE)
    return True


@called
def consult(draft: Draft) -> None:
    """Other agencies, one after the other or all at once, in hours of their calendars."""
    procedure = draft.dossier[0].procedure
    for k in range(len(draft.consult_chance)):
        if happens(draft, draft.consult_chance[k, procedure], Purpose.CONSULTED, k):
            takes = lasts(draft, draft.consult_table[k, procedure], Purpose.CONSULTATION, k)
            flags = TOGETHER * draft.at_once[procedure]
            add(draft, DELAY, draft.consult_calendar[k, procedure], takes, flags, NONE)


@called
def approve(draft: Draft) -> None:
    """Approval, which may send a dossier back to be appraised and approved again, once."""
    if not has_step(draft, APPROVE):
        return
    serve(draft, APPROVE, draft.takes[APPROVE], 0, NONE)
    if happens(draft, draft.correction[draft.dossier[0].procedure], Purpose.CORRECTION, 0):
        serve(draft, APPRAISE, works(draft, APPRAISE, Purpose.APPRAISE, 2), 0, NONE)
        serve(draft, APPROVE, works(draft, APPROVE, Purpose.APPROVE, 1), 0, NONE)


@called
def seal(draft: Draft) -> None:
    """The seal, where it stands; the courier takes dossiers there and back (R2)."""
    dossier = draft.dossier[0]
    if draft.sealed_away:
        if has_step(draft, SEAL) and not dossier.is_away:
            courier(draft, TO_HEADQUARTERS)
    elif dossier.is_away:
        courier(draft, TO_CENTER)
    if has_step(draft, SEAL):
        serve(draft, SEAL, draft.takes[SEAL], 0, NONE)
    if dossier.is_away:
        courier(draft, TO_CENTER)


@called
def hand_over(draft: Draft) -> None:
    """Collected by the citizen, sent by post, or handed over online, which takes no work."""
    dossier = draft.dossier[0]
    if not has_step(draft, RETURN):
        return
    stays = draft.on_the_spot[dossier.procedure] and dossier.at_counter and not dossier.was_away
    way = collects(draft)
    if stays or way == Channel.COUNTER:
        flags = 0
        if stays:
            flags = IF_GONE
        elif draft.collects_by_slip and draft.limit[dossier.procedure] != NONE:
            flags = BY_SLIP
        after = lasts(draft, draft.collects_after, Purpose.COLLECTS_AFTER, 0)
        days = whole_days(after, uniform(draft, Purpose.WHOLE_DAYS, 0))
        add(draft, VISIT, NONE, days, flags, NONE)
        row = trips(draft, dossier.place, dossier.index, Purpose.RETURN_TRIPS, 0)
        serve(draft, RETURN, draft.takes[RETURN], IN_PERSON, row)
    elif way == Channel.POST:
        serve(draft, RETURN, draft.takes[RETURN], 0, NONE)


@inlined
def collects(draft: Draft) -> int:
    """By which `Channel` the citizen means to get the result."""
    way, u = 0, uniform(draft, Purpose.COLLECTS, 0)
    while way < len(draft.collects_gathered) - 1 and draft.collects_gathered[way] <= u:
        way += 1
    return way


# Pieces of several steps


@called
def bring(  # noqa: PLR0917  # when, for how long, and with which of the trips
    draft: Draft, days: int, takes: int, purpose: int, nth: int, flags: int
) -> None:
    """The citizen comes again after some days; papers are filed again."""
    dossier = draft.dossier[0]
    if dossier.at_counter:
        add(draft, VISIT, NONE, days, 0, NONE)
        row = trips(draft, dossier.place, dossier.index, purpose, nth)
        serve(draft, RECEIVE, takes, flags | IN_PERSON, row)
    else:
        add(draft, DELAY, ALWAYS, days * DAY, 0, NONE)
        serve(draft, RECEIVE, takes, flags & ~SUPPLEMENT, NONE)


@called
def courier(draft: Draft, direction: int) -> None:
    """The courier takes the dossier."""
    add(draft, COURIER, direction, 0, 0, NONE)
    draft.dossier[0].is_away = direction == TO_HEADQUARTERS
    draft.dossier[0].was_away = 1


@called
def serve(draft: Draft, step: int, takes: int, flags: int, row: int) -> None:
    """Work at the step's station."""
    add(draft, SERVE, draft.station[draft.dossier[0].procedure, step], takes, flags, row)
