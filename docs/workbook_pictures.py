"""Take the pictures of a scenario as a workbook: procedures of the starter, in both languages.

Usage: python docs/workbook_pictures.py

LibreOffice opens what `onestop new --xlsx` writes, and draws the sheet. The pictures go to
docs/images, each with the texts of the sheet.
"""

import subprocess
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import load_workbook
from pictures import keep
from PIL import Image, ImageChops

from simulator.language import LANGUAGES, speaking
from simulator.reports.scenario_file import scenario_workbook
from simulator.scenario.starter import starter_tree

PROCEDURES = 4
"""Place of the sheet, from 0."""
SHOWN = 10
"""Columns that are drawn."""
MARGIN = 12
"""Pixels around the sheet."""


def sheet_of(language: str, file: Path) -> list[str]:
    """Write a workbook of that sheet alone, as the starter has it; return the texts of it."""
    with speaking(language):
        file.write_bytes(scenario_workbook(starter_tree(language)))
    workbook = load_workbook(file)
    for number, sheet in enumerate(workbook.worksheets):
        if number != PROCEDURES:
            workbook.remove(sheet)
    (sheet,) = workbook.worksheets
    sheet.delete_cols(SHOWN + 1, sheet.max_column)
    sheet.oddHeader.left.text = None
    sheet.print_options.gridLines = True
    workbook.save(file)
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def drawn(file: Path) -> bytes:
    """Return a picture of the only sheet of a workbook."""
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(file.parent)]
    subprocess.run([*command, str(file)], check=True, capture_output=True)  # noqa: S603  # our own
    pdf = file.with_suffix(".pdf")
    command = ["pdftoppm", "-r", "140", "-singlefile", "-png", str(pdf), str(file.with_suffix(""))]
    subprocess.run(command, check=True)  # noqa: S603  # likewise
    with Image.open(file.with_suffix(".png")) as whole:
        page = whole.crop(
            (0, 0, whole.width, whole.height * 9 // 10)
        )  # Without what is at its foot.
        paper = Image.new(page.mode, page.size, "white")
        left, top, right, bottom = ImageChops.difference(page, paper).getbbox()
        around = (left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN)
        content = BytesIO()
        page.crop(around).save(content, "PNG")
    return content.getvalue()


def main() -> None:
    """Take both pictures."""
    with TemporaryDirectory() as folder:
        for language in LANGUAGES:
            file = Path(folder) / f"{language}.xlsx"
            texts = sheet_of(language, file)
            keep(f"workbook-{language}", drawn(file), {"texts": texts})


if __name__ == "__main__":
    main()
