"""What a sweep adds to the work itself: making units, sending them, storing what comes back."""

import pickle
from concurrent.futures import Future
from pathlib import Path
from time import process_time

import pytest

from simulator.results.store import resumed
from simulator.studies.pools import Pool
from simulator.studies.pools.this_process import ThisProcess
from simulator.studies.running import run
from simulator.studies.sweep import read_plan
from simulator.studies.sweep.design import SweepQuestion

CENTER_YEAR = Path(__file__).parents[2] / "benchmarks" / "center_year.yaml"


class Timed(ThisProcess):
    """Works in this process, on what was pickled as for another, and takes the time of the work."""

    longest_unit = Pool.longest_unit

    def __init__(self):
        self.seconds = 0.0

    def submit(self, function, *arguments):
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
    pool = Timed()
    with resumed(tmp_path / "out") as store:
        question = SweepQuestion(plan, points)
        question.taken_by(store, seed=1)
        begun = process_time()
        experiment = question.experiment(seed=1, store=store)
        run(experiment, pool, on_event=lambda _event: None)
        seconds = process_time() - begun
    added = seconds / pool.seconds - 1
    assert added < 0.05, added
