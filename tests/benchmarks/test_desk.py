"""How soon the planner's desk answers a move, held against a replication in the same process.

The scenario is the largest that is shipped; today has been run. From the values that the page sends
to the first answer, as it is sent.
"""

import json
from contextlib import suppress
from statistics import median
from time import process_time

import pytest

from simulator.results.program import identity
from simulator.scenario import read_resolved
from simulator.studies.work import Serving, WorkUnit, work
from simulator.web import telling
from simulator.web.answering import Answering
from simulator.web.plans import DeskPlan
from simulator.web.shelf import Shelf
from simulator.web.streaming import GivenUp
from tests.benchmarks.test_commands import ROOT

SHIPPED = ROOT / "scenarios" / "van-don-2021.yaml"
MOVES = 7

MUST = {"staffing": (1.5, 0.1), "demand": (2.0, 0.25)}
"""Replications, and seconds beside, within which the first answer of a move comes."""


@pytest.fixture(scope="module")
def desk():
    """Today, run, and how long a replication of it takes in this process."""
    today, asked = DeskPlan.of(read_resolved(SHIPPED)), Answering(1, 2, Shelf())
    telling.desk(today, file="", seed=1, replications=2)
    asked.answer(today, today.changed({}), lambda _told: None, lambda: False)
    unit = WorkUnit((today.source,), 1, 2, Serving(1, "compiled", None, identity()))
    return today, asked, median(_seconds(lambda: work(unit)) for _each in range(MOVES))


def _seconds(of):
    start = process_time()
    of()
    return process_time() - start


def _first_answer(today, asked, changes):
    """Return the seconds from a move to its first answer."""
    told, start = [], process_time()

    def tell(answer):
        json.dumps(answer)
        told.append(process_time() - start)

    plan = today.changed(changes)
    json.dumps(telling.plan(plan, today))
    with suppress(GivenUp):
        asked.answer(today, plan, tell, lambda: bool(told))
    return told[0]


@pytest.mark.parametrize("lever", MUST)
def test_a_move_is_answered_at_once(benchmark, desk, lever):
    today, asked, replication = desk
    group = next(iter(today.scenario.staff))
    officers = today.scenario.staff[group].officers
    moves = {
        "staffing": [{f"staff.{group}.officers": officers + 1 + n} for n in range(MOVES)],
        "demand": [{"demand.growth": 1 + 0.05 * (1 + n)} for n in range(MOVES)],
    }[lever]
    taken = [benchmark.pedantic(_first_answer, (today, asked, moves.pop()), rounds=1)]
    taken += [_first_answer(today, asked, move) for move in moves]
    times, beside = MUST[lever]
    most = times * replication + beside
    benchmark.extra_info |= {
        "must": f"{most * 1000:.0f} ms, {times} times a replication and {beside * 1000:.0f} ms",
        "takes": f"{median(taken) * 1000:.0f} ms, a replication {replication * 1000:.0f} ms",
    }
    assert median(taken) <= most
