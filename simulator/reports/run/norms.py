"""Norms: what the waits of a Center are held against, and whether the runs show them met.

In: a `Result`. Out: `Judged` norms, each with its source. A norm that lies within the interval of
the mean can be met or not: the runs cannot tell, and that is said. A mean over years may meet a
norm that every other year misses: so the years that meet it are counted as well.
"""

from dataclasses import dataclass

from simulator.language import N_, _
from simulator.measures import Bound, Estimate, Occurrence, Verdict, times_met
from simulator.reports.certainty import periods, share_text, times_text
from simulator.reports.document import Text, Tone
from simulator.reports.figures import MINUTES, PERCENT, Unit
from simulator.results.result import Result

_VERDICTS = {
    Verdict.MET: N_("{norm}: met"),
    Verdict.UNCLEAR: N_("{norm}: unclear"),
    Verdict.MISSED: N_("{norm}: not met"),
}

_WITH_TIMES = {
    Verdict.MET: N_("{said}, in {times}"),
    Verdict.UNCLEAR: N_("{said}, met in {times}"),
    Verdict.MISSED: N_("{said}, met in {times}"),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A norm, held against a result."""

    verdict: Verdict
    norm: str
    """Its name, with where it is written and the year from which it holds."""
    source: str
    estimate: Estimate
    """What it is judged by."""
    unit: Unit
    met: Occurrence
    """In how many of the replications that have something to judge it holds."""
    periods: str
    """What these are called."""

    @property
    def text(self) -> str:
        """The verdict as a line, its sign first, with the share of replications that meet it.

        One replication is all that it may be judged by: then chance is not allowed for.
        """
        said = _(_VERDICTS[self.verdict]).format(norm=self.norm)
        if self.met.of == 1:
            return f"{self.verdict} {_('{said}, in one run').format(said=said)}"
        times = times_text(self.met, self.periods)
        return f"{self.verdict} {_(_WITH_TIMES[self.verdict]).format(said=said, times=times)}"

    @property
    def full_text(self) -> str:
        """The same with the 95 % interval of that share, where there is room."""
        return self.text if self.met.of == 1 else f"{self.text} ({share_text(self.met)})"

    @property
    def cell(self) -> Text:
        """The verdict as it stands in a table."""
        return Text(self.text, Tone[self.verdict.name], self.full_text, self.source)

    def data(self) -> dict[str, object]:
        """Return it for programs; it is JSON."""
        return {
            "name": self.norm,
            "source": self.source,
            "verdict": self.verdict.name.lower(),
            "years": self.met.data(),
        }


MEAN_WAIT = {30: 2022, 15: 2025}
"""Most minutes of the mean wait of a visit, and the year from which: Decision 468/QĐ-TTg."""

LONGEST_WAIT = 20
"""Minutes that nobody may wait longer: Ho Chi Minh City, 2025."""


def mean_wait_norms(result: Result) -> list[Judged]:
    """Return the norms of the mean wait, the easier one first; none where nobody came."""
    wait, series = result["wait_mean"], result.series("wait_mean")
    return [
        Judged(
            bound.judge(wait, series.key.entry),
            _("{minutes} min (Decision 468, {year})").format(minutes=minutes, year=year),
            _("Decision 468/QĐ-TTg (2021)"),
            wait,
            MINUTES,
            met,
            periods(result.scenario),
        )
        for minutes, year in MEAN_WAIT.items()
        if (met := times_met([bound := Bound("<=", minutes)], [series]))
    ]


def longest_wait_norm(result: Result) -> Judged | None:
    """Return the norm of the longest wait; None where nobody came.

    Where nobody waited longer in nearly all replications, the runs cannot tell; one replication is
    taken at its word.
    """
    name = f"wait_within_{LONGEST_WAIT}"
    within, met = result[name], times_met([Bound(">=", 1.0)], [result.series(name)])
    if met is None:
        return None
    verdict = Verdict.MET if within.mean == 1 else Verdict.MISSED
    if within.unlike and met.times:
        verdict = Verdict.UNCLEAR
    return Judged(
        verdict,
        _("nobody over {minutes} min (HCM City 2025)").format(minutes=LONGEST_WAIT),
        _("Ho Chi Minh City, 2025"),
        within,
        PERCENT,
        met,
        periods(result.scenario),
    )


def judged_norms(result: Result) -> list[Judged]:
    """Return all norms."""
    norms = [*mean_wait_norms(result), longest_wait_norm(result)]
    return [norm for norm in norms if norm]


def missed_norms(result: Result) -> list[Judged]:
    """Return the norms that are not met."""
    return [norm for norm in judged_norms(result) if norm.verdict is Verdict.MISSED]
