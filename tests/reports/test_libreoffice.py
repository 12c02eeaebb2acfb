"""The workbooks of answers in a spreadsheet program: LibreOffice shows what was written."""

import shutil
import subprocess

import pytest
from openpyxl import load_workbook

from tests.studies.comparison.conftest import BUSY, CENTER

pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not here"),
]

COMMANDS = {
    "report.xlsx": ("run", CENTER, "-n", 3),
    "compare.xlsx": ("compare", CENTER, "--with", BUSY, "-n", 3),
    "sweep.xlsx": ("sweep", "plan.yaml"),
}
PLAN = f"""
base: {CENTER}
replications: 3
vary: {{staff.busy.officers: [1, 2]}}
"""


def cells_of(file):
    """What stands in each cell that has something, by sheet and place."""
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in load_workbook(file).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_libreoffice_shows_what_was_written(onestop, tmp_path, monkeypatch, name, language):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    command = (*COMMANDS[name], "--seed", 7, "--quiet", "--lang", language, "--out", tmp_path)
    assert onestop(*command)[0] == 0
    office = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    office += ["--convert-to", "xlsx", "--outdir", str(tmp_path / "saved"), str(tmp_path / name)]
    subprocess.run(office, check=True, timeout=120)
    written, shown = cells_of(tmp_path / name), cells_of(tmp_path / "saved" / name)
    assert len(written) > 50
    assert shown.keys() == written.keys()
    for place, value in written.items():
        expected = pytest.approx(value) if isinstance(value, float) else value
        assert shown[place] == expected, place
