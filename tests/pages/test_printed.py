"""A run's page on A4: on a dozen sides, none of them half empty, and what belongs together is."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import product
from pathlib import Path
from unicodedata import normalize

import numpy as np
import pytest
from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream, StreamObject

from simulator import cli
from tests.pages.looking import DESKTOP, PORTRAIT, opened

A4 = (210, 297)
"""Millimetres."""

MARGIN = 14
"""At the foot of a side, in millimetres."""

MOST_SIDES = 12
MOST_EMPTY = 0.5
"""Of a side, below what stands on it."""

SIDE = 1017
"""Height of what is printed on a side, in pixels of 1/96 inch."""

SHIPPED = [
    pytest.param(name, language, marks=[] if place == 0 else pytest.mark.full)
    for place, (name, language) in enumerate(
        product(("van-don-2021", "ward-2026", "special-zone-2026"), ("vi", "en"))
    )
]
"""Of which the first is run each time."""

AS_IT_IS = (1, 0, 0, 1, 0, 0)
"""The transformation that changes nothing."""

_HEIGHTS = """() => [...document.querySelectorAll(".answer > section, figure, .form")].map(
  each => [each.textContent.trim().slice(0, 50), each.getBoundingClientRect().height])"""


_PARAGRAPHS = """() => [...document.querySelectorAll("p")].filter(
  each => each.getBoundingClientRect().height).map(
  each => [...each.childNodes].map(part => part.textContent))"""
"""Each in its parts: what is typed stands in letters of its own."""


def printed(browser, file: Path) -> list[PageObject]:
    """The sides of a page."""
    with opened(browser, file, DESKTOP) as looked:
        return list(PdfReader(BytesIO(looked.page.pdf(prefer_css_page_size=True))).pages)


def empty(side: PageObject) -> float:
    """The share of a side that is empty below its last text."""
    foot = MARGIN / 25.4 * 72
    lowest = min(feet(side, matrix(AS_IT_IS)))
    return (lowest - foot) / (float(side.mediabox.height) - 2 * foot)


def feet(drawn: PageObject | StreamObject, at: np.ndarray) -> Iterator[float]:
    """How far above the lower edge each text stands, of a side and of the pictures on it."""
    before, of_text = [], at
    stream = drawn.get_contents() if isinstance(drawn, PageObject) else drawn
    for operands, operator in ContentStream(stream, None).operations:
        match operator:
            case b"q":
                before.append(at)
            case b"Q":
                at = before.pop()
            case b"cm":
                at = matrix(operands) @ at
            case b"Tm":
                of_text = matrix(operands)
            case b"Td":
                of_text = matrix((1, 0, 0, 1, *operands)) @ of_text
            case b"Tj" | b"TJ":
                yield float((of_text @ at)[2, 1])
            case b"Do":
                part = drawn["/Resources"]["/XObject"][operands[0]].get_object()
                if part["/Subtype"] == "/Form":
                    yield from feet(part, matrix(part.get("/Matrix", AS_IT_IS)) @ at)


def matrix(parts: Sequence[float]) -> np.ndarray:
    """What a PDF calls a transformation."""
    return np.column_stack([np.array(parts, float).reshape(3, 2), (0, 0, 1)])


def letters(text: str) -> str:
    """The letters of a text; a font may have one sign for several."""
    return "".join(normalize("NFKC", text).split())


@pytest.mark.parametrize(("name", "language"), SHIPPED)
def test_a_run_fills_a_dozen_sides_at_most_and_leaves_none_half_empty(
    browser, tmp_path, name, language
):
    of_run = ("-n", "2", "--seed", "2021", "--no-check", "--quiet", "--lang", language)
    with pytest.raises(SystemExit):
        cli.main(["run", f"scenarios/{name}.yaml", *of_run, "--out", str(tmp_path)])
    file = tmp_path / "report.html"
    sides = printed(browser, file)
    assert len(sides) <= MOST_SIDES
    assert [n for n, side in enumerate(sides[:-1], start=1) if empty(side) > MOST_EMPTY] == []
    with opened(browser, file, PORTRAIT, printed=True) as looked:
        heights, paragraphs = looked.page.evaluate(_HEIGHTS), looked.page.evaluate(_PARAGRAPHS)
    texts = [letters(side.extract_text()) for side in sides]
    parted = [
        parts
        for parts in paragraphs
        if not any(all(letters(part) in text for part in parts) for text in texts)
    ]
    assert parted == []
    assert len(sides[-1].extract_text().split("\n")) > 2  # more than how it was made
    assert [(card, height) for card, height in heights if height > SIDE] == []


def test_the_form_is_printed_upright_and_whole(browser, file_of, html):
    sides = printed(browser, file_of(html))
    assert {_millimetres(side.mediabox) for side in sides} == {A4}
    texts = [side.extract_text() for side in sides]
    (form,) = (text for text in texts if "TÌNH HÌNH, KẾT QUẢ" in text)
    assert "II.06a/VPCP/KSTT" in form
    assert "Tổng cộng" in form
    assert all(len(text.split()) > 5 for text in texts)


def test_what_is_folded_up_is_not_printed_but_what_was_opened_is(browser, file_of, html):
    with opened(browser, file_of(html), PORTRAIT, printed=True) as looked:
        folded = looked.page.locator("details").first
        assert not folded.is_visible()
        folded.evaluate("each => { each.open = true }")
        assert folded.is_visible()


def _millimetres(box):
    return tuple(round(float(length) / 72 * 25.4) for length in (box.width, box.height))
