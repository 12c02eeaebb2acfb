"""Workers are started where they save more time than their start takes, and have room."""

import pytest

from simulator.demand.size import OF_A_PROCESS, Size
from simulator.studies.pools import choosing
from simulator.studies.pools.choosing import pool_for
from simulator.studies.pools.processes import Processes
from simulator.studies.pools.this_process import ThisProcess

YEAR = Size(operations=230_000, jobs=90_000, memory=1e8, memory_in_simpy=4e8)


@pytest.fixture
def cores(monkeypatch):
    """Sets how many cores there are, and how much memory."""

    def have(number, memory=None):
        monkeypatch.setattr(choosing, "cores", lambda: number)
        monkeypatch.setattr(choosing, "available_memory", lambda: memory)

    return have


def workers(*asked):
    with pool_for(*asked) as pool:
        assert isinstance(pool, Processes if pool.workers > 1 else ThisProcess)
        return pool.workers


def test_long_work_is_done_on_all_cores_and_short_work_here(cores):
    cores(3)
    assert workers([YEAR], 200, "compiled") == 3
    assert workers([YEAR], 10, "compiled") == 1
    assert workers([YEAR] * 10, 10, "compiled") == 3
    assert workers([YEAR], 2, "simpy") == 2


def test_a_single_core_works_by_itself(cores):
    cores(1)
    assert workers([YEAR], 10_000, "compiled") == 1


@pytest.mark.parametrize(("replications_free", "expected"), [(0.5, 1), (1.5, 1), (2.5, 2)])
def test_there_are_as_many_as_have_room(cores, replications_free, expected):
    cores(3, replications_free * (OF_A_PROCESS + YEAR.memory))
    assert workers([YEAR], 200, "compiled") == expected
