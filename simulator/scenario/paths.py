"""Sets single values of a scenario by their paths, such as ``staff.land-counter.officers``.

In comes a tree of nodes, a path and a value; out comes the tree with that value, or an error where
the path matches nothing. A path may add a key that a thing lacks, but no new thing by a typing
error. Whether a thing can have a key is the schema's to know, and not known here.
"""

from dataclasses import dataclass, replace

from simulator.language import _
from simulator.scenario.merging import COLLECTIONS, MERGED, matches, merge
from simulator.scenario.names import composed
from simulator.scenario.near_matches import near_match
from simulator.scenario.nodes import Node, NoValue
from simulator.scenario.number_text import plain_number
from simulator.scenario.problems import KeyPath, Problem, ScenarioError
from simulator.scenario.vocabulary import ALL, STEPS

_SECTIONS = frozenset(str(pattern[0]) for pattern in MERGED if len(pattern) == 1)
"""Mappings at the top of a scenario, which may be absent."""


def set_path(tree: Node, path: str, value: Node) -> Node:
    """Return `tree` with `value` at a dotted path, merged there as a file would be.

    Behind ``all``, the value is set wherever the rest of the path matches. A key that a thing may
    have and does not have yet is added; a new named thing only as a mapping, and a new step never
    behind ``all``. ``~`` removes a key.

    Raises
    ------
    ScenarioError
        If the path matches nothing.
    """
    return _Setting(value).below(tree, (), tuple(composed(path).split(".")))


@dataclass(frozen=True, slots=True)
class _Setting:
    """A value on its way down a path, and whether an `all` was passed."""

    value: Node
    is_behind_all: bool = False

    def below(self, node: Node, done: KeyPath, keys: tuple[str, ...]) -> Node:
        """Return `node`, reached by `done`, with the value set at the `keys` that remain."""
        if done in (("sources",), ("observed",)):
            keys = (".".join(keys),)  # There, a key is itself a path, or the name of a measure.
        elif keys[0] == ALL:
            return replace(self, is_behind_all=True).everywhere(node, done, keys[1:])
        number = plain_number(keys[0]) if node.items else None
        key = number if isinstance(number, int) else keys[0]
        path, rest = (*done, key), keys[1:]
        child = node.child(key)
        if child is None and not self._may_add(node, path, is_last=not rest):
            known = {*node.entries, *(() if done else _SECTIONS)}
            raise self._mismatch(path, near_match(str(key), known))
        if rest:
            child = self.below(child or Node(self.value.place, {}), path, rest)
        elif child is None:
            child = self.value
        elif self.value.value is NoValue.REMOVE:
            return node.without(str(key), self.value.place)
        else:
            child = self._merged_over(child, path)
        return node.with_child(key, child)

    def everywhere(self, node: Node, done: KeyPath, keys: tuple[str, ...]) -> Node:
        """Return `node` with the value set below each key that the remaining `keys` match."""
        names = [*node.entries, *map(str, range(len(node.items)))]
        if done == ("queues",):  # Those of the steps exist without being written.
            names = list(dict.fromkeys((*STEPS, *names)))
        failure = self._mismatch((*done, ALL), "")
        is_set = False
        for name in names:
            if name == ALL:
                continue
            try:
                node = self.below(node, done, (name, *keys))
                is_set = True
            except ScenarioError as error:
                failure = error
        if not is_set:
            raise failure
        return node

    def _may_add(self, node: Node, path: KeyPath, *, is_last: bool) -> bool:
        """Whether the key at the end of `path`, which `node` lacks, may come into being."""
        if not node.is_mapping or self.value.value is NoValue.REMOVE:
            return False
        if matches(path[:-1], COLLECTIONS):
            return is_last and self.value.is_mapping and not self.is_behind_all
        if len(path) == 1:
            return is_last or path[0] in _SECTIONS
        return is_last or matches(path[:-1], MERGED)

    def _merged_over(self, child: Node, path: KeyPath) -> Node:
        problems: list[Problem] = []
        merged = merge(child, self.value, path, problems)
        if problems:
            raise ScenarioError(problems)
        return merged

    def _mismatch(self, path: KeyPath, hint: str) -> ScenarioError:
        message = _("matches nothing{hint}", hint=hint)
        return ScenarioError([Problem.at(self.value.place, path, message)])
