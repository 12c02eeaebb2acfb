"""Numbers: the values of a scenario that are numbers, down to those within a whole value.

In: the tree of a scenario, right or wrong elsewhere. Out: a `WrittenNumber` for each that could be
another one, by the keys of the language; of shares that sum to 1 one for all of them. Whether any
may be otherwise, and how far, is not known here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from simulator.scenario.amounts import Amount, amount
from simulator.scenario.nodes import Node
from simulator.scenario.problems import KeyPath
from simulator.scenario.schema import ANY, Key, keys, pattern_of
from simulator.scenario.vocabulary import NUMBER

SUMS = frozenset(
    {
        ("procedures", ANY, "channels"),
        ("procedures", ANY, "bundle"),
        ("citizens", "collects"),
        ("demand", "enquiries", "fields"),
    }
)
"""Shares that sum to 1, which move together: one by its odds, the others so that the sum stays."""


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A value of a scenario that is a number."""

    path: KeyPath
    key: Key
    """Of shares that sum to 1, the key of one of them."""
    written: object
    """As it was written; of shares that sum to 1 all of them."""
    share: str = ""
    """Of such shares the one that is spoken of; empty for the first that is more than 0."""

    def named_by(self, source: str) -> "WrittenNumber":
        """Return the number as an entry of `sources` speaks of it, which may name one share."""
        keys_of_source = source.split(".")
        is_within = self._is_sum and len(keys_of_source) > len(self.path)
        share = keys_of_source[-1] if is_within else ""
        is_one = isinstance(self.written, Mapping) and share in self.written
        return replace(self, share=share) if is_one else self

    @property
    def spoken_of(self) -> tuple[KeyPath, object]:
        """Its path and what is written there; of shares that sum to 1, those of one."""
        if not (self._is_sum and isinstance(self.written, Mapping)):
            return self.path, self.written
        share = self.share or first_share(self.written)
        return (*self.path, share), self.written.get(share)

    @property
    def amount(self) -> Amount | None:
        """How much it is; None where it is written in words, such as `none`."""
        return amount(self.spoken_of[1])

    @property
    def _is_sum(self) -> bool:
        return self.key.path[:-1] in SUMS


def first_share(shares: Mapping[str, object]) -> str:
    """Return the first of shares that is more than 0, in whatever order they are written."""
    found = {name: amount(share) for name, share in shares.items()}
    some = [name for name, size in found.items() if size and size.number]
    return min(some or found, key=_rank, default="")


def numbers(tree: Node) -> Iterator[WrittenNumber]:
    """Yield the numbers of a scenario; the weights of a profile are relative, and none."""
    sums = set()
    for key in keys():
        if not _is_number(key):
            continue
        path = key.path[:-1] if key.path[:-1] in SUMS else key.path
        if path in sums:
            continue
        if path in SUMS:
            sums.add(path)
        for found, node in tree.select(pattern_of(path)):
            yield WrittenNumber(found, key, node.plain())


def _is_number(key: Key) -> bool:
    is_profile = key.path[-1] == ANY and key.written == NUMBER
    return key.written is not None and key.written.can_vary and not is_profile


def _rank(name: str) -> tuple[int, str]:
    """Return by what shares are put in order, whatever order they are written in."""
    return (int(name), "") if name.isdecimal() else (0, name)
