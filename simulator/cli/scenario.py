"""The commands about a scenario file that simulate nothing by themselves: `new`, `check`, `show`.

In: a scenario file, or the name of one that is to be. Out: a starter to edit, whether the officers
can carry the load, the scenario as it was understood.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from os.path import relpath
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.console import (
    Json,
    Lang,
    Overrides,
    Quiet,
    ScenarioFile,
    Seed,
    load,
    page_text,
    print_text,
    refuse,
    refusing,
    say,
)
from simulator.cli.warm_up import picture_format, save_picture, search_warm_up
from simulator.language import _, language, reason
from simulator.signs import as_typed

if TYPE_CHECKING:
    from simulator.scenario.nodes import Node

Xlsx = Annotated[
    Path | None,
    typer.Option(
        "--xlsx",
        metavar="FILE",
        help="Write it as a workbook, .xlsx; one that exists is left alone.",
        show_default=False,
    ),
]

_CHECK = "onestop check {file}"
"""What comes after a scenario was written."""


def check(
    scenario: ScenarioFile,
    *,
    warm_up: Annotated[
        bool,
        typer.Option(
            "--warm-up",
            help="Also run the period after warm-ups of different length, say what is lacking "
            "after each against a Center that has been open for a year, and recommend one.",
        ),
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="With --warm-up: picture of what is lacking, .svg or .png; one that exists "
            "is replaced.",
            show_default=False,
        ),
    ] = None,
    seed: Seed = None,
    overrides: Overrides = None,
    json: Json = False,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Say whether a scenario is valid, and whether its officers can carry the load.

    Nothing is simulated, unless for the warm-up: the work that is offered is set against the hours
    on duty, over the period and in its busiest month. An overload is no error.
    """
    del lang  # chosen before any text was said
    for option, is_given in (("--out", out is not None), ("--seed", seed is not None)):
        if is_given and not warm_up:
            refuse(_("{option} is for --warm-up: add it").format(option=option))
    kind = picture_format(out) if out else ""
    loaded = load(scenario, overrides)[1]
    from simulator.demand import PreparedScenario
    from simulator.demand.capacity import check_capacity
    from simulator.demand.memory import available_memory
    from simulator.demand.size import expected_size
    from simulator.reports.check.document import check_data, check_document
    from simulator.reports.files import json_text
    from simulator.reports.warm_up.document import warm_up_blocks, warm_up_data

    with refusing(ValueError):
        plan, size = PreparedScenario(loaded), expected_size(loaded)
    checked, available = check_capacity(plan), available_memory()
    found = search_warm_up(loaded, seed, quiet=quiet) if warm_up else None
    try:
        if found and out:
            save_picture(found, out, kind, quiet=quiet)
    finally:  # It is said also where the picture cannot be saved.
        if json:
            data = check_data(loaded, checked, size, available)
            print_text(json_text(data | {"warm_up": warm_up_data(found)} if found else data))
        else:
            document = check_document(loaded, checked, size, available)
            if found:
                document = replace(document, body=[*document.body, *warm_up_blocks(found)])
            print_text(page_text(document))


def show(
    scenario: ScenarioFile,
    *,
    overrides: Overrides = None,
    origins: Annotated[
        bool,
        typer.Option(
            "--origins/--no-origins",
            help="Name behind every value the file and line, or the --set, that it comes from.",
        ),
    ] = True,
    xlsx: Xlsx = None,
    lang: Lang = None,
) -> None:
    """Print the resolved scenario: merged, all defaults written out, ready to be run again.

    Without origins the text names no files and lines, so that two scenarios can be compared. As a
    workbook it is what was written, merged, and a plan can be written so too.
    """
    del lang
    if xlsx:
        _write_workbook(xlsx, _written(scenario, overrides, xlsx.parent))
        return
    resolved, loaded = load(scenario, overrides)
    from simulator.scenario.origins import dump_with_origins

    text = dump_with_origins(loaded, resolved) if origins else loaded.dump()
    if loaded.demand.scale_to:
        from simulator.demand.volumes import scale_factor
        from simulator.reports.check.remarks import scaling

        with refusing(ValueError):
            text = f"# {scaling(loaded, scale_factor(loaded))}\n{text}"
    print_text(text)


def new(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE",
            help="File to write, a workbook if its name ends in .xlsx; one that exists is left "
            "alone. Without it, the scenario is printed.",
            show_default=False,
        ),
    ] = None,
    *,
    xlsx: Xlsx = None,
    lang: Lang = None,
) -> None:
    """Write a commented scenario of a small Center to start from.

    The comments are in the language that is spoken.
    """
    del lang
    from simulator.scenario.files import is_workbook
    from simulator.scenario.starter import starter_text, starter_tree

    if file and xlsx:
        refuse(_("name one file: FILE, or --xlsx"))
    workbook = xlsx or (file if file and is_workbook(file) else None)
    if workbook:
        _write_workbook(workbook, starter_tree(language()))
    elif file:
        _write_new(file, starter_text(language()).encode())
    else:
        print_text(starter_text(language()))


def _written(path: Path, overrides: list[str] | None, folder: Path) -> "Node":
    """Return what a scenario says, put together, or a plan, as a file in a folder says it."""
    from simulator.scenario import ScenarioError
    from simulator.scenario.nodes import Node
    from simulator.scenario.reader import read_file

    tree, problems = read_file(path)
    base = tree.child("base") if tree else None
    if not (tree and base) or overrides:
        return load(path, overrides)[0].seen_from(folder).tree
    if problems:
        with refusing(ScenarioError):
            raise ScenarioError(problems)
    way = Path(relpath(path.parent / str(base.value), folder)).as_posix()
    return tree.with_child("base", Node(base.place, way))


def _write_workbook(file: Path, tree: "Node") -> None:
    """Write what a file says as a workbook; or leave."""
    from simulator.reports.scenario_file import scenario_workbook

    if file.suffix.lower() != ".xlsx":
        refuse(_("{file}: the name of a workbook ends in .xlsx").format(file=file))
    with refusing(ValueError):
        content = scenario_workbook(tree)
    _write_new(file, content, "onestop sweep {file} --out DIR" if tree.child("base") else _CHECK)


def _write_new(file: Path, content: bytes, command: str = _CHECK) -> None:
    """Write a file that is not there yet, and say by which command to go on; or leave."""
    try:
        with file.open("xb") as stream, _whole(file):
            stream.write(content)
            stream.flush()
    except FileExistsError:
        refuse(_("{file} exists already and is left as it is: name another file").format(file=file))
    except OSError as error:
        refuse(_("{file} cannot be written: {reason}").format(file=file, reason=reason(error)))
    say(
        _("Saved in {file}. Next: {command}").format(
            file=file, command=as_typed(command.format(file=quote(str(file))))
        )
    )


@contextmanager
def _whole(file: Path) -> Iterator[None]:
    """Remove a file that cannot be written to its end."""
    try:
        yield
    except OSError:
        file.unlink()
        raise
