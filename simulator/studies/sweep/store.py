"""The store of a sweep: one SQLite file, to which each finished unit is added as a whole.

In: a checked design, and replications as they are finished. Out: what is still to do, and the rows
of `reading`. Results belong to a scenario by its hash, not to a place in a design: a changed plan
finds again whatever it still asks for. Who runs the replications is not known here.

A unit is one transaction. In SQLite's write-ahead log, a process that is killed at any moment
leaves the units that were committed, and nothing of any other; a power cut may take the last of
them with it, but never leaves half of one (synchronous = NORMAL). What is missing is run again.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from itertools import repeat
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from simulator.language import _, reason
from simulator.reports.provenance import DISTRIBUTION
from simulator.studies.precision import Precision
from simulator.studies.sweep.checking import CheckedPoint
from simulator.studies.sweep.locking import (
    SweepStoreError,
    locked,
    storing,
    transaction,
    unwritable,
)
from simulator.studies.sweep.plan import SweepPlan
from simulator.studies.sweep.schema import FORMAT, STORE, TABLES


@dataclass(frozen=True, slots=True)
class Kept:
    """What a store already had of a design."""

    points: int
    """Design points whose scenario it knew."""
    replications: int
    """Replications of these."""
    added: int
    """Design points that are new to it."""
    dropped: int
    """Scenarios of an earlier design that are in this one no more."""


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

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(folder, reason(error)) from error
        self._lock = locked(folder)
        try:
            with storing(folder):
                self._db = sqlite3.connect(folder / STORE, isolation_level=None, timeout=30)
                self._prepare()
        except BaseException:
            self._lock.close()
            raise

    def __enter__(self) -> Self:
        """Return the store."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it, and let others in."""
        try:
            with storing(self.folder):
                self._db.close()
        finally:
            self._lock.close()

    def _prepare(self) -> None:
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        found = self._db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'meta'")
        ours = {"format": str(FORMAT), "version": version(DISTRIBUTION)}
        if not found.fetchone()[0]:
            self._db.executescript(f"BEGIN IMMEDIATE; {TABLES}")
            self._set(**ours)
            self._db.execute("COMMIT")
            return
        for key, value in ours.items():
            if (stored := self.meta(key)) != value:
                told = _(
                    "{file} is of another version ({key} {stored}, this is {value}): its results "
                    "would not be comparable. Choose another folder"
                )
                self._db.close()
                raise SweepStoreError(
                    told.format(file=self.folder / STORE, key=key, stored=stored, value=value)
                )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with storing(self.folder), transaction(self._db):
            yield

    def meta(self, key: str) -> str | None:
        """Return what is stored of the whole sweep under a key."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def _set(self, **values: str) -> None:
        self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())

    @property
    def seed(self) -> int | None:
        """The seed of the sweep; None before a design is taken."""
        seed = self.meta("seed")
        return None if seed is None else int(seed)

    def take(self, plan: SweepPlan, points: Sequence[CheckedPoint], seed: int) -> Kept:
        """Make a design that of the store, and keep the results that it has a use for.

        Parameters
        ----------
        plan, points
            The design, checked.
        seed
            Of the sweep.

        Raises
        ------
        SweepStoreError
            If the store has another seed, or results of scenarios of which the design has none.
        """
        if self.seed not in (None, seed):
            told = _(
                "{folder} holds a sweep with seed {stored}, and {seed} is asked for: the citizens "
                "would not be the same. Choose another folder, or that seed"
            )
            raise SweepStoreError(told.format(folder=self.folder, stored=self.seed, seed=seed))
        earlier = {
            row[0]
            for row in self._db.execute(
                "SELECT DISTINCT hash FROM points JOIN scenarios ON scenarios.id = scenario"
            )
        }
        known = {row[0] for row in self._db.execute("SELECT hash FROM scenarios")}
        hashes = {each.hash for each in points}
        if known and not known & hashes and self.finished_replications():
            told = _(
                "{folder} holds the results of another plan, none of whose points are in {plan}. "
                "Choose another folder"
            )
            raise SweepStoreError(told.format(folder=self.folder, plan=plan.file))
        fixed = plan.replications if isinstance(plan.replications, int) else None
        described = _described(plan)
        with self._transaction():
            if self.meta("replications") != described["replications"]:
                self._db.execute("UPDATE scenarios SET replications = ?", (fixed,))
            self._db.executemany(
                "INSERT OR IGNORE INTO scenarios (hash, replications) VALUES (?, ?)",
                ((digest, fixed) for digest in dict.fromkeys(each.hash for each in points)),
            )
            ids = dict(self._db.execute("SELECT hash, id FROM scenarios"))
            self._db.execute("DELETE FROM points")
            self._db.executemany(
                'INSERT INTO points (id, "case", settings, scenario, cost) VALUES (?, ?, ?, ?, ?)',
                (
                    (
                        each.point.number,
                        each.point.case,
                        json.dumps(each.point.values, ensure_ascii=False),
                        ids[each.hash],
                        each.cost,
                    )
                    for each in points
                ),
            )
            self._set(seed=str(seed), **described)
        return Kept(
            points=sum(each.hash in known for each in points),
            replications=self.finished_replications(),
            added=sum(each.hash not in known for each in points),
            dropped=len(earlier - hashes),
        )

    def finished_replications(self) -> int:
        """Return the number of replications of the design that are stored."""
        return int(
            self._db.execute(
                "SELECT count(*) FROM finished JOIN scenarios ON scenarios.id = scenario "
                "WHERE scenario IN (SELECT scenario FROM points) "
                "AND (replications IS NULL OR replication < replications)"
            ).fetchone()[0]
        )

    def unfinished_scenarios(self) -> int:
        """Return the number of scenarios of the design that precision has not been reached for."""
        return int(
            self._db.execute(
                "SELECT count(*) FROM scenarios WHERE replications IS NULL "
                "AND id IN (SELECT scenario FROM points)"
            ).fetchone()[0]
        )

    def scenario_id(self, digest: str) -> int:
        """Return the number of a scenario of the design."""
        row = self._db.execute("SELECT id FROM scenarios WHERE hash = ?", (digest,)).fetchone()
        return int(row[0])

    def finished(self, scenario: int) -> list[int]:
        """Return the replications of a scenario that are stored, ascending."""
        rows = self._db.execute(
            "SELECT replication FROM finished WHERE scenario = ? ORDER BY replication", (scenario,)
        )
        return [row[0] for row in rows]

    def series(
        self, scenario: int, names: Sequence[str]
    ) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Return some measures in the stored replications of a scenario.

        Returns
        -------
        values, counts
            Shapes (replications, names); all replications from 0 up to the first that is missing.
        """
        stored = self.finished(scenario)
        n = next((i for i, number in enumerate(stored) if i != number), len(stored))
        values, counts = np.full((n, len(names)), np.nan), np.zeros((n, len(names)), np.int64)
        for column, name in enumerate(names):
            rows = self._db.execute(
                "SELECT replication, value, count FROM results WHERE scenario = ? "
                "AND measure = (SELECT id FROM measures WHERE name = ?) AND replication < ?",
                (scenario, name, n),
            )
            for row, value, count in rows:
                values[row, column] = np.nan if value is None else value
                counts[row, column] = count
        return values, counts

    def add(
        self,
        scenario: int,
        *,
        text: str,
        first: int,
        names: Sequence[str],
        values: NDArray[np.float64],
        counts: NDArray[np.int64],
        last: bool,
    ) -> None:
        """Add the replications of a unit, in one transaction.

        Parameters
        ----------
        scenario
            Whose they are.
        text
            The scenario, resolved: its canonical form as JSON, of which the hash is taken.
        first
            Number of the first replication; the others follow.
        names
            Names of the measures.
        values, counts
            Of each replication. Shapes (replications, names).
        last
            Whether the last is the one that precision was waiting for.

        Raises
        ------
        SweepStoreError
            If the file system refuses: then nothing of the unit is stored.
        """
        with self._transaction():
            measures = self._measures(names)
            self._db.execute(
                "UPDATE scenarios SET text = ? WHERE id = ? AND text IS NULL", (text, scenario)
            )
            for number, (row, counted) in enumerate(
                zip(values.tolist(), counts.tolist(), strict=True), start=first
            ):
                # One that is there already is the same, bit for bit. SQLite takes nan for NULL.
                self._db.execute("INSERT OR IGNORE INTO finished VALUES (?, ?)", (scenario, number))
                same = repeat(scenario), repeat(number)
                self._db.executemany(
                    "INSERT OR IGNORE INTO results VALUES (?, ?, ?, ?, ?)",
                    zip(*same, measures, row, counted, strict=False),
                )
            if last:
                self._enough(scenario, first + len(values))

    def enough(self, scenario: int, replications: int) -> None:
        """Note how many replications of a scenario are as precise as was asked for."""
        with self._transaction():
            self._enough(scenario, replications)

    def _enough(self, scenario: int, replications: int) -> None:
        self._db.execute(
            "UPDATE scenarios SET replications = ? WHERE id = ?", (replications, scenario)
        )

    def _measures(self, names: Sequence[str]) -> list[int]:
        """Return the numbers of measures, new ones included."""
        known: dict[str, int] = dict(self._db.execute("SELECT name, id FROM measures"))
        if any(name not in known for name in names):
            self._db.executemany(
                "INSERT OR IGNORE INTO measures (name) VALUES (?)", ((name,) for name in names)
            )
            known = dict(self._db.execute("SELECT name, id FROM measures"))
        return [known[name] for name in names]

    def begin_session(self, provenance: Mapping[str, object]) -> int:
        """Record that this sweep is being run from now on; return the number of the session."""
        with self._transaction():
            done = self._db.execute(
                "INSERT INTO sessions (provenance) VALUES (?)", (json.dumps(provenance),)
            )
        return int(done.lastrowid or 0)

    def end_session(self, session: int, provenance: Mapping[str, object]) -> None:
        """Record how it ended."""
        with self._transaction():
            self._db.execute(
                "UPDATE sessions SET provenance = ? WHERE id = ?", (json.dumps(provenance), session)
            )


def _described(plan: SweepPlan) -> dict[str, str]:
    """Return what is stored of a plan as a whole."""
    asked = plan.replications
    described = {
        "plan": plan.file,
        "axes": [axis.path for axis in plan.axes],
        "cases": [case.name for case in plan.cases if case.name],
        "replications": asked
        if not isinstance(asked, Precision)
        else {"targets": dict(asked.targets), "at_most": asked.at_most},
        "targets": {target.measure: target.text for target in plan.targets},
        "currency": plan.base.tree.entries["currency"].plain()
        if "currency" in plan.base.tree.entries
        else None,
    }
    return {key: json.dumps(value, ensure_ascii=False) for key, value in described.items()}
