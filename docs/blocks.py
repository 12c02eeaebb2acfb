"""The pages of the docs, README among them, and the parts of them that scripts write and tests run.

A script puts what it made between two marks, in whichever pages have them. A block of code may
have a comment on the line before it, which says what is done with it: `outputs.py` tells which
there are.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]

_BLOCK = re.compile(
    r"(?:^<!-- (?P<note>[^\n]*) -->\n)?^```(?P<language>\w*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


class Block(NamedTuple):
    """A block of code of a page."""

    note: str
    """What the comment before it says; empty without one."""
    language: str
    text: str
    place: slice
    """Where the text stands in the page."""


def pages() -> list[Path]:
    """Return all pages, README first."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(page: str) -> Iterator[Block]:
    """Go over the blocks of code of a page, given as its text."""
    for match in _BLOCK.finditer(page):
        yield Block(
            match["note"] or "", match["language"], match["text"], slice(*match.span("text"))
        )


def with_part(mark: str, content: str) -> dict[Path, str]:
    """Return the pages that have a mark, with other content between its ends.

    Parameters
    ----------
    mark
        Its name: the ends are `<!-- mark -->` and `<!-- /mark -->`, on lines of their own.
    content
        New lines, in Markdown.

    Raises
    ------
    SystemExit
        If no page has such a mark.
    """
    ends = re.compile(rf"(<!-- {mark} -->\n).*?(<!-- /{mark} -->)", re.DOTALL)
    texts = {page: page.read_text(encoding="utf-8") for page in pages()}
    marked = {
        page: ends.sub(lambda match: f"{match[1]}\n{content}\n\n{match[2]}", text)
        for page, text in texts.items()
        if ends.search(text)
    }
    if not marked:
        raise SystemExit(f"no page has marks {mark!r}")
    return marked


def put(mark: str, content: str) -> None:
    """Write what stands between the ends of a mark, wherever they are."""
    for page, text in with_part(mark, content).items():
        page.write_text(text, encoding="utf-8")
