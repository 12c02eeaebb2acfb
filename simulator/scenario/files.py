"""Opens the files that a planner names: regular files, and nothing that only looks like one.

In comes a path; out comes the file, opened, or an ``OSError`` that says why not. A pipe, a socket or
a device can keep a reader waiting for ever, and some act when they are opened: none is. What stands
in a file is not known here.
"""

from __future__ import annotations

import errno
import os
import stat
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from simulator.language import N_, _

if TYPE_CHECKING:
    from pathlib import Path

_KINDS = {
    stat.S_IFDIR: N_("it is a folder, not a file"),
    stat.S_IFIFO: N_("it is a pipe, not a file: save what comes out of it first"),
    stat.S_IFSOCK: N_("it is a socket, not a file"),
    stat.S_IFCHR: N_("it is a device, not a file"),
    stat.S_IFBLK: N_("it is a device, not a file"),
}
_NO_NAME = N_("no file can have this name")
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
    except ValueError as error:  # A NUL or half a character in it.
        raise OSError(errno.EINVAL, _NO_NAME) from error
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
        message = _("it is larger than {most:.15g} MB").format(most=most / 1e6)
        raise OSError(errno.EFBIG, message)
    return content


def _check_kind(status: os.stat_result) -> None:
    """Refuse what is no regular file."""
    if not stat.S_ISREG(status.st_mode):
        kind = stat.S_IFMT(status.st_mode)
        raise OSError(errno.EINVAL, _KINDS.get(kind, _KINDS[stat.S_IFCHR]))
