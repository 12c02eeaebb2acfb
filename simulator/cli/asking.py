"""Asking: commands that put a question to scenarios do it alike, from the folder to the answer.

In: a question, once its seed is known, and what was typed of how it is answered. Out: the report is
said and saved, with all replications, so that the same command goes on after whatever ended it; or
the command leaves. What is asked is not known here.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from simulator.cli.console import refusing
from simulator.cli.interrupts import Interrupts
from simulator.cli.memory import refuse_beyond_memory
from simulator.cli.working import (
    command_text,
    leave_if_stopped,
    leave_interrupted,
    result_store,
    save_and_say,
    stored_text,
    work_through,
)

if TYPE_CHECKING:
    from simulator.center import Engine
    from simulator.reports.report import Report
    from simulator.results.provenance import Provenance
    from simulator.results.store import Store
    from simulator.studies.experiment import Experiment, Point
    from simulator.studies.session import Session


class HasFinished(Protocol):
    """What came of a question."""

    @property
    def finished(self) -> int:
        """Replications of each scenario that it is of."""


Found = TypeVar("Found", bound=HasFinished)
Found_co = TypeVar("Found_co", bound=HasFinished, covariant=True)


class OneAnswer(Protocol[Found_co]):
    """A `simulator.studies.question.Question` that has one answer."""

    points: "Sequence[Point]"
    engine: "Engine"

    def session(self, store: "Store | None", *, seed: int, command: str, check: bool) -> "Session":
        """Return the session that runs what a store lacks."""

    def go_on(self, experiment: "Experiment") -> None:
        """Ask for more, where what was asked for has come."""

    def answer(self, experiment: "Experiment") -> Found_co | None:
        """Return what came of it; None where that is not enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed of how a question is to be answered."""

    words: Sequence[str]
    """The command and its arguments."""
    options: Sequence[tuple[str, object]]
    """Without the seed; of a log without whether it is checked."""
    replications: int
    seed: int | None
    check: bool
    out: Path | None
    force: bool
    json: bool
    quiet: bool


def ask(
    typed: Typed,
    question_of: "Callable[[Store | None, int], OneAnswer[Found]]",
    report_of: "Callable[[Found, Provenance], Report]",
    files: Collection[str],
) -> None:
    """Answer a question, save and say what came of it; or leave.

    Parameters
    ----------
    typed
        How.
    question_of
        Returns it, of the store that will have it, if there is one, and of its seed.
    report_of
        Returns what is said of the answer.
    files
        Names of the files of a result.
    """
    from simulator.studies.replicate import seed_of

    with (
        result_store(typed.out, replace=typed.force, files=files) as store,
        Interrupts() as interrupts,
    ):
        seed = seed_of(typed.seed, store.seed if store else None)
        with refusing(ValueError):
            question = question_of(store, seed)
        sizes = [point.source.size for point in question.points]
        refuse_beyond_memory(sizes, with_simpy=question.engine == "simpy")
        command = command_text(typed.words, [*typed.options, ("--seed", seed)])
        session = question.session(store, seed=seed, command=command, check=typed.check)
        work_through(
            session,
            interrupts,
            heed=lambda _event: question.go_on(session.experiment),
            quiet=typed.quiet,
        )
        found = question.answer(session.experiment)
        if found is None:
            leave_interrupted(stored_text(store))
        report = report_of(found, session.provenance)
        save_and_say(report, session, typed.out, json=typed.json, quiet=typed.quiet)
    leave_if_stopped(session, interrupts, finished=found.finished, planned=typed.replications)
