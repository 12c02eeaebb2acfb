"""The tables of a store, and what tells it from other files.

In: nothing. Out: the statements that make them, and what the first bytes of a store say. A measure
of a replication is one row; numbers in place of names keep it at some 25 bytes. The view `rows` is
what readers want: point, replication, measure, value, of whatever counts.
"""

import sqlite3
from contextlib import closing
from functools import cache

FORMAT = 8
"""Of the tables: a store of another one is refused."""

APPLICATION = int.from_bytes(b"1stp", "big")
"""By which SQLite tells files of one program from those of others: `PRAGMA application_id`."""

TABLES = """
-- what it is of: `simulator.results.study`, as JSON; one row
CREATE TABLE study (
    id INTEGER PRIMARY KEY,
    definition TEXT NOT NULL
);

-- each time that it was started, as JSON
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    provenance TEXT NOT NULL
);

CREATE TABLE scenarios (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    text TEXT,             -- canonical form as JSON; comes with the first results
    replications INTEGER,  -- how many count: those asked for; NULL until precision is reached
    load REAL              -- of its bottleneck over the period, work ÷ hours; with replication 0
);

CREATE TABLE points (
    id INTEGER PRIMARY KEY,
    "case" TEXT NOT NULL,
    settings TEXT NOT NULL,  -- by path, JSON
    scenario INTEGER NOT NULL REFERENCES scenarios,
    cost REAL NOT NULL
);

CREATE TABLE measures (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,  -- as people type it; then its parts
    entry TEXT NOT NULL,
    scope TEXT NOT NULL,
    label TEXT NOT NULL
);

CREATE TABLE finished (
    scenario INTEGER NOT NULL,
    replication INTEGER NOT NULL,
    form BLOB,     -- `simulator.results.blobs`, like the others
    details BLOB,
    day BLOB,
    PRIMARY KEY (scenario, replication)
) WITHOUT ROWID;

CREATE TABLE results (
    scenario INTEGER NOT NULL,
    replication INTEGER NOT NULL,
    measure INTEGER NOT NULL,
    value REAL,              -- NULL where there was nothing to take one over
    count INTEGER NOT NULL,
    items BLOB,              -- of a quantile over few items, they as float64, ascending
    PRIMARY KEY (scenario, replication, measure)
) WITHOUT ROWID;

-- what the days that a Center observed come to if an assumption is otherwise, in one replication
CREATE TABLE moved (
    assumption TEXT NOT NULL,  -- its path
    position REAL NOT NULL,    -- -1: as little as it may be, 1: as much
    observed BLOB NOT NULL,    -- float64 each; none where no Center can be so
    PRIMARY KEY (assumption, position)
) WITHOUT ROWID;

CREATE VIEW rows AS
SELECT points.id AS point, results.replication, measures.name AS measure, value, count
FROM points
JOIN scenarios ON scenarios.id = points.scenario
JOIN results ON results.scenario = scenarios.id
    AND (replications IS NULL OR results.replication < replications)
JOIN measures ON measures.id = results.measure;
"""


def make_tables(db: sqlite3.Connection) -> None:
    """Make the tables in an empty database."""
    db.executescript(
        f"BEGIN; PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {FORMAT}; "
        f"{TABLES} COMMIT;"
    )


def has_tables(db: sqlite3.Connection) -> bool:
    """Whether a database has just these tables, and nothing else."""
    return _described(db) == _own()


@cache
def _own() -> set[tuple[object, ...]]:
    with closing(sqlite3.connect(":memory:")) as db:
        make_tables(db)
        return _described(db)


def _described(db: sqlite3.Connection) -> set[tuple[object, ...]]:
    return set(db.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))
