"""Judging: predictions of queue-days against what was seen, beside yardsticks and the noise floor.

In: queue-days, what was predicted of them, and which days may be known beforehand. Out: a
`Judgement`. Who predicts is not known here.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace

import numpy as np
from numpy.typing import NDArray

from simulator.measures import Estimate
from simulator.studies.validation.queue_days import QueueDays
from simulator.studies.validation.scores import FIGURES, Score, error_difference, score
from simulator.studies.validation.yardsticks import MEAN, MEDIAN, of_other_days, seeing_the_present

MODEL = "model"
"""What is judged."""

STATIC = frozenset({MEAN, MEDIAN})
"""Predictors that say the same of every day."""

Scores = tuple[Score, ...]
"""By figure of `FIGURES`."""


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """How near predictions came, all over the same queue-days."""

    days: QueueDays
    judged: NDArray[np.bool_]
    """Queue-days that every predictor has something to say of. Shape (queue-days,)."""
    predicted: dict[str, NDArray[np.float64]]
    """By predictor, the model first; of those that have nothing to say of any queue-day, none.
    Shapes (figures, queue-days)."""
    scores: dict[str, Scores]
    """By predictor."""
    differences: dict[str, tuple[Estimate, ...]]
    """By yardstick, the error of the model less its own, for each figure."""
    floor: Scores | None
    """Of one replication that the others predict: no model does better, even where it is the truth.
    None of one replication."""


def judge(
    days: QueueDays,
    predicted: NDArray[np.float64],
    *,
    asked: NDArray[np.bool_] | None = None,
    known: NDArray[np.bool_] | None = None,
    replications: NDArray[np.float64] | None = None,
) -> Judgement:
    """Judge what is predicted of queue-days.

    Parameters
    ----------
    days
        The queue-days, with what was seen.
    predicted
        As `FIGURES`. Shape (figures, queue-days).
    asked
        Which queue-days are to be judged; all when absent.
    known
        Which of them yardsticks may know, each but for its own day; all when absent.
    replications
        What each replication of the model has, for the noise floor. Shape (replications, figures,
        queue-days).
    """
    everything = np.ones(len(days), np.bool_)
    known = everything if known is None else known
    judged = (everything if asked is None else asked) & _says(predicted)
    yardsticks = of_other_days(days, known) | seeing_the_present(days, known)
    by_predictor = {
        MODEL: predicted,
        **{name: each for name, each in yardsticks.items() if (_says(each) & judged).any()},
    }
    for each in by_predictor.values():
        judged &= _says(each)
    return Judgement(
        days=days,
        judged=judged,
        predicted=by_predictor,
        scores={
            name: _scores(each[:, judged], days.seen[:, judged], days.queue[judged], name)
            for name, each in by_predictor.items()
        },
        differences={
            name: _differences(days, judged, predicted, each)
            for name, each in by_predictor.items()
            if name != MODEL
        },
        floor=None
        if replications is None or len(replications) == 1
        else _floor(replications[:, :, judged], days.queue[judged]),
    )


def _says(predicted: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Of which queue-days all figures are predicted."""
    return np.asarray(~np.isnan(predicted).any(axis=0))


def _scores(
    predicted: NDArray[np.float64],
    seen: NDArray[np.float64],
    queue: NDArray[np.int64],
    name: str = MODEL,
) -> Scores:
    return tuple(
        score(figure, of_figure, truth, queue, is_static=name in STATIC)
        for figure, of_figure, truth in zip(FIGURES, predicted, seen, strict=True)
    )


def _differences(
    days: QueueDays,
    judged: NDArray[np.bool_],
    one: NDArray[np.float64],
    other: NDArray[np.float64],
) -> tuple[Estimate, ...]:
    office_day = days.office_day[judged]
    return tuple(
        error_difference(*three, office_day)
        for three in zip(one[:, judged], other[:, judged], days.seen[:, judged], strict=True)
    )


def _floor(replications: NDArray[np.float64], queue: NDArray[np.int64]) -> Scores:
    """Score each replication as predicted by the mean of the others, and take the mean."""
    total, n = replications.sum(axis=0), len(replications)
    found = [_scores((total - one) / (n - 1), one, queue) for one in replications]
    return tuple(_mean_score(of_figure) for of_figure in zip(*found, strict=True))


def _mean_score(scores: Sequence[Score]) -> Score:
    values = np.array([astuple(one) for one in scores]).mean(axis=0)
    return replace(Score(*values), n=scores[0].n)
