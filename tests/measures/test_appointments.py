"""Measures of appointments; their values on a whole day are in `test_traced_appointments`."""

import numpy as np
import pytest

from simulator.center import serve
from simulator.center.outcome import TripEnd
from simulator.demand import PreparedScenario, draw_replication
from simulator.demand.workload import BookingEnd, JobFlag
from simulator.measures import measure
from simulator.measures.catalogue import CATALOGUE
from simulator.measures.measure import Needs
from simulator.measures.names import names_of
from tests.demand.conftest import scenario_of

TAKES = {"receive": {"exponential": {"mean": "11 min"}}, "return": {"constant": "5 min"}}
BOOKED = {"field": "land", "volume": "60 per working day", "booked": 0.7, "steps": TAKES}
SECTIONS = {
    "period": {"from": "2021-01-04", "to": "2021-01-31", "warm_up": "5 days"},
    "procedures": {"transfer": BOOKED, "birth": {**BOOKED, "field": "justice", "booked": 0.0}},
    "appointments": {
        "slots": {"land": {"every": "20 min", "places": 1}},
        "horizon": "2 days",
        "full": "walk-in",
        "late": {"chance": 0.3, "by": {"exponential": {"mean": "9 min"}}},
        "grace": "10 min",
        "no_show": {"chance": 0.2, "comes_again": 0.5, "costs": "2 min"},
    },
}
NEEDED = [each.name for each in CATALOGUE if each.needs is Needs.APPOINTMENTS]


@pytest.fixture(scope="module")
def served():
    """A scenario with appointments, and one replication of it."""
    scenario = scenario_of(**SECTIONS)
    workload, roster = draw_replication(PreparedScenario(scenario), seed=4, replication=0)
    outcome = serve(workload, roster)
    return scenario, workload, outcome, measure(outcome, workload, roster)


def test_only_scenarios_with_appointments_have_them(served):
    scenario, _workload, _outcome, measures = served
    assert measures.index == names_of(scenario)
    assert set(NEEDED) <= {key.measure for key in measures.index}
    without = names_of(scenario_of(procedures={"transfer": {**BOOKED, "booked": 0.0}}))
    assert not {key.measure for key in without} & set(NEEDED)


def test_waits_are_those_of_a_plain_count(served):
    _scenario, workload, outcome, measures = served
    trips, ops, jobs = outcome.trips, workload.ops, workload.jobs
    waits = {"booked": [], "walk_in": []}
    for op, arrival, gone, end, ticketed in zip(
        trips.op, trips.arrival, trips.gone, trips.ended, trips.ticketed, strict=True
    ):
        station = ops.where[op]
        if not ticketed or arrival < workload.period_start or not workload.stations.places[station]:
            continue
        job = np.searchsorted(jobs.first_op, op, side="right") - 1
        is_booked = jobs.flags[job] & JobFlag.BOOKED and jobs.begin[job] == arrival
        wait = (workload.horizon if end == TripEnd.WAITING else gone) - arrival
        waits["booked" if is_booked else "walk_in"].append((wait, end == TripEnd.SERVED))
    for whose, rows in waits.items():
        assert len(rows) > 100
        mean = sum(wait for wait, _called in rows) / len(rows) / 60
        assert measures[f"{whose}_wait_mean.receive/land"] == pytest.approx(mean)
        for minutes in (5, 15):
            in_time = sum(called and wait <= 60 * minutes for wait, called in rows)
            share = in_time / len(rows)
            assert measures[f"{whose}_within_{minutes}"] == pytest.approx(share)
    assert np.isnan(measures["booked_wait_mean.justice"])


def test_every_wish_of_the_period_is_counted_once(served):
    _scenario, workload, _outcome, measures = served
    made = workload.bookings
    inside = (made.moment >= workload.period_start) & (made.moment < workload.horizon)
    count = np.bincount(made.ended[inside], minlength=len(BookingEnd)).tolist()
    kept, late, again, never, walks_in, _gives_up = count
    assert min(kept, late, again, never, walks_in) > 0
    assert measures["appointments"] == kept + late + again + never
    assert measures["slots_missed"] == late + again + never
    assert (measures["no_shows"], measures["fully_booked"]) == (never, walks_in)
    assert measures["slots_unused"] == 24 * 20 - kept
    assert measures["slots_unused.land"] == measures["slots_unused"]
    assert measures["slots_unused.return"] == measures["slots_unused.justice"] == 0
