"""Two days with appointments, against the tables worked out by hand in `traced/appointments/`.

From the scenario on: only when each citizen wants to come, and whether they book, come late or not
at all, is told instead of drawn. `REASONING.md` beside the tables says how each line follows.
"""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from simulator import demand
from simulator.center import serve
from simulator.center.outcome import Outcome, TripEnd
from simulator.center.reference import Center
from simulator.demand import PreparedScenario, Workload, draw_workload
from simulator.demand.dossiers import Arrivals
from simulator.demand.draws import Address, Draws, Purpose
from simulator.demand.roster import Roster, draw_roster
from simulator.demand.workload import NONE, BookingEnd, Channel, OpFlag, same_arrays
from simulator.measures import Measures, measure
from simulator.scenario import Scenario
from tests.center.moments import MINUTE, at, told

FOLDER = Path(__file__).parent / "traced" / "appointments"

SCENARIO = {
    "name": "Center",
    "period": {"from": "2021-01-04", "to": "2021-01-06"},
    "calendar": {"country": "none", "hours": {"every-day": ["08:00-11:00", "13:00-16:00"]}},
    "fields": {"land": "Land"},
    "procedures": {
        name: {
            "field": "land",
            "volume": "9 per working day",
            "booked": 0.5,
            "steps": {"receive": {"constant": takes}},
        }
        for name, takes in (("short", "20 min"), ("long", "50 min"))
    },
    "citizens": {"comes_back": {"constant": "1 days"}},
    "appointments": {
        "slots": {"all": {"every": "30 min", "places": 1}},
        "horizon": "0 days",
        "late": {"chance": 0.1, "by": {"uniform": {"low": "0 min", "high": "40 min"}}},
        "grace": "10 min",
        "no_show": {"chance": 0.2, "comes_again": 0.5, "costs": "2 min"},
    },
    "queues": {"receive": {"last_ticket": "30 min", "overtime_at_most": "20 min"}},
    "staff": {"officer": {"officers": 1, "serves": ["receive/land"]}},
}

BOOKS = {Purpose.BOOKED: 0.4}
MISSES = {Purpose.NO_SHOW: 0.1}
WHO: dict[str, tuple[str, dict[Purpose, float]]] = {
    "early": ("07:40", BOOKS),
    "late": ("08:10", BOOKS | {Purpose.LATE: 0.05, Purpose.LATE_BY: 0.15}),
    "walker": ("08:15", {}),
    "second": ("08:35", {}),
    "again": ("08:40", BOOKS | MISSES | {Purpose.NO_SHOW_COMES_AGAIN: 0.3}),
    "beyond": ("09:05", BOOKS | {Purpose.LATE: 0.05, Purpose.LATE_BY: 0.5}),
    "never": ("09:31", BOOKS | MISSES),
    "long": ("09:40", {}),
    "elder": ("09:50", BOOKS),
    "one": ("13:10", BOOKS),
    "two": ("13:20", BOOKS),
    "three": ("14:10", BOOKS),
    "four": ("14:40", BOOKS),
    "full": ("15:05", BOOKS),
    "quick": ("15:20", {}),
    "kept-out": ("15:29:59", {}),
    "refused": ("15:30", {}),
}
"""Who wants to come when, and what is drawn for them; whatever else is drawn is 0.9."""

TAKE_LONG = ("long", "one", "two", "kept-out")
HALF_PAST_NINE = 0.25
"""A quarter of the open hours has passed then."""


class Told(Draws):
    """What is told instead of drawn, by the index of an address, which is a place in `WHO`."""

    def uniform(self, purpose: Purpose, at: Address, nth: int = 0) -> np.ndarray:
        if purpose == Purpose.NO_SHOW_TIME:
            return np.full(len(at), HALF_PAST_NINE)
        drawn = {index: told for index, (_wanted, told) in enumerate(WHO.values())}
        return np.array([drawn.get(index, {}).get(purpose, 0.9) for index in at.item.tolist()])


def arrivals() -> Arrivals:
    """Everybody of `WHO`, at the second at which they want to come."""
    none = np.zeros(len(WHO), np.bool_)
    return Arrivals(
        stream=np.array([name in TAKE_LONG for name in WHO], np.int32),
        channel=np.full(len(WHO), Channel.COUNTER, np.int8),
        begin=np.array([at(wanted) for wanted, _drawn in WHO.values()]),
        size=np.ones(len(WHO), np.int32),
        is_visit=~none,
        is_enquiry=none,
        has_priority=np.array([name == "elder" for name in WHO]),
        is_booked=none,
        is_empty=none,
        address=Address.of(who=0, day=0, index=np.arange(len(WHO))),
    )


@pytest.fixture(scope="module")
def contracts() -> tuple[Workload, Roster]:
    prepared = PreparedScenario(Scenario.model_validate(SCENARIO))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demand, "draw_arrivals", lambda *_: arrivals())
        drawn = draw_workload(prepared, Told(1, 0))
    uniform = np.full_like(drawn.trips.uniform, int(HALF_PAST_NINE * 2**16))
    workload = replace(drawn, trips=replace(drawn.trips, uniform=uniform))
    return workload, draw_roster(prepared.posts, Draws(1, 0))


@pytest.fixture(scope="module")
def outcome(contracts) -> Outcome:
    served = Center(*contracts).run()
    assert same_arrays(served, serve(*contracts))
    return served


@pytest.fixture(scope="module")
def measures(contracts, outcome) -> Measures:
    return measure(outcome, *contracts)


def table(name: str) -> list[list[str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def test_everybody_is_booked_as_traced(contracts):
    bookings = contracts[0].bookings
    booked = zip(bookings.moment.tolist(), bookings.ended.tolist(), strict=True)
    expected = [(moment, ended) for _who, _wanted, moment, ended in table("bookings")]
    assert [(told(moment), BookingEnd(ended).name) for moment, ended in booked] == expected


def test_every_wish_is_traced():
    wishes = {who: wanted for who, (wanted, drawn) in WHO.items() if drawn}
    assert {who: wanted for who, wanted, *_ in table("bookings")} == wishes


def test_everybody_comes_and_goes_as_traced(contracts, outcome):
    trips, finish = outcome.trips, outcome.ops.finish
    happened = [
        (
            told(trips.arrival[row]),
            told(trips.gone[row]),
            TripEnd(trips.ended[row]).name,
            told(finish[trips.op[row]]) if trips.ended[row] == TripEnd.SERVED else "",
        )
        for row in range(len(trips.op))
    ]
    assert sorted(happened) == sorted(tuple(row[1:]) for row in table("trips"))
    empty = np.flatnonzero(contracts[0].ops.flags & OpFlag.EMPTY)
    assert len(empty) == 2
    assert (outcome.ops.ready[empty] == NONE).all()


def test_minutes_worked_and_overtime_are_as_traced(outcome):
    seconds = 20 * (len(WHO) - 1 - len(TAKE_LONG)) + 50 * len(TAKE_LONG) + 2 * 2
    assert outcome.worked.seconds.sum() == seconds * MINUTE
    assert outcome.worked.overtime.sum() == (12 + 30) * MINUTE


def test_measures_are_as_traced(measures):
    counts = {"appointments": 10, "fully_booked": 1, "no_shows": 1, "slots_missed": 3}
    counts |= {"slots_unused": 26, "sent_home": 1, "turned_away": 1, "visits": 18}
    assert {name: measures[name] for name in counts} == counts
    booked, walk_ins = (0, 4, 0, 0, 20, 40, 30), (5, 27, 0, 62, 45, 50, 50 + 1 / 60, 0, 50, 70)
    for whose, waits in (("booked", booked), ("walk_in", walk_ins)):
        assert measures[f"{whose}_wait_mean"] == pytest.approx(np.mean(waits))
    assert measures["booked_within_5"] == measures["booked_within_15"] == 4 / 7
    assert measures["walk_in_within_5"] == measures["walk_in_within_15"] == 3 / 10
