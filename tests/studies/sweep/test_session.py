"""A sweep in one call, and the replications that are asked for in place of those of the plan."""

import re
import signal
from dataclasses import replace

import pytest

from simulator.demand.size import OF_A_PROCESS
from simulator.scenario import ScenarioError
from simulator.studies.pools.choosing import workers_that_fit
from simulator.studies.pools.this_process import ThisProcess
from simulator.studies.sweep import FolderError, open_sweep, read_plan, run_plan
from simulator.studies.sweep.targets import Target
from tests.studies.sweep.conftest import PLAN, SEED, stored

MODULE = "simulator.studies.sweep.session"


@pytest.fixture
def here(monkeypatch):
    """All work is done in this process."""
    monkeypatch.setattr(f"{MODULE}.Processes", lambda _workers: ThisProcess())


def test_it_does_what_the_command_does(sweep, write, tmp_path, capsys):
    sweep(write(), out=tmp_path / "parts")
    with run_plan(write(), tmp_path / "whole", seed=SEED, workers=2) as found:
        assert found.replications(found.points[7]) == 3
        (session,) = found.sessions
    assert session["check"]["identical"]
    assert stored(tmp_path / "whole") == stored(tmp_path / "parts")
    assert capsys.readouterr() == ("", "")


@pytest.mark.usefixtures("here")
def test_a_plan_that_has_been_read_can_be_changed(write, tmp_path):
    plan, _points = read_plan(write())
    plan = replace(plan, targets=(Target.parse("wait_p90", "<= 5 min"),))
    with run_plan(plan, tmp_path / "out", seed=SEED, check=False) as found:
        assert [target.measure for target in found.targets] == ["wait_p90"]
        assert found.sessions[0]["check"] is None
    wrong = replace(plan, targets=(Target.parse("wait_p90.clerk", "<= 5 min"),))
    with pytest.raises(ScenarioError, match="there is no measure"):
        run_plan(wrong, tmp_path / "other", check=False)
    assert not (tmp_path / "other").exists()


@pytest.mark.usefixtures("here")
def test_more_replications_are_added_and_fewer_leave_the_rest(write, tmp_path):
    out, kept = tmp_path / "out", []
    for replications in (2, 4, 3, None):
        with run_plan(write(), out, seed=SEED, check=False, replications=replications) as found:
            point = found.points[0]
            kept.append(found.series(point, "wait_mean").values.tolist())
            assert found.replications(point) == (replications or 3)
    assert kept[1][:2] == kept[0]
    assert kept[1][:3] == kept[2] == kept[3]
    with pytest.raises(ValueError, match="at least one replication is due"):
        run_plan(write(), out, replications=0)


@pytest.mark.usefixtures("here")
def test_a_number_of_replications_replaces_a_precision(write, tmp_path):
    precise = "precision: {measure: wait_mean, half_width: 1 s, at_most: 90}"
    plan = write(PLAN.replace("replications: 3", precise))
    with run_plan(plan, tmp_path / "out", replications=2, check=False) as found:
        assert {found.replications(point) for point in found.points} == {2}


@pytest.mark.usefixtures("here")
def test_another_seed_is_refused(write, tmp_path):
    run_plan(write(), tmp_path / "out", seed=SEED, check=False).close()
    with pytest.raises(FolderError, match="holds a sweep with seed 3"):
        run_plan(write(), tmp_path / "out", seed=SEED + 1, check=False)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("seed", [-1, 2**32])
def test_a_seed_that_is_out_of_range_is_refused_before_anything_is_made(write, tmp_path, seed):
    with pytest.raises(ValueError, match="seed must be a whole number from 0"):
        run_plan(write(), tmp_path / "out", seed=seed, check=False)
    assert not (tmp_path / "out").exists()


def test_the_answer_is_told_where_the_page_cannot_be_written(onestop, write, tmp_path):
    (tmp_path / "out" / "sweep.html").mkdir(parents=True)
    code, text, err = onestop("sweep", write(), "--out", tmp_path / "out", "--seed", SEED, "-q")
    assert code == 2
    assert "Targets met by" in text
    assert "is a folder, where a file of the result is to be" in err
    assert not (tmp_path / "out" / ".sweep.html").exists()


def test_an_interrupt_is_passed_on_and_the_store_stays(write, tmp_path, monkeypatch):
    def interrupted(*_arguments, **_options):
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("simulator.studies.session.run", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run_plan(write(), tmp_path / "out", seed=SEED, check=False)
    with open_sweep(tmp_path / "out") as found:
        assert found.seed == SEED


def test_the_command_takes_another_number_of_replications(onestop, write, tmp_path):
    out = tmp_path / "out"
    arguments = ("sweep", write(), "--out", out, "--seed", SEED, "--workers", 1, "--no-check", "-q")
    code, text, _err = onestop(*arguments, "--replications", 2)
    assert code == 0
    assert text.startswith("8 design points, 16 replications in all, seed 3\n")
    code, text, _err = onestop(*arguments)
    assert text.startswith("8 design points, 24 replications in all, seed 3\n")
    page = (out / "sweep.html").read_text(encoding="utf-8")
    assert "3 replications of each" in page
    with open_sweep(out) as found:
        assert "--replications 2 --seed 3" in found.sessions[0]["command"]
        assert "--replications" not in found.sessions[1]["command"]


def test_the_page_is_made_even_where_nothing_is_left_to_run(onestop, sweep, write, tmp_path):
    sweep(write())
    out = tmp_path / "out"
    code, _text, err = onestop("sweep", write(), "--out", out, "--seed", SEED, "--lang", "vi")
    assert code == 0
    assert "sweep.html" in err
    assert '<html lang="vi">' in (out / "sweep.html").read_text(encoding="utf-8")
    code, _text, err = onestop("sweep", write(), "--out", out, "--replications", "0")
    assert code == 2
    assert "0" in err


@pytest.mark.parametrize(("replications_free", "workers"), [(1.5, 1), (2.5, 2), (50, 3)])
def test_as_many_workers_work_as_there_is_memory_for(
    write, monkeypatch, replications_free, workers
):
    memory = read_plan(write())[1][0].source.size.memory
    each = OF_A_PROCESS + memory
    free = int(replications_free * each)
    monkeypatch.setattr("simulator.studies.pools.choosing.available_memory", lambda: free)
    assert workers_that_fit(memory, 3) == workers


def test_as_many_as_asked_work_where_the_memory_is_not_known(monkeypatch):
    monkeypatch.setattr("simulator.studies.pools.choosing.available_memory", lambda: None)
    assert workers_that_fit(1e9, 7) == 7


def test_a_sweep_that_fits_into_no_memory_is_refused_before_anything_is_made(
    write, onestop, monkeypatch, tmp_path
):
    monkeypatch.setattr("simulator.studies.pools.choosing.available_memory", lambda: 10_000_000)
    code, out, err = onestop("sweep", write(), "--out", tmp_path / "out")
    assert (code, out) == (2, "")
    assert err.startswith("one replication takes about ")
    assert not (tmp_path / "out").exists()


def test_a_point_with_a_day_too_large_to_be_drawn_is_told_with_its_name(write):
    plan = write(PLAN.replace("demand.growth: [1.0, 1.2]", "demand.growth: [1.0, 5]"))
    base = plan.with_name("base.yaml")
    text = base.read_text().replace("5 per hour", "100000 per hour")
    base.write_text(re.sub("period: .*", "period: {from: 2021-01-04, to: 2021-01-04}", text))
    with pytest.raises(ScenarioError, match=r"more than can be drawn .* \(at "):
        read_plan(plan)
