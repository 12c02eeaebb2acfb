"""`onestop fit`: from the ticket log of an office to a scenario of its lobby.

In: the files of a log, and what is said of their columns. Out: the scenario, a page beside it that
holds it against the log, and the list of the rows that were left out; or it leaves.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

from datetime import UTC, datetime
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from simulator.cli.compiling import compile_once
from simulator.cli.console import Lang, Quiet, page_text, print_text, refuse, refusing, say
from simulator.cli.interrupts import Interrupts
from simulator.cli.logs import Columns, LogFiles, Office, Zone, read_logs
from simulator.language import _
from simulator.signs import as_typed, on_a_line

_LONGEST_NAME = 100
"""Signs of the name of a file by which a scenario calls its source."""


def fit(
    logs: LogFiles,
    *,
    out: Annotated[
        Path,
        typer.Option(
            metavar="FILE",
            help="The scenario to write, .yaml. A page of the same name, .html, holds it against "
            "the log; rows that were left out are listed in one that ends in -excluded.csv.",
        ),
    ] = Path("scenario.yaml"),
    office: Office = None,
    snapshots: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Counters that were seen to be open from time to time, and how many waited. Where "
            "the log has calls alone, they tell which counters serve which queues.",
            show_default=False,
        ),
    ] = None,
    columns: Columns = None,
    zone: Zone = "",
    force: Annotated[
        bool, typer.Option("--force", help="Replace the files where they are there already.")
    ] = False,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Make a scenario of the lobby from a ticket log.

    Every value comes with the number of tickets that it rests on and the range that it may lie in;
    what the log does not tell is marked as an assumption.
    """
    del lang  # chosen before any text was said
    if out.suffix not in (".yaml", ".yml"):
        refuse(_("--out {file}: the name of a scenario ends in .yaml").format(file=out))
    if not out.parent.is_dir():
        refuse(_("{folder} is no folder: make it first").format(folder=out.parent))
    page, excluded = out.with_suffix(".html"), out.with_name(f"{out.stem}-excluded.csv")
    for file in (out, page, excluded):
        if file.is_dir():
            refuse(_("{file} is a folder: name another file").format(file=file))
        if file.exists() and not force:
            refuse(
                _(
                    "{file} exists already and is left as it is: name another file, or replace it "
                    "with --force"
                ).format(file=file)
            )
    from simulator import __version__
    from simulator.reports.files import write_rows
    from simulator.reports.fit.document import fit_document
    from simulator.reports.fit.writing import scenario_text
    from simulator.reports.page import page_html
    from simulator.results.folder import FolderError, replacing
    from simulator.scenario.names import path_text
    from simulator.studies.fit.held_against import fit_and_hold

    read = read_logs(logs, columns, zone, snapshots)
    files = [*logs, *([snapshots] if snapshots else [])]
    source = ", ".join(on_a_line(path_text(path.name), _LONGEST_NAME) for path in files)
    with Interrupts() as interrupts:
        compile_once(interrupts, quiet=quiet)
        with refusing(ValueError):
            found = fit_and_hold(read.tickets.log, office, source, snapshots=read.seen)
    created = datetime.now(UTC).isoformat()
    document = fit_document(found, remarks=read.said, version=__version__, created=created)
    texts = {out: scenario_text(found.fitted, found.data), page: page_html(document)}
    saved = []
    with refusing(FolderError):
        for file, text in texts.items():
            with replacing(file) as staged:
                staged.write_text(text, encoding="utf-8")
            saved.append(file)
        if len(read.excluded):
            with replacing(excluded) as staged:
                write_rows(staged, read.excluded.in_words())
            saved.append(excluded)
        else:
            excluded.unlink(missing_ok=True)  # That of an earlier fit.
    print_text(page_text(document))
    if not quiet:
        said = _("Saved in {file}. Next: {command}")
        command = as_typed(f"onestop check {quote(str(out))}")
        say(said.format(file=", ".join(map(str, saved)), command=command))
