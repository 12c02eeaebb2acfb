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
    """Its name, with where it is written and the year from which it holds."""
    source: str
    in_one_run: bool
    """Whether one replication is all that it is judged by: chance is not allowed for."""

    @property
    def text(self) -> str:
        """The verdict as a line, its sign first."""
        said = _(VERDICTS[self.verdict]).format(norm=self.norm)
        if self.in_one_run:
            said = _("{said}, in one run").format(said=said)
        return f"{self.verdict} {said}"


MEAN_WAIT = {30: 2022, 15: 2025}
"""Most minutes of the mean wait of a visit, and the year from which: Decision 468/QĐ-TTg."""

LONGEST_WAIT = 20
"""Minutes that nobody may wait longer: Ho Chi Minh City, 2025."""

_EVERYBODY = 0.99995
"""Least share that is written as 100 %, to all the decimals that there are."""


def mean_wait_norms(result: Result) -> list[Judged]:
    """Return the norms of the mean wait, the easier one first; none where nobody came."""
    wait = result["wait_mean"]
    source = _("Decision 468/QĐ-TTg (2021)")
    return [
        Judged(
            _verdict(wait, minutes),
            _("{minutes} min (Decision 468, {year})").format(minutes=minutes, year=year),
            source,
            in_one_run=wait.n == 1,
        )
        for minutes, year in MEAN_WAIT.items()
        if wait.n
    ]


def longest_wait_norm(result: Result) -> Judged | None:
    """Return the norm of the longest wait; None where nobody came.

    Where nobody waited longer in any replication, the norm is met if the interval leaves room for
    nobody either, to the decimals that are written.
    """
    within = result[f"wait_within_{LONGEST_WAIT}"]
    if not within.n:
        return None
    if within.mean < 1.0:
        verdict = Verdict.MISSED
    elif within.low is None or within.low >= _EVERYBODY:
        verdict = Verdict.MET
    else:
        verdict = Verdict.UNCLEAR
    return Judged(
        verdict,
        _("nobody over {minutes} min (HCM City 2025)").format(minutes=LONGEST_WAIT),
        _("Ho Chi Minh City, 2025"),
        in_one_run=within.n == 1,
    )


def missed_norms(result: Result) -> list[Judged]:
    """Return the norms that are not met."""
    norms = [*mean_wait_norms(result), longest_wait_norm(result)]
    return [norm for norm in norms if norm and norm.verdict is Verdict.MISSED]


def _verdict(wait: Estimate, minutes: float) -> Verdict:
    low = wait.mean if wait.low is None else wait.low
    high = wait.mean if wait.high is None else wait.high
    if low <= minutes < high:
        return Verdict.UNCLEAR
    return Verdict.MET if high <= minutes else Verdict.MISSED
