"""How long the page of a stored result takes: alone, and by the whole command.

The result is that of a center-year, 20 replications.
"""

import subprocess

import pytest

from simulator.reports.page import page_html
from simulator.reports.run.document import run_document
from simulator.results.files import PAGE
from simulator.results.run import read_run
from tests.benchmarks.one_run import CENTER_YEAR
from tests.benchmarks.test_commands import ONESTOP, ROOT


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder of a result."""
    folder = tmp_path_factory.mktemp("result")
    command = (*ONESTOP, "run", str(CENTER_YEAR), "-n", "20", "--seed", "1", "--quiet")
    told = (*command, "--no-check", "--force", "--out", str(folder))
    subprocess.run(told, cwd=ROOT, check=True, capture_output=True)
    return folder


def test_page_of_a_stored_result(benchmark, folder):
    def page():
        return page_html(run_document(read_run(folder)))

    benchmark.extra_info["must"] = "3 s"
    made = benchmark.pedantic(page, warmup_rounds=1, rounds=3)
    benchmark.extra_info["size"] = f"{len(made.encode()) / 1e6:.2f} MB, must be at most 2 MB"
    assert len(made.encode()) <= 2_000_000


def test_command_that_makes_pages_again(benchmark, folder):
    command = (*ONESTOP, "report", str(folder), "--quiet")
    benchmark.extra_info["must"] = "3 s"
    benchmark.pedantic(
        subprocess.run,
        args=(command,),
        kwargs={"cwd": ROOT, "check": True, "capture_output": True},
        rounds=3,
    )
    assert (folder / PAGE).stat().st_size
