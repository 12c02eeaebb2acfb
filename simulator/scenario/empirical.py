"""Measured times: a column of a table, each of its times as likely as the next.

In comes the name of a file and of a column (``{empirical: {file: times.csv, column: minutes}}``);
out comes a frozen `Empirical` that answers as the other families do. How a table is written is
found out in ``tables``; what a cell means as a time is known here.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import (
    BaseModel,
    Field,
    PrivateAttr,
    RootModel,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    ValidationInfo,
    model_serializer,
    model_validator,
)

from simulator.language import N_, mistake
from simulator.scenario.clocks import SECONDS_PER_MINUTE
from simulator.scenario.names import as_on_disk
from simulator.scenario.number_text import plain_number
from simulator.scenario.parametric import coefficient_of_variation
from simulator.scenario.quantities import Duration
from simulator.scenario.tables import Conventions, read_column
from simulator.scenario.vocabulary import KeySection, Text

BY_CONTENT = {"measured_times": "by content"}
"""Context in which measured times are written as what they are, not as where they stand."""

KEPT_TABLES = 16
"""Columns of measured times that are kept, for the next scenario that names them."""
_SURE_MINUTES = 100_000
"""Minutes that are a duration beyond doubt."""
_CLOCK = re.compile(r"([0-9]{1,4}):([0-5][0-9]):([0-5][0-9](?:[.,][0-9]+)?)")
_TWO_PARTS = re.compile(r"[0-9]{1,3}:[0-5][0-9]")


@dataclass(frozen=True, slots=True)
class Measured:
    """Measured times, and how their table was written."""

    seconds: tuple[float, ...]
    """In increasing order."""
    conventions: Conventions


class Empirical(KeySection):
    """Measured times, each as likely as the next, from a column of a table with a line of headings.

    A cell is a duration with its unit ("95 s"), hours, minutes and seconds ("00:12:30"), or a plain
    number of minutes. The file is looked for beside the scenario: validation takes that folder from
    ``context={"folder": Path(...)}``, the current one without it. The times are read once, when the
    scenario is.
    """

    file: Text = Field(title=N_("file"))
    """Path of the table, a text file with commas, semicolons or tabs between its cells, from the
    folder of the scenario."""
    column: Text = Field(title=N_("column"))
    """Heading of the column with the times."""

    _measured: Measured = PrivateAttr(default=Measured((), Conventions("", "", False, 0)))

    @model_validator(mode="after")
    def _read(self, info: ValidationInfo) -> Self:
        folder = Path((info.context or {}).get("folder", "."))
        path = as_on_disk(folder / self.file)
        self._measured = _measured(path, self.column, _stamp(path))
        return self

    @model_serializer(mode="wrap")
    def _write(
        self, write: SerializerFunctionWrapHandler, info: SerializationInfo
    ) -> dict[str, Any]:
        return {"times": self.digest} if info.context == BY_CONTENT else write(self)

    @property
    def digest(self) -> str:
        """What tells these times from all others, wherever they are read."""
        return hashlib.sha256(np.array(self._measured.seconds).tobytes()).hexdigest()

    @property
    def number_of_times(self) -> int:
        """How many times were read."""
        return len(self._measured.seconds)

    @property
    def conventions(self) -> Conventions:
        """How the table was written."""
        return self._measured.conventions

    @property
    def mean_seconds(self) -> float:
        """The mean of the measured times, in seconds."""
        return float(np.mean(self._measured.seconds))

    @property
    def cv(self) -> float:
        """The coefficient of variation of the measured times, taken as the whole population."""
        return coefficient_of_variation(self.mean_seconds, float(np.var(self._measured.seconds)))

    def quantile_seconds(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the ⌈n·u⌉-th of the n measured times, in seconds."""
        times = np.array(self._measured.seconds)
        rank = np.clip(np.ceil(u * len(times)), 1, len(times)).astype(np.int64)
        return times[rank - 1]

    def cdf(self, seconds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the share of the measured times up to x."""
        times = np.array(self._measured.seconds)
        return np.searchsorted(times, seconds, side="right") / len(times)


def empirical_in(value: object) -> Iterator[Empirical]:
    """Yield the distributions of measured times anywhere in a section, in their order."""
    if isinstance(value, Empirical):
        yield value
    elif isinstance(value, RootModel):
        yield from empirical_in(value.root)
    elif isinstance(value, BaseModel):
        for _name, entry in value:
            yield from empirical_in(entry)
    elif isinstance(value, Mapping | tuple):
        for entry in value.values() if isinstance(value, Mapping) else value:
            yield from empirical_in(entry)


@lru_cache(maxsize=KEPT_TABLES)
def _measured(path: Path, column: str, stamp: tuple[int, ...]) -> Measured:
    """Read a column of times; the design points of a sweep name the same one again and again.

    `stamp` is what changes when the file does.
    """
    del stamp
    cells = read_column(path, column)
    return Measured(tuple(sorted(cells.values(_cell_seconds))), cells.conventions)


def _stamp(path: Path) -> tuple[int, ...]:
    """Return which file it is, its size and its time; nothing for one that is not there."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return ()
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _cell_seconds(cell: str) -> float:
    """Return a time in seconds: a number of minutes, hours with minutes and seconds, or a text."""
    number = plain_number(cell)
    if number is not None:
        minutes = float(number)
        if 0 <= minutes <= _SURE_MINUTES:  # A million cells at a time.
            return minutes * SECONDS_PER_MINUTE
        return Duration(minutes, "min").seconds
    if match := _CLOCK.fullmatch(cell):
        hours, minutes, seconds = (float(part.replace(",", ".")) for part in match.groups())
        return Duration((hours * 60 + minutes) * 60 + seconds, "s").seconds
    if match := _TWO_PARTS.fullmatch(cell):
        raise mistake(
            "can be read in two ways: write 00:{cell} (minutes and seconds) or {cell}:00 (hours "
            "and minutes)",
            cell=cell,
        )
    return Duration.parse(cell).seconds
