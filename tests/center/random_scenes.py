"""Random small Centers for Hypothesis, aimed at ties: closings, duty edges and few other moments.

Out: `scenes()`, of any kind, and `plain_queues()`, of one station with one class of papers. Nearly
every moment and duration is a multiple of ten minutes, so that finishes, arrivals, duties and
closings fall into the same seconds; some are a second off.
"""

from hypothesis import strategies as st

from simulator.demand.workload import FAR, NONE, JobFlag, OpFlag
from tests.center.build import DAY, Scene
from tests.center.moments import HOUR, MINUTE, spans
from tests.center.steps import (
    ALWAYS,
    OFFICE,
    Dossier,
    Op,
    comes_back,
    courier,
    delay,
    serve,
    serve_citizen,
    together,
)

TEN = 10 * MINUTE
FIRST, LAST = 7 * HOUR + 5 * TEN, 10 * HOUR + 2 * TEN
"""07:50 to 10:20, about the only hours of the day in which anything happens."""
HOURS = (("08:00-09:00", "09:30-10:00"), ("08:00-10:00",), ("08:00-09:30",))
STARTS, STOPS = OpFlag.STARTS_CLOCK, OpFlag.STOPS_CLOCK

seconds_of_day = st.builds(
    lambda tens, off: FIRST + tens * TEN + off,
    st.integers(0, (LAST - FIRST) // TEN),
    st.sampled_from([0, 0, 0, 0, 0, 1, -1]),
)
patiences = st.sampled_from([FAR, FAR, 0, 1, TEN, TEN, 2 * TEN, 3 * TEN, HOUR, DAY, DAY + TEN])
works = st.sampled_from([0, 1, TEN - 1, TEN, TEN, TEN, 2 * TEN, 3 * TEN, HOUR, 3 * HOUR])
delays = st.builds(delay, works, st.sampled_from([OFFICE, ALWAYS]))
groups = st.lists(delays, min_size=1, max_size=3).map(lambda asked: together(*asked))
couriers = st.builds(courier, st.integers(0, 1))
horizons = [DAY + 8 * HOUR + tens * TEN for tens in (3, 6, 9, 12)]
small_days = st.sampled_from([0, 0, 1])


@st.composite
def duties(draw: st.DrawFn, days: int) -> list[tuple[int, int]]:
    """Up to three duty intervals a day, adjoining or not."""
    intervals = []
    for day in range(days):
        edges = sorted(draw(st.sets(seconds_of_day, max_size=6)))
        midnight = day * DAY
        intervals += [
            (midnight + start, midnight + end)
            for start, end in zip(edges[::2], edges[1::2], strict=False)
        ]
    return intervals


@st.composite
def routes(draw: st.DrawFn, stations: int, *, on_the_spot: bool, silent: bool) -> list[Op]:
    """A dossier's route to the result, and its return."""
    station = st.integers(0, stations - 1)
    steps: list[Op] = []
    supplement = draw(st.sampled_from(["none", "none", "none", "brought", "posted", "never"]))
    if supplement != "none":
        steps.append(serve(draw(station), draw(works), OpFlag.HALTS_CLOCK))
    if supplement == "brought":
        steps.append(comes_back(draw(small_days)))
        steps.append(draw(services(stations, silent=silent, flags=STARTS | OpFlag.SUPPLEMENT)))
    elif supplement == "posted":
        steps.append(delay(draw(works), ALWAYS))
        steps.append(serve(draw(station), draw(works), STARTS))
    elif supplement == "never":
        return [*steps, delay(draw(works), ALWAYS, OpFlag.RETURNS)]
    for _ in range(draw(st.integers(1, 2))):
        steps += draw(st.one_of(*3 * [on_papers(stations)], one(delays), groups, one(couriers)))
    last = steps[-1]
    steps[-1] = Op(last.kind, last.where, last.amount, last.flags | STOPS)
    way = "in person" if on_the_spot else draw(st.sampled_from(["in person", "papers", "none"]))
    if way == "in person":
        by = OpFlag.IF_GONE if on_the_spot else draw(st.sampled_from([0, OpFlag.BY_SLIP]))
        steps.append(comes_back(draw(small_days), by))
        steps.append(draw(services(stations, silent=silent)))
    elif way == "papers":
        steps.append(serve(draw(station), draw(works)))
    return steps


def one(ops: st.SearchStrategy[Op]) -> st.SearchStrategy[list[Op]]:
    """A piece of a route of one operation."""
    return ops.map(lambda op: [op])


def on_papers(stations: int) -> st.SearchStrategy[list[Op]]:
    """A service without a citizen."""
    return one(st.builds(serve, st.integers(0, stations - 1), works))


@st.composite
def services(draw: st.DrawFn, stations: int, *, silent: bool, flags: int = 0) -> Op:
    """Something that a citizen comes for."""
    return serve_citizen(
        draw(st.integers(0, stations - 1)),
        draw(works),
        comes=draw(times_of_trips),
        flags=flags,
        patience=draw(patiences),
        back_after=draw(days_away(silent)),
    )


def days_away(silent: bool) -> st.SearchStrategy[int]:
    """Days until a citizen comes again; who left a ticket behind is not back the same day."""
    return st.sampled_from([1, 1, 2] if silent else [0, 1, 2])


def _before_any_closing(second: int) -> int:
    return min(second, 9 * HOUR + 3 * TEN - 1)


times_of_trips = st.lists(seconds_of_day.map(_before_any_closing), min_size=1, max_size=3)


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    """A Center of two to four days, up to three stations, four officers and a dozen arrivals."""
    days = draw(st.integers(2, 4))
    silent = draw(st.booleans())
    scene = Scene(
        days=days,
        hours=draw(st.sampled_from(HOURS)),
        closed=draw(st.sampled_from([(), (), (1,)])),
        holidays=draw(st.sampled_from([(), (1,), (1, 2)])),
        cut_off=draw(st.sampled_from([None, "09:00", "09:30", "10:00"])),
        retries=draw(st.integers(0, 2)),
        leaves_silently=silent,
        call_out=draw(st.sampled_from([0, 1, TEN, TEN])),
        horizon=draw(
            st.sampled_from([None, *(DAY + 8 * HOUR + tens * TEN for tens in (3, 6, 9, 12))])
        ),
        to_headquarters=[(9 * HOUR + day * DAY, 9 * HOUR + TEN + day * DAY) for day in range(days)],
        to_center=[(9 * HOUR + day * DAY, 9 * HOUR + 3 * TEN + day * DAY) for day in range(days)],
    )
    stations = draw(st.sampled_from([1, 1, 2, 2, 3]))
    for _ in range(stations):
        scene.station(
            at_break=draw(st.sampled_from(["finish", "pause"])),
            closing=draw(st.sampled_from(["serve-all", "serve-all", "serve-all", "send-home"])),
            last_ticket=draw(st.sampled_from([0, 0, 0, 1, TEN, 2 * TEN])),
            overtime_at_most=draw(st.sampled_from([FAR, FAR, 1, TEN, TEN, 2 * TEN, HOUR])),
            discipline=draw(st.sampled_from(["fifo", "due-date"])),
            booked_first=draw(st.booleans()),
            tickets_per_day=draw(st.sampled_from([FAR, FAR, FAR, 1, 2])),
            target_wait=draw(st.sampled_from([TEN, 2 * TEN, TEN + 1])),
            hurry=draw(st.sampled_from([(1000,), (1000,), (1000, 500), (1000, 707, 333)])),
        )
    chooses = draw(st.sampled_from([("first-come",), ("target",), ("first-come", "target")]))
    for _ in range(draw(st.integers(1, 4))):
        serves = draw(st.sets(st.integers(0, stations - 1), min_size=1))
        others = st.sampled_from(sorted({*range(stations)} - serves) or [NONE])
        scene.officer(
            *serves,
            helps=sorted(draw(st.sets(others, max_size=2)) - {NONE}),
            chooses=draw(st.sampled_from(chooses)),
            duty=_less_leave(draw(duties(days)), draw(st.sampled_from([(), (), (1,), (1, 2)])))
            if draw(st.booleans())
            else None,
            speed=draw(st.sampled_from([1.0, 1.0, 1.0, 1.1, 0.7])),
        )
    later = scene.limit(working_days=1)
    limits = [
        scene.limit(working_days=0, extends=later),
        scene.limit(working_seconds=HOUR, extends=later),
        scene.limit(working_days=1, extends=draw(st.sampled_from([NONE, later]))),
        NONE,
    ]
    extends = st.sampled_from([JobFlag.EXTENDS, JobFlag.EXTENDS, JobFlag(0)])
    rush = draw(seconds_of_day)
    for _ in range(draw(st.sampled_from([0, 3, 6, 9, 12, 15]))):
        day = draw(st.sampled_from([0, 0, *range(days)]))
        arrival = day * DAY + draw(st.one_of(st.just(rush), seconds_of_day))
        limit = draw(st.sampled_from(limits))
        doors_are_open = day not in scene.closed and arrival < spans(scene.hours, day)[-1][1]
        if doors_are_open and not draw(st.integers(0, 7)):
            scene.nobody(draw(st.integers(0, stations - 1)), arrival, draw(works))
            continue
        flags = draw(extends) if scene.is_extended(limit) else JobFlag(0)
        if draw(st.integers(0, 2)):
            on_the_spot = draw(st.booleans())
            brings = [
                Dossier(
                    draw(routes(stations, on_the_spot=on_the_spot, silent=silent)),
                    limit,
                    flags | JobFlag.ACCEPTED,
                )
                for _ in range(draw(st.sampled_from([0, 1, 1, 2])))
            ]
            scene.visit(
                draw(st.integers(0, stations - 1)),
                arrival,
                draw(works),
                comes=draw(times_of_trips),
                priority=draw(st.sampled_from([False, False, True])),
                booked=draw(st.sampled_from([False, False, True])),
                brings=brings,
                patience=draw(patiences),
                back_after=draw(days_away(silent)),
            )
        else:
            receives = serve(draw(st.integers(0, stations - 1)), draw(works), STARTS)
            then = draw(routes(stations, on_the_spot=False, silent=silent))
            scene.papers(arrival, receives, *then, limit=limit, flags=flags)
    return scene


def _less_leave(duty: list[tuple[int, int]], away: tuple[int, ...]) -> list[tuple[int, int]]:
    """The duty of an officer who is on leave on some days."""
    return [(start, end) for start, end in duty if start // DAY not in away]


@st.composite
def plain_queues(draw: st.DrawFn) -> tuple[list[tuple[int, int]], list[tuple[int, int]], str]:
    """Arrivals with their work, the duty of every officer, and what becomes of work at breaks."""
    arrivals = draw(st.lists(st.tuples(seconds_of_day, works), max_size=12))
    return arrivals, draw(duties(2)), draw(st.sampled_from(["finish", "pause"]))
