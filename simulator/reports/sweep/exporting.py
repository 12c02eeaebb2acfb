"""Exports a sweep for other programs: results.parquet or results.csv.

In: a `Sweep`. Out: a file with a row per design point × replication × measure, written point by
point, so that it may be larger than the memory. It appears under its name when it is complete.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from simulator.reports.files import spreadsheet
from simulator.results.folder import replacing
from simulator.studies.sweep.reading import Sweep

NAME = "results"

BATCH = 200_000
"""Rows that are written at once."""


def export(sweep: Sweep, kind: str) -> Path:
    """Write the results into the folder of the sweep; return the file.

    Parameters
    ----------
    sweep
        What to export.
    kind
        One of `KINDS`.

    Raises
    ------
    FolderError
        If the file system refuses.
    """
    path = sweep.folder / f"{NAME}.{kind}"
    with replacing(path) as staged:
        _WRITERS[kind](sweep, staged)
    return path


def _batches(sweep: Sweep) -> Iterator[list[tuple[object, ...]]]:
    rows = sweep.rows()
    while batch := list(islice(rows, BATCH)):
        yield batch


def _write_csv(sweep: Sweep, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(spreadsheet([sweep.heads]))
        for batch in _batches(sweep):
            file.write(spreadsheet(batch).removeprefix("\ufeff"))


def _write_parquet(sweep: Sweep, path: Path) -> None:
    import pyarrow as pa  # noqa: PLC0415  # heavy, and seldom needed
    import pyarrow.parquet as pq  # noqa: PLC0415  # as above

    schema = _schema(sweep, pa)
    with (  # The library knows only names that are UTF-8.
        path.open("wb") as file,
        pq.ParquetWriter(file, schema, compression="zstd") as writer,
    ):
        for batch in _batches(sweep):
            columns = [list(column) for column in zip(*batch, strict=True)]
            for position, field in enumerate(schema):
                if field.type == pa.string():
                    columns[position] = [str(value) for value in columns[position]]
            writer.write_table(pa.table(columns, schema=schema))


def _schema(sweep: Sweep, pa: Any) -> Any:
    """Return the types of the columns: of an axis, what all its values are."""
    fixed = {
        "point": pa.int32(),
        "case": pa.string(),
        "cost": pa.float64(),
        "replication": pa.int32(),
        "measure": pa.string(),
        "unit": pa.string(),
        "value": pa.float64(),
        "count": pa.int64(),
    }
    axes = {}
    for axis in sweep.axes:
        kinds = {type(point.settings[axis]) for point in sweep.points}
        if kinds == {bool}:
            axes[axis] = pa.bool_()
        elif kinds == {int}:
            axes[axis] = pa.int64()
        else:
            axes[axis] = pa.float64() if kinds <= {int, float} else pa.string()
    return pa.schema([(head, (axes | fixed)[head]) for head in sweep.heads])


_WRITERS: dict[str, Callable[[Sweep, Path], None]] = {
    "parquet": _write_parquet,
    "csv": _write_csv,
}

KINDS = tuple(_WRITERS)
"""Formats of exports."""
