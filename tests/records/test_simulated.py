"""The log of a simulated replication: what a ticket machine would have written, and no more."""

from collections import Counter

import numpy as np
import pytest

from simulator import draw, load_scenario, serve
from simulator.center import TripEnd
from simulator.measures.labels import station_names
from simulator.measures.tickets import tickets_of
from simulator.records import Ending, log_of, read_tickets, write_tickets

MM1 = "scenarios/textbook/mm1.yaml"
IMPATIENT = [
    "period={from: 2021-03-15, to: 2021-03-28, warm_up: 2 days}",
    "citizens.patience={constant: 20 min}",
]


def simulated(*overrides):
    scenario = load_scenario(MM1, overrides=[*IMPATIENT, *overrides])
    workload, roster = draw(scenario, seed=1)
    outcome = serve(workload, roster)
    return log_of(scenario, workload, roster, outcome), workload, outcome


def test_who_leaves_openly_is_never_called():
    log, workload, outcome = simulated("citizens.leaves=openly")
    left = log.ending == Ending.LEFT
    assert left.any()
    assert (log.called[left] == -1).all()
    assert (log.finished[left] - log.taken[left] == 20 * 60).all()
    in_period = outcome.trips.arrival >= workload.period_start
    served = in_period & (outcome.trips.ended == TripEnd.SERVED)
    assert (log.ending == Ending.SERVED).sum() == served.sum()
    assert (log.called >= log.taken)[log.ending == Ending.SERVED].all()


def test_who_leaves_silently_is_called_in_vain_after_patience_ended_and_in_order():
    log, _workload, _outcome = simulated("citizens.leaves=silently", "citizens.call_out=1 min")
    vain = log.ending == Ending.CALLED_IN_VAIN
    assert vain.any()
    assert (log.called[vain] - log.taken[vain] >= 20 * 60).all()
    assert (log.finished - log.called)[vain].tolist() == [60] * vain.sum()
    assert (log.counter[vain] == 0).all()
    called = log.called[log.called >= 0]
    assert (np.diff(called) >= 0).all()  # one counter: whom it calls in vain, it calls in turn


def test_the_machine_stands_behind_the_door():
    log, _workload, outcome = simulated(
        "calendar.hours={every-day: ['08:00-12:00']}",
        "demand.hours={07: 1, 08: 3, 09: 3}",
    )
    assert (outcome.trips.arrival % 86_400 < 8 * 3600).any()
    assert (log.taken % 86_400).min() == 8 * 3600


@pytest.mark.parametrize("leaves", ["openly", "silently"])
def test_a_log_that_is_written_is_read_again_as_it_was(leaves, tmp_path):
    log, _workload, _outcome = simulated(f"citizens.leaves={leaves}")
    write_tickets(log, tmp_path / "log.csv.gz")
    reading = read_tickets(tmp_path / "log.csv.gz")
    assert not len(reading.excluded)
    for name in ("taken", "called", "finished", "counter", "queue", "ending"):
        assert np.array_equal(getattr(reading.log, name), getattr(log, name)), name
    assert (reading.log.queues, reading.log.first_day) == (log.queues, log.first_day)


def test_every_ticket_of_the_steps_that_take_tickets_is_in_the_log():
    few = [  # Nobody leaves at the door.
        "period={from: 2021-03-01, to: 2021-03-12, warm_up: 5 days}",
        "citizens.patience=none",
    ]
    scenario = load_scenario("scenarios/van-don-2021.yaml", overrides=few)
    workload, roster = draw(scenario, seed=1)
    outcome = serve(workload, roster)
    log = log_of(scenario, workload, roster, outcome, steps=("receive", "return"))
    tickets = tickets_of(workload, outcome, since=workload.period_start)
    stations = station_names(workload)
    taken = [stations[place] for place in workload.ops.where[tickets.op].tolist()]
    assert Counter(taken) == Counter(log.queues[queue] for queue in log.queue.tolist())
    served = outcome.ops.finish[tickets.op] - outcome.ops.start[tickets.op]
    assert (log.finished - log.called).sum() == served.sum()
    receive = log_of(scenario, workload, roster, outcome)
    assert set(receive.queues) <= set(workload.fields)
    assert len(receive.taken) == sum(name.startswith("receive/") for name in taken)


def test_who_is_called_at_the_door_has_the_ticket_of_the_call():
    log, *_drawn = simulated(
        "calendar.hours={every-day: ['08:00-12:00']}",
        "calendars={early: {country: none, hours: {every-day: ['07:30-12:00']}}}",
        "staff.clerks.calendar=early",
        "demand.hours={07: 1, 08: 3, 09: 3}",
        "citizens.leaves=silently",
    )
    early = log.taken % 86_400 < 8 * 3600
    assert early.any()
    assert (log.taken == log.called)[early].all()
    assert (np.diff(log.taken) >= 0).all()
    assert (log.called >= log.taken)[log.called >= 0].all()
