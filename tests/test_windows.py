"""Nothing in the package needs what Windows lacks."""

import ast
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.cli.working import command_text
from simulator.signs import as_typed
from simulator.studies.compiling import compile_engine
from simulator.studies.pools.processes import MOST_ON_WINDOWS, Processes

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "simulator"

AT_ITS_BEGINNING = "from tests.as_windows import show_windows\nshow_windows()\n"
"""What each process does that finds it in a `sitecustomize.py`, the workers too."""

REFUSED = re.compile(r'[<>:"|?*]|[ .]$')
"""What no name of a file has on Windows."""

SCENARIO = """\
name: Một cửa
period: {from: 2021-03-01, to: 2021-03-05}
calendar: {country: none, hours: {mon-fri: [07:30-11:30, 13:30-17:00]}}
fields: {any: Any}
procedures:
  paper:
    {field: any, volume: 5000 per year, limit: 2 working days, steps: {receive: {constant: 9 min}}}
staff:
  clerks: {officers: 2, serves: [receive/all]}
"""

PLAN = "base: kịch bản.yaml\nvary: {staff.clerks.officers: [2, 3]}\nreplications: 2\n"

EVERY_MODULE = """
import pkgutil, simulator
from importlib import import_module
names = [each.name for each in pkgutil.walk_packages(simulator.__path__, "simulator.")]
for name in names:
    import_module(name)
print(len(names))
"""

COMMANDS = """
import sys
from simulator.cli import main
for command in {commands!r}:
    try:
        main(command)
    except SystemExit as left:
        if left.code:
            sys.exit(f"{{command}}: {{left.code}}")
"""


def opens_text(call):
    """Whether a call opens, reads or writes a file as text."""
    match call.func:
        case ast.Attribute(value=ast.Name(id="os"), attr="open"):
            return False
        case ast.Name(id="open") | ast.Attribute(attr="open" | "read_text" | "write_text"):
            modes = [mode.value for mode in call.args if isinstance(mode, ast.Constant)]
            return not any("b" in str(mode) for mode in modes)
        case _:
            return False


def test_texts_are_in_an_encoding_of_our_choice():
    """That of Windows differs from place to place, and has no Vietnamese in most."""
    unsaid = [
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for file in PACKAGE.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and opens_text(call)
        if "encoding" not in [each.arg for each in call.keywords]
    ]
    assert not unsaid


@pytest.fixture
def on_windows(tmp_path, tmp_path_factory):
    """Runs a program in Python where the package sees Windows; returns what it has printed."""
    compile_engine()
    beginning = tmp_path_factory.mktemp("beginning")
    (beginning / "sitecustomize.py").write_text(AT_ITS_BEGINNING, encoding="utf-8")

    def run(program):
        paths = os.pathsep.join([str(beginning), str(ROOT)])
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=tmp_path,
            check=False,
            env=os.environ | {"PYTHONPATH": paths},
            capture_output=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_every_module_can_be_imported(on_windows):
    assert int(on_windows(EVERY_MODULE)) > 200


def test_results_are_made_and_made_again(on_windows, tmp_path):
    """In two processes, into folders, over earlier results, and read again."""
    (tmp_path / "kịch bản.yaml").write_text(SCENARIO, encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    run = ["run", "kịch bản.yaml", "-n", "2", "--seed", "1", "-q", "--out", "run"]
    compare = ["compare", "kịch bản.yaml", "--with", "staff.clerks.officers=3", "-n", "2"]
    commands = [
        [*run, "--events"],
        [*run, "--force"],
        ["report", "run", "-q"],
        ["rerun", "run"],
        [*compare, "-q", "--out", "compared"],
        ["rerun", "compared"],
        ["sweep", "plan.yaml", "--out", "plan", "-q", "--workers", "2"],
        ["rerun", "plan"],
    ]
    said = on_windows(COMMANDS.format(commands=commands))
    assert said.count("identical: ") == 3
    made = [file.name for file in tmp_path.rglob("*") if file.is_file()]
    assert {"report.html", "report.xlsx", "compare.html", "sweep.html"} <= set(made)
    assert not [name for name in made if REFUSED.search(name)]


def test_there_are_no_more_workers_than_python_can_wait_for(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    with Processes(100) as pool:
        assert pool.workers == MOST_ON_WINDOWS


def test_a_command_is_recorded_alike_everywhere_and_shown_as_its_shell_takes_it(monkeypatch):
    words = ["run", r"C:\Nguyễn Văn An\kịch bản.yaml"]
    recorded = command_text(words, [("--out", r"D:\kết-quả"), ("--force", True)])
    assert shlex.split(recorded) == ["onestop", *words, "--out", r"D:\kết-quả", "--force"]
    assert as_typed(recorded) == recorded
    monkeypatch.setattr(os, "name", "nt")
    shown = r'onestop run "C:\Nguyễn Văn An\kịch bản.yaml" --out D:\kết-quả --force'
    assert as_typed(recorded) == shown
