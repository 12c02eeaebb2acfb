"""The store: a result as one file, from which its pages are made again without simulating.

In: a `Result`, or the folder of one. Out: the bytes of result.npz, or the `Result` again, with what
stands beside it: the scenario as it was written, and the provenance. It knows nothing of pages.
"""

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar, cast
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from simulator.language import _, reason
from simulator.measures import DayRecord, Details, Form, MeasureIndex, MeasureKey, Measures, Scope
from simulator.results.folder import RESULT, SCENARIO, SUMMARY
from simulator.results.program import other_program
from simulator.results.result import Result
from simulator.scenario import Resolved, Scenario, read_resolved, validated
from simulator.scenario.files import file_content, regular_file
from simulator.scenario.writer import yaml_text

FORMAT = 5
"""Of result.npz: a file of another one is refused."""

LARGEST_SUMMARY = 100_000_000
"""Bytes; that of a Center of a hundred procedures takes a hundredth of it."""

_UNREADABLE = (
    EOFError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    MemoryError,  # as much as it says that it holds
    BadZipFile,
    zlib.error,
)
"""What is raised where a file does not hold what it should."""

Contract = TypeVar("Contract", Details, DayRecord)


class StoreError(ValueError):
    """A folder from which no result can be read; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A result with all that its pages say."""

    result: Result
    written: object
    """The data of the scenario as it was put together, without defaults."""
    provenance: Mapping[str, Any]
    """How it came about: `simulator.results.provenance`."""


def result_bytes(result: Result, provenance: Mapping[str, Any]) -> bytes:
    """Return a result as the content of result.npz.

    Parameters
    ----------
    result
        The result.
    provenance
        What stands in its summary.json: `simulator.results.provenance`.
    """
    first = result.replications[0]
    arrays: dict[str, Any] = {
        "format": FORMAT,
        "run": _run(provenance),
        "seed": result.seed,
        "planned": result.planned,
        "measures": np.array(first.index),
        "values": np.stack([one.values for one in result.replications]),
        "counts": np.stack([one.counts for one in result.replications]),
        **_items(result.replications),
        "form_fields": np.array(first.form.fields),
        "forms": np.stack([one.form.cells for one in result.replications]),
    }
    for number, details in enumerate(result.details):
        arrays |= _parts(f"details.{number}", details)
    if result.day:
        arrays |= _parts("day", result.day)
    file = BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def read_result(folder: Path) -> Stored:
    """Read a result from its folder.

    Raises
    ------
    StoreError
        If the folder holds none, or its files cannot be read or are not of one run.
    ScenarioError
        If the scenario beside it is not valid any more.
    """
    for name in (SUMMARY, RESULT, SCENARIO):
        if not (folder / name).exists():
            raise StoreError(
                _(
                    "{folder} holds no result: {name} is missing. `onestop run --out` makes it"
                ).format(folder=folder, name=name)
            )
    provenance = _provenance(folder / SUMMARY)
    arrays = _arrays(folder / RESULT, provenance)
    resolved = read_resolved(folder / SCENARIO)
    scenario = validated(resolved)
    ran = provenance["scenario_hash"]
    if str(arrays.get("run")) != _run(provenance) or ran != scenario.hash:
        mixed = _(
            "the files in {folder} are not of one run, or another version wrote them: run the "
            "scenario again"
        )
        raise StoreError("\n".join([mixed.format(folder=folder), *other_program(provenance)]))
    with _damaged(folder / RESULT):
        result = _result(scenario, arrays)
    return Stored(result, resolved.data, provenance)


def _provenance(path: Path) -> Mapping[str, Any]:
    with _damaged(path):
        provenance = json.loads(file_content(path, LARGEST_SUMMARY))["provenance"]
        _run(provenance)
        return cast("Mapping[str, Any]", provenance)


def _arrays(path: Path, provenance: Mapping[str, Any]) -> Mapping[str, NDArray[Any]]:
    with _damaged(path), regular_file(path) as file, np.load(file, allow_pickle=False) as archive:
        arrays = dict(archive)
        is_ours = bool(arrays["format"] == FORMAT)
    if not is_ours:
        another = _("{path} was written by another version: run the scenario again")
        raise StoreError("\n".join([another.format(path=path), *other_program(provenance)]))
    return arrays


def _run(provenance: Mapping[str, Any]) -> str:
    """Return what tells a run from all others: what was run, and when."""
    parts = ("scenario_hash", "seed", "created", "run_seconds")
    return json.dumps([provenance[part] for part in parts])


@contextmanager
def _damaged(path: Path) -> Iterator[None]:
    """Tell in our own words that a file cannot be read; libraries speak of their formats."""
    try:
        yield
    except OSError as error:
        if error.errno is None:  # not of the system: of the reader of a format
            raise _damage(path) from error
        raise StoreError(
            _("{path} cannot be read: {reason}").format(path=path, reason=reason(error))
        ) from error
    except _UNREADABLE as error:
        raise _damage(path) from error


def _damage(path: Path) -> StoreError:
    return StoreError(_("{file} is damaged: run the scenario again").format(file=path))


def _result(scenario: Scenario, found: Mapping[str, Any]) -> Result:
    index, form_fields = _index(found["measures"]), _texts(found["form_fields"])
    if form_fields != tuple(scenario.fields) or found["values"].shape[1:] != (len(index),):
        raise ValueError("the arrays do not fit the scenario")
    replications = [
        Measures(index, values, counts, Form(form_fields, cells), samples)
        for values, counts, cells, samples in zip(
            found["values"],
            found["counts"],
            found["forms"],
            _items_again(index, found),
            strict=True,
        )
    ]
    numbers = range(len(replications))
    return Result.of(
        scenario,
        seed=int(found["seed"]),
        planned=int(found["planned"]),
        replications=replications,
        details=[_from_parts(Details, f"details.{number}", found) for number in numbers],
        day=_from_parts(DayRecord, "day", found) if "day.date" in found else None,
    )


def _items(replications: Sequence[Measures]) -> dict[str, Any]:
    """Lay the items of quantiles end to end."""
    index = replications[0].index
    all_items = [
        (number, index.row(key), items)
        for number, one in enumerate(replications)
        for key, items in one.samples.items()
        if items is not None
    ]
    return {
        "items.replication": np.array([number for number, _row, _items in all_items], np.int64),
        "items.row": np.array([row for _number, row, _items in all_items], np.int64),
        "items.size": np.array([len(items) for _number, _row, items in all_items], np.int64),
        "items": np.concatenate([np.empty(0), *(items for _number, _row, items in all_items)]),
    }


def _items_again(
    index: MeasureIndex, found: Mapping[str, Any]
) -> list[dict[MeasureKey, NDArray[np.float64]]]:
    """Return the items of each replication by measure."""
    by_replication: list[dict[MeasureKey, NDArray[np.float64]]] = [{} for _one in found["values"]]
    parts = np.split(found["items"], np.cumsum(found["items.size"])[:-1])
    for number, row, items in zip(
        found["items.replication"].tolist(), found["items.row"].tolist(), parts, strict=False
    ):
        by_replication[number][index[row]] = items
    return by_replication


def scenario_text(resolved: Resolved) -> str:
    """Return the content of scenario.yaml: what was written, put together, without defaults."""
    return yaml_text(resolved.data)


def _parts(prefix: str, contract: Details | DayRecord) -> dict[str, Any]:
    parts = {each.name: getattr(contract, each.name) for each in fields(contract)}
    return {
        f"{prefix}.{name}": part.isoformat() if isinstance(part, date) else part
        for name, part in parts.items()
    }


def _from_parts(kind: type[Contract], prefix: str, found: Mapping[str, Any]) -> Contract:
    parts = {each.name: found[f"{prefix}.{each.name}"] for each in fields(kind)}
    return kind(**{name: _as_it_was(part) for name, part in parts.items()})


def _as_it_was(part: NDArray[Any]) -> Any:
    """Return texts as a tuple, one text as the date that it is, and numbers as they are."""
    if part.dtype.kind == "U":
        return _texts(part) if part.ndim else date.fromisoformat(part.item())
    return part if part.ndim else part[()]


def _index(array: NDArray[Any]) -> MeasureIndex:
    """Return the measures: name, scope and label of each."""
    return MeasureIndex(MeasureKey(name, Scope(scope), label) for name, scope, label in array)


def _texts(array: NDArray[Any]) -> tuple[str, ...]:
    return tuple(array.tolist())
