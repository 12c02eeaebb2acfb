"""Cases traced by hand, to the second."""

import re

import pytest

from simulator.center.outcome import JobEnd, TripEnd
from simulator.demand.workload import JobFlag, OpFlag
from tests.center.build import ROUND_THE_CLOCK, Scene
from tests.center.moments import MINUTE
from tests.center.steps import (
    AGENCY,
    Dossier,
    Op,
    comes_back,
    courier,
    delay,
    serve,
    serve_citizen,
    together,
)

STARTS, STOPS = OpFlag.STARTS_CLOCK, OpFlag.STOPS_CLOCK


def minutes(run, jobs, of):
    """Starts or finishes of jobs, in minutes."""
    moments = getattr(run.outcome.ops, of)
    return [int(moments[job]) / MINUTE for job in jobs]


def test_one_clerk_and_a_citizen_a_minute():
    scene = Scene(days=1, hours=ROUND_THE_CLOCK)
    counter = scene.station()
    scene.officer(counter)
    jobs = scene.visits(counter, [minute * MINUTE for minute in (1, 2, 3, 4, 5)], 90)
    assert minutes(scene.run(), jobs, "finish") == [2.5, 4.0, 5.5, 7.0, 8.5]


def test_staff_that_changes_and_started_work_that_is_finished():
    """Staff 1, 0, 6, 0 until 5, 20, 23, 30, repeating; ten citizens at 0.1; service 10 minutes."""
    scene = Scene(days=1, hours=ROUND_THE_CLOCK)
    counter = scene.station(at_break="finish")
    for number in range(6):
        duty = []
        for cycle in range(0, 90, 30):
            if number == 0:
                duty.append((cycle * MINUTE, (cycle + 5) * MINUTE))
            duty.append(((cycle + 20) * MINUTE, (cycle + 23) * MINUTE))
        scene.officer(counter, duty=duty)
    jobs = scene.visits(counter, [6] * 10, 10 * MINUTE)
    run = scene.run()
    assert minutes(run, jobs, "start") == [0.1] + [20.0] * 6 + [30.0] + [50.0] * 2
    assert minutes(run, jobs, "finish") == [10.1] + [30.0] * 6 + [40.0] + [60.0] * 2


@pytest.mark.parametrize("at_break", ["finish", "pause"])
def test_stamping_sessions(at_break):
    """At 1, 2, 3, 4 there are 3, 2, 5, 3 places, officers with a second of duty each."""
    scene = Scene(days=1, hours=ROUND_THE_CLOCK)
    seal = scene.station(at_break=at_break)
    for session, places in ((1, 3), (2, 2), (3, 5), (4, 3)):
        for _ in range(places):
            scene.officer(seal, duty=[(session * MINUTE, session * MINUTE + 1)])
    ready = (18, 30, 42, 72, 78, 108, 156, 162, 186)  # .3 .5 .7 1.2 1.3 1.8 2.6 2.7 3.1 minutes
    jobs = [scene.papers(second, serve(seal, 1)) for second in ready]
    assert minutes(scene.run(), jobs, "start") == [1, 1, 1, 2, 2, 3, 3, 3, 4]


THREE_DAYS = """
early     receive   06:50     07:30     07:42
enquiry   receive   07:10     07:42     07:52
agent     receive   07:20     07:52     08:52
elder     receive   08:00     08:52     08:58
asks      receive   08:05     08:58     09:03
online    receive   00:30     09:03     09:11
late      receive   09:10     09:11     09:23
lunch     receive   12:40     13:30     13:45
lunch-on  receive   12:30     13:45     13:55
long      receive   16:30     16:30     17:10
last      receive   16:45     17:10     17:25
shut-out  receive   1 07:00   1 07:30   1 07:35
night     receive   20:00     1 07:35   1 07:41
online    again     1 08:10   1 08:10   1 08:15
early     appraise  07:42     07:42     08:32
agent-1   appraise  08:52     08:52     09:02
agent-2   appraise  08:52     09:02     09:12
agent-12  appraise  08:52     10:42     10:52
online    appraise  09:11     10:52     11:12
late      appraise  09:23     11:12     13:40
lunch     appraise  13:45     13:45     15:30:01
lunch-on  appraise  13:55     15:30:01  15:50:01
last      appraise  17:25     1 07:30   3 10:00
night     appraise  1 07:41   3 10:00   3 10:30
online    reappr    1 08:15   3 10:30   3 10:40
early     out       08:32     08:32     10:30
early     seal      10:30     10:30     10:35
early     back      10:35     10:35     11:30
lunch     out       15:30:01  15:30:01  1 10:30
lunch     seal      1 10:30   1 10:30   1 10:35
lunch     back      1 10:35   1 10:35   1 11:30
old       return    1 09:00   1 09:00   1 09:03
late      return    1 09:00   1 09:03   1 09:07
early     return    3 08:30   3 08:30   3 08:34
lunch     return    3 08:32   3 08:34   3 08:38
"""
"""Who, at which step, ready, begun and done; written by hand from the rules."""


def test_three_days_of_a_small_center():
    """Days 0, 1 and 3; day 2 is a holiday. One counter, one specialist, one clerk with the seal.

    Early arrivals and lunch (R8); an agent with twelve dossiers and a priority citizen (R4); papers
    filed at night; a courier caught and one just missed (R2); work paused over lunch and over a
    holiday (R6); a closing with overtime at reception, while the return sends home and the doors
    turn away (R8, R11); a supplement (R12).
    """
    scene = Scene(
        days=4,
        closed=[2],
        cut_off="15:00",
        to_headquarters=[("10:00", "10:30"), ("15:30", "16:00"), ("1 10:00", "1 10:30")],
        to_center=[("11:00", "11:30"), ("16:30", "17:00"), ("1 11:00", "1 11:30")],
    )
    receive, back = scene.station(), scene.station(closing="send-home")
    appraise, seal = scene.station(at_break="pause"), scene.station(at_break="pause")
    counter = scene.officer(receive, back)
    scene.officer(appraise)
    scene.officer(seal)
    limit = scene.limit(working_days=2)

    def taken_away(appraisal: int, collects: str) -> Dossier:
        return Dossier(
            [
                serve(appraise, appraisal),
                courier(0),
                serve(seal, 5 * MINUTE),
                courier(1, STOPS),
                comes_back(0, OpFlag.BY_SLIP),
                serve_citizen(back, 4 * MINUTE, comes=[collects]),
            ],
            limit,
            JobFlag.ACCEPTED,
        )

    def online(filed: str, reception: int, *then: Op) -> int:
        return scene.papers(filed, serve(receive, reception * MINUTE, STARTS), *then, limit=limit)

    supplement = serve_citizen(
        receive, 5 * MINUTE, comes=["08:10"], flags=STARTS | OpFlag.SUPPLEMENT
    )
    filed = online(
        "00:30",
        8,
        serve(appraise, 20 * MINUTE, OpFlag.HALTS_CLOCK),
        comes_back(1),
        supplement,
        serve(appraise, 10 * MINUTE, STOPS),
    )
    old = scene.papers(
        "00:45",
        comes_back(0),
        serve_citizen(back, 3 * MINUTE, comes=["16:40", "09:00"]),
        accepted=True,
        flags=JobFlag.READY,
    )
    early = scene.visit(receive, "06:50", 12 * MINUTE, brings=[taken_away(50 * MINUTE, "08:30")])
    enquiry = scene.visit(receive, "07:10", 10 * MINUTE)
    one_of_twelve = Dossier([serve(appraise, 10 * MINUTE, STOPS)], limit, JobFlag.ACCEPTED)
    agent = scene.visit(receive, "07:20", 60 * MINUTE, brings=[one_of_twelve] * 12)
    elder = scene.visit(receive, "08:00", 6 * MINUTE, priority=True)
    asks = scene.visit(receive, "08:05", 5 * MINUTE)
    by_notice = [
        serve(appraise, 28 * MINUTE, STOPS),
        comes_back(1),
        serve_citizen(back, 4 * MINUTE, comes=["09:00"]),
    ]
    late = scene.visit(
        receive, "09:10", 12 * MINUTE, brings=[Dossier(by_notice, limit, JobFlag.ACCEPTED)]
    )
    lunch_online = online("12:30", 10, serve(appraise, 20 * MINUTE, STOPS))
    lunch = scene.visit(
        receive, "12:40", 15 * MINUTE, brings=[taken_away(105 * MINUTE + 1, "08:32")]
    )
    long = scene.visit(receive, "16:30", 40 * MINUTE)
    ten_hours = Dossier([serve(appraise, 600 * MINUTE, STOPS)], limit, JobFlag.ACCEPTED)
    last = scene.visit(receive, "16:45", 15 * MINUTE, brings=[ten_hours])
    shut_out = scene.visit(receive, "17:00", 5 * MINUTE, comes=["07:00"])
    night = online("20:00", 6, serve(appraise, 30 * MINUTE, STOPS))
    run = scene.run()

    places = {
        ("online", "receive"): (filed, 0),
        ("online", "appraise"): (filed, 1),
        ("online", "again"): (filed, 3),
        ("online", "reappr"): (filed, 4),
        ("old", "return"): (old, 1),
        ("late", "return"): (late + 1, 2),
        ("lunch-on", "receive"): (lunch_online, 0),
        ("lunch-on", "appraise"): (lunch_online, 1),
        ("night", "receive"): (night, 0),
        ("night", "appraise"): (night, 1),
        ("late", "appraise"): (late + 1, 0),
        ("last", "appraise"): (last + 1, 0),
    }
    places |= {(f"agent-{number}", "appraise"): (agent + number, 0) for number in (1, 2, 12)}
    for name, visit in (("early", early), ("lunch", lunch)):
        steps = {"appraise": 0, "out": 1, "seal": 2, "back": 3, "return": 5}
        places |= {(name, step): (visit + 1, op) for step, op in steps.items()}
    visits = {
        "early": early,
        "enquiry": enquiry,
        "agent": agent,
        "elder": elder,
        "asks": asks,
        "late": late,
        "lunch": lunch,
        "long": long,
        "last": last,
        "shut-out": shut_out,
    }
    places |= {(name, "receive"): (visit, 0) for name, visit in visits.items()}

    by_hand = [re.split(r"\s{2,}", row) for row in THREE_DAYS.strip().splitlines()]
    assert len(by_hand) == len(places)
    for who, step, *moments in by_hand:
        job, op = places[who, step]
        traced = [run.ready(job, op), run.start(job, op), run.finish(job, op)]
        assert traced == moments, f"{who} at {step}"

    assert run.overtime(counter) == 25 * MINUTE
    assert run.stretches(late + 1) == [("11:12", "11:30"), ("13:30", "13:40")]
    assert run.stretches(last + 1) == [
        ("1 07:30", "1 11:30"),
        ("1 13:30", "1 17:00"),
        ("3 07:30", "3 10:00"),
    ]
    assert run.trips(shut_out)[0] == ("17:00", "17:00", TripEnd.TURNED_AWAY)
    assert run.trips(old)[0] == ("16:40", "17:00", TripEnd.SENT_HOME)
    assert [run.due(job) for job in (early + 1, lunch + 1)] == ["3 17:00", "3 17:00"]
    assert [run.due(job) for job in (last + 1, night, filed)] == ["4 17:00"] * 3
    assert (run.accepted(filed), run.result(filed)) == ("09:11", "3 10:40")
    assert run.result(early + 1) == "11:30"
    assert set(run.outcome.jobs.ended.tolist()) == {JobEnd.DONE}


AGENCIES_AT_ONCE = """
in-time   receive   08:00     08:00     08:10
late      receive   08:05     08:10     08:20
in-time   tax       08:10     08:10     1 10:10
in-time   police    08:10     08:10     14:00
in-time   registry  08:10     08:10     08:20
in-time   approve   1 10:10   1 10:10   1 10:20
late      tax       08:20     08:20     4 09:00
late      police    08:20     08:20     1 10:00
late      registry  08:20     08:20     08:20
late      approve   4 09:00   4 09:00   4 09:10
in-time   return    3 09:00   3 09:00   3 09:05
late      return    5 09:00   5 09:00   5 09:05
never     receive   09:00     09:00     09:10
never     tax       09:10     09:10     never
never     police    09:10     09:10     1 09:10
"""
"""Who, at which step or agency, ready, begun and done; written by hand from the rules."""


def test_agencies_asked_at_once_and_an_extension():
    """Open 08:00 to 17:00, but for day 2; the tax office is open for an hour or two on three days.

    It is asked first and answers last (R2). A limit of two working days, put off by
    two (R12): what is accepted on day 0 is due on day 3, as day 2 is none, and who is told is told
    at the close of day 1. Citizens come for the result by the slip's date (R2).
    """
    scene = Scene(
        days=7,
        hours=["08:00-17:00"],
        closed=[2],
        agency=[("09:00", "10:00"), ("1 09:00", "1 11:00"), ("4 08:00", "4 09:00")],
    )
    receive, approve, back = (scene.station() for _ in range(3))
    for desk in (receive, approve, back):
        scene.officer(desk)
    limit = scene.limit(working_days=2, extends=scene.limit(working_days=2))

    def filed(at: str, tax: int, police: int, registry: int | None) -> int:
        others = [] if registry is None else [delay(registry * MINUTE)]
        return scene.papers(
            at,
            serve(receive, 10 * MINUTE, STARTS),
            *together(delay(tax * MINUTE, AGENCY), delay(police * MINUTE), *others),
            serve(approve, 10 * MINUTE, STOPS),
            comes_back(0, OpFlag.BY_SLIP),
            serve_citizen(back, 5 * MINUTE, comes=["09:00"]),
            limit=limit,
            flags=JobFlag.EXTENDS,
        )

    in_time = filed("08:00", 130, 350, 10)
    late = filed("08:05", 240, 1540, 0)
    never = filed("09:00", 300, 1440, None)
    run = scene.run()

    steps = ["receive", "tax", "police", "registry", "approve", "comes", "return"]
    jobs = {"in-time": in_time, "late": late, "never": never}
    by_hand = [re.split(r"\s{2,}", row) for row in AGENCIES_AT_ONCE.strip().splitlines()]
    for who, step, *moments in by_hand:
        job, op = jobs[who], steps.index(step)
        traced = [run.ready(job, op), run.start(job, op), run.finish(job, op)]
        assert traced == moments, f"{who} at {step}"
    assert [run.first_due(job) for job in (in_time, late, never)] == ["3 17:00"] * 3
    assert [run.due(job) for job in (in_time, late, never)] == ["3 17:00", "5 17:00", "5 17:00"]
    assert [run.result(job) for job in (in_time, late, never)] == ["1 10:20", "4 09:10", "never"]
    # Nobody comes on the date that was put off; on the new one, the last citizen comes in vain.
    assert run.trips(late) == [("5 09:00", "5 09:00", TripEnd.SERVED)]
    assert run.trips(never) == [("5 09:00", "5 09:00", TripEnd.IN_VAIN)]
