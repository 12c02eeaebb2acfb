"""Stored results that are damaged or hostile: each is shown, or refused; none is a defect."""

import json
import os
import random
import shutil
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import pytest

from simulator import cli
from simulator.results.files import STORE, SUMMARY

TEXTBOOK = Path(__file__).parents[1] / "scenarios" / "textbook" / "mm1.yaml"
SHORT = ("period={from: 2021-03-01, to: 2021-03-12, warm_up: 1 days}",)

FEW, MANY = 24, 300

ODD = [
    *(None, True, -1, 0, 3, 10**15, 10**30, 1e308, -0.5, "x", "", "\x1b[31m", "9" * 5_000, "[" * 9),
    *([], {}, [1, "x", None], {"a": {"b": []}}, json.loads("[" * 500 + "]" * 500)),
]
"""What stands in the place of something else."""


@pytest.fixture(scope="session")
def kept(tmp_path_factory):
    """Folders of a run, a comparison and a sweep."""
    folder = tmp_path_factory.mktemp("kept")
    run = ["run", str(TEXTBOOK), "-n", "2", "--seed", "7", "-q", "--no-check", "--set", *SHORT]
    plan = folder / "plan.yaml"
    plan.write_text(
        f"base: {TEXTBOOK}\nvary: {{staff.clerks.officers: [1, 2], demand.growth: [1.0, 1.1]}}\n"
        f"cases: {{short: {{{SHORT[0].replace('=', ': ')}}}}}\nreplications: 2\n"
        'targets: {wait_mean: "<= 5 min"}\n'
    )
    sweep = ["sweep", str(plan), "--seed", "7", "-q", "--no-check", "--workers", "1"]
    compare = ["compare", *run[1:], "--with", "staff.clerks.officers=2"]
    for name, arguments in (("run", run), ("compare", compare), ("sweep", sweep)):
        with pytest.raises(SystemExit):
            cli.main([*arguments, "--out", str(folder / name)])
    return folder


def changed_data(data, chance):
    """Return data of which one part, at any depth, is another or gone."""
    if isinstance(data, dict | list) and data and chance.random() < 0.8:
        data = data.copy()
        place = chance.choice(list(data) if isinstance(data, dict) else range(len(data)))
        if chance.random() < 0.25:
            del data[place]
        else:
            data[place] = changed_data(data[place], chance)
        return data
    return chance.choice(ODD)


def changed_json(text, chance):
    return json.dumps(changed_data(json.loads(text), chance))


def changed_bytes(content, chance):
    """Return bytes of which some are others, or that are cut off."""
    content = bytearray(content)
    for _time in range(chance.choice([1, 1, 5, 50])):
        content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content[: chance.choice([len(content)] * 4 + [chance.randrange(len(content))])])


def changed_blob(blob, chance):
    """Return a blob that is another: damaged, a bomb, or packed again with other arrays."""
    if chance.random() < 0.3:
        return changed_bytes(blob, chance)
    if chance.random() < 0.1:
        return zlib.compress(bytes(200_000_000), 1)
    header, _line, content = zlib.decompress(blob).partition(b"\n")
    if chance.random() < 0.5:
        header = changed_json(header, chance).encode()
    if chance.random() < 0.5:
        content = changed_bytes(content, chance)
    return zlib.compress(header + b"\n" + content)


def change_column(db, chance, table, column, change):
    """Change one value of a column."""
    keys = {"results": "scenario, replication, measure", "finished": "scenario, replication"}
    key = keys.get(table, "id")
    rows = db.execute(
        f"SELECT {key}, {column} FROM {table} WHERE {column} IS NOT NULL"  # noqa: S608  # our own
    ).fetchall()
    if not rows:
        return
    *place, value = chance.choice(rows)
    condition = " AND ".join(f"{each.strip()} = ?" for each in key.split(","))
    db.execute(
        f"UPDATE {table} SET {column} = ? WHERE {condition}",  # noqa: S608  # our own
        (change(value, chance), *place),
    )


def odd_value(_value, chance):
    return chance.choice(
        [None, "x", "", -1, 0, 7, 2**62, 1e308, float("inf"), b"", b"abcdefgh" * 3, "\x00", -0.0]
    )


VALUES = [
    *(("study", "definition", changed_json), ("sessions", "provenance", changed_json)) * 4,
    *(("points", "settings", changed_json), ("scenarios", "text", changed_json)) * 2,
    *(("finished", each, changed_blob) for each in ("form", "details", "day") * 3),
    *(("results", each, odd_value) for each in ("value", "count", "items", "measure") * 2),
    *(("results", each, odd_value) for each in ("scenario", "replication")),
    *(("points", each, odd_value) for each in ("scenario", "cost", "id", '"case"')),
    *(("scenarios", each, odd_value) for each in ("hash", "replications", "load", "id", "text")),
    *(("measures", each, odd_value) for each in ("name", "id")),
    *(("finished", each, odd_value) for each in ("scenario", "replication", "form", "day")),
    *(("study", "definition", odd_value), ("sessions", "provenance", odd_value)),
]

TABLES = [
    "DELETE FROM results WHERE measure % 7 = 3",
    "DELETE FROM finished WHERE replication = 0",
    "DELETE FROM points",
    "DELETE FROM measures",
    "DELETE FROM study",
    "DELETE FROM sessions",
    "DELETE FROM scenarios",
    "DELETE FROM results",
    "DROP TABLE finished",
    "DROP VIEW rows",
    "ALTER TABLE results RENAME COLUMN value TO worth",
    "CREATE TABLE more (a)",
    "DROP TABLE study; CREATE VIEW study AS SELECT 1 AS id, '[' AS definition",
    "CREATE TRIGGER t AFTER INSERT ON results BEGIN DELETE FROM results; END",
    "PRAGMA user_version = 3",
    "PRAGMA application_id = 3",
    "PRAGMA journal_mode = WAL",
    "UPDATE measures SET name = 'x' || id",
    "UPDATE points SET settings = '{}'",
    "UPDATE scenarios SET text = NULL",
    "UPDATE results SET value = 1e14",
    "UPDATE results SET value = NULL",
    "UPDATE results SET count = 0",
    "UPDATE results SET value = -5",
    "UPDATE results SET items = NULL",
    "UPDATE results SET items = x'0000000000000000'",
]


def change_store(path, chance):
    """Change a store in its tables, their values, or its bytes."""
    kind = chance.random()
    if kind < 0.2:
        path.write_bytes(changed_bytes(path.read_bytes(), chance))
    elif kind < 0.25:
        path.unlink()
        change = chance.choice(["pipe", "folder", "empty", "text", "other"])
        if change == "pipe":
            os.mkfifo(path)
        elif change == "folder":
            path.mkdir()
        elif change == "other":
            with closing(sqlite3.connect(path)) as db, db:
                db.execute("CREATE TABLE mine (a)")
        else:
            path.write_text("" if change == "empty" else "my notes\n" * 500)
    else:
        with closing(sqlite3.connect(path)) as db, db:
            if kind < 0.4:
                db.executescript(chance.choice(TABLES))
            else:
                db.execute("PRAGMA ignore_check_constraints = ON")
                try:
                    change_column(db, chance, *chance.choice(VALUES))
                except (sqlite3.IntegrityError, OverflowError):
                    db.execute("DELETE FROM sessions")


SEEDS = [
    *range(FEW),
    *(pytest.param(seed, marks=pytest.mark.full) for seed in range(FEW, MANY)),
]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="makes pipes")
def test_a_hostile_store_is_shown_or_refused(onestop, kept, tmp_path, seed):
    chance = random.Random(seed)  # noqa: S311  # no secret
    folder = shutil.copytree(kept / chance.choice(["run", "run", "sweep"]), tmp_path / "out")
    change_store(folder / STORE, chance)
    code, out, err = onestop("report", folder)
    assert code in (0, 2), err
    assert out == ""
    assert "\x1b" not in err
    assert not code or str(folder) in err


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="makes pipes")
def test_a_hostile_store_is_run_again_or_refused(onestop, kept, tmp_path, monkeypatch, seed):
    monkeypatch.setattr("sys.stdin", None)
    chance = random.Random(seed)  # noqa: S311  # no secret
    kind = chance.choice(["run", "compare", "sweep"])
    folder = shutil.copytree(kept / kind, tmp_path / "out")
    change_store(folder / STORE, chance)
    code, _out, err = onestop("rerun", folder, "-q")
    assert code in (0, 1, 2), err
    assert "defect" not in err
    assert "\x1b" not in err
    assert code != 2 or str(folder) in err


@pytest.mark.parametrize("seed", SEEDS)
def test_a_hostile_summary_is_run_again_or_refused(onestop, kept, tmp_path, monkeypatch, seed):
    monkeypatch.setattr("sys.stdin", None)
    chance = random.Random(seed)  # noqa: S311  # no secret
    path = tmp_path / SUMMARY
    text = (kept / "run" / SUMMARY).read_text(encoding="utf-8")
    if chance.random() < 0.2:
        path.write_bytes(changed_bytes(text.encode(), chance))
    else:
        data = json.loads(text)
        part = chance.choice(["provenance", "provenance", "measures", "replications"])
        data[part] = changed_data(data[part], chance)
        if part == "provenance" and chance.random() < 0.7:
            key = chance.choice(["command", "seed", "engine", "scenario_hash", "version", "build"])
            data[part] = json.loads(text)[part] | {key: chance.choice(ODD)}
        path.write_text(json.dumps(data), encoding="utf-8")
    code, _out, err = onestop("rerun", path)
    assert code in (0, 1, 2), err
    assert "defect" not in err
    assert "Traceback" not in err
