"""The report of a replay: its document, and all of its files.

In: a `Replay`, and how it came about. Out: a `Report`, and the data for programs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from simulator.reports.document import Document
from simulator.reports.replay.document import ALL, replay_document
from simulator.reports.report import Report
from simulator.results.files import REPLAY
from simulator.scenario import Scenario
from simulator.studies.replay.replaying import Figures, Replay
from simulator.studies.validation.scores import FIGURES


@dataclass(eq=False)
class ReplayReport(Report):
    """What came of a replay, in the language that is spoken."""

    of: Replay
    scenario: Scenario
    """The office as it is."""
    origin: Mapping[str, Any]
    change: str
    """The values that were set."""
    reading: Sequence[str]
    """What is to be known of how the log was read."""
    stem = REPLAY

    @cached_property
    def document(self) -> Document:
        """What people read."""
        return replay_document(
            self.of, self.scenario, self.origin, change=self.change, remarks=self.reading
        )

    @property
    def data(self) -> dict[str, object]:
        """The content of replay.json."""
        of, citizens = self.of, self.of.citizens
        return {
            "office": of.office,
            "days": [day.isoformat() for day in of.days],
            "replications": of.replications,
            "never_called": of.unserved,
            "not_served": of.gone.data(),
            "set": self.change,
            "all": _queue_data(of, ALL),
            "queues": [
                {"queue": name, **_queue_data(of, queue)} for queue, name in enumerate(of.queues)
            ],
            "citizens": citizens
            and {
                "earlier": citizens.shorter.data(),
                "later": citizens.longer.data(),
                "more_served": citizens.stay.data(),
                "hours_saved": citizens.saved.data(),
            },
            "remarks": list(self.reading),
            "provenance": self.origin,
        }


def _queue_data(of: Replay, queue: int) -> dict[str, object]:
    def told(figures: Figures | None) -> dict[str, object] | None:
        if figures is None:
            return None
        return {name: each[queue].data() for name, each in zip(FIGURES, figures, strict=True)}

    return {
        "tickets": int(of.tickets[queue]),
        "log": dict(zip(FIGURES, of.seen[:, queue].tolist(), strict=True)),
        "model": told(of.modelled),
        "changed": told(of.changed),
        "difference": told(of.difference),
    }
