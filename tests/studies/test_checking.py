from dataclasses import replace

import numpy as np
import pytest

from simulator import draw, load_scenario, serve
from simulator.demand.size import MONTH
from simulator.demand.workload import DAY, NONE
from simulator.studies import compare_engines
from simulator.studies.checking import first_days

MM1 = "scenarios/textbook/mm1.yaml"


@pytest.fixture(scope="module")
def drawn():
    overrides = {"period": {"from": "2021-01-01", "to": "2021-02-20", "warm_up": "0 days"}}
    return draw(load_scenario(MM1, overrides=overrides), seed=5)


def test_the_month_of_a_longer_run_is_compared(drawn):
    workload, roster = drawn
    month = compare_engines(workload, roster, days=MONTH)
    assert month.difference is None
    begun = serve(workload, roster, engine="simpy").ops.start
    assert month.operations == np.count_nonzero((begun != NONE) & (begun < MONTH * DAY))


def test_a_shorter_run_is_compared_in_full(drawn):
    workload, roster = drawn
    short = replace(workload, horizon=3 * DAY)
    assert compare_engines(short, roster, days=MONTH) == compare_engines(short, roster)


def test_the_first_days_have_no_more_than_what_comes_on_them_and_are_served_alike(drawn):
    workload, roster = drawn
    cut = first_days(workload, MONTH)
    whole = replace(workload, horizon=MONTH * DAY)
    assert cut.horizon == whole.horizon
    assert len(cut.jobs.kind) < 0.7 * len(workload.jobs.kind)
    assert len(cut.trips.uniform) < 0.7 * len(workload.trips.uniform)
    some, all_of_them = serve(cut, roster), serve(whole, roster)
    for name in ("ready", "start", "finish", "officer"):
        shown, meant = getattr(some.ops, name), getattr(all_of_them.ops, name)
        assert np.array_equal(shown, meant[: len(shown)])
        assert np.all(meant[len(shown) :] == NONE)
    for name in ("op", "arrival", "gone", "ended"):
        assert np.array_equal(getattr(some.trips, name), getattr(all_of_them.trips, name))


def test_first_days_on_which_nobody_comes_are_served(drawn):
    workload, roster = drawn
    late = replace(workload, jobs=replace(workload.jobs, begin=workload.jobs.begin + 5 * DAY))
    assert len(first_days(late, 3).jobs.kind) == 0
    assert compare_engines(late, roster, days=3).operations == 0


def test_the_engines_agree_on_all_of_it(drawn):
    whole = compare_engines(*drawn)
    assert whole.difference is None
    assert whole.operations > compare_engines(*drawn, days=MONTH).operations


def test_an_engine_that_errs_is_found_out(drawn, wrong_engine):
    difference = compare_engines(*drawn, days=MONTH).difference
    assert difference is not None
    assert difference.what == "finish of an operation"


def test_the_model_is_the_first_of_the_two(drawn, monkeypatch):
    served = []
    monkeypatch.setattr(
        "simulator.studies.checking.serve",
        lambda workload, roster, *, engine: served.append(engine) or serve(workload, roster),
    )
    compare_engines(*drawn, days=1)
    assert served == ["simpy", "compiled"]
