"""Targets: what a design point must reach, as a planner writes it.

In: texts such as ``>= 0.98`` and ``<= 30 min``. Out: `Target`, a `Bound` on a measure. Which
measures a scenario has is not known here.
"""

import re
from dataclasses import dataclass
from math import ceil, log

from simulator.language import N_, _
from simulator.measures import CONFIDENCE, Bound, Estimate, Measure, Verdict, measure_named
from simulator.measures.amounts import amount_of
from simulator.measures.quantities import MINUTES, SHARE

_RELATION = re.compile(r"(?P<sign>>=|<=|>|<|≥|≤)\s*(?P<amount>\S.*)")
_SIGNS = {"≥": ">=", "≤": "<="}

_WRITTEN = N_("is written as a relation and a bound, e.g. {example}")


@dataclass(frozen=True, slots=True)
class Target(Bound):
    """A bound on the mean of a measure over the replications.

    Examples
    --------
    >>> Target.parse("wait_p90.receive", "<= 1.5 h")
    Target(sign='<=', bound=90.0, measure='wait_p90.receive', text='<= 1.5 h')
    """

    measure: str
    """As it was written: the full name."""
    text: str
    """As it was written."""

    @classmethod
    def parse(cls, measure: str, text: object) -> "Target":
        """Read a target.

        Raises
        ------
        KeyError
            If the catalogue has no such measure.
        ValueError
            If the text cannot be read, or nothing could reach it.
        """
        entry = measure_named(measure)
        match = _RELATION.fullmatch(text.strip()) if isinstance(text, str) else None
        if match is None:
            raise ValueError(_(_WRITTEN).format(example=_example(entry)))
        sign = _SIGNS.get(match["sign"], match["sign"])
        if match["amount"].startswith(("-", "−")):
            raise ValueError(_impossible(entry))
        bound = amount_of(match["amount"], entry)
        strictly_beyond = (sign == ">" and bound == entry.highest) or (sign == "<" and bound == 0)
        if not 0 <= bound <= entry.highest or strictly_beyond:
            raise ValueError(_impossible(entry))
        return cls(sign, bound, measure, str(text))

    @property
    def entry(self) -> Measure:
        """What the catalogue says of the measure."""
        return measure_named(self.measure)

    def verdict(self, estimate: Estimate) -> Verdict:
        """Hold an estimate against the target."""
        return self.judge(estimate, self.entry)


def replications_to_show(asked: float) -> int:
    """Return the replications that show a share of them, if all meet the targets.

    Examples
    --------
    >>> replications_to_show(0.9)
    36
    """
    return ceil(log((1 - CONFIDENCE) / 2) / log(asked))


def _impossible(measure: Measure) -> str:
    if measure.highest == 1:
        return _("cannot be reached: {measure} lies between 0 and 1").format(measure=measure.name)
    return _("cannot be reached: {measure} is never below 0").format(measure=measure.name)


def _example(measure: Measure) -> str:
    if measure.quantity is SHARE:
        return "'>= 0.98'"
    return "'<= 30 min'" if measure.quantity is MINUTES else f"'<= 8 {_(measure.unit)}'"
