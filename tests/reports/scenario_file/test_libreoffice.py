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

KITCHEN_SINK = Path(__file__).parents[2] / "scenario/kitchen_sink.yaml"

pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not here"),
]


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """A workbook as LibreOffice saves it, and what it was written from."""
    folder = tmp_path_factory.mktemp("office")
    resolved = read_resolved(KITCHEN_SINK).seen_from(folder / "saved")
    with speaking("vi"):
        (folder / "center.xlsx").write_bytes(scenario_workbook(resolved.tree))
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    command += ["--convert-to", "xlsx", "--outdir", str(folder / "saved")]
    subprocess.run([*command, str(folder / "center.xlsx")], check=True, timeout=120)
    return folder / "saved/center.xlsx", resolved


def test_what_libreoffice_saves_is_the_same_scenario(saved):
    file, resolved = saved
    assert validated(read_resolved(file)).hash == validated(resolved).hash


def test_libreoffice_keeps_lists_formats_and_the_sheet_that_explains(saved):
    workbook = load_workbook(saved[0])
    procedures = workbook.worksheets[4]
    lists = [rule for rule in procedures.data_validations.dataValidation if rule.type == "list"]
    assert len(lists) > 5
    shares = [cell for row in procedures.iter_rows() for cell in row if "%" in cell.number_format]
    assert shares
    assert len(list(workbook.worksheets[0].iter_rows())) > 100
