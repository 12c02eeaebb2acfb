"""The page is valid HTML that refers only to itself."""

import pytest
from html5lib.html5parser import ParseError

from tests.pages.markup import faults, text, tree

SIZE = 2_000_000
"""Most bytes of a page."""


def test_the_page_is_valid_html(html):
    assert faults(tree(html)) == []


def test_the_page_needs_no_other_file(html):
    page = tree(html)
    addressed = [(each.tag, name) for each in page.iter() for name in each.attrib if name == "src"]
    assert addressed == []
    assert not {"link", "script", "iframe", "img", "object"} & {each.tag for each in page.iter()}
    assert "@import" not in html
    assert "url(http" not in html


def test_the_page_is_small(html):
    assert len(html.encode()) < SIZE


def test_what_is_not_valid_is_found():
    with pytest.raises(ParseError):
        tree("<!DOCTYPE html><title>x</title><p><b>x</p>")
    page = tree(
        '<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><h1 id="a">x</h1>'
        '<h3 id="a">y</h3><a href="#b">z</a><table><tr><th>h</th></tr></table></body></html>'
    )
    assert faults(page) == [
        "several have the id a",
        "#b leads nowhere",
        "h3 after h1: y",
        "a head without scope: h",
    ]
    assert text(page.find("body/h1")) == "x"
