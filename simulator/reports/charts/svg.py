"""SVG: what becomes of a drawing on a page that holds many.

In: a `Drawing`. Out: a `Chart`, whose SVG stands in HTML as it is: without prolog, style sheet and
fixed size, with ids that no other chart has, and with a text that stands for it. The same drawing
gives the same bytes. It knows nothing of what is drawn.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree as ET

from simulator.language import _
from simulator.reports.charts.drawing import FONT, Drawing, plain, style

_SVG, _LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
_FONTS = f"{FONT}, Arial, sans-serif"
_FONT_OF_TEXT = re.compile(r"font: ([\d.]+)px '[^;]*")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure of the page."""

    key: str
    """Its name: letters and underscores."""
    title: str
    """What it shows, as a sentence."""
    svg: str
    """The figure, an `svg` element for HTML, as wide as what it stands in."""
    alt: str
    """What stands for it where it cannot be seen: title and numbers. The SVG carries it."""
    note: str
    """How to read it, and what it leaves out; may be empty."""


def chart(drawing: Drawing) -> Chart:
    """Turn a drawing into text."""
    alt = plain(_("{title}. {numbers}.").format(title=drawing.title, numbers=drawing.numbers))
    return Chart(
        key=drawing.key,
        title=plain(drawing.title),
        svg=_svg(drawing, alt),
        alt=alt,
        note=plain(drawing.note),
    )


def _svg(drawing: Drawing, alt: str) -> str:
    written = BytesIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    with style():
        drawing.figure.savefig(written, format="svg", metadata=nothing)
    root = ET.fromstring(written.getvalue())  # noqa: S314  # matplotlib's own text
    for size in ("width", "height"):
        del root.attrib[size]
    for definitions in root.findall(f"{_SVG}defs"):
        # A style sheet would hold for the whole page.
        for sheet in definitions.findall(f"{_SVG}style"):
            definitions.remove(sheet)
    _name(root, drawing.key)
    for element in root.iter():
        element.tag = element.tag.removeprefix(_SVG)
    root.attrib |= {
        "xmlns": _SVG.strip("{}"),
        "role": "img",
        "aria-label": alt,
        "width": "100%",
        "font-family": _FONTS,
        "style": "stroke-linejoin: round; stroke-linecap: butt",
    }
    return ET.tostring(root, encoding="unicode")


def _name(root: ET.Element, key: str) -> None:
    """Keep the ids that something refers to, and put the chart's name before them."""
    names: dict[str, str] = {}

    def named(name: str) -> str:
        return names.setdefault(name, f"{key}-{len(names)}")

    for element, attribute, value in _attributes(root):
        if attribute == f"{_LINK}href":
            del element.attrib[attribute]
            element.set("href", f"#{named(value.removeprefix('#'))}")
        elif attribute in {"style", "clip-path"}:
            look = _FONT_OF_TEXT.sub(r"font-size: \1px", value)
            element.set(attribute, _REFERENCE.sub(lambda found: f"url(#{named(found[1])})", look))
    for element, attribute, value in _attributes(root):
        if attribute == "id":
            del element.attrib[attribute]
            if value in names:
                element.set("id", names[value])


def _attributes(root: ET.Element) -> Iterator[tuple[ET.Element, str, str]]:
    for element in root.iter():
        for attribute, value in list(element.attrib.items()):
            yield element, attribute, value
