"""Norms: what the waits of a Center are held against, and whether the runs show them met.

In: a `Result`. Out: `Judged` norms, each with its source. A norm that lies within the interval of
the mean can be met or not: the runs cannot tell, and that is said.
"""

from dataclasses import dataclass
from enum import StrEnum

from simulator.language import N_, _
from simulator.measures import Estimate
from simulator.reports.result import Result


class Verdict(StrEnum):
    """Whether a norm is met; the value is the sign that stands for it."""

    MET = "✓"
    UNCLEAR = "?"
    MISSED = "✗"


VERDICTS = {
    Verdict.MET: N_("{norm}: met"),
    Verdict.UNCLEAR: N_("{norm}: unclear"),
    Verdict.MISSED: N_("{norm}: not met"),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A norm, held against a result."""

    verdict: Verdict
    norm: str
    """Its name, with the year or the place where it holds."""
    source: str

    @property
    def text(self) -> str:
        """The verdict as a line, its sign first."""
        return f"{self.verdict} {_(VERDICTS[self.verdict]).format(norm=self.norm)}"


MEAN_WAIT = {30: 2022, 15: 2025}
"""Most minutes of the mean wait of a visit, and the year from which: Decision 468/QĐ-TTg."""

LONGEST_WAIT = 20
"""Minutes that nobody may wait longer: Ho Chi Minh City, 2025."""


def mean_wait_norms(result: Result) -> list[Judged]:
    """Return the norms of the mean wait, the easier one first; none where nobody came."""
    wait = result["wait_mean"]
    source = _("Decision 468/QĐ-TTg (2021)")
    return [
        Judged(
            _verdict(wait, minutes),
            _("{minutes} min ({year})").format(minutes=minutes, year=year),
            source,
        )
        for minutes, year in MEAN_WAIT.items()
        if wait.n
    ]


def longest_wait_norm(result: Result) -> Judged | None:
    """Return the norm of the longest wait; None where nobody came."""
    within = result[f"wait_within_{LONGEST_WAIT}"]
    if not within.n:
        return None
    verdict = Verdict.MET if within.mean == 1.0 else Verdict.MISSED
    return Judged(verdict, _("all (HCM City)"), _("Ho Chi Minh City, 2025"))


def _verdict(wait: Estimate, minutes: float) -> Verdict:
    low = wait.mean if wait.low is None else wait.low
    high = wait.mean if wait.high is None else wait.high
    if low <= minutes < high:
        return Verdict.UNCLEAR
    return Verdict.MET if high <= minutes else Verdict.MISSED
