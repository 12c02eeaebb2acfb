"""What guards a store: one sweep at a time, all or nothing, and errors that say what to do.

In: a folder, or a connection to the store in it. Out: contexts and `SweepStoreError`. What is
stored is not known here.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from simulator.language import _
from simulator.studies.sweep.schema import LOCK, STORE

_PRIMARY = 0xFF
"""Bits of SQLite's codes that tell errors apart; the others tell where one happened."""


class SweepStoreError(OSError):
    """A store that cannot be used or written to; the message says why, and what to do."""


@contextmanager
def storing(folder: Path) -> Iterator[None]:
    """Tell errors of SQLite as errors of the folder."""
    try:
        yield
    except sqlite3.Error as error:
        match _code(error):
            case sqlite3.SQLITE_FULL:
                why = _("the disk is full. What was stored before is safe: make room, start again")
            case sqlite3.SQLITE_NOTADB:
                why = _("{file} is no store of a sweep").format(file=STORE)
            case sqlite3.SQLITE_CORRUPT:
                why = _("{file} is damaged: choose another folder").format(file=STORE)
            case _other:
                why = str(error)
        raise unwritable(folder, why) from error


def unwritable(folder: Path, why: str) -> SweepStoreError:
    """Return the error of a folder that cannot be written to."""
    told = _("{folder} cannot be written to: {reason}").format(folder=folder, reason=why)
    return SweepStoreError(told)


def _code(error: sqlite3.Error) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & _PRIMARY


def locked(folder: Path) -> sqlite3.Connection:
    """Take the lock of a folder, for as long as the connection lives.

    SQLite locks files on every system, and a process that dies lets go of them. A database of its
    own serves, which stays empty, so that the store can be read meanwhile.

    Raises
    ------
    SweepStoreError
        If another sweep has it.
    """
    with storing(folder):
        lock = sqlite3.connect(folder / LOCK, isolation_level=None, timeout=0)
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            lock.close()
            if _code(error) != sqlite3.SQLITE_BUSY:
                raise
            told = _("another sweep is running in {folder}: wait for it, or choose another folder")
            raise SweepStoreError(told.format(folder=folder)) from error
    return lock


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Write all or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
