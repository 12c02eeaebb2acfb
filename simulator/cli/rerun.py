"""`onestop rerun`: a stored result is computed again.

In: the folder of a result of any command, or the summary of a run. Out: whether the same numbers
come out today; where not, what differs, and which other versions may be why.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simulator.cli.console import DEFECT, Lang, Quiet, print_text, refusing, say
from simulator.cli.interrupts import Interrupts
from simulator.cli.memory import refuse_beyond_memory
from simulator.cli.working import command_text, leave_interrupted, work_through
from simulator.language import _, ngettext
from simulator.signs import LONGEST_LINE, on_a_line

if TYPE_CHECKING:
    from simulator.studies.rerunning import Differing, RecordedResult

SHOWN = 10
"""Differences that are named."""


def rerun(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="DIR", help="Folder of a result of any command, or the summary.json of a run."
        ),
    ],
    *,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Compute a stored result again, and say whether the numbers agree.

    The scenarios are those that are stored with it; where the file that one was read from has
    changed or is not found from here, that is said. Of a result that was interrupted, what there is
    is computed again. Numbers of another version of the program may differ: then both versions are
    named.
    """
    del lang
    from simulator.results.folder import FolderError
    from simulator.scenario import ScenarioError
    from simulator.studies.rerunning import Comparing, recorded_result

    with refusing(FolderError), Interrupts() as interrupts:
        with refusing(ScenarioError, ValueError):
            result = recorded_result(path)
        _say_what_is_read(result)
        sizes = [each.source.size for each in result.recorded]
        refuse_beyond_memory(sizes, with_simpy=result.provenance["engine"] == "simpy")
        if not quiet:
            say(_what_is_run(path, result))
        compared = Comparing(result.recorded)
        session = result.session(compared, command=command_text(["rerun", str(path)], []))
        work_through(session, interrupts, quiet=quiet)
    if compared.differing:
        print_text(_differences(compared.differing, result.provenance))
        raise typer.Exit(DEFECT)
    if interrupts.heard and compared.replications < result.replications:
        told = (
            _("onestop: interrupted: {done} of {n} replications compared, all identical")
            if compared.replications
            else _("onestop: interrupted before a scenario was compared")
        )
        leave_interrupted(told.format(done=compared.replications, n=result.replications))
    told = ngettext("identical: {n} measure\n", "identical: {n} measures\n", compared.measures)
    print_text(told.format(n=compared.measures))


def _say_what_is_read(result: "RecordedResult") -> None:
    """Say where the scenarios come from, if it is not what they were read from before."""
    from simulator.results.program import other_program
    from simulator.studies.rerunning import why_changed

    if result.is_read_otherwise:
        read_otherwise = _("{beside} is run, as this program reads it").format(beside=result.stored)
        say("\n".join([*other_program(result.provenance), read_otherwise]))
    elif result.changed:
        told = _("{why}: {beside} is run")
        say(told.format(why=why_changed(result.changed), beside=result.stored))


def _what_is_run(path: Path, result: "RecordedResult") -> str:
    from simulator.reports.figures import counted

    told = _("Computing {path} again: {replications} of {scenarios} (seed {seed}, engine {engine})")
    return told.format(
        path=path,
        replications=counted("{n} replication", "{n} replications", result.replications),
        scenarios=counted("{n} scenario", "{n} scenarios", len(result.recorded)),
        seed=result.provenance["seed"],
        engine=result.provenance["engine"],
    )


def _differences(differing: "Sequence[Differing]", provenance: Mapping[str, Any]) -> str:
    """Say which measures are not the same, and why that may be."""
    from simulator.results.program import other_libraries, other_program

    others = [*other_program(provenance), *other_libraries(provenance)]
    if others:
        others.append(_("Numbers may differ for that reason; these do:"))
    lines = []
    for each in differing[:SHOWN]:
        name = ", ".join(filter(None, [each.label, each.measure]))
        line = _("{name}: recorded {one}, now {other}")
        line = line.format(name=name, one=each.recorded, other=each.now)
        lines.append(f"{on_a_line(line, LONGEST_LINE)}\n")
    count = ngettext(
        "different: {n} measure\n{shown}", "different: {n} measures\n{shown}", len(differing)
    ).format(n=len(differing), shown="".join(lines))
    return "".join(f"{line}\n" for line in others) + count
