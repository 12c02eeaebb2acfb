"""Random small Centers for Hypothesis, aimed at ties: closings, duty edges and few other moments.

Out: `scenes()`, of any kind, and `plain_queues()`, of one station with one class of papers. Nearly
every moment and duration is a multiple of ten minutes, so that finishes, arrivals, duties and
closings fall into the same seconds; some are a second off.
"""

from hypothesis import strategies as st

from simulator.demand.workload import JobFlag, OpFlag
from tests.center.build import DAY, Scene
from tests.center.moments import HOUR, MINUTE
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
works = st.sampled_from([0, 1, TEN - 1, TEN, TEN, TEN, 2 * TEN, 3 * TEN, HOUR, 3 * HOUR])
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
def routes(draw: st.DrawFn, stations: int, *, on_the_spot: bool) -> list[Op]:
    """A dossier's route to the result, and its return."""
    station = st.integers(0, stations - 1)
    steps = []
    for _ in range(draw(st.integers(1, 2))):
        kind = draw(st.sampled_from(["serve", "serve", "serve", "delay", "courier"]))
        if kind == "serve":
            steps.append(serve(draw(station), draw(works)))
        elif kind == "delay":
            steps.append(delay(draw(works), draw(st.sampled_from([OFFICE, ALWAYS]))))
        else:
            steps.append(courier(draw(st.integers(0, 1))))
    last = steps[-1]
    steps[-1] = Op(last.kind, last.where, last.amount, last.flags | STOPS)
    way = "in person" if on_the_spot else draw(st.sampled_from(["in person", "papers", "none"]))
    if way == "in person":
        by = OpFlag.IF_GONE if on_the_spot else draw(st.sampled_from([0, OpFlag.BY_SLIP]))
        steps.append(comes_back(draw(small_days), by))
        steps.append(serve_citizen(draw(station), draw(works), comes=draw(times_of_trips)))
    elif way == "papers":
        steps.append(serve(draw(station), draw(works)))
    return steps


def _before_any_closing(second: int) -> int:
    return min(second, 9 * HOUR + 3 * TEN - 1)


times_of_trips = st.lists(seconds_of_day.map(_before_any_closing), min_size=1, max_size=3)


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    """A Center of two or three days, up to three stations, four officers and a dozen arrivals."""
    days = draw(st.integers(2, 3))
    scene = Scene(
        days=days,
        hours=draw(st.sampled_from(HOURS)),
        closed=draw(st.sampled_from([(), (), (1,)])),
        holidays=draw(st.sampled_from([(), (1,)])),
        cut_off=draw(st.sampled_from([None, "09:00"])),
        retries=draw(st.integers(0, 2)),
        horizon=draw(st.sampled_from([None, *(DAY + 8 * HOUR + tens * TEN for tens in (3, 6))])),
        to_headquarters=[(9 * HOUR + day * DAY, 9 * HOUR + TEN + day * DAY) for day in range(days)],
        to_center=[(9 * HOUR + day * DAY, 9 * HOUR + 3 * TEN + day * DAY) for day in range(days)],
    )
    stations = draw(st.integers(1, 3))
    for _ in range(stations):
        scene.station(
            at_break=draw(st.sampled_from(["finish", "pause"])),
            closing=draw(st.sampled_from(["serve-all", "serve-all", "send-home"])),
            discipline=draw(st.sampled_from(["fifo", "due-date"])),
        )
    limits = [scene.limit(working_days=0), scene.limit(working_seconds=HOUR), -1]
    for _ in range(draw(st.integers(1, 4))):
        scene.officer(
            *draw(st.sets(st.integers(0, stations - 1), min_size=1)),
            duty=draw(duties(days)) if draw(st.booleans()) else None,
            speed=draw(st.sampled_from([1.0, 1.0, 1.0, 1.1, 0.7])),
        )
    for _ in range(draw(st.integers(0, 12))):
        arrival = draw(st.integers(0, days - 1)) * DAY + draw(seconds_of_day)
        limit = draw(st.sampled_from(limits))
        if draw(st.integers(0, 2)):
            on_the_spot = draw(st.booleans())
            brings = [
                Dossier(draw(routes(stations, on_the_spot=on_the_spot)), limit, JobFlag.ACCEPTED)
                for _ in range(draw(st.sampled_from([0, 1, 1, 2])))
            ]
            scene.visit(
                draw(st.integers(0, stations - 1)),
                arrival,
                draw(works),
                comes=draw(times_of_trips),
                priority=draw(st.sampled_from([False, False, True])),
                brings=brings,
            )
        else:
            receives = serve(draw(st.integers(0, stations - 1)), draw(works), STARTS)
            then = draw(routes(stations, on_the_spot=False))
            scene.papers(arrival, receives, *then, limit=limit)
    return scene


@st.composite
def plain_queues(draw: st.DrawFn) -> tuple[list[tuple[int, int]], list[tuple[int, int]], str]:
    """Arrivals with their work, the duty of every officer, and what becomes of work at breaks."""
    arrivals = draw(st.lists(st.tuples(seconds_of_day, works), max_size=12))
    return arrivals, draw(duties(2)), draw(st.sampled_from(["finish", "pause"]))
