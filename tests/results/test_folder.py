import sys
from pathlib import Path

import pytest

from simulator.results.folder import (
    EVENTS,
    FORM,
    PAGE,
    RESULT_FILES,
    SUMMARY,
    FolderError,
    ResultFolder,
    locked,
    replace_files,
)


def fill(path, names=(FORM, SUMMARY), *, text="new", replace=False):
    with ResultFolder(path, replace=replace) as folder:
        return folder.commit({name: text.encode() for name in names})


def contents(path):
    return {entry.name: entry.read_text() for entry in path.iterdir()}


def test_results_appear_together_in_a_folder_that_is_made(tmp_path):
    assert fill(tmp_path / "a" / "b") == [FORM, SUMMARY]
    assert contents(tmp_path / "a" / "b") == {FORM: "new", SUMMARY: "new"}


def test_nothing_appears_before_all_is_there(tmp_path):
    with ResultFolder(tmp_path, replace=False) as folder:
        folder.staged(SUMMARY).write_text("half")
        assert not (tmp_path / SUMMARY).exists()


def test_what_is_not_committed_leaves_no_trace(tmp_path):
    with ResultFolder(tmp_path / "a" / "b", replace=False) as folder:
        folder.staged(SUMMARY).write_text("half")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_there_stays(tmp_path):
    with ResultFolder(tmp_path, replace=False):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", RESULT_FILES)
def test_results_are_not_replaced_unasked(tmp_path, name):
    (tmp_path / name).write_text("old")
    with pytest.raises(FolderError, match=r"already holds results .*--force"):
        ResultFolder(tmp_path, replace=False)
    assert contents(tmp_path) == {name: "old"}


def test_replacing_leaves_nothing_of_the_earlier_result_and_all_else(tmp_path):
    for name in (*RESULT_FILES, "notes.txt"):
        (tmp_path / name).write_text("old")
    fill(tmp_path, replace=True)
    assert contents(tmp_path) == {FORM: "new", SUMMARY: "new", "notes.txt": "old"}


@pytest.mark.parametrize("replace", [False, True])
def test_a_folder_in_the_place_of_a_result_is_refused_before_anything_is_run(tmp_path, replace):
    (tmp_path / "report.html").mkdir()
    with pytest.raises(FolderError, match=r"report\.html is a folder, where a file of the result"):
        ResultFolder(tmp_path, replace=replace)
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


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
            ResultFolder(path, replace=False)
    assert contents(tmp_path) == {"file": "x"}


def test_what_is_staged_as_it_comes_appears_with_the_rest(tmp_path):
    with ResultFolder(tmp_path, replace=False) as folder:
        folder.staged(EVENTS).write_text("long")
        assert folder.commit({SUMMARY: b"new"}) == [EVENTS, SUMMARY]
    assert contents(tmp_path) == {EVENTS: "long", SUMMARY: "new"}


def test_a_disk_that_is_full_is_an_error_of_the_folder(tmp_path, monkeypatch):
    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    message = f"{tmp_path} cannot be written to: No space left on device"
    with ResultFolder(tmp_path, replace=False) as folder:
        with pytest.raises(FolderError) as committing:
            folder.commit({SUMMARY: b"new"})
        with pytest.raises(FolderError) as recording, folder.writing():
            fail()
    with pytest.raises(FolderError) as replacing:
        replace_files(tmp_path, {PAGE: b"new"})
    assert [str(told.value) for told in (committing, recording, replacing)] == [message] * 3
    assert list(tmp_path.iterdir()) == []


# One run at a time


@pytest.mark.parametrize("replace", [False, True])
def test_a_second_run_is_refused_until_the_first_has_left(tmp_path, replace):
    path = tmp_path / "out"
    with ResultFolder(path, replace=replace) as first:
        with pytest.raises(FolderError, match=f"^another run is writing to {path}$"):
            ResultFolder(path, replace=replace)
        first.commit({SUMMARY: b"first"})  # What the refused one does not take away.
        with pytest.raises(FolderError, match="another run"), locked(path):
            pytest.fail("two at once")
    assert fill(path, replace=True) == [FORM, SUMMARY]


def test_a_folder_that_is_refused_is_not_kept_from_others(tmp_path):
    fill(tmp_path)
    with pytest.raises(FolderError, match="already holds results"):
        ResultFolder(tmp_path, replace=False)
    fill(tmp_path, replace=True)


def open_files():
    return len(list(Path("/dev/fd").iterdir()))


def test_where_locks_are_unknown_it_goes_without(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "fcntl", None)
    with locked(tmp_path), locked(tmp_path):
        fill(tmp_path)
    monkeypatch.undo()

    def fail(*_):
        raise OSError(9, "Bad file descriptor")

    monkeypatch.setattr("fcntl.flock", fail)
    before = open_files()
    fill(tmp_path, replace=True)
    assert open_files() == before
