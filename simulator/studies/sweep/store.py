"""The store of a sweep: one SQLite file, to which each finished unit is added as a whole.

In: replications as they are finished. Out: what has been finished, and the rows of `reading`.
Results belong to a scenario, not to a place in a design, which `design` takes care of. Who runs the
replications is not known here.

A unit is one transaction. In SQLite's write-ahead log, a process that is killed at any moment
leaves the units that were committed, and nothing of any other; a power cut may take the last of
them with it, but never leaves half of one (synchronous = NORMAL). What is missing is run again.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from itertools import repeat
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from simulator.language import _, reason
from simulator.measures import Items, MeasureIndex, MeasureKey, Replicated
from simulator.results.program import identity
from simulator.scenario.names import as_on_disk
from simulator.studies.sweep.locking import (
    SweepStoreError,
    locked,
    storing,
    transaction,
    unwritable,
)
from simulator.studies.sweep.schema import FORMAT, STORE, TABLES


class SweepStore:
    """The store of a sweep that is being run, as a context; no other sweep can open it meanwhile.

    Parameters
    ----------
    folder
        The folder of the sweep; it is made if it is not there.

    Raises
    ------
    SweepStoreError
        If the folder cannot be written to, another sweep is using it, or its store is of another
        version.
    """

    db: sqlite3.Connection
    """The connection; what is written goes through `transaction`."""

    def __init__(self, folder: Path) -> None:
        folder = as_on_disk(folder)
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(folder, reason(error)) from error
        with ExitStack() as opened, storing(folder):
            opened.enter_context(closing(locked(folder)))
            self.db = sqlite3.connect(folder / STORE, isolation_level=None, timeout=30)
            opened.enter_context(closing(self.db))
            self._prepare()
            self._opened = opened.pop_all()

    def __enter__(self) -> Self:
        """Return the store."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it, and let others in; an error of SQLite is told as one of the folder."""
        with self._opened, storing(self.folder):
            self.db.close()
            if isinstance(error, sqlite3.Error):
                raise error

    def _prepare(self) -> None:
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.execute("PRAGMA synchronous = NORMAL")
        found = self.db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'meta'")
        ours = {"format": str(FORMAT), "version": identity()}
        if not found.fetchone()[0]:
            self.db.executescript(f"BEGIN IMMEDIATE; {TABLES}")
            self.note(**ours)
            self.db.execute("COMMIT")
            return
        for key, value in ours.items():
            if (stored := self.meta(key)) != value:
                told = _(
                    "{file} is of another version ({key} {stored}, this is {value}): its results "
                    "would not be comparable. Choose another folder"
                )
                raise SweepStoreError(
                    told.format(file=self.folder / STORE, key=key, stored=stored, value=value)
                )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all or nothing."""
        with storing(self.folder), transaction(self.db):
            yield

    def meta(self, key: str) -> str | None:
        """Return what is stored of the whole sweep under a key."""
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def note(self, **values: str) -> None:
        """Store something of the whole sweep, by its key; within a transaction."""
        self.db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())

    @property
    def seed(self) -> int | None:
        """The seed of the sweep; None before a design is taken."""
        seed = self.meta("seed")
        return None if seed is None else int(seed)

    def finished_replications(self) -> int:
        """Return the number of replications of the design that are stored."""
        return int(
            self.db.execute(
                "SELECT count(*) FROM finished JOIN scenarios ON scenarios.id = scenario "
                "WHERE scenario IN (SELECT scenario FROM points) "
                "AND (replications IS NULL OR replication < replications)"
            ).fetchone()[0]
        )

    def scenario_id(self, digest: str) -> int:
        """Return the number of a scenario of the design."""
        row = self.db.execute("SELECT id FROM scenarios WHERE hash = ?", (digest,)).fetchone()
        return int(row[0])

    def finished(self, scenario: int) -> list[int]:
        """Return the replications of a scenario that are stored, ascending."""
        rows = self.db.execute(
            "SELECT replication FROM finished WHERE scenario = ? ORDER BY replication", (scenario,)
        )
        return [row[0] for row in rows]

    def replicated(self, scenario: int, index: MeasureIndex) -> Replicated:
        """Return some measures in the stored replications of a scenario.

        They are all replications from 0 up to the first that is missing.
        """
        stored = self.finished(scenario)
        n = next((i for i, number in enumerate(stored) if i != number), len(stored))
        values, counts = np.full((n, len(index)), np.nan), np.zeros((n, len(index)), np.int64)
        kept: tuple[dict[MeasureKey, Items], ...] = tuple({} for _replication in range(n))
        for column, key in enumerate(index):
            rows = self.db.execute(
                "SELECT replication, value, count, items FROM results WHERE scenario = ? "
                "AND measure = (SELECT id FROM measures WHERE name = ?) AND replication < ?",
                (scenario, str(key), n),
            )
            for row, value, count, items in rows:
                values[row, column] = np.nan if value is None else value
                counts[row, column] = count
                kept[row][key] = items_of(items)
        return Replicated(index, values, counts, kept)

    def add(
        self,
        scenario: int,
        *,
        text: str | None,
        first: int,
        found: Replicated,
        last: bool,
        load: float | None,
    ) -> None:
        """Add the replications of a unit, in one transaction.

        Parameters
        ----------
        scenario
            Whose they are.
        text
            The scenario, resolved: its canonical form as JSON, of which the hash is taken; None
            where it is stored already.
        first
            Number of the first replication; the others follow.
        found
            The measures of each.
        last
            Whether the last is the one that precision was waiting for.
        load
            Of the bottleneck of the scenario, where the unit has it.

        Raises
        ------
        SweepStoreError
            If the file system refuses: then nothing of the unit is stored.
        """
        with self.transaction():
            measures = self._measures(found.index)
            self.db.execute(
                "UPDATE scenarios SET text = ? WHERE id = ? AND text IS NULL", (text, scenario)
            )
            if load is not None:
                self.db.execute("UPDATE scenarios SET load = ? WHERE id = ?", (load, scenario))
            for number, (row, counted, samples) in enumerate(found.rows(), start=first):
                # One that is there already is the same, bit for bit. SQLite takes nan for NULL.
                self.db.execute("INSERT OR IGNORE INTO finished VALUES (?, ?)", (scenario, number))
                same = repeat(scenario), repeat(number)
                blobs = [_blob(samples.get(key)) for key in found.index]
                self.db.executemany(
                    "INSERT OR IGNORE INTO results VALUES (?, ?, ?, ?, ?, ?)",
                    zip(*same, measures, row.tolist(), counted.tolist(), blobs, strict=False),
                )
            if last:
                self._enough(scenario, first + len(found))

    def enough(self, scenario: int, replications: int) -> None:
        """Note how many replications of a scenario are as precise as was asked for."""
        with self.transaction():
            self._enough(scenario, replications)

    def _enough(self, scenario: int, replications: int) -> None:
        self.db.execute(
            "UPDATE scenarios SET replications = ? WHERE id = ?", (replications, scenario)
        )

    def _measures(self, index: MeasureIndex) -> list[int]:
        """Return the numbers of measures, new ones included."""
        known: dict[str, int] = dict(self.db.execute("SELECT name, id FROM measures"))
        if any(name not in known for name in index.names):
            self.db.executemany(
                "INSERT OR IGNORE INTO measures (name, entry, scope, label) VALUES (?, ?, ?, ?)",
                ((str(key), *key) for key in index),
            )
            known = dict(self.db.execute("SELECT name, id FROM measures"))
        return [known[name] for name in index.names]

    def begin_session(self, provenance: Mapping[str, object]) -> int:
        """Record that this sweep is being run from now on; return the number of the session."""
        with self.transaction():
            done = self.db.execute(
                "INSERT INTO sessions (provenance) VALUES (?)", (json.dumps(provenance),)
            )
        return int(done.lastrowid or 0)

    def end_session(self, session: int, provenance: Mapping[str, object]) -> None:
        """Record how it ended."""
        with self.transaction():
            self.db.execute(
                "UPDATE sessions SET provenance = ? WHERE id = ?", (json.dumps(provenance), session)
            )


def items_of(blob: bytes | None) -> Items:
    """Return the items of a quantile as they were stored."""
    return None if blob is None else np.frombuffer(blob, np.float64)


def _blob(items: Items) -> bytes | None:
    return None if items is None else items.tobytes()
