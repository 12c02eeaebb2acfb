"""Files that are dropped on the page: a scenario, a workbook, or a ticket log.

In: the bytes of a file, and its name. Out: a scenario as it was put together, or a `DroppedLog`,
which can be fitted, and a day of which can be seen again. A file is looked at in memory and
forgotten: nothing of it is run, what it extends or names is not opened, and it is never on disk.
"""

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path, PurePosixPath

import numpy as np

from simulator.demand.workload import DAY
from simulator.language import _, mistake
from simulator.records import TicketLog, read_tickets
from simulator.records.files import Content
from simulator.reports.figures import counted, day
from simulator.reports.replay.document import replay_sentences, replay_warnings
from simulator.scenario import Place, Resolved, ScenarioError
from simulator.scenario.nodes import Node
from simulator.scenario.problems import Problem
from simulator.scenario.reader import read_content
from simulator.scenario.resolving import node_of
from simulator.studies.fit.calls_alone import fit_any
from simulator.studies.fit.scenario import scenario_data
from simulator.studies.replay.replaying import Replaying
from simulator.web.answering import Answering
from simulator.web.plans import DeskPlan, refuse_files
from simulator.web.streaming import IsGivenUp, alone, go_on, work_at
from simulator.web.telling import Json

LARGEST = 20_000_000
"""Bytes of a file; a ticket log of a year of a large Center has a quarter of them."""
MOST_DAYS, MOST_OFFICES = 1_000, 100

_YAML, _WORKBOOKS, _LOGS = (".yaml", ".yml"), (".xlsx", ".xlsm"), (".csv", ".gz", ".parquet")


@dataclass(frozen=True, slots=True)
class DroppedLog:
    """A ticket log that lies on the desk."""

    name: str
    log: TicketLog
    excluded: int
    """Rows that are no tickets."""

    def told(self) -> Json:
        """Say what is in it."""
        days, counts = np.unique(self.log.taken // DAY, return_counts=True)
        first = self.log.first_day.toordinal()
        found = zip((date.fromordinal(first + int(each)) for each in days), counts, strict=True)
        return {
            "kind": "log",
            "tickets": len(self.log.taken),
            "offices": list(self.log.offices)[:MOST_OFFICES],
            "days": [
                {
                    "date": each.isoformat(),
                    "label": f"{day(each)}: {counted('{n} ticket', '{n} tickets', int(count))}",
                }
                for each, count in [*found][:MOST_DAYS]
            ],
            "excluded": self.excluded,
        }

    def replayed(
        self,
        both: tuple[DeskPlan, DeskPlan],
        moment: date,
        asked: Answering,
        is_given_up: IsGivenUp,
        *,
        office: str | None = None,
    ) -> Json:
        """See a day of one of its offices again, as it was and with a plan beside today.

        Raises
        ------
        ValueError
            If the log has not the day, or the scenario is of another lobby.
        """
        today, plan = both
        is_today = today.scenario.hash == plan.scenario.hash
        changed = None if is_today else plan.scenario
        labels = _("today"), _("this plan")
        replaying = Replaying(
            today.scenario, changed, self.log, [moment], office=office, labels=labels
        )
        experiment = replaying.experiment(seed=asked.seed, replications=asked.replications)
        work_at(experiment, is_given_up, replaying.take)
        found = replaying.answer()
        assert found is not None  # noqa: S101  # all of it is finished
        sentence, *more = replay_sentences(found, _("this plan"))
        return {"sentence": sentence, "more": more, "warnings": [*replay_warnings(found)]}

    def fitted(self, is_given_up: IsGivenUp, office: str | None = None) -> Resolved:
        """Return the scenario of the lobby of one of its offices.

        Raises
        ------
        ValueError
            If it has several offices, or nobody was called.
        """
        step = partial(go_on, is_given_up)
        lobby = alone(fit_any, self.log, office, is_given_up=is_given_up, go_on=step)
        data = scenario_data(lobby, self.name)
        return Resolved(node_of(data, Place(self.name)), Path())


def dropped(name: str, content: bytes) -> Resolved | DroppedLog:
    """Return what a file has that was dropped on the page.

    Raises
    ------
    ScenarioError, RecordsError, ValueError
        If it is neither a scenario nor a log.
    """
    end = PurePosixPath(name).suffix.lower()
    if end in (*_YAML, *_WORKBOOKS):
        tree, problems = read_content(content, name)
        if end in _YAML or (tree is not None and tree.child("procedures")):
            return _scenario(tree, problems)
    elif end not in _LOGS:
        raise mistake("is no scenario (.yaml, .xlsx) and no ticket log (.csv, .xlsx, .parquet)")
    read = read_tickets(Content(name, content))
    return DroppedLog(name, read.log, len(read.excluded))


def _scenario(tree: Node | None, problems: list[Problem]) -> Resolved:
    if tree is None or problems:
        raise ScenarioError(problems)
    refuse_files(Node(tree.place, {}), tree)
    return Resolved(tree, Path())
