"""A result appears as a whole, and over another one only where that is asked for."""

import os
import signal
import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest

from simulator.results import folder as folders
from simulator.results.files import (
    EVENTS,
    FORM,
    OLD_RUN,
    OLD_SWEEP,
    PAGE,
    RUN_FILES,
    STORE,
    SUMMARY,
)
from simulator.results.folder import JOURNAL, STAGING, FolderError, ResultFolder, locked, replacing


def opened(path, **options):
    return ResultFolder(path, files=RUN_FILES, **options)


def fill(path, names=(FORM, SUMMARY), *, text="new", replace=False):
    with opened(path, replace=replace) as folder:
        return folder.commit({name: text.encode() for name in names})


def contents(path):
    return {entry.name: entry.read_text() for entry in path.iterdir()}


def test_results_appear_together_in_a_folder_that_is_made(tmp_path):
    assert fill(tmp_path / "a" / "b") == [FORM, SUMMARY]
    assert contents(tmp_path / "a" / "b") == {FORM: "new", SUMMARY: "new"}


def test_nothing_appears_before_all_is_there(tmp_path):
    with opened(tmp_path) as folder:
        folder.staged(SUMMARY).write_text("half")
        assert not (tmp_path / SUMMARY).exists()


def test_what_is_not_committed_leaves_no_trace(tmp_path):
    with opened(tmp_path / "a" / "b") as folder:
        folder.staged(SUMMARY).write_text("half")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_there_stays(tmp_path):
    with opened(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", RUN_FILES)
def test_results_are_not_replaced_unasked(tmp_path, name):
    (tmp_path / name).write_text("old")
    with pytest.raises(FolderError, match=r"already holds results .*--force"):
        opened(tmp_path)
    assert contents(tmp_path) == {name: "old"}


def test_only_results_with_a_store_are_gone_on_with(tmp_path):
    (tmp_path / SUMMARY).write_text("old")
    with pytest.raises(FolderError, match="already holds results"):
        opened(tmp_path, resume=True)
    (tmp_path / STORE).write_text("kept")
    with opened(tmp_path, resume=True) as folder:
        folder.commit({FORM: b"new"})
    assert contents(tmp_path) == {STORE: "kept", FORM: "new"}


@pytest.mark.parametrize("name", [OLD_RUN, OLD_SWEEP])
@pytest.mark.parametrize("resume", [False, True])
def test_results_of_an_earlier_version_are_refused_with_what_to_do(tmp_path, name, resume):
    (tmp_path / name).write_text("old")
    with pytest.raises(FolderError, match=rf"earlier version \({name}\).*Choose another folder"):
        opened(tmp_path, resume=resume)
    assert contents(tmp_path) == {name: "old"}


def test_a_sweep_of_an_earlier_version_is_never_replaced(tmp_path):
    (tmp_path / OLD_SWEEP).write_text("old")
    with pytest.raises(FolderError, match=r"does not read\. Choose another folder\.$"):
        opened(tmp_path, replace=True)
    assert contents(tmp_path) == {OLD_SWEEP: "old"}


def test_replacing_leaves_nothing_of_the_earlier_result_and_all_else(tmp_path):
    others = ("notes.txt", "compare.csv")
    for name in (*RUN_FILES, f"{STORE}-journal", OLD_RUN, *others):
        (tmp_path / name).write_text("old")
    fill(tmp_path, replace=True)
    assert contents(tmp_path) == {FORM: "new", SUMMARY: "new"} | dict.fromkeys(others, "old")


def test_some_files_can_be_replaced_beside_the_others(tmp_path):
    fill(tmp_path, text="old")
    with opened(tmp_path, replace=True) as folder:
        assert folder.replace({FORM: b"new", PAGE: b"new"}) == [FORM, PAGE]
    assert contents(tmp_path) == {FORM: "new", PAGE: "new", SUMMARY: "old"}


@pytest.mark.parametrize("replace", [False, True])
def test_a_folder_in_the_place_of_a_result_is_refused_before_anything_is_run(tmp_path, replace):
    (tmp_path / EVENTS).mkdir()
    with pytest.raises(FolderError, match=r"events\.parquet is a folder, where a file of the res"):
        opened(tmp_path, replace=replace)
    assert [path.name for path in tmp_path.iterdir()] == [EVENTS]


@pytest.mark.parametrize("names", [(FORM, SUMMARY), (EVENTS, SUMMARY)], ids=["goes", "comes"])
def test_a_folder_that_comes_in_the_place_of_a_result_meanwhile_changes_nothing(tmp_path, names):
    fill(tmp_path, text="old")
    with opened(tmp_path, replace=True) as folder:
        (tmp_path / EVENTS).mkdir()
        with pytest.raises(FolderError, match="is a folder"):
            folder.commit(dict.fromkeys(names, b"new"))
    (tmp_path / EVENTS).rmdir()
    assert contents(tmp_path) == {FORM: "old", SUMMARY: "old"}


def test_results_go_beside_other_files(tmp_path):
    (tmp_path / "notes.txt").write_text("old")
    fill(tmp_path)
    assert set(contents(tmp_path)) == {FORM, SUMMARY, "notes.txt"}


def test_a_path_through_a_file_is_refused_and_leaves_nothing(tmp_path):
    (tmp_path / "file").write_text("x")
    for path, message in (
        (tmp_path / "file", "is a file, not a folder"),
        (tmp_path / "file" / "below", "cannot be written to"),
    ):
        with pytest.raises(FolderError, match=message):
            opened(path)
    assert contents(tmp_path) == {"file": "x"}


def test_what_is_staged_as_it_comes_appears_with_the_rest(tmp_path):
    with opened(tmp_path) as folder:
        folder.staged(EVENTS).write_text("long")
        assert folder.commit({SUMMARY: b"new"}) == [EVENTS, SUMMARY]
    assert contents(tmp_path) == {EVENTS: "long", SUMMARY: "new"}


def test_a_disk_that_is_full_is_an_error_of_the_folder(tmp_path, monkeypatch):
    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    why = "the disk is full. What was stored before is safe: make room, start again"
    message = f"{tmp_path} cannot be written to: {why}"
    with opened(tmp_path) as folder:
        for write in (folder.commit, folder.replace):
            with pytest.raises(FolderError) as told:
                write({SUMMARY: b"new"})
            assert str(told.value) == message
    with pytest.raises(FolderError) as told, replacing(tmp_path / PAGE) as staged:
        staged.write_bytes(b"new")
    assert str(told.value) == message
    assert list(tmp_path.iterdir()) == []


def test_an_error_of_what_is_done_meanwhile_is_none_of_the_folder(tmp_path):
    with pytest.raises(BrokenPipeError), locked(tmp_path):
        raise BrokenPipeError


# Whatever ends it: the old result or the new one, whole

OLD, NEW = {FORM: "old", SUMMARY: "old", EVENTS: "old"}, {FORM: "new", SUMMARY: "new", PAGE: "new"}


def steps_of(folder, monkeypatch, stop):
    """Calls `stop` before each change of the file system that is made in a folder."""
    for name in ("replace", "unlink", "write_bytes", "write_text", "mkdir"):
        monkeypatch.setattr(Path, name, stopping(getattr(Path, name), folder, stop))


def stopping(change, folder, stop):
    def step(path, *arguments, **options):
        if path.is_relative_to(folder):
            stop()
        return change(path, *arguments, **options)

    return step


def replaced(folder):
    with opened(folder, replace=True) as result:
        result.commit({name: text.encode() for name, text in NEW.items()})


def test_an_error_at_any_step_leaves_one_result_whole(tmp_path, monkeypatch):
    outcomes = []
    for step in range(100):
        out = tmp_path / str(step)
        out.mkdir()
        for name, text in OLD.items():
            (out / name).write_text(text)
        count = iter(range(1000))

        def stop(count=count, step=step):
            if next(count) == step:
                raise OSError(5, "Input/output error")

        with pytest.MonkeyPatch.context() as patch:
            steps_of(out, patch, stop)
            with suppress(FolderError):
                replaced(out)
        with locked(out):
            pass
        assert contents(out) in (OLD, NEW)
        outcomes.append(contents(out) == NEW)
        if next(count) <= step:  # It was over before.
            break
    assert outcomes == sorted(outcomes)
    assert outcomes.count(True) > 5
    assert outcomes.count(False) > 5


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills")
def test_a_kill_between_any_two_steps_leaves_one_result_whole_and_nothing_else(tmp_path):
    outcomes, codes = [], []
    while not codes or codes[-1]:
        out = tmp_path / str(len(codes))
        out.mkdir()
        for name, text in OLD.items():
            (out / name).write_text(text)
        codes.append(killed_before(len(codes), out))
        with locked(out):
            assert contents_but_ours(out) in (OLD, NEW)
        assert contents(out) in (OLD, NEW)
        outcomes.append(contents(out) == NEW)
    assert {*codes[:-1]} == {-signal.SIGKILL}
    assert outcomes == sorted(outcomes)
    assert outcomes.count(True) > 5
    assert outcomes.count(False) > 5


def killed_before(step, out):
    """Replace a result in a process that is killed before a step; return how it ended."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        count = iter(range(1000))
        stop = lambda: next(count) == step and os.kill(os.getpid(), signal.SIGKILL)  # noqa: E731
        steps_of(out, pytest.MonkeyPatch(), stop)
        replaced(out)
        os._exit(0)
    finally:
        os._exit(1)


def contents_but_ours(path):
    return {entry.name: entry.read_text() for entry in path.iterdir() if entry.name != STAGING}


@pytest.mark.parametrize("text", ["{", "5", '[["x"]]', '"' * 50_000, "[" * 9_000])
def test_a_journal_that_is_damaged_is_told(tmp_path, text):
    (tmp_path / STAGING).mkdir()
    (tmp_path / STAGING / JOURNAL).write_text(text)
    with pytest.raises(FolderError, match=r"is damaged: remove|is larger than"):
        opened(tmp_path)


def test_a_journal_removes_nothing_but_results(tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "own" / STAGING / folders.STAGED).mkdir(parents=True)
    (tmp_path / "own" / STAGING / JOURNAL).write_text('["../notes.txt", "summary.json"]')
    with locked(tmp_path / "own"):
        pass
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert list((tmp_path / "own").iterdir()) == []


def test_what_was_left_of_single_files_is_cleared(tmp_path):
    (tmp_path / f"{STAGING}-killed").mkdir()
    (tmp_path / f"{STAGING}-killed" / PAGE).write_text("half")
    with locked(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


# One at a time


@pytest.mark.parametrize("replace", [False, True])
def test_a_second_call_is_refused_until_the_first_has_left(tmp_path, replace):
    path = tmp_path / "out"
    refused = f"^another call is writing to {path}: wait for it, or choose another folder$"
    with opened(path, replace=replace) as first:
        with pytest.raises(FolderError, match=refused):
            opened(path, replace=replace)
        first.commit({SUMMARY: b"first"})  # What the refused one does not take away.
        with pytest.raises(FolderError, match=refused), locked(path):
            pytest.fail("two at once")
    assert fill(path, replace=True) == [FORM, SUMMARY]


def test_a_folder_that_is_refused_is_not_kept_from_others(tmp_path):
    fill(tmp_path)
    with pytest.raises(FolderError, match="already holds results"):
        opened(tmp_path)
    fill(tmp_path, replace=True)


def test_a_lock_that_was_removed_while_it_was_waited_for_is_none(tmp_path, monkeypatch):
    """Who held it removes it between that we open it and that we have it."""
    connect, times = sqlite3.connect, []

    def late(path, **options):
        lock = connect(path, **options)
        times.append(path)
        if len(times) == 1:
            lock.execute("SELECT 1 FROM sqlite_master")  # It is opened.
            Path(path).unlink()
        return lock

    monkeypatch.setattr(folders.sqlite3, "connect", late)
    with locked(tmp_path), pytest.raises(FolderError, match="another call"), locked(tmp_path):
        pytest.fail("two at once")
    assert len(times) == 3


def open_files():
    return len(list(Path("/dev/fd").iterdir()))


def test_nothing_is_left_open(tmp_path):
    before = open_files()
    fill(tmp_path)
    with pytest.raises(FolderError):
        opened(tmp_path)
    assert open_files() == before


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_folder_that_cannot_be_written_to_is_told(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(FolderError, match="cannot be written to"):
        opened(tmp_path)
