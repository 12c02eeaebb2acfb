"""What a sweep is read by: tables, exports, and the cheapest point that reaches the targets."""

import json
from concurrent.futures import ThreadPoolExecutor
from sqlite3 import ProgrammingError

import numpy as np
import pandas as pd
import pytest

from simulator import load_scenario, run
from simulator.reports.sweep.exporting import KINDS, export
from simulator.studies.sweep import FolderError, open_sweep, read_plan
from tests.studies.sweep.conftest import SEED

PLACE = ["point", "case", "staff.clerks.officers", "demand.growth", "cost"]


def test_a_point_has_what_its_scenario_comes_to(results, write, tmp_path):
    point = results.points[7]
    assert point.settings == {
        "staff.clerks.officers": 2,
        "demand.growth": 1.2,
        "staff.clerks.speed": 1.1,
    }
    scenario = load_scenario(tmp_path / "base.yaml", overrides=point.settings)
    alone = list(run(scenario, replications=3, seed=SEED))
    for measure in results.measures:
        series = results.series(point, measure)
        assert series.replications.tolist() == [0, 1, 2]
        np.testing.assert_array_equal(series.values, [one.measures[measure] for one in alone])
    assert results.estimate(point, "wait_mean").n == 3


def test_the_scenario_of_a_point_is_stored_and_runs_again(results, write, tmp_path):
    plan, points = read_plan(write())
    path = tmp_path / "again.yaml"
    path.write_text(results.scenario_text(results.points[5]), encoding="utf-8")
    again = load_scenario(path)
    assert again == plan.scenario(points[5].point)
    assert again.hash == points[5].hash


def test_any_thread_may_let_go_of_a_sweep_that_another_has_opened(results):
    opened = open_sweep(results.folder)
    with ThreadPoolExecutor(1) as other:
        other.submit(opened.close).result()
    with pytest.raises(ProgrammingError, match="closed"):
        opened.frame(["wait_mean"])


def test_a_frame_has_a_row_for_each_point_replication_and_measure(results):
    frame = results.frame(["wait_mean", "on_time_rate"])
    assert list(frame) == [*PLACE, "replication", "measure", "unit", "value", "count"]
    assert len(frame) == 8 * 3 * 2
    waits = frame[frame["measure"] == "wait_mean"]
    means = waits.groupby("point")["value"].mean()
    estimates = results.estimates(["wait_mean"])
    assert list(estimates) == [*PLACE, "measure", "unit", "mean", "low", "high", "n"]
    np.testing.assert_allclose(estimates["mean"], means)
    assert set(estimates["unit"]) == {"min"}
    assert (waits.groupby("staff.clerks.officers")["value"].mean().diff().dropna() < 0).all()


def test_exports_hold_all_rows_with_their_types(results, monkeypatch):
    monkeypatch.setattr("simulator.reports.sweep.exporting.BATCH", 500)
    frame = results.frame()
    read = {"parquet": pd.read_parquet, "csv": pd.read_csv}
    for kind in KINDS:
        path = export(results, kind)
        assert path.name == f"results.{kind}"
        pd.testing.assert_frame_equal(read[kind](path), frame, check_dtype=False)
    types = pd.read_parquet(results.folder / "results.parquet").dtypes
    assert (types["staff.clerks.officers"], types["demand.growth"]) == ("int64", "float64")


def test_an_unknown_measure_gets_a_near_match(results):
    with pytest.raises(KeyError, match="did you mean 'wait_mean'"):
        results.series(results.points[0], "wait_meen")


def test_a_folder_without_a_sweep_is_refused(tmp_path):
    with pytest.raises(FolderError, match=r"results\.sqlite is missing"):
        open_sweep(tmp_path)
    (tmp_path / "results.sqlite").write_text("notes" * 500)
    with pytest.raises(FolderError, match="is not of this program"):
        open_sweep(tmp_path)


def test_the_command_runs_exports_and_goes_on(onestop, write, tmp_path):
    out = tmp_path / "out"
    arguments = ("sweep", write(), "--out", out, "--seed", SEED, "--workers", 2)
    code, text, err = onestop(*arguments, "--export", "csv", "--export", "parquet")
    assert code == 0
    assert text.startswith("8 design points, 24 replications in all, seed 3\nTargets met by ")
    assert "24 of 24 replications" in err
    files = ["results.sqlite", "sweep.xlsx", "sweep.html", "results.csv", "results.parquet"]
    assert f"Saved in {out}: {', '.join(files)}" in err
    assert sorted(file.name for file in out.iterdir()) == sorted(files)
    with open_sweep(out) as results:
        (session,) = results.sessions
    assert session["check"]["identical"]
    assert f"--out {out}" in session["command"]

    code, text, err = onestop(*arguments, "--json")
    assert code == 0
    assert err == (
        f"Kept from before: 24 replications of 8 design points\n"
        f"Saved in {out}: results.sqlite, sweep.xlsx, sweep.html\n"
        "Checked against the SimPy model: 215 operations identical.\n"
    )
    data = json.loads(text)
    assert (data["points"], data["replications"]) == (8, 24)
    assert data["provenance"]["seed"] == SEED


def test_workers_here_are_not_those_of_a_cluster(onestop, write, tmp_path):
    code, out, err = onestop(
        "sweep", write(), "--out", tmp_path / "out", "--workers", 2, "--cluster", "tcp://x:1"
    )
    assert (code, out) == (2, "")
    assert err == "--workers is of this machine: leave it out with --cluster\n"


def test_the_unit_of_the_cost_is_in_the_language_that_is_spoken(sweep, write, tmp_path, vietnamese):
    plan = write()
    base = tmp_path / "base.yaml"
    unit = "currency: {vi: triệu đồng, en: million VND}"
    base.write_text(base.read_text("utf-8").replace("currency: million VND", unit), "utf-8")
    sweep(plan)
    with open_sweep(tmp_path / "out") as results:
        assert results.currency == "triệu đồng"
