"""The tables of a store, and the names of its files.

In: nothing. Out: the statements that make them. A measure of a replication is one row; numbers in
place of names keep it at some 25 bytes. The view `rows` is what readers want: design point,
replication, measure, value, of whatever the plan counts.
"""

STORE, LOCK = "sweep.sqlite", "sweep.lock"
"""Files of the folder."""

FORMAT = 4
"""Of the tables: a store of another one is refused."""

TABLES = """
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- each time that the sweep was started
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    provenance TEXT NOT NULL
);

CREATE TABLE scenarios (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    text TEXT,             -- canonical form as JSON; comes with the first results
    replications INTEGER,  -- how many count: those of the plan; NULL until precision is reached
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

CREATE VIEW rows AS
SELECT points.id AS point, results.replication, measures.name AS measure, value, count
FROM points
JOIN scenarios ON scenarios.id = points.scenario
JOIN results ON results.scenario = scenarios.id
    AND (replications IS NULL OR results.replication < replications)
JOIN measures ON measures.id = results.measure;
"""
