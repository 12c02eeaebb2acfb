"""What holds in every Center, checked on random small ones from their outcome and roster alone.

Both engines serve each of them, and the events of an instant come in several orders.
"""

import itertools
import random
from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from simulator.center.checking import check_contracts
from simulator.center.compiled import serve_compiled
from simulator.center.contract_arrays import check_arrays
from simulator.center.outcome import Outcome
from simulator.center.reference import Center
from simulator.demand.roster import Roster
from simulator.demand.workload import NONE, Workload, same_arrays
from tests.center.branches import EXPECTED, branches_taken
from tests.center.build import Scene
from tests.center.happened import Run
from tests.center.invariants import INVARIANTS
from tests.center.random_scenes import plain_queues, scenes
from tests.center.replay import Replay
from tests.center.steps import serve

many = settings(
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # to shrink a Center takes minutes
    report_multiple_bugs=False,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)

SALTS = (0, 1, 0b10101, 2**40 - 1)
"""Orders of the events of an instant in the compiled engine; the last turns them round."""


@pytest.mark.parametrize(
    ("centers", "most_untaken"), [(500, 5), pytest.param(2_000, 0, marks=pytest.mark.full)]
)
def test_what_holds_in_every_center_and_which_branches_of_the_rules_are_taken(
    centers, most_untaken
):
    """Of 60 branches, 500 Centers miss a few that only some in a thousand take."""
    taken: Counter[str] = Counter()

    @settings(many, max_examples=centers)
    @given(scenes())
    def explore(scene: Scene) -> None:
        workload, roster = scene.workload(), scene.roster()
        told = check(workload, roster)
        taken.update(branches_taken(told))

    explore()
    assert set(taken) <= EXPECTED
    least = 1 if most_untaken else 5
    seldom = {name: taken[name] for name in EXPECTED if taken[name] < least}
    assert len(seldom) <= most_untaken, seldom


def check(workload: Workload, roster: Roster) -> Replay:
    """Serve once, and check what holds."""
    work: list[tuple[int, int, int, int, int]] = []
    center = Center(workload, roster, lambda *stretch: work.append(stretch))
    lengths = watched(center)
    told = Replay(Run.of(workload, roster, center.run(), work))
    for holds in INVARIANTS:
        holds(told)
    check_littles_law(told, lengths)
    assert same_arrays(told.run.outcome, shuffled(workload, roster))
    check_contracts(workload, roster)
    check_arrays(workload=workload, roster=roster, outcome=told.run.outcome)
    for salt in SALTS:
        assert same_arrays(told.run.outcome, serve_compiled(workload, roster, salt=salt))
    return told


def watched(center: Center) -> list[tuple[int, list[int]]]:
    """Queue lengths after each dispatch and each loss of patience, of a run to come."""
    lengths = [(0, [0] * len(center.stations))]
    counters = center.counters

    def and_note(act: Callable[..., None]) -> Callable[..., None]:
        def noting(*arguments: object) -> None:
            act(*arguments)
            lengths.append((center.now, [len(station.queue) for station in center.stations]))

        return noting

    counters.dispatch = and_note(counters.dispatch)
    counters.lose_patience = and_note(counters.lose_patience)
    return lengths


def check_littles_law(told: Replay, lengths: list[tuple[int, list[int]]]) -> None:
    """The area under the queue lengths seen in the run is the sum of the waits in the outcome."""
    stations = len(told.pauses)
    seen = [*lengths, (told.horizon, [0] * stations)]
    for station in range(stations):
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


def shuffled(workload: Workload, roster: Roster) -> Outcome:
    """The outcome of a run in which the events of a phase come in another order."""
    center = Center(workload, roster)
    chance = random.Random(1)  # noqa: S311  # shuffles, nothing secret
    center.env._eid = (chance.getrandbits(40) << 20 | number for number in itertools.count())
    return center.run()


@settings(many, max_examples=100)
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
