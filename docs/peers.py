"""Write docs/peers.md: how long this simulator and its peers take for one service.

Usage: python docs/peers.py

Everybody serves the tandem of `docs/tandem`: the same arrivals, the same service times. The answers
are compared first, the start of every service to the second, for the speeds of different models
would say nothing. Then all take turns, and are compared within each turn, so that whatever slows
the machine for a while slows them all. Only the serving is timed: not the drawing, not the setting
up, not the reading of the answer.

The peers in Python are installed by `pip install -e '.[bench]'`, Cimba as its own pages say; the
table says which of them are missing. The machine should do nothing else meanwhile.
"""

import gc
import platform
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import NamedTuple, get_args

import numpy as np
from cpuinfo import get_cpu_info
from numpy.typing import NDArray
from tandem import Model, Tandem, draw_tandem
from tandem.onestop import OneStop

from simulator.center import Engine
from simulator.demand.workload import NONE

SEED = 1
TURNS = 9
ENGINES: tuple[Engine, ...] = get_args(Engine)
BASELINE = "compiled" if "compiled" in ENGINES else ENGINES[0]
"""The engine whose time is 1 in the last column."""

OTHERS = {
    "simpy": "SimPy",
    "cimba": "Cimba",
    "ciw": "Ciw",
    "salabim": "Salabim",
    "prosimos": "Prosimos",
}
"""The other simulators, by the end of the name of their module, `tandem.in_…`: what they, and their
model in it, are called."""

PAGE = Path(__file__).with_name("peers.md")

TEXT = """\
# Beside its peers

Made by `python docs/peers.py`, on a model that all of them can express: five stations in tandem,
each with a few servers and a queue in which who came first is next. All serve the same jobs with
the same arrivals and service times; a first round makes sure that every simulator begins every
service at the same second.

{table}

{circumstances}

What is compared is the serving alone. The compiled engine heeds all rules of the Center meanwhile,
of which a tandem asks for few; the peers are set up in the way that their documentation gives as
the fastest (`docs/tandem/`), with as few records as they can do with.

- **SimPy**: processes and events in Python; our reference model is written in it.
- **Cimba**: a library in C and assembly. Its processes are coroutines with stacks of their own; the
  model here is written in C, as Cimba's own benchmark is, and compiled by the script.
- **Ciw**: networks of queues in Python, described by their parameters.
- **Salabim**: processes in Python, with animation.
- **Prosimos**: business processes (BPMN) with resources and calendars, in Python.
"""


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
            yield Peer(f"{name} {module.VERSION}", getattr(module, name))


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


def table(turns: Mapping[str, Sequence[float]], missing: Mapping[str, str]) -> str:
    """Lay out the times of one service, in seconds in each turn, by simulator."""
    ours = own_title(BASELINE)
    rows = [f"| simulator | time for one service, µs | times that of {ours} |", "|---|--:|--:|"]
    for title, seconds in sorted(turns.items(), key=lambda item: median(item[1])):
        ratio = median(own / other for own, other in zip(seconds, turns[ours], strict=True))
        rows.append(f"| {title} | {median(seconds) * 1e6:.3g} | {ratio:.3g} |")
    rows += [f"| {name} | not measured: {reason} | |" for name, reason in missing.items()]
    return "\n".join(rows)


def circumstances(served: int) -> str:
    """Return the line below the table: what was measured, on what machine, on what day."""
    cpu = get_cpu_info()
    machine = f"{cpu.get('brand_raw', 'unknown processor')}, {cpu.get('count', '?')} cores"
    day = datetime.now(UTC).date().isoformat()
    return (
        f"Medians of {TURNS} turns, of times and of their quotients within a turn; each simulator "
        f"serves {served:,} services a turn. {machine}, Python {platform.python_version()}, {day}."
    )


def main() -> None:
    """Check, measure, and write the page."""
    missing: dict[str, str] = {}
    competing = tuple(peers(missing))
    tandem = draw_tandem(SEED)
    served = int(np.count_nonzero(check(competing, tandem) != NONE))
    turns: dict[str, list[float]] = {peer.title: [] for peer in competing}
    for _turn in range(TURNS):
        for peer in competing:
            turns[peer.title].append(serve(peer, tandem)[0] / served)
    page = TEXT.format(table=table(turns, missing), circumstances=circumstances(served))
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
