"""The result folder: files appear in it all together, and never over others unasked.

In: the folder that a planner names. Out: a place to write files to, from which they move into the
folder at the end, while nobody else writes to it. What is in the files is not known here.

Files are staged in a folder of ours inside it. When all are there and on the disk, a journal says
which earlier ones go; from then on the new result counts: whoever opens the folder next finishes
what was begun (all steps can be done twice), and clears what has no journal.
"""

import errno
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from simulator.language import N_, _, reason
from simulator.results.files import CONTENTS, OLD_RUN, OLD_SWEEP, STORE, SUMMARY
from simulator.scenario.files import file_content
from simulator.scenario.names import as_on_disk

STAGING, LOCK, JOURNAL, STAGED = ".onestop", "lock", "journal.json", "staged"
"""The folder of ours, and what is in it."""

ELSEWHERE = N_("Choose another folder.")
ELSEWHERE_OR_FORCED = N_("Choose another folder, or replace what is there with --force.")
"""What to do where a folder holds something else; the latter where a command can replace it."""

_STORE_JOURNAL = f"{STORE}-journal"
"""What SQLite undoes, when it opens the store, of a transaction that was not finished."""

_MAY_GO = {*CONTENTS, OLD_RUN, _STORE_JOURNAL}
"""What a journal may name."""

_LONGEST_JOURNAL = 10_000
"""Bytes."""


class FolderError(OSError):
    """A folder that cannot take or give results; the message says why, and what to do."""


class ResultFolder:
    """A folder that results are written to, as a context; nobody else can write meanwhile.

    Parameters
    ----------
    path
        The folder; it is made if it is not there.
    files
        Names of the files of a result. Files that are no results of ours are left alone.
    replace
        Whether the results of an earlier call may be replaced.
    resume
        Whether results that have a store are gone on with.

    Raises
    ------
    FolderError
        If the folder cannot be written to, if another call is writing to it, or if it holds results
        that are neither to be replaced nor gone on with.
    """

    def __init__(
        self, path: Path, *, files: Collection[str], replace: bool = False, resume: bool = False
    ) -> None:
        self.path = path = as_on_disk(path)
        self._files, self._replaces = files, replace
        if path.exists() and not path.is_dir():
            raise FolderError(_("{path} is a file, not a folder").format(path=path))
        made = _missing_parents(path)
        with ExitStack() as undo, writing(path):
            try:
                path.mkdir(parents=True, exist_ok=True)
            except OSError:
                _remove_empty(made)
                raise
            undo.callback(_remove_empty, made)
            undo.enter_context(locked(path))
            _refuse_folders(path, files)
            self._refuse_old(replace=replace)
            if not replace:
                self._refuse_earlier(resume=resume)
            self._undo = undo.pop_all()

    def _refuse_old(self, *, replace: bool) -> None:
        """Refuse what a version before has left, unless it is to be replaced by its like."""
        before = _existing(self.path, (OLD_RUN, OLD_SWEEP))
        is_run = before == [OLD_RUN] and SUMMARY in self._files
        if not before or (is_run and replace):
            return
        message = _(
            "{path} holds results of an earlier version ({files}), which this one does not read."
        ).format(path=self.path, files=", ".join(before))
        raise FolderError(f"{message} {_(ELSEWHERE_OR_FORCED if is_run else ELSEWHERE)}")

    def _refuse_earlier(self, *, resume: bool) -> None:
        earlier = _existing(self.path, self._files)
        if earlier and not (resume and STORE in earlier):
            message = _("{path} already holds results ({files}).")
            told = message.format(path=self.path, files=", ".join(earlier))
            raise FolderError(f"{told} {_(ELSEWHERE_OR_FORCED)}")

    def __enter__(self) -> Self:
        """Return the folder, ready to be written to."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Drop what was not committed, and folders that were made for nothing; let others write."""
        self._undo.close()

    def staged(self, name: str) -> Path:
        """Return where to write a file of the result."""
        return self.path / STAGING / STAGED / name

    @property
    def others(self) -> list[str]:
        """Files that are of results of another kind."""
        return _existing(self.path, sorted(CONTENTS.keys() - {*self._files}))

    def commit(self, files: Mapping[str, bytes], *, still_true: Collection[str] = ()) -> list[str]:
        """Move the staged files into the folder, and these; others of an earlier result go.

        Parameters
        ----------
        files
            What to write, by the names of the files.
        still_true
            Names of those of an earlier result that are of this one too.

        Returns
        -------
        list of str
            The names of the files.

        Raises
        ------
        FolderError
            If the file system refuses. Either nothing has changed, or what is missing of the new
            result comes when the folder is opened next.
        """
        with writing(self.path):
            self._stage(files)
            present = _existing(self.staged(""), self._files)
            gone = {*self._files, _STORE_JOURNAL} - {*present, *still_true}
            if not self._replaces:
                gone -= {STORE, _STORE_JOURNAL}
            if SUMMARY in self._files:
                gone.add(OLD_RUN)
            self._move(gone)
        return present

    def replace(self, files: Mapping[str, bytes]) -> list[str]:
        """Replace files of the result, all or none; the others stay. Raises as `commit` does."""
        with writing(self.path):
            self._stage(files)
            self._move(())
        return list(files)

    def _stage(self, files: Mapping[str, bytes]) -> None:
        for name, content in files.items():
            self.staged(name).write_bytes(content)

    def _move(self, gone: Iterable[str]) -> None:
        staged = [file.name for file in self.staged("").iterdir()]
        _refuse_folders(self.path, [*staged, *gone])
        for name in staged:
            _sync(self.staged(name))
        journal = self.path / STAGING / JOURNAL
        written = journal.with_suffix(".part")
        written.write_text(json.dumps(sorted(gone)), encoding="utf-8")
        for each in (self.staged(""), written):
            _sync(each)
        written.replace(journal)
        _sync(journal.parent)
        _roll_forward(self.path)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder that exists; nothing is half written in it then.

    Raises
    ------
    FolderError
        If another process holds it, or the folder cannot be written to.
    """
    staging = folder / STAGING
    with ExitStack() as held:
        with writing(folder):
            held.enter_context(closing(_lock_in(staging)))
            if (staging / JOURNAL).exists():
                _roll_forward(folder)
            _clear(folder)
            (staging / STAGED).mkdir()
        held.callback(_leave, staging)
        yield


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a place to write a file to that takes the place of another one, as a whole.

    Raises
    ------
    FolderError
        If the file system refuses: then the other one is as it was.
    """
    folder = path.parent
    with writing(folder), tempfile.TemporaryDirectory(prefix=f"{STAGING}-", dir=folder) as staging:
        staged = Path(staging) / path.name
        yield staged
        _sync(staged)
        staged.replace(path)
        _sync(folder)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Tell errors of what is written to a folder as errors of the folder.

    Raises
    ------
    FolderError
        If the file system refuses.
    """
    try:
        yield
    except FolderError:
        raise
    except (OSError, sqlite3.Error) as error:
        raise unwritable(folder, _why(error)) from error


def unwritable(folder: Path, why: str) -> FolderError:
    """Return the error of a folder that cannot be written to."""
    message = _("{folder} cannot be written to: {error}")
    return FolderError(message.format(folder=folder, error=why))


def sqlite_code(error: sqlite3.Error) -> int:
    """Return which error of SQLite it is; further bits tell where it happened."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _why(error: OSError | sqlite3.Error) -> str:
    """Say why a folder cannot be written to, a full disk alike whoever meets it."""
    match error:
        case OSError(errno=errno.ENOSPC) | sqlite3.Error(sqlite_errorcode=sqlite3.SQLITE_FULL):
            return _("the disk is full. What was stored before is safe: make room, start again")
        case OSError():
            return reason(error)
    if sqlite_code(error) in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return _("{file} is damaged: choose another folder").format(file=STORE)
    return str(error)


def _lock_in(staging: Path) -> sqlite3.Connection:
    """Take the lock of a folder, for as long as the connection lives.

    SQLite locks files on every system and on most shared disks, and a process that dies lets go of
    them. Who leaves removes the file: one that was opened before that is of no use any more.
    """
    while True:
        staging.mkdir(exist_ok=True)
        path = staging / LOCK
        try:
            path.touch()
            opened = path.stat()
        except FileNotFoundError:
            continue
        lock = sqlite3.connect(path, isolation_level=None, timeout=0)
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            lock.close()
            if not _is_file(path, opened):
                continue
            if sqlite_code(error) != sqlite3.SQLITE_BUSY:
                raise
            message = _(
                "another call is writing to {folder}: wait for it, or choose another folder"
            )
            raise FolderError(message.format(folder=staging.parent)) from error
        if _is_file(path, opened):
            return lock
        lock.close()


def _leave(staging: Path) -> None:
    """Remove the folder of ours, unless a journal is in it that is not done with."""
    if not (staging / JOURNAL).exists():
        shutil.rmtree(staging, ignore_errors=True)  # Some systems keep what is open.


def _is_file(path: Path, opened: os.stat_result) -> bool:
    """Whether a file is the one that was there before."""
    return path.exists() and os.path.samestat(path.stat(), opened)


def _roll_forward(folder: Path) -> None:
    """Do what the journal says, all of it or the rest; the lock is held."""
    journal = folder / STAGING / JOURNAL
    try:
        gone = _MAY_GO & set(json.loads(file_content(journal, _LONGEST_JOURNAL)))
    except (ValueError, TypeError, RecursionError) as error:
        message = _("{file} is damaged: remove {folder}")
        raise FolderError(message.format(file=journal, folder=journal.parent)) from error
    for name in sorted(gone):
        (folder / name).unlink(missing_ok=True)
    for file in sorted((folder / STAGING / STAGED).iterdir()):
        file.replace(folder / file.name)
    _sync(folder)
    journal.unlink()


def _clear(folder: Path) -> None:
    """Remove what calls that were killed have left, but for the lock."""
    for left in (folder / STAGING / STAGED, *folder.glob(f"{STAGING}-*")):
        if left.is_dir():
            shutil.rmtree(left)


def _refuse_folders(path: Path, names: Iterable[str]) -> None:
    for name in names:
        if (path / name).is_dir():  # No file can take its place, at the end of all work.
            message = _("{path} is a folder, where a file of the result is to be: remove it")
            raise FolderError(message.format(path=path / name))


def _existing(folder: Path, names: Iterable[str]) -> list[str]:
    return [name for name in names if (folder / name).exists()]


def _sync(path: Path) -> None:
    """Wait until a file is on the disk, or which files a folder holds."""
    if os.name == "nt":  # It syncs nothing that is open to be read, and opens no folders.
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _missing_parents(path: Path) -> list[Path]:
    """Return the folders on the way to `path` that do not exist, the innermost first."""
    return [folder for folder in (path, *path.parents) if not folder.exists()]


def _remove_empty(made: Sequence[Path]) -> None:
    """Remove folders that were made, the innermost first, as far as they are empty."""
    for folder in made:
        try:
            folder.rmdir()
        except OSError:  # It is in use: it holds results.
            return
