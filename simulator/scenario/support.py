"""What the scenario language has and the simulator does not do yet.

In comes the tree of a scenario; out comes a problem for every value that would do something, so
that no run leaves out what a planner wrote. A value that does nothing passes: the canonical form of
every scenario writes it. When a behaviour is built, its line here goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.problems import KeyPath, Problem
from simulator.scenario.reader import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from simulator.scenario.reader import Node

_MESSAGE = "is not supported yet"

_IDLE: Mapping[str, object] = {
    "citizens.call_out": "1 min",
    "citizens.leaves": "openly",
    "citizens.patience": "none",
    "citizens.priority.*": 0,
    "currency": None,
    "demand.enquiries": None,
    "demand.surges": (),
    "procedures.*.back_office": "center",
    "procedures.*.correction": 0,
    "procedures.*.supplement.chance": 0,
    "queues.*.closing": "serve-all",
    "queues.*.hurry": 0,
    "queues.*.target_wait": "15 min",
    "queues.*.tickets_per_day": "none",
    "scores": None,
    "staff.*.chooses": "first-come",
    "staff.*.cost": 0,
    "staff.*.helps": (),
    "staff.*.leave": "0 working days",
    "staff.*.sick": 0,
}
"""The value that does nothing, by the pattern of its path; None where every one does something."""


def unsupported(tree: Node) -> Iterator[Problem]:
    """Yield the values of a scenario that ask for something that is not built yet."""
    for pattern, idle in _IDLE.items():
        for path, node in tree.select(pattern):
            if not isinstance(node.value, Mark) and node.value != idle:
                yield _not_yet(path, node)
    yield from _on_the_spot_without_the_seal(tree)


def _on_the_spot_without_the_seal(tree: Node) -> Iterator[Problem]:
    """Yield the procedures that cannot be waited for, because the seal is at headquarters."""
    seal = tree.at(("seal", "at"))
    if seal is None or seal.value != "headquarters":
        return
    for path, procedure in tree.select("procedures.*"):
        node = procedure.child("on_the_spot")
        if node and node.value is True and procedure.at(("steps", "seal")):
            yield _not_yet((*path, "on_the_spot"), node)


def _not_yet(path: KeyPath, node: Node) -> Problem:
    return Problem.at(node.place, path, _MESSAGE, node.plain())
