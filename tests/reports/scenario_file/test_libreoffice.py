"""A planner opens the workbook in a spreadsheet program and saves it there: nothing is lost."""

import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from simulator.language import speaking
from simulator.measures.loading import validated
from simulator.reports.scenario_file import scenario_workbook
from simulator.scenario import read_resolved
from simulator.scenario.reader import read_file
from tests.shipped import PLANS

KITCHEN_SINK = Path(__file__).parents[2] / "scenario/kitchen_sink.yaml"

pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not here"),
]


@pytest.fixture(scope="module", params=["xlsx", "ods"])
def saved(request, tmp_path_factory):
    """A workbook and a plan as LibreOffice saves them, by way of its own format too."""
    folder = tmp_path_factory.mktemp("office")
    resolved = read_resolved(KITCHEN_SINK).seen_from(folder / "saved")
    with speaking("vi"):
        (folder / "center.xlsx").write_bytes(scenario_workbook(resolved.tree))
        (folder / "plan.xlsx").write_bytes(scenario_workbook(read_file(PLANS[0])[0]))
    files = [folder / "center.xlsx", folder / "plan.xlsx"]
    for kind in dict.fromkeys((request.param, "xlsx")):
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        command += ["--convert-to", kind, "--outdir", str(folder / "saved"), *map(str, files)]
        subprocess.run(command, check=True, timeout=120)
        files = [folder / "saved" / f"{file.stem}.{kind}" for file in files]
    return folder / "saved/center.xlsx", resolved


def test_what_libreoffice_saves_is_the_same_scenario(saved):
    file, resolved = saved
    assert validated(read_resolved(file)).hash == validated(resolved).hash


def test_so_is_a_plan(saved):
    tree, problems = read_file(saved[0].with_name("plan.xlsx"))
    assert problems == []
    assert tree.plain() == read_file(PLANS[0])[0].plain()


def test_libreoffice_keeps_lists_formats_and_the_sheet_that_explains(saved):
    workbook = load_workbook(saved[0])
    procedures = workbook.worksheets[4]
    lists = [rule for rule in procedures.data_validations.dataValidation if rule.type == "list"]
    assert len(lists) > 5
    shares = [cell for row in procedures.iter_rows() for cell in row if "%" in cell.number_format]
    assert shares
    assert len(list(workbook.worksheets[0].iter_rows())) > 100
