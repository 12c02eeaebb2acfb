"""Only regular files are opened: what only looks like a file keeps nobody waiting."""

import os
import socket
from pathlib import Path

import pytest

from simulator.scenario import ScenarioError, load_scenario
from simulator.scenario.files import file_content, regular_file

PIPE = "it is a pipe, not a file: save what comes out of it first"


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "pipe.yaml"
    os.mkfifo(path)
    return path


def why_not(path: Path) -> str:
    with pytest.raises(OSError, match=r".") as caught:
        regular_file(path)
    return str(caught.value.strerror)


def test_a_file_is_read_as_a_whole_up_to_a_size(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc")
    assert file_content(path, 3) == b"abc"
    with pytest.raises(OSError, match="it is larger than 2e-06 MB"):
        file_content(path, 2)


def test_what_is_no_regular_file_is_not_opened(
    tmp_path: Path, pipe: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # The name of a socket has room for a hundred letters.
    link = tmp_path / "link.yaml"
    link.symlink_to(pipe)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
    assert why_not(pipe) == why_not(link) == PIPE
    assert why_not(tmp_path) == "it is a folder, not a file"
    assert why_not(tmp_path / "socket") == "it is a socket, not a file"
    assert why_not(Path("/dev/zero")) == "it is a device, not a file"
    for name in ("missing", "a\0b", "\ud800"):
        with pytest.raises(FileNotFoundError):
            regular_file(tmp_path / name)


def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(
    tmp_path: Path, pipe: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: 1")
    status = file.stat()
    monkeypatch.setattr(Path, "stat", lambda _path: status)  # as it was before
    assert why_not(pipe) == PIPE


def test_what_the_system_makes_up_while_it_is_read_is_empty() -> None:
    with regular_file(Path("/proc/self/status")) as file:
        assert file.read() == b""


def test_a_pipe_is_refused_as_a_scenario_and_as_one_that_is_extended(
    tmp_path: Path, pipe: Path
) -> None:
    extending = tmp_path / "center.yaml"
    extending.write_text("extends: pipe.yaml\n")
    for path, place in ((pipe, f"{pipe}"), (extending, f"{extending}:1: extends: pipe.yaml")):
        with pytest.raises(ScenarioError) as caught:
            load_scenario(path)
        assert str(caught.value) == f"{place}: cannot be read: {PIPE}"
