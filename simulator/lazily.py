"""Lazily: names of a package that are loaded when they are used, so that all else is there at once.

In: a package, and the modules of it that have its names. Out: its `__getattr__`.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def lazily(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """Return what loads a name of a package.

    Parameters
    ----------
    package
        Its name.
    homes
        The module of each name, as it is called within the package.
    """

    def load(name: str) -> Any:  # as any module attribute
        if name in homes:
            return getattr(import_module(f".{homes[name]}", package), name)
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return load
