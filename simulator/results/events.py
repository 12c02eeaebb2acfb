"""Events: every operation of every replication as one long table, written as it comes.

In: the `Workload`, `Roster` and `Outcome` of one replication after another. Out: events.parquet, a
row group each, so that memory does not grow with the replications. Moments are local timestamps
without a zone; an operation that had not begun or ended at the horizon has none.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from enum import IntEnum
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from simulator.center import JobEnd, Outcome
from simulator.demand import Roster, Workload
from simulator.demand.workload import NONE, Channel, JobFlag, JobKind, OpFlag, OpKind
from simulator.scenario import STEPS

_TEXT = pa.dictionary(pa.int32(), pa.string())
_MOMENT = pa.timestamp("ms")  # Parquet has no timestamps in whole seconds.

SCHEMA = pa.schema(
    [
        ("replication", pa.int32()),
        ("job", pa.int64()),
        ("job_kind", _TEXT),
        ("procedure", _TEXT),
        ("field", _TEXT),
        ("channel", _TEXT),
        ("kind", _TEXT),
        ("step", _TEXT),
        ("ready", _MOMENT),
        ("start", _MOMENT),
        ("finish", _MOMENT),
        ("group", _TEXT),
        ("officer", pa.int32()),
        ("in_person", pa.bool_()),
        ("ended", _TEXT),
    ]
)
"""Columns of events.parquet. `job` is its number in the replication, a visit,
dossier or enquiry; `kind` what the operation is
(serve, delay, visit, courier), `step` and `officer` (from 1 within the group) are those of a
service, `ended` how the job ended."""


class EventsFile:
    """A Parquet file of operations, as a context.

    Parameters
    ----------
    path
        The file; one that exists is overwritten.
    first_day
        The day on which second 0 of every replication lies.
    """

    def __init__(self, path: Path, first_day: date) -> None:
        self._midnight = np.datetime64(datetime.combine(first_day, time()), "ms")
        self._file = path.open("wb")  # The library knows only names that are UTF-8.
        self._writer: Any = pq.ParquetWriter(self._file, SCHEMA, compression="zstd")

    def __enter__(self) -> Self:
        """Return the file, open."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Finish the file."""
        self.close()

    def close(self) -> None:
        """Finish the file, once."""
        if not self._file.closed:
            with self._file:
                self._writer.close()

    def write(self, replication: int, workload: Workload, roster: Roster, outcome: Outcome) -> None:
        """Add the operations of one replication.

        Parameters
        ----------
        replication
            Its number.
        workload, roster, outcome
            What came, who was on duty, and what happened.
        """
        jobs, ops, times = workload.jobs, workload.ops, outcome.ops
        job, served = workload.job_of_op, ops.kind == OpKind.SERVE
        job_kind = np.where(jobs.flags & JobFlag.ENQUIRY, len(JobKind), jobs.kind)
        procedure, station = jobs.procedure[job], np.where(served, ops.where, NONE)
        field = _at(workload.stations.field, station)
        field = np.where(served, field, _at(workload.procedure_field, procedure))
        step = _at(workload.stations.step, station)
        group = _at(roster.group, times.officer)
        first_of_group = np.searchsorted(roster.group, group)
        columns = [
            pa.array(np.full(len(job), replication, np.int32)),
            pa.array(job),
            _texts(job_kind[job], [*_words(JobKind), "enquiry"]),
            _texts(procedure, workload.procedures),
            _texts(field, workload.fields),
            _texts(jobs.channel[job], _words(Channel)),
            _texts(ops.kind, _words(OpKind)),
            _texts(step, STEPS),
            self._moments(times.ready),
            self._moments(times.start),
            self._moments(times.finish),
            _texts(group, roster.groups),
            _numbers(times.officer - first_of_group + 1, times.officer == NONE),
            pa.array((ops.flags & OpFlag.IN_PERSON) > 0),
            _texts(outcome.jobs.ended[job], _words(JobEnd)),
        ]
        self._writer.write_table(pa.Table.from_arrays(columns, schema=SCHEMA))

    def _moments(self, seconds: NDArray[np.int64]) -> Any:  # pyarrow has no types
        stamps = self._midnight + (seconds * 1000).astype("timedelta64[ms]")
        return pa.array(stamps, type=_MOMENT, mask=seconds == NONE)


def _at(table: NDArray[Any], index: NDArray[Any]) -> NDArray[np.int32]:
    """Entries of a table, `NONE` where the index is."""
    entries = np.append(table, NONE).astype(np.int32)
    return entries.take(index)


def _texts(codes: NDArray[Any], words: Sequence[str]) -> Any:  # pyarrow has no types
    """Codes as the words that they stand for; none for `NONE`."""
    indices = pa.array(codes.astype(np.int32), mask=codes == NONE)
    return pa.DictionaryArray.from_arrays(indices, pa.array(words, pa.string()))


def _numbers(values: NDArray[Any], absent: NDArray[np.bool_]) -> Any:  # pyarrow has no types
    return pa.array(values.astype(np.int32), mask=absent)


def _words(kinds: type[IntEnum]) -> list[str]:
    """The names of an enumeration from 0, as words."""
    return [kind.name.lower().replace("_", " ") for kind in kinds]
