"""The result folder: results appear in it all together, and never over others unasked.

In: the folder that a planner names. Out: a place to write files to, from which they move into the
folder at the end. It knows the names of the files and not what is in them.
"""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from simulator.language import _, reason

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
        If the folder cannot be written to, or holds results and `replace` is false.
    """

    def __init__(self, path: Path, *, replace: bool, files: Sequence[str] = RESULT_FILES) -> None:
        self.path, self._files = path, files
        if path.exists() and not path.is_dir():
            raise FolderError(_("{path} is a file, not a folder").format(path=path))
        earlier = [name for name in self._files if (path / name).exists()]
        if earlier and not replace:
            raise FolderError(
                _(
                    "{path} already holds results ({files}): choose another folder, or replace "
                    "them with --force"
                ).format(path=path, files=", ".join(earlier))
            )
        self._made = _missing_parents(path)
        try:
            path.mkdir(parents=True, exist_ok=True)
            self._staging = tempfile.TemporaryDirectory(prefix=".onestop-", dir=path)
        except OSError as error:
            self._remove_made()
            raise FolderError(
                _("{folder} cannot be written to: {error}").format(folder=path, error=reason(error))
            ) from error

    def __enter__(self) -> Self:
        """Return the folder, ready to be written to."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Drop what was not committed, and folders that were made for nothing."""
        self._staging.cleanup()
        self._remove_made()

    def staged(self, name: str) -> Path:
        """Return where to write a file of the result."""
        return Path(self._staging.name) / name

    def commit(self) -> list[str]:
        """Move the files into the folder; those of an earlier result go. Return their names.

        Raises
        ------
        OSError
            If the file system refuses.
        """
        (self.path / self._files[-1]).unlink(missing_ok=True)
        staged = [name for name in self._files if self.staged(name).exists()]
        for name in self._files:
            if name in staged:
                self.staged(name).replace(self.path / name)
            else:
                (self.path / name).unlink(missing_ok=True)
        return staged

    def _remove_made(self) -> None:
        """Remove the folders that were made, as far as they are empty."""
        for folder in self._made:
            try:
                folder.rmdir()
            except OSError:  # It is in use: it holds results.
                return


def _missing_parents(path: Path) -> list[Path]:
    """Return the folders on the way to `path` that do not exist, the innermost first."""
    return [folder for folder in (path, *path.parents) if not folder.exists()]


def replace_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replace files of a result, each as a whole; the others stay.

    Raises
    ------
    FolderError
        If the file system refuses.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=".onestop-", dir=folder) as staging:
            for name, content in files.items():
                (Path(staging) / name).write_bytes(content)
            for name in files:
                (Path(staging) / name).replace(folder / name)
    except OSError as error:
        raise FolderError(
            _("{folder} cannot be written to: {error}").format(folder=folder, error=reason(error))
        ) from error
