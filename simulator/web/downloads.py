"""Downloads: what is made of a plan to be taken away.

In: today's scenario, a plan, and their replications. Out: the content of a file by its name: the
plan as a scenario that extends today's, as a workbook, and the reports of the comparison.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from shlex import quote

from simulator.language import mistake
from simulator.reports.comparison.report import ComparisonReport
from simulator.reports.page import page_html
from simulator.reports.report import BRIEFS
from simulator.reports.scenario_file import scenario_workbook
from simulator.reports.workbook import workbook_bytes
from simulator.results.files import BRIEF, BRIEF_IN_WORD
from simulator.results.provenance import provenance
from simulator.scenario.merging import MERGED, matches
from simulator.scenario.nodes import Node
from simulator.scenario.problems import KeyPath
from simulator.scenario.writer import yaml_text
from simulator.studies.comparison import Compared
from simulator.web.plans import DeskPlan

SCENARIO, WORKBOOK = "scenario.yaml", "scenario.xlsx"

_REPORTS: Mapping[str, Callable[[ComparisonReport], bytes]] = {
    "report.html": lambda report: page_html(report.document).encode(),
    "report.xlsx": lambda report: workbook_bytes(report.document),
    BRIEF: lambda report: BRIEFS[BRIEF](report.brief),
    BRIEF_IN_WORD: lambda report: BRIEFS[BRIEF_IN_WORD](report.brief),
}
"""What is told of a plan, each made alone."""


@dataclass(frozen=True, slots=True)
class Download:
    """What a download is made of."""

    today: DeskPlan
    plan: DeskPlan
    file: str
    """What today's scenario is called; empty where it is no file."""
    compared: Callable[[], Compared]
    """Compares the plan with today."""

    def made(self, name: str) -> bytes | None:
        """Return the content of a file; None where there is no such.

        Raises
        ------
        ValueError
            If a text is longer than a cell of a workbook can hold, or a package is missing.
        """
        if name == SCENARIO:
            return self._scenario().encode()
        if name == WORKBOOK:
            return scenario_workbook(self.plan.resolved.tree)
        if name == BRIEF_IN_WORD and find_spec("docx") is None:
            raise mistake("this file needs more: pip install 'onestop-simulator[office]'")
        made = _REPORTS.get(name)
        return made and made(self._report())

    def _scenario(self) -> str:
        """Write the plan as a file that extends today's, where that is one."""
        before, after = self.today.resolved.tree, self.plan.resolved.tree
        if not self.file or _is_anything_gone(before, after):
            return yaml_text(after.plain())
        changes = {} if before == after else _over(before, after)
        return yaml_text({"extends": self.file, **changes})

    def _report(self) -> ComparisonReport:
        found = self.compared()
        seed, started = found.results[0].seed, datetime.now(UTC)
        command = f"onestop compare {quote(self.file or SCENARIO)} {SCENARIO}"
        origin = provenance(
            self.today.scenario,
            command=f"{command} --replications {found.finished} --seed {seed}",
            seed=seed,
            started=started,
            engine="compiled",
            check=[None for _each in found.alternatives],
        )
        return ComparisonReport(found, origin)


def _over(before: Node, after: Node, path: KeyPath = ()) -> dict[str, object]:
    """Return what has to be laid over a scenario to have another, as merging does it."""
    found: dict[str, object] = {}
    for key, node in after.entries.items():
        old, below = before.child(key), (*path, key)
        if old is None or not _merges(old, node, below):
            if old is None or old.plain() != node.plain():
                found[key] = node.plain()
        elif inner := _over(old, node, below):
            found[key] = inner
    return found


def _is_anything_gone(before: Node, after: Node) -> bool:
    """Whether a key was removed, which a file that extends the other cannot say of all."""
    return any(after.at(path) is None for path in _merged_keys(before, after))


def _merged_keys(before: Node, after: Node, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Yield the paths of keys that merging keeps, where nothing removes them."""
    for key, node in before.entries.items():
        yield (*path, key)
        other = after.at((*path, key))
        if other and _merges(node, other, (*path, key)):
            yield from _merged_keys(node, after, (*path, key))


def _merges(before: Node, after: Node, path: KeyPath) -> bool:
    return before.is_mapping and after.is_mapping and matches(path, MERGED)


TYPES: Mapping[str, str] = {
    "yaml": "application/yaml",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""What files are to a browser, by the end of their names."""
