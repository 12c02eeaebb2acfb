"""Write into the pages of the docs what the commands print that they show.

Usage: python docs/outputs.py [PAGE ...]

A page is played as its reader plays it: the commands of all its blocks, one after the other, in a
folder that holds `scenarios` and nothing else. What a comment on the line before a block says:

`output`, `output, exit code 2`
    It is what the commands of the block before print; this is written anew.
`file: NAME`
    It is the content of a file that the reader writes.
`edit: NAME`
    It is a line of a file, marked by `-`, and what the reader puts in its place, marked by `+`.
`not run: REASON`
    Its commands are not for this script, nor for a test.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from blocks import ROOT, Block, blocks, pages

WIDTH = 100
COMMANDS = ("sh", "powershell")
"""Languages of blocks of commands."""


class Printed(NamedTuple):
    """What came of a command."""

    code: int
    out: str
    err: str


Onestop = Callable[[Sequence[str]], Printed]
"""Runs the command line with some arguments, in the folder of the page."""


def play(page: str, folder: Path, onestop: Onestop) -> Iterator[tuple[Block, str]]:
    """Do what a page says; yield each block of output with what was printed.

    Raises
    ------
    SystemExit
        If a command leaves with another exit code than the page says, or a block of commands has
        one that is not ours.
    """
    printed = Printed(0, "", "")
    every = list(blocks(page))
    for block, after in pairwise((*every, Block("", "", "", slice(0)))):
        what, _colon, name = block.note.partition(": ")
        if what == "file":
            (folder / name).write_text(block.text, encoding="utf-8")
        elif what == "edit":
            _edit(folder / name, block.text)
        elif what.startswith("output"):
            yield block, printed.out or printed.err
        elif block.language in COMMANDS and what != "not run":
            for command in block.text.splitlines():
                printed = onestop(_arguments(command))
                if f"{printed.code}" != _code(after.note):
                    raise SystemExit(f"{command}\n{printed.out}{printed.err}")


def _code(note: str) -> str:
    return note.partition("exit code ")[2] or "0"


def _arguments(command: str) -> list[str]:
    """Split a command, whether its paths are as on Windows or not."""
    program, *arguments = shlex.split(command.replace("\\", "/"), comments=True)
    if program != "onestop":
        raise SystemExit(f"{command}: not a command of onestop")
    return arguments


def _edit(file: Path, change: str) -> None:
    """Replace lines of a file, as a change says that has them with `-` and `+` before them."""
    text = file.read_text(encoding="utf-8")
    before, after = ("".join(re.findall(rf"^\{sign}(.*\n)", change, re.MULTILINE)) for sign in "-+")
    if text.count(before) != 1:
        raise SystemExit(f"{file.name} does not have once\n{before}")
    file.write_text(text.replace(before, after), encoding="utf-8")


def written(page: Path) -> str:
    """Return the text of a page, with what its commands print."""
    text = page.read_text(encoding="utf-8")
    if not any(block.note.startswith("output") for block in blocks(text)):
        return text
    language = "vi" if page.parent.name == "vi" else "en"
    with TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "scenarios", Path(folder) / "scenarios")

        def onestop(arguments: Sequence[str]) -> Printed:
            done = subprocess.run(  # noqa: S603  # our own command
                [sys.executable, "-c", "from simulator.cli import main; main()", *arguments],
                cwd=folder,
                env=os.environ
                | {"COLUMNS": str(WIDTH), "NO_COLOR": "1", "LC_ALL": language}
                | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
                capture_output=True,
                check=False,
                encoding="utf-8",
            )
            return Printed(done.returncode, done.stdout, done.stderr)

        outputs = list(play(text, Path(folder), onestop))
    for block, printed in reversed(outputs):
        lines = (f"{line.rstrip()}\n" for line in printed.strip("\n").splitlines())
        text = text[: block.place.start] + "".join(lines) + text[block.place.stop :]
    return text


if __name__ == "__main__":
    for page in [Path(name).resolve() for name in sys.argv[1:]] or pages():
        page.write_text(written(page), encoding="utf-8")
