"""`onestop report` and `onestop rerun`: a stored result shown again, or computed again.

In: the folder of a result, or its summary. Out: its pages, made from what is stored; or whether the
recorded command gives the same numbers today.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

import shlex
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simulator.cli.compiling import compile_once
from simulator.cli.console import (
    DEFECT,
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
    from simulator.results.provenance import Summary
    from simulator.scenario import Scenario

SHOWN = 10
"""Differences that `rerun` names."""

LARGEST_SUMMARY = 100_000_000
"""Bytes; that of a Center of a hundred procedures takes a hundredth of it."""

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
    """Make the pages of stored results again, without simulating.

    The page, and of a run the workbook and the form, are replaced; the numbers stay.
    """
    del lang  # chosen before any text was said
    from simulator.results.folder import FolderError, ResultFolder
    from simulator.results.reading import Reader
    from simulator.scenario import ScenarioError
    from simulator.scenario.names import as_on_disk

    folder = as_on_disk(folder)
    with refusing(FolderError), refusing(ScenarioError):
        if not folder.is_dir():
            Reader(folder)
        with ResultFolder(folder, files=(), replace=True) as opened:
            files = opened.replace(_pages(folder, period))
    if not quiet:
        say(_("Saved in {folder}: {files}").format(folder=folder, files=", ".join(files)))


def _pages(folder: Path, period: str | None) -> dict[str, bytes]:
    """Return the pages of what a folder holds, by name; or leave."""
    from simulator.results.reading import Reader
    from simulator.studies.sweep.page import PAGE, sweep_html
    from simulator.studies.sweep.reading import open_sweep

    with Reader(folder) as reader:
        kind = reader.study.definition.kind
    if kind == "run":
        from simulator.reports.pages import pages
        from simulator.results.run import read_run

        stored = read_run(folder)
        check_form_period(period, stored.result.scenario.period)
        return pages(stored, period=period)
    if period is not None:
        refuse(_("--period is of the form of a run: leave it out"))
    if kind == "compare":
        from simulator.studies.comparison.files import PAGE as COMPARISON
        from simulator.studies.comparison.kept import read_comparison
        from simulator.studies.comparison.page import comparison_html

        with Reader(folder) as reader:
            html = comparison_html(read_comparison(reader), reader.last_session)
        return {COMPARISON: html.encode()}
    with open_sweep(folder) as sweep:
        return {PAGE: sweep_html(sweep).encode()}


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


def _recorded(file: Path) -> "Summary":  # noqa: RET503  # refuse leaves
    """Read a summary; or leave."""
    from pydantic import ValidationError

    from simulator.results.database import place_of
    from simulator.results.provenance import SUMMARY_FILE
    from simulator.scenario.files import file_content

    place = "provenance.command"
    try:
        recorded = SUMMARY_FILE.validate_json(file_content(file, LARGEST_SUMMARY))
        if len(shlex.split(recorded["provenance"]["command"])) > SCENARIO_WORD:
            return recorded
    except FileNotFoundError:
        refuse(_("there is no file {file}").format(file=file))
    except OSError as error:
        refuse(_("{path} cannot be read: {reason}").format(path=file, reason=reason(error)))
    except ValidationError as error:  # What the library says of it is English, but for the place.
        place = place_of(error)
    told = _("{file} is no summary of a result").format(file=file)
    refuse(f"{told}: {place}" if place else told)


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
