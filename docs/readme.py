"""What the scripts that write parts of README share: its marks.

In: the name of a mark and what goes between its two ends. Out: README.md, changed there only.
"""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"


def put(mark: str, content: str) -> None:
    """Replace what stands between the ends of a mark.

    Parameters
    ----------
    mark
        Its name: the ends are `<!-- mark -->` and `<!-- /mark -->`, on lines of their own.
    content
        New lines, in Markdown.

    Raises
    ------
    SystemExit
        If README has no such mark.
    """
    ends = re.compile(rf"(<!-- {mark} -->\n).*?(<!-- /{mark} -->)", re.DOTALL)
    text, found = ends.subn(
        lambda match: f"{match[1]}{content}\n{match[2]}", README.read_text(encoding="utf-8")
    )
    if not found:
        raise SystemExit(f"{README} has no marks {mark!r}")
    README.write_text(text, encoding="utf-8")


def block(text: str, language: str = "text") -> str:
    """Return text as a block of code, without blanks at the ends of lines."""
    lines = "\n".join(line.rstrip() for line in text.strip("\n").splitlines())
    return f"```{language}\n{lines}\n```"
