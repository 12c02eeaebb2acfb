"""Write README's table of how long this simulator and its peers take for one service.

Usage: python docs/peers.py

Everybody serves the tandem of `docs/tandem`: the same arrivals, the same service times. The answers
are compared first, the start of every service to the second, for the speeds of different models
would say nothing. Then all take turns, so that whatever slows the machine for a while slows them
all. Only the serving is timed: not the drawing, not the setting up, not the reading of the answer.

The peers are installed by `pip install -e '.[bench]'`; the table says which of them are missing.
The machine should do nothing else meanwhile. The table goes between the marks `peers` in README.md.
"""

import gc
import platform
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from importlib.metadata import version
from statistics import median
from typing import NamedTuple, get_args

import numpy as np
from cpuinfo import get_cpu_info
from numpy.typing import NDArray
from readme import put
from tandem import Model, Tandem, draw_tandem
from tandem.onestop import OneStop

from simulator.center import Engine
from simulator.demand.workload import NONE

SEED = 1
TURNS = 9
ENGINES: tuple[Engine, ...] = get_args(Engine)
BASELINE = "compiled" if "compiled" in ENGINES else ENGINES[0]
"""The engine whose time is 1 in the last column."""

OTHERS = {"simpy": "SimPy", "ciw": "Ciw", "salabim": "Salabim", "prosimos": "Prosimos"}
"""The other simulators: their package, and the name of the model in `tandem.in_PACKAGE`."""


class Peer(NamedTuple):
    """A simulator that takes part."""

    title: str
    set_up: Callable[[Tandem], Model]


def own_title(engine: str) -> str:
    """Return what the table calls one of our engines."""
    return f"onestop, {engine} engine"


def peers(missing: dict[str, str]) -> Iterator[Peer]:
    """Yield our engines and the others; note down why one of them cannot take part."""
    for engine in ENGINES:
        yield Peer(own_title(engine), partial(OneStop, engine=engine))
    for package, name in OTHERS.items():
        try:
            module = import_module(f"tandem.in_{package}")
        except ImportError as problem:
            missing[name] = str(problem)
        else:
            yield Peer(f"{name} {version(package)}", getattr(module, name))


def serve(peer: Peer, tandem: Tandem) -> tuple[float, NDArray[np.int64]]:
    """Return the seconds that a peer takes to serve the tandem, and the starts of the services."""
    model = peer.set_up(tandem)
    gc.collect()  # of what the one before left behind
    began = time.perf_counter()
    model.serve()
    seconds = time.perf_counter() - began
    starts = model.starts()
    return seconds, np.where(starts < tandem.horizon, starts, NONE)


def check(competing: Sequence[Peer], tandem: Tandem) -> NDArray[np.int64]:
    """Return the starts of the services, after making sure that all peers agree on them.

    Raises
    ------
    SystemExit
        If a peer begins a service at another second than the first peer does.
    """
    answers = {peer.title: serve(peer, tandem)[1] for peer in competing}  # compiles, too
    first, *rest = answers
    for other in rest:
        different = int(np.count_nonzero(answers[other] != answers[first]))
        if different:
            raise SystemExit(
                f"{other} and {first} begin {different} of {answers[first].size} services at "
                "different seconds: they do not run the same model"
            )
    return answers[first]


def table(times: Mapping[str, float], missing: Mapping[str, str]) -> list[str]:
    """Lay out the times of one service, in seconds, by simulator."""
    ours = own_title(BASELINE)
    rows = [f"| simulator | time for one service, µs | times that of {ours} |", "|---|---|---|"]
    rows += [
        f"| {title} | {seconds * 1e6:.3g} | {seconds / times[ours]:.3g} |"
        for title, seconds in sorted(times.items(), key=lambda item: item[1])
    ]
    rows += [f"| {name} | not measured: {reason} | |" for name, reason in missing.items()]
    return rows


def circumstances(served: int) -> str:
    """Return the line below the table: what was measured, on what machine, on what day."""
    cpu = get_cpu_info()
    machine = f"{cpu.get('brand_raw', 'unknown processor')}, {cpu.get('count', '?')} cores"
    day = datetime.now(UTC).date().isoformat()
    return (
        f"Medians of {TURNS} turns; in each, every simulator serves the same {served:,} services, "
        f"and begins each at the same second. {machine}, Python {platform.python_version()}, {day}."
    )


def main() -> None:
    """Check, measure, and write the table."""
    missing: dict[str, str] = {}
    competing = tuple(peers(missing))
    tandem = draw_tandem(SEED)
    served = int(np.count_nonzero(check(competing, tandem) != NONE))
    turns = [[serve(peer, tandem)[0] for peer in competing] for _ in range(TURNS)]
    times = {
        peer.title: median(seconds) / served
        for peer, seconds in zip(competing, zip(*turns, strict=True), strict=True)
    }
    put("peers", "\n".join((*table(times, missing), "", circumstances(served))))


if __name__ == "__main__":
    main()
