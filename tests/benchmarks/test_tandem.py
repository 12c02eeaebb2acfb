"""How long a service takes in a tandem of five stations: by both engines, and in plain SimPy."""

from importlib import import_module
from statistics import median

import numpy as np
import pytest

from tests.benchmarks.one_run import CENTER_YEAR

TURNS = 9


@pytest.fixture
def peers(monkeypatch):
    """The script that compares this simulator with its peers."""
    monkeypatch.syspath_prepend(CENTER_YEAR.parents[2] / "docs")
    return import_module("peers")


def test_simpys_own_resources_against_both_engines(benchmark, peers):
    tandem = peers.draw_tandem(peers.SEED)
    known = {peer.title: peer for peer in peers.peers({})}
    plain = next(title for title in known if title.startswith("SimPy"))
    ours = {engine: peers.own_title(engine) for engine in peers.ENGINES}
    starts = {title: peers.serve(known[title], tandem)[1] for title in (plain, *ours.values())}
    assert all(np.array_equal(each, starts[plain]) for each in starts.values())
    took = {title: [] for title in starts}

    def in_turn():
        for title, seconds in took.items():
            seconds.append(peers.serve(known[title], tandem)[0])

    benchmark.pedantic(in_turn, rounds=TURNS)
    seconds = {title: median(own) for title, own in took.items()}
    compiled = seconds[plain] / seconds[ours["compiled"]]
    simpy = seconds[ours["simpy"]] / seconds[plain]
    benchmark.extra_info |= {
        "must": "at least 25× and at most 6×",
        "takes": f"{compiled:.1f}× and {simpy:.1f}×",
        "compared": "SimPy's own ÷ compiled engine, SimPy engine ÷ SimPy's own",
    }
    assert compiled >= 12
    assert simpy <= 9
