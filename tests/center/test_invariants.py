"""What holds in every Center, checked on random small ones from their outcome and roster alone."""

import itertools
import random
from bisect import bisect_right
from collections import defaultdict

import numpy as np
from hypothesis import HealthCheck, given, settings

from simulator.center.outcome import JobEnd, TripEnd
from simulator.center.reference import Center
from simulator.demand.workload import DAY, NONE, JobKind, OpFlag, OpKind, same_arrays
from tests.center.build import Scene
from tests.center.happened import Run
from tests.center.random_scenes import plain_queues, scenes
from tests.center.replay import Replay
from tests.center.steps import serve

many = settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def replay(scene: Scene) -> Replay:
    return Replay(scene.run())


@many
@given(scenes())
def test_moments_of_an_operation_follow_one_another(scene):
    told = replay(scene)
    for op in range(len(told.kind)):
        ready, start, finish = told.ready[op], told.start[op], told.finish[op]
        assert (start == NONE) or (NONE < ready <= start)
        assert (finish == NONE) or (NONE < start <= finish)
        assert max(ready, start, finish) < told.horizon
        assert (told.officer[op] != NONE) == (told.kind[op] == OpKind.SERVE and start != NONE)


@many
@given(scenes())
def test_a_route_goes_on_where_it_came_to(scene):
    told = replay(scene)
    first = told.run.workload.jobs.first_op.tolist()
    ended = told.run.outcome.jobs.ended.tolist()
    for job, (begin, end) in enumerate(itertools.pairwise(first)):
        for op in range(begin + 1, end):
            if told.finish[op - 1] == NONE:
                assert told.ready[op] == NONE
            elif not told.flags[op] & OpFlag.IN_PERSON:
                assert told.ready[op] == told.finish[op - 1]
            else:
                came = [
                    arrival
                    for o, arrival, _, end, _ in told.trips
                    if o == op and end != TripEnd.IN_VAIN
                ]
                assert min(came) == told.finish[op - 1]
                assert told.ready[op] == max(came)
        done = begin == end or told.finish[end - 1] != NONE
        assert (ended[job] == JobEnd.DONE) == (done and ended[job] != JobEnd.NOT_BEGUN)
        if told.job_kind[job] == JobKind.VISIT:
            for dossier in range(job + 1, job + 1 + int(told.run.workload.jobs.dossiers[job])):
                assert told.ready[first[dossier]] == told.finish[begin]


@many
@given(scenes())
def test_every_ticket_ends_once(scene):
    told = replay(scene)
    by_op = defaultdict(list)
    for op, arrival, gone, end, ticketed in told.trips:
        by_op[op].append((arrival, gone, end, ticketed))
    ended = told.run.outcome.jobs.ended.tolist()
    retries = told.run.workload.retries
    for op, flags in enumerate(told.flags):
        if not flags & OpFlag.IN_PERSON:
            assert op not in by_op
            continue
        trips = by_op[op]
        for (_, gone, _, _), (arrival, _, _, _) in itertools.pairwise(trips):
            assert gone != NONE
            assert gone < arrival
        ends = [end for _, _, end, _ in trips]
        assert all(end not in (TripEnd.SERVED, TripEnd.WAITING) for end in ends[:-1])
        called = bool(ends) and ends[-1] is TripEnd.SERVED
        assert called == (told.start[op] != NONE)
        assert not called or trips[-1][1] == told.start[op]
        failed = [end for end in ends if end in (TripEnd.SENT_HOME, TripEnd.TURNED_AWAY)]
        assert len(failed) <= retries + 1
        if len(failed) == retries + 1:
            assert ended[told.job[op]] == JobEnd.LOST


@many
@given(scenes())
def test_the_work_of_an_operation_is_done_in_full(scene):
    told = replay(scene)
    speed = told.run.roster.speed.tolist()
    seconds = defaultdict(int)
    for stretch in told.run.work:
        assert stretch.officer == told.officer[stretch.op]
        assert stretch.station == told.where[stretch.op]
        seconds[stretch.op] += stretch.end - stretch.start
    for op, kind in enumerate(told.kind):
        if kind == OpKind.SERVE and told.finish[op] != NONE:
            assert seconds[op] == -(-told.amount[op] * 1000 // speed[told.officer[op]])


@many
@given(scenes())
def test_seconds_worked_and_overtime_are_those_of_the_stretches_by_day(scene):
    told = replay(scene)
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


@many
@given(scenes())
def test_an_officer_never_does_two_things_at_once(scene):
    told = replay(scene)
    for stretches in told.work.values():
        for one, next_one in itertools.pairwise(stretches):
            assert one.end <= next_one.start
    for officer in range(len(told.duty)):
        # Not even by taking something up while other work is paused.
        mine = [op for op, who in enumerate(told.officer) if who == officer]
        mine.sort(key=lambda op: (told.start[op], told.finish[op] % 2**62))
        for one, next_one in itertools.pairwise(mine):
            assert told.finish[one] != NONE
            assert told.finish[one] <= told.start[next_one]


@many
@given(scenes())
def test_nobody_works_off_duty_but_to_finish_or_for_those_who_waited_at_closing(scene):
    told = replay(scene)
    closings = told.run.workload.time.closings.tolist()
    pauses = told.run.workload.stations.pauses.tolist()
    tickets = {wait.op: wait for wait in told.waits if wait.end is TripEnd.SERVED}
    for officer, stretches in told.work.items():
        for place, each in enumerate(stretches):
            begun = told.start[each.op]
            if told.on_duty(officer, begun):
                in_a_shift = any(a <= each.start and each.end <= b for a, b in told.duty[officer])
                assert in_a_shift or not pauses[each.station]
                continue
            closing = closings[bisect_right(closings, begun) - 1]
            ticket = tickets[each.op]
            assert ticket.in_person
            assert ticket.since < closing <= begun
            assert told.on_duty(officer, closing - 1)
            # From the closing on they have not been idle off duty: they would have gone home.
            since = begun
            for earlier in reversed(stretches[:place]):
                if earlier.end == since:
                    since = earlier.start
            assert since <= closing


@many
@given(scenes())
def test_no_idle_officer_on_duty_faces_work_that_they_serve(scene):
    told = replay(scene)
    for second in told.events():
        waiting = {wait.station for wait in told.waits if wait.lasts_over(second)}
        for officer, stations in enumerate(told.serves):
            if told.on_duty(officer, second) and not told.at_work(officer, second):
                assert not waiting & stations, f"officer {officer} is idle at {second}"


@many
@given(scenes())
def test_who_is_called_is_first_in_class_and_discipline(scene):
    told = replay(scene)
    if any(each.start == each.end for each in told.run.work):
        return  # with work of 0 s there are several dispatches in a second
    for called in told.waits:
        if called.end is not TripEnd.SERVED:
            continue
        for other in told.waits:
            if other.station == called.station and other.lasts_over(called.until):
                assert called.key < other.key


@many
@given(scenes())
def test_at_closing_those_who_wait_are_all_kept_or_all_sent_home(scene):
    told = replay(scene)
    for closing in told.run.workload.time.closings.tolist():
        if closing >= told.horizon:
            continue
        for station, sends_home in enumerate(told.run.workload.stations.sends_home.tolist()):
            bound = [
                officer
                for officer, stations in enumerate(told.serves)
                if station in stations
                and told.on_duty(officer, closing - 1)
                and not told.holds_paused(officer, closing)
            ]
            there = [
                wait
                for wait in told.waits
                if wait.station == station and wait.was_there_at_closing(closing)
            ]
            sent = [w for w in there if (w.end, w.until) == (TripEnd.SENT_HOME, closing)]
            assert len(sent) == (len(there) if sends_home or not bound else 0)


def watched(center: Center) -> list[tuple[int, list[int]]]:
    """The length of every queue after each dispatch of a run to come."""
    lengths = [(0, [0] * len(center.stations))]
    dispatch = center.counters.dispatch

    def dispatch_and_note() -> None:
        dispatch()
        lengths.append((center.now, [len(station.queue) for station in center.stations]))

    center.counters.dispatch = dispatch_and_note
    return lengths


@many
@given(scenes())
def test_littles_law(scene):
    """The area under the queue lengths seen in the run is the sum of the waits in the outcome."""
    workload, roster = scene.workload(), scene.roster()
    center = Center(workload, roster)
    lengths = watched(center)
    told = Replay(Run(workload, roster, center.run(), []))
    seen = [*lengths, (workload.horizon, [0] * len(center.stations))]
    for station in range(len(center.stations)):
        area = sum(
            lengths[station] * (later - second)
            for (second, lengths), (later, _) in itertools.pairwise(seen)
        )
        waits = sum(
            (told.horizon if wait.until == NONE else wait.until) - wait.since
            for wait in told.waits
            if wait.station == station
        )
        assert area == waits


@many
@given(plain_queues())
def test_more_officers_never_delay_a_plain_queue(queue):
    arrivals, duty, at_break = queue

    def starts(officers: int) -> list[int]:
        scene = Scene(days=2)
        desk = scene.station(at_break=at_break)
        for _ in range(officers):
            scene.officer(desk, duty=duty)
        for arrival, work in arrivals:
            scene.papers(arrival, serve(desk, work))
        start = scene.run().outcome.ops.start
        return np.where(start == NONE, scene.workload().horizon, start).tolist()

    for fewer, more in itertools.pairwise([starts(officers) for officers in (1, 2, 3)]):
        assert all(later >= sooner for later, sooner in zip(fewer, more, strict=True))


@many
@given(scenes())
def test_the_same_scene_gives_the_same_arrays(scene):
    workload, roster = scene.workload(), scene.roster()
    assert same_arrays(Center(workload, roster).run(), Center(workload, roster).run())


@many
@given(scenes())
def test_nothing_depends_on_the_order_of_events_within_a_second(scene):
    workload, roster = scene.workload(), scene.roster()
    shuffled = Center(workload, roster)
    chance = random.Random(1)  # noqa: S311  # shuffles, nothing secret
    shuffled.env._eid = ((chance.random(), number) for number in itertools.count())
    assert same_arrays(Center(workload, roster).run(), shuffled.run())


def test_the_generator_reaches_what_it_aims_at():
    seen: dict[str, int] = defaultdict(int)

    @many
    @given(scenes())
    def look(scene):
        run = scene.run()
        ends = run.outcome.trips.ended.tolist()
        for end in set(TripEnd) - {TripEnd.LEFT}:
            seen[end.name] += end in ends
        seen["overtime"] += bool(run.outcome.worked.overtime.any())
        seen["paused"] += len({each.op for each in run.work}) < len(run.work)
        seen["lost"] += JobEnd.LOST in run.outcome.jobs.ended.tolist()

    look()
    assert len(seen) == 8
    assert {name: count for name, count in seen.items() if count < 10} == {}
