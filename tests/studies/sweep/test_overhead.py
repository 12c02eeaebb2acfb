"""What a sweep adds to the work itself: making units, sending them, storing what comes back."""

import pickle
from concurrent.futures import Executor, Future
from pathlib import Path
from time import process_time

import pytest

from simulator.studies.sweep import read_plan
from simulator.studies.sweep.design import take
from simulator.studies.sweep.running import run_sweep
from simulator.studies.sweep.store import SweepStore
from tests.studies.sweep.conftest import HerePool

CENTER_YEAR = Path(__file__).parents[2] / "benchmarks" / "center_year.yaml"


class Timed(Executor):
    """Works in this process, on what was pickled as for another, and takes the time of the work."""

    def __init__(self):
        self.seconds = 0.0

    def submit(self, function, /, *arguments, **options):
        function, arguments = pickle.loads(pickle.dumps((function, arguments)))  # noqa: S301  # our own
        begun = process_time()
        done = function(*arguments)
        self.seconds += process_time() - begun
        future = Future()
        future.set_result(pickle.loads(pickle.dumps(done)))  # noqa: S301  # our own
        return future


@pytest.mark.full
def test_a_sweep_adds_less_than_a_twentieth_to_each_center_year(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text(
        f"base: {CENTER_YEAR}\nvary: {{demand.growth: [1.0, 1.05]}}\nreplications: 20\n"
    )
    plan, points = read_plan(path)
    executor = Timed()
    with SweepStore(tmp_path / "out") as store:
        take(store, plan, points, seed=1)
        begun = process_time()
        run_sweep(plan, points, store, HerePool(executor), seed=1, advance=lambda *_done: None)
        seconds = process_time() - begun
    added = seconds / executor.seconds - 1
    assert added < 0.05
