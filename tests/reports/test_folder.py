import pytest

from simulator.reports.folder import FORM, RESULT_FILES, SUMMARY, FolderError, ResultFolder


def fill(path, names=(FORM, SUMMARY), *, text="new", replace=False):
    with ResultFolder(path, replace=replace) as folder:
        for name in names:
            folder.staged(name).write_text(text)
        return folder.commit()


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
