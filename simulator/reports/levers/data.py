"""The data of a study of levers for programs: levers.json.

In: `Levers`, and how they came about. Out: plain data, numbers in full, names of measures as in
every file.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from simulator.reports.differences import difference_text
from simulator.reports.levers.telling import Telling
from simulator.results.study import StoredLever
from simulator.studies.levers import Levers, Pulled
from simulator.studies.paired import Difference


def levers_data(levers: Levers, origin: Mapping[str, Any]) -> dict[str, object]:
    """Return the content of levers.json.

    Parameters
    ----------
    levers
        What they do.
    origin
        How it came about: `simulator.results.provenance`.
    """
    return {
        "provenance": dict(origin),
        "replications": levers.finished,
        "confidence": levers.leading.confidence,
        "confidence_of_others": levers.others.confidence,
        "levers": ranked_data(levers),
    }


def ranked_data(levers: Levers) -> list[dict[str, object]]:
    """Return the levers, the one that helps most for each officer first."""
    telling = Telling(levers)
    return [_lever_data(telling, each) for each in levers.pulled]


def helping_data(levers: Sequence[StoredLever]) -> dict[str, object]:
    """Return what summary.json has of the levers of a run, by its key; nothing without any."""
    if not levers:
        return {}
    gains = ("gains", "worse")
    return {
        "levers": [
            {
                **each.model_dump(mode="json", exclude=set(gains)),
                **{
                    part: {name: one.data() for name, one in getattr(each, part).items()}
                    for part in gains
                },
            }
            for each in levers
        ]
    }


def _lever_data(telling: Telling, pulled: Pulled) -> dict[str, object]:
    lever = pulled.lever
    return {
        "lever": lever.code,
        "key": ".".join(lever.key.path),
        "way": lever.way,
        "where": list(lever.where),
        "in_words": telling.name(pulled),
        "set": dict(lever.overrides),
        "officers": pulled.effort.officers,
        "money": pulled.effort.money,
        "relief": pulled.relief,
        "score": pulled.score,
        "gains": {
            str(key): _difference_data(each)
            | {"gets_worse_in": pulled.losing[key].times, "of": pulled.losing[key].of}
            for key, each in pulled.gains.items()
        },
        "worse": {str(each.measure): _difference_data(each) for each in pulled.worse},
    }


def _difference_data(difference: Difference) -> dict[str, object]:
    return {
        **difference.estimate.data(),
        "unit": difference.measure.entry.unit,
        "is_seen": difference.is_seen,
        "verdict": difference_text(difference.measure.entry, difference.estimate),
    }
