"""The form of a brief, its page and its file for Word."""

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from pypdf import PdfReader

from simulator.language import LANGUAGES, speaking
from simulator.reports.brief.comparison import comparison_brief
from simulator.reports.brief.fitting import SIZES, fitting
from simulator.reports.document import Section, Table
from simulator.reports.page import letter_html
from simulator.reports.word import word_bytes
from tests.reports.brief.longest import longest
from tests.studies.comparison.conftest import origin_of

A4 = (210, 297)
"""Millimetres."""

WRITER = Path(shutil.which("soffice") or "").resolve().with_name("libswlo.so")
"""What LibreOffice reads files for Word with, where Debian's package of it is installed."""


@pytest.fixture
def letter(both):
    return comparison_brief(both, origin_of(both))


def lines(letter):
    """What stands at the head and at the foot."""
    return [
        line.text
        for sides in (*letter.head, *letter.foot)
        for side in (sides.left, sides.right)
        for line in side
    ]


@pytest.mark.usefixtures("vietnamese")
def test_it_has_the_form_of_a_submission_with_blanks_for_what_no_result_knows(run_read):
    letter = run_read().letter
    head = lines(letter)
    assert letter.title == "TỜ TRÌNH"
    assert {"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"} <= {*head}
    assert any(line.startswith("Số: …") for line in head)
    assert "Nơi nhận:" in head
    assert letter.facts[1].startswith("Kính gửi: [")


def test_a_center_of_no_country_is_not_put_under_one(letter):
    assert "SOCIALIST REPUBLIC OF VIET NAM" not in lines(letter)


def test_the_same_results_give_the_same_files(letter, both):
    again = replace(letter, body=comparison_brief(both, origin_of(both)).body)
    assert letter_html(again) == letter_html(letter)
    assert word_bytes(again) == word_bytes(letter)


def test_letters_are_as_large_as_the_sheet_has_room_for():
    def of(signs):
        return fitting([Section("1. Situation.", ("x" * signs,))])

    sizes = [of(signs) for signs in (100, 3500, 4500, 5500, 20_000)]
    assert sizes == sorted(sizes, reverse=True)
    assert (sizes[0], sizes[-1]) == (SIZES[0], SIZES[-1])


def test_nothing_of_a_name_is_markup(result, district, both):
    for _name, letter in longest(result, district.resolved.data, both):
        assert "<script" not in letter_html(letter)
        assert "&lt;script&gt;" in letter_html(letter)


def test_the_file_for_word_says_what_the_page_says(letter):
    file = docx.Document(BytesIO(word_bytes(letter)))
    said = "\n".join(node.text for node in file.element.iter() if node.text)
    for section in letter.body:
        for block in section.blocks:
            if isinstance(block, str):
                assert block in said
    options = next(table for table in file.tables if len(table.columns) > 2)
    assert options.rows[1].cells[0].text == "A. as it is"
    assert file.core_properties.title == letter.facts[0]
    (picture,) = file.inline_shapes
    assert "Mean wait of each option" in picture._inline.docPr.get("descr")


def test_the_file_for_word_is_on_a4_in_the_language_and_the_size_of_the_page(letter):
    content = word_bytes(letter)
    file = docx.Document(BytesIO(content))
    paper = file.sections[0]
    assert (round(paper.page_width.mm), round(paper.page_height.mm)) == A4
    assert file.styles["Normal"].font.size.pt == letter.size
    styles = ZipFile(BytesIO(content)).read("word/styles.xml").decode()
    assert 'w:val="en-GB"' in styles


def test_signs_that_a_file_cannot_hold_are_left_out(letter):
    odd = replace(letter, facts=("On\x00 land\x07 and\ud800 houses", letter.facts[1]))
    file = docx.Document(BytesIO(word_bytes(odd)))
    assert file.core_properties.title == "On land and houses"


def test_a_word_of_any_length_leaves_room_for_those_of_other_columns(letter):
    names = ("Option", "Officers", "Mean wait", "beside A", "In time", "beside A")
    row = (80 * "x", "7", "5.9", "no difference can be seen (−16 to 49)", "100.0", "the same")
    section = replace(letter.body[2], blocks=(Table("", names, (row,)),))
    file = docx.Document(BytesIO(word_bytes(replace(letter, body=(section,)))))
    (options,) = (table for table in file.tables if len(table.columns) == len(names))
    assert min(column.width.mm for column in options.columns) > 13


@pytest.mark.full
@pytest.mark.skipif(not WRITER.is_file(), reason="LibreOffice Writer is not here")
def test_libreoffice_opens_it_and_prints_one_page(both, result, district, tmp_path):
    letters = {}
    for language in LANGUAGES:
        with speaking(language):
            made = [("usual", comparison_brief(both, origin_of(both)))]
            for name, letter in [*made, *longest(result, district.resolved.data, both)]:
                letters[f"{name}-{language}"] = letter
                (tmp_path / f"{name}-{language}.docx").write_bytes(word_bytes(letter))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path)]
    files = map(str, tmp_path.glob("*.docx"))
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=120)
    for name, letter in letters.items():
        pages = PdfReader(tmp_path / f"{name}.pdf").pages
        assert (name, len(pages)) == (name, 1)
        # What Vietnamese signs are drawn with, and so read as, is up to the fonts that there are.
        expected = letter.title if name.endswith("en") else "/TTr-"
        assert expected in pages[0].extract_text()
