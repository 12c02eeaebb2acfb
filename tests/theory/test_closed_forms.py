"""Textbook queues against their formulas, each inside the 99.9 % interval of its replications.

The compiled engine serves them. That the SimPy model gives the same outcomes is tested for a week
of each in `test_compiled`, and for all of it here, in full.

The scenarios are `scenarios/textbook/*.yaml`, which name the source of each value. Services and
arrivals are whole seconds there; with means of minutes the difference is far below the intervals.
"""

from collections.abc import Callable
from itertools import pairwise
from math import exp, factorial
from pathlib import Path

import numpy as np
import pytest

from simulator.center.outcome import TripEnd
from simulator.center.serving import serve
from simulator.demand.workload import DAY, JobFlag, JobKind, same_arrays
from tests.theory.textbook import (
    FOLDER,
    Served,
    estimate,
    interval,
    mean_in_system,
    mean_queue,
    mean_sojourn,
    mean_wait,
    replications,
    share_that_waits,
    share_within,
)

HOUR = 3_600


def erlang_c(servers: int, load: float) -> float:
    """P(wait) of M/M/c at an offered load in erlangs (Erlang 1917)."""
    queued = load**servers / factorial(servers) * servers / (servers - load)
    return queued / (sum(load**k / factorial(k) for k in range(servers)) + queued)


def mmc_wait(servers: int, load: float, mean_service: float) -> float:
    """Wq of M/M/c, in the unit of the mean service."""
    return erlang_c(servers, load) * mean_service / (servers - load)


def cobham(loads: list[float], residual: float) -> list[float]:
    """Wq of each class of M/G/1 with non-preemptive priorities, best class first (Cobham 1954).

    `residual` is the mean work left at a moment, λ·E[S²]/2.
    """
    before = np.concatenate([[0.0], np.cumsum(loads)])
    return [residual / ((1 - a) * (1 - b)) for a, b in pairwise(before.tolist())]


def erlang_a(servers: int, load: float, mean_service: float, mean_patience: float) -> list[float]:
    """P(abandon) and the mean time in the queue of M/M/c+M (Palm 1957), by its balance equations.

    The time in the queue is that of all, also of those who leave; by Little's law the first is the
    second ÷ the mean patience.
    """
    states = [1.0]
    for number in range(1, 400):  # the rest weighs nothing
        rate = min(number, servers) + max(number - servers, 0) * mean_service / mean_patience
        states.append(states[-1] * load / rate)
    queue = sum(max(n - servers, 0) * state for n, state in enumerate(states)) / sum(states)
    wait = queue * mean_service / load
    return [wait / mean_patience, wait]


def test_every_textbook_scenario_is_used_here_and_names_its_value():
    files = sorted(FOLDER.glob("*.yaml"))
    assert files
    tests = Path(__file__).read_text(encoding="utf-8")
    for file in files:
        assert f'"{file.stem}"' in tests, f"no test uses {file.name}"
        assert file.read_text(encoding="utf-8").startswith("# "), f"{file.name} names no source"


@pytest.mark.full
@pytest.mark.parametrize("name", sorted(file.stem for file in FOLDER.glob("*.yaml")))
def test_the_simpy_model_serves_them_alike(name):
    for served in replications(name, number=20):
        by_simpy = serve(served.workload, served.roster, engine="simpy")
        assert same_arrays(served.outcome, by_simpy)


def test_the_formula_gives_the_published_values():
    assert erlang_c(3, 2.0) == pytest.approx(0.444444, abs=1e-6)
    assert mmc_wait(3, 2.0, 10) == pytest.approx(4.444444, abs=1e-6)
    assert erlang_c(4, 2.0) == pytest.approx(0.173913, abs=1e-6)
    assert mmc_wait(4, 2.0, 10) == pytest.approx(0.869565, abs=1e-6)
    assert mmc_wait(1, 13.9 / 14.5, 60 / 14.5) == pytest.approx(95.86, abs=0.01)
    assert mmc_wait(2, 1.6, 10) == pytest.approx(17.8, abs=0.05)
    assert cobham([0.8], 8) == pytest.approx([40])
    assert cobham([0.12, 0.36, 0.32], 8) == pytest.approx([9.0909, 17.4825, 76.9231], abs=1e-4)
    assert erlang_a(3, 3.0, 10, 15) == pytest.approx([0.202555, 3.038318], abs=1e-6)
    assert erlang_a(3, 2.0, 10, 1e9)[1] == pytest.approx(4.444444, abs=1e-5)  # nobody leaves


def test_mm1():
    wait, sojourn, queue = estimate("mm1", mean_wait, mean_sojourn, mean_queue, number=20)
    assert 0.208333 * 60 in wait
    assert 0.333333 * 60 in sojourn
    assert 1.041667 in queue
    assert wait.is_sharp(0.1)


@pytest.mark.parametrize(
    ("name", "waits", "wait", "queue", "within_10"),
    [
        ("mm3", 0.444444, 4.444444, 0.888889, 0.836498),
        ("mm4", 0.173913, 0.869565, 0.173913, 1 - 0.173913 * exp(-0.2 * 10)),
    ],
)
def test_mmc(name, waits, wait, queue, within_10):
    shares, mean, length, within = estimate(
        name, share_that_waits, mean_wait, mean_queue, share_within(10), number=16
    )
    assert waits in shares
    assert wait in mean
    assert queue in length
    assert within_10 in within
    assert mean.is_sharp(0.1)


@pytest.mark.parametrize(
    ("name", "wait"), [("mg1-constant", 20.0), ("mg1-gamma", 25.0), ("mg1-exponential", 40.0)]
)
def test_mg1_is_pollaczek_khinchine(name, wait):
    (mean,) = estimate(name, mean_wait, number=20)
    assert wait in mean
    assert mean.is_sharp(0.2)


def test_the_registry_of_bandung():
    wait, queue = estimate("bandung", mean_wait, mean_queue, number=20)
    assert 95.86 in wait
    assert 22.21 in queue
    assert 95.4 in wait
    assert wait.is_sharp(0.45)


@pytest.mark.parametrize(
    ("load", "counters", "published"), [(1.13, 2, 1.66), (0.90, 2, 1.13), (3.0, 4, 4.53)]
)
def test_the_id_card_office_of_sigi(load, counters, published):
    exact = load + erlang_c(counters, load) * load / (counters - load)
    assert exact == pytest.approx(published, abs=0.005)
    (in_system,) = estimate(
        "sigi",
        mean_in_system,
        overrides={
            "procedures.card.volume": f"{load / 10:.3f} per min",
            "staff.counters.officers": counters,
        },
    )
    assert exact in in_system
    assert in_system.is_sharp(0.1)


def test_two_dedicated_windows_against_one_pooled_pair():
    (dedicated,) = estimate("dedicated-windows", mean_wait)
    (pooled,) = estimate("pooled-windows", mean_wait)
    assert 40.0 in dedicated
    assert mmc_wait(2, 1.6, 10) in pooled
    assert pooled.mean + pooled.half_width < dedicated.mean - dedicated.half_width


def test_each_step_of_a_tandem_queues_as_if_alone():
    steps = [(2, 12), (3, 20), (1, 7), (1, 6), (2, 14)]
    exact = [mmc_wait(servers, 6 * mean / 60, mean) for servers, mean in steps]
    assert exact == pytest.approx([6.75, 8.888889, 16.333333, 9, 13.450980], abs=1e-6)

    def wait_at(station: int) -> Callable[[Served], float]:
        return lambda served: float(served.waits(station).mean())

    waits = estimate("tandem", *(wait_at(station) for station in range(5)))
    assert [wait for wait, seen in zip(exact, waits, strict=True) if wait not in seen] == []
    assert all(seen.is_sharp(0.2) for seen in waits)


def class_of_ops(served: Served) -> np.ndarray:
    """Class of every operation: 0 priority citizens, 1 citizens, 2 papers."""
    jobs, job = served.workload.jobs, served.workload.job_of_op
    is_citizen = jobs.kind[job] == JobKind.VISIT
    has_priority = (jobs.flags[job] & JobFlag.PRIORITY) != 0
    return np.where(is_citizen, np.where(has_priority, 0, 1), 2)


def test_non_preemptive_priorities_are_cobhams():
    exact = cobham([0.12, 0.36, 0.32], 8)

    def wait_of(rank: int) -> Callable[[Served], float]:
        def mean(served: Served) -> float:
            times = served.outcome.ops
            counted = (times.ready >= served.workload.period_start) & (times.start >= 0)
            counted &= (class_of_ops(served) == rank) & (served.workload.ops.amount > 0)
            return float((times.start - times.ready)[counted].mean() / 60)

        return mean

    waits = estimate("priorities", *(wait_of(rank) for rank in range(3)), number=20)
    assert [wait for wait, seen in zip(exact, waits, strict=True) if wait not in seen] == []
    assert all(seen.is_sharp(0.25) for seen in waits)


def test_who_leaves_is_erlang_a():
    share, wait = erlang_a(3, 3.0, 10, 15)

    def trips(served: Served) -> tuple[np.ndarray, np.ndarray]:
        """Minutes in the queue of everybody, and who has left it."""
        trips = served.outcome.trips
        counted = (trips.arrival >= served.workload.period_start) & (trips.gone >= 0)
        minutes = (trips.gone - trips.arrival)[counted] / 60
        return minutes, trips.ended[counted] == TripEnd.LEFT

    left, waited = estimate(
        "erlang-a",
        lambda served: float(trips(served)[1].mean()),
        lambda served: float(trips(served)[0].mean()),
        number=16,
    )
    assert share in left
    assert wait in waited
    assert left.is_sharp(0.05)
    assert waited.is_sharp(0.05)


def in_service(served: Served, second: int) -> np.ndarray:
    """Number in service at a second of every day of the period."""
    times = served.outcome.ops
    start, finish = np.sort(times.start), np.sort(times.finish[times.finish >= 0])
    moments = np.arange(served.workload.period_start, served.workload.horizon, DAY) + second
    begun = np.searchsorted(start, moments, side="right") - (times.start < 0).sum()
    return begun - np.searchsorted(finish, moments, side="right")


def test_a_rush_without_a_queue_has_a_poisson_number_in_service():
    """Mt/M/∞: its mean follows dm/dt = λ(t) − m/mean service (Eick, Massey, Whitt 1993)."""
    weights = {6: 1, 7: 4, 8: 5, 9: 4, 10: 2, 13: 3, 14: 3, 15: 1, 20: 1}
    mean_service = 20 / 60
    kept = exp(-1 / mean_service)
    exact, number = {}, 0.0
    for hour in range(48):  # the second day is periodic: nothing is left of the first
        rate = 8 * 24 * weights.get(hour % 24, 0) / sum(weights.values())
        number = number * kept + rate * mean_service * (1 - kept)
        exact[(hour + 1) % 24] = number
    assert exact[9] == pytest.approx(13.1804, abs=1e-4)

    runs = list(replications("rush-without-queue"))
    assert all((served.waits() == 0).all() for served in runs)
    for hour in (7, 8, 9, 10, 11, 14, 15, 16, 21):
        counts = [in_service(served, hour * HOUR) for served in runs]
        assert exact[hour] in interval(np.array([count.mean() for count in counts])), hour
        dispersion = interval(np.array([count.var(ddof=1) / count.mean() for count in counts]))
        assert 1.0 in dispersion, hour
        assert dispersion.is_sharp(0.3)
