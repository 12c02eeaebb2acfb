"""What docs/design.md tells a newcomer to do, done as it stands on a copy of the package."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs" / "design.md"

OPTIONS = ("-o", "NORMALIZE_WHITESPACE", "-o", "ELLIPSIS")
"""Of doctest."""

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def changed(text, change):
    """Change the text of a file by hunks of `diff`, found by their lines and not by numbers."""
    for hunk in re.split(r"^@@.*\n", change, flags=re.MULTILINE)[1:]:
        lines = [(line[:1] or " ", line[1:]) for line in hunk.splitlines()]
        before = "".join(f"{line}\n" for sign, line in lines if sign != "+")
        after = "".join(f"{line}\n" for sign, line in lines if sign != "-")
        assert text.count(before) == 1, f"not there, or not once:\n{before}"
        text = text.replace(before, after)
    return text


@pytest.fixture
def package(tmp_path):
    """A folder with a copy of the package in which all that the guide says has been changed."""
    shutil.copytree(
        ROOT / "simulator", tmp_path / "simulator", ignore=shutil.ignore_patterns("__pycache__")
    )
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for language, text in BLOCK.findall(GUIDE.read_text(encoding="utf-8")):
        if language == "diff":
            head, _, change = text.partition("\n")
            file = tmp_path / head.removeprefix("+++ ")
            file.write_text(changed(file.read_text(encoding="utf-8"), change), encoding="utf-8")
        elif language == "python":
            head, _, module = text.partition("\n")
            (tmp_path / head.removeprefix("# ")).write_text(module, encoding="utf-8")
    return tmp_path


def done(package, *command, **environment):
    """Run a module of Python in the folder of a package; it must end well."""
    ended = subprocess.run(
        [sys.executable, *command],
        cwd=package,
        env=os.environ | {"PYTHONPATH": str(package)} | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert not ended.returncode, ended.stdout + ended.stderr


def test_the_worked_examples_come_to_what_the_guide_says(package):
    """Kernels are interpreted: there are but weeks to serve, and to compile them takes longer."""
    guide = GUIDE.read_text(encoding="utf-8")
    examples = [text for language, text in BLOCK.findall(guide) if language == "pycon"]
    assert len(examples) >= 4
    (package / "examples.txt").write_text("\n".join(examples), encoding="utf-8")
    doctest = ("-m", "doctest", *OPTIONS, "examples.txt")
    done(package, *doctest, NUMBA_DISABLE_JIT="1", NO_COLOR="1")


LAYERS = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("-m", "ruff", "check", "simulator"), id="ruff-check"),
        pytest.param(("-m", "ruff", "format", "--check", "simulator"), id="ruff-format"),
        pytest.param(("-c", LAYERS), id="lint-imports"),
        pytest.param(("-m", "mypy"), id="mypy", marks=pytest.mark.full),
    ],
)
def test_the_worked_examples_pass_what_every_change_must_pass(package, command):
    done(package, *command)
