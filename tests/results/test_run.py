"""A run comes back from its folder as it was, or is refused with what is wrong."""

import sqlite3
from contextlib import closing
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime

import numpy as np
import pytest

from simulator.results.files import OLD_RUN, RUN_FILES, STORE
from simulator.results.folder import FolderError, ResultFolder
from simulator.results.kept import KeptReplication
from simulator.results.program import identity
from simulator.results.provenance import provenance as provenance_of
from simulator.results.run import read_run, scenario_text
from simulator.results.schema import APPLICATION, FORMAT
from simulator.results.store import NewPoint, Store
from simulator.results.study import RunDefinition, Study
from simulator.scenario import ScenarioError


@pytest.fixture
def provenance(district):
    """How the run came about."""
    return provenance_of(
        district.scenario,
        command="onestop run district.yaml",
        seed=7,
        started=datetime.now(UTC),
        engine="compiled",
        check=None,
    )


@pytest.fixture
def stored(district, result, provenance, tmp_path):
    """Stores a result, and reads it again."""

    def store_and_read(result=result):
        definition = RunDefinition(
            scenario=scenario_text(district.resolved.seen_from(tmp_path)),
            replications=result.planned,
            engine="compiled",
            day=None,
        )
        study = Study(program=identity(), seed=result.seed, definition=definition)
        points = [NewPoint(result.scenario.hash, "", {}, result.scenario.staff_cost)]
        found = [
            KeptReplication(measures, details, None if number else result.day)
            for number, (measures, details) in enumerate(
                zip(result.replications, result.details, strict=True)
            )
        ]
        with (
            ResultFolder(tmp_path, files=RUN_FILES, replace=True) as folder,
            Store(folder, staged=True) as store,
        ):
            store.take(study, points)
            store.begin_session(provenance)
            store.add(points[0].key, first=0, found=found, enough=True)
            assert store.commit({}) == [STORE]
        return read_run(tmp_path)

    return store_and_read


def same(one, other):
    """Whether two of the contracts hold the same, array for array and by type."""
    for field in fields(one):
        a, b = getattr(one, field.name), getattr(other, field.name)
        assert type(a) is type(b), field.name
        if isinstance(a, np.ndarray):
            assert a.dtype == b.dtype, field.name
            np.testing.assert_array_equal(a, b)
        else:
            assert a == b, field.name


def test_a_result_comes_back_as_it_was(stored, result, provenance, district):
    again = stored()
    assert again.provenance == provenance
    assert again.written == district.resolved.data
    assert again.result.scenario.hash == result.scenario.hash
    assert (again.result.seed, again.result.planned) == (7, 3)
    assert list(again.result.estimates) == list(result.estimates)
    for name, estimate in result.estimates.items():
        np.testing.assert_equal(asdict(again.result.estimates[name]), asdict(estimate))
    for one, other in zip(result.replications, again.result.replications, strict=True):
        assert one.index == other.index
        np.testing.assert_array_equal(one.values, other.values)
        np.testing.assert_array_equal(one.counts, other.counts)
        same(one.form, other.form)
    for one, other in zip(result.details, again.result.details, strict=True):
        same(one, other)
    same(result.day, again.result.day)


def test_a_result_without_a_day_has_none_again(stored, result):
    assert stored(replace(result, day=None)).result.day is None


def test_a_folder_without_results_is_refused(tmp_path):
    with pytest.raises(FolderError, match=rf"holds no results: {STORE} is missing"):
        read_run(tmp_path)


def test_a_run_of_an_earlier_version_is_refused_with_what_to_do(tmp_path):
    (tmp_path / OLD_RUN).write_bytes(b"PK")
    with pytest.raises(FolderError, match=rf"earlier version \({OLD_RUN}\).*run it again, into"):
        read_run(tmp_path)


def changed(folder, statement, *values):
    """Change what is stored."""
    with closing(sqlite3.connect(folder / STORE)) as db, db:
        assert db.execute(statement, values).rowcount


def test_another_scenario_than_that_of_the_run_is_refused(stored, tmp_path):
    stored()
    changed(
        tmp_path,
        "UPDATE study SET definition = replace(definition, 'officers: 2', 'officers: 3')",
    )
    with pytest.raises(FolderError, match=r"is not what was run, .*: run the scenario again"):
        read_run(tmp_path)


def test_a_scenario_that_is_not_valid_any_more_is_refused_with_its_line(stored, tmp_path):
    stored()
    changed(tmp_path, "UPDATE study SET definition = replace(definition, 'officers:', 'offcers:')")
    with pytest.raises(ScenarioError, match=rf"{STORE}:[0-9]+: .*unknown key"):
        read_run(tmp_path)


def test_another_study_is_no_run(stored, tmp_path):
    stored()
    sweep = (
        '{"program": "1", "seed": 1, "definition": {"kind": "sweep", "plan": "p", "folder": ".", '
        '"base": {}, "axes": [], "cases": [], "replications": 1, "targets": {}, "years": null, '
        '"currency": null}}'
    )
    changed(tmp_path, "UPDATE study SET definition = ?", sweep)
    with pytest.raises(FolderError, match=r"holds a sweep, and not a run\.$"):
        read_run(tmp_path)


DAMAGES = {
    "no text": ("UPDATE study SET definition = ?", b"\xff\xfe", "study"),
    "no seed": ("UPDATE study SET definition = ?", '{"program": "1", "seed": -1}', "study, seed"),
    "deep": ("UPDATE study SET definition = ?", "[" * 100_000, "study"),
    "no engine": ("UPDATE sessions SET provenance = ?", '{"version": "1"}', "sessions, build"),
    "texts": ("UPDATE results SET value = ?", "much", "scenario 1, replication 0"),
    "too many": ("UPDATE results SET count = ?", -1, "scenario 1, replication 0"),
    "infinite": ("UPDATE results SET value = ?", float("inf"), "scenario 1, replication 0"),
    "items": ("UPDATE results SET items = ?", b"1234567", "scenario 1, replication 0"),
    "form": ("UPDATE finished SET form = ?", b"", "scenario 1, replication 0"),
    "no form": ("UPDATE finished SET form = ?", None, "scenario 1, replication 0"),
    "measure": ("UPDATE measures SET name = ? WHERE id = 3", "x", "measures"),
    "fewer": (
        "DELETE FROM results WHERE measure = ? AND replication = 1",
        3,
        "scenario 1, replication 1",
    ),
    "none": ("DELETE FROM finished WHERE replication >= ?", 0, "finished"),
    "no details": ("UPDATE finished SET details = ?", None, "finished"),
    "point": ("UPDATE points SET cost = ?", "dear", "points"),
    "index": ("CREATE INDEX own ON results (value)", None, ""),
}


@pytest.mark.parametrize(("statement", "value", "place"), DAMAGES.values(), ids=DAMAGES.keys())
def test_what_does_not_fit_is_told_with_its_place(stored, tmp_path, statement, value, place):
    stored()
    with closing(sqlite3.connect(tmp_path / STORE)) as db, db:
        db.execute(statement, (value,) if "?" in statement else ())
    where = rf" \({place}.*\)" if place else ""
    message = rf"^{tmp_path / STORE} is damaged{where}: run it again, into another folder or with"
    with pytest.raises(FolderError, match=message):
        read_run(tmp_path)


def pragma(folder, name, value):
    with closing(sqlite3.connect(folder / STORE)) as db:
        db.execute(f"PRAGMA {name} = {value}")


def test_a_store_of_another_format_is_refused(stored, tmp_path):
    stored()
    pragma(tmp_path, "user_version", FORMAT + 1)
    with pytest.raises(FolderError, match=rf"of another version \(format {FORMAT + 1}, this is"):
        read_run(tmp_path)


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_a_database_of_another_program_is_not_touched(tmp_path, mode):
    with closing(sqlite3.connect(tmp_path / STORE)) as db, db:
        db.execute(f"PRAGMA journal_mode = {mode}")
        db.execute("CREATE TABLE study (definition TEXT)")
        db.execute(f"PRAGMA user_version = {FORMAT}")
    pragma(tmp_path, "application_id", APPLICATION - 1)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    with pytest.raises(FolderError, match="is not of this program"):
        read_run(tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
