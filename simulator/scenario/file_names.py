"""File names: as texts that every file and page can hold.

In: paths as the system has them. Out: texts. What is in the files is not known here.
"""

import os
from pathlib import Path


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
