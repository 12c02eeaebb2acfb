"""A sweep that is started again goes on; a changed plan keeps what it still asks for."""

import sqlite3
from contextlib import closing

import pytest

from simulator.results.store import Store, Taken, resumed
from simulator.studies.pools.this_process import ThisProcess
from simulator.studies.sweep import FolderError, read_plan
from simulator.studies.sweep.design import SweepQuestion
from tests.studies.sweep.conftest import PLAN, stored, table


class StopsAfter(ThisProcess):
    """Is interrupted after some units."""

    def __init__(self, units):
        self.left = units

    def submit(self, function, /, *arguments):
        if not self.left:
            raise KeyboardInterrupt
        self.left -= 1
        return super().submit(function, *arguments)


@pytest.fixture
def undisturbed(sweep, write, tmp_path):
    """The store of a sweep that nothing happened to."""
    sweep(write(), out=tmp_path / "undisturbed")
    return stored(tmp_path / "undisturbed")


def test_every_point_has_every_replication_of_every_measure(undisturbed, tmp_path):
    measures = table(tmp_path / "undisturbed", "SELECT count(*) FROM measures")[0][0]
    assert len(undisturbed["points"]) == 8
    assert len(undisturbed["finished"]) == 8 * 3
    assert len(undisturbed["results"]) == 8 * 3 * measures
    rows = table(tmp_path / "undisturbed", "SELECT count(*), count(DISTINCT point) FROM rows")
    assert rows == [(8 * 3 * measures, 8)]


@pytest.mark.parametrize("units", [1, 3, 5])
def test_a_sweep_that_was_interrupted_goes_on_to_the_same_rows(
    sweep, write, tmp_path, undisturbed, units
):
    with pytest.raises(KeyboardInterrupt):
        sweep(write(), StopsAfter(units))
    assert 0 < len(stored(tmp_path / "out")["finished"]) < 24
    sweep(write())
    assert stored(tmp_path / "out") == undisturbed


def test_a_sweep_that_is_finished_is_not_run_again(sweep, write, tmp_path, undisturbed):
    sweep(write())
    kept = sweep(write(), StopsAfter(0))
    assert kept == Taken(points=8, replications=24, added=0, dropped=0)
    assert stored(tmp_path / "out") == undisturbed


def test_more_replications_are_added_to_those_there_are(sweep, write, tmp_path):
    sweep(write(PLAN.replace("replications: 3", "replications: 2")))
    kept = sweep(write())
    assert kept.replications == 16
    assert len(stored(tmp_path / "out")["finished"]) == 24


def test_fewer_replications_are_all_that_count_and_none_is_lost(sweep, write, tmp_path):
    sweep(write())
    sweep(write(PLAN.replace("replications: 3", "replications: 2")), StopsAfter(0))
    assert table(tmp_path / "out", "SELECT max(replication) FROM rows") == [(1,)]
    assert len(stored(tmp_path / "out")["finished"]) == 24


def test_a_new_value_of_an_axis_adds_its_points(sweep, write, tmp_path):
    sweep(write())
    changed = write(PLAN.replace("officers: [1, 2]", "officers: [2, 3]"))
    kept = sweep(changed)
    assert kept == Taken(points=4, replications=12, added=4, dropped=4)
    sweep(changed, out=tmp_path / "alone")
    rows = "SELECT * FROM rows ORDER BY point, replication, measure"
    assert table(tmp_path / "out", rows) == table(tmp_path / "alone", rows)


def test_a_new_axis_that_begins_at_the_base_keeps_all(sweep, write):
    sweep(write())
    added = PLAN.replace("cases:", "  citizens.retries: [3, 1]\ncases:")
    kept = sweep(write(added))
    assert (kept.points, kept.replications, kept.added, kept.dropped) == (8, 24, 8, 0)


def test_points_with_the_same_scenario_are_run_once(sweep, write, tmp_path):
    sweep(write("base: base.yaml\ncases: {today: {}, again: {}}\nreplications: 2\n"))
    assert len(stored(tmp_path / "out")["finished"]) == 2
    rows = table(tmp_path / "out", "SELECT point, count(DISTINCT replication) FROM rows GROUP BY 1")
    assert rows == [(0, 2), (1, 2)]


def test_another_seed_is_refused(sweep, write):
    sweep(write())
    with pytest.raises(FolderError, match="holds a sweep with seed 3, and 4 is asked for"):
        sweep(write(), seed=4)


def test_another_plan_is_refused(sweep, write, tmp_path):
    sweep(write())
    before = stored(tmp_path / "out")
    other = PLAN.replace("demand.growth: [1.0, 1.2]", "demand.growth: [2.0]")
    with pytest.raises(FolderError, match="holds a sweep of other scenarios, none of"):
        sweep(write(other))
    assert stored(tmp_path / "out") == before


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("PRAGMA user_version = 0", r"another version \(format 0, this is "),
        (
            "UPDATE study SET definition = json_set(definition, '$.program', '0.0.1')",
            r"holds a sweep of another version \(0\.0\.1, this is ",
        ),
    ],
    ids=["format", "version"],
)
def test_a_store_of_another_version_is_refused(sweep, write, tmp_path, statement, message):
    sweep(write())
    with closing(sqlite3.connect(tmp_path / "out" / "results.sqlite")) as db, db:
        db.execute(statement)
    with pytest.raises(FolderError, match=message):
        sweep(write())


def test_a_second_sweep_at_once_is_refused_and_the_store_can_be_read(sweep, write, tmp_path):
    sweep(write())
    with resumed(tmp_path / "out"):
        with pytest.raises(FolderError, match="another call is writing"), resumed(tmp_path / "out"):
            pytest.fail("two at once")
        assert table(tmp_path / "out", "SELECT count(*) FROM points") == [(8,)]
    sweep(write())


def test_a_store_whose_pages_are_lost_is_said_to_be_damaged(write, sweep, tmp_path):
    sweep(write())
    file = tmp_path / "out" / "results.sqlite"
    content = file.read_bytes()
    file.write_bytes(content[:8192] + bytes(len(content) - 8192))
    with pytest.raises(FolderError, match=r"results\.sqlite is damaged"):
        sweep(write())


def test_a_file_that_is_no_store_is_left_alone(write, sweep, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "results.sqlite").write_text("my notes" * 100)
    with pytest.raises(FolderError, match=r"results\.sqlite is not of this program"):
        sweep(write())
    assert (tmp_path / "out" / "results.sqlite").read_text() == "my notes" * 100


PRECISE = PLAN.replace(
    "replications: 3", "precision: {measure: wait_mean, half_width: 4 min, at_most: 12}"
)


def test_each_point_is_run_until_it_is_precise(sweep, write, tmp_path):
    sweep(write(PRECISE), out=tmp_path / "undisturbed")
    counted = table(tmp_path / "undisturbed", "SELECT replications FROM scenarios")
    assert {n for (n,) in counted} > {12}, "some are precise before"
    assert min(n for (n,) in counted) >= 8
    with pytest.raises(KeyboardInterrupt):
        sweep(write(PRECISE), StopsAfter(10))
    sweep(write(PRECISE))
    assert stored(tmp_path / "out") == stored(tmp_path / "undisturbed")


def test_precision_makes_use_of_the_replications_there_are(sweep, write, tmp_path):
    sweep(write(PLAN.replace("replications: 3", "replications: 12")))
    sweep(write(PRECISE), StopsAfter(0))
    sweep(write(PRECISE), out=tmp_path / "alone")
    rows = "SELECT * FROM rows ORDER BY point, replication, measure"
    assert table(tmp_path / "out", rows) == table(tmp_path / "alone", rows)


def test_a_full_disk_is_told_and_nothing_stored_is_lost(sweep, write, tmp_path, undisturbed):
    plan, points = read_plan(write())
    with resumed(tmp_path / "out") as store:
        SweepQuestion(plan, points).taken_by(store, seed=3)
    small = Store.__init__
    pages = table(tmp_path / "undisturbed", "PRAGMA page_count")[0][0] // 2

    def opened(self, folder):
        small(self, folder)
        self.db.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "__init__", opened)
        with pytest.raises(FolderError, match="the disk is full"):
            sweep(write())
    assert 0 < len(stored(tmp_path / "out")["finished"]) < 24
    sweep(write())
    assert stored(tmp_path / "out") == undisturbed
