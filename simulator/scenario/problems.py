"""What can be wrong with a scenario, and where: places, problems, and the error that carries them.

In comes what a reader or a check found; out comes one line a problem that a planner can act on:
file, line (or cell of a workbook), path, the value, what is wrong, and a near match where there is
one. Nothing here knows YAML, workbooks or the schema.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from simulator.language import _
from simulator.signs import on_a_line, remark, value_on_a_line

KeyPath = tuple[str | int, ...]
"""The keys and list positions that lead to a value from the top of a scenario."""

MOST_PROBLEMS = 100
"""Problems of a file that are told, and of a kind that are looked for: all that anyone reads."""

_LONGEST_FILE, _LONGEST_PATH, _LONGEST_VALUE, _LONGEST_MESSAGE = 400, 160, 60, 800


class Cell(NamedTuple):
    """A cell of a workbook, in the order in which they are read; or a whole sheet."""

    number: int
    """Of its sheet, from 1."""
    row: int
    column: int
    name: str
    """What a spreadsheet calls it, as ``Staff!C4``; of a sheet its title."""

    def __str__(self) -> str:
        """Return its name."""
        return self.name


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value was written.

    Attributes
    ----------
    file : str
        The file as the planner named it, or the override, e.g. ``--set staff.land.officers=3``.
    line : int, Cell or None
        The line, counted from 1, or the cell of a workbook; None for an override and for a file
        that cannot be read.
    """

    file: str
    line: int | Cell | None = None

    def __str__(self) -> str:
        """Return ``file:line``, the form that editors and terminals can follow."""
        file = on_a_line(self.file, _LONGEST_FILE)
        return file if self.line is None else f"{file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a scenario.

    Attributes
    ----------
    file : str
        The file as the planner named it, or the override.
    line : int, Cell or None
        The line, counted from 1, or the cell of a workbook; None for an override and for a file
        that cannot be read.
    path : str
        The dotted path of the value, e.g. ``staff.land.officers``; empty for the whole file.
    value : object
        The value at fault; None where it is a mapping, a list or not there.
    message : str
        What is wrong and what to do.

    Examples
    --------
    >>> print(Problem("van-don.yaml", 41, "staff.land.officers", 0, "must be at least 1"))
    van-don.yaml:41: staff.land.officers: 0: must be at least 1
    """

    file: str
    line: int | Cell | None
    path: str
    value: object
    message: str

    @classmethod
    def at(cls, place: Place, path: KeyPath, message: str, value: object = None) -> "Problem":
        """Return the problem of the value at `place`, reached by `path`.

        Where the value, or else the key, holds signs that are not what they look like, `message`
        is followed by what to do about them.
        """
        scalar = None if isinstance(value, dict | list | tuple) else value
        text = path[-1] if value is None and path else value
        signs = remark(text) if isinstance(text, str) else ""
        if signs and signs not in message:
            message = f"{message}; {signs}"
        return cls(place.file, place.line, dotted(path), scalar, message)

    def __str__(self) -> str:
        """Return the problem in one line."""
        parts = [
            str(Place(self.file, self.line)),
            on_a_line(self.path, _LONGEST_PATH),
            _shown(self.value),
            on_a_line(self.message, _LONGEST_MESSAGE),
        ]
        return ": ".join(part for part in parts if part)


class ScenarioError(ValueError):
    """A scenario that cannot be used; carries every problem found, in order of file and line.

    Its text tells the first `MOST_PROBLEMS` of each file.

    Parameters
    ----------
    problems
        What is wrong; at least one.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(dict.fromkeys(problems), key=_in_order))
        super().__init__("\n".join(_lines(self.problems)))

    def __reduce__(self) -> "tuple[type[ScenarioError], tuple[tuple[Problem, ...]]]":
        """Send the problems, not the text made of them, to another process."""
        return type(self), (self.problems,)


def dotted(path: KeyPath) -> str:
    """Return `path` as a planner writes it.

    Examples
    --------
    >>> dotted(("staff", "land", "serves", 0))
    'staff.land.serves.0'
    """
    return ".".join(map(str, path))


def _lines(problems: Iterable[Problem]) -> Iterator[str]:
    """Yield the lines that tell of problems, which are in order of their files."""
    for file, group in groupby(problems, key=lambda problem: problem.file):
        of_file = list(group)
        yield from map(str, of_file[:MOST_PROBLEMS])
        if len(of_file) > MOST_PROBLEMS:  # How many they are is not known: no more are looked for.
            yield _(
                "{file}: there are more problems than these first {n}",
                file=Place(file),
                n=MOST_PROBLEMS,
            )


def _in_order(problem: Problem) -> tuple[str, tuple[int, ...], str]:
    line = problem.line
    return problem.file, line[:3] if isinstance(line, Cell) else (line or 0,), problem.path


def _shown(value: object) -> str:
    """Return a value as YAML shows it, on one line and cut to a readable length."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return value_on_a_line(str(value), _LONGEST_VALUE)
