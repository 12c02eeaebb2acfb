"""Names in one form of their letters, whichever keyboard, program or disk wrote them.

One system writes "ệ" as one character, another as a letter and two marks: to a reader they are the
same name, to a computer they are not. In comes a text, or the path of a file; out comes the text in
composed letters (Unicode's form NFC), in which all names are compared, or the path: in the letters
that it has on disk, or as a text that every file and page can hold. What is named is not known
here.
"""

import os
import unicodedata
from pathlib import Path

MOST_MARKS = 30
"""Marks on one letter; Vietnamese has two. To sort more takes the square of their number."""


def composed(text: str) -> str:
    """Return a text in composed letters, the one form in which names are compared.

    A text with more than `MOST_MARKS` marks on a letter, which no keyboard writes, stays as it is.

    Examples
    --------
    >>> composed("phu\N{COMBINING HORN}\N{COMBINING ACUTE ACCENT}t") == "phứt"
    True
    """
    if text.isascii():
        return text
    marks = 0
    for sign in text:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks > MOST_MARKS:
            return text
    return unicodedata.normalize("NFC", text)


def path_text(path: str | Path) -> str:
    r"""Return a path as a text; bytes of it that are no UTF-8 are written as escapes.

    Python holds such bytes as halves of characters, which no encoding takes.

    Examples
    --------
    >>> path_text(Path("kịch-bản.yaml"))
    'kịch-bản.yaml'
    >>> path_text(Path(os.fsdecode(b"k\xe9.yaml")))
    'k\\xe9.yaml'
    """
    return os.fsencode(path).decode(errors="backslashreplace")


def as_on_disk(path: Path) -> Path:
    """Return a path in the letters that it has on disk.

    A file or folder that is there by its exact name is that one. Otherwise it is looked for among
    the entries of its folder by its composed name. The path is returned as it is where nothing is
    found, so that opening it says what is missing.
    """
    place = Path(path.anchor)
    for part in path.parts[1:] if path.anchor else path.parts:
        exact = place / part
        entry = None if os.path.lexists(exact) else _entry(place, composed(part))
        place = place / entry if entry else exact
    return place


def _entry(folder: Path, name: str) -> str | None:
    """Return the entry of a folder that has a composed name; None where there is none."""
    try:
        entries = sorted(entry.name for entry in folder.iterdir())
    except (OSError, ValueError):  # No folder, not ours to read, or no name that one can have.
        return None
    return next((entry for entry in entries if composed(entry) == name), None)
