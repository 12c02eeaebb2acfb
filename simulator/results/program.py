"""Program: which state of the simulator makes numbers, and which made those of a result.

In: the code that is installed, or the provenance of a result. Out: a version with a digest of the
code that numbers come from, so that two states of one version are told apart; and in words how they
differ. What the numbers are is not known here.
"""

import platform
import re
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import requires, version
from pathlib import Path
from typing import Any

from simulator.language import _

DISTRIBUTION = "onestop-simulator"

MAKES_NUMBERS = ("scenario", "demand", "center", "measures")
"""Packages whose code decides what numbers come out."""

_DIGITS = 8


@cache
def build() -> str:
    """Return a digest of the code that makes numbers, the same on every machine."""
    package = Path(__file__).parents[1]
    digest = sha256()
    for name in MAKES_NUMBERS:
        for file in sorted(package.joinpath(name).rglob("*.py")):
            digest.update(file.relative_to(package).as_posix().encode())
            digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:_DIGITS]


def libraries() -> dict[str, str]:
    """Versions of the libraries that the distribution needs, extras left out."""
    needed = [text for text in requires(DISTRIBUTION) or () if "extra ==" not in text]
    names = sorted(re.split(r"[^\w.-]", text, maxsplit=1)[0] for text in needed)
    return {name: version(name) for name in names}


@cache
def identity() -> str:
    """Return what tells this program from all whose numbers could be others."""
    return f"{version(DISTRIBUTION)}+{build()}"


def identity_of(provenance: Mapping[str, Any]) -> str:
    """Return the identity of the program that made a result; older ones recorded the version only.

    Examples
    --------
    >>> identity_of({"version": "0.1.0", "build": "1a2b3c4d"}), identity_of({"version": "0.1.0"})
    ('0.1.0+1a2b3c4d', '0.1.0')
    """
    recorded = str(provenance.get("version", "?"))
    return f"{recorded}+{provenance['build']}" if "build" in provenance else recorded


def is_another(provenance: Mapping[str, Any]) -> bool:
    """Whether a result is known to be made by another state of the program."""
    return "version" in provenance and identity_of(provenance) != identity()


def other_program(provenance: Mapping[str, Any]) -> list[str]:
    """Say which state of the program made a result, where it was another one."""
    if not is_another(provenance):
        return []
    made = _("The result was made by onestop {made}; this is onestop {this}.")
    return [made.format(made=identity_of(provenance), this=identity())]


def other_libraries(provenance: Mapping[str, Any]) -> list[str]:
    """Say which libraries were of another version when a result was made."""
    others = "; ".join(_other_libraries(provenance))
    return [_("Other versions: {libraries}.").format(libraries=others)] if others else []


def _other_libraries(provenance: Mapping[str, Any]) -> Iterator[str]:
    recorded = provenance.get("libraries")
    then = {"python": provenance.get("python")}
    then |= recorded if isinstance(recorded, Mapping) else {}
    own = {"python": platform.python_version(), **libraries()}
    for name, now in own.items():
        if then.get(name) not in (None, now):
            yield _("{library} {then}, now {now}").format(library=name, then=then[name], now=now)
