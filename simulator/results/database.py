"""Opens stores, and tells in our own words what is wrong with one.

In: the path of a store. Out: a connection to it, once its first bytes have shown that it is a store
of this version, or a `FolderError`. A database of another program is never opened by SQLite, which
may write to what it opens. What is stored is not known here.
"""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from pydantic import ValidationError

from simulator.language import _, reason
from simulator.results.folder import FolderError, sqlite_code
from simulator.results.schema import APPLICATION, FORMAT, has_tables
from simulator.scenario.files import regular_file

_HEADER = 100
"""Bytes that each database begins with, in SQLite's file format."""

_OF_THE_SYSTEM = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}
"""Errors that say nothing against a store."""

_UNFIT = (
    ArithmeticError,
    LookupError,
    MemoryError,  # as much as it says that it holds
    RecursionError,
    TypeError,
    ValueError,
    zlib.error,
)
"""What is raised where something stored is not what it should be."""


def opened(path: Path, *, to_write: bool = False) -> sqlite3.Connection:
    """Open a store.

    A store that was being written to when its process was killed is put in order, unless it cannot
    be written to.

    Raises
    ------
    FolderError
        If there is none, or it is of another program or version, or damaged.
    """
    _check_header(path)
    with ExitStack() as unless_sound, reading(path):
        db = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=rw",
            uri=True,
            isolation_level=None,
            timeout=30,
            check_same_thread=to_write,  # Whichever thread collects what nobody reads closes it.
        )
        unless_sound.enter_context(closing(db))
        db.execute("PRAGMA trusted_schema = OFF")
        if to_write:
            prepare_to_write(db)
        else:
            db.execute("PRAGMA query_only = ON")
        if not has_tables(db):
            raise damage(path)
        unless_sound.pop_all()
    return db


def prepare_to_write(db: sqlite3.Connection) -> None:
    """Let what is written be on the disk when a transaction is over.

    The journal is one that works on network disks too, and is gone between transactions. To wait
    for the disk, folder included (EXTRA), takes as long as to write the rows of one replication.
    """
    db.execute("PRAGMA journal_mode = DELETE")
    db.execute("PRAGMA synchronous = EXTRA")


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


@contextmanager
def reading(path: Path, place: str = "") -> Iterator[None]:
    """Tell in our own words that something stored cannot be read; libraries tell of their formats.

    Parameters
    ----------
    path
        The file.
    place
        What of it is read, by table and key.

    Raises
    ------
    FolderError
        If it cannot.
    """
    try:
        yield
    except sqlite3.ProgrammingError:  # It was closed: nothing is wrong with it.
        raise
    except sqlite3.Error as error:
        if sqlite_code(error) in _OF_THE_SYSTEM:
            raise _unreadable(path, str(error)) from error
        raise damage(path, place) from error
    except ValidationError as error:
        raise damage(path, ", ".join(filter(None, [place, place_of(error)]))) from error
    except _UNFIT as error:
        raise damage(path, place) from error


def place_of(error: ValidationError) -> str:
    """Return the key at which data do not fit their schema; empty for none."""
    return ".".join(str(part) for part in error.errors()[0]["loc"])


def damage(path: Path, place: str = "") -> FolderError:
    """Return the error of a file that does not hold what it should."""
    where = f" ({place})" if place else ""
    message = _("{file} is damaged{where}: run it again, into another folder or with --force")
    return FolderError(message.format(file=path, where=where))


def _unreadable(path: Path, why: str) -> FolderError:
    return FolderError(_("{path} cannot be read: {reason}").format(path=path, reason=why))


def format_of(path: Path) -> int:
    """Return the format of a store, by its first bytes.

    Raises
    ------
    FolderError
        If it cannot be read, or is of another program.
    """
    try:
        with regular_file(path) as file:
            header = file.read(_HEADER)
    except OSError as error:
        raise _unreadable(path, reason(error)) from error
    if not header:
        raise damage(path)
    application = int.from_bytes(header[68:72], "big")
    if not header.startswith(b"SQLite format 3\0") or application != APPLICATION:
        message = _("{file} is not of this program: choose another folder")
        raise FolderError(message.format(file=path))
    return int.from_bytes(header[60:64], "big")


def _check_header(path: Path) -> None:
    """Check by its first bytes that a file is a store of this version."""
    stored = format_of(path)
    if stored != FORMAT:
        message = _(
            "{file} is of another version (format {stored}, this is {own}): run it again, into "
            "another folder or with --force"
        )
        raise FolderError(message.format(file=path, stored=stored, own=FORMAT))
