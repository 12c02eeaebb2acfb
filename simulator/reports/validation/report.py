"""The report of a validation: its document, and all of its files.

In: a `Judgement`, and how it came about. Out: a `Report`, and the data for programs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

import numpy as np

from simulator.reports.document import Document
from simulator.reports.report import Report
from simulator.reports.validation.document import validation_document
from simulator.results.files import VALIDATION
from simulator.scenario import Scenario
from simulator.studies.validation.judging import Judgement, Scores
from simulator.studies.validation.scores import FIGURES
from simulator.studies.validation.validating import Split


@dataclass(eq=False)
class ValidationReport(Report):
    """What came of a validation, in the language that is spoken."""

    of: Judgement
    split: Split
    """Which days were predicted."""
    scenario: Scenario
    """The office."""
    origin: Mapping[str, Any]
    replications: int
    """Of the model."""
    reading: Sequence[str]
    """What is to be known of how the log was read, and of how it was simulated."""
    stem = VALIDATION

    @cached_property
    def document(self) -> Document:
        """What people read."""
        return validation_document(
            self.of,
            self.split,
            self.scenario,
            self.origin,
            replications=self.replications,
            remarks=self.reading,
        )

    @property
    def data(self) -> dict[str, object]:
        """The content of validation.json."""
        of = self.of
        return {
            "days_predicted": [day.isoformat() for day in self.split.predicted],
            "days_known": [day.isoformat() for day in self.split.known],
            "fitted_on_other_days": self.split.is_unseen,
            "replications": self.replications,
            "scores": {name: _scores_data(scores) for name, scores in of.scores.items()},
            "noise_floor": of.floor and _scores_data(of.floor),
            "model_error_less": {
                name: {
                    figure: each.data() for figure, each in zip(FIGURES, differences, strict=True)
                }
                for name, differences in of.differences.items()
            },
            "queue_days": [_queue_day(of, row) for row in np.flatnonzero(of.judged).tolist()],
            "remarks": list(self.reading),
            "provenance": self.origin,
        }


def _scores_data(scores: Scores) -> dict[str, object]:
    return {figure: asdict(score) for figure, score in zip(FIGURES, scores, strict=True)}


def _queue_day(of: Judgement, row: int) -> dict[str, object]:
    days = of.days
    return {
        "queue": days.log.queues[days.queue[row]],
        "day": (days.log.first_day + timedelta(int(days.day[row]))).isoformat(),
        "called": int(days.called[row]),
        "log": _figures(days.seen[:, row].tolist()),
        **{name: _figures(each[:, row].tolist()) for name, each in of.predicted.items()},
    }


def _figures(values: Sequence[float]) -> dict[str, float]:
    return dict(zip(FIGURES, values, strict=True))
