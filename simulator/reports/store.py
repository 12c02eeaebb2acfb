"""The store: a result as one file, from which its pages are made again without simulating.

In: a `Result`, or the folder of one. Out: the bytes of result.npz, or the `Result` again, with what
stands beside it: the scenario as it was written, and the provenance. It knows nothing of pages.
"""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from simulator.language import _
from simulator.measures import DayRecord, Details, Form, Measures
from simulator.reports.folder import RESULT, SCENARIO, SUMMARY
from simulator.reports.result import Result
from simulator.scenario import Resolved, Scenario, ScenarioError, read_resolved, validated
from simulator.scenario.writer import yaml_text

FORMAT = 1
"""Of result.npz: a file of another one is refused."""

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
    """How it came about: `simulator.reports.provenance`."""


def result_bytes(result: Result) -> bytes:
    """Return a result as the content of result.npz."""
    first = result.replications[0]
    arrays: dict[str, Any] = {
        "format": FORMAT,
        "seed": result.seed,
        "planned": result.planned,
        "names": np.array(first.names),
        "values": np.stack([one.values for one in result.replications]),
        "counts": np.stack([one.counts for one in result.replications]),
        "form_fields": np.array(first.form.fields),
        "forms": np.stack([one.form.cells for one in result.replications]),
    }
    for number, details in enumerate(result.details):
        arrays |= _parts(f"details.{number}", details)
    if result.day:
        arrays |= _parts("day", result.day)
    file = BytesIO()
    np.savez_compressed(file, allow_pickle=False, **arrays)
    return file.getvalue()


def read_result(folder: Path) -> Stored:
    """Read a result from its folder.

    Raises
    ------
    StoreError
        If the folder holds none, or its files cannot be read.
    ScenarioError
        If the scenario beside it is not valid any more.
    """
    for name in (SUMMARY, RESULT, SCENARIO):
        if not (folder / name).is_file():
            raise StoreError(
                _(
                    "{folder} holds no result: {name} is missing. `onestop run --out` makes it"
                ).format(folder=folder, name=name)
            )
    try:
        provenance = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))["provenance"]
        with (folder / RESULT).open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            found = dict(arrays)
        is_ours = found["format"] == FORMAT
        resolved = read_resolved(folder / SCENARIO)
        result = _result(validated(resolved), found) if is_ours else None
    except ScenarioError:
        raise
    except (OSError, EOFError, LookupError, TypeError, ValueError, BadZipFile, zlib.error) as error:
        raise StoreError(
            _("{folder} holds a result that cannot be read: {error}").format(
                folder=folder, error=error
            )
        ) from error
    if result is None:
        raise StoreError(
            _("{path} was written by another version: run the scenario again").format(
                path=folder / RESULT
            )
        )
    return Stored(result, resolved.data, provenance)


def _result(scenario: Scenario, found: Mapping[str, Any]) -> Result:
    names, form_fields = _texts(found["names"]), _texts(found["form_fields"])
    replications = [
        Measures(names, values, counts, Form(form_fields, cells))
        for values, counts, cells in zip(
            found["values"], found["counts"], found["forms"], strict=True
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


def _texts(array: NDArray[Any]) -> tuple[str, ...]:
    return tuple(array.tolist())
