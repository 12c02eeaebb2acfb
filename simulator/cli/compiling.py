"""Compilation, as a planner meets it: once, told on stderr, and never again.

In: whether the engine has been compiled. Out: a line that says how long it takes, with something
that moves on a terminal; nothing where it has been.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

import sys
from contextlib import nullcontext

from simulator.cli.console import say
from simulator.cli.interrupts import Interrupts
from simulator.language import N_, _

ONCE = N_("Compiling the engine: once after installation, about half a minute")
EVERY_TIME = N_(
    "Compiling the engine, about half a minute in every run: no folder can be written to that "
    "would keep it. Set the environment variable NUMBA_CACHE_DIR to one that can."
)


def compile_once(interrupts: Interrupts, *, quiet: bool) -> None:
    """Compile the engine if it has not been.

    Interrupts are held, as Numba would swallow what is raised while it compiles. Where another
    process compiles, perhaps for ever, one that comes ends the waiting.
    """
    from simulator.studies.compiling import compile_engine, is_compiled, is_kept

    interrupts.hold()
    if is_compiled():
        return

    def compile_it() -> None:
        compile_engine(lambda: interrupts.heard)

    if quiet:
        compile_it()
        return
    notice = _(ONCE if is_kept() else EVERY_TIME)
    if not sys.stderr.isatty():
        say(notice)
        compile_it()
        return
    from rich.console import Console

    console = Console(stderr=True)
    console.print(notice, highlight=False)
    with console.status("") if console.is_terminal else nullcontext():
        compile_it()
