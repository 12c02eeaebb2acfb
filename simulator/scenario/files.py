"""Opens the files that a planner names: regular files, and nothing that only looks like one.

In comes a path; out comes the file, opened, or an ``OSError`` that says why not. A pipe, a socket
or a device can keep a reader waiting for ever, and some act when they are opened: none is. What
stands in a file is not known here.
"""

import errno
import os
import stat
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from simulator.language import N_, _, reason
from simulator.scenario.names import composed
from simulator.scenario.near_matches import near_match

_KINDS = {
    stat.S_IFDIR: N_("it is a folder, not a file"),
    stat.S_IFIFO: N_("it is a pipe, not a file: save what comes out of it first"),
    stat.S_IFSOCK: N_("it is a socket, not a file"),
    stat.S_IFCHR: N_("it is a device, not a file"),
    stat.S_IFBLK: N_("it is a device, not a file"),
}
_MOST_SIBLINGS = 1_000
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
"""The first two can be read; of the others it can be said what to do."""
_SCENARIOS = (".yaml", ".yml", ".xlsx", ".xlsm")
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""A pipe that took the file's place after it was looked at does not keep us waiting."""


def regular_file(path: Path) -> BinaryIO:
    """Open a regular file for reading.

    A file whose size is 0 is empty, whatever the system would make up while it is read (as below
    /proc, where reading can wait without end).

    Raises
    ------
    OSError
        If the file cannot be opened, or is none; `simulator.language.reason` puts it in words.
    """
    try:
        _check_kind(path.stat())  # Before it is opened: to open a device may start it.
        descriptor = os.open(path, _OPEN_FLAGS)
    except ValueError as error:  # A NUL or half a character in it, which no file system takes.
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)) from error
    try:
        status = os.fstat(descriptor)
        _check_kind(status)  # Again: another may have taken its place.
        if status.st_size:
            return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return BytesIO()


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook by its name."""
    return path.suffix.lower() in _WORKBOOKS


def file_content(path: Path, most: int) -> bytes:
    """Return what stands in a regular file of at most `most` bytes.

    Raises
    ------
    OSError
        If the file cannot be read, is none, or is larger.
    """
    with regular_file(path) as file:
        content = file.read(most + 1)
    if len(content) > most:
        message = _("it is larger than {most:.15g} MB", most=most / 1e6)
        raise OSError(errno.EFBIG, message)
    return content


def why_unreadable(path: Path) -> str:
    """Return why a scenario that a file names cannot be read; nothing if it can be."""
    try:
        regular_file(path).close()
    except FileNotFoundError:
        hint = near_match(path.name, _siblings(path))
        return _("there is no such file{hint}", hint=hint)
    except OSError as error:
        return _("cannot be read: {reason}", reason=reason(error))
    return ""


def _siblings(path: Path) -> list[str]:
    """Return the names of the scenarios that stand where `path` is looked for."""
    try:
        files = islice(path.parent.iterdir(), _MOST_SIBLINGS)
        return [composed(file.name) for file in files if file.suffix.lower() in _SCENARIOS]
    except (OSError, ValueError):  # No file system takes such a name, or shows what is there.
        return []


def _check_kind(status: os.stat_result) -> None:
    """Refuse what is no regular file."""
    if not stat.S_ISREG(status.st_mode):
        kind = stat.S_IFMT(status.st_mode)
        raise OSError(errno.EINVAL, _KINDS.get(kind, _KINDS[stat.S_IFCHR]))
