"""Reading the markup of a page: its faults, its texts and its tables.

In: HTML. Out: a tree, faults as texts, the cells of tables. It knows nothing of what the page is
about.
"""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def tree(html: str) -> Element:
    """Parse HTML; an error where it is not valid."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(html)


def text(element: Element) -> str:
    """Return the text of an element, with single blanks."""
    return " ".join("".join(element.itertext()).split())


def table(page: Element, caption: str) -> list[list[str]]:
    """Return the texts of a table by its caption, row by row."""
    (found,) = (each for each in page.iter("table") if caption == each.findtext("caption"))
    return cells(found)


def cells(of: Element) -> list[list[str]]:
    """Return the texts of a table, row by row, as far as its rows are written."""
    return [[text(cell) for cell in row if cell.tag in {"th", "td"}] for row in of.iter("tr")]


def faults(page: Element) -> list[str]:
    """Return what is wrong though it is valid: ids, references, headings, tables, images."""
    return [
        *_ids(page),
        *_headings(page),
        *(
            f"a head without scope: {text(head)}"
            for head in page.iter("th")
            if not head.get("scope")
        ),
        *(f"an empty head: {head.attrib}" for head in page.iter("th") if not text(head)),
        *(
            f"no text stands for a figure: {svg.get('id')}"
            for svg in page.iter("{http://www.w3.org/2000/svg}svg")
            if svg.get("role") != "img" or not svg.get("aria-label")
        ),
    ]


def _ids(page: Element) -> Iterator[str]:
    ids = Counter(each.get("id") for each in page.iter() if each.get("id"))
    yield from (f"several have the id {name}" for name, count in ids.items() if count > 1)
    for each in page.iter():
        for attribute, value in each.attrib.items():
            if attribute.endswith("href"):
                yield from [f"{value} leads nowhere"] * (value.removeprefix("#") not in ids)
            if attribute in {"aria-labelledby", "aria-describedby"}:
                yield from (f"there is no {name}" for name in value.split() if name not in ids)


def _headings(page: Element) -> Iterator[str]:
    above = 0
    for each in page.iter():
        if each.tag in _HEADINGS:
            level = int(each.tag[1])
            if level > above + 1:
                yield f"h{level} after h{above}: {text(each)}"
            above = level
