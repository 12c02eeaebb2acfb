"""SVG: what becomes of a drawing on a page that holds many.

In: a `Drawing`. Out: a `Chart`, whose SVG stands in HTML as it is: without prolog, style sheet and
fixed size, with ids that no other chart has, and with a text that stands for it. The same drawing
gives the same bytes. What can show no SVG draws it as PNG. It knows nothing of what is drawn.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from matplotlib.figure import Figure

from simulator.language import _
from simulator.reports.charts.drawing import FONT, Drawing, plain, saved

_SVG, _LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
_FONTS = f"{FONT}, Arial, sans-serif"
_FONT_OF_TEXT = re.compile(r"font: ([\d.]+)px '[^;]*")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_DECIMALS = re.compile(r"(\.\d\d)\d+")


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure of the page."""

    key: str
    """Its name: letters, digits and underscores."""
    title: str
    """What it shows, as a sentence."""
    svg: str
    """The figure, an `svg` element for HTML, as wide as what it stands in."""
    alt: str
    """What stands for it where it cannot be seen: title and numbers. The SVG carries it."""
    note: str
    """How to read it, and what it leaves out; may be empty."""
    draw: Callable[[], Figure] = field(compare=False)
    """Draws it again."""

    @property
    def png(self) -> bytes:
        """The same figure in dots."""
        return saved(self.draw, "png")


def chart(drawing: Drawing) -> Chart:
    """Turn a drawing into text."""
    alt = plain(_("{title}. {numbers}.").format(title=drawing.title, numbers=drawing.numbers))
    return Chart(
        key=drawing.key,
        title=plain(drawing.title),
        svg=_svg(drawing, alt),
        alt=alt,
        note=plain(drawing.note),
        draw=drawing.draw,
    )


def _svg(drawing: Drawing, alt: str) -> str:
    root = ET.fromstring(saved(drawing.draw, "svg"))  # noqa: S314  # matplotlib's own text
    for size in ("width", "height"):
        del root.attrib[size]
    # A style sheet would hold for the whole page.
    for definitions in root.findall(f"{_SVG}defs[{_SVG}style]"):
        root.remove(definitions)
    _name(root, drawing.key)
    root.attrib |= {
        "xmlns": _SVG.strip("{}"),
        "role": "img",
        "aria-label": alt,
        "width": "100%",
        "font-family": _FONTS,
        "stroke-linejoin": "round",
        "stroke-linecap": "butt",
    }
    return ET.tostring(root, encoding="unicode")


def _name(root: ET.Element, key: str) -> None:
    """Keep the ids that something refers to, and put the chart's name before them.

    Coordinates are cut to hundredths of a point: more makes half of the text. Looks become
    attributes: a page allows no styles but its own.
    """
    names: dict[str, str] = {}

    def named(name: str) -> str:
        return names.setdefault(name, f"{key}-{len(names)}")

    for element in root.iter():
        element.tag = element.tag.removeprefix(_SVG)
        if reference := element.attrib.pop(f"{_LINK}href", ""):
            element.set("href", f"#{named(reference.removeprefix('#'))}")
        for attribute, value in element.items():
            look = _FONT_OF_TEXT.sub(r"font-size: \1px", _DECIMALS.sub(r"\1", value))
            element.set(attribute, _REFERENCE.sub(lambda found: f"url(#{named(found[1])})", look))
    for element in root.iter():
        for look in filter(None, element.attrib.pop("style", "").split(";")):
            of, _colon, how = look.partition(":")
            element.set(of.strip(), how.strip())
        name = element.attrib.pop("id", "")
        if name in names:
            element.set("id", names[name])
