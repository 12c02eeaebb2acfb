"""Pictures that remember what they show, so that a test can tell when they are stale.

In: a picture, and what it shows: its texts, above all. Out: a PNG of 256 colours, with that in its
metadata. It is compared with what would be shown today by `tests/test_pictures.py`.
"""

import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"

LARGEST = 250_000
"""Most bytes of a picture."""

SHOWN = "Shown"
"""Name of the metadata."""


def keep(name: str, picture: bytes, shown: Mapping[str, Any]) -> None:
    """Write a picture into the folder of them.

    Parameters
    ----------
    name
        Of its file, without the ending.
    picture
        A PNG.
    shown
        What it shows, as data of JSON.

    Raises
    ------
    SystemExit
        If it is too large.
    """
    metadata, small = PngInfo(), BytesIO()
    metadata.add_text(SHOWN, json.dumps(shown), zip=True)
    colours = Image.open(BytesIO(picture)).convert("RGB").quantize(256, dither=Image.Dither.NONE)
    colours.save(small, "PNG", optimize=True, pnginfo=metadata)
    if len(small.getvalue()) > LARGEST:
        raise SystemExit(f"{name} is too large: {len(small.getvalue())} bytes")
    (IMAGES / f"{name}.png").write_bytes(small.getvalue())


def shown_by(name: str) -> Any:
    """Return what a picture shows."""
    with Image.open(IMAGES / f"{name}.png") as picture:
        return json.loads(picture.text[SHOWN])  # type: ignore[attr-defined]  # a PNG has it
