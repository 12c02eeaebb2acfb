"""Lacking: what is said of a folder that has not the results that are asked for.

In: the folder. Out: the error, with what to do. What it has is not known here.
"""

import json
from contextlib import suppress
from pathlib import Path

from simulator.language import _
from simulator.results.files import OLD_RUN, OLD_SWEEP, ON_A_LOG, STORE
from simulator.results.folder import FolderError
from simulator.results.study import KINDS
from simulator.scenario.files import file_content
from simulator.signs import as_typed

_LARGEST_DATA = 50_000_000
"""Bytes of the data of a study of a ticket log."""


def without_results(path: Path) -> FolderError:
    """Return the error of a store in which nothing is finished."""
    message = _("{file} holds no results yet: start what was to make them again")
    return FolderError(message.format(file=path))


def without_store(folder: Path) -> FolderError:
    """Return the error of a folder without results that this version reads."""
    before = [name for name in (OLD_RUN, OLD_SWEEP) if (folder / name).exists()]
    if command := _command_on_a_log(folder):
        message = _(
            "{folder} holds a study of a ticket log, of which no replications are kept. The same "
            "comes of: {command}"
        )
        return FolderError(message.format(folder=folder, command=as_typed(command)))
    if before:
        message = _(
            "{folder} holds results of an earlier version ({file}), which this one does not read: "
            "run it again, into another folder"
        )
    else:
        message = _("{folder} holds no results: {missing} is missing. `--out` makes it")
    return FolderError(message.format(folder=folder, file=", ".join(before), missing=STORE))


def _command_on_a_log(folder: Path) -> str:
    """Return the command that made the pages of a replay or a validation; else nothing."""
    for name in ON_A_LOG:
        with suppress(OSError, ValueError, RecursionError):
            match json.loads(file_content(folder / name, _LARGEST_DATA)):
                case {"provenance": {"command": str(command)}}:
                    return command
    return ""


def another_kind(folder: Path, kind: str, own: str) -> str:
    """Say that a folder holds results of another kind than those that are asked for."""
    message = _("{folder} holds {kind}, and not {own_kind}.")
    return message.format(folder=folder, kind=_(KINDS[kind]), own_kind=_(KINDS[own]))
