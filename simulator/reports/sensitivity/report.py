"""The report of a sensitivity analysis: its document, and all of its files.

In: a `Sensitivity`, and how it came about. Out: a `Report`, and the data for programs: numbers in
full, names as in every file. The command and `onestop report` make it alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from simulator.reports.document import Document
from simulator.reports.report import Report
from simulator.reports.sensitivity.document import sensitivity_document
from simulator.results.files import SENSITIVITY
from simulator.studies.assumptions import Assumption
from simulator.studies.sensitivity import Criterion, Effect, Sensitivity, Spread, Switch, Tornado


@dataclass(eq=False)
class SensitivityReport(Report):
    """What came of a sensitivity analysis, in the language that is spoken."""

    of: Sensitivity
    origin: Mapping[str, Any]
    stem = SENSITIVITY

    @cached_property
    def document(self) -> Document:
        """What people read."""
        return sensitivity_document(self.of, self.origin)

    @property
    def data(self) -> dict[str, object]:
        """The content of sensitivity.json."""
        return sensitivity_data(self.of, self.origin)


def sensitivity_data(of: Sensitivity, origin: Mapping[str, Any]) -> dict[str, object]:
    """Return the content of sensitivity.json.

    Parameters
    ----------
    of
        What came of it.
    origin
        How it came about: `simulator.results.provenance`.
    """
    return {
        "provenance": dict(origin),
        "centers": [center.name for center in of.asked.centers],
        "replications": of.asked.replications,
        "confidence": of.confidence,
        "replications_in_all": of.replications,
        "draws": of.draws,
        "mattering": list(of.mattering),
        "measures": {
            str(each.measure): _answer_data(each, spread)
            for each, spread in zip(of.tornadoes, of.spreads, strict=True)
        },
        "held": [
            {**_criterion_data(each.criterion), "holds": each.is_kept, "share": each.share}
            for each in of.held
        ],
        "switches": [_switch_data(of, each) for each in of.switches],
    }


def _answer_data(of: Tornado, spread: Spread) -> dict[str, object]:
    return {
        **of.base.data(),
        "unit": of.measure.entry.unit,
        "assumptions": {
            "low": spread.low,
            "high": spread.high,
            "runs": len(spread.values),
            "explained_one_by_one": spread.explained,
            "pairs": [{"names": list(each.names), "share": each.share} for each in spread.pairs],
        },
        "tornado": [
            {
                "assumption": bar.assumption.name,
                "reach": bar.reach,
                "moves": [_effect_data(bar.assumption, effect) for effect in bar.effects],
            }
            for bar in of.bars
        ],
    }


def _effect_data(assumption: Assumption, effect: Effect) -> dict[str, object]:
    return {
        "position": effect.position,
        "values": assumption.settings(effect.position),
        "first_replication": effect.first,
        "effect": effect.estimate and effect.estimate.data(),
        "is_seen": effect.is_seen,
    }


def _criterion_data(of: Criterion) -> dict[str, object]:
    return {"measure": str(of.measure), "bound": f"{of.bound.sign} {of.bound.bound:g}"}


def _switch_data(of: Sensitivity, switch: Switch) -> dict[str, object]:
    return {
        **_criterion_data(switch.criterion),
        "assumption": switch.name,
        "position": switch.position,
        "from": switch.low,
        "to": switch.high,
        "values": {
            center.name: assumption.settings(switch.position)
            for center, assumption in of.space.own(switch.name)
        },
    }
