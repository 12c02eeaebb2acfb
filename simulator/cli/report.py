"""`onestop report` and `onestop rerun`: a stored result shown again, or computed again.

In: the folder of a result, or its summary. Out: its pages, made from what is stored; or whether the
recorded command gives the same numbers today.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

import json
import shlex
from collections.abc import Mapping
from contextlib import nullcontext
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from simulator.cli.compiling import compile_once
from simulator.cli.console import (
    DEFECT,
    LARGEST_SEED,
    Engine,
    FormPeriod,
    Lang,
    Quiet,
    check_form_period,
    print_text,
    refuse,
    refusing,
    say,
)
from simulator.cli.interrupts import Interrupts
from simulator.cli.memory import refuse_beyond_memory
from simulator.language import _, ngettext, reason
from simulator.signs import LONGEST_LINE, on_a_line

if TYPE_CHECKING:
    from simulator.scenario import Scenario

SHOWN = 10
"""Differences that `rerun` names."""

MOST_REPLICATIONS = 1_000_000
"""More were never run: a summary that says so is damaged."""

SCENARIO_WORD = 2
"""Which word of a recorded command is the scenario file, counted from 0."""


def report(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="Folder of a result, as `onestop run --out` makes it."),
    ],
    *,
    period: FormPeriod = None,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Make the pages of a stored result again, without simulating.

    The page, the workbook and the form in the folder are replaced; the numbers stay.
    """
    del lang  # chosen before any text was said
    from simulator.reports.pages import pages
    from simulator.results.folder import FolderError, locked, replace_files
    from simulator.results.store import StoreError, read_result
    from simulator.scenario import ScenarioError
    from simulator.scenario.names import as_on_disk

    folder = as_on_disk(folder)
    with refusing(FolderError), locked(folder) if folder.is_dir() else nullcontext():
        with refusing(StoreError), refusing(ScenarioError):
            stored = read_result(folder)
        check_form_period(period, stored.result.scenario.period)
        files = pages(stored, period=period)
        replace_files(folder, files)
    if not quiet:
        say(_("Saved in {folder}: {files}").format(folder=folder, files=", ".join(files)))


def rerun(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="SUMMARY", help="The summary.json of a result, or the folder that it is in."
        ),
    ],
    *,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Run a recorded command again, and say whether the numbers agree.

    The scenario is the recorded file, as it is found from here; where it has changed or is not
    found, the one that was stored beside the summary. Numbers of another version of the program may
    differ: then both versions are named.
    """
    del lang
    from simulator.reports.files import summary
    from simulator.results.folder import SUMMARY
    from simulator.results.program import other_libraries, other_program
    from simulator.results.result import Result
    from simulator.scenario.names import as_on_disk
    from simulator.studies import run as replicate

    file = as_on_disk(file)
    if file.is_dir():
        file /= SUMMARY
    recorded = _recorded(file)
    provenance = recorded["provenance"]
    scenario = _scenario(file, provenance)
    refuse_beyond_memory([scenario], with_simpy=provenance["engine"] == "simpy")
    with Interrupts() as interrupts:
        compile_once(interrupts, quiet=quiet)
        interrupts.release()
        replications = list(
            replicate(
                scenario,
                replications=recorded["replications"],
                seed=provenance["seed"],
                engine=provenance["engine"],
            )
        )
    result = Result.of(
        scenario,
        seed=provenance["seed"],
        planned=recorded["replications"],
        replications=[each.measures for each in replications],
        details=(),
    )
    differences = _differences(recorded["measures"], summary(result, provenance)["measures"])
    if not differences:
        count = len(recorded["measures"])
        print_text(
            ngettext("identical: {n} measure\n", "identical: {n} measures\n", count).format(n=count)
        )
        return
    others = [*other_program(provenance), *other_libraries(provenance)]
    if others:
        others.append(_("Numbers may differ for that reason; these do:"))
    first = "".join(f"{line}\n" for line in others)
    shown = "".join(f"{line}\n" for line in differences[:SHOWN])
    print_text(
        first
        + ngettext(
            "different: {n} measure\n{shown}", "different: {n} measures\n{shown}", len(differences)
        ).format(n=len(differences), shown=shown)
    )
    raise typer.Exit(DEFECT)


def _recorded(file: Path) -> dict[str, Any]:
    """Read a summary; or leave."""
    unreadable = _("{file} is no summary of a result").format(file=file)
    from simulator.results.store import LARGEST_SUMMARY
    from simulator.scenario.files import file_content

    try:
        recorded = json.loads(file_content(file, LARGEST_SUMMARY))
        if not _can_be_run(recorded):
            refuse(unreadable)
    except FileNotFoundError:
        refuse(_("there is no file {file}").format(file=file))
    except OSError as error:
        refuse(_("{path} cannot be read: {reason}").format(path=file, reason=reason(error)))
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError):
        refuse(unreadable)  # What the libraries say of it is English, and helps no planner.
    return dict(recorded)


def _can_be_run(recorded: Mapping[str, Any]) -> bool:
    """Whether a summary says what was run and what came of it; raises where a type is another."""
    provenance = recorded["provenance"]
    seed, replications = provenance["seed"], recorded["replications"]
    return (
        len(shlex.split(provenance["command"])) > SCENARIO_WORD
        and all(type(number) is int for number in (seed, replications))
        and 0 <= seed <= LARGEST_SEED
        and 1 <= replications <= MOST_REPLICATIONS
        and provenance["engine"] in get_args(Engine)
        and "scenario_hash" in provenance
        and bool(recorded["measures"])
        and all("mean" in measure for measure in recorded["measures"].values())
    )


def _scenario(file: Path, provenance: Mapping[str, Any]) -> "Scenario":  # noqa: RET503  # refuse leaves
    """Load the scenario that was run; or leave.

    Another state of the program may know further keys, so that no scenario is what it was to the
    byte: then the one that was stored is run, and that is said.
    """
    from simulator.results.folder import SCENARIO
    from simulator.results.program import is_another, other_program
    from simulator.scenario import ScenarioError, load_scenario
    from simulator.scenario.names import as_on_disk

    command = shlex.split(provenance["command"])
    overrides = [value for flag, value in pairwise(command) if flag == "--set"]
    named, beside = as_on_disk(Path(command[SCENARIO_WORD])), file.with_name(SCENARIO)
    why = (
        _("{named} has changed") if named.is_file() else _("{named} is not found from here")
    ).format(named=named)
    scenario = None
    for path, settings in ((named, overrides), (beside, [])):
        try:
            scenario = load_scenario(path, overrides=settings)
        except ScenarioError:
            scenario = None
            continue
        if scenario.hash == provenance["scenario_hash"]:
            if path == beside:
                say(_("{why}: {beside} is run").format(why=why, beside=beside))
            return scenario
    others = other_program(provenance)
    if scenario and is_another(provenance):
        read_otherwise = _("{beside} is run, as this program reads it").format(beside=beside)
        say("\n".join([*others, read_otherwise]))
        return scenario
    gone = _(
        "The scenario that was run is not there any more: {why}, and {beside} is not there or "
        "has changed"
    ).format(why=why, beside=beside)
    refuse("\n".join([gone, *others]))


def _differences(recorded: Mapping[str, Any], found: Any) -> list[str]:
    """Return a line for each measure that is not the same."""
    lines = []
    for name in {**recorded, **found}:
        one, other = recorded.get(name), found.get(name)
        if one != other:
            means = (each and each["mean"] for each in (one, other))
            lines.append(
                on_a_line(
                    _("{name}: recorded {one}, now {other}").format(
                        name=name, one=next(means), other=next(means)
                    ),
                    LONGEST_LINE,
                )
            )
    return lines
