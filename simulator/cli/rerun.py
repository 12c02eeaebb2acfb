"""`onestop rerun`: a stored result is computed again.

In: the folder of a result of any command, or the summary of a run. Out: whether the same numbers
come out today; where not, what differs, and which other versions may be why.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

import shlex
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simulator.cli.console import DEFECT, Engine, Lang, Quiet, print_text, refuse, refusing, say
from simulator.cli.interrupts import Interrupts
from simulator.cli.memory import refuse_sizes
from simulator.cli.working import leave_interrupted, work_through
from simulator.language import _, ngettext, reason
from simulator.signs import LONGEST_LINE, on_a_line

if TYPE_CHECKING:
    from simulator.results.provenance import Summary
    from simulator.results.reading import Reader
    from simulator.scenario import Scenario
    from simulator.studies.rerunning import Comparing, Differing, Recorded

SHOWN = 10
"""Differences that are named."""

LARGEST_SUMMARY = 100_000_000
"""Bytes; that of a Center of a hundred procedures takes a hundredth of it."""

SCENARIO_WORD = 2
"""Which word of a recorded command is the scenario file, counted from 0."""


@dataclass(frozen=True, slots=True)
class _Result:
    """What is computed again."""

    recorded: "Sequence[Recorded]"
    seed: int
    engine: Engine
    provenance: Any
    """How it came about: `simulator.results.provenance`, of any version."""

    @property
    def replications(self) -> int:
        """Replications of all scenarios."""
        return sum(each.replications for each in self.recorded)


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

    with ExitStack() as opened, refusing(FolderError), Interrupts() as interrupts:
        result = _read(path, opened)
        sizes = [each.source.size for each in result.recorded]
        refuse_sizes(sizes, with_simpy=result.engine == "simpy")
        if not quiet:
            say(_what_is_run(path, result))
        compared = _compute(result, interrupts, quiet=quiet)
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


def _compute(result: _Result, interrupts: Interrupts, *, quiet: bool) -> "Comparing":
    """Replicate the scenarios as they were, until all is compared, or interrupted."""
    from simulator.studies.experiment import Experiment, Point
    from simulator.studies.pools.choosing import pool_for
    from simulator.studies.precision import Until
    from simulator.studies.rerunning import Comparing
    from simulator.studies.session import Session

    comparing = Comparing(result.recorded)
    experiment = Experiment(result.seed, Until.made(1), store=comparing, engine=result.engine)
    for each in result.recorded:
        experiment.extend([Point(each.label, each.source)], Until.made(each.replications))
    sizes = [each.source.size for each in result.recorded]
    work_through(
        Session(experiment, None, checked=[], origin=lambda _checks: result.provenance),
        lambda: pool_for(sizes, -(-result.replications // len(sizes)), result.engine),
        interrupts,
        total=result.replications,
        thing=_("replications"),
        quiet=quiet,
    )
    return comparing


def _what_is_run(path: Path, result: _Result) -> str:
    from simulator.reports.figures import counted

    told = _("Computing {path} again: {replications} of {scenarios} (seed {seed}, engine {engine})")
    return told.format(
        path=path,
        replications=counted("{n} replication", "{n} replications", result.replications),
        scenarios=counted("{n} scenario", "{n} scenarios", len(result.recorded)),
        seed=result.seed,
        engine=result.engine,
    )


def _read(path: Path, opened: ExitStack) -> _Result:
    """Read what was recorded; or leave. A store stays open, as its measures are read later."""
    from simulator.results.folder import STORE, SUMMARY
    from simulator.results.reading import Reader
    from simulator.scenario import ScenarioError
    from simulator.scenario.names import as_on_disk

    path = as_on_disk(path)
    with refusing(ScenarioError), refusing(ValueError):
        if not path.is_dir():
            return _of_summary(path)
        if not (path / STORE).exists() and (path / SUMMARY).exists():  # of a version before
            return _of_summary(path / SUMMARY)
        return _of_store(opened.enter_context(Reader(path)))


def _of_store(store: "Reader") -> _Result:
    """Read what a store has; raises as `simulator.studies.rerunning.recorded_in` does."""
    from simulator.results.program import is_another
    from simulator.studies.rerunning import recorded_in

    origin, recorded = store.last_session, recorded_in(store)
    if is_another(origin):
        _say_read_otherwise(store.path, origin)
    elif changed := _changed(store, {each.source.key for each in recorded}):
        say(_("{why}: {beside} is run").format(why=_why(changed), beside=store.path))
    return _Result(recorded, store.study.seed, origin["engine"], origin)


def _changed(store: "Reader", recorded: set[str]) -> Path | None:
    """Return a file that gives other scenarios now than those that were recorded, if any does."""
    from simulator.results.study import CompareDefinition, SweepDefinition
    from simulator.scenario import ScenarioError, load_scenario
    from simulator.scenario.names import as_on_disk
    from simulator.studies.sweep import read_plan

    definition, command = store.study.definition, shlex.split(store.last_session["command"])
    if isinstance(definition, SweepDefinition):
        plan = as_on_disk(Path(definition.plan))
        try:
            now = {each.hash for each in read_plan(plan)[1]}
        except ScenarioError:
            return plan
        return None if recorded <= now else plan
    common = _overrides(command)
    named = [(Path(word), common) for word in command[SCENARIO_WORD : SCENARIO_WORD + 1]]
    if isinstance(definition, CompareDefinition):
        named = [
            (Path(each.file), [*common, *each.settings])
            for each in definition.alternatives
            if each.file is not None
        ]
    for file, overrides in named:
        try:
            if load_scenario(as_on_disk(file), overrides=overrides).hash not in recorded:
                return file
        except ScenarioError:
            return file
    return None


def _of_summary(file: Path) -> _Result:
    """Read a summary and the scenario of its run; or leave."""
    from simulator.studies.rerunning import Recorded
    from simulator.studies.source import Source

    summary = _summary(file)
    origin, measures = summary["provenance"], summary["measures"]
    source = Source.of(_scenario(file, origin))
    recorded = Recorded("", source, summary["replications"], lambda: dict(measures))
    return _Result([recorded], origin["seed"], origin["engine"], origin)


def _summary(file: Path) -> "Summary":  # noqa: RET503  # refuse leaves
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
    named, beside = as_on_disk(Path(command[SCENARIO_WORD])), file.with_name(SCENARIO)
    scenario = None
    for path, settings in ((named, _overrides(command)), (beside, [])):
        try:
            scenario = load_scenario(path, overrides=settings)
        except ScenarioError:
            scenario = None
            continue
        if scenario.hash == provenance["scenario_hash"]:
            if path == beside:
                say(_("{why}: {beside} is run").format(why=_why(named), beside=beside))
            return scenario
    if scenario and is_another(provenance):
        _say_read_otherwise(beside, provenance)
        return scenario
    gone = _(
        "The scenario that was run is not there any more: {why}, and {beside} is not there or "
        "has changed"
    ).format(why=_why(named), beside=beside)
    refuse("\n".join([gone, *other_program(provenance)]))


def _overrides(command: Sequence[str]) -> list[str]:
    return [value for flag, value in pairwise(command) if flag == "--set"]


def _why(named: Path) -> str:
    """Say why a file is not what is run."""
    told = _("{named} has changed") if named.is_file() else _("{named} is not found from here")
    return told.format(named=named)


def _say_read_otherwise(beside: Path, provenance: Mapping[str, Any]) -> None:
    from simulator.results.program import other_program

    read_otherwise = _("{beside} is run, as this program reads it").format(beside=beside)
    say("\n".join([*other_program(provenance), read_otherwise]))


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
