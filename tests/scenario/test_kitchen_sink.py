"""A Center with every key of the language: there is none that makes no difference."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from pydantic import BaseModel

from simulator.scenario import ScenarioError, load_scenario, read_resolved, validated
from simulator.scenario.families import Distribution
from simulator.scenario.problems import dotted

KITCHEN_SINK = Path(__file__).parent / "kitchen_sink.yaml"


def sections(value: object) -> Iterator[BaseModel]:
    """Yield every section of a scenario below a value."""
    if isinstance(value, BaseModel):
        yield value
        value = {name: getattr(value, name) for name in type(value).model_fields}
    for child in (
        value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
    ):
        yield from sections(child)


def test_the_kitchen_sink_has_every_key_of_the_language() -> None:
    written: dict[type[BaseModel], set[str]] = {}
    for section in sections(load_scenario(KITCHEN_SINK)):
        kind = Distribution if isinstance(section, Distribution) else type(section)
        written.setdefault(kind, set()).update(section.model_fields_set)
    missing = {
        f"{kind.__name__}.{name}"
        for kind, names in written.items()
        for name in kind.model_fields.keys() - names
    }
    assert missing == {"Scenario.scores"}  # It comes with the reports.


OTHER_WORD = {
    "VN": "none",
    "TH": "VN",
    "none": "15:00",  # of a cut-off
    "center": "headquarters",
    "headquarters": "center",
    "slip": "notice",
    "notice": "slip",
    "silently": "openly",
    "fifo": "due-date",
    "due-date": "fifo",
    "finish": "pause",
    "pause": "finish",
    "send-home": "serve-all",
    "target": "first-come",
    "same day": "none",
    "tax-office": "signing",
    "signing": "office",
    "abroad": "office",
    "minutes": "note",
}


def otherwise(value: object) -> str | float:
    """Return another value of the same kind that a planner might have written."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1 if isinstance(value, int) else round(value / 2, 3)
    text = str(value)
    if text in OTHER_WORD:
        return OTHER_WORD[text]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return str(date.fromisoformat(text) + timedelta(days=1))
    if number := re.match(r"\d+", text):
        return f"{int(number[0]) + 1}{text[number.end() :]}"
    return f"{text}!"


REFUSED = re.compile(
    r".*\.(channels|bundle|collects)\.\w+|demand\.enquiries\.fields\.\w+|.*\.mixture\.\d\.weight"
    r"|demand\.surges\.0\.fields\.0|procedures\.[\w-]+\.field|staff\..*\.(serves|helps)\.\d"
    r"|.*\.empirical\.(file|column)"
)
"""Values that cannot change alone: shares of a sum, and names of what there is."""


def test_every_value_of_the_kitchen_sink_counts() -> None:
    """Each changed alone, for another that is right, changes the scenario."""
    original = read_resolved(KITCHEN_SINK)
    hash_before = validated(original).hash
    refused, ignored = [], []
    for path, node in original.tree.walk():
        if node.is_mapping or node.items or isinstance(node.value, tuple):
            continue
        key = path[-1]
        parent = original.tree.at(path[:-1])
        assert parent is not None
        tree = parent.with_child(key, replace(node, value=otherwise(node.value)))
        for depth in range(len(path) - 2, -1, -1):
            above = original.tree.at(path[:depth])
            assert above is not None
            tree = above.with_child(path[depth], tree)
        try:
            hash_after = validated(replace(original, tree=tree)).hash
        except ScenarioError as error:
            refused.append(f"{dotted(path)}: {error}")
        else:
            ignored += [dotted(path)] if hash_after == hash_before else []
    assert ignored == []
    assert [told for told in refused if not REFUSED.fullmatch(told.partition(": ")[0])] == []
