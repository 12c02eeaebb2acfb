"""The store: one SQLite file a study, to which each replication is added when it is finished.

In: what is asked for, and replications as they are finished. Out: what has been finished. Results
belong to a scenario, not to a place in a study: what a changed study still asks for is found again.
Who runs the replications is not known here.

What is added at once is one transaction, which is on the disk when it is over: a process that is
killed at any moment, or a power cut, leaves what was added before, and nothing of any other.
"""

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from simulator.language import _
from simulator.measures import Items, MeasureIndex
from simulator.results.blobs import packed
from simulator.results.database import format_of, opened, prepare_to_write, transaction
from simulator.results.files import BRIEFS, STORE
from simulator.results.folder import (
    ELSEWHERE,
    ELSEWHERE_OR_FORCED,
    FolderError,
    ResultFolder,
    writing,
)
from simulator.results.kept import KeptReplication, Move
from simulator.results.lacking import another_kind
from simulator.results.provenance import Provenance
from simulator.results.reading import Reader
from simulator.results.schema import make_tables
from simulator.results.study import KINDS, Study
from simulator.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Taken:
    """What a store already had of a study that it takes."""

    points: int
    """Points whose scenario it knew."""
    replications: int
    """Replications of these."""
    added: int
    """Points that are new to it."""
    dropped: int
    """Scenarios of an earlier study that are in this one no more."""


@dataclass(frozen=True, slots=True)
class NewPoint:
    """A point of a study that a store takes."""

    key: str
    """Of its scenario: what tells its replications from all others of the same seed."""
    case: str
    settings: "dict[str, object]"
    cost: float


class Store(Reader):
    """A store that is written to, as a context; its folder is locked meanwhile.

    Parameters
    ----------
    folder
        The folder.
    staged
        Whether the results are to take the place of those in the folder, when it is committed.

    Raises
    ------
    FolderError
        If what is in the folder is of another program or version, or damaged.
    """

    def __init__(self, folder: ResultFolder, *, staged: bool = False) -> None:
        self.folder = folder
        self.path = folder.staged(STORE) if staged else folder.path / STORE
        if not self.path.exists():
            with writing(folder.path):
                make_store(folder.staged(STORE))
                folder.staged(STORE).replace(self.path)
        self._open(opened(self.path, to_write=True))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Write all or nothing."""
        try:
            with writing(self.folder.path), transaction(self.db):
                yield
        except BaseException:
            vars(self).pop("measures", None)  # Some of them may not be there.
            raise

    def commit(self, files: Mapping[str, bytes], *, still_true: Collection[str] = ()) -> list[str]:
        """Close the store, and let the files of its study appear; return their names.

        It takes what `ResultFolder.commit` does, and raises as that does.
        """
        self.close()
        names = self.folder.commit(files, still_true=still_true)
        return [STORE, *(name for name in names if name != STORE)]

    def drop_if_empty(self) -> None:
        """Remove a store in which nothing was finished, unless it was committed."""
        if self.close.alive and not self.counted():
            self.close()
            self.path.unlink()

    def take(self, study: Study, points: Sequence[NewPoint]) -> Taken:
        """Make the store one of a study, and keep the results that it has a use for.

        Parameters
        ----------
        study
            What is asked for.
        points
            What is tried.

        Raises
        ------
        FolderError
            If the store has another seed or program, or is of another kind, or has results of
            scenarios of which the study has none.
        """
        self._refuse_to_replace(study.definition.kind)
        earlier = self.study_if_any
        keys = {point.key for point in points}
        with self._reading("scenarios"):
            known = {row[0] for row in self.db.execute("SELECT hash FROM scenarios")}
            before = [
                row[0]
                for row in self.db.execute(
                    "SELECT hash FROM points JOIN scenarios ON scenarios.id = scenario "
                    "ORDER BY points.id"
                )
            ]
        if earlier is not None and self.counted():
            shares = bool(known & keys)
            if study.definition.IS_OF_FIRST:
                shares = before[:1] == [points[0].key]
            self._refuse_others(earlier, study, shares_results=shares)
        asked = study.definition.replications
        counting = asked if isinstance(asked, int) else None  # That is for precision to say.
        with self._writing():
            if earlier is not None and earlier.definition.replications != asked:
                self.db.execute("UPDATE scenarios SET replications = ?", (counting,))
            self.db.executemany(
                "INSERT OR IGNORE INTO scenarios (hash, replications) VALUES (?, ?)",
                ((key, counting) for key in dict.fromkeys(point.key for point in points)),
            )
            ids = dict(self.db.execute("SELECT hash, id FROM scenarios"))
            self.db.execute("DELETE FROM points")
            self.db.executemany(
                'INSERT INTO points (id, "case", settings, scenario, cost) VALUES (?, ?, ?, ?, ?)',
                (
                    (
                        number,
                        each.case,
                        json.dumps(each.settings, ensure_ascii=False),
                        ids[each.key],
                        each.cost,
                    )
                    for number, each in enumerate(points)
                ),
            )
            self.db.execute(
                "INSERT OR REPLACE INTO study VALUES (1, ?)", (study.model_dump_json(),)
            )
        return Taken(
            points=sum(point.key in known for point in points),
            replications=self.finished_replications(),
            added=sum(point.key not in known for point in points),
            dropped=len({*before} - keys),
        )

    def _refuse_to_replace(self, kind: str) -> None:
        """Refuse to replace what is no earlier result of this kind, though that was asked for."""
        replaced = self.folder.path / STORE
        if replaced == self.path or not replaced.exists():
            return
        if replaced.stat().st_size:
            format_of(replaced)  # It may be of another program.
        try:
            with Reader(self.folder.path) as earlier:
                before = earlier.study.definition.kind
        except FolderError:  # It is damaged, or of another version.
            if others := self.folder.others:
                told = _("{folder} holds other results ({files}).").format(
                    folder=self.folder.path, files=", ".join(others)
                )
                raise FolderError(f"{told} {_(ELSEWHERE)}") from None
            return
        self._refuse_another_kind(before, kind)

    def _refuse_another_kind(self, before: str, kind: str) -> None:
        """Refuse a study of another kind than what is there, which nothing replaces."""
        if before != kind:
            message = another_kind(self.folder.path, before, kind)
            raise FolderError(f"{message} {_(ELSEWHERE)}")

    def _refuse_others(self, earlier: Study, study: Study, *, shares_results: bool) -> None:
        """Refuse to go on with results that are not of this study."""
        before, now = earlier.definition, study.definition
        self._refuse_another_kind(before.kind, now.kind)
        other = [name for name in now.FIXED if getattr(before, name) != getattr(now, name)]
        if earlier.program != study.program:
            message = _(
                "{folder} holds {kind} of another version ({program}, this is {own_program}): the "
                "results would not be comparable."
            )
        elif earlier.seed != study.seed:
            message = _(
                "{folder} holds {kind} with seed {seed}, and {own_seed} is asked for: the "
                "citizens would not be the same."
            )
        elif not shares_results:
            message = _("{folder} holds {kind} of other scenarios, none of which is asked for now.")
        elif other:
            message = _("{folder} holds {kind} that was made with another --{option}.")
        else:
            return
        told = message.format(
            folder=self.folder.path,
            kind=_(KINDS[before.kind]),
            program=earlier.program,
            own_program=study.program,
            seed=earlier.seed,
            own_seed=study.seed,
            option=", --".join(other),
        )
        raise FolderError(f"{told} {_(ELSEWHERE if now.kind == 'sweep' else ELSEWHERE_OR_FORCED)}")

    def add(
        self,
        key: str,
        *,
        first: int,
        found: Sequence[KeptReplication],
        enough: bool,
        load: float | None = None,
        text: str | None = None,
    ) -> None:
        """Add replications, in one transaction, which is on the disk when it is over.

        Parameters
        ----------
        key
            Of the scenario whose they are.
        first
            Number of the first replication; the others follow.
        found
            What came of each.
        enough
            Whether no more than these are needed.
        load
            Of the bottleneck of the scenario, where it is known.
        text
            The scenario, resolved: its canonical form as JSON, if it comes with them.

        Raises
        ------
        FolderError
            If the file system refuses: then nothing of it is stored.
        """
        scenario = self.scenario_of(key)
        with self._writing():
            if text is not None:
                self.db.execute(
                    "UPDATE scenarios SET text = ? WHERE id = ? AND text IS NULL", (text, scenario)
                )
            if load is not None:
                self.db.execute("UPDATE scenarios SET load = ? WHERE id = ?", (load, scenario))
            for number, one in enumerate(found, start=first):
                self._add_one(scenario, number, one)
            if enough:
                self.db.execute(
                    "UPDATE scenarios SET replications = ? WHERE id = ?",
                    (first + len(found), scenario),
                )

    def _add_one(self, scenario: int, number: int, found: KeptReplication) -> None:
        """Add a replication; one that is there already is the same, bit for bit."""
        measures = found.measures
        blobs = (measures.form, found.details, found.day)
        self.db.execute(
            "INSERT OR IGNORE INTO finished VALUES (?, ?, ?, ?, ?)",
            (scenario, number, *(blob and packed(blob) for blob in blobs)),
        )
        self.db.executemany(  # SQLite takes nan for NULL.
            "INSERT OR IGNORE INTO results VALUES (?, ?, ?, ?, ?, ?)",
            zip(
                repeat(scenario),
                repeat(number),
                self._numbers(measures.index),
                measures.values.tolist(),
                measures.counts.tolist(),
                [_blob(measures.samples.get(key)) for key in measures.index],
                strict=False,
            ),
        )

    def _numbers(self, index: MeasureIndex) -> list[int]:
        """Return the numbers of measures, new ones included."""
        if any(key not in self.measures for key in index):
            self.db.executemany(
                "INSERT OR IGNORE INTO measures (name, entry, scope, label) VALUES (?, ?, ?, ?)",
                ((str(key), *key) for key in index),
            )
            del self.measures
        return [self.measures[key] for key in index]

    def add_moved(self, move: Move, observed: NDArray[np.float64]) -> None:
        """Add what observed days come to with an assumption moved."""
        with self._writing():
            self.db.execute(
                "INSERT OR IGNORE INTO moved VALUES (?, ?, ?)", (*move, observed.tobytes())
            )

    def begin_session(self, provenance: Provenance) -> int:
        """Record that the study is being run from now on; return the number of the session."""
        with self._writing():
            done = self.db.execute(
                "INSERT INTO sessions (provenance) VALUES (?)", (json.dumps(provenance),)
            )
        return int(done.lastrowid or 0)

    def end_session(self, session: int, provenance: Provenance) -> None:
        """Record how it ended."""
        with self._writing():
            self.db.execute(
                "UPDATE sessions SET provenance = ? WHERE id = ?", (json.dumps(provenance), session)
            )


@contextmanager
def resumed(folder: Path) -> Iterator[Store]:
    """Open the store of a study to go on with it; nobody else can write to it meanwhile.

    Parameters
    ----------
    folder
        The folder of the study; it is made if it is not there.

    Raises
    ------
    FolderError
        If the folder cannot be written to, another call is writing to it, or it holds results that
        this version cannot go on with.
    """
    with (
        ResultFolder(folder, files=(STORE, *BRIEFS), resume=True) as locked,
        Store(locked) as store,
    ):
        yield store


def make_store(path: Path) -> None:
    """Make a store without results."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        prepare_to_write(db)
        make_tables(db)


def scenario_json(scenario: Scenario) -> str:
    """Return a scenario as it is stored."""
    return json.dumps(scenario.canonical(), ensure_ascii=False)


def _blob(items: Items) -> bytes | None:
    return None if items is None else items.tobytes()
