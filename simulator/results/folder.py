"""The result folder: results appear in it all together, and never over others unasked.

In: the folder that a planner names. Out: a place to write files to, from which they move into the
folder at the end, while no other run writes to it. It knows the names of the files and not what is
in them.
"""

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from simulator.language import _, reason
from simulator.scenario.names import as_on_disk

EVENTS, MEASURES, FORM, SUMMARY = "events.parquet", "measures.csv", "form-06a.csv", "summary.json"
PAGE, WORKBOOK, RESULT, SCENARIO = "report.html", "report.xlsx", "result.npz", "scenario.yaml"

RESULT_FILES = (EVENTS, RESULT, SCENARIO, MEASURES, FORM, WORKBOOK, PAGE, SUMMARY)
"""Files of a result, in the order in which they appear: a summary stands for a complete result."""


class FolderError(OSError):
    """A folder that cannot take the results; the message says why, and what to do."""


class ResultFolder:
    """A folder that results are written to, as a context.

    Parameters
    ----------
    path
        The folder; it is made if it is not there.
    replace
        Whether the results of an earlier run may be replaced. Files that are no results of ours
        are left alone.
    files
        Names of the files of a result, in the order in which they appear; the last stands for all.

    Raises
    ------
    FolderError
        If the folder cannot be written to, if another run is writing to it, or if it holds results
        and `replace` is false.
    """

    def __init__(self, path: Path, *, replace: bool, files: Sequence[str] = RESULT_FILES) -> None:
        path = as_on_disk(path)
        self.path, self._files = path, files
        if path.exists() and not path.is_dir():
            raise FolderError(_("{path} is a file, not a folder").format(path=path))
        made = _missing_parents(path)
        with ExitStack() as undo, self.writing():
            try:
                path.mkdir(parents=True, exist_ok=True)
            except OSError:
                _remove_empty(made)
                raise
            undo.enter_context(locked(path))
            undo.callback(_remove_empty, made)
            self._check_earlier(replace=replace)
            self._staging = Path(
                undo.enter_context(tempfile.TemporaryDirectory(prefix=".onestop-", dir=path))
            )
            self._undo = undo.pop_all()

    def _check_earlier(self, *, replace: bool) -> None:
        for name in self._files:
            if (self.path / name).is_dir():  # No file can take its place, at the end of all work.
                message = _("{path} is a folder, where a file of the result is to be: remove it")
                raise FolderError(message.format(path=self.path / name))
        earlier = [name for name in self._files if (self.path / name).exists()]
        if earlier and not replace:
            raise FolderError(
                _(
                    "{path} already holds results ({files}): choose another folder, or replace "
                    "them with --force"
                ).format(path=self.path, files=", ".join(earlier))
            )

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
        return self._staging / name

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Tell errors of what is written to the folder as errors of the folder.

        Raises
        ------
        FolderError
            If the file system refuses.
        """
        with _writing(self.path):
            yield

    def commit(self, files: Mapping[str, bytes]) -> list[str]:
        """Move the staged files into the folder, and these; those of an earlier result go.

        Returns
        -------
        list of str
            The names of the files.

        Raises
        ------
        FolderError
            If the file system refuses.
        """
        with self.writing():
            for name, content in files.items():
                self.staged(name).write_bytes(content)
            (self.path / self._files[-1]).unlink(missing_ok=True)
            staged = [name for name in self._files if self.staged(name).exists()]
            for name in self._files:
                if name in staged:
                    self.staged(name).replace(self.path / name)
                else:
                    (self.path / name).unlink(missing_ok=True)
        return staged


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder that exists; where locks are unknown, do without.

    The folder itself is locked, so that no file is left behind, and a process that dies lets go.

    Raises
    ------
    FolderError
        If another process holds it.
    """
    with ExitStack() as closing:
        try:
            import fcntl  # noqa: PLC0415  # not on Windows

            handle = os.open(folder, os.O_RDONLY)
            closing.callback(os.close, handle)
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise FolderError(
                _("another run is writing to {folder}").format(folder=folder)
            ) from error
        except (ImportError, OSError):
            pass  # Some shared disks lock no folders.
        yield


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except FolderError:
        raise
    except OSError as error:
        raise FolderError(
            _("{folder} cannot be written to: {error}").format(folder=folder, error=reason(error))
        ) from error


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


def replace_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replace files of a result, each as a whole; the others stay.

    Raises
    ------
    FolderError
        If the file system refuses.
    """
    with (
        _writing(folder),
        tempfile.TemporaryDirectory(prefix=".onestop-", dir=folder) as staging,
    ):
        for name, content in files.items():
            (Path(staging) / name).write_bytes(content)
        for name in files:
            (Path(staging) / name).replace(folder / name)
