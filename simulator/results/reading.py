"""Reads a store: what it is of, and what each scenario in it came to; nothing is written.

In: the path of a store, which may just be written to. Out: its `Study`, its points, and the
replications of each scenario as arrays, all checked: what does not fit is told with its place. Who
asked for it is not known here.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Self, TypeVar
from weakref import finalize

import numpy as np
from numpy.typing import NDArray
from pydantic import ConfigDict, Field, JsonValue, TypeAdapter

from simulator.demand.contract import check_range
from simulator.measures import (
    DayRecord,
    Details,
    Form,
    Items,
    MeasureIndex,
    MeasureKey,
    Measures,
    Replicated,
    Scope,
)
from simulator.measures.names import names_of
from simulator.measures.tallies import COUNT
from simulator.results.blobs import unpacked
from simulator.results.database import damage, opened, reading
from simulator.results.files import STORE
from simulator.results.folder import FolderError
from simulator.results.kept import FRESH, KeptReplication, Move, StoredPoint, StoredSeries
from simulator.results.lacking import another_kind, without_results, without_store
from simulator.results.provenance import PROVENANCE, Provenance
from simulator.results.study import Definition, Study
from simulator.scenario import Scenario

Defined = TypeVar("Defined", bound=Definition)

_COUNTS = (
    "finished.replication >= :start "
    f"AND (:start > 0 OR finished.replication < coalesce(replications, {FRESH})) "
)
"""Of the replications of a stage, that from :start on, those that count."""

_COUNTED = (
    "SELECT finished.scenario, count(*) FROM finished "  # noqa: S608  # written here
    "JOIN scenarios ON scenarios.id = finished.scenario "
    f"WHERE {_COUNTS} GROUP BY finished.scenario"
)

_NEEDED = (
    "SELECT DISTINCT scenario, replications FROM points JOIN scenarios ON scenarios.id = scenario"
)

_NUMBERS = (
    "SELECT finished.replication FROM finished "  # noqa: S608  # written here
    "JOIN scenarios ON scenarios.id = finished.scenario "
    f"WHERE finished.scenario = :scenario AND {_COUNTS} ORDER BY finished.replication"
)

_SERIES = (
    "SELECT finished.replication, value, count, items FROM finished "  # noqa: S608  # written here
    "CROSS JOIN scenarios ON scenarios.id = finished.scenario "
    "CROSS JOIN results ON results.scenario = finished.scenario "
    "AND results.replication = finished.replication AND results.measure = :measure "
    f"WHERE finished.scenario = :scenario AND {_COUNTS} ORDER BY finished.replication"
)
"""One measure of one scenario: by the keys of the tables, in the order that CROSS JOIN says."""

_OFFICERS = (
    "SELECT scenarios.id, sum(json_extract(staff.value, '$.officers')) "
    "FROM scenarios, json_each(scenarios.text, '$.staff') AS staff "
    "WHERE text IS NOT NULL GROUP BY scenarios.id"
)

_LARGEST = 1e15
"""No measure reaches it in its unit."""

_POINT: TypeAdapter[tuple[int, str, int, float]] = TypeAdapter(
    tuple[
        Annotated[int, Field(ge=0)],
        str,
        int,
        Annotated[float, Field(ge=0, lt=_LARGEST)],
    ],
    config=ConfigDict(strict=True),
)
_SETTINGS: TypeAdapter[dict[str, JsonValue]] = TypeAdapter(dict[str, JsonValue])


class Reader:
    """The results in a folder, as they are read.

    Parameters
    ----------
    folder
        That of `--out`.

    Raises
    ------
    FolderError
        If there are none, or they are of another program or version, or damaged.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / STORE
        if not self.path.exists():
            raise without_store(folder)
        self._open(opened(self.path))

    def _open(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.close = finalize(self, db.close)
        """Closes the store; so does who lets it go."""

    def __enter__(self) -> Self:
        """Return the results."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close the store."""
        self.close()

    def _reading(self, place: str) -> Any:
        return reading(self.path, place)

    @property
    def study(self) -> Study:
        """What the results are of.

        Raises
        ------
        FolderError
            If nothing was asked for yet, or it cannot be read.
        """
        study = self.study_if_any
        if study is None:
            raise without_results(self.path)
        return study

    @property
    def seed(self) -> int | None:
        """The seed of the study; None in a store that is new."""
        study = self.study_if_any
        return study.seed if study else None

    @property
    def study_if_any(self) -> Study | None:
        """What the results are of; None in a store that is new."""
        with self._reading("study"):
            row = self.db.execute("SELECT definition FROM study").fetchone()
            return None if row is None else Study.model_validate_json(row[0])

    def definition(self, kind: type[Defined]) -> Defined:
        """Return the definition of the study.

        Raises
        ------
        FolderError
            If it is of another kind.
        """
        definition = self.study.definition
        if isinstance(definition, kind):
            return definition
        own = kind.model_fields["kind"].default
        raise FolderError(another_kind(self.path.parent, definition.kind, own))

    @property
    def sessions(self) -> list[Provenance]:
        """Provenance of each time that it was started."""
        with self._reading("sessions"):
            rows = self.db.execute("SELECT provenance FROM sessions ORDER BY id")
            return [PROVENANCE.validate_json(row[0]) for row in rows]

    @property
    def last_session_if_any(self) -> Provenance | None:
        """How the results came about at last; None where nothing was recorded."""
        with self._reading("sessions"):
            query = "SELECT provenance FROM sessions ORDER BY id DESC LIMIT 1"
            row = self.db.execute(query).fetchone()
            return row and PROVENANCE.validate_json(row[0])

    @property
    def last_session(self) -> Provenance:
        """How the results came about at last.

        Raises
        ------
        FolderError
            If nothing was recorded, or it cannot be read.
        """
        last = self.last_session_if_any
        if last is None:
            raise damage(self.path, "sessions")
        return last

    def points(self) -> list[StoredPoint]:
        """Return the points of the study."""
        with self._reading("points"):
            rows = self.db.execute(
                'SELECT id, "case", scenario, cost, settings FROM points ORDER BY id'
            )
            points = [
                StoredPoint(number, case, _SETTINGS.validate_json(settings), scenario, cost)
                for *others, settings in rows
                for number, case, scenario, cost in [_POINT.validate_python(tuple(others))]
            ]
            if not points:
                raise ValueError("a study without points")
            return points

    @cached_property
    def measures(self) -> dict[MeasureKey, int]:
        """The number of each measure."""
        with self._reading("measures"):
            found = {}
            rows = self.db.execute("SELECT entry, scope, label, name, id FROM measures ORDER BY id")
            for entry, scope, label, name, number in rows:
                key = MeasureKey(entry, Scope(scope), label)
                if key.scope not in key.entry.scopes or str(key) != name:
                    raise ValueError("it is no measure")
                found[key] = number
            return found

    @property
    def index(self) -> MeasureIndex:
        """All measures."""
        return MeasureIndex(self.measures)

    def counted(self) -> dict[int, int]:
        """Return how many replications of each scenario count, by its number."""
        with self._reading("finished"):
            return dict(self.db.execute(_COUNTED, {"start": 0}))

    @property
    def is_whole(self) -> bool:
        """Whether every point of the study has all replications that were asked for."""
        counted = self.counted()
        with self._reading("points"):
            rows = self.db.execute(_NEEDED).fetchall()
            return all(needed and counted.get(number, 0) >= needed for number, needed in rows)

    def finished_replications(self) -> int:
        """Return the number of replications of the study that are stored."""
        counted = self.counted()
        with self._reading("points"):
            scenarios = self.db.execute("SELECT DISTINCT scenario FROM points")
            return sum(counted.get(scenario, 0) for (scenario,) in scenarios)

    def loads(self) -> dict[int, float]:
        """Return work ÷ hours on duty of the bottlenecks, by the number of the scenario."""
        with self._reading("scenarios, load"):
            query = "SELECT id, load FROM scenarios WHERE load IS NOT NULL"
            return {number: float(load) for number, load in self.db.execute(query)}

    def officers(self) -> dict[int, int]:
        """Return the number of officers of the scenarios with results, by number."""
        with self._reading("scenarios, text"):
            return {number: int(count) for number, count in self.db.execute(_OFFICERS)}

    def scenario_text(self, scenario: int) -> str | None:
        """Return a scenario as JSON, which `load_scenario` reads; None without results of it."""
        with self._reading(f"scenarios, {scenario}"):
            row = self.db.execute("SELECT text FROM scenarios WHERE id = ?", (scenario,)).fetchone()
            text = row[0]
            if not isinstance(text, str | None):
                raise TypeError("the scenario is no text")
            return text

    def scenario(self, number: int, folder: Path) -> Scenario:
        """Return a scenario, whose tables are named from a folder."""
        text = self.scenario_text(number) or "null"
        with self._reading(f"scenarios, {number}"):
            return Scenario.model_validate(json.loads(text), context={"folder": folder})

    def key_of(self, number: int) -> str:
        """Return the hash of a scenario of the study."""
        with self._reading(f"scenarios, {number}"):
            row = self.db.execute("SELECT hash FROM scenarios WHERE id = ?", (number,)).fetchone()
            return str(row[0])

    def scenario_of(self, key: str) -> int:
        """Return the number of a scenario of the study."""
        with self._reading("scenarios"):
            row = self.db.execute("SELECT id FROM scenarios WHERE hash = ?", (key,)).fetchone()
            return int(row[0])

    def moved(self) -> "dict[Move, NDArray[np.float64]]":
        """Return what observed days come to with an assumption moved, as far as it was tried.

        None of it where no Center can be so.
        """
        with self._reading("moved"):
            rows = self.db.execute("SELECT assumption, position, observed FROM moved")
            return {
                (str(name), float(position)): _checked(np.frombuffer(blob, np.float64), ())[0]
                for name, position, blob in rows
            }

    def without_gap(self, scenario: int, start: int = 0) -> int:
        """Return how many replications of a scenario are stored from one on, of those that count.

        Parameters
        ----------
        scenario
            Its number.
        start
            Where those of the stage begin: 0, or `FRESH`.
        """
        with self._reading("finished"):
            rows = self.db.execute(_NUMBERS, {"scenario": scenario, "start": start})
            stored = [row[0] - start for row in rows]
            return next((i for i, number in enumerate(stored) if i != number), len(stored))

    def series(self, scenario: int, key: MeasureKey, start: int = 0) -> StoredSeries:
        """Return a measure in each replication of a scenario that counts, likewise."""
        with self._reading(f"results, scenario {scenario}, {key}"):
            asked = {"measure": self.measures[key], "scenario": scenario, "start": start}
            rows = self.db.execute(_SERIES, asked).fetchall()
            numbers, values, counts, items = zip(*rows, strict=True) if rows else ((),) * 4
            return StoredSeries(
                key,
                *_checked(values, counts),
                [_items_of(blob) for blob in items],
                np.array(numbers, np.int64),
            )

    def kept(self, key: str, index: MeasureIndex, start: int = 0) -> Replicated:
        """Return some measures in the replications of a scenario that count, up to a gap.

        Parameters
        ----------
        key
            Of the scenario.
        index
            The measures.
        start
            As of `without_gap`.
        """
        scenario = self.scenario_of(key)
        with self._reading(f"results, scenario {scenario}"):
            count = self.without_gap(scenario, start)
            columns = [self.series(scenario, each, start) for each in index if count]
            numbers = range(start, start + count)
            if any(not np.array_equal(each.replications[:count], numbers) for each in columns):
                raise ValueError("replications without a measure that others have")
            values = np.array([each.values[:count] for each in columns])
            counts = np.array([each.counts[:count] for each in columns], np.int64)
            return Replicated(
                index,
                values.reshape(len(index), count).T,
                counts.reshape(len(index), count).T,
                tuple({each.key: each.items[row] for each in columns} for row in range(count)),
            )

    def found(self, number: int, scenario: Scenario) -> Iterator[KeptReplication]:
        """Go over the replications of a scenario that count, with all that there is of each.

        Parameters
        ----------
        number
            The number of the scenario in the store.
        scenario
            The scenario itself.
        """
        index = names_of(scenario)
        for replication in range(self.without_gap(number)):
            with self._reading(f"scenario {number}, replication {replication}"):
                rows = self.db.execute(
                    "SELECT measure, value, count, items FROM results "
                    "WHERE scenario = ? AND replication = ?",
                    (number, replication),
                )
                by_measure = {measure: row for measure, *row in rows}
                if by_measure.keys() != {self.measures[key] for key in index}:
                    raise ValueError("it has not the measures of the scenario")
                own = [by_measure[self.measures[key]] for key in index]
                values, counts, items = zip(*own, strict=True)
                form, details, day = self.db.execute(
                    "SELECT form, details, day FROM finished "
                    "WHERE scenario = ? AND replication = ?",
                    (number, replication),
                ).fetchone()
                one = KeptReplication(
                    Measures(
                        index,
                        *_checked(values, counts),
                        unpacked(Form, form, scenario),
                        {
                            key: _items_of(blob)
                            for key, blob in zip(index, items, strict=True)
                            if blob
                        },
                    ),
                    None if details is None else unpacked(Details, details, scenario),
                    None if day is None else unpacked(DayRecord, day, scenario),
                )
            yield one


def _checked(
    values: Sequence[object] | NDArray[np.float64], counts: Sequence[object]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return values, nan where there is none, and counts; all are what they can be."""
    numbers, whole = np.array(values, np.float64), np.array(counts, np.int64)
    if (np.abs(numbers) >= _LARGEST).any():
        raise ValueError("a number is out of its range")
    check_range("counts", whole, COUNT, {})
    return numbers, whole


def _items_of(blob: bytes | None) -> Items:
    """Return the items of a quantile as they were stored."""
    if blob is None:
        return None
    items = np.frombuffer(blob, np.float64)
    if not (np.abs(items) < _LARGEST).all() or (np.diff(items) < 0).any():
        raise ValueError("an item is out of its range")
    return items
