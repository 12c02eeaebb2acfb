"""Tables as spreadsheets of any country write them: read rightly, or refused with the line."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.scenario import tables
from simulator.scenario.tables import TableColumn, read_column


@pytest.fixture
def column(tmp_path):
    """Reads the column `phut` of a table with this content."""

    def read(content: str | bytes) -> TableColumn:
        path = tmp_path / "times.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_column(path, "phut")

    return read


def numbers(column: TableColumn) -> list[float]:
    return column.values(float)


@pytest.mark.parametrize(
    ("content", "values", "conventions"),
    [
        ("phut\n3\n12\n", [3, 12], ""),
        ("phut,q\n3.5,a\n12,b\n", [3.5, 12], ""),
        # One column of a comma locale: the comma looks like a separator.
        ("phut\n3,5\n12\n7,25\n20\n0,9\n", [3.5, 12, 7.25, 20, 0.9], "decimal comma"),
        ("phut\r\n0,5\r\n0,75\r\n0,9\r\n", [0.5, 0.75, 0.9], "decimal comma"),
        ('phut,q\n"3,5",a\n12,b\n', [3.5, 12], "decimal comma"),
        ("q;phut\na;3,5\nb;12\n", [3.5, 12], "decimal comma, separator ;"),
        ("q;phut\na;3.5\nb;12\n", [3.5, 12], "separator ;"),
        ("sep=;\nq;phut\na;3,5\n", [3.5], "decimal comma, separator ;"),
        ('"sep=;"\r\nphut\r\n3,5\r\n', [3.5], "decimal comma, separator ;"),
        ("q\tphut\na\t3,5\n", [3.5], "decimal comma, separator tab"),
        # A heading may hold the sign that parts nothing.
        ("q, tên;phut\na;3,5\nb;12\n", [3.5, 12], "decimal comma, separator ;"),
        ("phut\n1.234\n0.5\n", [1.234, 0.5], ""),
        ("phut\n1,234\n12,5\n", [1.234, 12.5], "decimal comma"),
        ("\n\nphut\n3\n\n4\n\n", [3, 4], "1 blank line passed over"),
        ("phut;q\n3;a\n;\n;\n4;b\n;\n", [3, 4], "separator ;, 2 blank lines passed over"),
        ("\N{BOM}phut\n3\n", [3], ""),
        (" phut , q\n 3 , a\n", [3], ""),
        ('phut,note\n3,"two\nlines"\n4,"a ""quote"""\n', [3, 4], ""),
        ("phut,\n3,\n4,\n", [3, 4], ""),
        ("phut\r3\r4\r", [3, 4], ""),
    ],
)
def test_a_table_is_read_as_it_was_meant_and_says_how(column, content, values, conventions):
    read = column(content)
    assert numbers(read) == values
    assert str(read.conventions) == conventions


def test_what_excel_calls_unicode_text_is_read(column):
    read = column("q\tphut\nđất\t3,5\n".encode("utf-16"))
    assert numbers(read) == [3.5]
    assert str(read.conventions) == "decimal comma, separator tab, UTF-16"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "phut,q\n3,a\n3,5,a\n",
            "times.csv:3: this row has not as many cells as there are headings: 3, not 2: a cell",
        ),
        (
            "phut,q\n3\n",
            "times.csv:2: this row has not as many cells as there are headings: 1, not 2",
        ),
        (
            "phut\n3\t5\n",
            "times.csv:2: this row has not as many cells as there are headings: 2, not 1",
        ),
        (
            "phut;q\n3;a\n4,b\n",
            "times.csv:3: this row has not as many cells as there are headings: 1, not 2",
        ),
        ("phut,q,phut\n3,a,4\n", "times.csv:1: the heading 'phut' is given twice"),
        ("phut\n3,5\n12\n4.5\n", "times.csv:4: 4.5: has a decimal point, but line 2 has a decimal"),
        ("phut\n4.5\n3,5\n", "times.csv:3: 3,5: has a decimal comma, but line 2 has a decimal poi"),
        ("phut\n5\n1.234\n", "times.csv:3: 1.234: can be read in two ways: write 1234 (no"),
        ("phut\n1,234\n", "or 1.2340 (a fraction)"),
        ("phut\n3,5\n1.234\n", "times.csv:3: 1.234: can be read in two ways"),
        ("phut;q\n1.234,5;a\n", "times.csv:2: 1.234,5: write it without separators between"),
        ("phut;q\n1.234.567;a\n", "times.csv:2: 1.234.567: write it without separators between"),
        ('phut,q\n3,a\n4,"b\n5,c\n', "times.csv:3: a quote that begins here is not closed"),
        ('phut,q\n3,"a"b\n5,c\n', "times.csv:2: a quote that begins here is not closed"),
        ("phut,q\n3,a\n,b\n", "times.csv:3: an empty cell: write a time, or delete the row"),
        ("a;b,phut\n1;2,3\n", "times.csv:1: the headings can be parted in more ways than one"),
        ("take\n3\n", "has no column 'phut': its headings are 'take'"),
        ("phút\n3\n", "has no column 'phut' (did you mean 'phút'?)"),
        ("phut\n", "has no rows under its headings"),
        ("sep=\x1f\nphut\n3\n", "has no column 'phut': its headings are 'sep='"),
        ("", "has no column 'phut'"),
        ("phut\n\n3\n\0\n", "times.csv:4: a character of no text stands here"),
        ("phut\n3\n".encode("utf-16-le"), "times.csv:1: a character of no text stands here"),
        ("phut\n3\nphút\n".encode("cp1258"), "times.csv:3: is not a text file in UTF-8: save it"),
        (b"PK\x03\x04", "is a workbook, not a table of text"),
        ("phut\n" + "a" * 200_000 + "\n", "times.csv:2: "),
    ],
)
def test_what_is_not_sure_is_refused_with_its_line(column, content, message):
    with pytest.raises(ValueError, match=r"times\.csv") as refused:
        numbers(column(content))
    assert message in str(refused.value)
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 500


@pytest.mark.parametrize("cell", ["١٢", "1_0", "12abc", "--3", "\x1b[31m"])
def test_a_cell_that_is_no_number_is_named_with_its_line(column, cell):
    def plain(text: str) -> float:
        raise ValueError(f"is no number ({len(text)})")

    with pytest.raises(ValueError, match=r"times\.csv:2: .+: is no number") as refused:
        column(f"phut\n{cell}\n").values(plain)
    assert str(refused.value).isprintable()


def test_headings_are_compared_in_one_form_of_their_letters(tmp_path):
    decomposed = "phu\N{COMBINING ACUTE ACCENT}t"
    (tmp_path / "times.csv").write_text(f"{decomposed}\n3\n", encoding="utf-8")
    assert numbers(read_column(tmp_path / "times.csv", "phút")) == [3]
    (tmp_path / "times.csv").write_text("phút\n3\n", encoding="utf-8")
    assert numbers(read_column(tmp_path / "times.csv", decomposed)) == [3]


def test_a_table_beyond_what_is_read_is_refused_at_once(column, monkeypatch):
    monkeypatch.setattr(tables, "MOST_LINES", 3)
    assert len(numbers(column("phut\n3\n4\n"))) == 2
    with pytest.raises(ValueError, match="has 4 lines: at most 3 are read"):
        column("phut\n3\n4\n5\n")
    monkeypatch.setattr(tables, "LARGEST_TABLE", 10)
    with pytest.raises(ValueError, match="cannot be read: it is larger than"):
        column("phut\n3\n4\n5\n")


def test_a_cell_is_taken_apart_once_however_often_it_stands_there(column):
    cells: list[str] = []

    def counted(cell: str) -> float:
        cells.append(cell)
        return float(cell)

    assert column("phut\n" + "3,5\n12\n" * 50).values(counted) == [3.5, 12] * 50
    assert cells == ["3.5", "12"]


def test_the_file_is_named_as_it_was_given(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"gone\.csv cannot be read: No such file"):
        read_column(tmp_path / "gone.csv", "phut")


def refusal_of(column: Callable[[str], TableColumn], text: str) -> str:
    """Return why a table is refused; an empty text for one that is read."""
    try:
        numbers(column(text))
    except ValueError as error:
        return str(error)
    return ""


SIGNS = [*"\n\r;,\t\"' .:019eE+-_%|=\0", "\N{BOM}", "\u00a0", "\u2028", "١", "\x1b", "sep=;\n"]


def test_mutants_of_a_table_are_read_or_refused_in_a_line(column):
    draw = random.Random(3)  # noqa: S311  # of mutants, not of secrets
    for _mutant in range(1_000):
        text = draw.choice(["phut\n3,5\n12\n", "phut;q\n3,5;1\n", 'phut,q\n"3,5",a\n4,"b,""c"""\n'])
        for _change in range(draw.randint(1, 5)):
            place = draw.randrange(len(text) + 1)
            text = text[:place] + draw.choice(SIGNS) + text[place + draw.randrange(2) :]
        message = refusal_of(column, text)
        assert message.isprintable(), text
        assert len(message) < 500, text
