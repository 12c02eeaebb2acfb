"""Points, replicated: whoever works and whatever they share, each is as a run of it alone."""

import pickle
from concurrent.futures import Future
from pathlib import Path

import numpy as np
import pytest

from simulator import load_scenario
from simulator import run as run_alone
from simulator.demand import draw_replication
from simulator.demand.workload import same_arrays
from simulator.measures import Replicated
from simulator.measures.names import names_of
from simulator.studies import work
from simulator.studies.experiment import EngineChecked, Experiment, Finished, Point
from simulator.studies.pools import Pool
from simulator.studies.pools.processes import Processes
from simulator.studies.pools.this_process import ThisProcess
from simulator.studies.precision import Precision, Until
from simulator.studies.running import run
from simulator.studies.source import MOST_TOGETHER, Source

BASE = Path(__file__).parent / "sweep" / "invalid" / "base.yaml"
SEED = 5
PRECISE = Precision({"wait_mean": 1.0}, at_most=30)


def scenario(**overrides):
    return load_scenario(
        BASE, overrides={key.replace("__", "."): x for key, x in overrides.items()}
    )


def point(label, **overrides):
    return Point(label, Source.of(scenario(**overrides)))


ONE, TWO = point("one"), point("two", staff__clerks__officers=2)
FAST, MORE = point("fast", staff__clerks__speed=1.2), point("more", demand__growth=1.1)


class Kept:
    """A store of this process."""

    def __init__(self):
        self.found, self.enough = {}, set()

    def kept(self, key, index):
        found = self.found.get(key)
        return found and Replicated.of([each.measures for each in found], index)

    def add(self, key, *, first, found, enough):
        own = self.found.setdefault(key, [])
        assert len(own) == first or not found
        own += found
        if enough:
            self.enough.add(key)


def done(points, until, pool=None, **options):
    """The events of an experiment."""
    experiment = Experiment(SEED, until, **options)
    experiment.extend(points)
    events = []
    run(experiment, pool or ThisProcess(), on_event=events.append)
    assert (experiment.left, experiment.unfinished) == (0, 0)
    return events


def values(events, of):
    """The measures of the replications of a point, which come in their order."""
    found = []
    for event in events:
        if event.point is of:
            assert event.first == len(found)
            found += event.found
    return np.array([each.measures.values for each in found])


class Counted:
    """Counts the workloads that are drawn."""

    def __init__(self, monkeypatch):
        self.number = 0
        draw = Source.workload

        def counted(source, seed, replication):
            self.number += 1
            return draw(source, seed, replication)

        monkeypatch.setattr(Source, "workload", counted)


def test_points_that_differ_only_in_staffing_share_what_is_drawn(monkeypatch):
    counted = Counted(monkeypatch)
    points = [ONE, TWO, FAST, MORE]
    events = done(points, Until.made(3))
    assert counted.number == 3 + 3
    for each in points:
        alone = run_alone(each.source.scenario, replications=3, seed=SEED)
        expected = [one.measures.values for one in alone]
        assert np.array_equal(values(events, each), expected, equal_nan=True)


@pytest.mark.parametrize(
    "changed",
    [
        {"staff__clerks__officers": 3},
        {"staff__clerks__speed": 2},
        {"staff__clerks__other_duties": 0.5},
        {"staff__clerks__changes": [{"from": "2021-01-05", "to": "2021-01-06", "officers": 1}]},
    ],
)
def test_what_is_changed_of_the_staff_changes_no_workload(changed):
    other = Source.of(scenario(**changed))
    assert other.workload_key == ONE.source.workload_key
    assert other.key != ONE.source.key
    assert same_arrays(other.workload(SEED, 1), ONE.source.workload(SEED, 1))
    workload, roster = draw_replication(other.prepared, seed=SEED, replication=1)
    fresh = Source.of(scenario(**changed)).prepared
    assert same_arrays(roster, other.roster(SEED, 1))
    assert same_arrays(workload, other.workload(SEED, 1))
    assert fresh is other.prepared


def test_whatever_else_is_changed_makes_another_workload():
    for each in (
        MORE,
        point("", citizens__retries=1),
        point("", queues__receive__at_break="pause"),
    ):
        assert each.source.workload_key != ONE.source.workload_key


def test_a_process_keeps_few_prepared_scenarios():
    sources = [Source.of(scenario(staff__clerks__officers=n)) for n in range(1, MOST_TOGETHER + 5)]
    plans = [each.prepared for each in sources]
    assert len({id(plan.procedures) for plan in plans}) == 1
    assert sources[-1].prepared is plans[-1]
    assert sources[0].prepared is not plans[0]


def test_two_points_with_one_scenario_are_run_once():
    events = done([ONE, Point("again", ONE.source)], Until.made(2))
    assert [(each.point.label, each.first) for each in events] == [("one", 0), ("one", 1)]


def test_a_source_is_sent_whole():
    sent = pickle.loads(pickle.dumps(ONE.source))  # noqa: S301  # our own
    assert sent == ONE.source
    assert sent.scenario.hash == sent.key


@pytest.mark.parametrize("until", [Until.made(7), PRECISE], ids=["made", "precise"])
def test_any_pool_brings_the_same_in_the_same_order(until):
    here = done([ONE, TWO, MORE], until)
    with Processes(2) as pool:
        there = done([ONE, TWO, MORE], until, pool)
    for each in (ONE, TWO, MORE):
        assert np.array_equal(values(here, each), values(there, each), equal_nan=True)


class Backwards(Pool):
    """Finishes what it was given last."""

    workers, capacity = 2, 6

    def __init__(self):
        self.given = []

    def submit(self, function, *arguments):
        future = Future()
        self.given.append((future, function, arguments))
        if len(self.given) == self.capacity:
            self.finish()
        return future

    def finish(self):
        while self.given:
            future, function, arguments = self.given.pop()
            future.set_result(function(*arguments))

    def renew(self):
        pytest.fail("nobody died")

    def close(self, *, at_once):
        pass


def test_what_is_finished_before_its_turn_waits_for_it():
    store = Kept()
    events = done([ONE], Until.made(12), Backwards(), store=store)
    assert np.array_equal(
        values(events, ONE), values(done([ONE], Until.made(12)), ONE), equal_nan=True
    )


def test_precision_makes_no_replication_that_it_has_no_use_for():
    for each in (ONE, TWO):
        watch = PRECISE.watch(names_of(each.source.scenario))
        made = [event for event in done([each], PRECISE) if isinstance(event, Finished)]
        alone = run_alone(each.source.scenario, replications=30, seed=SEED)
        for one in alone:
            watch.add(one.measures.values, one.measures.counts, one.measures.samples)
            if watch.enough:
                break
        assert sum(len(event.found) for event in made) == watch.replications
        assert made[-1].watch.half_widths == watch.half_widths


@pytest.mark.parametrize("until", [Until.made(6), PRECISE], ids=["made", "precise"])
def test_what_a_store_has_is_not_made_again(until, monkeypatch):
    whole, store = Kept(), Kept()
    done([ONE, TWO], until, store=whole)
    done([ONE], Until.made(4), store=store)
    kept = list(store.found[ONE.source.key])
    counted = Counted(monkeypatch)
    done([ONE, TWO], until, store=store)
    made = max(len(found) for found in whole.found.values())
    assert counted.number <= made + len(whole.found[ONE.source.key]) - 4
    assert store.found[ONE.source.key][:4] == kept
    assert store.enough == {ONE.source.key, TWO.source.key}
    for key, found in whole.found.items():
        one, other = ([each.measures.values for each in of] for of in (found, store.found[key]))
        assert np.array_equal(one, other, equal_nan=True)
    assert done([ONE, TWO], until, store=store) == []


def test_of_a_store_with_more_than_is_asked_for_nothing_is_made():
    store = Kept()
    done([ONE], Until.made(5), store=store)
    assert done([ONE], Until.made(3), store=store) == []


def test_points_can_be_added_while_it_runs():
    experiment, asked = Experiment(SEED, Until.made(2)), [TWO, MORE]
    experiment.extend([ONE])
    found = []

    def ask(event):
        found.append((event.point.label, event.first))
        if asked and event.first == 1:
            experiment.extend([asked.pop()])

    run(experiment, ThisProcess(), on_event=ask)
    assert found == [(label, number) for label in ("one", "more", "two") for number in (0, 1)]


def test_it_can_be_cancelled():
    experiment, events = Experiment(SEED, Until.made(10**6)), []
    experiment.extend([ONE])
    run(experiment, ThisProcess(), on_event=events.append, is_cancelled=lambda: len(events) == 3)
    assert len(events) == 3


def test_each_checked_point_is_compared_once_after_the_first_replication():
    experiment = Experiment(SEED, Until.made(2))
    experiment.extend([ONE, TWO])
    for each in (ONE, TWO, ONE):
        experiment.check(each)
    events = []
    run(experiment, ThisProcess(), on_event=events.append)
    checked = [each for each in events if isinstance(each, EngineChecked)]
    assert [each.point for each in checked] == [ONE, TWO]
    assert all(each.comparison.operations and not each.comparison.difference for each in checked)
    assert events.index(checked[0]) == 2


def test_an_observer_sees_each_replication_where_it_is_served():
    events = done([ONE], Until.made(2), observer=number_of)
    assert [each.found[0].seen for each in events] == [("one-key", 0), ("one-key", 1)]


def number_of(source, one):
    return ("one-key" if source.key == ONE.source.key else "", one.index)


def test_a_worker_of_another_version_is_found_out(monkeypatch):
    experiment = Experiment(SEED, Until.made(1))
    experiment.extend([ONE])
    unit, _courses = experiment.next_unit(1, 1)
    monkeypatch.setattr(work, "identity", lambda: "0.1")
    with pytest.raises(work.VersionError, match=r"0\.1"):
        work.work(unit)


def test_more_replications_of_a_point_are_made_beside_those_there_are():
    kept = Kept()
    experiment = Experiment(SEED, Until.made(1), store=kept)
    experiment.extend([ONE, MORE])
    asked = []

    def heed(event):
        if isinstance(event, Finished) and not experiment.unfinished and not asked:
            asked.append(event)
            experiment.extend([ONE], Until.made(4))
            assert (experiment.left, experiment.unfinished) == (3, 1)

    run(experiment, ThisProcess(), on_event=heed)
    assert [len(kept.found[each.source.key]) for each in (ONE, MORE)] == [4, 1]
    alone = run_alone(ONE.source.scenario, replications=4, seed=SEED)
    made = [one.measures["wait_mean"] for one in kept.found[ONE.source.key]]
    assert made == [one.measures["wait_mean"] for one in alone]


def test_more_replications_of_a_point_are_taken_from_what_is_kept():
    kept = Kept()
    before = Experiment(SEED, Until.made(4), store=kept)
    before.extend([ONE])
    run(before, ThisProcess(), on_event=lambda _event: None)
    experiment = Experiment(SEED, Until.made(1), store=kept)
    experiment.extend([ONE])
    experiment.extend([ONE], Until.made(5))
    assert (experiment.left, experiment.unfinished) == (1, 1)
    experiment.extend([ONE], Until.made(2))
    assert (experiment.left, experiment.unfinished) == (1, 1)
